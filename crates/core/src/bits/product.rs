//! In which order does a matrix product add? `k = 0, 1, …, K − 1` for each element, starting from zero, fused.
//!
//! ```text
//! c[i, j] = (((0 + a[i, 0]·b[0, j]) + a[i, 1]·b[1, j]) + …),   rounded once a term
//! ```
//!
//! These are the bits of the plain triple loop with `sum = fused(a, b, sum)`, whatever the shape, the memory layout and the CPU: the kernel computes a block of
//! elements at once, never parts of one sum. A transpose costs nothing: give the view `a.t()`.
//!
//! # Rounding error
//!
//! `|C − AB| ≤ γ_K |A||B|` element by element, with `γ_K = K·u / (1 − K·u)` and the unit roundoff `u` (Higham, Accuracy and
//! Stability of Numerical Algorithms, 2nd ed., eq. 3.13; no overflow or underflow). A term passes through at most `K` roundings, and the whole sum
//! through `K`; with products that are rounded by themselves the sum would have nearly twice as many, under the same bound.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::bits::{matrix_vector, product};
//!
//! let a = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
//! assert_eq!(product(a.t(), a.view())[[0, 2]], 27.0);
//!
//! let mut out = [0.0; 2];
//! matrix_vector(a.view(), &[1.0, 0.0, -1.0], &mut out);
//! assert_eq!(out, [-2.0, -2.0]);
//! ```

pub(super) mod kernel;
mod panels;
mod tile;
pub(super) mod vector;

use ndarray::{Array2, ArrayView2, ArrayViewMut2};

pub use self::panels::Panels;
use super::Real;

/// The product `a·b` of an `m × K` and a `K × n` matrix.
///
/// # Panics
/// If the number of columns of `a` is not the number of rows of `b`.
pub fn product<T: Real>(a: ArrayView2<T>, b: ArrayView2<T>) -> Array2<T> {
    let mut out = Array2::zeros((a.nrows(), b.ncols()));
    product_into(a, b, out.view_mut());
    out
}

/// Writes the product `a·b` to `out`, whatever stood there.
///
/// # Panics
/// If the shapes do not fit: `(m, K)`, `(K, n)`, `(m, n)`.
pub fn product_into<T: Real>(a: ArrayView2<T>, b: ArrayView2<T>, out: ArrayViewMut2<T>) {
    product_with(&mut Panels::new(), a, b, out);
}

/// The same, with panels that are kept: the inner loop of a training run allocates nothing.
///
/// # Panics
/// As [`product_into`].
pub fn product_with<T: Real>(panels: &mut Panels<T>, a: ArrayView2<T>, b: ArrayView2<T>, out: ArrayViewMut2<T>) {
    run(panels, a, b, out, false);
}

/// Adds the product `a·b` to `out`: `out[i, j]` is where the sum over `k` starts, in place of zero.
///
/// # Panics
/// As [`product_into`].
pub fn add_product_with<T: Real>(panels: &mut Panels<T>, a: ArrayView2<T>, b: ArrayView2<T>, out: ArrayViewMut2<T>) {
    run(panels, a, b, out, true);
}

/// Sums over `k`, from zero or from what stands in `out`.
fn run<T: Real>(panels: &mut Panels<T>, a: ArrayView2<T>, b: ArrayView2<T>, mut out: ArrayViewMut2<T>, adds: bool) {
    assert_eq!(a.ncols(), b.nrows(), "product of {:?} and {:?}: the inner lengths differ", a.dim(), b.dim());
    assert_eq!(out.dim(), (a.nrows(), b.ncols()), "product of {:?} and {:?}: shape of the result", a.dim(), b.dim());
    if let Some(rows) = out.as_slice_mut() {
        T::product(kernel::Product { a, b, out: rows, adds, panels });
    } else {
        let mut rows = out.as_standard_layout().into_owned();
        let flat = rows.as_slice_mut().expect("rows one after another");
        T::product(kernel::Product { a, b, out: flat, adds, panels });
        out.assign(&rows);
    }
}

/// Writes the product of a matrix and a vector to `out`; the bits are those of [`product()`] with a matrix of one column.
///
/// # Panics
/// If `x` is not as long as `a` has columns, or `out` not as long as `a` has rows.
pub fn matrix_vector<T: Real>(a: ArrayView2<T>, x: &[T], out: &mut [T]) {
    assert_eq!(a.ncols(), x.len(), "product of a matrix {:?} and a vector of {}", a.dim(), x.len());
    assert_eq!(a.nrows(), out.len(), "product of a matrix {:?} and a vector: length of the result", a.dim());
    T::matrix_vector(vector::MatrixVector { a, x, out });
}

#[cfg(test)]
mod tests;
