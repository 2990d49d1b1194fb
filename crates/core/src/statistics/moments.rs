//! Between which bounds does the true mean, or the true variance, lie?
//!
//! **Mean.** x̄ ± t·s/√n with Student's t at n − 1 degrees of freedom: exact for normal values, asymptotic for others.
//!
//! **Variance.** s² ± z·√((m₄ − m₂²)/n), where m_k is the k-th central moment of the sample: asymptotic, for values of any distribution
//! with four moments (Cramér, *Mathematical Methods of Statistics*, 1946). For normal values m₄ = 3m₂².
//!
//! ```
//! use wellposed_core::statistics::mean_interval;
//!
//! let interval = mean_interval(&[1.0, 2.0, 3.0], 0.95)?;
//! assert!((interval.high - (2.0 + 4.302_652_7 / 3.0_f64.sqrt())).abs() < 1e-7);
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use super::describe::centered;
use super::{Interval, StatisticsError, normal_quantile, require_bounds, require_confidence, square, student_quantile};
use crate::bits;

/// Student's interval of the mean.
///
/// # Errors
/// Fewer than two values, one that is not finite, a confidence outside (0, 1), or a bound that exceeds the largest number.
pub fn mean_interval(values: &[f64], confidence: f64) -> Result<Interval, StatisticsError> {
    const WHAT: &str = "an interval of the mean";
    require_confidence(confidence)?;
    let values = centered(values, 2, WHAT)?;
    let n = values.deviations.len();
    let margin = student_quantile(0.5 + confidence / 2.0, n - 1)? * values.standard_deviation() / (n as f64).sqrt();
    // The margin may be smaller than the rounding of the center: then what the center lacks goes with it.
    let bound = |margin: f64| libm::ldexp(values.center + (values.rest + margin), values.exponent);
    require_bounds(bound(-margin), bound(margin), WHAT, confidence)
}

/// The asymptotic interval of the variance of many independent values.
///
/// # Errors
/// Fewer than two values, one that is not finite, a confidence outside (0, 1), a bound that exceeds the largest number, or a variance too small for its digits.
pub fn variance_interval(values: &[f64], confidence: f64) -> Result<Interval, StatisticsError> {
    const WHAT: &str = "an interval of the variance";
    require_confidence(confidence)?;
    let values = centered(values, 2, WHAT)?;
    let n = values.deviations.len() as f64;
    let squares = values.squares();
    let (second, fourth) = (bits::sum(&squares) / n, bits::dot(&squares, &squares) / n);
    let margin = normal_quantile(0.5 + confidence / 2.0)? * (bits::max(fourth - second * second, 0.0) / n).sqrt();
    let deviation = values.standard_deviation();
    let variance = square(deviation * deviation, values.exponent, WHAT)?;
    let margin = libm::ldexp(margin, 2 * values.exponent);
    require_bounds(variance - margin, variance + margin, WHAT, confidence)
}

#[cfg(test)]
mod tests;
