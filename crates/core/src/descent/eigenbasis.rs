//! After how many steps is a quadratic minimized to a tolerance, if there are too many steps to take?
//!
//! For J = ½(w−w*)ᵀH(w−w*), H = VΛVᵀ, let c = Vᵀ(w₀−w*). Gradient descent multiplies the coefficient of each mode by 1 − αλ_i, so
//! after k steps
//!
//! - the error has the norm √(Σ c_i²(1−αλ_i)^(2k)),
//! - the loss is ½Σ λ_i c_i²(1−αλ_i)^(2k) above its minimum.
//!
//! While no mode grows both fall monotonically, and the smallest k that reaches a tolerance is found by doubling and bisection, at
//! a cost of d·log k. Powers are exp(2k·ln|1−αλ|), with ln(1 + x) for small αλ and for αλ near 2, where 1 − αλ loses digits:
//! the count is right to a relative few u·κ, that is, exact (±1) while κ·k ≪ 1/u. The eigenvalues' own error n·u·λ_max counts in
//! the same way.
//!
//! The heavy ball couples two steps: e₊ = (1 + β − αλ)e − βe₋ from e₋ = e. Its error is not monotone (modes oscillate), so what
//! counts is the *first* time below the tolerance, which is where a run would stop; it is found by stepping the modes, which costs
//! d operations a step instead of d².
//!
//! ```
//! use wellposed_core::descent::eigenbasis::{Measure, Modes};
//!
//! let modes = Modes::new(&[1.0, 998_001.0], &[1.0, 1.0]);
//! let step = 2.0 / 998_002.0;
//! let count = modes.gradient_descent_steps(step, 1e-6, Measure::Error).unwrap();
//! assert!((count as f64 - wellposed_core::theory::steps::gradient_descent_steps(998_001.0, 1e-6)).abs() <= 1.0);
//! assert_eq!(modes.gradient_descent_steps(3.0 * step, 1e-6, Measure::Error), None); // diverges
//! ```

use crate::bits::{self, Real};
use ndarray::ArrayView2;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The norm of the error of the parameters.
    Error,
    /// The loss above its minimum.
    LossGap,
}

/// The initial error of a quadratic in its eigenbasis.
#[derive(Clone, Debug, PartialEq)]
pub struct Modes {
    eigenvalues: Vec<f64>,
    coefficients: Vec<f64>,
}

