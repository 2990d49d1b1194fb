//! How are the runs shown? Steps to halve the loss as curves, outcomes as maps with the limits of the step on them.

use super::map::{self, Cell as Run, MAPS, STEPS, Zone, fatal_step, stable_step};
use super::plateau::{self, Halving};
use crate::chapters::precision::Precision;
use crate::descent::Outcome;
use crate::report::{Axis, Column, Figure, Mark, Panel, Series, Table};

/// The words of the maps with their colors; the curves over the depth have others.
const OUTCOMES: &[(&str, usize)] = &[("converged", 2), ("budget spent", 7), ("stalled", 4), ("diverged", 1)];

pub(super) fn tables(halvings: &[Halving], runs: &[Run]) -> Vec<Table> {
    vec![halving(halvings), zones(runs), endings(runs), limits()]
}

fn halving(halvings: &[Halving]) -> Table {
    let columns = vec![
        Column::text("rule").titled("step α").from(rule).key(),
        Column::count("depth", "layers").titled("L").from(|row: &Halving| row.depth).key(),
        Column::significant("c", 4).from(|row: &Halving| row.c).key(),
        Column::significant("step", 4).titled("α").from(|row: &Halving| row.step),
        Column::text("outcome").from(|row: &Halving| outcome(row).name()),
        Column::count("steps", "1").from(|row: &Halving| row.steps),
        Column::significant("steps_predicted", 4).titled("predicted").from(Halving::predicted),
        Column::significant("plateau_law", 4).titled("c^(−(L−2))/(2s(L−2)α)").from(Halving::law),
        Column::significant("time_times_depth", 4).titled("αL·steps").from(time_times_depth),
    ];
    let read = |row: &Halving| [4, 10, 20, 50, 150].contains(&row.depth) && [0.5, 0.9, 1.0].contains(&row.c);
    let title = "How many steps does a linear chain need from W = cI to halve the loss?";
    Table::of(title, columns, halvings).named("halving").reading(halvings.iter().map(read)).noted(format!(
        "The fixed step is {}, the other {}/L; at most {} steps. Steps and αL·steps are empty where the budget was spent; \
         the law of the plateau holds for c < 1 and L > 2. The CSV has more depths and c.",
        plateau::STEP,
        plateau::STEP_TIMES_DEPTH,
        plateau::BUDGET
    ))
}

fn rule(halving: &Halving) -> (&'static str, &'static str) {
    if halving.over_depth { ("over_depth", "in proportion to 1/L") } else { ("fixed", "fixed") }
}

fn outcome(halving: &Halving) -> Outcome {
    if halving.steps.is_some() { Outcome::Converged } else { Outcome::BudgetSpent }
}

fn time_times_depth(halving: &Halving) -> Option<f64> {
    halving.steps.map(|steps| steps as f64 * halving.step * halving.depth as f64)
}

/// The runs of one map in one zone.
struct Count {
    zone: (&'static str, &'static str),
    depth: usize,
    runs: usize,
    diverged: usize,
}

fn zones(runs: &[Run]) -> Table {
    let count = |depth: usize, zone: Zone| {
        let inside = || runs.iter().filter(|run| run.depth == depth && run.zone() == Some(zone));
        let diverged = inside().filter(|run| run.diverged()).count();
        Count { zone: zone.name(), depth, runs: inside().count(), diverged }
    };
    let rows = MAPS.into_iter().flat_map(|(depth, _)| Zone::ALL.map(|zone| count(depth, zone)));
    let columns = vec![
        Column::text("zone").titled("step α").from(|row: &Count| row.zone).key(),
        Column::count("depth", "layers").titled("L").from(|row: &Count| row.depth).key(),
        Column::count("cells", "1").titled("runs").from(|row: &Count| row.runs),
        Column::count("diverged", "1").from(|row: &Count| row.diverged),
    ];
    let title = "How many runs diverge that start with c^L > s, by the size of their step?";
    Table::of(title, columns, rows)
        .named("zones")
        .noted("λ is the curvature at the start. The runs are those of the maps.")
}

