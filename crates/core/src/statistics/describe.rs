//! Which single number stands for many? Mean and standard deviation; the median is the quantile at 1/2 (`order.rs`).
//!
//! ```
//! use wellposed_core::statistics::{mean, standard_deviation};
//!
//! let values = [3.0, 5.0, 7.0];
//! assert_eq!((mean(&values)?, standard_deviation(&values)?), (5.0, 2.0));
//! assert_eq!((mean(&[14.62; 1000])?, standard_deviation(&[14.62; 1000])?), (14.62, 0.0));
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use super::centered::Centered;
use super::{StatisticsError, require};

/// The mean: pairwise sum over count, in the order of the values; exact for equal values.
///
/// # Errors
/// No values, or one that is not finite.
pub fn mean(values: &[f64]) -> Result<f64, StatisticsError> {
    Ok(centered(values, 1, "a mean")?.mean())
}

/// The sample standard deviation √(Σ(x − x̄)²/(n−1)), in two passes; exactly 0 for equal values.
///
/// # Errors
/// Fewer than two values, one that is not finite, or a deviation that exceeds the largest number.
pub fn standard_deviation(values: &[f64]) -> Result<f64, StatisticsError> {
    const WHAT: &str = "a standard deviation";
    let centered = centered(values, 2, WHAT)?;
    let deviation = libm::ldexp(centered.standard_deviation(), centered.exponent);
    if deviation.is_finite() { Ok(deviation) } else { Err(StatisticsError::Overflow { what: WHAT }) }
}

/// Finite values, and as many as are needed, without their mean.
pub(super) fn centered(values: &[f64], needed: usize, what: &'static str) -> Result<Centered, StatisticsError> {
    if values.len() < needed {
        return Err(StatisticsError::TooFew { what, needed, found: values.len() });
    }
    require(values, what, "finite values", f64::is_finite)?;
    Ok(Centered::of(values))
}

#[cfg(test)]
mod tests;
