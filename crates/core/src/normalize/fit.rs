//! How does a normalizer learn its numbers, once and from the training set?
//!
//! [`Normalizer::fit`] does it as most people want it. A [`Fitting`] has the settings:
//!
//! | setting | for | without it |
//! |---|---|---|
//! | [`range`](Fitting::range) | min-max | 0 to 1 |
//! | [`quantiles`](Fitting::quantiles) | robust | the quartiles, 0.25 and 0.75 |
//! | [`weights`](Fitting::weights) | center, scale, standard | each row counts once |
//! | [`skip_missing`](Fitting::skip_missing) | all but whitening | NaN is an error |
//! | [`constant_features`](Fitting::constant_features) | all | a feature that does not vary keeps the scale 1 |
//!
//! and learns from a matrix, one of `f32` ([`fit_f32`](Fitting::fit_f32)), or moments that were merged from pieces ([`fit_moments`](Fitting::fit_moments)).
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
use super::deviation::vanishes;
use super::diagonal::{self, Diagonal};
use super::error::{Column, NormalizeError};
use super::fitted::Fitted;
use super::map::Map;
use super::moments::Moments;
use super::normalizer::Normalizer;
use super::{gaps, whitening};
use ndarray::ArrayView2;

impl Normalizer {
    /// Learns shift and scale from the rows of `training` (m, n); features that do not vary keep the scale 1.
    ///
    /// # Errors
    /// No rows or columns; a value that is not finite; a spread that exceeds the largest number.
    pub fn fit(self, training: ArrayView2<f64>) -> Result<Fitted, NormalizeError> {
        Fitting::of(self).fit(training)
    }

    /// Learns shift and scale with this policy for features that do not vary.
    ///
    /// # Errors
    /// As [`Normalizer::fit`], and a feature that does not vary if the policy is [`ConstantFeatures::Error`].
    pub fn fit_with(self, training: ArrayView2<f64>, policy: ConstantFeatures) -> Result<Fitted, NormalizeError> {
        Fitting::of(self).constant_features(policy).fit(training)
    }
}

/// A normalizer and how it is fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
#[must_use = "it has learned nothing yet"]
pub struct Fitting<'a> {
    pub(super) normalizer: Normalizer,
    pub(super) policy: ConstantFeatures,
    pub(super) range: Option<(f64, f64)>,
    pub(super) quantiles: Option<(f64, f64)>,
    pub(super) weights: Option<&'a [f64]>,
    pub(super) skips_missing: bool,
}

impl<'a> Fitting<'a> {
    /// As [`Normalizer::fit`] does it.
    pub fn of(normalizer: Normalizer) -> Self {
        let policy = ConstantFeatures::default();
        Fitting { normalizer, policy, range: None, quantiles: None, weights: None, skips_missing: false }
    }

    /// What is done about features that do not vary.
    pub fn constant_features(self, policy: ConstantFeatures) -> Self {
        Fitting { policy, ..self }
    }

    /// The range that the training data fill, up to a few roundings of its ends; the smallest value becomes `low` exactly.
    pub fn range(self, low: f64, high: f64) -> Self {
        Fitting { range: Some((low, high)), ..self }
    }

    /// The quantiles whose distance is the scale, as probabilities.
    pub fn quantiles(self, low: f64, high: f64) -> Self {
        Fitting { quantiles: Some((low, high)), ..self }
    }

    /// How often each row counts: a weight of 2 is two equal rows, one of 0 is none.
    pub fn weights(self, weights: &'a [f64]) -> Self {
        Fitting { weights: Some(weights), ..self }
    }

    /// A NaN is a missing value: each feature is fitted on the rows that have it, [`Fitted::missing`] counts the others, and what is missing stays missing when it is
    /// transformed.
    pub fn skip_missing(self) -> Self {
        Fitting { skips_missing: true, ..self }
    }

    /// Learns shift and scale from the rows of `training` (m, n).
    ///
    /// # Errors
    /// No rows or columns; a value that is not finite; a spread that exceeds the largest number; a setting that makes no sense or is not one of this normalizer; a
    /// feature without a value; and by the policy, one that does not vary.
    pub fn fit(&self, training: ArrayView2<f64>) -> Result<Fitted, NormalizeError> {
        let (examples, columns) = training.dim();
        if examples == 0 || columns == 0 {
            return Err(NormalizeError::Empty { rows: examples, columns });
        }
        self.check(examples)?;
        // One row-major copy, if need be, in place of one for every reading.
        let training = training.as_standard_layout();
        let training = training.view();
        if self.normalizer.whitens() {
            return whitening::fit(self.normalizer, training, self.policy);
        }
        if self.skips_missing {
            let (diagonal, missing) = gaps::fit(training, self)?;
            return Ok(Fitted { missing: Some(missing), ..self.fitted(examples, diagonal) });
        }
        Ok(self.fitted(examples, diagonal::of(training, self)?))
    }

