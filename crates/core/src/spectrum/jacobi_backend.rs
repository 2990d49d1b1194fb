//! How does this crate compute the decompositions itself? By Householder's reflections and Jacobi's turns: + − × ÷ √ in a fixed order.
//!
//! ```text
//! A·P = Q·R,   Rᵀ = Q₁·S,   X = Sᵀ,   X·J = W·Σ      hence   A = (Q·W)·Σ·(P·Q₁·J)ᵀ
//! ```
//!
//! P puts the columns in such an order that R is graded, and the second factorization makes X nearly diagonal, so that few sweeps are left for J
//! (Drmač & Veselić 2008). With the rows of A sorted too, the largest first, every row and every column is wrong by a few u of its own length
//! (Cox & Higham 1998): see [`super`] for what that means for small singular values. A column that depends on others leaves zeros in R, and so a singular
//! value of exactly 0. Signs are left as they come; the order is the one that [`super`] promises. `None`: no convergence.

use super::columns::{Columns, matrix_of_rows, unit_vectors};
use super::complement::complete;
use super::householder::{Pivots, Triangular};
use super::one_sided::orthogonalize;
use super::svd::Svd;
use super::symmetric;
use crate::bits;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

pub(super) fn symmetric_eigenvalues(a: ArrayView2<f64>) -> Option<Array1<f64>> {
    Some(Array1::from(symmetric::eigen(a)?.0))
}

pub(super) fn symmetric_eigen(a: ArrayView2<f64>) -> Option<(Array1<f64>, Array2<f64>)> {
    let (values, vectors) = symmetric::eigen(a)?;
    Some((Array1::from(values), matrix_of_rows(&vectors).reversed_axes()))
}

pub(super) fn singular_values(a: ArrayView2<f64>) -> Option<Array1<f64>> {
    let mut columns = Reduced::of(a).second.transpose();
    let count = columns.vectors.len();
    orthogonalize(&mut columns, &vec![1.0; count], &mut [])?;
    Some(descending(&mut columns).into_iter().map(|(value, _)| value).collect())
}

pub(super) fn svd(a: ArrayView2<f64>) -> Option<Svd> {
    let (rows, width) = a.dim();
    let count = rows.min(width);
    let Reduced { sorted, first, second } = Reduced::of(a);
    let mut columns = second.transpose();
    let mut turns = unit_vectors(count, count);
    orthogonalize(&mut columns, &vec![1.0; count], &mut turns)?;
    let (values, order): (Vec<f64>, Vec<usize>) = descending(&mut columns).into_iter().unzip();
    let ordered = |vectors: &[Vec<f64>], triangular: &Triangular, length: usize| -> Vec<Vec<f64>> {
        let mut vectors: Vec<Vec<f64>> = order.iter().map(|&j| vectors[j].clone()).collect();
        vectors.iter_mut().for_each(|vector| vector.resize(length, 0.0));
        triangular.turn(&mut vectors);
        vectors
    };
    let left = ordered(&complete(columns.vectors), &first, rows);
    let right = ordered(&turns, &second, width);
    let (mut u, mut vt) = (Array2::zeros((rows, count)), Array2::zeros((count, width)));
    for (place, &row) in sorted.iter().enumerate() {
        (0..count).for_each(|j| u[(row, j)] = left[j][place]);
    }
    for (place, &column) in first.order.iter().enumerate() {
        (0..count).for_each(|j| vt[(j, column)] = right[j][place]);
    }
    Some(Svd { u, singular_values: Array1::from(values), vt })
}

pub(super) fn qr(a: ArrayView2<f64>) -> Option<(Array2<f64>, Array2<f64>)> {
    let (found, r) = factored(a);
    let mut q = unit_vectors(r.nrows(), a.nrows());
    found.turn(&mut q);
    Some((matrix_of_rows(&q).reversed_axes(), r))
}

pub(super) fn triangle(a: ArrayView2<f64>) -> Array2<f64> {
    factored(a).1
}

/// The reflections of which Q consists, and R.
fn factored(a: ArrayView2<f64>) -> (Triangular, Array2<f64>) {
    let found = Triangular::of(Columns::of(a), Pivots::None);
    let size = a.nrows().min(a.ncols());
    let r = Array2::from_shape_fn((size, a.ncols()), |(i, j)| if i > j { 0.0 } else { found.value(i, j) });
    (found, r)
}

/// Both triangular factorizations.
struct Reduced {
    /// Row i of what is factorized is row `sorted[i]` of A.
    sorted: Vec<usize>,
    first: Triangular,
    second: Triangular,
}

impl Reduced {
    fn of(a: ArrayView2<f64>) -> Reduced {
        let largest = |row: ArrayView1<f64>| row.iter().fold(0.0, |largest: f64, x| bits::max(largest, x.abs()));
        let sizes: Vec<f64> = a.rows().into_iter().map(largest).collect();
        let mut sorted: Vec<usize> = (0..a.nrows()).collect();
        sorted.sort_by(|&i, &j| sizes[j].total_cmp(&sizes[i]));
        let first = Triangular::of(Columns::of(a.select(Axis(0), &sorted).view()), Pivots::Largest);
        let second = Triangular::of(first.transpose(), Pivots::None);
        Reduced { sorted, first, second }
    }
}

/// The lengths of the columns, the largest first, and which column has which.
fn descending(columns: &mut Columns) -> Vec<(f64, usize)> {
    let squares: Vec<f64> = (0..columns.vectors.len()).map(|j| columns.square(j)).collect();
    let length = |(j, square): (usize, f64)| (libm::ldexp(square.sqrt(), columns.exponents[j]), j);
    let mut found: Vec<(f64, usize)> = squares.into_iter().enumerate().map(length).collect();
    found.sort_by(|x, y| y.0.total_cmp(&x.0));
    found
}
