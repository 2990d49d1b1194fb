//! Are the factors of the remedies those of theory, and are other factors seen?

use super::plans::Remedy;
use super::*;
use crate::activation::Activation;
use crate::chapters::testing::{few_settings, own_settings};

fn plan(name: &str) -> &'static Plan {
    PLANS.iter().find(|plan| plan.name == name).unwrap()
}

/// 1 + χ + 2rk with k = √(χ/π) at the cosine r where r²(1 + χ + 2rk) = (r + k)², found by following it through layers.
fn residual_limit(chi: f64) -> f64 {
    let k = (chi / std::f64::consts::PI).sqrt();
    let growth = |r: f64| 1.0 + chi + 2.0 * r * k;
    growth((0..200).fold(0.0, |r, _| (r + k) / growth(r).sqrt()))
}

#[test]
fn squared_derivatives_grow_as_predicted() {
    assert!((residual_limit(1.0) - 2.904).abs() < 1e-3);
    // ln of the factor: its mean over L − 3 layers of width n fluctuates by √(5/n)/√(L − 3) in one network and drifts
    // by 5/2n in ReLU networks; the prediction is for n → ∞. Four deviations over six seeds, and the drift twice.
    let depth = 30;
    let margin = 4.0 * (5.0 / plans::WIDTH as f64 / (depth as f64 - 3.0) / 6.0).sqrt() + 5.0 / plans::WIDTH as f64;
    for plan in PLANS.iter().filter(|plan| plan.factor().is_some() && plan.remedy != Remedy::Batch) {
        let factors: Vec<f64> =
            (0..6).map(|seed| training::start(&own_settings(module_path!()), plan, depth, seed).0).collect();
        let (found, predicted) = (bits::ln(typical(&factors)), bits::ln(plan.factor().unwrap()));
        assert!((found - predicted).abs() < margin, "{}: {found} {predicted} {margin}", plan.name);
    }
    let residual: Vec<f64> =
        (0..6).map(|seed| training::start(&own_settings(module_path!()), plan("he_residual"), depth, seed).0).collect();
    let (found, limit) = (bits::ln(typical(&residual)), bits::ln(residual_limit(1.0)));
    assert!(found > bits::ln(2.0) - margin && found < limit + margin, "{found} {limit}");
    assert!(found > margin, "that the connections were left out would be seen");
}

#[test]
fn batch_normalization_has_the_factor_of_its_batch() {
    let (plan, depth, seeds) = (plan("he_batch_norm"), 30, 24);
    let logarithms: Vec<f64> =
        (0..seeds).map(|seed| bits::ln(training::start(&own_settings(module_path!()), plan, depth, seed).0)).collect();
    let mean = statistics::mean(&logarithms).unwrap();
    let error = statistics::standard_deviation(&logarithms).unwrap() / (seeds as f64).sqrt();
    // Four standard errors of the mean, and what a finite width adds: of the order 1/n (see the tests of
    // `theory::batch_norm`, which have it at (0.1 ± 0.3)/n for batches of 16).
    let margin = 4.0 * error + 1.0 / plans::WIDTH as f64;
    let distance = |factor: f64| (mean - bits::ln(factor)).abs();
    assert!(distance(plan.factor().unwrap()) < margin, "{mean} {margin}");
    let limit = std::f64::consts::PI / (std::f64::consts::PI - 1.0);
    assert!(distance(limit) > margin, "the limit for great batches is told apart: {mean} {margin}");
    assert!(distance(crate::theory::batch_norm::growth(Activation::Relu, training::BATCH / 2)) > margin);
}

#[test]
fn clipping_changes_no_gradient_of_the_start_but_its_length() {
    let [free, clipped] = ["large", "large_clipping"].map(plan);
    assert!(free.remedy == Remedy::Nothing && free.factor() == clipped.factor());
}

#[test]
fn shallow_networks_learn_and_deep_ones_with_small_weights_do_not() {
    let settings = few_settings(module_path!(), 1);
    let learned = row(&settings, plan("he"), 5);
    let (accuracy, interval) = learned.over_seeds(|run| run.accuracy);
    assert!(accuracy > 0.5 && interval.is_none(), "{accuracy}");
    assert_eq!(learned.outcome(), "learned");
    // A network whose gradients are 1e-30 predicts the most frequent class, a tenth of the examples and a little more.
    let stuck = row(&settings, plan("small"), 20);
    assert!(stuck.over_seeds(|run| run.accuracy).0 < 0.2);
    assert_eq!((stuck.diverged(), stuck.outcome()), (0, GUESSING));
    // Planted: one lost run of one, and of three.
    let lost = || Trained { accuracy: 0.0, loss: f64::INFINITY, diverged: true };
    let kept = || Trained { accuracy: 0.5, loss: 1.0, diverged: false };
    assert_eq!(Row { runs: vec![lost()], ..stuck }.outcome(), DIVERGED);
    assert_eq!(Row { runs: vec![kept(), lost(), kept()], ..learned }.outcome(), "learned");
}
