//! How are examples transformed by what was learned from the training set, and only from it?
//!
//! ```text
//! zⱼ = (xⱼ − shiftⱼ) / scaleⱼ + offset          xⱼ = (zⱼ − offset)·scaleⱼ + shiftⱼ
//! z  = A·(x − shift)  (whitening)               x  = A⁻¹·z + shift
//! ```
//!
//! The offset is the lower end of the range of min-max, otherwise 0.
//!
//! The division is no multiplication by 1/scale: `z` then has two roundings instead of three, and the largest training
//! value of min–max becomes exactly 1.
//! A round trip returns `x` up to `3u·|x − shift| + u·|x|`, with an offset up to `2u·|offset|·scale` more. Where x − shift may overflow and z not, half of each is taken.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::normalize::Normalizer;
//!
//! let fitted = Normalizer::Standard.fit(array![[1.0, 10.0], [3.0, 30.0]].view())?;
//! assert_eq!(fitted.shift(), [2.0, 20.0]);
//! assert_eq!(fitted.scale(), Some(&[1.0, 10.0][..]));
//! assert_eq!(fitted.transform(array![[5.0, 20.0]].view())?, array![[3.0, 0.0]]);
//! assert_eq!(fitted.inverse_transform(array![[3.0, 0.0]].view())?, array![[5.0, 20.0]]);
//! # Ok::<(), wellposed_core::normalize::NormalizeError>(())
//! ```

use super::error::{Column, NormalizeError};
use super::map::Map;
use super::normalizer::Normalizer;
use super::rows::{LEAF_ROWS, first_unusable};
use crate::bits::{self, Real};
use crate::parallel::cells;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, ArrayViewMut2, Axis};

/// A normalizer that was fitted on training data; the only thing that can transform.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a fitted normalizer is there to transform"]
pub struct Fitted {
    pub(super) normalizer: Normalizer,
    pub(super) examples: usize,
    pub(super) constant_features: Vec<usize>,
    pub(super) shift: Vec<f64>,
    pub(super) map: Map,
    pub(super) offset: f64,
    pub(super) missing: Option<Vec<usize>>,
}

/// Half a unit in the last place of the largest number: less can be taken from any number without overflow.
const FAR: f64 = f64::MAX * (f64::EPSILON / 4.0);

impl Fitted {
    /// What was fitted.
    pub fn normalizer(&self) -> Normalizer {
        self.normalizer
    }

    /// Number of training examples, m.
    pub fn examples(&self) -> usize {
        self.examples
    }

    /// Number of features, n.
    pub fn features(&self) -> usize {
        self.shift.len()
    }

    /// What is subtracted from each feature.
    pub fn shift(&self) -> &[f64] {
        &self.shift
    }

    /// By what each feature is divided; `None` for whitening.
    pub fn scale(&self) -> Option<&[f64]> {
        match &self.map {
            Map::Scale(scale) => Some(scale),
            Map::Whiten { .. } => None,
        }
    }

    /// The matrix A (n, n) of `z = A·(x − shift)`; without whitening it is the diagonal of 1/scale.
    pub fn matrix(&self) -> Array2<f64> {
        match &self.map {
            Map::Scale(scale) => Array2::from_diag(&scale.iter().map(|scale| 1.0 / scale).collect::<Array1<f64>>()),
            Map::Whiten { matrix, .. } => matrix.clone(),
        }
    }

    /// Indices, counted from 0, of the features whose scale is 1 because they do not vary. For whitening these are directions,
    /// those of largest variance first. Empty for [`Normalizer::Center`], which has no scale.
    pub fn constant_features(&self) -> &[usize] {
        &self.constant_features
    }

    /// What is added after the division.
    pub fn offset(&self) -> f64 {
        self.offset
    }

    /// How many values each feature lacked in training, if they were [skipped](super::Fitting::skip_missing). Then a NaN is transformed to NaN; otherwise it is refused.
    pub fn missing(&self) -> Option<&[usize]> {
        self.missing.as_deref()
    }

    pub(super) fn takes_gaps(&self) -> bool {
        self.missing.is_some()
    }

