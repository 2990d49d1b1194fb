//! Are steps as long as they should be, and realized as numbers?

use super::*;
use proptest::prelude::*;

#[test]
fn rules_by_hand() {
    assert_eq!(Step::Absolute(0.25).at(Formula::Central, -8.0), 0.25);
    assert_eq!(Step::Scaled(0.25).at(Formula::Central, -8.0), 2.0);
    assert_eq!(Step::Scaled(0.25).at(Formula::Central, 0.5), 0.25, "no smaller than at 1");
    assert_eq!(Step::Default.at(Formula::Forward, 4.0), 4.0 * Formula::Forward.default_step::<f64>());
    for step in [-1.0, 0.0, f64::NAN, f64::INFINITY] {
        assert_eq!(Step::Absolute(step).at(Formula::Central, 1.0), 0.0);
        for formula in Formula::ALL {
            assert!(
                crate::difference::derivative(|x: f64| x, 1.0, formula, Step::Absolute(step)).value.is_nan(),
                "{step}"
            );
        }
    }
}

proptest! {
    #[test]
    fn realized_steps_are_exact_on_both_sides(x in 1e-3..1e3_f64, exponent in -12.0..-0.1_f64) {
        let step = realized(x, x * crate::bits::powf(10.0, exponent));
        let (right, left) = (x + step, x - step);
        prop_assert_eq!(right - x, step);
        prop_assert_eq!(x - left, step);
        let nominal = x * crate::bits::powf(10.0, exponent);
        prop_assert!((step - nominal).abs() <= x * f64::EPSILON, "off by a rounding of x + h at most");
    }
}

#[test]
fn toward_zero_the_other_side_may_be_rounded() {
    // Below 1 numbers are 2⁻⁵³ apart, above 2⁻⁵²: an odd number of the former is no step to the other side of −1.
    let (x, odd) = (-1.0, 3.0 * f64::EPSILON / 2.0);
    let step: f64 = realized(x, odd);
    assert_eq!((step, (x + step) - x), (odd, odd));
    assert_ne!(x - (x - step), step, "rounded");
    let even: f64 = realized(x, 4.0 * f64::EPSILON / 2.0);
    assert_eq!(x - (x - even), even, "an even number is a step to both sides");
}
