//! How is a number printed whose last digits differ between machines? Rounded to the decimal digits that do not.

/// The decimal number of `digits` significant digits that is nearest to `x`, as the nearest `f64`.
///
/// The decimal expansion of `x` is taken exactly, a tie goes to the even digit, and the result prints with at most `digits` digits.
/// No digits count as one; seventeen or more leave `x` as it is, as do zero, infinities and NaN.
///
/// ```
/// use wellposed_core::bits::round_significant;
///
/// assert_eq!(round_significant(std::f64::consts::PI, 3), 3.14);
/// assert_eq!(round_significant(-0.000_123_456, 2), -0.00012);
/// assert_eq!(round_significant(999.6, 3), 1000.0);
/// ```
pub fn round_significant(x: f64, digits: u8) -> f64 {
    if !x.is_finite() || x == 0.0 || digits >= 17 {
        return x;
    }
    let decimals = usize::from(digits.max(1)) - 1;
    format!("{x:.decimals$e}").parse().unwrap_or(x) // what `format!` writes always parses
}

/// A number for a message: as `{x}` writes it, but with an exponent where that would be a line of zeros.
pub(crate) fn readable(x: &f64) -> String {
    let is_plain = *x == 0.0 || !x.is_finite() || (1e-5..1e16).contains(&x.abs());
    if is_plain { format!("{x}") } else { format!("{x:e}") }
}

#[cfg(test)]
mod tests {
    use super::{readable, round_significant};
    use proptest::prelude::*;

    #[test]
    fn exact_values() {
        for (x, digits, rounded) in [
            (123_456.0, 3, 123_000.0),
            (0.25, 1, 0.2), // a tie: to even
            (0.35, 1, 0.3), // the double lies below 0.35
            (9.99, 2, 10.0),
            (5e-324, 1, 5e-324),
            (f64::MAX, 2, f64::INFINITY), // 1.8e308 lies beyond the largest double
            (7.7, 0, 8.0),
            (-0.0, 3, -0.0),
        ] {
            assert_eq!(round_significant(x, digits).to_bits(), rounded.to_bits(), "{x} to {digits} digits");
        }
        assert!(round_significant(f64::NAN, 3).is_nan());
        assert_eq!(round_significant(f64::NEG_INFINITY, 3), f64::NEG_INFINITY);
        assert_eq!(round_significant(0.1 + 0.2, 17), 0.1 + 0.2);
    }

    #[test]
    fn long_numbers_have_an_exponent() {
        assert_eq!([0.0, 2.0, -0.25, f64::NAN].each_ref().map(readable), ["0", "2", "-0.25", "NaN"]);
        assert_eq!([1e300, -5e-324, f64::INFINITY].each_ref().map(readable), ["1e300", "-5e-324", "inf"]);
    }

    proptest! {
        /// Rounding twice is rounding once, and moves a number by at most half a unit of the last digit kept, 10^(1 − digits) / 2
        /// relative to the leading power of ten; 1 % more covers the roundings of this check.
        #[test]
        fn laws(x in -1e12..1e12_f64, digits in 1_u8..=15) {
            let rounded = round_significant(x, digits);
            prop_assert_eq!(round_significant(rounded, digits), rounded);
            prop_assert!((rounded - x).abs() <= 0.505 * crate::bits::powi(10.0, 1 - i32::from(digits)) * x.abs());
        }
    }
}
