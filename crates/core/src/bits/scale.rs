//! By what are numbers divided so that their squares neither overflow nor vanish? By a power of two near the largest, which changes no digit.
//!
//! A quotient by a power of two is exact (a number that becomes subnormal by it is below 10⁻³⁰⁸ of the largest), and so are products, sums and roots of such quotients the same
//! digits: what is computed in these units and taken back has the bits of what is computed without them, wherever that neither overflows nor underflows.

use super::Real;
use crate::bits;

/// The largest power of two that is not above a positive finite number.
pub(crate) fn power_of_two(number: f64) -> f64 {
    libm::ldexp(1.0, libm::frexp(number).1 - 1)
}

/// The largest power of two that is not above the largest magnitude, for finite numbers; 1 if all are zero.
pub(crate) fn unit_of<T: Real>(numbers: &[T]) -> f64 {
    let largest = numbers.iter().fold(0.0_f64, |largest, number| bits::max(largest, number.to_f64().abs()));
    if largest == 0.0 { 1.0 } else { power_of_two(largest) }
}

#[cfg(test)]
mod tests;
