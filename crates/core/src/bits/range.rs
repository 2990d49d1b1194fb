//! Is every number finite, or within a distance of zero? All are looked at, without an early end, so that one instruction serves several.
//!
//! ```
//! use wellposed_core::bits::{all_finite, all_within};
//!
//! assert!(all_within(&[0.5, -2.0], 2.0) && !all_within(&[0.5, -2.0], 1.9));
//! assert!(!all_within(&[f64::NAN], f64::INFINITY), "a NaN is nowhere");
//! assert!(all_finite(&[f64::MAX]) && !all_finite(&[f64::INFINITY]));
//! ```

use super::Real;
use super::dispatch::Kernel;
use super::lanes::Instructions;

/// Whether no number is infinite or NaN.
pub fn all_finite<T: Real>(values: &[T]) -> bool {
    T::all_finite(AllFinite { values })
}

/// Whether no magnitude is above `reach`, and none is NaN.
pub fn all_within<T: Real>(values: &[T], reach: T) -> bool {
    T::all_within(AllWithin { values, reach })
}

pub struct AllFinite<'a, T> {
    values: &'a [T],
}

impl<T: Real> Kernel for AllFinite<'_, T> {
    type Output = bool;

    #[inline(always)]
    fn run<I: Instructions>(self, _: I) -> bool {
        self.values.iter().fold(true, |finite, value| finite & value.is_finite())
    }
}

pub struct AllWithin<'a, T> {
    values: &'a [T],
    reach: T,
}

impl<T: Real> Kernel for AllWithin<'_, T> {
    type Output = bool;

    #[inline(always)]
    fn run<I: Instructions>(self, _: I) -> bool {
        self.values.iter().fold(true, |within, value| within & (value.abs() <= self.reach))
    }
}

#[cfg(test)]
mod tests;
