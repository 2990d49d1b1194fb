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
//! An exact derivative is at most ‖e‖ away from g̃: it changes the numerator by no more than that, and the denominator too.
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
    pub(super) fn of(low: f64, high: f64, tolerance: f64) -> Self {
        if high <= tolerance {
            Verdict::Pass
        } else if low > tolerance {
            Verdict::Fail
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
    pub(super) fn of(numeric: &[f64], gradient: &[f64], errors: &[f64], tolerance: f64) -> Self {
        let sum = norm(numeric) + norm(gradient);
        let resolution = norm(errors) / sum;
        let metric = relative(numeric, gradient, sum);
        let (low, high) = if resolution < 1.0 && !metric.is_nan() {
            let low = (metric - resolution) / (1.0 + resolution);
            (bits::max(low, 0.0), bits::min((metric + resolution) / (1.0 - resolution), 1.0))
        } else {
            // Noise as large as the numbers, or nothing on either side: there is nothing to compare with.
            (0.0, 1.0)
        };
        Comparison { sum, metric, low, high, verdict: Verdict::of(low, high, tolerance) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_response_to_factors_signs_and_zeros() {
        let gradient = [0.3, -1.0, 2.0];
        let times = |k: f64| gradient.map(|g| k * g);
        // |k − 1|/(k + 1), up to the rounding of norms.
        for (k, expected) in [(2.0, 1.0 / 3.0), (0.5, 1.0 / 3.0), (1.00001, 1e-5 / 2.00001), (0.0, 1.0), (-1.0, 1.0)] {
            assert!((metric(&gradient, &times(k)) - expected).abs() < 1e-15, "{k}");
        }
        assert_eq!(metric(&[0.0; 3], &[0.0; 3]), 0.0);
        assert_eq!(metric(&[1e200, 1e200], &[1e200, 1e200]), 0.0);
        assert_eq!(metric(&[1e200], &[-1e200]), 1.0, "squares overflow, norms do not");
        assert_eq!(metric(&[f64::MAX; 2], &[f64::MIN; 2]), 1.0, "norms overflow too");
        assert_eq!(metric(&[f64::MAX; 2], &[f64::MAX; 2]), 0.0);
        assert!(metric(&[f64::INFINITY], &[1.0]).is_nan() && metric(&[f64::NAN, f64::MAX], &[1.0, f64::MAX]).is_nan());
    }

    #[test]
    fn verdicts_by_hand() {
        let of = |error: f64, bound: f64| Comparison::of(&[1.0 + error], &[1.0], &[bound], 1e-3).verdict;
        assert_eq!(of(0.0, 1e-6), Verdict::Pass);
        assert_eq!(of(0.1, 1e-6), Verdict::Fail);
        assert_eq!(of(0.0, 0.1), Verdict::Undecidable, "a lucky agreement");
        assert_eq!(of(0.1, 0.2), Verdict::Undecidable, "a difference that noise may have made");
        assert_eq!(Comparison::of(&[0.0], &[0.0], &[1e-9], 1e-3).verdict, Verdict::Undecidable, "nothing to compare");
        assert_eq!(Comparison::of(&[f64::NAN], &[0.0], &[1e-9], 1e-3).verdict, Verdict::Undecidable);
        assert_eq!(Comparison::of(&[0.5], &[0.0], &[1e-9], 1e-3).verdict, Verdict::Fail);
    }

    #[test]
    fn the_interval_holds_the_metric_of_every_derivative_within_the_bounds() {
        // A quotient 1 that may be off by 0.1, and a gradient 1.1: the derivative 0.9 has the metric 0.2/2.
        let comparison = Comparison::of(&[1.0], &[1.1], &[0.1], 1e-3);
        assert!((comparison.high - (0.1 + 0.1) / (2.1 - 0.1)).abs() < 1e-15 && comparison.high >= 0.1);
        assert!(comparison.metric + 0.1 / 2.1 < 0.1, "without the change of the denominator it would not");
        for tenths in 0..=20 {
            let error = f64::from(tenths - 10) / 100.0;
            for gradient in [0.5, 0.95, 1.1, -2.0] {
                let comparison = Comparison::of(&[1.0], &[gradient], &[0.1], 1e-3);
                let exact = metric(&[1.0 + error], &[gradient]);
                let rounding = 4.0 * f64::EPSILON;
                assert!(
                    comparison.low - rounding <= exact && exact <= comparison.high + rounding,
                    "{error} {gradient}"
                );
            }
        }
        assert_eq!(Comparison::of(&[1.0], &[0.5], &[2.0], 1e-3).verdict, Verdict::Undecidable, "noise above all");
    }

    #[test]
    fn one_failure_decides() {
        let over = |parts: &[Verdict]| Verdict::over(parts.iter().copied());
        assert_eq!(over(&[Verdict::Pass, Verdict::Undecidable, Verdict::Fail]), Verdict::Fail);
        assert_eq!(over(&[Verdict::Pass, Verdict::Undecidable]), Verdict::Undecidable);
        assert_eq!(over(&[Verdict::Pass, Verdict::Pass]), Verdict::Pass);
    }
}
