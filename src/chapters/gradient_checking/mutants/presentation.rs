//! How are verdicts shown? Tallies by judge, size of the weights and precision; and every bug that a judge let pass.

use super::{Cell, JUDGES, Judged, SCALES, Tally, at, tolerance};
use crate::chapters::precision::Precision;
use crate::gradcheck::Verdict;
use crate::gradcheck::catalogue::Bug;
use crate::report::{Axis, Column, Digits, Figure, Mark, Panel, Series, Table, Typed};

/// What a judge said at one scale in one precision, of all bugs or of one.
struct Row {
    precision: Precision,
    scale: f64,
    /// Its position in [`JUDGES`].
    method: usize,
    bug: Option<Bug>,
    tally: Tally,
}

/// All judges at all places.
fn places() -> impl Iterator<Item = (Precision, f64, usize)> {
    let scales = |precision| SCALES.into_iter().map(move |scale| (precision, scale));
    let places = Precision::ALL.into_iter().flat_map(scales);
    places.flat_map(|(precision, scale)| (0..JUDGES.len()).map(move |method| (precision, scale, method)))
}

fn count(name: &'static str) -> Column {
    Column::count(name, "1")
}

/// Where and by whom.
fn place() -> Vec<Typed<'static, Row>> {
    vec![
        Column::text("precision").from(|row: &Row| row.precision.name()).key(),
        Column::number("scale", "1", Digits::Significant(2))
            .titled("size of the weights")
            .from(|row: &Row| row.scale)
            .key(),
        Column::text("judge").from(|row: &Row| JUDGES[row.method]).key(),
    ]
}

/// How many bugs were caught.
fn caught() -> Vec<Typed<'static, Row>> {
    vec![
        count("bugs").from(|row: &Row| row.tally.bugs),
        count("caught").from(|row: &Row| row.tally.caught),
        count("undecidable").from(|row: &Row| row.tally.undecidable),
        count("passed").from(|row: &Row| row.tally.passed),
        count("wrong_passes").from(|row: &Row| row.tally.wrong_passes),
        Column::number("share_caught", "1", Digits::Fixed(2)).from(|row: &Row| row.tally.share_caught()),
    ]
}

pub(super) fn tallies(cells: &[Cell]) -> Table {
    let rows = places().map(|(precision, scale, method)| {
        let tally = Tally::of(at(cells, precision, scale), method, tolerance(precision));
        Row { precision, scale, method, bug: None, tally }
    });
    let mut columns = place();
    columns.extend(caught());
    columns.extend([
        count("right").titled("right gradients").from(|row: &Row| row.tally.right),
        count("false_alarms").from(|row: &Row| row.tally.false_alarms),
        count("right_undecidable").titled("undecidable").from(|row: &Row| row.tally.right_undecidable),
    ]);
    let rows: Vec<Row> = rows.collect();
    let read: Vec<bool> = rows.iter().map(|row| [1e-3, 1.0].contains(&row.scale)).collect();
    Table::of("Planted bugs found, by judge, size of the weights and precision", columns, &rows).named("tallies").reading(read).noted(
        "Each bug of the catalogue in each network counts once. Caught: the judge says fail. Wrong passes: bugs that pass although a block is off by more than the checker's tolerance \
         (1e-7 in double, 1e-2 in single precision). Right: gradients without a bug; false alarms are failures among them. Recipes: see `recipes.rs`.",
    )
}

/// Every bug that a judge did not catch everywhere.
pub(super) fn survivors(cells: &[Cell]) -> Table {
    let rows = places().flat_map(|(precision, scale, method)| {
        bugs(at(cells, precision, scale), method).into_iter().map(move |bug| {
            let of = at(cells, precision, scale).filter(|one| one.bug == Some(bug));
            Row { precision, scale, method, bug: Some(bug), tally: Tally::of(of, method, tolerance(precision)) }
        })
    });
    let bug = |row: &Row| row.bug.map_or((String::new(), String::new()), |bug| (format!("{bug:?}"), bug.words()));
    let mut columns = place();
    columns.push(Column::text("bug").from(bug).key());
    columns.extend(caught());
    let mut table = Table::of("Bugs that a judge passed or left open, with the number of networks", columns, rows)
        .named("survivors");
    table.read_first(SHOWN);
    table
}

/// Rows of the survivors for reading: those of the checker and of the notes at tiny weights.
const SHOWN: usize = 60;

/// The bugs that a judge did not catch everywhere, in their order.
fn bugs<'a>(judged: impl Iterator<Item = &'a Judged>, method: usize) -> Vec<Bug> {
    let mut bugs: Vec<Bug> = Vec::new();
    for one in judged {
        if let (Some(bug), Verdict::Pass | Verdict::Undecidable) = (one.bug, one.verdicts[method])
            && !bugs.contains(&bug)
        {
            bugs.push(bug);
        }
    }
    bugs
}

pub(super) fn figure() -> Figure {
    let panel = |precision: Precision, title: &str| {
        let series = JUDGES.iter().enumerate().map(|(color, (method, words))| {
            let series = Series::of("tallies", ("scale", "share_caught"), Mark::LinePoints, color);
            series.only("precision", precision.name()).only("judge", *method).labeled(*words)
        });
        Panel {
            title: title.into(),
            x: Axis::logarithmic("size of the weights").over(1e-3, 3.0),
            y: Axis::linear("share of bugs caught").over(0.0, 1.0),
            series: series.collect(),
            equal: false,
        }
    };
    Figure {
        title: "Planted bugs caught".into(),
        alternative: "Two panels, share of bugs caught over the size of the weights. Double precision: at size 1 all judges catch nearly everything; toward smaller weights the recipes with loose or absolute \
                      thresholds fall to a third, the checker stays above three quarters, and the notes' threshold 1e-7 stays at 1, because there it condemns right gradients too. Single precision: \
                      most recipes condemn everything at every size, right gradients included; the checker and JAX do not, and catch less."
            .into(),
        panels: vec![panel(Precision::F64, "double precision"), panel(Precision::F32, "single precision")],
    }
}
