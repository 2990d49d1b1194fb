//! What are the mean and the deviation of a column of any length, to the last digit? Both come from sums without any rounding.
//!
//! Every double is a whole multiple of 2⁻¹⁰⁷⁴ and every product of two one of 2⁻²¹⁴⁸. So Σx and Σx² are whole numbers of at most 2,162 and 4,260 bits, and
//! are kept as such (Kulisch 2013, *Computer Arithmetic and Validity*, §8; Neal 2015, arXiv:1505.05571). The order of the rows changes no bit, nor does the number of
//! threads, and no offset and no scale takes a digit away:
//!
//! ```text
//! μ = Σx/m          σ = √(m·Σx² − (Σx)²)/m
//! ```
//!
//! The difference under the root is exact, however much of it cancels; then each is rounded once (`wide.rs`): within 0.503 units in the last place. The moments
//! of a matrix in memory ([`Moments`](crate::normalize::moments::Moments)) round on the way and are within their own bounds of these.

use super::natural::Natural;
use super::wide::Wide;

/// The smallest positive double is 2 to this power, and every double a multiple of it.
const UNIT: i32 = -1074;

/// A sum of products of two doubles each, in units of 2⁻²¹⁴⁸.
#[derive(Clone, Debug, Default)]
pub(super) struct Products {
    positive: Natural,
    negative: Natural,
}

impl Products {
    /// Adds the product of two finite numbers.
    pub(super) fn add(&mut self, one: f64, other: f64) {
        let ((one, of_one, minus), (other, of_other, changed)) = (parts(one), parts(other));
        let side = if minus == changed { &mut self.positive } else { &mut self.negative };
        side.add(u128::from(one) * u128::from(other), of_one + of_other);
    }

    pub(super) fn value(&self) -> Wide {
        let (magnitude, negative) = self.positive.distance(&self.negative);
        Wide::of(&magnitude, 2 * UNIT, negative)
    }

    /// The sum, rounded once.
    pub(super) fn rounded(&self) -> f64 {
        self.value().over(Wide::of_count(1))
    }
}

/// `low + fraction·(high − low)` among the terms of a sum, as many times as `sign` says: 1 or −1.
pub(super) fn add_between(sum: &mut Products, sign: f64, [low, high]: [f64; 2], fraction: f64) {
    sum.add(sign * low, 1.0);
    sum.add(sign * high, fraction);
    sum.add(-sign * low, fraction);
}

/// `(one − other) / (high − low)`, rounded once; high and low differ.
pub(super) fn ratio_of_differences([one, other]: [f64; 2], [high, low]: [f64; 2]) -> f64 {
    let difference = |one: f64, other: f64| {
        let mut sum = Products::default();
        sum.add(one, 1.0);
        sum.add(-other, 1.0);
        sum.value()
    };
    difference(one, other).over(difference(high, low))
}

/// What is known of a column after one reading.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) count: u64,
    pub(super) minimum: f64,
    pub(super) maximum: f64,
    positive: Natural,
    negative: Natural,
    squares: Natural,
}

impl Default for Column {
    fn default() -> Self {
        Column {
            count: 0,
            minimum: f64::INFINITY,
            maximum: f64::NEG_INFINITY,
            positive: Natural::default(),
            negative: Natural::default(),
            squares: Natural::default(),
        }
    }
}

impl Column {
    /// Takes one more finite value.
    pub(super) fn add(&mut self, value: f64) {
        self.count += 1;
        self.minimum = crate::bits::min(self.minimum, value);
        self.maximum = crate::bits::max(self.maximum, value);
        let (digits, shift, minus) = parts(value);
        if digits == 0 {
            return;
        }
        let side = if minus { &mut self.negative } else { &mut self.positive };
        side.add(u128::from(digits), shift);
        self.squares.add(u128::from(digits) * u128::from(digits), 2 * shift);
    }

    /// The mean; of no values 0.
    pub(super) fn mean(&self) -> f64 {
        let (magnitude, negative) = self.positive.distance(&self.negative);
        Wide::of(&magnitude, UNIT, negative).over(Wide::of_count(self.count.max(1)))
    }

    /// The population standard deviation; of no values 0.
    pub(super) fn deviation(&self) -> f64 {
        let (sum, _) = self.positive.distance(&self.negative);
        let mut count = Natural::default();
        count.add(u128::from(self.count), 0);
        let (squares, _) = count.times(&self.squares).distance(&sum.times(&sum));
        Wide::of(&squares, 2 * UNIT, false).root().over(Wide::of_count(self.count.max(1)))
    }
}

/// The digits of a finite number, by how many places they are shifted in units of 2⁻¹⁰⁷⁴, and whether it is negative.
fn parts(value: f64) -> (u64, usize, bool) {
    const FRACTION: u32 = f64::MANTISSA_DIGITS - 1;
    let bits = value.to_bits();
    let (fraction, exponent) = (bits & ((1 << FRACTION) - 1), (bits >> FRACTION & 0x7ff) as usize);
    let digits = if exponent == 0 { fraction } else { fraction | 1 << FRACTION };
    (digits, exponent.saturating_sub(1), value.is_sign_negative())
}

#[cfg(test)]
mod tests;
