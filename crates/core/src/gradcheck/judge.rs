//! What do numeric derivatives with bounds say of a block of the gradient? An interval for its relative error, and a verdict.
//!
//! ```text
//! m = ‖g̃ − g‖/(‖g̃‖ + ‖g‖),   r = ‖e‖/(‖g̃‖ + ‖g‖) < 1,   the relative error lies in [(m − r)/(1 + r), (m + r)/(1 − r)]
//!
//! tolerance              |
//! pass        |--m--|    |
//! fail                   |  |--m--|
//! undecidable         |--m--|
//! ```
//!
//! An exact derivative is at most ‖e‖ away from g̃: it changes the numerator by no more than that, and the denominator too. Each entry is judged by the same interval with its own numbers, if they
//! are certain: then no entry hides behind larger ones.
//!
//! It is the rule by which this project judges claims (the suite: `report::evidence`), applied to a gradient.
//!
//! ```
//! use wellposed_core::gradcheck::{Band, metric};
//!
//! assert_eq!(metric(&[2.0, 4.0], &[1.0, 2.0]), 1.0 / 3.0, "a factor 2");
//! assert_eq!(metric(&[1.0, 2.0], &[-1.0, -2.0]), 1.0, "the wrong sign");
//! assert_eq!(Band::of(1e-9), Band::Great);
//! ```

use std::fmt;

use super::limits::Limits;
use crate::bits;
use crate::bits::{norm, unit_of};

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Verdict {
    /// The gradient is right, within the tolerance.
    Pass,
    /// The gradient is wrong, by more than the tolerance.
    Fail,
    /// The loss is not precise enough to tell.
    Undecidable,
}

impl Verdict {
    /// Of an interval for the relative error.
    pub(super) fn of(low: f64, high: f64, limits: Limits) -> Self {
        if low > limits.fail {
            Verdict::Fail
        } else if high <= limits.pass {
            Verdict::Pass
        } else {
            Verdict::Undecidable
        }
    }

    /// Of several parts: one that fails decides, and then one that is undecidable.
    pub(super) fn over(parts: impl Iterator<Item = Verdict> + Clone) -> Self {
        let any = |wanted| parts.clone().any(|verdict| verdict == wanted);
        if any(Verdict::Fail) {
            Verdict::Fail
        } else if any(Verdict::Undecidable) {
            Verdict::Undecidable
        } else {
            Verdict::Pass
        }
    }

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::Undecidable => "undecidable",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// The words of the lecture for a value of the metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Band {
    /// Up to 1e-7: great.
    Great,
    /// Up to 1e-5: take a careful look at the components.
    Look,
    /// Up to 1e-3: more than a careful look; there may be a bug.
    Doubt,
    /// Above 1e-3: worry.
    Worry,
}

impl Band {
    /// The band of a metric; a NaN is a worry.
    pub fn of(metric: f64) -> Self {
        match metric {
            m if m <= 1e-7 => Band::Great,
            m if m <= 1e-5 => Band::Look,
            m if m <= 1e-3 => Band::Doubt,
            _ => Band::Worry,
        }
    }

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Band::Great => "great",
            Band::Look => "look",
            Band::Doubt => "doubt",
            Band::Worry => "worry",
        }
    }
}

/// ‖g̃ − g‖₂/(‖g̃‖₂ + ‖g‖₂), in [0, 1]; 0 where both are zero, NaN where a number is not finite.
///
/// # Panics
/// If the lengths differ.
pub fn metric(numeric: &[f64], gradient: &[f64]) -> f64 {
    assert_eq!(numeric.len(), gradient.len(), "a numeric derivative for each entry of the gradient");
    let sum = norm(numeric) + norm(gradient);
    let finite = |values: &[f64]| values.iter().all(|value| value.is_finite());
    if sum.is_finite() || !finite(numeric) || !finite(gradient) {
        return relative(numeric, gradient, sum);
    }
    // Numbers whose norms overflow: the metric is the same in smaller units.
    let unit = unit_of(&[unit_of(numeric), unit_of(gradient)]);
    let [numeric, gradient] = [numeric, gradient].map(|v| v.iter().map(|x| x / unit).collect::<Vec<f64>>());
    relative(&numeric, &gradient, norm(&numeric) + norm(&gradient))
}

/// ‖g̃ − g‖₂ relative to the sum of both norms.
fn relative(numeric: &[f64], gradient: &[f64], sum: f64) -> f64 {
    let differences: Vec<f64> = numeric.iter().zip(gradient).map(|(a, b)| a - b).collect();
    if sum == 0.0 { 0.0 } else { norm(&differences) / sum }
}

/// The least relative error of a single derivative, where its bound and roundings `own` of the gradient's make the difference as small as they can.
pub(super) fn least(numeric: f64, gradient: f64, error: f64, own: f64) -> f64 {
    let error = error + own;
    let excess = (numeric - gradient).abs() - error;
    if excess > 0.0 { excess / (numeric.abs() + gradient.abs() + error) } else { 0.0 }
}

/// What a comparison of some derivatives says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Comparison {
    /// The sum of both norms.
    pub(super) sum: f64,
    /// The notes' metric.
    pub(super) metric: f64,
    /// The least relative error that the bounds allow.
    pub(super) low: f64,
    /// The largest.
    pub(super) high: f64,
    pub(super) verdict: Verdict,
}

impl Comparison {
    /// Of numeric derivatives, the gradient under test, and the bounds of the errors of the former.
    pub(super) fn of(numeric: &[f64], gradient: &[f64], errors: &[f64], limits: Limits) -> Self {
        let sum = norm(numeric) + norm(gradient);
        let resolution = norm(errors) / sum;
        let metric = relative(numeric, gradient, sum);
        // Nothing on either side, and known to be nothing.
        let resolution = if sum == 0.0 && norm(errors) == 0.0 { 0.0 } else { resolution };
        let (low, high) = if resolution < 1.0 && !metric.is_nan() {
            let low = (metric - resolution) / (1.0 + resolution);
            (bits::max(low, 0.0), bits::min((metric + resolution) / (1.0 - resolution), 1.0))
        } else {
            // Noise as large as the numbers, or nothing on either side: there is nothing to compare with.
            (0.0, 1.0)
        };
        Comparison { sum, metric, low, high, verdict: Verdict::of(low, high, limits) }
    }
}

#[cfg(test)]
mod tests;
