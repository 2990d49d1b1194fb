//! How is `eˣ` computed? Reduced to `|r| ≤ ln(2)/2` by Cody and Waite's subtraction, then by its Taylor polynomial.
//!
//! ```text
//! x = k·ln 2 + r,   r = high − low,   high = x − k·L₁ (exact),   low = k·L₂,   L₁ + L₂ = ln 2
//! eˣ = 2ᵏ · (1 + high + (r²·q(r) − low)),   q(r) = Σₙ₌₂¹³ rⁿ⁻²/n!
//! ```
//!
//! `1 + high` is taken with its rounding error, so three errors are left, in units of the last place of the result: the final sum,
//! ½; the rounding of `r`, of its square, of `q` and of their product, which is below 0.07, together below 0.25; the remainder of the
//! polynomial, `r¹⁴/14! < 4.2e−18`, below 0.04. Together this is below 0.79; the tests find no more than 0.71. The result is `2ᵏ` times a
//! number near 1: `2ᵏ` is applied in two factors, so that the first is exact and the second rounds once more where the result is
//! subnormal, and overflows where it must.

use std::hint::select_unpredictable as select;

use super::horner::horner;

/// `1/ln 2`.
const INVERSE_LN_2: f64 = std::f64::consts::LOG2_E;
/// The leading 33 bits of `ln 2`: times an integer of 11 bits it is exact (fdlibm, `e_exp.c`).
pub(super) const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
/// The rest of `ln 2`.
pub(super) const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
/// `1.5·2⁵²`: added to a number below 2⁵¹, it leaves the nearest integer in the low bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// `1/n!` for `n = 2, …, 13`.
const INVERSE_FACTORIALS: [f64; 12] = [
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5_040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
];

/// `eˣ` within 0.75 units in the last place (0.9 where it is subnormal, below −708.4): 0 below about −745.13, infinite above about
/// 709.78.
///
/// ```
/// use wellposed_core::bits::exp;
///
/// assert_eq!(exp(0.0), 1.0);
/// assert_eq!(exp(-745.2), 0.0);
/// assert_eq!(exp(f64::NEG_INFINITY), 0.0);
/// assert_eq!(exp(710.0), f64::INFINITY);
/// ```
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    exp_lanes([x])[0]
}

/// `eˣ` of each lane.
#[inline(always)]
pub(super) fn exp_lanes<const N: usize>(mut x: [f64; N]) -> [f64; N] {
    // Beyond these ends the result is infinite or zero; NaN passes both comparisons.
    for x in &mut x {
        *x = select(*x > 710.0, 710.0, *x);
        *x = select(*x < -746.0, -746.0, *x);
    }
    let (k, mut result, _) = scaled_exp(x, |_| 1.0);
    for lane in 0..N {
        let half = nearest_integer(0.5 * k[lane]);
        result[lane] = result[lane] * power_of_two(half) * power_of_two(k[lane] - half);
    }
    result
}

/// `eˣ − 1` for `0 ≤ x ≤ 44` (or NaN), and what is lost in rounding it.
#[inline(always)]
pub(super) fn exp_m1_with_rest<const N: usize>(x: [f64; N]) -> ([f64; N], [f64; N]) {
    // 2ᵏ(1 + p) − 1 = 2ᵏ(p + (1 − 2⁻ᵏ)), where 1 − 2⁻ᵏ is exact up to k = 53.
    let (k, mut high, mut low) = scaled_exp(x, |k| 1.0 - power_of_two(-k));
    for lane in 0..N {
        let scale = power_of_two(k[lane]);
        high[lane] *= scale;
        low[lane] *= scale;
    }
    (high, low)
}

/// `k`, the rounded sum `c + (eʳ − 1)` and what is lost in rounding it, where `x = k·ln 2 + r` and `c = constant(k)` is zero or at least ½.
#[inline(always)]
pub(super) fn scaled_exp<const N: usize>(x: [f64; N], constant: impl Fn(f64) -> f64) -> ([f64; N], [f64; N], [f64; N]) {
    let (mut k, mut high, mut low, mut r) = ([0.0; N], [0.0; N], [0.0; N], [0.0; N]);
    for lane in 0..N {
        k[lane] = nearest_integer(x[lane] * INVERSE_LN_2);
        high[lane] = x[lane] - k[lane] * LN_2_HIGH;
        low[lane] = k[lane] * LN_2_LOW;
        r[lane] = high[lane] - low[lane];
    }
    let q = horner(&INVERSE_FACTORIALS, r);
    // Two fast exact sums after Dekker: the first term is zero or larger than the second.
    let (mut result, mut lost) = ([0.0; N], [0.0; N]);
    for lane in 0..N {
        let c = constant(k[lane]);
        let sum = c + high[lane];
        let rest = (high[lane] - (sum - c)) + (r[lane] * r[lane] * q[lane] - low[lane]);
        result[lane] = sum + rest;
        lost[lane] = rest - (result[lane] - sum);
    }
    (k, result, lost)
}

/// The integer nearest to `x`, for `|x| < 2⁵¹`.
#[inline(always)]
fn nearest_integer(x: f64) -> f64 {
    (x + ROUNDER) - ROUNDER
}

/// `2ᵏ` for an integer `−1022 ≤ k ≤ 1023`: `k + 1023` is moved from the low bits of a sum into the exponent.
#[inline(always)]
pub(super) fn power_of_two(k: f64) -> f64 {
    f64::from_bits((k + (ROUNDER + 1023.0)).to_bits() << 52)
}
