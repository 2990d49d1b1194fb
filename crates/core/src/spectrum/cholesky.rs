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
mod tests {
    use super::*;
    use ndarray::{Array2, array};

    #[test]
    fn by_hand() {
        // The largest is 4: (2, 8, 0)ᵀ/8 beside it; what is left of 5/2 is 2, and the row of zeros comes last.
        let a = array![[2.5, 0.0, 0.0], [2.0, 8.0, 0.0], [0.0, 0.0, 0.0]];
        let (columns, pivots) = factor(a.view()).unwrap();
        assert_eq!(pivots, [8.0, 2.0, 0.0]);
        assert_eq!(columns.vectors, [[0.25, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]);
    }

    #[test]
    fn sizes_do_not_matter_and_what_is_not_definite_is_refused() {
        let graded = array![[1e-300, 0.0], [3e-1, 1e300]];
        let (columns, pivots) = factor(graded.view()).unwrap();
        // 1e-300 − 0.3²/1e300, and 0.3/1e300: three roundings each at most.
        let is = |x: f64, exact: f64| (x / exact - 1.0).abs() < 2.0 * f64::EPSILON;
        assert!(pivots[0] == 1e300 && is(pivots[1], 9.1e-301) && !is(pivots[1], 1e-300), "{pivots:?}");
        assert!(is(columns.vectors[0][0], 3e-301) && columns.vectors[0][1] == 1.0);
        let indefinite = [array![[1.0, 0.0], [2.0, 1.0]], array![[0.0, 0.0], [1.0, 0.0]], -Array2::<f64>::eye(2)];
        assert!(indefinite.iter().all(|a| factor(a.view()).is_none()));
        assert!(factor(array![[1.0, 0.0], [1.0, 1.0]].view()).is_none(), "singular, and no row of zeros");
        let huge = array![[1e-300, 0.0, 0.0], [1e300, 1e-300, 0.0], [1e300, -1e300, 1e-300]];
        assert!(factor(huge.view()).is_none(), "what overflows is not definite");
    }
}
