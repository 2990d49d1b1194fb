//! Does what `cholesky.rs` promises hold?

use super::*;
use ndarray::array;
use proptest::prelude::*;

#[test]
fn by_hand() {
    // L = [[2, 0], [1, 3]]: A = [[4, 2], [2, 10]]; x = (1, −1) gives b = (2, −8).
    let mut b = [2.0, -8.0];
    solve(array![[4.0, 2.0], [2.0, 10.0]], 0.0, &mut b).unwrap();
    assert_eq!(b, [1.0, -1.0]);
    let mut b = [5.0];
    solve(array![[4.0]], 1.0, &mut b).unwrap();
    assert!((b[0] - 1.0).abs() <= f64::EPSILON, "√5 twice");
    assert!(solve(array![[1.0, 2.0], [2.0, 1.0]], 0.0, &mut [1.0, 1.0]).is_none());
    assert!(solve(array![[f64::NAN]], 0.0, &mut [1.0]).is_none());
    assert!(solve(array![[0.0]], 0.0, &mut [1.0]).is_none());
}

#[test]
fn a_matrix_that_lies_by_columns_is_the_same_matrix() {
    let by_rows = array![[4.0, 2.0], [2.0, 10.0]];
    let by_columns = by_rows.clone().reversed_axes();
    assert!(!by_columns.is_standard_layout());
    let mut b = [2.0, -8.0];
    assert_eq!((solve(by_columns, 0.0, &mut b), b), (Some(()), [1.0, -1.0]));
    assert_eq!(solve(array![[1.0, 2.0], [2.0, 1.0]].reversed_axes(), 0.0, &mut [1.0, 1.0]), None);
}

proptest! {
    #[test]
    fn residual_is_rounding(entries in prop::collection::vec(-1.0..1.0_f64, 36), b in prop::collection::vec(-1.0..1.0_f64, 6)) {
        let root = Array2::from_shape_vec((6, 6), entries).unwrap();
        let a = bits::product(root.t(), root.view()) + Array2::<f64>::eye(6) * 0.1;
        let mut x = b.clone();
        solve(a.clone(), 0.0, &mut x).unwrap();
        let residual = |x: &[f64]| {
            let mut out = vec![0.0; 6];
            bits::matrix_vector(a.view(), x, &mut out);
            out.iter().zip(&b).fold(0.0_f64, |worst, (out, b)| bits::max(worst, (out - b).abs()))
        };
        // |b − Ax| ≤ γ_{3n+1}|L||Lᵀ||x| ≤ (3n+1)·u·n·max diag A·‖x‖ (Higham, Theorem 10.4).
        let size = a.diag().iter().fold(0.0_f64, |size, x| bits::max(size, *x)) * bits::dot(&x, &x).sqrt() * 6.0;
        let allowed = 20.0 * f64::EPSILON * size;
        prop_assert!(residual(&x) <= allowed);
        x[0] += 1e-9 * (1.0 + size);
        prop_assert!(residual(&x) > allowed, "an error of 1e-9 is seen");
    }
}
