//! What do careful initial weights, residual connections, normalized layers and clipped gradients each buy, and how
//! deep?
//!
//! Networks of equal width on a part of the digits, trained by mini-batch gradient descent for a fixed number of steps,
//! each remedy with the best of a few step sizes (chosen on a seed of its own). Theory says what happens at the start.
//! In a wide network a squared derivative by the pre-activations is multiplied per layer, backward, by
//!
//! | ReLU network | factor |
//! |---|---|
//! | weights of variance σ_w²/n | χ = σ_w²/2: 1 for He |
//! | with residual connections | from 1 + χ to 1 + χ + 2r√(χ/π): 2 to 2.90 for He, near 1 for small weights |
//! | with layer normalization | 1, whatever σ_w |
//! | with batch normalization | [`growth`](crate::theory::batch_norm::growth): 1.59 for batches of 16, π/(π − 1) = 1.47 for B → ∞, whatever σ_w |
//! | with clipped gradients | χ: clipping shortens a step and changes no factor |
//!
//! Both normalizations divide the derivatives by the deviation of z. Over the units of one example that is
//! √(σ_w² E\[a²]), which is what makes the factor 1. Over many examples it is √(σ_w² Var(a)), and a ReLU of a normal
//! variable has Var(a) = ½ − 1/2π, while E\[a²] = ½; over the B examples of a batch there are terms of order 1/B beside
//! this (Yang et al. 2019). Derivatives at the start are therefore taken on one batch, as training sees it.
//!
//! With residual connections a layer multiplies derivatives by I + WᵀD, D = diag(g′(z)). D is not independent of W:
//! units are open where Wa > 0, so that E\[DW] = k·e aᵀ/‖a‖ with k = √(χ/π) and e = (1, …, 1)/√n. Forward, the squared
//! length grows by 1 + χ + 2rk, where r is the cosine between activations and e; r settles where
//! r²(1 + χ + 2rk) = (r + k)², for He's weights at 0.80. The network is homogeneous, so that ⟨δ\[l], a\[l]⟩ is the same
//! in every layer, and far from the output the derivatives must grow backward at that same rate. Near the output they
//! have no direction yet, and the factor is 1 + χ.

mod plans;
mod presentation;
#[cfg(test)]
mod tests;
mod training;

use crate::bits;
use crate::chapters::Settings;
use crate::parallel;
use crate::report::Findings;
use crate::statistics::{self, Interval};
use plans::{PLANS, Plan};
use training::Trained;

const DEPTHS: [usize; 3] = [10, 50, 150];
const SEEDS: usize = 6;
const CONFIDENCE: f64 = 0.95;
/// Words for runs of which nothing came.
const DIVERGED: &str = "diverged";
const GUESSING: &str = "guessing";

/// A remedy at one depth, over all seeds.
struct Row {
    plan: &'static Plan,
    depth: usize,
    step: f64,
    runs: Vec<Trained>,
    /// The squared factor per layer, backward, of each seed.
    factors: Vec<f64>,
    /// Root mean square derivatives by W\[1] at the start, of each seed.
    gradients: Vec<f64>,
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let cells: Vec<(&Plan, usize)> =
        DEPTHS.iter().rev().flat_map(|&depth| PLANS.iter().map(move |plan| (plan, depth))).collect();
    // The deepest first, so that no long cell is left to one thread at the end.
    let mut rows: Vec<Row> = parallel::cells(cells, |(plan, depth)| row(settings, plan, depth));
    rows.sort_by_key(|row| (PLANS.iter().position(|plan| plan.name == row.plan.name), row.depth));
    Findings { tables: vec![presentation::table(&rows)], figure: Some(presentation::figure()), claims: Vec::new() }
}

fn row(settings: &Settings, plan: &'static Plan, depth: usize) -> Row {
    let step = training::best_step(settings, plan, depth);
    let seeds = settings.replicates_or(SEEDS);
    // Seeds are as independent as cells.
    let runs: Vec<Trained> =
        parallel::cells(0..seeds, |seed| training::train(settings, plan, depth, step, seed, training::STEPS));
    let starts: Vec<(f64, f64)> = (0..seeds).map(|seed| training::start(settings, plan, depth, seed)).collect();
    let (factors, gradients) = starts.into_iter().unzip();
    Row { plan, depth, step, runs, factors, gradients }
}

impl Row {
    /// Median and interval of a number of each run.
    fn over_seeds(&self, of: impl Fn(&Trained) -> f64) -> (f64, Option<Interval>) {
        let values: Vec<f64> = self.runs.iter().map(of).collect();
        (statistics::median(&values).unwrap_or(f64::NAN), statistics::median_interval(&values, CONFIDENCE).ok())
    }

    fn accuracy(&self) -> (f64, Option<Interval>) {
        self.over_seeds(|run| run.accuracy)
    }

    fn diverged(&self) -> usize {
        self.runs.iter().filter(|run| run.diverged).count()
    }

    /// What came of most of its runs, in a word.
    fn outcome(&self) -> &'static str {
        if 2 * self.diverged() > self.runs.len() {
            DIVERGED
        } else if self.accuracy().0 <= training::most_by_guessing() {
            GUESSING
        } else {
            "learned"
        }
    }
}

/// The geometric mean.
fn typical(values: &[f64]) -> f64 {
    let logarithms: Vec<f64> = values.iter().map(|&value| bits::ln(value)).collect();
    bits::exp(statistics::mean(&logarithms).unwrap_or(f64::NAN))
}
