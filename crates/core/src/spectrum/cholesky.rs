//! Which columns have a symmetric matrix as their product? A = L·D·Lᵀ with pivots, and the columns of L·√D have.
//!
//! Each step takes the largest diagonal entry that is left, the first among equals, so |lᵢⱼ| ≤ 1 up to rounding. No square root is taken:
//! the factors of a diagonal matrix are exact. In general they are exact for A + E with |eᵢⱼ| ≤ c·n·u·√(aᵢᵢaⱼⱼ) (Higham 2002, §10.1), so that
//! variables of very different sizes cost nothing: each eigenvalue is known to a relative c·n²·u·κ, κ that of the matrix with a diagonal
//! of ones (Demmel & Veselić 1992).

use super::columns::Columns;
use crate::bits;
use ndarray::ArrayView2;

/// The columns of L, and D. `None` if the matrix is not positive definite to working precision; rows of zeros are let through. Only what
/// stands on and below the diagonal counts.
pub(super) fn factor(a: ArrayView2<f64>) -> Option<(Columns, Vec<f64>)> {
    let count = a.nrows();
    // The rows of L grow by an entry with each step, until they are the pivot's.
    let (mut rows, mut pivots): (Vec<Vec<f64>>, Vec<f64>) = (vec![Vec::new(); count], Vec::new());
    let (mut rest, mut left): (Vec<usize>, Vec<f64>) = ((0..count).collect(), a.diag().to_vec());
    while !rest.is_empty() {
        let place = (1..rest.len()).fold(0, |best, j| if left[rest[j]] > left[rest[best]] { j } else { best });
        let pivot = left[rest[place]];
        if pivot == 0.0 && rest.iter().all(|&i| is_zero(a, i)) {
            break;
        }
        if !pivot.is_finite() || pivot <= 0.0 {
            return None;
        }
        let chosen = rest.remove(place);
        let known: Vec<f64> = rows[chosen].iter().zip(&pivots).map(|(entry, pivot)| entry * pivot).collect();
        for &i in &rest {
            let entry = (a[(i.max(chosen), i.min(chosen))] - bits::dot(&rows[i], &known)) / pivot;
            rows[i].push(entry);
            left[i] -= entry * (entry * pivot);
        }
        rows[chosen].push(1.0);
        pivots.push(pivot);
    }
    pivots.resize(count, 0.0);
    let column = |j: usize| rows.iter().map(|row| row.get(j).copied().unwrap_or(0.0)).collect();
    Some((Columns { vectors: (0..count).map(column).collect(), exponents: vec![0; count] }, pivots))
}

fn is_zero(a: ArrayView2<f64>, i: usize) -> bool {
    (0..a.nrows()).all(|j| a[(i.max(j), i.min(j))] == 0.0)
}

#[cfg(test)]
mod tests;
