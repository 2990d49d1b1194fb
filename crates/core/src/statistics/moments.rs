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
mod tests {
    use super::*;
    use crate::bits::streams::{standard_normal, stream};

    #[test]
    fn by_hand() {
        // −1, 0, 0, 1: s² = 2/3, m₂ = m₄ = 1/2, so the margin is z·√(1/4/4) = z/4.
        let interval = variance_interval(&[-1.0, 0.0, 0.0, 1.0], 0.95).unwrap();
        assert!((interval.high - interval.low - 1.959_963_985 / 2.0).abs() < 1e-8);
        assert!((interval.low + interval.high - 4.0 / 3.0).abs() < 1e-15);
        assert!(mean_interval(&[1.0], 0.95).is_err() && variance_interval(&[1.0, f64::INFINITY], 0.95).is_err());
        assert!(mean_interval(&[1.0, 2.0], 95.0).is_err());
        // The same in other units, by powers of two: fourth powers would overflow and vanish.
        for power in [300, -100, -200] {
            let unit = libm::ldexp(1.0, power);
            let scaled = variance_interval(&[-unit, 0.0, 0.0, unit], 0.95).unwrap();
            assert_eq!((scaled.low, scaled.high), (interval.low * unit * unit, interval.high * unit * unit), "{power}");
        }
        let overflows = |error: StatisticsError| assert!(matches!(error, StatisticsError::Overflow { .. }), "{error}");
        overflows(variance_interval(&[-1e200, 1e200], 0.95).unwrap_err());
        overflows(mean_interval(&[-1e308, 1e308], 0.95).unwrap_err());
        assert!(mean_interval(&[-1e306, 1e306], 0.95).is_ok());
    }

    #[test]
    fn intervals_cover_as_often_as_they_say() {
        let mut stream = stream(1, "statistics", "moments", 0);
        let (mut means, mut variances, mut planted) = (0, 0, 0);
        for _ in 0..1000 {
            let values: Vec<f64> = (0..400).map(|_| standard_normal(&mut stream)).collect();
            let covers = |interval: Interval, truth: f64| usize::from(interval.low <= truth && truth <= interval.high);
            means += covers(mean_interval(&values, 0.95).unwrap(), 0.0);
            variances += covers(variance_interval(&values, 0.95).unwrap(), 1.0);
            planted += covers(variance_interval(&values, 0.95).unwrap(), 1.25);
        }
        // Of 1000 at 95 %: standard deviation 6.9; four of them, and a little more for what is only asymptotic.
        assert!((922..=978).contains(&means) && (915..=978).contains(&variances), "{means} {variances}");
        assert!(planted < 300, "{planted}");
    }
}
