//! How is a quotient, or a root, of exact whole numbers rounded to a double? From their 128 highest bits, so that half a unit in the last place is all
//! that is lost, and hardly more.
//!
//! With p = 2⁻⁶³: cutting a number to 128 bits takes a share below 2⁻¹²⁷, a divisor to 64 bits one below p, a quotient of 64 bits or more one below p, and a
//! root of 64 bits one below p. So a mean is known to 2p and a deviation to 3p before it is rounded once: both are within
//! 1/2 + 3·2⁻¹⁰ < 0.503 units in the last place of the exact value (subnormal results are rounded twice: within 1).

use super::natural::Natural;

/// `mantissa`·2^`exponent` with its sign; the highest bit of the mantissa is set, or it is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wide {
    mantissa: u128,
    exponent: i32,
    negative: bool,
}

impl Wide {
    /// `magnitude`·2^`unit`, without the bits beyond 128.
    pub(super) fn of(magnitude: &Natural, unit: i32, negative: bool) -> Self {
        let (mantissa, exponent) = magnitude.highest().unwrap_or((0, 0));
        Wide { mantissa, exponent: exponent + unit, negative }
    }

    pub(super) fn of_count(count: u64) -> Self {
        let mut natural = Natural::default();
        natural.add(u128::from(count), 0);
        Wide::of(&natural, 0, false)
    }

    pub(super) fn root(self) -> Self {
        let odd = self.exponent.rem_euclid(2);
        let root = (self.mantissa >> odd).isqrt();
        Wide { mantissa: root << 64, exponent: (self.exponent + odd) / 2 - 64, negative: false }
    }

    /// The double nearest to `self / divisor`, but for 3·2⁻¹⁰ units in its last place; the divisor is not 0.
    pub(super) fn over(self, divisor: Wide) -> f64 {
        let quotient = self.mantissa / (divisor.mantissa >> 64);
        let size = libm::ldexp(quotient as f64, self.exponent - divisor.exponent - 64);
        if self.negative == divisor.negative { size } else { -size }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(value: u128) -> Wide {
        let mut natural = Natural::default();
        natural.add(value, 0);
        Wide::of(&natural, 0, false)
    }

    #[test]
    fn quotients_and_roots_are_rounded_once() {
        assert_eq!(wide(1).over(wide(3)), 1.0 / 3.0);
        assert_eq!(wide(7 << 100).over(wide(7)), libm::ldexp(1.0, 100));
        assert_eq!(Wide { negative: true, ..wide(1) }.over(Wide::of_count(10)), -0.1);
        assert_eq!(wide(0).over(Wide::of_count(10)), 0.0);
        for square in [2_u128, 3, 10, 1 << 61, (1 << 61) + 1] {
            assert_eq!(wide(square).root().over(wide(1)), (square as f64).sqrt(), "{square}");
        }
        assert_ne!(wide(2).root().over(wide(1)), 2.0_f64.sqrt().next_up(), "planted: a unit in the last place");
    }
}
