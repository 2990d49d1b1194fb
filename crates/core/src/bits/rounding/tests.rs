//! Does what `rounding.rs` promises hold?

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
