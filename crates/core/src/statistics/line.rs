//! How steep is a line through points, and with which power does y grow with x? Least squares, with a confidence interval of the slope.
//!
//! The line through (X, Y) has slope b = Σ(X−X̄)(Y−Ȳ)/Σ(X−X̄)², intercept a = Ȳ − bX̄, residual variance s² = Σ(Y−a−bX)²/(n−2),
//! standard error of the slope s/√Σ(X−X̄)², interval b ± t·error with Student's t at n−2 degrees of freedom. With X = ln x and Y = ln y
//! it is a power law, y ≈ e^a·x^b.
//!
//! ```
//! use wellposed_core::statistics::log_log_line;
//!
//! let line = log_log_line(&[1.0, 10.0, 100.0], &[3.0, 300.0, 30000.0], 0.95)?;
//! assert!((line.slope - 2.0).abs() < 1e-14);
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use super::{Interval, StatisticsError, mean, require, require_bounds, require_confidence, student_quantile};
use crate::bits;

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Line {
    /// The slope: for logarithms of both, the exponent of the power law.
    pub slope: f64,
    /// Y at X = 0: for logarithms of both, ln y at x = 1.
    pub intercept: f64,
    /// Standard error of the slope.
    pub standard_error: f64,
    /// Confidence interval of the slope.
    pub interval: Interval,
}

/// Fits ln y = intercept + slope·ln x.
///
/// # Errors
/// Fewer than three points, a different number of x than of y, an x or y that is not positive and finite, x all equal, or a
/// confidence outside (0, 1).
pub fn log_log_line(x: &[f64], y: &[f64], confidence: f64) -> Result<Line, StatisticsError> {
    const WHAT: &str = "a line in logarithms";
    require_pairs(x, y, WHAT)?;
    let positive = |value: f64| value > 0.0 && value.is_finite();
    require(x, WHAT, "positive finite values of x", positive)?;
    require(y, WHAT, "positive finite values of y", positive)?;
    let logarithms = |values: &[f64]| values.iter().map(|&value| bits::ln(value)).collect::<Vec<f64>>();
    fit(&logarithms(x), &logarithms(y), confidence, WHAT)
}

/// Fits y = intercept + slope·x.
///
/// # Errors
/// Fewer than three points, a different number of x than of y, a value that is not finite, x all equal, a confidence outside (0, 1), or values whose
/// squares exceed the largest number.
pub fn line(x: &[f64], y: &[f64], confidence: f64) -> Result<Line, StatisticsError> {
    require_pairs(x, y, "a line")?;
    fit(x, y, confidence, "a line")
}

fn require_pairs(x: &[f64], y: &[f64], what: &'static str) -> Result<(), StatisticsError> {
    if x.len() == y.len() { Ok(()) } else { Err(StatisticsError::Lengths { what, x: x.len(), y: y.len() }) }
}

/// As many x as y.
fn fit(x: &[f64], y: &[f64], confidence: f64, what: &'static str) -> Result<Line, StatisticsError> {
    require_confidence(confidence)?;
    let n = x.len();
    if n < 3 {
        return Err(StatisticsError::TooFew { what, needed: 3, found: n });
    }
    let (center_x, center_y) = (mean(x)?, mean(y)?);
    let deviations = |values: &[f64], center: f64| values.iter().map(|value| value - center).collect::<Vec<f64>>();
    let (x_deviations, y_deviations) = (deviations(x, center_x), deviations(y, center_y));
    let spread = bits::dot(&x_deviations, &x_deviations);
    // The values themselves are compared: a rounded mean differs from all of three equal numbers. The spread is 0 where
    // its squares underflow.
    if x.iter().all(|&value| value == x[0]) || spread == 0.0 {
        return Err(StatisticsError::Value { what, number: 1, value: x[0], needed: "at least two different x" });
    }
    if spread.is_infinite() {
        return Err(StatisticsError::Overflow { what });
    }
    let slope = bits::dot(&x_deviations, &y_deviations) / spread;
    let residuals: Vec<f64> = x_deviations.iter().zip(&y_deviations).map(|(x, y)| y - slope * x).collect();
    let standard_error = (bits::dot(&residuals, &residuals) / (n - 2) as f64 / spread).sqrt();
    let margin = student_quantile(0.5 + confidence / 2.0, n - 2)? * standard_error;
    let interval = require_bounds(slope - margin, slope + margin, what, confidence)?;
    let intercept = center_y - slope * center_x;
    if !intercept.is_finite() {
        return Err(StatisticsError::Overflow { what });
    }
    Ok(Line { slope, intercept, standard_error, interval })
}

#[cfg(test)]
mod tests;
