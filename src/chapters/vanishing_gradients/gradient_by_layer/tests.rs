//! Do the slopes agree with theory, and are other slopes seen?

use super::predictions::logarithms;
use super::*;
use crate::chapters::testing::few_settings;
use crate::report::Verdict;

const SIGMOID: Activation = Activation::Sigmoid;
const LECUN: Initializer = Initializer::new(Scheme::LeCun);

#[test]
fn predicted_slopes_by_hand() {
    let slope = |activation, initializer: &Initializer| {
        let logarithms = logarithms(activation, initializer, 40);
        logarithms[30] - logarithms[29]
    };
    // Positively homogeneous, or linear because small: forward and backward cancel.
    for deviation in [0.01, 1.0] {
        assert!(slope(Activation::Relu, &Initializer::new(Scheme::FixedDeviation(deviation))).abs() < 1e-12);
    }
    assert!(slope(Activation::Tanh, &Initializer::new(Scheme::FixedDeviation(0.01))).abs() < 1e-12);
    // Sigmoid of z with q* = E[σ²] ≈ ¼ + q*/16: σ′ is a little below ¼, so the slope a little above ln 4.
    let found = slope(SIGMOID, &LECUN);
    assert!(found > bits::ln(4.0_f64) && found < bits::ln(4.0_f64) + 0.1, "{found}");
    // At the fixed point of tanh with variance 2/n, χ = 1.106.
    assert!((slope(Activation::Tanh, &Initializer::new(Scheme::He)) + 0.5 * bits::ln(1.106_f64)).abs() < 1e-3);
}

#[test]
fn early_layers_learn_more_slowly_with_sigmoid_and_not_with_relu() {
    let settings = few_settings(module_path!(), 6);
    let initializers = [("lecun", LECUN)];
    let found = ensembles(&settings, &[SIGMOID, Activation::Relu], &initializers, &[20]);
    let [sigmoid, relu] = [0, 1].map(|index| found[index].slopes(|profile| &profile.example));
    // ln of the gradient is a random walk over the layers, of which theory takes the mean. Forward and backward drifts
    // by finite width cancel to first order; what is left is of the order of 1/n per layer, and the interval over the
    // seeds.
    let agrees = |found: &OverSeeds, predicted: f64| {
        let margin = 1.0 / WIDTH as f64;
        found.interval.low - margin <= predicted && predicted <= found.interval.high + margin
    };
    let logarithms = logarithms(SIGMOID, &LECUN, 20);
    let predicted = (logarithms[18] - logarithms[1]) / 17.0;
    assert!(agrees(&sigmoid, predicted), "{} {predicted}", sigmoid.mean);
    assert!(!agrees(&sigmoid, bits::ln(4.0_f64) + 0.3), "the slope without σ′ < ¼ is seen");
    assert!(agrees(&relu, 0.0) && !agrees(&relu, 0.5 * bits::ln(2.0_f64)), "{}", relu.mean);
}

#[test]
fn single_examples_and_their_mean_have_the_same_gradient_if_there_is_one() {
    // δaᵀ has the root mean square of δ times that of a; here for the sum over one example, to rounding.
    let settings = few_settings(module_path!(), 1);
    let found = ensembles(&settings, &[SIGMOID], &[("lecun", LECUN)], &[5]);
    let profile = &found[0].profiles[0];
    let pairs = profile.batch.iter().zip(&profile.example);
    assert!(pairs.clone().all(|(batch, example)| batch < example), "a mean is shorter than its terms");
    assert!(found[0].slopes(|profile| &profile.batch).interval.low.is_nan(), "one seed has no interval");
}

#[test]
fn careful_initialization_helps_except_sigmoid_against_large_weights() {
    let settings = few_settings(module_path!(), 6);
    let found = ensembles(&settings, &ACTIVATIONS, &INITIALIZERS, &[5, 10, 20]);
    let claim = claims::careful_initialization(&found);
    let against: Vec<&str> =
        claim.sweep.iter().filter(|case| case.verdict() == Verdict::Refuted).map(|case| case.name.as_str()).collect();
    assert_eq!((claim.verdict(), against), (Verdict::Conditional, vec!["sigmoid, lecun against deviation_1"]));
}
