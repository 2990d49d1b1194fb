//! Should *these* inputs be normalized, and how? A recommendation in words, with the numbers that it rests on.
//!
//! The rules are few, and every threshold says where it comes from:
//!
//! | rule | threshold | why |
//! |---|---|---|
//! | do nothing | raw inputs need at most [`ENOUGH_STEPS`] steps | there is nothing left to gain |
//! | otherwise the mildest of nothing, centering, standardizing | within [`WORTH_A_CHANGE`] of the best | a factor of 2 is not worth other units |
//! | median and interquartile range in place of μ and σ | a value [`FAR_OUT`] interquartile ranges out, and no more steps | it would set σ by itself |
//! | drop constant features | all values are the same | there is nothing to divide by |
//! | look at nearly constant features | σ/max\|x\| ≤ [`HALF_THE_DIGITS`] | dividing makes the noise of half the digits as large as a feature |
//! | remove correlations too | standardized inputs need more than [`MANY_STEPS`] steps | no scaling can help any more |
//! | keep zeros | more than [`SPARSE`] of the values are 0 | 12 bytes a nonzero, sparse, against 8 a value, dense |
//!
//! Steps are those of gradient descent on least squares with a bias, at its best fixed step, to an error of 10⁻⁶ of the first
//! one: about (κ/2)·ln 10⁶.
//!
//! ```
//! use ndarray::{Array1, array};
//! use wellposed::advice::{Action, advise};
//! use wellposed::data::Dataset;
//!
//! let (size, rooms) = ([70.0, 85.0, 64.0, 120.0], [3.0, 3.0, 2.0, 4.0]);
//! let features = ndarray::Array2::from_shape_fn((4, 2), |(i, j)| if j == 0 { size[i] } else { rooms[i] });
//! let advice = advise(&Dataset::new("houses", features, Array1::zeros(4)));
//! assert_eq!(advice.action, Action::Standardize);
//!
//! let advice = advise(&Dataset::new("signs", array![[-1.0, 1.0], [1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]], Array1::zeros(4)));
//! assert_eq!(advice.action, Action::Nothing);
//! ```

mod dependence;
mod feature;
mod kind;
pub(crate) mod next;
mod odd;
mod prospects;
mod rules;
pub mod screen;
mod study;
#[cfg(test)]
mod tests;

pub use feature::{FeatureSummary, Variation};
pub use odd::Odd;
pub use prospects::{Bound, Prospects, TOLERANCE};
pub use study::Study;

use std::fmt;

use crate::data::Dataset;

/// Steps of gradient descent that are few enough: κ ≤ 14.5.
pub const ENOUGH_STEPS: f64 = 100.0;
/// Steps of gradient descent on standardized inputs that call for more than scaling: κ > 145.
pub const MANY_STEPS: f64 = 1000.0;
/// By which factor the steps must fall before a stronger normalization is worth its change of units.
pub const WORTH_A_CHANGE: f64 = 2.0;
/// Distance from the nearer quartile, in interquartile ranges, from which a value sets σ by itself. Ten of them are 14σ of a normal
/// law, which has a probability near 10⁻⁴⁵.
pub const FAR_OUT: f64 = 10.0;
/// √u: the deviation of a feature, relative to its largest value, below which half of its digits are spent on the offset.
pub const HALF_THE_DIGITS: f64 = 1.053_671_212_772_350_9e-8;
/// The share of zeros above which compressed sparse rows (8 bytes for a value, 4 for its column) take less memory than a dense
/// matrix (8 bytes a value).
pub const SPARSE: f64 = 1.0 / 3.0;

/// What takes longer than that is not computed: ten minutes.
const MOST_SECONDS: f64 = 600.0;
/// And what takes more memory: 2 GB.
const MOST_BYTES: f64 = 2e9;

/// What to do with the inputs of one data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The examples can't tell: there is only one, or none.
    MoreExamples,
    /// No feature varies.
    NothingToLearn,
    /// Leave the inputs as they are.
    Nothing,
    /// x − μ.
    Center,
    /// (x − μ)/σ.
    Standardize,
    /// (x − median)/(interquartile range).
    Robust,
}

impl Action {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Action::MoreExamples => "collect more examples",
            Action::NothingToLearn => "find other features",
            Action::Nothing => "leave the inputs as they are",
            Action::Center => "center: x − μ",
            Action::Standardize => "standardize: (x − μ)/σ",
            Action::Robust => "scale robustly: (x − median)/(interquartile range)",
        }
    }

    /// For machines.
    pub fn name(self) -> &'static str {
        match self {
            Action::MoreExamples => "more_examples",
            Action::NothingToLearn => "nothing_to_learn",
            Action::Nothing => "nothing",
            Action::Center => "center",
            Action::Standardize => "standardize",
            Action::Robust => "robust",
        }
    }

    /// What to do, in a sentence without its full stop.
    pub fn instruction(self) -> &'static str {
        match self {
            Action::MoreExamples | Action::NothingToLearn | Action::Nothing => self.words(),
            Action::Center => "center: subtract the mean of the training rows from each feature",
            Action::Standardize => {
                "standardize: subtract the mean, divide by the standard deviation of the training rows"
            }
            Action::Robust => "scale robustly: subtract the median, divide by the quartile range of the training rows",
        }
    }
}

/// One finding: what to do, why, and the number that was held against a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What it is about: `normalization`, `constant features`, `outliers` …
    pub topic: &'static str,
    /// What to do.
    pub advice: String,
    /// Why.
    pub because: String,
    /// What was measured.
    pub value: Option<f64>,
    /// The limit that decides.
    pub limit: Option<f64>,
}

/// A recommendation for one data set.
#[derive(Clone, Debug)]
pub struct Advice {
    /// The name of the data set.
    pub data: String,
    /// The recommendation.
    pub action: Action,
    /// Condition numbers before and after; `None` where they can't be computed (one example, or values near the largest number).
    pub prospects: Option<Prospects>,
    /// Why they are not there; empty if they are.
    pub without_prospects: String,
    /// Every finding, the recommendation first.
    pub reasons: Vec<Reason>,
    /// What is odd about which column.
    pub odd: Vec<Odd>,
}

/// Looks at the features of a data set and recommends what to do with them.
pub fn advise(dataset: &Dataset) -> Advice {
    Study::of(dataset).advice()
}

impl fmt::Display for Advice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}: {}", self.data, self.action.words())?;
        for reason in &self.reasons {
            writeln!(formatter, "- {}: {}; {}", reason.topic, reason.advice, reason.because)?;
        }
        Ok(())
    }
}
