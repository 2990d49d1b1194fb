//! How are misses shown? Shares beside their predictions, and evaluations by the number of parameters.

use super::cost::Cost;
use super::{CONFIDENCE, Misses};
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Series, Table};
use crate::statistics;

pub(super) fn table(law: &[Misses], checker: &[Misses], cost: &[Cost]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let count = |name| Column::count(name, "1");
    let mut table = Table::new(
        "Errors missed by random directions, and evaluations of the loss",
        4,
        vec![
            Column::text("part"),
            Column::text("case"),
            number("ratio"),
            count("directions"),
            count("trials"),
            count("missed"),
            number("share"),
            number("low"),
            number("high"),
            number("predicted"),
            count("passed"),
            count("evaluations"),
        ],
    );
    law.iter().for_each(|misses| table.push(row("law", misses)));
    checker.iter().for_each(|misses| table.push(row("checker", misses)));
    for cost in cost {
        for (case, evaluations) in
            [("every_coordinate", cost.every), ("four_directions", cost.directions), ("ten_coordinates", cost.sample)]
        {
            let mut row: Vec<Cell> = vec!["cost".into(), case.into(), (cost.parameters as f64).into(), Cell::Empty];
            row.extend((0..7).map(|_| Cell::Empty));
            row.push(evaluations.into());
            table.push(row);
        }
    }
    table.note(
        "Rows `law`: ratio is t/‖e‖, missed are draws in which every |vᵀe| ≤ t. Rows `checker`: one wrong entry of W[1], ratio is ‖e‖/(τ·2‖g‖) with entries in units of their own size, missed are checks that do not fail; passed are \
         those of them that say that all is well. Rows `cost`: ratio is the number of parameters, and a scope is counted in each of four blocks.",
    );
    table
}

fn row(part: &str, misses: &Misses) -> Vec<Cell> {
    let interval = statistics::share_interval(misses.missed, misses.trials, CONFIDENCE).ok();
    vec![
        part.into(),
        misses.case.into(),
        misses.ratio.into(),
        (misses.directions as usize).into(),
        misses.trials.into(),
        misses.missed.into(),
        (misses.missed as f64 / misses.trials as f64).into(),
        interval.map(|interval| interval.low).into(),
        interval.map(|interval| interval.high).into(),
        misses.predicted.into(),
        misses.passed.into(),
        Cell::Empty,
    ]
}

fn series(label: &str, only: &[(&'static str, &str)], y: &'static str, mark: Mark, color: usize) -> Series {
    let only = only.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    Series { table: "", label: label.into(), x: "ratio", y, only, mark, color }
}

pub(super) fn figure() -> Figure {
    let misses = |part: &'static str, case: &'static str| {
        let mut all = Vec::new();
        for (color, count) in ["1", "2", "4"].into_iter().enumerate() {
            let only = [("part", part), ("case", case), ("directions", count)];
            all.push(series(
                &format!("{count} direction{}", if count == "1" { "" } else { "s" }),
                &only,
                "share",
                Mark::Points,
                color,
            ));
            all.push(series("", &only, "predicted", Mark::Dashed, color));
        }
        all
    };
    let cost = [
        ("every coordinate", "every_coordinate"),
        ("four directions a block", "four_directions"),
        ("ten coordinates a block", "ten_coordinates"),
    ];
    let cost = cost.iter().enumerate().map(|(color, (label, case))| {
        series(label, &[("part", "cost"), ("case", case)], "evaluations", Mark::LinePoints, color)
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
            panel("one wrong entry", Axis::logarithmic("t/‖e‖"), share(), misses("law", "one_entry")),
            panel("the checker", Axis::logarithmic("error over tolerance"), share(), misses("checker", "checker")),
            panel("cost", Axis::logarithmic("parameters"), Axis::logarithmic("evaluations of J"), cost.collect()),
        ],
    }
}
