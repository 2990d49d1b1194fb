//! How is a matrix split into A = QR, with Q orthogonal and R upper triangular, to the same bits on every machine?
//!
//! By Gram and Schmidt's process, each column orthogonalized twice against the ones before: after the second pass the columns are
//! orthogonal to about 2nu for every numerically nonsingular matrix ("twice is enough": Giraud, Langou & Rozložník 2005). The diagonal of R
//! is positive, which makes the split unique; so Q of a Gaussian matrix is uniform over all orthogonal ones
//! ([`initialize::orthogonal`](crate::initialize::orthogonal)).
//!
//! [`spectrum::qr`](crate::spectrum::qr) takes any shape and rank, by reflections, and has the same bits everywhere too, though others.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::orthogonal::qr;
//!
//! let (q, r) = qr(array![[3.0, 1.0], [4.0, 7.0]].view());
//! assert!((r[[0, 0]] - 5.0).abs() < 1e-15 && r[[1, 0]] == 0.0);
//! assert!((q[[0, 0]] - 0.6).abs() < 1e-15);
//! ```

use ndarray::{Array2, ArrayView2, ArrayViewMut1};

use crate::bits;

/// Q with orthonormal columns, shape (rows, columns), and R with a positive diagonal, shape (columns, columns).
///
/// A matrix without full rank has a zero on the diagonal of R, up to rounding, and a column of Q that is arbitrary; where the zero is exact,
/// that column and all later ones are NaN. Squares of the entries must neither overflow nor underflow.
///
/// # Panics
/// If there are more columns than rows.
pub fn qr(a: ArrayView2<f64>) -> (Array2<f64>, Array2<f64>) {
    let (rows, columns) = a.dim();
    assert!(columns <= rows, "orthonormal columns need at least as many rows; the matrix is {rows}x{columns}");
    // Columns as rows, so that they are contiguous.
    let mut vectors = a.t().as_standard_layout().into_owned();
    let mut r = Array2::zeros((columns, columns));
    for k in 0..columns {
        let (done, mut rest) = vectors.view_mut().split_at(ndarray::Axis(0), k);
        let mut vector = rest.row_mut(0);
        for _ in 0..2 {
            for (index, earlier) in done.outer_iter().enumerate() {
                let part = bits::dot(slice(&earlier), slice(&vector.view()));
                r[[index, k]] += part;
                vector.zip_mut_with(&earlier, |x, &y| *x -= part * y);
            }
        }
        r[[k, k]] = normalize(vector);
    }
    (vectors.reversed_axes(), r)
}

/// W⁻¹ multiplied from the right: A·W⁻¹ = (A·R⁻¹)·Qᵀ for W = QR, by substitution.
///
/// # Panics
/// If the shapes do not fit: Q and R square, and as many columns of A.
pub fn times_inverse(a: ArrayView2<f64>, q: ArrayView2<f64>, r: ArrayView2<f64>) -> Array2<f64> {
    let n = r.nrows();
    assert!(q.dim() == (n, n) && r.ncols() == n, "only a square matrix has an inverse");
    assert_eq!(a.ncols(), n, "the factor and the inverse have different sizes");
    let mut quotient = a.to_owned();
    for mut row in quotient.rows_mut() {
        for k in 0..n {
            row[k] /= r[[k, k]];
            let value = row[k];
            for j in k + 1..n {
                row[j] -= value * r[[k, j]];
            }
        }
    }
    bits::product(quotient.view(), q.t())
}

fn slice<'a>(vector: &'a ndarray::ArrayView1<f64>) -> &'a [f64] {
    vector.as_slice().expect("rows of a standard layout are contiguous")
}

fn normalize(mut vector: ArrayViewMut1<f64>) -> f64 {
    let norm = bits::dot(slice(&vector.view()), slice(&vector.view())).sqrt();
    vector.mapv_inplace(|x| x / norm);
    norm
}

#[cfg(test)]
mod tests;
