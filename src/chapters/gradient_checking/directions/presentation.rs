//! How are misses shown? Shares beside their predictions, and evaluations by the number of parameters.

use super::cost::Cost;
use super::{CONFIDENCE, Misses};
use crate::report::{Axis, Column, Figure, Mark, Panel, Series, Table, Typed};
use crate::statistics::{self, Interval};

fn count(name: &'static str) -> Column {
    Column::count(name, "1")
}

impl Misses {
    fn share(&self) -> f64 {
        self.missed as f64 / self.trials as f64
    }

    fn interval(&self) -> Option<Interval> {
        statistics::share_interval(self.missed, self.trials, CONFIDENCE).ok()
    }
}

/// Misses among trials, and their prediction.
fn missed() -> Vec<Typed<'static, Misses>> {
    vec![
        count("trials").from(|row: &Misses| row.trials),
        count("missed").from(|row: &Misses| row.missed),
        Column::significant("share", 3).titled("share missed").from(Misses::share),
        Column::significant("low", 3)
            .titled("at least")
            .from(|row: &Misses| row.interval().map(|interval| interval.low)),
        Column::significant("high", 3)
            .titled("at most")
            .from(|row: &Misses| row.interval().map(|interval| interval.high)),
        Column::significant("predicted", 3).from(|row: &Misses| row.predicted),
    ]
}

pub(super) fn law(law: &[Misses]) -> Table {
    let mut columns = vec![
        Column::text("case").titled("error").from(|row: &Misses| row.case).key(),
        Column::significant("ratio", 3).titled("t/‖e‖").from(|row: &Misses| row.ratio).key(),
        count("directions").from(|row: &Misses| row.directions as usize).key(),
    ];
    columns.extend(missed());
    Table::of("How often do random directions miss an error?", columns, law).named("law").noted(
        "Missed: draws in which every |vᵀe| ≤ t. Directions are standard normal, or signs ±1 where the row says so.",
    )
}

pub(super) fn checker(checker: &[Misses]) -> Table {
    let mut columns = vec![
        Column::significant("ratio", 3).titled("‖e‖/(τ·2‖dθ‖)").from(|row: &Misses| row.ratio).key(),
        count("directions").from(|row: &Misses| row.directions as usize).key(),
    ];
    columns.extend(missed());
    columns.push(count("passed").from(|row: &Misses| row.passed));
    Table::of("How often does the checker with directions not fail one wrong entry of W[1]?", columns, checker)
        .named("checker")
        .noted("Norms with each entry in units of its own size. Passed: those of the missed checks that say that all is well.")
}

pub(super) fn cost(cost: &[Cost]) -> Table {
    let rows = cost.iter().flat_map(|cost| {
        let scopes: [((&'static str, &'static str), u64); 3] =
            [(SCOPES[0], cost.every), (SCOPES[1], cost.directions), (SCOPES[2], cost.sample)];
        scopes.map(|(scope, evaluations)| (scope, cost.parameters, evaluations))
    });
    type Row = ((&'static str, &'static str), usize, u64);
    let columns = vec![
        Column::text("scope").from(|row: &Row| row.0).key(),
        count("parameters").from(|row: &Row| row.1).key(),
        count("evaluations").from(|row: &Row| row.2),
    ];
    Table::of("Evaluations of the loss, by scope and size of the network", columns, rows).named("cost")
}

/// Keys and words of the scopes.
const SCOPES: [(&str, &str); 3] = [
    ("every_coordinate", "every coordinate"),
    ("four_directions", "four directions a block"),
    ("ten_coordinates", "ten coordinates a block"),
];

pub(super) fn figure() -> Figure {
    let misses = |table: &'static str| {
        let of = |(color, count): (usize, u32)| {
            let series = |y, mark| Series::of(table, ("ratio", y), mark, color).only("directions", count.to_string());
            let label = format!("{count} direction{}", if count == 1 { "" } else { "s" });
            [series("share", Mark::Points).labeled(label), series("predicted", Mark::Dashed)]
        };
        super::COUNTS.into_iter().enumerate().flat_map(of).collect::<Vec<Series>>()
    };
    let one_entry = misses("law").into_iter().map(|series| series.only("case", "one_entry")).collect();
    // Four directions have one color in all panels.
    let cost = SCOPES.iter().zip([3, 2, 4]).map(|((scope, words), color)| {
        Series::of("cost", ("parameters", "evaluations"), Mark::LinePoints, color).only("scope", *scope).labeled(*words)
    });
    let panel = |title: &str, x: Axis, y: Axis, series| Panel { title: title.into(), x, y, series, equal: false };
    let share = || Axis::logarithmic("share missed").over(1e-5, 1.5);
    Figure {
        title: "What random directions miss, and what they cost".into(),
        alternative: "Three panels with logarithmic axes. Left: the share of missed errors over t/‖e‖ lies on the predictions, of slope one, two and four for one, two and four directions. Middle: the same for \
                      the checker over the size of one wrong entry: misses fall with its size, as predicted. Right: evaluations of the loss over the number of parameters: \
                      in proportion for a check of every coordinate, nearly constant for directions and samples."
            .into(),
        panels: vec![
            panel("one wrong entry", Axis::logarithmic("t/‖e‖"), share(), one_entry),
            panel("the checker", Axis::logarithmic("error over tolerance"), share(), misses("checker")),
            panel("cost", Axis::logarithmic("parameters"), Axis::logarithmic("evaluations of J"), cost.collect()),
        ],
    }
}
