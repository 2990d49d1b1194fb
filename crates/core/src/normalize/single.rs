//! How is a matrix of `f32` normalized? In `f64`, a leaf of rows at a time, and rounded once.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::normalize::{Fitting, Normalizer};
//!
//! let x = array![[1.0_f32, 0.1], [3.0, 0.1]];
//! let fitted = Fitting::of(Normalizer::Standard).fit_f32(x.view())?;
//! assert_eq!(fitted.transform_f32(x.view())?, array![[-1.0_f32, 0.0], [1.0, 0.0]]);
//! # Ok::<(), wellposed_core::normalize::NormalizeError>(())
//! ```

use super::error::{Column, NormalizeError};
use super::fit::Fitting;
use super::fitted::{Fitted, map_leaf};
use super::rows::{LEAF_ROWS, first_unusable};
use crate::parallel::cells;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis};

impl Fitting<'_> {
    /// As [`Fitting::fit`]: the numbers as `f64`, exactly, and what is learned from them.
    ///
    /// # Errors
    /// As [`Fitting::fit`].
    pub fn fit_f32(&self, training: ArrayView2<f32>) -> Result<Fitted, NormalizeError> {
        self.fit(training.map(|&value| f64::from(value)).view())
    }
}

impl Fitted {
    /// As [`Fitted::transform`], rounded to `f32`.
    ///
    /// # Errors
    /// As [`Fitted::transform`]; a result may overflow from 3.4e38 on.
    pub fn transform_f32(&self, x: ArrayView2<f32>) -> Result<Array2<f32>, NormalizeError> {
        self.rounded(x, |rows| self.normalize_rows(rows))
    }

    /// As [`Fitted::inverse_transform`], rounded to `f32`.
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
            match first_unusable(to.view(), self.takes_gaps()) {
                Some((row, column, _)) => {
                    Err(NormalizeError::OverflowF32 { row: leaf * LEAF_ROWS + row + 1, column: Column::at(column) })
                }
                None => Ok(()),
            }
        });
        mapped.into_iter().collect::<Result<(), _>>()?;
        Ok(result)
    }
}
