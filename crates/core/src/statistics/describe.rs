//! Which single number stands for many? Mean, standard deviation, median, quantile.
//!
//! The quantile is definition 7 of Hyndman & Fan (*The American Statistician* 50, 1996), the default of R and NumPy: with the
//! values sorted as x₀ ≤ … ≤ x_{n−1} and h = (n−1)p, it is x_⌊h⌋ + (h − ⌊h⌋)(x_⌊h⌋₊₁ − x_⌊h⌋). The median is p = 1/2.
//!
//! ```
//! use wellposed_core::statistics::quantile;
//!
//! assert_eq!(quantile(&[40.0, 10.0, 20.0, 30.0], 0.25)?, 17.5);
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use super::{StatisticsError, require};
use crate::bits;

/// Deviations whose squares are normal numbers.
const SAFE: std::ops::Range<f64> = 1e-140..1e150;

/// The mean: pairwise sum over count, in the order of the values.
///
/// # Errors
/// No values, or one that is not finite.
pub fn mean(values: &[f64]) -> Result<f64, StatisticsError> {
    if values.is_empty() {
        return Err(StatisticsError::TooFew { what: "a mean", needed: 1, found: 0 });
    }
    require(values, "a mean", "finite values", f64::is_finite)?;
    let mean = bits::sum(values) / values.len() as f64;
    if mean.is_finite() {
        return Ok(mean);
    }
    // The sum overflows, and the mean lies among the values.
    let unit = bits::unit_of(values);
    let smaller: Vec<f64> = values.iter().map(|x| x / unit).collect();
    Ok((bits::sum(&smaller) / values.len() as f64 * unit).clamp(f64::MIN, f64::MAX))
}

/// The sample standard deviation √(Σ(x − x̄)²/(n−1)), in two passes.
///
/// # Errors
/// Fewer than two values, one that is not finite, or a deviation that exceeds the largest number.
pub fn standard_deviation(values: &[f64]) -> Result<f64, StatisticsError> {
    if values.len() < 2 {
        return Err(StatisticsError::TooFew { what: "a standard deviation", needed: 2, found: values.len() });
    }
    let mean = mean(values)?;
    let squares: Vec<f64> = values.iter().map(|x| (x - mean) * (x - mean)).collect();
    let degrees = (values.len() - 1) as f64;
    let deviation = (bits::sum(&squares) / degrees).sqrt();
    if SAFE.contains(&deviation) {
        return Ok(deviation);
    }
    // Squares have overflowed or may have vanished; a norm does neither.
    let unit = bits::unit_of(values);
    let deviations: Vec<f64> = values.iter().map(|x| x / unit - mean / unit).collect();
    let deviation = bits::norm(&deviations) / degrees.sqrt() * unit;
    if deviation.is_finite() { Ok(deviation) } else { Err(StatisticsError::Overflow { what: "a standard deviation" }) }
}

/// The median: the middle value, or the mean of the two middle ones. Infinite values are fine.
///
/// # Errors
/// No values, or a NaN.
pub fn median(values: &[f64]) -> Result<f64, StatisticsError> {
    quantile(values, 0.5)
}

/// The quantile at `probability`, definition 7 of Hyndman & Fan. Infinite values are fine; between −∞ and a larger value it is −∞.
///
/// # Errors
/// No values, a NaN, or a probability outside 0 to 1.
pub fn quantile(values: &[f64], probability: f64) -> Result<f64, StatisticsError> {
    if !(0.0..=1.0).contains(&probability) {
        return Err(StatisticsError::Probability { what: "the probability of a quantile", value: probability });
    }
    Ok(quantile_of_sorted(&sorted(values, "a quantile")?, probability))
}

/// The values in ascending order.
pub(super) fn sorted(values: &[f64], what: &'static str) -> Result<Vec<f64>, StatisticsError> {
    if values.is_empty() {
        return Err(StatisticsError::TooFew { what, needed: 1, found: 0 });
    }
    require(values, what, "numbers, not NaN", |value| !value.is_nan())?;
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Ok(sorted)
}

/// The quantile of ascending values, of which there is at least one.
pub(super) fn quantile_of_sorted(sorted: &[f64], probability: f64) -> f64 {
    let position = (sorted.len() - 1) as f64 * probability;
    let below = position.floor() as usize;
    let fraction = position - position.floor();
    let (low, high) = (sorted[below], sorted[(below + 1).min(sorted.len() - 1)]);
    between(low, high, fraction)
}

