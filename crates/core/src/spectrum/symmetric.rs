//! Which eigenvalues and eigenvectors has a symmetric matrix? Those of A = X·Xᵀ are the squares of X's singular values, and X's left vectors.
//!
//! For a positive definite A the columns of X come from Cholesky's factors (Veselić & Hari 1989), and each eigenvalue, the smallest too, has a
//! relative error of about n·u·κ, κ being that of the matrix scaled to a diagonal of ones. Any other matrix becomes definite by adding μI with
//! μ = 5/4·‖A‖_F, and no eigenvalue exceeds ‖A‖_F in magnitude. That leaves the eigenvectors v, and the eigenvalues are vᵀAv, off by a small multiple
//! of n·u·‖A‖ as with other methods.

use super::cholesky;
use super::columns::{Columns, matrix_of_rows};
use super::complement::complete;
use super::one_sided::orthogonalize;
use crate::bits;
use ndarray::{Array2, ArrayView2};

/// The eigenvalues, ascending, and a vector of length 1 for each. Only what stands on and below the diagonal counts.
pub(super) fn eigen(a: ArrayView2<f64>) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
    let (values, vectors) = match cholesky::factor(a) {
        Some((columns, weights)) => of_factors(columns, &weights)?,
        None => of_indefinite(a)?,
    };
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
    Some((order.iter().map(|&i| values[i]).collect(), order.iter().map(|&i| vectors[i].clone()).collect()))
}

/// For A = Σ wⱼ·xⱼ·xⱼᵀ.
fn of_factors(mut columns: Columns, weights: &[f64]) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
    orthogonalize(&mut columns, weights, &mut [])?;
    let squares: Vec<f64> = (0..weights.len()).map(|j| columns.square(j)).collect();
    let value = |j: usize| libm::ldexp(weights[j] * squares[j], 2 * columns.exponents[j]);
    let values = (0..weights.len()).map(value).collect();
    Some((values, complete(columns.vectors)))
}

fn of_indefinite(a: ArrayView2<f64>) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
    let unit = bits::unit_of(a.as_standard_layout().as_slice()?);
    let scaled = Array2::from_shape_fn(a.dim(), |(i, j)| a[(i.max(j), i.min(j))] / unit);
    let shifted = &scaled + 1.25 * bits::norm(scaled.as_slice()?) * Array2::<f64>::eye(a.nrows());
    let (columns, weights) = cholesky::factor(shifted.view())?;
    let (_, vectors) = of_factors(columns, &weights)?;
    let images = bits::product(matrix_of_rows(&vectors).view(), scaled.view());
    let value = |(vector, image): (&Vec<f64>, ndarray::ArrayView1<f64>)| unit * bits::dot(vector, &image.to_vec());
    Some((vectors.iter().zip(images.rows()).map(value).collect(), vectors))
}
