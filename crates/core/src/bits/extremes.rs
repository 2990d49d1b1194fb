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
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zeros_have_an_order_and_a_nan_is_passed_over() {
        for (x, y) in [(0.0, -0.0), (-0.0, 0.0_f64)] {
            assert_eq!((max(x, y).to_bits(), min(x, y).to_bits()), (0, 1 << 63));
            let single = (max(x as f32, y as f32), min(x as f32, y as f32));
            assert!(single.0.is_sign_positive() && single.1.is_sign_negative());
        }
        for number in [1.0, -1.0, 0.0, f64::INFINITY] {
            for (x, y) in [(number, f64::NAN), (f64::NAN, number)] {
                assert_eq!((max(x, y), min(x, y)), (number, number));
            }
        }
        assert!(max(f64::NAN, f64::NAN).is_nan() && min(f64::NAN, f64::NAN).is_nan());
        assert!(clamp(f64::NAN, 0.0, 1.0).is_nan());
        assert_eq!(clamp(-0.0_f64, 0.0, 1.0).to_bits(), 0);
    }

    #[test]
    #[should_panic(expected = "no number lies between 2 and 1")]
    fn the_ends_are_in_order() {
        clamp(0.0, 2.0, 1.0);
    }

    proptest! {
        #[test]
        #[expect(clippy::disallowed_methods, reason = "what they are for numbers that differ")]
        fn of_other_numbers_they_are_what_they_always_were(x: f64, y: f64, z: f64) {
            prop_assert_eq!((max(x, y), min(x, y)), (x.max(y), x.min(y)));
            let (low, high) = (y.min(z), y.max(z));
            prop_assert_eq!(clamp(x, low, high), x.clamp(low, high));
        }
    }
}
