//! How does the loss change where the logits move along one line, from z to z + d·w? As a power series in d, one for each example.
//!
//! A unit of the last hidden layer that changes by d moves the logits by d times its column w of W\[L]; a logit that changes by d itself moves them by d times a unit
//! vector. The line is the same for all parameters of the unit and for all steps, so that its series is computed once, and then used a thousand times.
//!
//! For the cross-entropy of class y let δ = softmax(z) − e_y be the slope that is known at d = 0, and vₖ = wₖ − w_y. The loss changes by
//!
//! ```text
//! ΔL = ln(1 + Σ_{k≠y} δₖ(e^{d·vₖ} − 1)) = κ₁d + κ₂d² + …
//! cₙ = Σ_{k≠y} δₖ vₖⁿ/n!,      n·κₙ = n·cₙ − Σ_{0<j<n} j·κⱼ·cₙ₋ⱼ
//! ```
//!
//! (κₙn! are the cumulants of the weights under the softmax.) The logistic loss is that of two classes, one of them with logit 0. Half the squared error changes by
//! d·δᵀw + d²·½‖w‖², exactly.
//!
//! **Where it ends.** Let s be the largest |vₖ|. For complex d with |d|s ≤ 3 all terms of the sum lie within an angle of 3 and are no smaller than e⁻³, so that its modulus is at least
//! cos(3/2)e⁻³ and |ΔL| ≤ 6.5, or about (e³ + 1)Σδₖ if that is small. Hence |κₙ| ≤ 6.5·(s/3)ⁿ, and what 12 terms leave out for |d|s ≤ 1/8 is at most 6.5·(1/24)¹³·24/23 < 8·10⁻¹⁸: less than a rounding
//! of the loss. Beyond that the series says nothing, and the loss is computed anew. Where |d|s ≤ 1/64 for all examples, 7 terms leave out no more than 6.5·(1/192)⁸·192/191 < 4·10⁻¹⁸,
//! and where |d|s ≤ 2⁻¹⁴, 3 terms no more than 6.5·(2⁻¹⁴/3)⁴·1.001 < 2·10⁻¹⁸.

use crate::bits::{self, Real};
use crate::network::Loss;

/// Terms of a series.
const TERMS: usize = 12;
/// How many of them suffice up to which |d|·s.
const ENOUGH: [(usize, f64); 3] = [(3, 1.0 / 16_384.0), (7, 1.0 / 64.0), (TERMS, 1.0 / 8.0)];

/// The change of the loss along a line, for each example.
#[derive(Clone, Debug)]
pub(super) struct Series<T> {
    /// κₙ divided by the number of examples: columns of one number for each example.
    coefficients: Vec<T>,
    /// s.
    widest: f64,
    changes: Vec<T>,
}

impl<T: Real> Series<T> {
    pub(super) fn new(examples: usize) -> Self {
        Series {
            coefficients: vec![T::zero(); TERMS * examples],
            widest: f64::INFINITY,
            changes: vec![T::zero(); examples],
        }
    }

    /// The series for the line along `weights`. `slopes` holds ∂L/∂z\[L] of each example, one row of as many numbers.
    pub(super) fn follow(&mut self, loss: Loss, slopes: &[T], weights: &[T]) {
        let examples = self.changes.len();
        self.widest = 0.0;
        for (example, slopes) in slopes.chunks_exact(weights.len()).enumerate() {
            let mut series = [0.0; TERMS];
            let slope_and_weight =
                || slopes.iter().zip(weights).map(|(slope, weight)| (slope.to_f64(), weight.to_f64()));
            match loss {
                Loss::SquaredError => {
                    series[0] = slope_and_weight().fold(0.0, |sum, (slope, weight)| sum + slope * weight);
                    series[1] = slope_and_weight().fold(0.0, |sum, (_, weight)| sum + 0.5 * weight * weight);
                }
                // The slope of the right class is the only negative one.
                Loss::CrossEntropy => {
                    let own = slope_and_weight().find(|(slope, _)| *slope < 0.0).map_or(0.0, |(_, weight)| weight);
                    let others = slope_and_weight().filter(|(slope, _)| *slope > 0.0);
                    self.widest = bits::max(
                        self.widest,
                        cumulants(others.map(|(slope, weight)| (slope, weight - own)), &mut series),
                    );
                }
                // The other class has the logit z if y = 0, and −z if y = 1.
                Loss::Logistic => {
                    let other =
                        slope_and_weight().map(|(slope, weight)| (slope.abs(), weight.copysign(slope * weight)));
                    self.widest = bits::max(self.widest, cumulants(other, &mut series));
                }
            }
            for (term, coefficient) in series.iter().enumerate() {
                self.coefficients[term * examples + example] = T::from_f64(coefficient / examples as f64);
            }
        }
    }

    /// The change of the mean loss where the line is followed to `at`, one d for each example; `None` beyond the reach.
    pub(super) fn change(&mut self, at: &[T]) -> Option<T> {
        let within = |&&(_, reach): &&(usize, f64)| bits::all_within(at, T::from_f64(reach / self.widest));
        let &(terms, _) = ENOUGH.iter().find(within)?;
        bits::polynomials(&self.coefficients[..terms * at.len()], at, &mut self.changes);
        Some(bits::sum(&self.changes))
    }
}

/// κₙ of Σδₖ(e^{d·vₖ} − 1) from pairs (δₖ, vₖ); returns the largest |vₖ|.
fn cumulants(others: impl Iterator<Item = (f64, f64)>, kappa: &mut [f64; TERMS]) -> f64 {
    let (mut c, mut widest) = ([0.0; TERMS], 0.0_f64);
    for (slope, v) in others {
        widest = bits::max(widest, v.abs());
        let mut term = slope;
        for (index, c) in c.iter_mut().enumerate() {
            term *= v / (index + 1) as f64;
            *c += term;
        }
    }
    for n in 1..=TERMS {
        let sum = (1..n).fold(0.0, |sum, j| sum + j as f64 * kappa[j - 1] * c[n - j - 1]);
        kappa[n - 1] = c[n - 1] - sum / n as f64;
    }
    widest
}

#[cfg(test)]
mod tests;
