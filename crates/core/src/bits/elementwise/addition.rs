//! By how much does tanh change where its argument changes by little? By the addition theorem, so that nothing cancels.
//!
//! ```text
//! tanh(z + δ) − tanh z = u(1 − t²)/(1 + tu),   t = tanh z,   u = tanh δ = δ − δ³/3 + 2δ⁵/15 − …
//! ```
//!
//! The difference of two values of tanh is off by a rounding of these, however small δ is; this formula, by a few roundings of the change itself, and by what
//! the rounding of t makes of 1 − t². The terms of the series alternate. Eight suffice up to |δ| = 1/8: the ninth is below
//! 6·10⁻⁴·8⁻¹⁶ < 3·10⁻¹⁸ of the first. Up to |δ| = 2⁻¹² three suffice, since the fourth is 17/315·2⁻⁷² < 2·10⁻²³ of the first, and the quotient needs no division:
//! with w = tu
//!
//! ```text
//! 1/(1 + w) = 1 − w + w² − w³ + w⁴ − …,   of which w⁵ is below 2⁻⁶⁰ < 10⁻¹⁸
//! ```

use crate::bits::dispatch::Kernel;
use crate::bits::lanes::Instructions;
use crate::bits::{Real, all_within};

/// The largest |δ|.
const REACH: f64 = 1.0 / 8.0;
/// The largest |δ| for few terms and no division.
const SHORT_REACH: f64 = 1.0 / 4_096.0;

/// The coefficients of δ³, δ⁵, …, δ¹⁵ (Abramowitz & Stegun 1964, 4.5.64).
const COEFFICIENTS: [f64; 7] = [
    -1.0 / 3.0,
    2.0 / 15.0,
    -17.0 / 315.0,
    62.0 / 2_835.0,
    -1_382.0 / 155_925.0,
    21_844.0 / 6_081_075.0,
    -929_569.0 / 638_512_875.0,
];

/// Replaces each change δ of an argument z by that of tanh, where `values` holds tanh z. It changes nothing and says `false` if some |δ| is above 1/8.
///
/// # Panics
/// If the lengths differ.
pub fn tanh_changes<T: Real>(values: &[T], changes: &mut [T]) -> bool {
    assert_eq!(values.len(), changes.len(), "a value of tanh for each change");
    if all_within(changes, T::from_f64(SHORT_REACH)) {
        T::small_changes(SmallChanges { values, changes });
        return true;
    }
    let within = all_within(changes, T::from_f64(REACH));
    if within {
        T::tanh_changes(TanhChanges { values, changes });
    }
    within
}

pub struct TanhChanges<'a, T> {
    values: &'a [T],
    changes: &'a mut [T],
}

impl<T: Real> Kernel for TanhChanges<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, _: I) {
        let one = T::one();
        for (change, &t) in self.changes.iter_mut().zip(self.values) {
            let u = tanh_by_series::<T, 7>(*change);
            *change = u * (one - t * t) / (one + t * u);
        }
    }
}

/// The same within the short reach.
pub struct SmallChanges<'a, T> {
    values: &'a [T],
    changes: &'a mut [T],
}

impl<T: Real> Kernel for SmallChanges<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, _: I) {
        let one = T::one();
        for (change, &t) in self.changes.iter_mut().zip(self.values) {
            let u = tanh_by_series::<T, 2>(*change);
            let w = t * u;
            *change = u * (one - t * t) * (one - w * (one - w * (one - w * (one - w))));
        }
    }
}

/// u, with so many terms after the first.
#[inline(always)]
fn tanh_by_series<T: Real, const TERMS: usize>(delta: T) -> T {
    let square = delta * delta;
    let mut series = T::zero();
    for &coefficient in COEFFICIENTS[..TERMS].iter().rev() {
        series = (series + T::from_f64(coefficient)) * square;
    }
    delta + delta * series
}

#[cfg(test)]
mod tests;
