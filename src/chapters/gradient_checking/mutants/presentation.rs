//! How are verdicts shown? Tallies by judge, size of the weights and precision; in the CSV also every bug that a judge let pass.

use super::{Cell, METHODS, SCALES, Tally, at, tolerance};
use crate::chapters::precision::Precision;
use crate::gradcheck::Verdict;
use crate::report::{self, Axis, Column, Digits, Figure, Mark, Panel, Series, Table};

pub(super) fn table(cells: &[Cell]) -> Table {
    let count = |name| Column::count(name, "1");
    let mut table = Table::new(
        "Planted bugs found, by judge, size of the weights and precision",
        5,
        vec![
            Column::text("part"),
            Column::text("precision"),
            Column::number("scale", "1", Digits::Significant(2)),
            Column::text("judge"),
            Column::text("bug"),
            count("bugs"),
            count("caught"),
            count("undecidable"),
            count("passed"),
            count("wrong_passes"),
            Column::number("share_caught", "1", Digits::Fixed(2)),
            count("right"),
            count("false_alarms"),
            count("right_undecidable"),
        ],
    );
    for precision in Precision::ALL {
        for scale in SCALES {
            for (method, name) in METHODS.iter().enumerate() {
                push_tally(
                    &mut table,
                    precision,
                    scale,
                    name,
                    Tally::of(at(cells, precision, scale), method, tolerance(precision)),
                );
            }
        }
    }
    table.read_first(table.rows().len());
    survivors(&mut table, cells);
    table.note(
        "Each bug of the catalogue in each network counts once. Caught: the judge says fail. Wrong passes: bugs that pass although a block is off by more than the checker's tolerance \
         (1e-7 in double, 1e-2 in single precision). Right: gradients without a bug; false alarms are failures among them. Recipes: see `recipes.rs`. The CSV lists every bug that a judge passed or left open, \
         with the number of networks.",
    );
    table
}

fn push_tally(table: &mut Table, precision: Precision, scale: f64, judge: &str, tally: Tally) {
    let mut row: Vec<report::Cell> =
        vec!["tally".into(), precision.name().into(), scale.into(), judge.into(), "".into()];
    row.extend([tally.bugs, tally.caught, tally.undecidable, tally.passed, tally.wrong_passes].map(report::Cell::from));
    row.push(tally.share_caught().into());
    row.extend([tally.right, tally.false_alarms, tally.right_undecidable].map(report::Cell::from));
    table.push(row);
}

/// Every bug that a judge did not catch everywhere.
fn survivors(table: &mut Table, cells: &[Cell]) {
    for precision in Precision::ALL {
        for scale in SCALES {
            for (method, judge) in METHODS.iter().enumerate() {
                push_survivors(table, cells, (precision, scale), (method, judge));
            }
        }
    }
}

fn push_survivors(
    table: &mut Table,
    cells: &[Cell],
    (precision, scale): (Precision, f64),
    (method, judge): (usize, &str),
) {
    let mut names: Vec<String> = Vec::new();
    for one in at(cells, precision, scale) {
        if let (Some(bug), Verdict::Pass | Verdict::Undecidable) = (one.bug, one.verdicts[method]) {
            let name = format!("{bug:?}");
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    for name in names {
        let of = |one: &&super::Judged| one.bug.is_some_and(|bug| format!("{bug:?}") == name);
        let tally = Tally::of(at(cells, precision, scale).filter(of), method, tolerance(precision));
        let mut row: Vec<report::Cell> =
            vec!["survivor".into(), precision.name().into(), scale.into(), judge.into(), name.into()];
        row.extend(
            [tally.bugs, tally.caught, tally.undecidable, tally.passed, tally.wrong_passes].map(report::Cell::from),
        );
        row.push(tally.share_caught().into());
        row.extend((0..3).map(|_| report::Cell::Empty));
        table.push(row);
    }
}

pub(super) fn figure() -> Figure {
    let labels = ["this checker", "notes, 1e-7", "notes, 1e-5", "notes, 1e-3", "PyTorch", "JAX", "SciPy"];
    let panel = |precision: Precision, title: &str| {
        let series = METHODS.iter().zip(labels).enumerate().map(|(color, (method, label))| Series {
            table: "",
            label: label.into(),
            x: "scale",
            y: "share_caught",
            only: [("part", "tally"), ("precision", precision.name()), ("judge", *method)]
                .map(|(name, text)| (name, text.to_owned()))
                .to_vec(),
            mark: Mark::LinePoints,
            color,
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
