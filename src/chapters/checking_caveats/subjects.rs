//! Which networks does this chapter check, and how would the notes check them? Small ones, and by one ε for all parameters.
//!
//! Half of the examples are of the first class. With classes of equal size the derivative by the last bias would vanish together with the weights, and nothing that is said here of
//! small weights could be seen.

use ndarray::Array2;

use crate::bits;
use crate::bits::streams::{Stream, standard_normal};
use crate::difference::{Formula, Step, gradient};
use crate::gradcheck::{Report, metric};
use crate::network::{Architecture, Kind, Network, Targets};
use crate::objective::Objective;
use crate::report::{Case, Measured};
use crate::statistics;

/// The tolerance of the notes.
pub(crate) const TOLERANCE: f64 = 1e-7;
/// The ε of the lecture.
pub(crate) const EPSILON: f64 = 1e-7;
/// The confidence of fitted slopes and of shares.
pub(super) const CONFIDENCE: f64 = 0.95;

/// The network on so many Gaussian examples.
pub(crate) fn network(architecture: Architecture, examples: usize, numbers: &mut Stream) -> Network {
    let (first, last) = (architecture.widths()[0], architecture.widths()[architecture.depth()]);
    let inputs = Array2::from_shape_simple_fn((examples, first), || standard_normal(numbers));
    let classes = (0..examples).map(|example| if example % 2 == 0 { 0 } else { 1 + example / 2 % (last - 1) });
    Network::new(architecture, inputs.view(), &Targets::Classes(classes.collect())).expect("widths and examples fit")
}

/// Weights of deviation `weights`/√n, biases of deviation `biases`.
pub(crate) fn parameters(network: &Network, weights: f64, biases: f64, numbers: &mut Stream) -> Vec<f64> {
    let mut parameters = vec![0.0; network.layout().dimension()];
    for block in network.layout().blocks() {
        let weight = weights / (block.shape.1 as f64).sqrt();
        let deviation = if block.kind == Kind::Weights { weight } else { biases };
        parameters[block.range.clone()].fill_with(|| deviation * standard_normal(numbers));
    }
    parameters
}

/// What the notes compare: two-sided quotients at one ε, and the gradient.
pub(crate) struct Recipe {
    pub(crate) numeric: Vec<f64>,
    pub(crate) gradient: Vec<f64>,
}

impl Recipe {
    pub(crate) fn of(objective: &mut impl Objective, parameters: &[f64], epsilon: f64) -> Self {
        let mut found = vec![0.0; parameters.len()];
        objective.loss_and_gradient(parameters, &mut found);
        let loss = |moved: &[f64]| objective.loss(moved);
        let numeric = gradient(loss, parameters, Formula::Central, Step::Absolute(epsilon)).values;
        Recipe { numeric, gradient: found }
    }

    /// ‖g̃ − g‖/(‖g̃‖ + ‖g‖) over all parameters.
    pub(crate) fn metric(&self) -> f64 {
        metric(&self.numeric, &self.gradient)
    }
}

/// The gradient of an objective.
pub(super) fn gradient_of(objective: &mut impl Objective, parameters: &[f64]) -> Vec<f64> {
    let mut gradient = vec![0.0; parameters.len()];
    objective.loss_and_gradient(parameters, &mut gradient);
    gradient
}

/// The largest relative error of a block: it lies between the largest of the lower bounds and the largest of the upper ones.
pub(crate) fn largest_error(report: &Report) -> Measured {
    let largest = |of: fn(&crate::gradcheck::BlockReport) -> f64| report.blocks.iter().map(of).fold(0.0, bits::max);
    Measured::interval(largest(|block| block.metric), largest(|block| block.low), largest(|block| block.high), 1)
}

/// The exponent of a power law through points, with its interval.
pub(super) fn exponent(x: &[f64], y: &[f64]) -> Measured {
    match statistics::log_log_line(x, y, CONFIDENCE) {
        Ok(line) => Measured::interval(line.slope, line.interval.low, line.interval.high, x.len()),
        Err(error) => Measured::nothing(error.to_string()),
    }
}

/// A share with Wilson's interval.
pub(super) fn share(successes: usize, trials: usize) -> Measured {
    match statistics::share_interval(successes, trials, CONFIDENCE) {
        Ok(interval) => Measured::interval(successes as f64 / trials as f64, interval.low, interval.high, trials),
        Err(error) => Measured::nothing(error.to_string()),
    }
}

/// A share that theory gives exactly: all of them, or none.
pub(super) fn every(name: &str, successes: usize, trials: usize, from: &str) -> Case {
    let band = crate::report::Band::around(1.0, 0.0, from);
    let measured = Measured { replicates: trials, ..Measured::exact(successes as f64 / trials as f64) };
    Case::new(name, band, measured)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::Activation;
    use crate::bits::streams::stream;
    use crate::network::Loss;

    #[test]
    fn the_recipe_of_the_notes_finds_a_right_gradient_and_a_wrong_one() {
        let architecture = Architecture::new(&[4, 3, 3], Activation::Tanh, Loss::CrossEntropy);
        let mut network = network(architecture, 10, &mut stream(1, "subjects", "inputs", 0));
        let parameters = parameters(&network, 1.0, 0.5, &mut stream(1, "subjects", "parameters", 0));
        let mut recipe = Recipe::of(&mut network, &parameters, 1e-5);
        // ε²J‴/6 is near 1e-11 and u·J/ε near 1e-11.
        assert!(recipe.metric() < 1e-9, "{}", recipe.metric());
        recipe.gradient[3] = 0.0;
        assert!(recipe.metric() > 1e-4, "a planted zero");
    }

    #[test]
    fn exponents_and_shares_by_hand() {
        let (x, y) = ([1.0, 2.0, 4.0, 8.0], [3.0, 12.0, 48.0, 192.0]);
        assert!((exponent(&x, &y).value - 2.0).abs() < 1e-12);
        assert!(exponent(&x, &[0.0; 4]).value.is_nan(), "a planted zero has no logarithm");
        let half = share(5, 10);
        assert!(half.value == 0.5 && half.low > 0.2 && half.high < 0.8);
        assert!(every("all", 3, 3, "by hand").verdict() != every("all", 2, 3, "by hand").verdict());
    }
}
