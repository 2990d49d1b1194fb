//! How is `ln x` computed? By the series of `atanh`, after the exponent is taken off (fdlibm, `e_log.c`).
//!
//! ```text
//! x = 2ᵏ(1 + f),   √½ ≤ 1 + f < √2,   s = f/(2 + f)
//! ln(1 + f) = 2 atanh(s) = f − f²/2 + s·(f²/2 + R),   R = 2s²/3 + 2s⁴/5 + … ≈ s²·(C₁ + C₂s² + … + C₇s¹²)
//! ```
//!
//! The coefficients are the minimax ones of fdlibm, `|R − approximation| < 2⁻⁵⁸·⁴⁵`; its error is below one unit in the last place.

use std::hint::select_unpredictable as select;

use super::exponential::{LN_2_HIGH, LN_2_LOW};
use super::horner::horner;

/// `C₁, …, C₇`.
const COEFFICIENTS: [f64; 7] = [
    0.6666666666666735,
    0.3999999999940942,
    0.2857142874366239,
    0.22222198432149784,
    0.1818357216161805,
    0.15313837699209373,
    0.14798198605116586,
];
/// The bits of `√½`, rounded down to a multiple of 2³² (the last place does not matter: it only moves the seam).
const SQRT_HALF: u64 = 0x3fe6_a09e_0000_0000;
/// The bits of `1`.
const ONE: u64 = 0x3ff0_0000_0000_0000;
/// The mantissa.
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
/// `2⁵²` as bits: with an integer below 2⁵² in the mantissa, the number is 2⁵² more than the integer.
const TWO_52: u64 = 0x4330_0000_0000_0000;

/// The natural logarithm within one unit in the last place; −∞ at ±0, NaN below.
///
/// ```
/// use wellposed_core::bits::ln;
///
/// assert_eq!(ln(1.0), 0.0);
/// assert_eq!(ln(0.0), f64::NEG_INFINITY);
/// assert!(ln(-1.0).is_nan());
/// ```
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    ln_lanes([x])[0]
}

/// The natural logarithm of each lane.
#[inline(always)]
pub(super) fn ln_lanes<const N: usize>(x: [f64; N]) -> [f64; N] {
    let (mut k, mut f, mut s, mut z) = ([0.0; N], [0.0; N], [0.0; N], [0.0; N]);
    for lane in 0..N {
        // Subnormal numbers are first multiplied by 2⁵⁴.
        let subnormal = x[lane] < f64::MIN_POSITIVE;
        let normal = select(subnormal, x[lane] * 18_014_398_509_481_984.0, x[lane]);
        let bias = select(subnormal, 1023.0 + 54.0, 1023.0);
        let shifted = normal.to_bits().wrapping_add(ONE - SQRT_HALF);
        k[lane] = f64::from_bits((shifted >> 52) | TWO_52) - (f64::from_bits(TWO_52) + bias);
        f[lane] = f64::from_bits((shifted & MANTISSA) + SQRT_HALF) - 1.0;
        s[lane] = f[lane] / (2.0 + f[lane]);
        z[lane] = s[lane] * s[lane];
    }
    let r = horner(&COEFFICIENTS, z);
    let mut result = x;
    for lane in 0..N {
        let (k, f, s, z, r, x) = (k[lane], f[lane], s[lane], z[lane], r[lane], x[lane]);
        let half_square = 0.5 * f * f;
        let value = k * LN_2_HIGH - ((half_square - (s * (half_square + z * r) + k * LN_2_LOW)) - f);
        let value = select(x < f64::INFINITY, value, x); // +∞ and NaN
        let value = select(x == 0.0, f64::NEG_INFINITY, value);
        result[lane] = select(x < 0.0, f64::NAN, value);
    }
    result
}