    /// Learns from mean and deviation alone, such as those of pieces of the data that were merged: for [`Center`](Normalizer::Center), [`Scale`](Normalizer::Scale) and
    /// [`Standard`](Normalizer::Standard).
    ///
    /// ```
    /// use ndarray::array;
    /// use wellposed_core::normalize::{Fitting, Normalizer, moments::Moments};
    ///
    /// let [morning, evening] = [array![[1.0]], array![[3.0]]].map(|rows| Moments::of(rows.view()));
    /// let fitted = Fitting::of(Normalizer::Standard).fit_moments(&morning.merge(&evening))?;
    /// assert_eq!((fitted.shift(), fitted.scale()), (&[2.0][..], Some(&[1.0][..])));
    /// # Ok::<(), wellposed_core::normalize::NormalizeError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Fitting::fit`]; another normalizer, or weights. The squares in moments overflow from 1.3e154 on, and some vanish below 1e-136: both are refused.
    /// (Not seen is what vanishes around a mean of exactly 0, which looks like a column of zeros.)
    pub fn fit_moments(&self, moments: &Moments) -> Result<Fitted, NormalizeError> {
        let (rows, columns) = (moments.count(), moments.mean().len());
        if rows == 0 || columns == 0 {
            return Err(NormalizeError::Empty { rows, columns });
        }
        self.check(rows)?;
        self.refuse(!self.normalizer.has_moments(), "a fit to moments")?;
        self.refuse(self.weights.is_some(), "weights beside moments")?;
        let mean = moments.mean().to_vec();
        let deviation: Vec<f64> = moments.variance().into_iter().map(f64::sqrt).collect();
        let is_lost = |&index: &usize| {
            let (mean, deviation) = (mean[index], deviation[index]);
            let is_zero = mean == 0.0 && deviation == 0.0;
            !(mean.is_finite() && deviation.is_finite()) || (vanishes(mean, deviation) && !is_zero)
        };
        if let Some(index) = (0..columns).find(is_lost) {
            return Err(NormalizeError::Moments { column: Column::at(index) });
        }
        Ok(self.fitted(rows, diagonal::of_moments(mean, deviation, self)?))
    }

    fn fitted(&self, examples: usize, diagonal: Diagonal) -> Fitted {
        let Diagonal { shift, scale, constant } = diagonal;
        Fitted {
            normalizer: self.normalizer,
            examples,
            constant_features: constant,
            shift,
            map: Map::Scale(scale),
            offset: self.range.map_or(0.0, |(low, _)| low),
            missing: None,
        }
    }

    /// Refuses settings that are not those of this normalizer, or make no sense.
    fn check(&self, rows: usize) -> Result<(), NormalizeError> {
        let normalizer = self.normalizer;
        self.refuse(self.range.is_some() && normalizer != Normalizer::MinMax, "a range")?;
        self.refuse(self.quantiles.is_some() && normalizer != Normalizer::Robust, "quantiles")?;
        self.refuse(self.weights.is_some() && !normalizer.has_moments(), "weights")?;
        self.refuse(self.skips_missing && normalizer.whitens(), "a way around missing values")?;
        let is_range = |(low, high): (f64, f64)| low < high && (high - low).is_finite();
        let are_quantiles = |(low, high): (f64, f64)| 0.0 <= low && low < high && high <= 1.0;
        let weights = self.weights.unwrap_or_default();
        let checks = [
            (
                self.range.is_none_or(is_range),
                "a range has two ends, the lower one first, and a width that is a number",
            ),
            (self.quantiles.is_none_or(are_quantiles), "the quantiles lie between 0 and 1, the lower one first"),
            (self.weights.is_none() || weights.len() == rows, "there is one weight for each row"),
            (weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0), "a weight is finite and not negative"),
            (self.weights.is_none() || weights.iter().any(|&weight| weight > 0.0), "one weight at least is positive"),
        ];
        match checks.into_iter().find(|(holds, _)| !holds) {
            Some((_, needed)) => Err(NormalizeError::Setting { needed }),
            None => Ok(()),
        }
    }

    fn refuse(&self, is_wrong: bool, setting: &'static str) -> Result<(), NormalizeError> {
        let normalizer = self.normalizer;
        if is_wrong { Err(NormalizeError::NotOfThis { normalizer, setting }) } else { Ok(()) }
    }
}