/// What lies between two numbers after this fraction of the way; from −∞ on it is −∞.
pub(crate) fn between(low: f64, high: f64, fraction: f64) -> f64 {
    if fraction == 0.0 || low == high || low == f64::NEG_INFINITY {
        return low;
    }
    let way = high - low;
    // Of two finite numbers far apart the difference may overflow, and what lies between them does not.
    let is_far = way.is_infinite() && low.is_finite() && high.is_finite();
    if is_far { low * (1.0 - fraction) + high * fraction } else { low + fraction * way }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        // Squares of the deviations from 5: 9, 1, 1, 1, 0, 0, 4, 16; sum 32.
        let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        assert_eq!(mean(&values).unwrap(), 5.0);
        assert_eq!(standard_deviation(&values).unwrap(), (32.0_f64 / 7.0).sqrt());
        assert_eq!(median(&values).unwrap(), 4.5);
        assert_eq!(median(&[3.0, 1.0, 2.0]).unwrap(), 2.0);
        assert_eq!(quantile(&values, 0.0).unwrap(), 2.0);
        assert_eq!(quantile(&values, 1.0).unwrap(), 9.0);
    }

    #[test]
    fn infinity_has_its_place_and_nan_has_none() {
        assert_eq!(median(&[1.0, f64::INFINITY, f64::INFINITY]).unwrap(), f64::INFINITY);
        assert_eq!(median(&[1.0, f64::INFINITY]).unwrap(), f64::INFINITY);
        assert_eq!(median(&[f64::NEG_INFINITY, f64::INFINITY]).unwrap(), f64::NEG_INFINITY);
        let error = median(&[1.0, f64::NAN]).unwrap_err();
        assert_eq!(error.to_string(), "value 1 is NaN; a quantile needs numbers, not NaN");
        assert!(mean(&[f64::INFINITY]).is_err() && mean(&[]).is_err() && median(&[]).is_err());
        assert!(standard_deviation(&[1.0]).is_err() && quantile(&[1.0], 1.5).is_err());
    }

    #[test]
    fn the_ends_of_the_range() {
        let (largest, smallest) = (f64::MAX, 5e-324);
        assert_eq!(mean(&[largest, largest, -largest, -largest]).unwrap(), 0.0);
        assert_eq!([1, 2, 3, 50].map(|count| mean(&vec![largest; count]).unwrap()), [largest; 4]);
        assert_eq!(mean(&[largest, largest / 2.0]).unwrap(), 0.75 * largest);
        // Deviations ±d of two values: d√2.
        for d in [1e300, 1e160, 1e-155, 1e-200, 1e-300] {
            let (found, exact) = (standard_deviation(&[d, -d]).unwrap(), d * 2.0_f64.sqrt());
            assert!((found / exact - 1.0).abs() < 4.0 * f64::EPSILON, "{d}: {found}");
            assert!((found / (1.001 * exact) - 1.0).abs() > 4.0 * f64::EPSILON, "{d}: another deviation is seen");
        }
        assert_eq!(standard_deviation(&[smallest; 3]).unwrap(), 0.0);
        assert_eq!(standard_deviation(&[largest; 3]).unwrap(), 0.0);
        let error = standard_deviation(&[largest, -largest]).unwrap_err().to_string();
        assert!(error.starts_with("a standard deviation of these values exceeds the largest number"), "{error}");
        assert_eq!(median(&[largest, -largest]).unwrap(), 0.0);
        // Two products and a difference.
        assert!((quantile(&[-largest, largest], 0.75).unwrap() / largest - 0.5).abs() <= 2.0 * f64::EPSILON);
    }

    proptest! {
        #[test]
        fn half_lies_on_either_side_of_the_median(values in prop::collection::vec(-1e3..1e3_f64, 1..40)) {
            let median = median(&values).unwrap();
            let half = values.len() as f64 / 2.0;
            prop_assert!(values.iter().filter(|&&x| x <= median).count() as f64 >= half);
            prop_assert!(values.iter().filter(|&&x| x >= median).count() as f64 >= half);
            // Planted: a number above all values fails the same test.
            prop_assert!((values.iter().filter(|&&x| x >= 1e3).count() as f64) < half);
        }
    }
}
