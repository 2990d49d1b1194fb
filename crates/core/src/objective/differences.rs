//! Is a gradient the gradient? Compares it with central differences, each with its own error bound.
//!
//! D(h) = (J(w+he) − J(w−he))/2h has a truncation error T(h) = h²J‴/6 + O(h⁴) and a rounding error of at most ε/h if each J is
//! off by ε. Since D(2h) − D(h) = 3T(h) + O(h⁴) + rounding, the allowed difference is |D(2h) − D(h)| + 3ε/h, with h = 2⁻¹⁷ near
//! the best u^(1/3) and ε = 200·u·(1 + |J|): J is a mean of terms, each made by dot products of fewer than 60 terms of size near 1.
//! An excess of 1 is the bound.

use super::Objective;
use crate::bits;
use crate::bits::streams::{standard_normal, stream};
use ndarray::{Array1, Array2};

const STEP: f64 = 1.0 / 131_072.0;

/// Gaussian features and targets.
pub(super) fn random_features(examples: usize, features: usize, cell: &str) -> (Array2<f64>, Array1<f64>) {
    let mut stream = stream(1, "objective", cell, 0);
    let x = Array2::from_shape_simple_fn((examples, features), || standard_normal(&mut stream));
    (x, Array1::from_shape_simple_fn(examples, || standard_normal(&mut stream)))
}

/// Loss and gradient.
pub(super) fn evaluate(objective: &mut dyn Objective, parameters: &[f64]) -> (f64, Vec<f64>) {
    let mut gradient = vec![f64::NAN; objective.dimension()];
    let loss = objective.loss_and_gradient(parameters, &mut gradient);
    (loss, gradient)
}

/// The largest |gradient − difference| as a multiple of what is allowed.
pub(super) fn largest_excess(objective: &mut dyn Objective, parameters: &[f64], gradient: &[f64]) -> f64 {
    let loss = evaluate(objective, parameters).0;
    let rounding = 200.0 * f64::EPSILON / 2.0 * (1.0 + loss.abs());
    (0..gradient.len()).fold(0.0_f64, |excess, index| {
        let difference = |objective: &mut dyn Objective, step: f64| {
            let [plus, minus] = [step, -step].map(|step| {
                let mut moved = parameters.to_vec();
                moved[index] += step;
                evaluate(objective, &moved).0
            });
            (plus - minus) / (2.0 * step)
        };
        let (near, far) = (difference(objective, STEP), difference(objective, 2.0 * STEP));
        bits::max(excess, (gradient[index] - near).abs() / ((far - near).abs() + 3.0 * rounding / STEP))
    })
}

/// The same for a Hessian against central differences of the gradient, in the largest entry.
pub(crate) fn largest_excess_of_curvature(
    objective: &mut dyn Objective,
    parameters: &[f64],
    hessian: &Array2<f64>,
) -> f64 {
    let rounding = 200.0 * f64::EPSILON / 2.0 * (1.0 + evaluate(objective, parameters).0.abs());
    let mut excess = 0.0_f64;
    for column in 0..parameters.len() {
        let [near_plus, near_minus, far_plus, far_minus] = [1.0, -1.0, 2.0, -2.0].map(|multiple| {
            let mut moved = parameters.to_vec();
            moved[column] += multiple * STEP;
            evaluate(objective, &moved).1
        });
        for row in 0..parameters.len() {
            let near = (near_plus[row] - near_minus[row]) / (2.0 * STEP);
            let far = (far_plus[row] - far_minus[row]) / (4.0 * STEP);
            let allowed = (far - near).abs() + 3.0 * rounding / STEP;
            excess = bits::max(excess, (hessian[(row, column)] - near).abs() / allowed);
        }
    }
    excess
}
