//! What is `xⁿ` for a whole n? A product whose order is fixed: repeated squaring, from the lowest binary digit of n up.
//!
//! ```text
//! r ← 1, s ← x;   for the digits of |n|, the lowest first:   if the digit is 1, r ← r·s;   then s ← s²;     n < 0: 1/r at the end
//! ```
//!
//! So x⁵ is x·(x²)², and x⁻⁵ is one over that. `f64::powi` leaves the order, and with it the last digits, to the
//! compiler and the machine.
//!
//! # Rounding error
//!
//! The product of n factors takes n − 1 roundings whatever its order, those of a square counted as often as the square
//! is used; a negative n takes one more. So the relative error is at most γ_{|n|} = |n|u/(1 − |n|u) (Higham 2002,
//! §3.1), where nothing over- or underflows. The power of a power of two is exact. A negative power overflows to 0
//! where the positive one is infinite: from 2¹⁰²⁴ on, although 2⁻¹⁰²⁴ is a subnormal number.
//!
//! ```
//! use wellposed_core::bits::powi;
//!
//! assert_eq!(powi(10.0, 3), 1000.0);
//! assert_eq!(powi(0.5_f32, -4), 16.0);
//! assert_eq!(powi(f64::NAN, 0), 1.0);
//! ```

use super::Real;

/// `xⁿ`; 1 for n = 0, whatever x.
pub fn powi<T: Real>(x: T, n: i32) -> T {
    let (mut power, mut square, mut digits) = (T::one(), x, n.unsigned_abs());
    loop {
        if digits % 2 == 1 {
            power *= square;
        }
        digits /= 2;
        if digits == 0 {
            break;
        }
        square *= square;
    }
    if n < 0 { T::one() / power } else { power }
}

#[cfg(test)]
mod tests {
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
}
