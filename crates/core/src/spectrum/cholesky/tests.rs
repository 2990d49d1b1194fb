//! Does what `cholesky.rs` promises hold?

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
