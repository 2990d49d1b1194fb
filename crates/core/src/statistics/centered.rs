//! What is left of values when their mean is taken away, whatever their size, and however small it is beside the mean?
//!
//! Values are divided by a power of two, so that their largest magnitude lies in [1, 2): that changes no digit, and neither sums nor squares
//! overflow or vanish. (The deviations from the mean cannot all be small then: two different numbers differ by 2⁻⁵³ of the larger.)
//!
//! A computed mean is off by up to (h + 1)u·mean|x|, where h is the number of additions that a term passes through ([`bits::sum`]). That is
//! measured by what it leaves, r = (1/n)Σ(xᵢ − c), and the sum of squares is too large by the share r²/σ². Where that share is above 4u, no longer
//! a rounding, r is added to the center, and what the rounding of the sum then still leaves is kept as a `rest`:
//!
//! ```text
//! c' = c + r      rest = (1/n)Σ(xᵢ − c')      dᵢ = (xᵢ − c') − rest      |c' + rest − x̄| ≤ (h + 2)u·mean|xᵢ − c'|
//! ```
//!
//! There the values are so close together that xᵢ − c' is exact for all but far ones, and each d has one more rounding. Equal values leave exactly 0: xᵢ − c is
//! the same small number of units in the last place for all, and so is r.

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
        let around = |center: f64| {
            let deviations: Vec<f64> = scaled.iter().map(|x| x - center).collect();
            let rest = mean_of(&deviations);
            Centered { exponent, center, rest, deviations }
        };
        let first = around(mean_of(&scaled));
        if first.rest * first.rest <= 2.0 * f64::EPSILON * mean_of(&first.squares()) {
            return Centered { rest: 0.0, ..first };
        }
        let mut second = around(first.center + first.rest);
        second.deviations.iter_mut().for_each(|deviation| *deviation -= second.rest);
        second
    }

    /// The mean as a number. No rounding takes it beyond the largest one, since it lies among the values.
    pub(crate) fn mean(&self) -> f64 {
        bits::clamp(libm::ldexp(self.center, self.exponent), f64::MIN, f64::MAX)
    }

    /// The squares of what is left, in units of 4^`exponent`.
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
