//! Do early layers learn more slowly? The gradient of each weight matrix, from the first to the last, at the start of
//! training.
//!
//! Networks of equal width n on digits with cross-entropy. Of each matrix the table holds the **root mean square of the
//! derivatives by its weights**: a step of descent changes a weight by α times that, whatever the shape of the matrix,
//! while ‖∂J/∂W\[l]‖ also grows with the number of weights.
//!
//! For one example ∂J/∂W\[l] = δ\[l]a[l−1]ᵀ, so ln‖∂J/∂W\[l]‖ = ln‖δ\[l]‖ + ln‖a[l−1]‖. In a wide random network both
//! change by a known factor from layer to layer (see [`length_map`](crate::theory::length_map)), and with
//! E_g = E[g(√q z)²]
//!
//! ```text
//! slope in l of ln‖∂J/∂W[l]‖  =  ½[ ln(E_g(q_l)/E_g(q_{l−1})) − ln χ_l ],    χ = σ_w² E[g′(√q z)²]
//! ```
//!
//! | case | forward | backward | slope |
//! |---|---|---|---|
//! | g(sz) = s·g(z) for s > 0 (linear, ReLU), no bias | ln χ | −ln χ | 0: all layers learn equally fast, or slowly |
//! | lengths at a fixed point q* > 0 | 0 | −ln χ | −½ ln χ: early layers learn more slowly if χ < 1 |
//! | sigmoid with weights of variance 1/n | 0, since a ≈ ½ | χ ≈ 1/16 | ≈ ln 4 |
//! | tanh with weights too small | ln σ_w² | −ln σ_w² | 0: tanh is linear where it is small |
//!
//! Relative gradients and slopes are those of single examples, of which the theory speaks, in root mean squares over
//! the examples; `batch` columns are of J, their mean, in which examples of different classes cancel.

mod claims;
pub(crate) mod predictions;
mod presentation;
#[cfg(test)]
mod tests;

use ndarray::Array2;

use super::examples::{digits, root_mean_square, widths};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::initialize::{Initializer, Scheme};
use crate::network::{Architecture, Loss, Network, Trace};
use crate::parallel;
use crate::report::Findings;
use crate::statistics::{self, Interval};

const WIDTH: usize = 64;
const EXAMPLES: usize = 32;
const SEEDS: usize = 6;
const DEPTHS: [usize; 5] = [5, 10, 20, 50, 150];
const DEEPEST: usize = 150;
const CONFIDENCE: f64 = 0.95;
const ACTIVATIONS: [Activation; 3] = [Activation::Sigmoid, Activation::Tanh, Activation::Relu];
/// Two deviations chosen without a look at the width, and three that look at it. (Between layers of equal width
/// Glorot's variance is LeCun's.)
const INITIALIZERS: [(&str, Initializer); 5] = [
    ("deviation_0.01", Initializer::new(Scheme::FixedDeviation(0.01))),
    ("deviation_1", Initializer::new(Scheme::FixedDeviation(1.0))),
    ("lecun", Initializer::new(Scheme::LeCun)),
    ("he", Initializer::new(Scheme::He)),
    ("orthogonal", Initializer::new(Scheme::Orthogonal)),
];

/// Root mean square derivatives by the weights of each layer, of one network.
struct Profile {
    /// Of J.
    batch: Vec<f64>,
    /// Over the gradients of the single examples.
    example: Vec<f64>,
}

/// All networks of one plan and one initializer.
struct Ensemble {
    activation: Activation,
    name: &'static str,
    initializer: Initializer,
    depth: usize,
    profiles: Vec<Profile>,
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let ensembles = ensembles(settings, &ACTIVATIONS, &INITIALIZERS, &DEPTHS);
    let claims = vec![claims::careful_initialization(&ensembles)];
    Findings { tables: presentation::tables(&ensembles), figure: Some(presentation::figure()), claims }
}

