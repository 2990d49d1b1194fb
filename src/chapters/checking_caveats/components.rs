//! Do the components that fail lead to the bug? Every bug of the catalogue, in networks of four layers.
//!
//! Backpropagation makes the gradient of a layer from an error signal, D\[l], and hands D[l−1] down. So theory says which blocks fail:
//!
//! | bug | blocks that fail |
//! |---|---|
//! | in ∂J/∂b\[l] or ∂J/∂W\[l] itself: a *leaf* | this one |
//! | in D\[l]: derivative of the activation, mask, way back | W\[l], b\[l] and all below |
//! | in the loss | all; all but b\[L] if the targets are those of other examples, since ∂J/∂b\[L] is a sum over examples |
//! | in the ridge | the weights that have it |
//!
//! Hence the rule of the diagnosis: look at the topmost failing layer. Leaves are told from signals by what fails there, W, b or both. *Which* signal is wrong, the blocks do
//! not tell, and the diagnosis has to guess from how the derivatives are related to the right ones.

mod claims;
pub(crate) mod patterns;
mod printed;
mod runs;

#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::report::{Axis, Column, Digits, Figure, Findings, Mark, Panel, Series, Table, Typed};
use patterns::KINDS;
use runs::{Tally, Trial};

/// Networks for each bug.
const SEEDS: usize = 10;
/// What the diagnosis is to reach: the layer, and the cause.
const BARS: [f64; 2] = [0.9, 0.7];

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let trials = runs::all(settings, settings.replicates_or(SEEDS));
    let mut claims = printed::claims(settings);
    claims.extend(claims::all(settings, &trials));
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    Findings { tables: vec![kinds(&trials), bugs(&trials)], figure: Some(figure()), claims }
}

/// Trials of one kind, or of one bug.
struct Group<'t> {
    name: &'static str,
    /// The first of its trials.
    trial: &'t Trial,
    tally: Tally,
}

impl<'t> Group<'t> {
    fn of(name: &'static str, trials: Vec<&'t Trial>) -> Self {
        Group { name, trial: trials[0], tally: Tally::of(trials.into_iter()) }
    }
}

/// How a group fared: the columns that both tables have.
fn counts<'t>() -> Vec<Typed<'static, Group<'t>>> {
    let share = |name| Column::number(name, "1", Digits::Fixed(3));
    let count = |name| Column::count(name, "1");
    let layers = |row: &Group| row.tally.share(row.tally.layers);
    let causes = |row: &Group| row.tally.share(row.tally.causes);
    vec![
        count("runs").from(|row: &Group| row.tally.runs),
        count("as_predicted").titled("blocks as predicted").from(|row: &Group| row.tally.as_predicted),
        count("layer_named").from(|row: &Group| row.tally.layers),
        count("cause_named").from(|row: &Group| row.tally.causes),
        share("layer_share").titled("share, layer").from(move |row: &Group| layers(row).value),
        share("layer_low").titled("at least").from(move |row: &Group| layers(row).low),
        share("layer_high").titled("at most").from(move |row: &Group| layers(row).high),
        share("cause_share").titled("share, cause").from(move |row: &Group| causes(row).value),
        share("cause_low").titled("at least").from(move |row: &Group| causes(row).low),
        share("cause_high").titled("at most").from(move |row: &Group| causes(row).high),
    ]
}

fn kinds(trials: &[Trial]) -> Table {
    let of = |kind| Group::of(kind, trials.iter().filter(|trial| trial.kind() == kind).collect());
    let rows = std::iter::once(Group::of("all", trials.iter().collect())).chain(KINDS.map(of));
    let mut columns = vec![
        Column::text("kind").titled("kind of bug").from(|row: &Group| row.name).key(),
        Column::count("bugs", "1").from(|row: &Group| row.tally.bugs),
    ];
    columns.extend(counts());
    Table::of("How often does the diagnosis name the layer and the cause, by kind of bug?", columns, rows).named("kinds").noted(format!(
        "As predicted: exactly the blocks fail that theory says. Intervals are Wilson's and count bugs, not runs, since one bug in several networks is no independent evidence. \
         The bars are {} for the layer and {} for the cause.",
        BARS[0], BARS[1]
    ))
}

fn bugs(trials: &[Trial]) -> Table {
    let rows = runs::bugs(trials).into_iter().map(|bug| {
        let of: Vec<&Trial> = trials.iter().filter(|trial| trial.entry.bug == bug).collect();
        Group::of(of[0].kind(), of)
    });
    let bug = |row: &Group| (format!("{:?}", row.trial.entry.bug), row.trial.entry.bug.words());
    let mut columns = vec![
        Column::text("kind").titled("kind of bug").from(|row: &Group| row.name).key(),
        Column::text("bug").from(bug).key(),
        Column::text("blocks_predicted")
            .titled("blocks that should fail")
            .from(|row: &Group| row.trial.predicted.join(" ")),
    ];
    columns.extend(counts());
    let mut table =
        Table::of("Which blocks fail for each bug, and what does the diagnosis name?", columns, rows).named("bugs");
    table.read_first(0);
    table
}

fn figure() -> Figure {
    let panel = |title: &str, x: &'static str, color| Panel {
        title: title.into(),
        x: Axis::linear("share of runs").over(0.0, 1.05),
        y: Axis::linear("kind of bug"),
        series: vec![Series::of("kinds", (x, "kind"), Mark::Points, color)],
        equal: false,
    };
    Figure {
        title: "How often the diagnosis is right".into(),
        alternative: "Two panels with a point for each kind of bug. Left, the share of runs in which the layer is named: one, or close to it, for every kind. Right, the share in \
                      which the cause is named: one for bugs of biases, of weights and of the ridge, less for those of the error signal, and least for the way back."
            .into(),
        panels: vec![panel("layer", "layer_share", 0), panel("cause", "cause_share", 1)],
    }
}
