//! What does the notes' recipe make of fresh masks, and which masks are drawn?

use super::KEEP;
use super::checks::{HIDDEN, network, parameters};
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::{EPSILON, Recipe, share};
use crate::objective::Objective;
use crate::parallel;
use crate::report::{Column, Measured, Table};
use crate::statistics;

/// How many losses are drawn for σ, and how many evaluations' masks are looked at.
const DRAWS: usize = 2000;

/// The notes' recipe, with masks of its own in each evaluation.
pub(super) struct Fresh {
    pub(super) metric: f64,
    /// ‖g̃‖.
    pub(super) numeric: f64,
    /// σ√n/(√2ε).
    pub(super) predicted: f64,
    /// ‖g‖.
    pub(super) gradient: f64,
}

/// So many times, each with other masks.
pub(super) fn fresh(settings: &Settings, replicates: usize) -> Vec<Fresh> {
    let mut drawn = network(settings, KEEP, 0);
    let parameters = parameters(settings, &drawn);
    let losses: Vec<f64> = (0..DRAWS).map(|_| drawn.loss(&parameters)).collect();
    let deviation = statistics::standard_deviation(&losses).expect("finite losses");
    let predicted = deviation * (parameters.len() as f64 / 2.0).sqrt() / EPSILON;
    let one = |replicate: usize| {
        let mut network = network(settings, KEEP, replicate);
        let recipe = Recipe::of(&mut network, &parameters, EPSILON);
        Fresh {
            metric: recipe.metric(),
            numeric: bits::norm(&recipe.numeric),
            predicted,
            gradient: bits::norm(&recipe.gradient),
        }
    };
    parallel::cells(0..replicates, one)
}

pub(super) fn replicates(fresh: &[Fresh]) -> Table {
    let columns = vec![
        Column::count("replicate", "1").from(|row: &(usize, &Fresh)| row.0).key(),
        Column::significant("metric", 3).from(|row: &(usize, &Fresh)| row.1.metric),
        Column::significant("norm", 3).titled("‖dθ_approx‖").from(|row: &(usize, &Fresh)| row.1.numeric),
        Column::significant("predicted", 3).titled("σ√n/(√2ε)").from(|row: &(usize, &Fresh)| row.1.predicted),
    ];
    let title = "The notes' recipe at ε = 10⁻⁷ with new masks in each evaluation, each time";
    Table::of(title, columns, fresh.iter().enumerate()).named("replicates")
}

/// The smallest, the median and the largest of the metrics, and the median norm.
pub(super) fn recipe(fresh: &[Fresh]) -> Table {
    let (metric, norm) = (median(fresh, |one| one.metric), median(fresh, |one| one.numeric));
    let columns = vec![
        Column::text("masks").from(|_: &Measured| "fresh").key(),
        Column::significant("metric", 3).titled("median metric").from(|row: &Measured| row.value),
        Column::significant("low", 3).titled("least").from(|row: &Measured| row.low),
        Column::significant("high", 3).titled("largest").from(|row: &Measured| row.high),
        Column::significant("norm", 3).titled("median of ‖dθ_approx‖").from(move |_| norm.value),
        Column::significant("predicted", 3).titled("σ√n/(√2ε)").from(|_| fresh[0].predicted),
    ];
    let title = format!(
        "The notes' recipe at ε = 10⁻⁷ on a right gradient, {} times with new masks in each evaluation",
        fresh.len()
    );
    Table::of(title, columns, [metric]).named("recipe").noted("dθ_approx is the numeric gradient.")
}

/// The median with the smallest and the largest value.
pub(super) fn median(fresh: &[Fresh], of: fn(&Fresh) -> f64) -> Measured {
    let values: Vec<f64> = fresh.iter().map(of).collect();
    let (low, high) =
        values.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), &v| (bits::min(low, v), bits::max(high, v)));
    Measured::interval(statistics::median(&values).expect("finite values"), low, high, values.len())
}

/// What the masks of many evaluations are like.
pub(super) struct Draws {
    /// Share of units that are kept.
    pub(super) kept: Measured,
    /// Share of evaluations whose masks differ from those before.
    pub(super) changed: Measured,
    /// Correlation of a unit's mask with the same unit's in the next evaluation.
    pub(super) correlation: f64,
    pub(super) masks: usize,
    /// Bits of one mask that are drawn for one example.
    pub(super) units: usize,
}

pub(super) fn draws(settings: &Settings) -> Draws {
    let mut network = network(settings, KEEP, 0);
    let parameters = parameters(settings, &network);
    let of = |evaluation: usize| -> Vec<bool> {
        network.freeze_masks(evaluation as u64);
        let trace = network.trace(&parameters);
        trace.masks.iter().flat_map(|mask| mask.iter().map(|&one| one > 0.0).collect::<Vec<bool>>()).collect()
    };
    let all: Vec<Vec<bool>> = (0..DRAWS).map(of).collect();
    let kept = all.iter().flatten().filter(|kept| **kept).count();
    let masks = all.len() * all[0].len();
    let changed = all.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let centered = |kept: bool| if kept { 1.0 - KEEP } else { -KEEP };
    let products: Vec<f64> = all
        .windows(2)
        .flat_map(|pair| pair[0].iter().zip(&pair[1]).map(|(&a, &b)| centered(a) * centered(b)).collect::<Vec<f64>>())
        .collect();
    let correlation = bits::sum(&products) / products.len() as f64 / (KEEP * (1.0 - KEEP));
    Draws { kept: share(kept, masks), changed: share(changed, all.len() - 1), correlation, masks, units: HIDDEN }
}

impl Draws {
    pub(super) fn table(&self) -> Table {
        let columns = vec![
            Column::text("drawn").titled("what was drawn").from(|row: &(&'static str, Measured, f64)| row.0).key(),
            Column::significant("value", 3).from(|row: &(&'static str, Measured, f64)| row.1.value),
            Column::significant("low", 3).titled("at least").from(|row: &(&'static str, Measured, f64)| row.1.low),
            Column::significant("high", 3).titled("at most").from(|row: &(&'static str, Measured, f64)| row.1.high),
            Column::significant("predicted", 3).from(|row: &(&'static str, Measured, f64)| row.2),
        ];
        let rows = [
            ("share kept", self.kept.clone(), KEEP),
            ("share of evaluations with new masks", self.changed.clone(), 1.0),
            ("correlation with the next evaluation", Measured::exact(self.correlation), 0.0),
        ];
        Table::of("Which masks are drawn?", columns, rows).named("draws")
    }
}