impl Modes {
    /// From the eigenvalues and as many coefficients c = Vᵀ(w₀−w*). An eigenvalue within n·u·λ_max of zero is taken as zero: its
    /// computed value is noise, which could even make the mode grow.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn new(eigenvalues: &[f64], coefficients: &[f64]) -> Modes {
        assert_eq!(eigenvalues.len(), coefficients.len(), "one coefficient for each eigenvalue");
        let largest = eigenvalues.iter().fold(0.0_f64, |largest, value| bits::max(largest, value.abs()));
        let noise = eigenvalues.len() as f64 * <f64 as Real>::UNIT_ROUNDOFF * largest;
        let eigenvalues = eigenvalues.iter().map(|&value| if value.abs() <= noise { 0.0 } else { value }).collect();
        Modes { eigenvalues, coefficients: coefficients.to_vec() }
    }

    /// From eigenvalues, eigenvectors in columns, and the initial error w₀−w*.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn from_error(eigenvalues: &[f64], eigenvectors: ArrayView2<f64>, error: &[f64]) -> Modes {
        let mut coefficients = vec![0.0; eigenvalues.len()];
        bits::matrix_vector(eigenvectors.t(), error, &mut coefficients);
        Modes::new(eigenvalues, &coefficients)
    }

    /// The measure after `steps` steps of gradient descent.
    pub fn gradient_descent_value(&self, step: f64, steps: u64, measure: Measure) -> f64 {
        let terms = self.weights(measure).zip(&self.eigenvalues).map(|(weight, eigenvalue)| {
            // 0·(ln 0) would be NaN: no step changes nothing.
            let exponent = if steps == 0 { 0.0 } else { 2.0 * steps as f64 * ln_factor(step * eigenvalue) };
            if weight == 0.0 { 0.0 } else { weight * bits::exp(exponent) }
        });
        finish(terms.sum(), measure)
    }

    // ANCHOR: steps
    /// The smallest number of steps of gradient descent after which the measure is at most `tolerance` times its initial value.
    ///
    /// `None` if there is none up to 2⁶²: a mode that carries weight grows (|1 − αλ| > 1), or one that does not shrink is too large.
    pub fn gradient_descent_steps(&self, step: f64, tolerance: f64, measure: Measure) -> Option<u64> {
        let grows = |(weight, eigenvalue): (f64, &f64)| weight != 0.0 && ln_factor(step * eigenvalue) > 0.0;
        if self.weights(measure).zip(&self.eigenvalues).any(grows) {
            return None;
        }
        let wanted = tolerance * self.gradient_descent_value(step, 0, measure);
        let reached = |steps: u64| self.gradient_descent_value(step, steps, measure) <= wanted;
        if reached(0) {
            return Some(0);
        }
        let mut enough = (0..=62).map(|exponent| 1_u64 << exponent).find(|&steps| reached(steps))?;
        let mut too_few = enough / 2;
        while enough - too_few > 1 {
            let middle = too_few + (enough - too_few) / 2;
            if reached(middle) { enough = middle } else { too_few = middle }
        }
        Some(enough)
    }
    // ANCHOR_END: steps

    /// The first number of steps of the heavy ball after which the measure is at most `tolerance` times its initial value; `None`
    /// if that takes more than `limit` steps, or never happens.
    pub fn heavy_ball_steps(
        &self,
        step: f64,
        momentum: f64,
        tolerance: f64,
        measure: Measure,
        limit: u64,
    ) -> Option<u64> {
        // Errors scaled by the roots of the weights, so that the measure is a plain sum of squares.
        let traces: Vec<f64> = self.eigenvalues.iter().map(|eigenvalue| 1.0 + momentum - step * eigenvalue).collect();
        let mut errors: Vec<f64> = self.weights(measure).map(f64::sqrt).collect();
        let mut before = errors.clone();
        let value = |errors: &[f64]| finish(bits::dot(errors, errors), measure);
        let wanted = tolerance * value(&errors);
        if stays_above(&traces, &errors, momentum, measure, wanted, limit) {
            return None;
        }
        for count in 0..=limit {
            let now = value(&errors);
            if now <= wanted {
                return Some(count);
            }
            if !now.is_finite() {
                return None;
            }
            for ((error, before), trace) in errors.iter_mut().zip(&mut before).zip(&traces) {
                let next = trace * *error - momentum * *before;
                *before = *error;
                *error = next;
            }
        }
        None
    }

    /// What the square of each mode's factor is multiplied by: c² or ½λc².
    fn weights(&self, measure: Measure) -> impl Iterator<Item = f64> {
        self.eigenvalues.iter().zip(&self.coefficients).map(move |(eigenvalue, c)| match measure {
            Measure::Error => c * c,
            Measure::LossGap => eigenvalue * (c * c) / 2.0,
        })
    }
}

/// Whether one mode alone is above the value for so many steps of the heavy ball: then so are all together, since none takes anything from another. Asked of the
/// slowest mode, which is stepped as it is among the others.
fn stays_above(traces: &[f64], errors: &[f64], momentum: f64, measure: Measure, wanted: f64, limit: u64) -> bool {
    let carries = |&mode: &usize| errors[mode] > 0.0;
    let slowest = (0..errors.len()).filter(carries).max_by(|&one, &other| traces[one].total_cmp(&traces[other]));
    let Some(slowest) = slowest else { return false };
    let (trace, mut error, mut before) = (traces[slowest], errors[slowest], errors[slowest]);
    for _ in 0..=limit {
        // The square is rounded, as in the sum of them, and measured as that sum is.
        if finish(error * error, measure) <= wanted || !error.is_finite() {
            return false;
        }
        (error, before) = (trace * error - momentum * before, error);
    }
    true
}

/// ln|1 − x| to full relative accuracy in the factor's distance from 1.
fn ln_factor(x: f64) -> f64 {
    if x > 1.0 { bits::ln_1p(x - 2.0) } else { bits::ln_1p(-x) }
}

/// The norm from its square; a loss is what it is.
fn finish(sum: f64, measure: Measure) -> f64 {
    match measure {
        Measure::Error => sum.sqrt(),
        Measure::LossGap => sum,
    }
}

#[cfg(test)]
mod tests;
