//! How is Z = [1, X] multiplied by a vector, from either side, without a copy at each step?
//!
//! It is stored twice, by rows and by columns: a product with Z reads columns, one with Zᵀ reads rows, and both fill wide registers
//! with independent results.

use crate::bits;
use ndarray::{Array2, ArrayView2, s};

/// Features with a column of ones first, shape (m, n+1).
#[derive(Clone, Debug)]
pub(super) struct Design {
    rows: Array2<f64>,
    columns: Array2<f64>,
}

impl Design {
    pub(super) fn new(features: ArrayView2<f64>) -> Design {
        let mut rows = Array2::ones((features.nrows(), features.ncols() + 1));
        rows.slice_mut(s![.., 1..]).assign(&features);
        let columns = rows.t().as_standard_layout().into_owned();
        Design { rows, columns }
    }

    /// Z, shape (m, n+1).
    pub(super) fn matrix(&self) -> ArrayView2<'_, f64> {
        self.rows.view()
    }

    /// out = Zw.
    pub(super) fn apply(&self, parameters: &[f64], out: &mut [f64]) {
        bits::matrix_vector(self.columns.t(), parameters, out);
    }

    /// out = Zᵀr.
    pub(super) fn apply_transposed(&self, residual: &[f64], out: &mut [f64]) {
        bits::matrix_vector(self.rows.t(), residual, out);
    }
}
