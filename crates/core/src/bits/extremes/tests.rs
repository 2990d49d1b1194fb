//! Does what `extremes.rs` promises hold?

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
