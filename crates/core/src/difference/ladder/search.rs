//! What is looked for along a line, where, and at what price? Scales, noise, the bound that suffices, the ends of the domain, a limit of evaluations.
//!
//! ```
//! use wellposed_core::{bits, difference::ladder::{Point, Search, slope}};
//!
//! // √x at the end of its domain: steps go to the right alone, and f is never asked on the left.
//! let at = |offset: f64| Point { offset, value: (1.0 + offset).sqrt() };
//! let found = slope(at, 1.0, &Search { inside: (0.0, f64::INFINITY), ..Search::at(1.0) });
//! assert!((found.value - 0.5).abs() <= found.bound() && found.bound() < 1e-9);
//! assert!(found.one_sided.0.is_nan());
//! ```

use crate::bits;

/// The first step, as a part of max(1, |x|).
const FIRST: f64 = 0.125;
/// The relative error that suffices where no other is asked for.
const RELATIVE: f64 = 1e-12;
/// A relative error of so many times what suffices is put up with, if only other scales could be better.
const TOLERABLE: f64 = 128.0;
/// Evaluations at most where no other number is asked for.
const EVALUATIONS: u64 = 250;

/// A search for a slope.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// About the first step: as far as f may be expected to be smooth. Too large costs evaluations; too small costs as many, where noise shows it.
    pub first: f64,
    /// How far f may be asked to the left and to the right.
    pub inside: (f64, f64),
    /// |x|: code that computes with x rounds numbers of its size.
    pub position: f64,
    /// The unit roundoff of the values.
    pub unit: f64,
    /// η, a bound on the error of each value besides its own rounding, as far as it is known; what is more is measured.
    pub noise: f64,
    /// A bound that suffices …
    pub absolute: f64,
    /// … and one in parts of the slope; the search ends with either.
    pub relative: f64,
    /// Evaluations of f at most.
    pub evaluations: u64,
}

impl Search {
    /// At x, with a first step of max(1, |x|)/8, everywhere, to a relative error of 10⁻¹² where rounding allows it.
    pub fn at(x: f64) -> Self {
        Search {
            first: FIRST * bits::max(x.abs(), 1.0),
            inside: (f64::INFINITY, f64::INFINITY),
            position: x.abs(),
            unit: f64::EPSILON / 2.0,
            noise: 0.0,
            absolute: 0.0,
            relative: RELATIVE,
            evaluations: EVALUATIONS,
        }
    }

    /// Whether somebody said how noisy values are: a level, or a precision other than that of the numbers.
    pub(super) fn knows_noise(&self) -> bool {
        self.noise > 0.0 || self.unit > f64::EPSILON
    }

    /// The bound that suffices for a slope.
    pub(super) fn enough(&self, slope: f64) -> f64 {
        bits::max(self.absolute, self.relative * slope.abs())
    }

    /// The bound that is put up with, where other scales would have to be tried for a better one.
    pub(super) fn tolerable(&self, slope: f64) -> f64 {
        bits::max(self.absolute, TOLERABLE * self.relative * slope.abs())
    }

    /// Whether it can be made: positive steps, no bound below zero, nothing NaN.
    pub(super) fn is_sound(&self) -> bool {
        let Search { first, inside, position, unit, noise, absolute, relative, .. } = *self;
        let parts = [inside.0, inside.1, position, unit, noise, absolute, relative];
        first > 0.0 && first.is_finite() && noise.is_finite() && parts.iter().all(|part| *part >= 0.0)
    }
}
