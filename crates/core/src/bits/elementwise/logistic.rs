//! How is the logistic function computed without overflow, and rounded but once? By `1/(1 + e⁻ˣ)`, whose quotient is then completed.
//!
//! ```text
//! d = 1 + e⁻ˣ = d₁ + d₂,   q = 1/d,   q₁ = the leading 26 bits of q,   d₁ = those of d
//! sigmoid(x) = q₁ + q·((1 − q₁·d₁) − q₁·d₂)
//! ```
//!
//! `q₁·d₁` has no more than 52 bits and is exact, and so is `1 − q₁·d₁`, for the two are near each other (Sterbenz). `d₂` has all that is lost in
//! rounding `e⁻ˣ` and `d`. The last term is below 2⁻²⁴ of the result, so its roundings are nothing: what is left is the rounding of the final sum, ½, and
//! that of `e⁻ˣ` before its own final rounding, below 0.29 (`exponential.rs`) where `e⁻ˣ` is large, half of it where it is 1. Together this is below 0.8. Where
//! `e⁻ˣ > 2¹⁰²⁰`, `1/d` is computed from `2⁻ʰe⁻ˣ` and scaled at the end, which rounds once more if the result is subnormal: below 1.

use std::hint::select_unpredictable as select;

use super::exponential::{power_of_two, scaled_exp};

/// `1/(1 + e⁻ˣ)` within one unit in the last place, subnormal and then zero for very negative `x`.
///
/// ```
/// use wellposed_core::bits::sigmoid;
///
/// assert_eq!(sigmoid(0.0), 0.5);
/// assert_eq!(sigmoid(40.0), 1.0);
/// assert!(sigmoid(-740.0) > 0.0);
/// ```
#[inline(always)]
pub fn sigmoid(x: f64) -> f64 {
    sigmoid_lanes([x])[0]
}

/// The logistic function of each lane.
#[inline(always)]
pub(super) fn sigmoid_lanes<const N: usize>(x: [f64; N]) -> [f64; N] {
    let mut minus_x = x;
    for x in &mut minus_x {
        // Beyond these ends the result is 1 or zero; NaN passes both comparisons.
        let bounded = select(*x > 40.0, 40.0, *x);
        *x = -select(bounded < -746.0, -746.0, bounded);
    }
    let (k, high, low) = scaled_exp(minus_x, |_| 1.0);
    let mut result = x;
    for lane in 0..N {
        let exponent = select(k[lane] > 1020.0, 1020.0, k[lane]);
        let scale = power_of_two(exponent);
        let (e, e_rest) = (high[lane] * scale, low[lane] * scale);
        let denominator = 1.0 + e;
        let denominator_high = leading_bits(denominator);
        let (larger, smaller) = (select(e > 1.0, e, 1.0), select(e > 1.0, 1.0, e));
        let denominator_low = ((larger - denominator_high) + smaller) + e_rest;
        let quotient = 1.0 / denominator;
        let quotient_high = leading_bits(quotient);
        let residual = (1.0 - quotient_high * denominator_high) - quotient_high * denominator_low;
        result[lane] = (quotient_high + quotient * residual) * power_of_two(exponent - k[lane]);
    }
    result
}

/// A number of 26 bits, not above `x` and near it.
#[inline(always)]
fn leading_bits(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & (u64::MAX << 27))
}
