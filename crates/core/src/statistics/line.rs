//! How steep is a line through points, and with which power does y grow with x? Least squares, with a confidence interval of the slope.
//!
//! The line through (X, Y) has slope b = Σ(X−X̄)(Y−Ȳ)/Σ(X−X̄)², intercept a = Ȳ − bX̄, residual variance s² = Σ(Y−a−bX)²/(n−2),
//! standard error of the slope s/√Σ(X−X̄)², of the intercept s·√(1/n + X̄²/Σ(X−X̄)²), interval b ± t·error with Student's t at n−2 degrees of freedom. The correlation
//! is r = Σ(X−X̄)(Y−Ȳ)/√(Σ(X−X̄)²·Σ(Y−Ȳ)²), and p = P(|T| > |b|/error). With X = ln x and
//! Y = ln y it is a power law, y ≈ e^a·x^b.
//!
//! ```
//! use wellposed_core::statistics::log_log_line;
//!
//! let line = log_log_line(&[1.0, 10.0, 100.0], &[3.0, 300.0, 30000.0], 0.95)?;
//! assert!((line.slope - 2.0).abs() < 1e-14);
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use super::centered::Centered;
use super::quantiles::student_tails;
use super::{Interval, StatisticsError, require, require_confidence, student_quantile};
use crate::bits::{self, dot};

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
    /// Standard error of the intercept.
    pub intercept_error: f64,
    /// Pearson's r, from −1 to 1; 0 where all Y are equal.
    pub correlation: f64,
    /// The probability of a slope at least as steep, either way, if the true one is 0; 1 where all Y are equal.
    pub p_value: f64,
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
/// Fewer than three points, a different number of x than of y, a value that is not finite, x all equal, a confidence outside (0, 1), a slope or intercept (or an
/// error of it) that exceeds the largest number, or a slope below the smallest.
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
    require(x, what, "finite values of x", f64::is_finite)?;
    require(y, what, "finite values of y", f64::is_finite)?;
    if x.iter().all(|&value| value == x[0]) {
        return Err(StatisticsError::Value { what, number: 1, value: x[0], needed: "at least two different x" });
    }
    let (x, y) = (Centered::of(x), Centered::of(y));
    in_own_units(&x, &y, confidence)?.in_units(x.exponent, y.exponent, what)
}

/// In the units of both, where nothing overflows: different x leave a spread of 2⁻¹⁰⁸ or more.
fn in_own_units(x: &Centered, y: &Centered, confidence: f64) -> Result<Line, StatisticsError> {
    let n = x.deviations.len();
    let spread = dot(&x.deviations, &x.deviations);
    let most = (spread * dot(&y.deviations, &y.deviations)).sqrt();
    // What rounded means leave counts where the product of both does.
    let is_seen = n as f64 * (x.rounded.1 * y.rounded.1).abs() >= 2.0 * f64::EPSILON * most;
    let common = if is_seen { dot(&x.deviations, &y.deviations) } else { dot(&x.rounded.0, &y.rounded.0) };
    let slope = common / spread;
    let residuals: Vec<f64> = x.deviations.iter().zip(&y.deviations).map(|(x, y)| y - slope * x).collect();
    let variance = dot(&residuals, &residuals) / (n - 2) as f64;
    let standard_error = (variance / spread).sqrt();
    let margin = student_quantile(0.5 + confidence / 2.0, n - 2)? * standard_error;
    let is_flat = slope == 0.0;
    Ok(Line {
        slope,
        intercept: y.center - slope * x.center + (y.rest - slope * x.rest),
        standard_error,
        interval: Interval { low: slope - margin, high: slope + margin, confidence },
        intercept_error: (variance * (1.0 / n as f64 + x.center * x.center / spread)).sqrt(),
        correlation: if is_flat { 0.0 } else { bits::clamp(common / most, -1.0, 1.0) },
        p_value: if is_flat { 1.0 } else { student_tails(slope.abs() / standard_error, n - 2) },
    })
}

impl Line {
    /// From x in units of 2ˣ and y in units of 2ʸ.
    fn in_units(self, x: i32, y: i32, what: &'static str) -> Result<Line, StatisticsError> {
        let steep = |value: f64| libm::ldexp(value, y - x);
        let line = Line {
            slope: steep(self.slope),
            intercept: libm::ldexp(self.intercept, y),
            standard_error: steep(self.standard_error),
            interval: Interval { low: steep(self.interval.low), high: steep(self.interval.high), ..self.interval },
            intercept_error: libm::ldexp(self.intercept_error, y),
            ..self
        };
        let largest = |line: &Line| bits::max(line.slope.abs(), line.standard_error);
        if !bits::all_finite(&[line.intercept, line.intercept_error, line.interval.low, line.interval.high]) {
            Err(StatisticsError::Overflow { what })
        } else if largest(&line) < f64::MIN_POSITIVE && largest(&self) > 0.0 {
            Err(StatisticsError::Underflow { what })
        } else {
            Ok(line)
        }
    }
}

#[cfg(test)]
mod tests;
