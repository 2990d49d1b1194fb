//! How is `tanh x` computed without cancellation at small `x`? From `t = e^{2|x|} − 1`, which keeps its relative error there.
//!
//! ```text
//! tanh |x| = t/(t + 2)
//! ```
//!
//! The quotient `q` is corrected for what is lost in rounding `t` and `t + 2`; `1/(t + 2)` is `(1 − q)/2`. What is left is the rounding of
//! the quotient and that of the correction, ½ unit in the last place each, and the error of the polynomial behind `t`, below 0.4 of
//! such units where `t` is about 0.4 (three roundings of `r²·q < 0.07`). Above 22, `1 − tanh x < 2e^{−44}` is far
//! below half a unit of 1; below 2⁻²⁷, `x − tanh x < x³/3` is below half a unit of `x`, and `x` itself is the result.

use std::hint::select_unpredictable as select;

use super::exponential::exp_m1_with_rest;

/// 2⁻²⁷.
const SMALL: f64 = 1.0 / 134_217_728.0;

/// The hyperbolic tangent within 1.5 units in the last place; `tanh(±0) = ±0`.
///
/// ```
/// use wellposed_core::bits::tanh;
///
/// assert_eq!(tanh(1e-300), 1e-300);
/// assert_eq!(tanh(-25.0), -1.0);
/// ```
#[inline(always)]
pub fn tanh(x: f64) -> f64 {
    tanh_lanes([x])[0]
}

/// The hyperbolic tangent of each lane.
#[inline(always)]
pub(super) fn tanh_lanes<const N: usize>(x: [f64; N]) -> [f64; N] {
    let mut twice = x;
    for twice in &mut twice {
        let magnitude = twice.abs();
        *twice = 2.0 * select(magnitude > 22.0, 22.0, magnitude);
    }
    let (t, t_rest) = exp_m1_with_rest(twice);
    let mut result = x;
    for lane in 0..N {
        let (t, t_rest, magnitude) = (t[lane], t_rest[lane], x[lane].abs());
        // Knuth's exact sum of t and 2, either of which may be the larger.
        let denominator = t + 2.0;
        let part = denominator - t;
        let denominator_rest = (t - (denominator - part)) + (2.0 - part) + t_rest;
        let quotient = t / denominator;
        let corrected = quotient + (t_rest - quotient * denominator_rest) * (0.5 * (1.0 - quotient));
        result[lane] = select(magnitude < SMALL, magnitude, corrected).copysign(x[lane]);
    }
    result
}
