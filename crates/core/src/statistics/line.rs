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
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // In logarithms: X = 0, 1, 2, 3 and Y = 1, 3, 2, 5. X̄ = 1.5, Ȳ = 2.75, ΣXX = 5, ΣXY = 5.5: slope 1.1, intercept 1.1.
        // Residuals −0.1, 0.8, −1.3, 0.6; squares sum to 2.7; s² = 1.35; error √(1.35/5).
        let x: Vec<f64> = [0.0, 1.0, 2.0, 3.0].map(bits::exp).to_vec();
        let y: Vec<f64> = [1.0, 3.0, 2.0, 5.0].map(bits::exp).to_vec();
        let line = log_log_line(&x, &y, 0.95).unwrap();
        // X and Y are off by some 3u·5 after exp and ln; slope and intercept weigh them with at most 1, in a dozen
        // operations: 50u.
        assert!((line.slope - 1.1).abs() < 1e-14 && (line.intercept - 1.1).abs() < 1e-14);
        assert!((line.standard_error - 0.27_f64.sqrt()).abs() < 1e-14);
        assert!((line.standard_error - (0.27_f64 * 2.0 / 3.0).sqrt()).abs() > 1e-14, "n − 1 in place of n − 2 is seen");
        assert!((line.interval.high - (1.1 + 4.302_652_73 * 0.27_f64.sqrt())).abs() < 1e-8);
        assert!((line.slope - 1.1001).abs() > 1e-14, "a slope that is off by 1e-4 is seen");
    }

    #[test]
    fn a_line_is_a_power_law_of_exponentials() {
        let (x, y) = ([0.0, 1.0, 2.0, 3.0], [1.0, 3.0, 2.0, 5.0]);
        let straight = line(&x, &y, 0.95).unwrap();
        // A dozen operations with numbers of size 1 to 3.
        assert!((straight.slope - 1.1).abs() < 4e-15 && (straight.intercept - 1.1).abs() < 4e-15);
        assert!((straight.standard_error - 0.27_f64.sqrt()).abs() < 4e-15);
        assert!(
            (log_log_line(&[1.0, 2.0, 3.0, 4.0], &y, 0.95).unwrap().slope - 1.1).abs() > 0.1,
            "logarithms are seen"
        );
        assert!(line(&x, &[f64::NAN; 4], 0.95).is_err() && line(&[-1.0; 4], &y, 0.95).is_err());
    }

    #[test]
    fn refuses_what_is_no_line() {
        assert!(log_log_line(&[1.0, 2.0], &[1.0, 2.0], 0.95).is_err());
        let (x, y) = ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0, 4.0]);
        for error in [line(&x, &y, 0.95), log_log_line(&x, &y, 0.95)].map(Result::unwrap_err) {
            assert!(error.to_string().starts_with("3 values of x but 4 of y; a line"), "{error}");
        }
        // The mean of three times 0.1, and of three times ln 6, is another number.
        for equal in [0.1, 2.0, 6.0] {
            for refused in [line(&[equal; 3], &x, 0.95), log_log_line(&[equal; 3], &x, 0.95)] {
                assert!(refused.unwrap_err().to_string().ends_with("needs at least two different x"), "{equal}");
            }
        }
        assert!([0.1_f64; 3].iter().all(|value| value - mean(&[0.1; 3]).unwrap() != 0.0), "deviations would not tell");
        assert!(line(&[0.1, 0.1, 0.2], &x, 0.95).is_ok());
        let large = [1e200, 2e200, 3e200];
        for refused in [line(&large, &x, 0.95), line(&x, &[1e308, -1e308, 1e308], 0.95)] {
            assert_eq!(refused.unwrap_err(), StatisticsError::Overflow { what: "a line" });
        }
        let bent = [1e200, 3e200, 2e200];
        assert!(line(&x, &bent, 0.95).is_err() && line(&x, &bent.map(|y| y / 1e60), 0.95).is_ok());
        let error = log_log_line(&[1.0, 0.0, 3.0], &[1.0; 3], 0.95).unwrap_err();
        assert_eq!(error.to_string(), "value 2 is 0; a line in logarithms needs positive finite values of x");
    }
}
