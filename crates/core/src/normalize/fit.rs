//! How does a normalizer learn its numbers, once and from the training set?
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
use super::deviation::vanishes;
use super::diagonal::{self, Diagonal};
use super::error::{Column, NormalizeError};
use super::fitted::Fitted;
use super::map::Map;
use super::moments::Moments;
use super::normalizer::Normalizer;
use super::rows::check_usable;
use super::whitening;
use crate::parallel::cells;
use ndarray::{Array2, ArrayView1, ArrayView2};

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
    skips_missing: bool,
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

    /// For all but whitening: each feature is fitted on the rows in which it is not NaN, and [`Fitted::missing`] counts the others.
    pub fn skip_missing(self) -> Self {
        Fitting { skips_missing: true, ..self }
    }

    /// Learns shift and scale from the rows of `training` (m, n).
    ///
    /// # Errors
    /// As [`Normalizer::fit_with`]; a setting that makes no sense or is not one of this normalizer; a feature without a value.
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
            return self.fit_present(training);
        }
        Ok(self.fitted(examples, diagonal::of(training, self)?))
    }

    /// As [`Fitting::fit`], from the same numbers as `f64`.
    ///
    /// # Errors
    /// As [`Fitting::fit`].
    pub fn fit_f32(&self, training: ArrayView2<f32>) -> Result<Fitted, NormalizeError> {
        self.fit(training.map(|&value| f64::from(value)).view())
    }

    /// Learns center, scale or standard from moments, such as those of pieces of the data that were [merged](Moments::merge).
    ///
    /// # Errors
    /// As [`Fitting::fit`]; squares that overflowed, from 1.3e154 on, or vanished, below 1e-136 (around a mean of exactly 0 that is not seen).
    pub fn fit_moments(&self, moments: &Moments) -> Result<Fitted, NormalizeError> {
        let (rows, columns) = (moments.count(), moments.mean().len());
        if rows == 0 || columns == 0 {
            return Err(NormalizeError::Empty { rows, columns });
        }
        self.check(rows)?;
        if !self.normalizer.has_moments() || self.weights.is_some() {
            let needed = "moments are for center, scale and standard without weights";
            return Err(NormalizeError::Setting { needed });
        }
        let mean = moments.mean().to_vec();
        let deviation: Vec<f64> = moments.variance().into_iter().map(f64::sqrt).collect();
        let is_lost = |&index: &usize| {
            let (mean, deviation) = (mean[index], deviation[index]);
            !(mean.is_finite() && deviation.is_finite())
                || (vanishes(mean, deviation) && (mean, deviation) != (0.0, 0.0))
        };
        if let Some(index) = (0..columns).find(is_lost) {
            let reason =
                "its moments hold no deviation; leave out what is not finite, or bring the column near 1 first";
            return Err(NormalizeError::Unusable { column: Column::at(index), reason });
        }
        Ok(self.fitted(rows, diagonal::of_moments(mean, deviation, self)?))
    }

    /// Each column without its gaps, as if it stood alone.
    fn fit_present(&self, training: ArrayView2<f64>) -> Result<Fitted, NormalizeError> {
        check_usable(training, true)?;
        let (mut whole, mut missing) = (Diagonal::default(), Vec::new());
        let columns = cells(training.columns(), |column| self.of_present(column));
        for (index, column) in columns.into_iter().enumerate() {
            let (alone, present) = column.map_err(|error| error.in_column(index))?;
            whole.shift.extend(alone.shift);
            whole.scale.extend(alone.scale);
            whole.constant.extend(alone.constant.iter().map(|_| index));
            missing.push(training.nrows() - present);
        }
        Ok(Fitted { missing: Some(missing), ..self.fitted(training.nrows(), whole) })
    }

    /// What a column is fitted to, and how many values it has.
    fn of_present(&self, column: ArrayView1<f64>) -> Result<(Diagonal, usize), NormalizeError> {
        let present: Vec<usize> = (0..column.len()).filter(|&row| !column[row].is_nan()).collect();
        let weights: Option<Vec<f64>> = self.weights.map(|weights| present.iter().map(|&row| weights[row]).collect());
        let counts = weights.as_ref().is_none_or(|weights| weights.iter().any(|&weight| weight > 0.0));
        if present.is_empty() || !counts {
            let reason = "every value is missing; leave the column out";
            return Err(NormalizeError::Unusable { column: Column::at(0), reason });
        }
        let values = Array2::from_shape_fn((present.len(), 1), |(row, _)| column[present[row]]);
        let alone = Fitting { weights: weights.as_deref(), ..*self };
        Ok((diagonal::of(values.view(), &alone)?, present.len()))
    }

    fn fitted(&self, examples: usize, diagonal: Diagonal) -> Fitted {
        let Diagonal { shift, scale, constant } = diagonal;
        Fitted {
            normalizer: self.normalizer,
            examples,
            constant_features: constant,
            shift,
            map: Map::Scale(scale),
            offset: self.range.0,
            missing: None,
        }
    }

    /// Refuses settings that are not those of this normalizer, or make no sense.
    fn check(&self, rows: usize) -> Result<(), NormalizeError> {
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
