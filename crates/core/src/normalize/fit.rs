//! How does a normalizer learn its numbers, once and from the training set?

use super::constant::ConstantFeatures;
use super::deviation::vanishes;
use super::diagonal::{self, Diagonal};
use super::error::{Column, NormalizeError};
use super::fitted::Fitted;
use super::fitting::Fitting;
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

impl Fitting<'_> {
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
}
