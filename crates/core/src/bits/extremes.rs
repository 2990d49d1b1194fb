//! Which is the larger of two numbers if both are zero? The one that is not negative: −0 < +0.
//!
//! For zeros of both signs Rust's `f64::max` and `min` may return either, and processors differ (IEEE 754-2008 left it open). Here numbers are compared,
//! zeros by their signs (as IEEE 754-2019 has it, §9.6), and a NaN is passed over for a number.
//!
//! ```
//! use wellposed_core::bits;
//!
//! assert_eq!(bits::max(-0.0, 0.0_f64).to_bits(), 0.0_f64.to_bits());
//! assert_eq!(bits::min(f64::NAN, 2.0), 2.0);
//! assert_eq!(bits::clamp(7.0, 0.0, 5.0), 5.0);
//! ```

use super::Real;

/// The larger of two numbers; +0 of two zeros; the number if the other is NaN.
#[inline]
pub fn max<T: Real>(x: T, y: T) -> T {
    if is_nan(y) || is_less(y, x) { x } else { y }
}

/// The smaller of two numbers; −0 of two zeros; the number if the other is NaN.
#[inline]
pub fn min<T: Real>(x: T, y: T) -> T {
    if is_nan(y) || is_less(x, y) { x } else { y }
}

/// `x`, or the end of `[low, high]` that is nearer where `x` lies outside; NaN stays NaN.
///
/// # Panics
/// If `low > high`, or one of them is NaN.
#[inline]
pub fn clamp<T: Real>(x: T, low: T, high: T) -> T {
    assert!(low <= high, "no number lies between {low} and {high}");
    if is_less(x, low) {
        low
    } else if is_less(high, x) {
        high
    } else {
        x
    }
}

/// `x < y`, where −0 < +0.
#[inline]
fn is_less<T: Real>(x: T, y: T) -> bool {
    x < y || (x == y && x.to_f64().is_sign_negative() && y.to_f64().is_sign_positive())
}

#[inline]
fn is_nan<T: Real>(x: T) -> bool {
    x.to_f64().is_nan()
}

#[cfg(test)]
mod tests;
