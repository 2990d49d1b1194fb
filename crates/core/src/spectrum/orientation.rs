//! Which sign does a vector get that is determined only up to its sign? The largest component is made positive.
//!
//! Components within √u of the largest count as equally large, and the first of them decides: otherwise rounding would choose
//! the sign of (1, −1)/√2.

use crate::bits;
use crate::bits::Real;
use ndarray::{Array2, ArrayView1};

/// Flips the columns whose leading component is negative.
pub(super) fn orient_columns(vectors: &mut Array2<f64>) {
    for mut column in vectors.columns_mut() {
        if leading(column.view()) < 0.0 {
            column.mapv_inplace(|x| -x);
        }
    }
}

/// Flips the rows of Vᵀ whose leading component is negative, together with their columns of U, which leaves UΣVᵀ as it is.
pub(super) fn orient_singular_vectors(u: &mut Array2<f64>, vt: &mut Array2<f64>) {
    for (mut left, mut right) in u.columns_mut().into_iter().zip(vt.rows_mut()) {
        if leading(right.view()) < 0.0 {
            left.mapv_inplace(|x| -x);
            right.mapv_inplace(|x| -x);
        }
    }
}

/// Flips the rows of R whose diagonal is negative, together with their columns of Q, and clears what stands below the diagonal.
pub(super) fn orient_qr(q: &mut Array2<f64>, r: &mut Array2<f64>) {
    for (k, mut column) in q.columns_mut().into_iter().enumerate() {
        if r[(k, k)] < 0.0 {
            column.mapv_inplace(|x| -x);
        }
    }
    orient_triangle(r);
}

/// The same of R alone.
pub(super) fn orient_triangle(r: &mut Array2<f64>) {
    for (k, mut row) in r.rows_mut().into_iter().enumerate() {
        if row[k] < 0.0 {
            row.mapv_inplace(|x| -x);
        }
        row.iter_mut().take(k).for_each(|below| *below = 0.0);
    }
}

fn leading(vector: ArrayView1<f64>) -> f64 {
    let largest = vector.iter().fold(0.0_f64, |largest, x| bits::max(largest, x.abs()));
    let equally_large = largest * (1.0 - f64::UNIT_ROUNDOFF.sqrt());
    vector.iter().copied().find(|x| x.abs() >= equally_large).unwrap_or(0.0)
}
