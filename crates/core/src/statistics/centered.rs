//! What is left of values when their mean is taken away, whatever their size, and however small it is beside the mean?
//!
//! Values are divided by a power of two, so that the largest lies in [1, 2): no digit changes, and neither sums nor squares
//! overflow or vanish, since different numbers differ by 2⁻⁵³ of the larger.
//!
//! A computed mean c is off by up to (h + 1)u·mean|x| after h additions of each term ([`bits::sum`]), and Σ(x − c)² by the share r²/σ², r = (1/n)Σ(xᵢ − c). Where that is above 4u, the
//! mean is c + r, and (xᵢ − c) − r is left of each value: of equal ones exactly 0, since xᵢ − c is a few units in the last place, the same for all.

use crate::bits;

/// Finite values without their mean; all in units of 2^`exponent`.
pub(crate) struct Centered {
    pub(crate) exponent: i32,
    /// The mean to its last digits.
    pub(crate) center: f64,
    /// What the center lacks of the mean; 0 where that is nothing beside the deviations.
    pub(crate) rest: f64,
    /// What is left of each value.
    pub(crate) deviations: Vec<f64>,
    /// What a rounded mean leaves, and r.
    pub(crate) rounded: (Vec<f64>, f64),
}

impl Centered {
    /// Of at least one value, and finite ones.
    pub(crate) fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        Centered::by(values, |values| bits::sum(values) / n)
    }

    /// The same for another mean, such as a weighted one.
    pub(crate) fn by(values: &[f64], mean_of: impl Fn(&[f64]) -> f64) -> Self {
        let unit = bits::unit_of(values);
        let exponent = libm::frexp(unit).1 - 1;
        let scaled: Vec<f64> = values.iter().map(|x| x / unit).collect();
        let center = mean_of(&scaled);
        let deviations: Vec<f64> = scaled.iter().map(|x| x - center).collect();
        let left = mean_of(&deviations);
        let rounded = (deviations.clone(), left);
        let mut centered = Centered { exponent, center, rest: 0.0, deviations, rounded };
        if left * left > 2.0 * f64::EPSILON * mean_of(&centered.squares()) {
            (centered.center, centered.rest) = bits::two_sum(center, left);
            centered.deviations.iter_mut().for_each(|deviation| *deviation -= left);
        }
        centered
    }

    /// The mean, which lies among the values.
    pub(crate) fn mean(&self) -> f64 {
        bits::clamp(libm::ldexp(self.center, self.exponent), f64::MIN, f64::MAX)
    }

    /// The squares of the deviations.
    pub(crate) fn squares(&self) -> Vec<f64> {
        self.deviations.iter().map(|deviation| deviation * deviation).collect()
    }

    /// The sample standard deviation √(Σd²/(n−1)), in these units.
    pub(super) fn standard_deviation(&self) -> f64 {
        (bits::sum(&self.squares()) / (self.deviations.len() - 1) as f64).sqrt()
    }
}

#[cfg(test)]
mod tests;
