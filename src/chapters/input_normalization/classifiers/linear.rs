//! How are linear classifiers fitted? Least squares with a penalty by orthogonalization, logistic regression by Newton's method.
//!
//! Both center the features first, which changes no prediction (the bias is free) and keeps the digits that an offset would take.

use ndarray::{Array1, Array2, ArrayView2};

use super::{classes, means};
use crate::bits;
use crate::data::Dataset;
use crate::descent::{self, Method};
use crate::objective::{Logistic, Objective};

/// Newton's method on a strictly convex cost: a dozen steps are usual.
const NEWTON_STEPS: u64 = 100;
/// A step that lowers the cost by less than this share is the last: convergence is quadratic, so the next would gain its square.
const LAST_GAIN: f64 = 1e-10;

/// A linear map for each output, x ↦ weightsᵀ(x − center) + bias.
pub(in super::super) struct LinearFit {
    center: Array1<f64>,
    /// Shape (n, outputs).
    weights: Array2<f64>,
    bias: Array1<f64>,
}

impl LinearFit {
    /// Minimizes (1/m)‖Xw + b − y‖² + λ‖w‖² for each column of `targets` (m, outputs), the bias free.
    ///
    /// The centered features with √(mλ)·I below them are made orthogonal by modified Gram–Schmidt, and the targets with them:
    /// as stable as Householder's method for least squares (Higham 2002, §20.3). With λ = 0 the features must be independent.
    pub(in super::super) fn least_squares(features: ArrayView2<f64>, targets: ArrayView2<f64>, penalty: f64) -> Self {
        let (examples, count) = features.dim();
        let (center, bias) = (means(features), means(targets));
        let mut columns: Vec<Vec<f64>> = Vec::with_capacity(count + bias.len());
        for (j, column) in features.columns().into_iter().enumerate() {
            columns.push(column.iter().map(|x| x - center[j]).chain(std::iter::repeat_n(0.0, count)).collect());
            columns[j][examples + j] = (examples as f64 * penalty).sqrt();
        }
        for (j, column) in targets.columns().into_iter().enumerate() {
            columns.push(column.iter().map(|y| y - bias[j]).chain(std::iter::repeat_n(0.0, count)).collect());
        }
        let triangle = orthogonalize(&mut columns, count);
        let weights = back_substitute(&triangle, count);
        LinearFit { center, weights, bias }
    }

    /// One class against the rest, for each class (for the second alone, if there are two), by Newton's method from zero.
    pub(in super::super) fn logistic(training: &Dataset, penalty: f64) -> Self {
        let center = means(training.features.view());
        let centered = &training.features - &center;
        let classes = classes(training);
        let (mut weights, mut bias) = (Array2::zeros((centered.ncols(), classes)), Array1::zeros(classes));
        for class in if classes == 2 { 1..2 } else { 0..classes } {
            let labels = training.indicator(class as f64);
            let mut cost = Logistic::new(centered.view(), labels.view(), penalty).expect("labels are 0 and 1");
            let start = vec![0.0; cost.dimension()];
            let mut before = f64::INFINITY;
            let run = descent::descend(&mut cost, &start, Method::Newton, NEWTON_STEPS, |_, cost| {
                before - std::mem::replace(&mut before, cost) <= LAST_GAIN * cost
            });
            bias[class] = run.parameters[0];
            weights.column_mut(class).assign(&ndarray::aview1(&run.parameters[1..]));
        }
        LinearFit { center, weights, bias }
    }

    /// The outputs for each row of `features`, shape (rows, outputs).
    pub(in super::super) fn predict(&self, features: ArrayView2<f64>) -> Array2<f64> {
        bits::product((&features - &self.center).view(), self.weights.view()) + &self.bias
    }
}

/// Makes the first `count` columns orthonormal and takes their part out of all later ones; returns the rows of R, shape
/// (count, columns).
fn orthogonalize(columns: &mut [Vec<f64>], count: usize) -> Array2<f64> {
    let mut triangle = Array2::zeros((count, columns.len()));
    for j in 0..count {
        let (done, later) = columns.split_at_mut(j + 1);
        let pivot = &mut done[j];
        let norm = bits::dot(pivot, pivot).sqrt();
        triangle[[j, j]] = norm;
        pivot.iter_mut().for_each(|value| *value /= norm);
        for (k, column) in later.iter_mut().enumerate() {
            let part = bits::dot(pivot, column);
            triangle[[j, j + 1 + k]] = part;
            column.iter_mut().zip(&*pivot).for_each(|(value, direction)| *value -= part * direction);
        }
    }
    triangle
}

/// Solves R·W = C where `triangle` is [R, C] with R of shape (count, count).
fn back_substitute(triangle: &Array2<f64>, count: usize) -> Array2<f64> {
    let mut weights = Array2::zeros((count, triangle.ncols() - count));
    for output in 0..weights.ncols() {
        for j in (0..count).rev() {
            let known: f64 = (j + 1..count).map(|k| triangle[[j, k]] * weights[[k, output]]).sum();
            weights[[j, output]] = (triangle[[j, count + output]] - known) / triangle[[j, j]];
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::super::{PENALTY, indicators};
    use super::*;
    use crate::data;
    use crate::normalize::Normalizer;
    use ndarray::array;

    #[test]
    fn least_squares_by_hand() {
        // y = 1 + 2x through three points; with λ: the slope is Σxy/(Σx² + mλ) = 4/(2 + 3λ) around the mean.
        let (x, y) = (array![[0.0], [1.0], [2.0]], array![[1.0], [3.0], [5.0]]);
        let exact = LinearFit::least_squares(x.view(), y.view(), 0.0);
        assert!(
            (exact.weights[[0, 0]] - 2.0).abs() < 1e-15
                && (exact.predict(array![[3.0]].view())[[0, 0]] - 7.0).abs() < 1e-14
        );
        let ridge = LinearFit::least_squares(x.view(), y.view(), 2.0);
        assert!((ridge.weights[[0, 0]] - 0.5).abs() < 1e-15);
    }

    #[test]
    fn without_a_penalty_standardizing_does_not_change_predictions_and_with_one_it_does() {
        let set = data::wine();
        let standard = Normalizer::Standard.fit(set.features.view()).unwrap().transform(set.features.view()).unwrap();
        let targets = indicators(&set);
        let change = |penalty| {
            let raw =
                LinearFit::least_squares(set.features.view(), targets.view(), penalty).predict(set.features.view());
            let normalized =
                LinearFit::least_squares(standard.view(), targets.view(), penalty).predict(standard.view());
            (raw - normalized).iter().fold(0.0, |worst: f64, change| bits::max(worst, change.abs()))
        };
        // Gram–Schmidt solves a problem whose columns are off by m·n·u of their norms (Higham 2002, Thm 19.13); predictions then
        // move by (1 + 3κ)·m·n·u·‖y‖ in each of the two fits, with κ of unit columns below 10 and ‖y‖ ≤ √m.
        let (m, n) = (set.examples() as f64, set.feature_count() as f64);
        let tolerance = 2.0 * 31.0 * m * n * (f64::EPSILON / 2.0) * m.sqrt();
        assert!(change(0.0) <= tolerance, "{} against {tolerance}", change(0.0));
        assert!(change(PENALTY) > 1e6 * tolerance);
    }
}
