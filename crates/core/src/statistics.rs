//! How sure is a median, a slope, a share?
//!
//! Pure functions of slices; what is random takes its stream as an argument. Every interval says what it assumes:
//!
//! | function | of | assumes |
//! |---|---|---|
//! | [`median_interval`] | the median | independent draws, nothing about their distribution |
//! | [`bootstrap_median_interval`] | the median | many independent draws (asymptotic) |
//! | [`share_interval`] | a share | independent trials (Wilson; on average over shares) |
//! | [`mean_interval`] | the mean | normal values, or many |
//! | [`variance_interval`] | the variance | many independent draws (asymptotic) |
//! | [`normal_variance_interval`] | the variance | independent normal values with a known mean (χ², exact) |
//! | [`line()`] | a slope | independent normal errors |
//! | [`log_log_line`] | the exponent of a power law | independent normal errors of the logarithm |
//!
//! [`replicates_to_tell`] says beforehand how many replicates an interval needs to decide a question.
//!
//! **NaN and infinity.** A NaN is refused everywhere. Infinity is a fair value where only order counts (a run that never
//! arrived took infinitely many steps): medians and quantiles take it, means and lines refuse it. What finite values make is finite, or
//! an error where it exceeds the largest number, or where a variance or a slope is too small for its digits. Values of every size have the same digits.
//!
//! ```
//! use wellposed_core::statistics::{median, median_interval};
//!
//! let steps = [12.0, 9.0, f64::INFINITY, 11.0, 10.0, 14.0, 13.0, 8.0];
//! assert_eq!(median(&steps)?, 11.5);
//! let interval = median_interval(&steps, 0.95)?; // from the second smallest to the second largest would hold 93 % only
//! assert_eq!((interval.low, interval.high), (8.0, f64::INFINITY));
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use crate::bits::readable;

pub(crate) mod centered;
mod chi_squared;
mod describe;
mod interval;
mod kolmogorov;
mod line;
mod moments;
mod order;
mod quantiles;
mod replicates;

pub use chi_squared::{chi_squared_distribution, chi_squared_quantile, normal_variance_interval};
pub use describe::{mean, standard_deviation};
pub use interval::{Interval, bootstrap_median_interval, median_interval, share_interval};
pub use kolmogorov::{
    kolmogorov_distance, kolmogorov_distance_of_samples, kolmogorov_limit, kolmogorov_limit_of_samples,
};
pub use line::{Line, line, log_log_line};
pub use moments::{mean_interval, variance_interval};
pub use order::{median, quantile, quantile_in_place, quantiles_in_place};
pub use quantiles::{normal_density, normal_distribution, normal_quantile, student_quantile};
pub use replicates::replicates_to_tell;

/// Why a statistic was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StatisticsError {
    /// Too few values for what was asked.
    #[error("{what} needs at least {needed} values, not {found}")]
    TooFew {
        /// The statistic.
        what: &'static str,
        /// How many it needs.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// As many values of one kind as of the other are needed.
    #[error("{x} values of x but {y} of y; {what} needs one y for each x")]
    Lengths {
        /// The statistic.
        what: &'static str,
        /// How many x.
        x: usize,
        /// How many y.
        y: usize,
    },
    /// A value that the statistic cannot take.
    #[error("value {number} is {}; {what} needs {needed}", readable(.value))]
    Value {
        /// The statistic.
        what: &'static str,
        /// Which of the values, from 1.
        number: usize,
        /// The value.
        value: f64,
        /// What would be right.
        needed: &'static str,
    },
    /// More degrees of freedom than can be computed.
    #[error("{what} is computed for up to {most} degrees of freedom, not for {found}")]
    TooMany {
        /// The distribution.
        what: &'static str,
        /// The most.
        most: usize,
        /// How many were asked for.
        found: usize,
    },
    /// Finite values whose statistic is beyond the largest number.
    #[error("{what} of these values exceeds the largest number (1.8e308); divide them by a constant first")]
    Overflow {
        /// The statistic.
        what: &'static str,
    },
    /// A statistic that is not 0, and below the smallest number with all its digits.
    #[error("{what} of these values is below the smallest number (2.2e-308); multiply them by a constant first")]
    Underflow {
        /// The statistic.
        what: &'static str,
    },
    /// A probability, confidence or share that is none.
    #[error("{what} is {}; it must lie between 0 and 1", readable(.value))]
    Probability {
        /// Which.
        what: &'static str,
        /// The value.
        value: f64,
    },
}

/// Refuses values that do not hold to `accepts`.
fn require(
    values: &[f64],
    what: &'static str,
    needed: &'static str,
    accepts: impl Fn(f64) -> bool,
) -> Result<(), StatisticsError> {
    match values.iter().position(|&value| !accepts(value)) {
        Some(index) => Err(StatisticsError::Value { what, number: index + 1, value: values[index], needed }),
        None => Ok(()),
    }
}

/// Refuses an interval whose bounds are beyond the largest number.
fn require_bounds(low: f64, high: f64, what: &'static str, confidence: f64) -> Result<Interval, StatisticsError> {
    if low.is_finite() && high.is_finite() {
        Ok(Interval { low, high, confidence })
    } else {
        Err(StatisticsError::Overflow { what })
    }
}

/// A square that was computed in units of 2^`exponent`.
fn square(value: f64, exponent: i32, what: &'static str) -> Result<f64, StatisticsError> {
    let square = libm::ldexp(value, 2 * exponent);
    if square.is_infinite() {
        Err(StatisticsError::Overflow { what })
    } else if square.is_subnormal() || (square == 0.0 && value > 0.0) {
        Err(StatisticsError::Underflow { what })
    } else {
        Ok(square)
    }
}

/// Refuses a confidence that is not strictly between 0 and 1.
fn require_confidence(confidence: f64) -> Result<(), StatisticsError> {
    if confidence > 0.0 && confidence < 1.0 {
        Ok(())
    } else {
        Err(StatisticsError::Probability { what: "the confidence", value: confidence })
    }
}
