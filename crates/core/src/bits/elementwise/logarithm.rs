//! How is `ln x` computed? By the series of `atanh`, after the exponent is taken off.
//!
//! ```text
//! x = 2ᵏ(1 + f),   √½ ≤ 1 + f < √2,   s = f/(2 + f),   h = f²/2
//! ln(1 + f) = 2 atanh(s) = f − h + s·(h + R),   R = 2s²/3 + 2s⁴/5 + … ≈ s²·(c₁ + c₂s² + … + c₇s¹²)
//! ln x = (k·L₁ + f) + (k·L₂ + s·(h + R) − h),   L₁ + L₂ = ln 2
//! ```
//!
//! So the rounding of `s` counts in a small term only (fdlibm, `e_log.c`). The coefficients are minimax (`coefficients.py`): their error is below `2^−59.2` of `ln(1 + f)`.
//! `k·L₁` is exact, for `L₁` has 33 bits, and what is lost when `f` is added to it is exact, too, and added to the small terms.
//!
//! **Error**, where it is largest, at `f = √2 − 1`, in units of the last place of 0.347, which is `u/2` with `u = 2⁻⁵³`. The last sum is rounded: ½. `s(h + R)` is 0.018, and
//! its factors are off by `5.1u` of it (`2 + f` and `s` by `u` each, `h + R` by `u` and the parts of it by `2.1u`): 0.19. It is rounded by `u/64`, and the sum with `−h`, which is
//! −0.068, by `u/16`: 0.16. The polynomial: 0.02. Together this is below 0.9. With `k ≠ 0` the small terms are the same and the result is no smaller. The tests find no more
//! than 0.72.

use super::exponential::{LN_2_HIGH, LN_2_LOW};
use super::horner::horner;
use super::two_terms::negative;
use super::{Function, single};
use crate::bits::lanes::Doubles;

/// `c₁, …, c₇`.
const COEFFICIENTS: [f64; 7] = [
    0.6666666666666734,
    0.3999999999941625,
    0.28571428742040167,
    0.22222198608358618,
    0.18183562527567476,
    0.15314095777024392,
    0.1479550509447799,
];
/// The bits of `√½`, rounded down to a multiple of 2³² (the last place does not matter: it only moves the seam).
const SQRT_HALF: u64 = 0x3fe6_a09e_0000_0000;
/// The bits of `1`.
const ONE: u64 = 0x3ff0_0000_0000_0000;
/// The mantissa.
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
/// `2⁵²`: as bits, with an integer below 2⁵² in the mantissa, the number is 2⁵² more than the integer.
const TWO_52: f64 = 4_503_599_627_370_496.0;
/// `2⁵⁴`, by which subnormal numbers are first multiplied.
const TWO_54: f64 = 18_014_398_509_481_984.0;

/// The natural logarithm within one unit in the last place; −∞ at ±0, NaN below.
///
/// ```
/// use wellposed_core::bits::ln;
///
/// assert_eq!(ln(1.0), 0.0);
/// assert_eq!(ln(0.0), f64::NEG_INFINITY);
/// assert!(ln(-1.0).is_nan());
/// ```
#[inline]
pub fn ln(x: f64) -> f64 {
    single(Function::Ln, x)
}

/// The natural logarithm of each lane.
#[inline(always)]
pub(super) fn ln_lanes<I: Copy, D: Doubles<I>>(proof: I, x: D) -> D {
    let splat = |number| D::splat(proof, number);
    let bits = |bits| splat(f64::from_bits(bits));
    let least_normal = splat(f64::MIN_POSITIVE);
    let normal = x.select_less(least_normal, x * splat(TWO_54), x);
    let bias = x.select_less(least_normal, splat(TWO_52 + 1_023.0 + 54.0), splat(TWO_52 + 1_023.0));

    let shifted = normal.add_bits(bits(ONE - SQRT_HALF));
    let k = shifted.shift_right::<52>().or(splat(TWO_52)) - bias;
    let f = shifted.and(bits(MANTISSA)).add_bits(bits(SQRT_HALF)) - splat(1.0);
    let s = f / (splat(2.0) + f);
    let half = splat(0.5) * f;
    let square = s * s;
    let sum = square.fused(horner(proof, &COEFFICIENTS, square), half * f);
    // k·L₁ + f, and what is lost: exactly, for |k·L₁| > |f| or k = 0.
    let high = k.fused(splat(LN_2_HIGH), f);
    let lost = f - k.fused(splat(-LN_2_HIGH), high);
    let low = s.fused(sum, k.fused(splat(LN_2_LOW), lost));
    let value = high + negative(proof, half).fused(f, low);

    let value = x.select_less(splat(f64::INFINITY), value, x); // +∞ and NaN
    let value = x.select_less(bits(1), splat(f64::NEG_INFINITY), value);
    x.select_less(splat(0.0), splat(f64::NAN), value)
}
