//! Which single number stands for many? Mean and standard deviation; the median is the quantile at 1/2 (`order.rs`).
//!
//! ```
//! use wellposed_core::statistics::{mean, standard_deviation};
//!
//! let values = [3.0, 5.0, 7.0];
//! assert_eq!((mean(&values)?, standard_deviation(&values)?), (5.0, 2.0));
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
    Ok(bits::clamp(bits::sum(&smaller) / values.len() as f64 * unit, f64::MIN, f64::MAX))
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

#[cfg(test)]
mod tests;
