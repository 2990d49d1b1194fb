//! How are the runs shown? Steps to halve the loss as curves, outcomes as maps with the limits of the step on them.

use super::map::{self, Cell as Run, MAPS, STEPS, Zone, fatal_step, stable_step};
use super::plateau::{self, Halving};
use crate::chapters::precision::Precision;
use crate::descent::Outcome;
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Series, Table};

const OUTCOMES: &[(&str, usize)] = &[("converged", 2), ("budget spent", 7), ("stalled", 4), ("diverged", 1)];

pub(super) fn table(halvings: &[Halving], cells: &[Run]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(4));
    let mut table = Table::new(
        "Linear chains of two units from W = cI: steps to halve the loss, and how runs end",
        5,
        vec![
            Column::text("part"),
            Column::text("rule"),
            Column::count("depth", "layers"),
            number("c"),
            number("step"),
            Column::text("outcome"),
            Column::count("steps", "1"),
            number("steps_predicted"),
            number("plateau_law"),
            number("time_times_depth"),
            Column::count("layer", "1"),
            Column::count("cells", "1"),
            Column::count("diverged", "1"),
        ],
    );
    let in_short =
        |halving: &&Halving| [4, 10, 20, 50, 150].contains(&halving.depth) && [0.5, 0.9, 1.0].contains(&halving.c);
    halvings.iter().filter(in_short).for_each(|halving| table.push(halved("halve", halving)));
    zones(&mut table, cells);
    table.read_first(table.rows().len());
    halvings.iter().for_each(|halving| table.push(halved("curve", halving)));
    cells.iter().for_each(|cell| table.push(ended(cell)));
    edges(&mut table);
    table.note(format!(
        "Rows `halve`: descent until the loss is half that of the start, at α = {} (rule fixed) or {}/L (rule \
         over_depth), at most {} steps; time_times_depth is α·L·steps. Rows `zone`: the runs of the maps with c^L > \
         s, by their step: below 2/λ, between, and above the step that must diverge. The CSV also holds every depth \
         and c in rows `curve`, the maps (at most {} steps, converged within {} of y; at depth 150 in single \
         precision; `layer` is where the first infinite number came up), and the limits drawn over them. A run that \
         neither settles nor diverges spends its budget too.",
        plateau::STEP,
        plateau::STEP_TIMES_DEPTH,
        plateau::BUDGET,
        map::BUDGET,
        map::TOLERANCE
    ));
    table
}

fn halved(part: &str, halving: &Halving) -> Vec<Cell> {
    let rule = if halving.over_depth { "over_depth" } else { "fixed" };
    let outcome = if halving.steps.is_some() { Outcome::Converged } else { Outcome::BudgetSpent };
    let time = halving.steps.map(|steps| steps as f64 * halving.step * halving.depth as f64);
    vec![
        part.into(),
        rule.into(),
        halving.depth.into(),
        halving.c.into(),
        halving.step.into(),
        outcome.name().into(),
        halving.steps.into(),
        halving.predicted().into(),
        halving.law().into(),
        time.into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ]
}

fn ended(cell: &Run) -> Vec<Cell> {
    let layer = match cell.outcome {
        Outcome::Diverged { layer } => layer,
        _ => None,
    };
    let mut cells = vec!["map".into(), Cell::Empty, cell.depth.into(), cell.c.into(), cell.step.into()];
    cells.extend([cell.outcome.name().into(), cell.steps.into(), Cell::Empty, Cell::Empty, Cell::Empty]);
    cells.extend([layer.into(), Cell::Empty, Cell::Empty]);
    cells
}

fn zones(table: &mut Table, cells: &[Run]) {
    for (depth, _) in MAPS {
        for (zone, name) in Zone::ALL {
            let inside = || cells.iter().filter(|cell| cell.depth == depth && cell.zone() == Some(zone));
            let mut row = vec!["zone".into(), name.into(), depth.into()];
            row.extend((0..8).map(|_| Cell::Empty));
            row.extend([inside().count().into(), inside().filter(|cell| cell.diverged()).count().into()]);
            table.push(row);
        }
    }
}

/// The limits inside of the maps.
fn edges(table: &mut Table) {
    let mut push = |rule: &str, depth: usize, c: f64, step: f64| {
        if (STEPS[0]..=STEPS[STEPS.len() - 1]).contains(&step) {
            let mut row = vec!["edge".into(), rule.into(), depth.into(), c.into(), step.into()];
            row.extend((0..8).map(|_| Cell::Empty));
            table.push(row);
        }
    };
    for (depth, _) in MAPS {
        let grid: Vec<f64> = (50..=120).map(|percent| f64::from(percent) / 100.0).collect();
        grid.iter().for_each(|&c| push("stable", depth, c, stable_step(depth, c)));
        for &c in &grid {
            if let Some(step) = fatal_step(depth, c) {
                push("fatal", depth, c, step);
            }
        }
    }
}

pub(super) fn figure() -> Figure {
    let steps = |c: f64, color| {
        let series = |label: String, y, mark| Series {
            table: "",
            label,
            x: "depth",
            y,
            only: vec![("part", "curve".into()), ("rule", "fixed".into()), ("c", c.to_string())],
            mark,
            color,
        };
        [series(format!("c = {c}"), "steps", Mark::Points), series(String::new(), "steps_predicted", Mark::Dashed)]
    };
    let mut panels = vec![Panel {
        title: "steps to halve the loss".into(),
        x: Axis::linear("depth L"),
        y: Axis::logarithmic("steps").over(1.0, 1e7),
        series: [0.5, 0.7, 0.9, 0.95, 1.0].iter().enumerate().flat_map(|(color, &c)| steps(c, color)).collect(),
        equal: false,
    }];
    panels.extend(MAPS.map(|(depth, precision)| map_panel(depth, precision)));
    Figure {
        title: "Training of linear chains from W = cI".into(),
        alternative: "First panel: steps to halve the loss over the depth; straight lines on a logarithmic scale for \
                      c below 1, on the predictions, and a falling line for c = 1. Three maps over step and c for \
                      depths 10, 50 and 150: runs with small c or small steps spend their budget, those with large c \
                      diverge beyond a limit that moves to smaller steps as c grows; between lies a region of \
                      converged runs that narrows with depth. At depth 150 in single precision, runs from c = 0.5 \
                      stall."
            .into(),
        panels,
    }
}

fn map_panel(depth: usize, precision: Precision) -> Panel {
    let only = |part: &str| vec![("part", part.to_owned()), ("depth", depth.to_string())];
    let line = |label: &str, rule: &str, mark, color| Series {
        table: "",
        label: label.into(),
        x: "step",
        y: "c",
        only: [only("edge"), vec![("rule", rule.to_owned())]].concat(),
        mark,
        color,
    };
    let map = Series {
        table: "",
        label: String::new(),
        x: "step",
        y: "c",
        only: only("map"),
        mark: Mark::Words { value: "outcome", words: OUTCOMES },
        color: 0,
    };
    Panel {
        title: format!("L = {depth}{}", if precision == Precision::F32 { ", single precision" } else { "" }),
        x: Axis::logarithmic("step α"),
        y: Axis::linear("c"),
        series: vec![map, line("2/λ", "stable", Mark::Line, 0), line("must diverge beyond", "fatal", Mark::Dashed, 3)],
        equal: false,
    }
}
