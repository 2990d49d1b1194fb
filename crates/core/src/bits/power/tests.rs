//! Does what `power.rs` promises hold?

use super::powi;
use crate::bits::Real;
use proptest::prelude::*;

#[test]
fn by_hand() {
    for (x, n, power) in [
        (3.0, 33, 5_559_060_566_555_523.0), // below 2⁵³, so exact
        (-3.0, 3, -27.0),
        (10.0, 22, 1e22), // 5²² is below 2⁵³
        (10.0, -22, 1e-22),
        (0.0, 5, 0.0),
        (-0.0, 3, -0.0),
        (0.0, -1, f64::INFINITY),
        (2.0, 1023, 8.988_465_674_311_58e307),
        (2.0, 1024, f64::INFINITY),
        (2.0, -1022, f64::MIN_POSITIVE),
        (2.0, -1024, 0.0), // one over infinity
        (f64::INFINITY, -2, 0.0),
        (f64::NAN, 0, 1.0),
        (-1.0, i32::MIN, 1.0),
        (-1.0, i32::MAX, -1.0),
    ] {
        assert_eq!(powi(x, n).to_bits(), power.to_bits(), "{x} to the {n}");
    }
    assert!(powi(f64::NAN, 1).is_nan());
}

#[test]
fn the_order_is_pinned() {
    let x = 1.1_f64;
    let (second, fourth) = (x * x, (x * x) * (x * x));
    assert_eq!(powi(x, 7).to_bits(), (x * second * fourth).to_bits());
    assert_eq!(powi(x, -7).to_bits(), (1.0 / (x * second * fourth)).to_bits());
    // Planted: the highest digit first, and one factor after the other.
    assert_ne!(powi(x, 7).to_bits(), (second * x * (second * x) * x).to_bits());
    assert_ne!(powi(x, 7).to_bits(), [x; 7].into_iter().product::<f64>().to_bits());
}

/// Between two products of |n| factors there are |n| − 1 roundings each, and one of the quotient.
fn agrees<T: Real>(x: T, n: i32) -> bool {
    let plain = (0..n.unsigned_abs()).fold(T::one(), |product, _| product * x);
    let plain = if n < 0 { T::one() / plain } else { plain };
    let allowed = T::from_f64(2.02 * f64::from(n.unsigned_abs())) * T::UNIT_ROUNDOFF;
    let near = |power: T| (power / plain - T::one()).abs() <= allowed;
    // Planted: one factor more or less, of a number that is not near 1.
    near(powi(x, n)) && !near(powi(x, n + 1)) && !near(powi(x, n - 1))
}

proptest! {
    #[test]
    fn a_power_is_a_product(x in 0.2..0.9_f64, n in -40..40_i32) {
        prop_assert!(agrees(x, n) && agrees(1.0 / x, n));
        prop_assert!(agrees(x as f32, n) && agrees(1.0 / x as f32, n), "in single precision");
    }
}
