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
    /// The nominal step at x; [`realized`] makes it one that the numbers have.
    pub fn at<T: Real>(self, formula: Formula, x: T) -> T {
        let scale = bits::max(x.to_f64().abs(), 1.0);
        T::from_f64(match self {
            Step::Absolute(step) => step,
            Step::Scaled(factor) => factor * scale,
            Step::Default => formula.default_step::<T>() * scale,
        })
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rules_by_hand() {
        assert_eq!(Step::Absolute(0.25).at(Formula::Central, -8.0), 0.25);
        assert_eq!(Step::Scaled(0.25).at(Formula::Central, -8.0), 2.0);
        assert_eq!(Step::Scaled(0.25).at(Formula::Central, 0.5), 0.25, "no smaller than at 1");
        assert_eq!(Step::Default.at(Formula::Forward, 4.0), 4.0 * Formula::Forward.default_step::<f64>());
    }

    proptest! {
        #[test]
        fn realized_steps_are_exact_on_both_sides(x in 1e-3..1e3_f64, exponent in -12.0..-0.1_f64) {
            let step = realized(x, x * crate::bits::powf(10.0, exponent));
            let (right, left) = (x + step, x - step);
            prop_assert_eq!(right - x, step);
            prop_assert_eq!(x - left, step);
            let nominal = x * crate::bits::powf(10.0, exponent);
            prop_assert!((step - nominal).abs() <= x * f64::EPSILON, "off by a rounding of x + h at most");
        }
    }

    #[test]
    fn toward_zero_the_other_side_may_be_rounded() {
        // Below 1 numbers are 2⁻⁵³ apart, above 2⁻⁵²: an odd number of the former is no step to the other side of −1.
        let (x, odd) = (-1.0, 3.0 * f64::EPSILON / 2.0);
        let step: f64 = realized(x, odd);
        assert_eq!((step, (x + step) - x), (odd, odd));
        assert_ne!(x - (x - step), step, "rounded");
        let even: f64 = realized(x, 4.0 * f64::EPSILON / 2.0);
        assert_eq!(x - (x - even), even, "an even number is a step to both sides");
    }
}
