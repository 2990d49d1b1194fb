//! How far can extrapolation carry central quotients, if it is told nothing about noise? Ridders' method.
//!
//! Steps shrink by 1.4, the table of [`ladder`](super::ladder) removes one even power of h with each column, and the entry that differs least from its two
//! neighbors is taken; the difference is its error estimate. It ends when the last entry of a row is worse than the best by a factor of 2
//! (Ridders 1982, *Advances in Engineering Software* 4(2); the constants are those of *Numerical Recipes*, §5.7). The estimate is no bound: two entries may
//! agree by accident. [`adaptive_derivative`](super::adaptive_derivative()) has a bound.
//!
//! ```
//! use wellposed_core::{bits, difference::ridders};
//!
//! let found = ridders(bits::exp, 1.0, 0.5);
//! assert!((found.value - bits::exp(1.0)).abs() < 1e-11 && found.error < 1e-10);
//! ```

use super::{realized, richardson};
use crate::bits;

/// By how much steps shrink.
const SHRINK: f64 = 1.4;
/// Rows and columns of the table.
const ROWS: usize = 10;
/// The last entry of a row may be so many times worse than the best.
const WORSE: f64 = 2.0;

/// An extrapolated derivative.
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use = "a derivative changes nothing where it is computed"]
#[non_exhaustive]
pub struct Extrapolated {
    /// The derivative; NaN, with an infinite error, if no two quotients are finite and a finite number apart, as where the step vanishes beside x.
    pub value: f64,
    /// The difference from the neighbors in the table: an estimate of the error, not a bound.
    pub error: f64,
    /// How often f was evaluated.
    pub evaluations: usize,
}

/// f′(x) by extrapolation from steps of `first_step`, `first_step`/1.4, …; f should be smooth over the first.
pub fn ridders(mut f: impl FnMut(f64) -> f64, x: f64, first_step: f64) -> Extrapolated {
    let mut found = Extrapolated { value: f64::NAN, error: f64::INFINITY, evaluations: 0 };
    let (mut step, mut last): (f64, Vec<f64>) = (first_step, Vec::new());
    let ratios: Vec<f64> = (1..ROWS).map(|rows| bits::powi(SHRINK * SHRINK, rows as i32)).collect();
    for _ in 0..ROWS {
        let width = 2.0 * realized(x, step);
        let quotient = (f(x + width / 2.0) - f(x - width / 2.0)) / width;
        found.evaluations += 2;
        let row = richardson::row(&last, quotient, &ratios);
        for column in 1..row.len() {
            let error = bits::max((row[column] - row[column - 1]).abs(), (row[column] - last[column - 1]).abs());
            // Two entries may differ by more than the largest number: that is no answer.
            if error.is_finite() && error <= found.error {
                (found.value, found.error) = (row[column], error);
            }
        }
        if let (Some(end), Some(before)) = (row.last(), last.last())
            && (end - before).abs() >= WORSE * found.error
        {
            break;
        }
        (step, last) = (step / SHRINK, row);
    }
    found
}

#[cfg(test)]
mod tests;
