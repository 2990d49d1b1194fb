//! How is the logistic function computed without overflow? From `e = exp(−|x|) ≤ 1`.
//!
//! ```text
//! sigmoid(x) = 1/(1 + e)  for x ≥ 0,   e/(1 + e)  for x < 0
//! ```
//!
//! The quotient `q` is corrected for what is lost in rounding `e` and `1 + e`, call it `δ` of the denominator, by `−q·δ/(1 + e)`; here
//! `1/(1 + e)` is `q` or `1 − q`. What is left is the rounding of the quotient and that of the correction, ½ each, and little more.

use std::hint::select_unpredictable as select;

use super::exponential::exp_with_rest;

/// `1/(1 + e⁻ˣ)` within 1.25 units in the last place, subnormal and then zero for very negative `x`.
///
/// ```
/// use wellposed::bits::sigmoid;
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
    let mut below = x;
    for below in &mut below {
        *below = -below.abs();
    }
    let (e, e_rest) = exp_with_rest(below);
    let mut result = x;
    for lane in 0..N {
        let (e, e_rest) = (e[lane], e_rest[lane]);
        let denominator = 1.0 + e;
        let denominator_rest = (e - (denominator - 1.0)) + e_rest;
        let negative = x[lane] < 0.0;
        let numerator = select(negative, e, 1.0);
        let numerator_rest = select(negative, e_rest, 0.0);
        let quotient = numerator / denominator;
        let inverse = select(negative, 1.0 - quotient, quotient);
        result[lane] = quotient + (numerator_rest - quotient * denominator_rest) * inverse;
    }
    result
}
