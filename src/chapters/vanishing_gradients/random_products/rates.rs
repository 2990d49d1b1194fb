//! How fast do signals and gradients grow in each ensemble of chains?

use super::CONFIDENCE;
use super::chains::{self, Chains, DEPTH, Weights};
use super::presentation::{Estimate, weights};
use crate::report::{Column, Table};
use crate::statistics;

pub(super) const DEPTHS: [usize; 8] = [2, 5, 10, 20, 50, 80, 110, 150];

/// What one ensemble of chains shows.
struct Rate<'c> {
    chains: &'c Chains,
    forward: Estimate,
    /// Nothing where only W x is drawn.
    backward: Option<Estimate>,
    /// The variance of ln‖·‖² per matrix; nothing for weights that are not Gaussian.
    variance: Option<Estimate>,
}

impl<'c> Rate<'c> {
    fn of(chains: &'c Chains) -> Self {
        let matrices = !chains.backward.is_empty();
        Rate {
            chains,
            forward: Estimate::mean(&chains::rates(&chains.forward)),
            backward: matrices.then(|| Estimate::mean(&chains::rates(&chains.backward))),
            variance: predicted_variance(chains).map(|_| variance(chains)),
        }
    }
}

fn predicted_variance(chains: &Chains) -> Option<f64> {
    Some(4.0 * chains.weights.variance(chains.width)).filter(|variance| *variance > 0.0)
}

fn variance(chains: &Chains) -> Estimate {
    let doubled: Vec<f64> = chains::increments(&chains.forward).iter().map(|x| 2.0 * x).collect();
    let deviation = statistics::standard_deviation(&doubled).expect("many increments");
    let interval = statistics::variance_interval(&doubled, CONFIDENCE).ok();
    Estimate { value: deviation * deviation, interval }
}

pub(super) fn table(chains: &[Chains], seeds: usize) -> Table {
    let columns = vec![
        Column::text("weights").from(|row: &Rate| weights(row.chains.weights)).key(),
        Column::count("width", "units").titled("n").from(|row: &Rate| row.chains.width).key(),
        Column::significant("predicted", 4).titled("λ₁").from(|row: &Rate| row.chains.weights.rate(row.chains.width)),
        Column::significant("forward", 4).from(|row: &Rate| row.forward.value),
        Column::significant("forward_low", 4).titled("at least").from(|row: &Rate| row.forward.low()),
        Column::significant("forward_high", 4).titled("at most").from(|row: &Rate| row.forward.high()),
        Column::significant("backward", 4).from(|row: &Rate| row.backward.map(|rate| rate.value)),
        Column::significant("backward_low", 4)
            .titled("at least")
            .from(|row: &Rate| row.backward.and_then(Estimate::low)),
        Column::significant("backward_high", 4)
            .titled("at most")
            .from(|row: &Rate| row.backward.and_then(Estimate::high)),
        Column::significant("variance", 4).from(|row: &Rate| row.variance.map(|variance| variance.value)),
        Column::significant("variance_low", 4)
            .titled("at least")
            .from(|row: &Rate| row.variance.and_then(Estimate::low)),
        Column::significant("variance_high", 4)
            .titled("at most")
            .from(|row: &Rate| row.variance.and_then(Estimate::high)),
        Column::significant("variance_predicted", 4)
            .titled("ψ′(n/2)")
            .from(|row: &Rate| predicted_variance(row.chains)),
    ];
    let title = "How fast do signals and gradients grow in a product of matrices?";
    Table::of(title, columns, chains.iter().map(Rate::of)).named("rates").noted(format!(
        "Growth of ln‖·‖ per matrix over {DEPTH} matrices, forward and backward, and the variance of what a matrix adds to ln‖·‖². {seeds} seeds, \
         fewer of wide matrices and twice as many by vectors, where only W x is drawn: forward, then, and not backward. {}% intervals over the \
         seeds; c·I needs one seed and has no interval. Gaussian entries have the variance σ²/n. What is not Gaussian has no spread to measure.",
        CONFIDENCE * 100.0
    ))
}

/// The gradient of W\[1] in networks of one depth; it passes L − 1 matrices.
struct Gradient<'c> {
    chains: &'c Chains,
    depth: usize,
    logarithm: Estimate,
}

impl<'c> Gradient<'c> {
    fn of(chains: &'c Chains, depth: usize) -> Self {
        let logarithms: Vec<f64> = chains.backward.iter().map(|path| path[depth - 1]).collect();
        Gradient { chains, depth, logarithm: Estimate::mean(&logarithms) }
    }

    fn predicted(&self) -> f64 {
        predicted(self.chains.weights, self.chains.width, self.depth)
    }
}

/// The mean of ln‖∂J/∂W\[1]‖ that theory predicts for networks of this width and depth.
pub(super) fn predicted(weights: Weights, width: usize, depth: usize) -> f64 {
    weights.rate(width) * (depth - 1) as f64
}

pub(super) fn gradients(chains: &[Chains]) -> Table {
    let columns = vec![
        Column::text("weights").from(|row: &Gradient| weights(row.chains.weights)).key(),
        Column::count("width", "units").titled("n").from(|row: &Gradient| row.chains.width).key(),
        Column::count("depth", "layers").titled("L").from(|row: &Gradient| row.depth).key(),
        Column::significant("measured", 4).titled("ln‖∂J/∂W[1]‖").from(|row: &Gradient| row.logarithm.value),
        Column::significant("low", 4).titled("at least").from(|row: &Gradient| row.logarithm.low()),
        Column::significant("high", 4).titled("at most").from(|row: &Gradient| row.logarithm.high()),
        Column::significant("predicted", 4).titled("(L − 1)λ₁").from(Gradient::predicted),
    ];
    let drawn = chains.iter().filter(|chains| !chains.backward.is_empty());
    let rows: Vec<Gradient> = drawn.flat_map(|chains| DEPTHS.map(|depth| Gradient::of(chains, depth))).collect();
    let title = "How large is the gradient of the first layer, by the depth of the network?";
    let table = Table::of(title, columns, &rows).named("gradients");
    table.reading(rows.iter().map(|row| row.depth == DEPTH)).noted(format!(
        "Means over the seeds, J = vᵀŷ, with {}% intervals; c·I needs one seed and has none. The CSV has smaller depths.",
        CONFIDENCE * 100.0
    ))
}