    /// Normalizes the rows of `x` (m, n); the result is row-major, and empty if `x` is.
    ///
    /// # Errors
    /// Another number of columns than in training; a value that is not finite; a result that overflows.
    pub fn transform(&self, x: ArrayView2<f64>) -> Result<Array2<f64>, NormalizeError> {
        // Fresh zeros cost nothing until they are touched, by the thread that then works on them in its cache.
        let mut normalized = Array2::zeros(x.raw_dim());
        self.transform_into(x, normalized.view_mut())?;
        Ok(normalized)
    }

    /// Normalizes the rows of `x` (m, n) into `normalized` (m, n). Where the memory is used again and again, this saves the
    /// system most of the time of [`Fitted::transform`]. After an error, some rows are written and some are not.
    ///
    /// # Errors
    /// As [`Fitted::transform`].
    ///
    /// # Panics
    /// If the shapes of `x` and `normalized` differ.
    pub fn transform_into(&self, x: ArrayView2<f64>, normalized: ArrayViewMut2<f64>) -> Result<(), NormalizeError> {
        self.check_columns(x.ncols())?;
        copy_and_map(x, normalized, self.takes_gaps(), |rows| self.normalize_rows(rows))
    }

    /// Normalizes the rows of `x` (m, n) in place. After an error, some rows are normalized and some are not.
    ///
    /// # Errors
    /// As [`Fitted::transform`].
    pub fn transform_in_place(&self, x: &mut Array2<f64>) -> Result<(), NormalizeError> {
        self.check_columns(x.ncols())?;
        let leaves = x.axis_chunks_iter_mut(Axis(0), LEAF_ROWS).enumerate();
        let mapped =
            cells(leaves, |(leaf, rows)| map_leaf(rows, leaf, self.takes_gaps(), |rows| self.normalize_rows(rows)));
        mapped.into_iter().collect()
    }

    /// Takes normalized rows back to the units of the training data; the result is row-major.
    ///
    /// # Errors
    /// As [`Fitted::transform`].
    pub fn inverse_transform(&self, z: ArrayView2<f64>) -> Result<Array2<f64>, NormalizeError> {
        self.check_columns(z.ncols())?;
        let mut restored = Array2::zeros(z.raw_dim());
        copy_and_map(z, restored.view_mut(), self.takes_gaps(), |rows| self.restore_rows(rows))?;
        Ok(restored)
    }

    /// As [`Fitted::transform`], computed in `f64` and rounded once.
    ///
    /// # Errors
    /// As [`Fitted::transform`], from 3.4e38 on.
    pub fn transform_f32(&self, x: ArrayView2<f32>) -> Result<Array2<f32>, NormalizeError> {
        self.rounded(x, |rows| self.normalize_rows(rows))
    }

    /// As [`Fitted::inverse_transform`], in the same way.
    ///
    /// # Errors
    /// As [`Fitted::transform_f32`].
    pub fn inverse_transform_f32(&self, z: ArrayView2<f32>) -> Result<Array2<f32>, NormalizeError> {
        self.rounded(z, |rows| self.restore_rows(rows))
    }

    fn rounded(
        &self,
        from: ArrayView2<f32>,
        operation: impl Fn(ArrayViewMut2<f64>) + Sync,
    ) -> Result<Array2<f32>, NormalizeError> {
        self.check_columns(from.ncols())?;
        let mut result = Array2::zeros(from.raw_dim());
        let leaves = from.axis_chunks_iter(Axis(0), LEAF_ROWS).zip(result.axis_chunks_iter_mut(Axis(0), LEAF_ROWS));
        let mapped = cells(leaves.enumerate(), |(leaf, (from, mut to))| {
            let mut rows = from.map(|&value| f64::from(value));
            map_leaf(rows.view_mut(), leaf, self.takes_gaps(), &operation)?;
            to.zip_mut_with(&rows, |to, &value| *to = value as f32);
            refuse_overflow(to.view(), leaf, self.takes_gaps())
        });
        mapped.into_iter().collect::<Result<(), _>>().map(|()| result)
    }

