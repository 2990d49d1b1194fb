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

use super::{
    Interval, StatisticsError, mean, normal_quantile, require_bounds, require_confidence, standard_deviation,
    student_quantile,
};
use crate::bits;

/// Student's interval of the mean.
///
/// # Errors
/// Fewer than two values, one that is not finite, a confidence outside (0, 1), or a bound that exceeds the largest number.
pub fn mean_interval(values: &[f64], confidence: f64) -> Result<Interval, StatisticsError> {
    require_confidence(confidence)?;
    let deviation = standard_deviation(values)?;
    let center = mean(values)?;
    let margin = student_quantile(0.5 + confidence / 2.0, values.len() - 1)? * deviation / (values.len() as f64).sqrt();
    require_bounds(center - margin, center + margin, "an interval of the mean", confidence)
}

/// The asymptotic interval of the variance of many independent values.
///
/// # Errors
/// Fewer than two values, one that is not finite, a confidence outside (0, 1), or a bound that exceeds the largest number.
pub fn variance_interval(values: &[f64], confidence: f64) -> Result<Interval, StatisticsError> {
    require_confidence(confidence)?;
    let deviation = standard_deviation(values)?;
    let center = mean(values)?;
    let n = values.len() as f64;
    // In units of a power of two near the deviation no power of four overflows, and no bit changes.
    let unit = bits::unit_of(&[deviation]);
    let deviations = values.iter().map(|x| x / unit - center / unit);
    let squares: Vec<f64> = deviations.map(|x| x * x).collect();
    let (second, fourth) = (bits::sum(&squares) / n, bits::dot(&squares, &squares) / n);
    let margin = normal_quantile(0.5 + confidence / 2.0)? * (bits::max(fourth - second * second, 0.0) / n).sqrt();
    let variance = deviation * deviation;
    let margin = margin * unit * unit;
    require_bounds(variance - margin, variance + margin, "an interval of the variance", confidence)
}

#[cfg(test)]
mod tests;
