//! Which step, if nothing is known about the function? The noise is measured, the curvature shows on a ladder of steps, and the answer has a bound.
//!
//! 1. [`noise::search`] measures the standard deviation σ of the noise. Values are taken to be off by η = 4σ at most, and by no less than 2u of
//!    themselves.
//! 2. [`ladder::quotient`] starts at an eighth of max(1, |x|), halves, extrapolates, and ends when rounding takes over.
//!
//! ```
//! use wellposed_core::difference::{Bound, adaptive_derivative};
//! use wellposed_core::bits;
//!
//! let found = adaptive_derivative(bits::sin, 1.0);
//! let Bound::Known(bound) = found.bound else { panic!("sin is smooth") };
//! assert!((found.estimate.value - bits::cos(1.0)).abs() <= bound && bound < 1e-12);
//! assert!(matches!(adaptive_derivative(f64::abs, 0.0).bound, Bound::Unknown(_)));
//! ```

use super::ladder::{self, Pair, Status};
use super::noise::{self, Noise};
use super::{Estimate, realized};
use crate::bits;
use crate::bits::power_of_two;

/// Standard deviations of the noise that a value may be off by.
const DEVIATIONS: f64 = 4.0;
/// The first step, as a part of max(1, |x|).
const FIRST: f64 = 0.125;

/// A bound on the error, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// |error| is below this, if the noise is what was measured and the truncation error goes on to fall as it was seen to.
    Known(f64),
    /// It may be anything.
    Unknown(Reason),
}

/// Why there is no bound.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// What the ladder saw in place of a slope.
    Slope(Status),
    /// How noisy the function is could not be seen.
    Noise(Noise),
}

/// A derivative with its bound.
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use = "a derivative changes nothing where it is computed"]
#[non_exhaustive]
pub struct AdaptiveDerivative {
    /// The derivative, the finest step used, and all evaluations.
    pub estimate: Estimate<f64>,
    /// What is known about its error.
    pub bound: Bound,
    /// 4σ: by how much values were taken to be off, if it is not below the rounding of the values themselves.
    pub noise: f64,
}

/// f′(x) with a step that is chosen for f at x, and with a bound on its error.
pub fn adaptive_derivative(mut f: impl FnMut(f64) -> f64, x: f64) -> AdaptiveDerivative {
    let measured = noise::search(&mut f, x);
    let center = f(x);
    let noise = match measured.noise {
        Noise::Level(level) => DEVIATIONS * level,
        _ => 0.0,
    };
    let pair = |nominal: f64| {
        let step = realized(x, nominal);
        let (right, left) = (x + step, x - step);
        Pair { right: f(right), left: f(left), width: right - left }
    };
    let found = ladder::quotient(pair, center, noise, power_of_two(FIRST * bits::max(x.abs(), 1.0)));
    let bound = match (found.status, measured.noise) {
        (Status::Bounded, Noise::Level(_) | Noise::TooFine) => Bound::Known(found.bound()),
        (Status::Bounded, unseen) => Bound::Unknown(Reason::Noise(unseen)),
        (status, _) => Bound::Unknown(Reason::Slope(status)),
    };
    let evaluations = measured.evaluations + 1 + found.evaluations;
    AdaptiveDerivative { estimate: Estimate { value: found.value, step: found.step, evaluations }, bound, noise }
}