    fn normalize_rows(&self, mut rows: ArrayViewMut2<f64>) {
        match &self.map {
            Map::Scale(scale) if self.is_plain() => {
                each(rows, &self.shift, scale, |x, shift, scale| (x - shift) / scale);
            }
            Map::Scale(scale) => {
                each(rows, &self.shift, scale, |x, shift, scale| (0.5 * x - 0.5 * shift) / scale * 2.0 + self.offset)
            }
            Map::Whiten { matrix, .. } => {
                let centered = &rows - &ArrayView1::from(&self.shift);
                rows.assign(&bits::product(centered.view(), matrix.t()));
            }
        }
    }

    fn restore_rows(&self, mut rows: ArrayViewMut2<f64>) {
        match &self.map {
            Map::Scale(scale) if self.is_plain() => {
                each(rows, &self.shift, scale, |z, shift, scale| z * scale + shift);
            }
            Map::Scale(scale) => each(rows, &self.shift, scale, |z, shift, scale| {
                ((z - self.offset) * (0.5 * scale) + 0.5 * shift) * 2.0
            }),
            Map::Whiten { inverse, .. } => {
                let deviations = bits::product(rows.view(), inverse.t());
                rows.assign(&(&deviations + &ArrayView1::from(&self.shift)));
            }
        }
    }

    /// Whether z is a difference and a quotient, and no more.
    fn is_plain(&self) -> bool {
        self.offset == 0.0 && self.shift.iter().all(|shift| shift.abs() < FAR)
    }

    pub(super) fn check_columns(&self, found: usize) -> Result<(), NormalizeError> {
        let expected = self.features();
        if found == expected { Ok(()) } else { Err(NormalizeError::WrongColumns { expected, found }) }
    }
}

/// `operation` on a copy of each leaf of `from`; the error is that of the first row that has one.
fn copy_and_map(
    from: ArrayView2<f64>,
    mut to: ArrayViewMut2<f64>,
    takes_gaps: bool,
    operation: impl Fn(ArrayViewMut2<f64>) + Sync,
) -> Result<(), NormalizeError> {
    assert_eq!(from.dim(), to.dim(), "a result of another shape");
    let leaves = from.axis_chunks_iter(Axis(0), LEAF_ROWS).zip(to.axis_chunks_iter_mut(Axis(0), LEAF_ROWS));
    let mapped = cells(leaves.enumerate(), |(leaf, (from, mut to))| {
        to.assign(&from);
        map_leaf(to, leaf, takes_gaps, &operation)
    });
    mapped.into_iter().collect()
}

/// `operation` on the rows of one leaf, whose values must be finite before and after, or gaps.
fn map_leaf(
    mut rows: ArrayViewMut2<f64>,
    leaf: usize,
    takes_gaps: bool,
    operation: impl Fn(ArrayViewMut2<f64>),
) -> Result<(), NormalizeError> {
    if let Some((row, column, value)) = first_unusable(rows.view(), takes_gaps) {
        return Err(NormalizeError::NonFinite { row: leaf * LEAF_ROWS + row + 1, column: Column::at(column), value });
    }
    operation(rows.view_mut());
    refuse_overflow(rows.view(), leaf, takes_gaps)
}

fn refuse_overflow<T: Real>(rows: ArrayView2<T>, leaf: usize, takes_gaps: bool) -> Result<(), NormalizeError> {
    let Some((row, column, _)) = first_unusable(rows, takes_gaps) else { return Ok(()) };
    Err(NormalizeError::Overflow { row: leaf * LEAF_ROWS + row + 1, column: Column::at(column) })
}

/// `operation(value, shift, scale)` for each value.
fn each(mut rows: ArrayViewMut2<f64>, shift: &[f64], scale: &[f64], operation: impl Fn(f64, f64, f64) -> f64) {
    for mut row in rows.rows_mut() {
        // Known to be contiguous, the loop is vectorized.
        match row.as_slice_mut() {
            Some(row) => each_of_row(row.iter_mut(), shift, scale, &operation),
            None => each_of_row(row.iter_mut(), shift, scale, &operation),
        }
    }
}

fn each_of_row<'a>(
    row: impl Iterator<Item = &'a mut f64>,
    shift: &[f64],
    scale: &[f64],
    operation: impl Fn(f64, f64, f64) -> f64,
) {
    for ((value, &shift), &scale) in row.zip(shift).zip(scale) {
        *value = operation(*value, shift, scale);
    }
}
