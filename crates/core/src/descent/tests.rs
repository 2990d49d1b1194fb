//! Do the methods step as they say, and stop for the reason they give?

use super::*;
use crate::activation::Activation;
use crate::bits::streams::{standard_normal, stream};
use crate::initialize::{Initializer, Scheme};
use crate::network::{Architecture, Loss, Network, Targets};
use crate::objective::{LeastSquares, Logistic};
use ndarray::{Array1, Array2, array};

/// J = ½(w₀² + 4w₁²).
fn bowl() -> LeastSquares {
    LeastSquares::from_moments(array![[1.0, 0.0], [0.0, 4.0]].view(), &[0.0, 0.0], 0.0).unwrap()
}

fn two_steps(method: Method) -> Vec<f64> {
    let run = descend(&mut bowl(), &[1.0, 1.0], method, 2, |_, _| false);
    assert_eq!((run.outcome, run.steps, run.evaluations), (Outcome::BudgetSpent, 2, 3));
    run.parameters
}

#[test]
fn steps_by_hand() {
    // Factors 3/4 and 0.
    assert_eq!(two_steps(Method::GradientDescent { step: 0.25 }), [0.5625, 0.0]);
    // v = (−1/4, −1), w = (3/4, 0); v = (−1/8 − 3/16, −1/2), w = (7/16, −1/2).
    assert_eq!(two_steps(Method::Momentum { step: 0.25, momentum: 0.5 }), [0.4375, -0.5]);
    // The first step of Adam is α·g/(|g| + ε), here 0.1/(1 + 1e-8) and 0.1/(1 + 0.25e-8), whatever the scale of g.
    let run = descend(&mut bowl(), &[1.0, 1.0], Method::adam(0.1), 1, |_, _| false);
    assert!((run.parameters[0] - (1.0 - 0.1 / (1.0 + 1e-8))).abs() < 1e-15);
    assert!((run.parameters[1] - (1.0 - 0.1 / (1.0 + 0.25e-8))).abs() < 1e-15);
    // Second: g = 0.9, m = 0.09 + 0.09, s = 0.999e-3 + 0.81e-3; m̂ = m/0.19, ŝ = s/(1 − 0.998001).
    let (mean, square) = (0.18 / 0.19, (0.001_809_f64 / 0.001_999).sqrt());
    // ε = 1e-8 is left out above: it moves each step by less than 1e-8·0.1·2.
    assert!((two_steps(Method::adam(0.1))[0] - (0.9 - 0.1 * mean / square)).abs() < 4e-9);
    let planted = Method::Adam { step: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
    assert!((two_steps(planted)[0] - (0.9 - 0.1 * mean / square)).abs() > 1e-6, "another decay is seen");
    assert_eq!(descend(&mut bowl(), &[5.0, -3.0], Method::Newton, 1, |_, _| false).parameters, [0.0, 0.0]);
}

#[test]
fn every_outcome_has_its_reason() {
    let gradient_descent = |step| Method::GradientDescent { step };
    let run = descend(&mut bowl(), &[1.0, 1.0], gradient_descent(0.25), 9, |_, _| true);
    assert_eq!((run.outcome, run.steps, run.evaluations), (Outcome::Converged, 0, 1), "the start counts");
    // αλ = 4 at the second mode: the factor is −3, and 2·3^(2k) overflows 1.8e308 at k = 323.
    let run = descend(&mut bowl(), &[1.0, 1.0], gradient_descent(1.0), 10_000, |_, _| false);
    assert_eq!((run.outcome, run.steps), (Outcome::Diverged { layer: None }, 323));
    for method in [gradient_descent(0.25), Method::Momentum { step: 0.25, momentum: 0.5 }, Method::Newton] {
        let run = descend(&mut bowl(), &[0.0, 0.0], method, 10, |_, _| false);
        assert_eq!((run.outcome, run.steps), (Outcome::Stalled, 0), "at the minimum, {method:?}");
    }
    let run = descend(&mut bowl(), &[1.0, 1.0], gradient_descent(0.25), 1_000_000, |_, _| false);
    assert_eq!(run.outcome, Outcome::Stalled, "underflow ends at last");
    for method in [gradient_descent(0.1), Method::Newton] {
        let run = descend(&mut bowl(), &[f64::NAN, 0.0], method, 10, |_, _| false);
        assert_eq!((run.outcome, run.steps), (Outcome::Diverged { layer: None }, 0));
    }
    assert_eq!(Outcome::BudgetSpent.name(), "budget spent");
}

/// 60 examples of 2 Gaussian features with noisy labels.
fn examples() -> (Array2<f64>, Array1<f64>) {
    let mut stream = stream(1, "descent", "examples", 0);
    let x = Array2::from_shape_simple_fn((60, 2), || standard_normal(&mut stream));
    let y = x.rows().into_iter().map(|row| f64::from(u8::from(row[0] - row[1] + standard_normal(&mut stream) > 0.0)));
    let y = y.collect();
    (x, y)
}

fn largest_slope(objective: &mut dyn Objective, parameters: &[f64]) -> f64 {
    let mut gradient = vec![0.0; parameters.len()];
    objective.loss_and_gradient(parameters, &mut gradient);
    gradient.iter().fold(0.0_f64, |largest, entry| crate::bits::max(largest, entry.abs()))
}

#[test]
fn all_methods_find_the_minimum_of_logistic_regression() {
    let (x, y) = examples();
    let mut objective = Logistic::new(x.view(), y.view(), 0.01).unwrap();
    let newton = descend(&mut objective, &[0.0; 3], Method::Newton, 50, |_, _| false);
    assert_eq!(newton.outcome, Outcome::Stalled);
    assert!(newton.steps < 12, "quadratic convergence: {}", newton.steps);
    // At the end the gradient is a sum of 60 terms below 3/60 in size, that is rounding: 60·u·3.
    assert!(largest_slope(&mut objective, &newton.parameters) < 1e-13);
    let methods =
        [Method::GradientDescent { step: 1.0 }, Method::Momentum { step: 1.0, momentum: 0.5 }, Method::adam(0.01)];
    for method in methods {
        // A loss gap of 1e-9 is far above rounding and far below what any other point than the minimum has.
        let run = descend(&mut objective, &[0.0; 3], method, 20_000, |_, loss| loss <= newton.loss + 1e-9);
        assert_eq!(run.outcome, Outcome::Converged, "{method:?}");
    }
}

#[test]
fn damping_lets_newton_descend_on_a_network() {
    let (x, y) = examples();
    let architecture = Architecture::new(&[2, 3, 1], Activation::Tanh, Loss::Logistic).ridge(0.06);
    let mut network = Network::<f64>::new(architecture, x.view(), &Targets::column(&y.to_vec())).unwrap();
    let start = network.initial(&Initializer::new(Scheme::LeCun), &mut stream(1, "descent", "weights", 0));
    let mut losses = Vec::new();
    let run = descend(&mut network, &start, Method::Newton, 500, |_, loss| {
        losses.push(loss);
        false
    });
    assert!(losses.windows(2).all(|pair| pair[1] <= pair[0]), "every accepted step lowers the loss");
    assert!(run.evaluations > run.steps);
    assert!(largest_slope(&mut network, &run.parameters) < 1e-6, "{:?} {}", run.outcome, run.steps);
}

#[test]
fn newton_survives_a_singular_curvature() {
    // Two equal features: the Hessian has rank 2, and the damped step is the shortest way.
    let x = array![[1.0, 1.0], [2.0, 2.0], [3.0, 3.0], [4.0, 4.0]];
    let mut objective = LeastSquares::new(x.view(), array![1.0, 2.0, 3.0, 5.0].view()).unwrap();
    let run = descend(&mut objective, &[0.0; 3], Method::Newton, 100, |_, _| false);
    // The line y = −0.5 + 1.3x leaves residuals of square sum 0.3.
    assert!((run.loss - 0.3 / 8.0).abs() < 1e-12, "{}", run.loss);
}
