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
/// use wellposed::bits::ln;
///
/// assert_eq!(ln(1.0), 0.0);
/// assert_eq!(ln(0.0), f64::NEG_INFINITY);
/// assert!(ln(-1.0).is_nan());
/// ```
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    // Subnormal numbers are first multiplied by 2⁵⁴.
    let subnormal = x < f64::MIN_POSITIVE;
    let normal = select(subnormal, x * 18_014_398_509_481_984.0, x);
    let bias = select(subnormal, 1023.0 + 54.0, 1023.0);
    let shifted = normal.to_bits().wrapping_add(ONE - SQRT_HALF);
    let k = f64::from_bits((shifted >> 52) | TWO_52) - (f64::from_bits(TWO_52) + bias);
    let f = f64::from_bits((shifted & MANTISSA) + SQRT_HALF) - 1.0;

    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let mut r = COEFFICIENTS[6];
    for coefficient in COEFFICIENTS[..6].iter().rev() {
        r = r * z + coefficient;
    }
    let result = k * LN_2_HIGH - ((half_square - (s * (half_square + z * r) + k * LN_2_LOW)) - f);

    let result = select(x < f64::INFINITY, result, x); // +∞ and NaN
    let result = select(x == 0.0, f64::NEG_INFINITY, result);
    select(x < 0.0, f64::NAN, result)
}