fn ensembles(
    settings: &Settings,
    activations: &[Activation],
    initializers: &[(&'static str, Initializer)],
    depths: &[usize],
) -> Vec<Ensemble> {
    let mut ensembles = Vec::new();
    for &activation in activations {
        for &(name, initializer) in initializers {
            for &depth in depths {
                ensembles.push(Ensemble { activation, name, initializer, depth, profiles: Vec::new() });
            }
        }
    }
    let seeds = settings.replicates_or(SEEDS);
    let mut profiles: Vec<Profile> = parallel::cells(0..ensembles.len() * seeds, |index| {
        profile(settings, &ensembles[index / seeds], index % seeds)
    });
    for ensemble in ensembles.iter_mut().rev() {
        ensemble.profiles = profiles.split_off(profiles.len() - seeds);
    }
    ensembles
}

fn profile(settings: &Settings, ensemble: &Ensemble, replicate: usize) -> Profile {
    let (inputs, targets) = digits(EXAMPLES);
    let architecture = Architecture::new(&widths(WIDTH, ensemble.depth), ensemble.activation, Loss::CrossEntropy);
    let network = Network::<f64>::new(architecture, inputs.view(), &targets).expect("the data are finite");
    let cell = format!("{}/{}/{}", ensemble.activation.name(), ensemble.name, ensemble.depth);
    let parameters = network.initial(&ensemble.initializer, &mut settings.stream(&cell, replicate));
    let trace = network.trace(&parameters);
    let batch = (1..=ensemble.depth).map(|layer| {
        let range = network.layout().weights(layer).range.clone();
        root_mean_square(trace.gradient[range].iter().copied())
    });
    Profile { batch: batch.collect(), example: of_examples(&trace) }
}

/// Of each layer the root mean square, over the gradients of the single examples, of the derivatives by its weights.
pub(crate) fn of_examples(trace: &Trace) -> Vec<f64> {
    let layers = trace.deltas.iter().zip(&trace.activations);
    let layer = |(deltas, inputs): (&Array2<f64>, &Array2<f64>)| {
        // J is a mean, and its derivatives carry 1/m.
        let examples = deltas.nrows() as f64;
        let products: Vec<f64> = deltas
            .outer_iter()
            .zip(inputs.outer_iter())
            .map(|(delta, input)| {
                root_mean_square(delta.iter().copied()) * root_mean_square(input.iter().copied()) * examples
            })
            .collect();
        root_mean_square(products.iter().copied())
    };
    layers.map(layer).collect()
}

/// A number for each seed, in short.
struct OverSeeds {
    mean: f64,
    interval: Interval,
}

impl OverSeeds {
    /// One seed has no interval.
    fn new(values: &[f64]) -> Self {
        let mean = statistics::mean(values).unwrap_or(f64::NAN);
        let unknown = Interval { low: f64::NAN, high: f64::NAN, confidence: CONFIDENCE };
        let interval = statistics::mean_interval(values, CONFIDENCE).unwrap_or(unknown);
        OverSeeds { mean, interval }
    }

    fn low(&self) -> Option<f64> {
        Some(self.interval.low).filter(|low| !low.is_nan())
    }

    fn high(&self) -> Option<f64> {
        Some(self.interval.high).filter(|high| !high.is_nan())
    }
}

/// The slope of ln y over x; NaN if a y is 0 or infinite, or there are fewer than three.
fn slope(x: impl Iterator<Item = usize>, y: &[f64]) -> f64 {
    let x: Vec<f64> = x.map(|x| x as f64).collect();
    let logarithms: Vec<f64> = y.iter().map(|&y| bits::ln(y)).collect();
    statistics::line(&x, &logarithms, CONFIDENCE).map_or(f64::NAN, |line| line.slope)
}

impl Ensemble {
    /// The slope over the matrices between two hidden layers, W\[2] … W[L−1], of each seed. (W\[1] takes pixels, W\[L]
    /// gives logits.)
    fn slopes(&self, of: impl Fn(&Profile) -> &[f64]) -> OverSeeds {
        let slopes: Vec<f64> =
            self.profiles.iter().map(|profile| slope(2..=self.depth - 1, &of(profile)[1..self.depth - 1])).collect();
        OverSeeds::new(&slopes)
    }

    /// The geometric mean over the seeds.
    fn typical(&self, of: impl Fn(&Profile) -> f64) -> f64 {
        let logarithms: Vec<f64> = self.profiles.iter().map(|profile| bits::ln(of(profile))).collect();
        bits::exp(statistics::mean(&logarithms).unwrap_or(f64::NAN))
    }
}

/// The slope of ln(root mean square of ∂J/∂W\[1]) with the depth, of each seed.
fn rates(ensembles: &[Ensemble], activation: Activation, name: &str) -> Vec<f64> {
    let deep: Vec<&Ensemble> =
        ensembles.iter().filter(|ensemble| ensemble.activation == activation && ensemble.name == name).collect();
    let seeds = deep.first().map_or(0, |ensemble| ensemble.profiles.len());
    let rate = |seed: usize| {
        let first: Vec<f64> = deep.iter().map(|ensemble| ensemble.profiles[seed].batch[0]).collect();
        slope(deep.iter().map(|ensemble| ensemble.depth), &first)
    };
    (0..seeds).map(rate).collect()
}
