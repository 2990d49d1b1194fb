//! How far does a difference quotient reach? A step that is given, or in proportion to x, or the one that the error model prefers.
//!
//! Whatever the step, what counts is the *realized* one, h = (x + h) − x as the numbers are stored. At x = 1 and h = 10⁻⁷ the two differ by
//! 5.8·10⁻¹⁰ of h: with the nominal step in the denominator a one-sided quotient would be wrong by as much.
//!
//! ```
//! use wellposed_core::difference::realized;
//!
//! let step: f64 = realized(1.0, 1e-7);
//! assert!((step / 1e-7 - 1.0).abs() > 5e-10);
//! assert_eq!((1.0 + step) - 1.0, step);
//! assert_eq!(realized(1.0, 1e-17), 0.0); // too small to be a step
//! ```

use super::Formula;
use crate::bits;
use crate::bits::Real;

/// The rule for a step.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// The same everywhere.
    Absolute(f64),
    /// So many times max(1, |x|).
    Scaled(f64),
    /// [`Formula::default_step`] times max(1, |x|).
    Default,
}

impl Step {
    /// The nominal step at x; [`realized`] makes it one that the numbers have. One that is not positive and finite is no step: 0, with which every quotient is NaN.
    pub fn at<T: Real>(self, formula: Formula, x: T) -> T {
        let scale = bits::max(x.to_f64().abs(), 1.0);
        let step = match self {
            Step::Absolute(step) => step,
            Step::Scaled(factor) => factor * scale,
            Step::Default => formula.default_step::<T>() * scale,
        };
        T::from_f64(if step > 0.0 && step.is_finite() { step } else { 0.0 })
    }
}

/// The step (x + h) − x that is made in fact: x + that step is exact for |h| < |x| and results that do not underflow.
///
/// So is x minus that step, if x + h does not lie nearer to zero than x. Where it does (x < 0 < h), the spacing there may be half of that at x,
/// and the other point is rounded: divide by the distance of the two as stored, as [`derivative`](super::derivative()) does.
pub fn realized<T: Real>(x: T, step: T) -> T {
    (x + step) - x
}

#[cfg(test)]
mod tests;