fn endings(runs: &[Run]) -> Table {
    let columns = vec![
        Column::count("depth", "layers").titled("L").from(|row: &Run| row.depth).key(),
        Column::significant("c", 4).from(|row: &Run| row.c).key(),
        Column::significant("step", 4).titled("α").from(|row: &Run| row.step).key(),
        Column::text("outcome").from(|row: &Run| row.outcome.name()),
        Column::count("steps", "1").from(|row: &Run| row.steps),
        Column::count("layer", "1").titled("layer of the first infinite number").from(Run::layer),
    ];
    let stalled = |run: &Run| run.depth == 150 && run.c == 0.5;
    let table = Table::of("How does each run of the maps end?", columns, runs).named("runs");
    table.reading(runs.iter().map(stalled)).noted(format!(
        "At most {} steps; converged: within {} of y. Depth 150 is computed in single precision. A run that neither settles nor diverges \
         spends its budget too. The layer is empty where no number became infinite. The CSV has every run of the three maps.",
        map::BUDGET,
        map::TOLERANCE
    ))
}

/// A depth and a c, where the limits of the step are drawn.
type Start = (usize, f64);

/// The limits inside of the maps.
fn limits() -> Table {
    let inside = |step: &f64| (STEPS[0]..=STEPS[STEPS.len() - 1]).contains(step);
    let columns = vec![
        Column::count("depth", "layers").titled("L").from(|row: &Start| row.0).key(),
        Column::significant("c", 4).from(|row: &Start| row.1).key(),
        Column::significant("stable", 4)
            .titled("2/λ")
            .from(move |row: &Start| Some(stable_step(row.0, row.1)).filter(inside)),
        Column::significant("fatal", 4)
            .titled("c^(2−L)/(c^L − s)")
            .from(move |row: &Start| fatal_step(row.0, row.1).filter(inside)),
    ];
    let grid = |(depth, _)| (50..=120).map(move |percent| (depth, f64::from(percent) / 100.0));
    let rows: Vec<Start> = MAPS.into_iter().flat_map(grid).collect();
    let table = Table::of("Below which step does the loss fall, and above which is the run lost?", columns, &rows);
    table.named("limits").reading(rows.iter().map(|(_, c)| [1.05, 1.1].contains(c))).noted(
        "λ is the larger of the curvatures at the start and at the solution. The second limit is empty where c^L ≤ s; either is where it lies \
         outside of the maps. The CSV has more c.",
    )
}

pub(super) fn figure() -> Figure {
    let steps = |(color, c): (usize, f64)| {
        let of =
            |y, mark| Series::of("halving", ("depth", y), mark, color).only("rule", "fixed").only("c", c.to_string());
        [of("steps", Mark::Points).labeled(format!("c = {c}")), of("steps_predicted", Mark::Dashed)]
    };
    let mut panels = vec![Panel {
        title: "steps to halve the loss".into(),
        x: Axis::linear("depth L"),
        y: Axis::logarithmic("steps").over(1.0, 1e7),
        series: [(0, 0.5), (3, 0.9), (5, 0.95), (6, 1.0)].into_iter().flat_map(steps).collect(),
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
    let of = |table, columns, mark, color| Series::of(table, columns, mark, color).only("depth", depth.to_string());
    let map = of("runs", ("step", "c"), Mark::Words { value: "outcome", words: OUTCOMES }, 0);
    // Both are limits of divergence: below the one it is excluded, beyond the other certain.
    let stable = of("limits", ("stable", "c"), Mark::Line, 1).labeled("2/λ");
    let fatal = of("limits", ("fatal", "c"), Mark::Dashed, 1).labeled("must diverge beyond");
    Panel {
        title: format!("L = {depth}{}", if precision == Precision::F32 { ", single precision" } else { "" }),
        x: Axis::logarithmic("step α"),
        y: Axis::linear("c"),
        series: vec![map, stable, fatal],
        equal: false,
    }
}
