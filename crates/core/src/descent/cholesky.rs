//! How is Ax = b solved for a symmetric positive definite A? A = LLᵀ, then Ly = b, Lᵀx = y.
//!
//! L is computed row by row with the dot products of `bits`, so the bits are the same everywhere. The solution is exact for A + E with
//! ‖E‖ ≤ c·n²·u·‖A‖ (Higham, *Accuracy and Stability*, 2nd ed., Theorem 10.4): a relative error of at most c·n²·u·κ(A).

use crate::bits;
use ndarray::Array2;

/// Solves (A + μI)x = b in place of b. `None` if A + μI is not positive definite to working precision; b is then unchanged.
pub(super) fn solve(matrix: Array2<f64>, damping: f64, b: &mut [f64]) -> Option<()> {
    let n = b.len();
    // Rows one after another, however the matrix came to lie in memory.
    let mut matrix = matrix.as_standard_layout().into_owned();
    for i in 0..n {
        for j in 0..=i {
            let (row_i, row_j) = (matrix.row(i), matrix.row(j));
            let known = bits::dot(&row_i.as_slice()?[..j], &row_j.as_slice()?[..j]);
            if i == j {
                let pivot = matrix[(i, i)] + damping - known;
                // Also false for a NaN.
                if !(pivot > 0.0 && pivot.is_finite()) {
                    return None;
                }
                matrix[(i, i)] = pivot.sqrt();
            } else {
                matrix[(i, j)] = (matrix[(i, j)] - known) / matrix[(j, j)];
            }
        }
    }
    for i in 0..n {
        let row = matrix.row(i);
        b[i] = (b[i] - bits::dot(&row.as_slice()?[..i], &b[..i])) / row[i];
    }
    for i in (0..n).rev() {
        b[i] /= matrix[(i, i)];
        let (before, at) = b.split_at_mut(i);
        before.iter_mut().zip(matrix.row(i)).for_each(|(entry, factor)| *entry -= factor * at[0]);
    }
    Some(())
}

#[cfg(test)]
mod tests;
