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
mod patterns;
mod printed;
mod runs;

#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
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
    Findings { tables: vec![table(&trials)], figure: Some(figure()), claims }
}

fn table(trials: &[Trial]) -> Table {
    let share = |name| Column::number(name, "1", Digits::Fixed(3));
    let mut table = Table::new(
        "Which blocks fail for each bug, and how often the diagnosis names its layer and its cause",
        3,
        vec![
            Column::text("part"),
            Column::text("kind"),
            Column::text("bug"),
            Column::text("blocks_predicted"),
            Column::count("bugs", "1"),
            Column::count("runs", "1"),
            Column::count("as_predicted", "1"),
            Column::count("layer_named", "1"),
            Column::count("cause_named", "1"),
            share("layer_share"),
            share("layer_low"),
            share("layer_high"),
            share("cause_share"),
            share("cause_low"),
            share("cause_high"),
        ],
    );
    push(&mut table, ["all", "", ""], "", &Tally::of(trials.iter()));
    for kind in KINDS {
        push(&mut table, ["kind", kind, ""], "", &Tally::of(trials.iter().filter(|trial| trial.kind() == kind)));
    }
    table.read_first(table.rows().len());
    for bug in runs::bugs(trials) {
        let of: Vec<&Trial> = trials.iter().filter(|trial| trial.entry.bug == bug).collect();
        let blocks = of[0].predicted.join(" ");
        push(&mut table, ["bug", of[0].kind(), &format!("{bug:?}")], &blocks, &Tally::of(of.into_iter()));
    }
    table.note(format!(
        "As predicted: exactly the blocks fail that theory says. Intervals are Wilson's and count bugs, not runs, since one bug in several networks is no independent evidence. \
         The bars are {} for the layer and {} for the cause. The CSV has a row for every bug.",
        BARS[0], BARS[1]
    ));
    table
}

fn push(table: &mut Table, name: [&str; 3], blocks: &str, tally: &Tally) {
    let mut row: Vec<Cell> = name.map(Cell::from).to_vec();
    row.push(if blocks.is_empty() { Cell::Empty } else { blocks.into() });
    row.extend([tally.bugs, tally.runs, tally.as_predicted, tally.layers, tally.causes].map(Cell::from));
    let shares = [tally.share(tally.layers), tally.share(tally.causes)];
    row.extend(shares.iter().flat_map(|share| [share.value, share.low, share.high].map(Cell::from)));
    table.push(row);
}

fn figure() -> Figure {
    let panel = |title: &str, x: &'static str, color| Panel {
        title: title.into(),
        x: Axis::linear("share of runs").over(0.0, 1.05),
        y: Axis::linear("kind of bug"),
        series: vec![Series {
            table: "",
            label: String::new(),
            x,
            y: "kind",
            only: vec![("part", "kind".into())],
            mark: Mark::Points,
            color,
        }],
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
