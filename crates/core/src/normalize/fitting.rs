//! With which settings is a normalizer fitted?
//!
//! [`Normalizer::fit`] has no settings. A [`Fitting`] has, and learns from a matrix, one of `f32`, or merged moments:
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::normalize::{Fitting, Normalizer};
//!
//! let x = array![[0.0, 7.0], [f64::NAN, 8.0], [4.0, 9.0]];
//! let fitted = Fitting::of(Normalizer::MinMax).range(-1.0, 1.0).skip_missing().fit(x.view())?;
//! assert_eq!(fitted.missing(), Some(&[1, 0][..]));
//! assert_eq!(fitted.transform(array![[3.0, 8.0]].view())?, array![[0.5, 0.0]]);
//! # Ok::<(), wellposed_core::normalize::NormalizeError>(())
//! ```

use super::constant::ConstantFeatures;
use super::error::NormalizeError;
use super::normalizer::Normalizer;

const RANGE: (f64, f64) = (0.0, 1.0);
const QUARTILES: (f64, f64) = (0.25, 0.75);

/// A normalizer and how it is fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use = "it has learned nothing yet"]
pub struct Fitting<'a> {
    pub(super) normalizer: Normalizer,
    pub(super) policy: ConstantFeatures,
    pub(super) range: (f64, f64),
    pub(super) quantiles: (f64, f64),
    pub(super) weights: Option<&'a [f64]>,
    pub(super) skips_missing: bool,
}

impl<'a> Fitting<'a> {
    /// As [`Normalizer::fit`] does it.
    pub fn of(normalizer: Normalizer) -> Self {
        let policy = ConstantFeatures::default();
        Fitting { normalizer, policy, range: RANGE, quantiles: QUARTILES, weights: None, skips_missing: false }
    }

    /// What is done about features that do not vary.
    pub fn constant_features(self, policy: ConstantFeatures) -> Self {
        Fitting { policy, ..self }
    }

    /// For min-max: the smallest value becomes `low`, the largest `high` to 4u(|low| + |high|); otherwise 0 and 1.
    pub fn range(self, low: f64, high: f64) -> Self {
        Fitting { range: (low, high), ..self }
    }

    /// For robust: the probabilities of the quantiles whose distance is the scale; otherwise the quartiles.
    pub fn quantiles(self, low: f64, high: f64) -> Self {
        Fitting { quantiles: (low, high), ..self }
    }

    /// For center, scale and standard: how often each row counts.
    pub fn weights(self, weights: &'a [f64]) -> Self {
        Fitting { weights: Some(weights), ..self }
    }

    /// For all but whitening: each feature is fitted on the rows in which it is not NaN, and [`Fitted::missing`](super::Fitted::missing) counts the others.
    pub fn skip_missing(self) -> Self {
        Fitting { skips_missing: true, ..self }
    }

    /// Refuses settings that are not those of this normalizer, or make no sense.
    pub(super) fn check(&self, rows: usize) -> Result<(), NormalizeError> {
        let Fitting { normalizer, range: (low, high), quantiles, weights, skips_missing, .. } = *self;
        let is_range = (1e-100..1e100).contains(&(high - low));
        let are_quantiles = 0.0 <= quantiles.0 && quantiles.0 < quantiles.1 && quantiles.1 <= 1.0;
        let is_weight = |&weight: &f64| weight >= 0.0 && weight.is_finite();
        let are_weights = |weights: &[f64]| {
            let fit = normalizer.has_moments() && weights.len() == rows && weights.iter().all(is_weight);
            fit && weights.iter().any(|&weight| weight > 0.0)
        };
        let is_for = |of: Normalizer| normalizer == of;
        let checks = [
            (
                is_range && (is_for(Normalizer::MinMax) || (low, high) == RANGE),
                "a range is for min_max, from 1e-100 to 1e100 wide, the lower end first",
            ),
            (
                are_quantiles && (is_for(Normalizer::Robust) || quantiles == QUARTILES),
                "quantiles are for robust, between 0 and 1, the lower one first",
            ),
            (
                weights.is_none_or(are_weights),
                "weights are for center, scale and standard, one for each row, not negative, not all 0",
            ),
            (!skips_missing || !normalizer.whitens(), "whitening takes no missing values"),
        ];
        match checks.into_iter().find(|(holds, _)| !holds) {
            Some((_, needed)) => Err(NormalizeError::Setting { needed }),
            None => Ok(()),
        }
    }
}
