//! Which step, if nothing is known about the function? The engine of [`ladder`] finds one, and the answer has a bound.
//!
//! ```
//! use wellposed_core::difference::{Bound, adaptive_derivative};
//! use wellposed_core::bits;
//!
//! let found = adaptive_derivative(bits::sin, 1.0);
//! let Bound::Known(bound) = found.bound else { panic!("sin is smooth") };
//! assert!((found.estimate.value - bits::cos(1.0)).abs() <= bound && bound < 1e-12);
//! assert!(found.estimate.evaluations <= 15);
//! assert!(matches!(adaptive_derivative(f64::abs, 0.0).bound, Bound::Unknown(_)));
//! ```

use super::Estimate;
use super::ladder::{self, Point, Search, Slope, Status};

/// A bound on the error, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// |error| is below this, under the assumptions of [`ladder`].
    Known(f64),
    /// It may be anything.
    Unknown(Status),
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
    /// By how much values were taken to be off, where they were seen to be off by more than their own rounding.
    pub noise: f64,
}

impl AdaptiveDerivative {
    /// From what was found along a line, where `more` evaluations were made besides.
    pub(super) fn of(found: Slope, more: usize) -> Self {
        let bound = match found.status {
            Status::Bounded => Bound::Known(found.bound()),
            status => Bound::Unknown(status),
        };
        let evaluations = more + found.evaluations as usize;
        AdaptiveDerivative {
            estimate: Estimate { value: found.value, step: found.step, evaluations },
            bound,
            noise: found.noise,
        }
    }
}

/// f′(x) with a step that is chosen for f at x, and with a bound on its error.
pub fn adaptive_derivative(f: impl FnMut(f64) -> f64, x: f64) -> AdaptiveDerivative {
    adaptive_derivative_with(f, x, &Search::at(x))
}

/// The same as the search asks: another first step, a domain, a tolerance, a limit of evaluations.
pub fn adaptive_derivative_with(mut f: impl FnMut(f64) -> f64, x: f64, search: &Search) -> AdaptiveDerivative {
    let center = f(x);
    let at = |step: f64| {
        let there = x + step;
        Point { offset: there - x, value: if there == x { center } else { f(there) } }
    };
    AdaptiveDerivative::of(ladder::slope(at, center, search), 1)
}
