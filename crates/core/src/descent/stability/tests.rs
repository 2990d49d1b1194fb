//! Does what `stability.rs` promises hold?

use super::*;
use crate::objective::LeastSquares;
use crate::theory::steps;
use ndarray::{Array2, array};

#[test]
fn finds_two_over_the_largest_eigenvalue() {
    // Eigenvalues 1 and 49: vvᵀ + 49wwᵀ with v = (0.6, 0.8), w = (0.8, −0.6).
    let hessian = array![[31.72, -23.04], [-23.04, 18.28]];
    let limit = steps::largest_stable_step(49.0);
    let found = |right_side: &[f64], low: f64, high: f64| {
        let mut objective = LeastSquares::from_moments(hessian.view(), right_side, 7.0).unwrap();
        largest_stable_step(&mut objective, low * limit, high * limit) / limit
    };
    for right_side in [[0.0, 0.0], [0.6, 0.8], [100.0, -3.0]] {
        assert!((found(&right_side, 0.5, 2.0) - 1.0).abs() < STABLE_STEP_TOLERANCE);
    }
    assert_eq!(found(&[0.0, 0.0], 1.1, 2.0), 1.1, "even the lower bound diverges");
    assert!(found(&[0.0, 0.0], 0.1, 0.9) > 0.899, "not even the upper bound does");
}

#[test]
fn an_interval_that_is_none_is_refused() {
    for (low, high) in [(f64::NAN, 1.0), (-1.0, 1.0), (1.0, 0.5), (0.0, f64::INFINITY), (0.0, f64::NAN)] {
        let mut objective = LeastSquares::from_moments(array![[1.0]].view(), &[0.0], 0.0).unwrap();
        let found = std::panic::catch_unwind(move || largest_stable_step(&mut objective, low, high));
        assert!(found.is_err(), "{low} {high}");
    }
    let mut objective = LeastSquares::from_moments(array![[1.0]].view(), &[0.0], 0.0).unwrap();
    assert_eq!(largest_stable_step(&mut objective, 0.0, 0.0), 0.0);
}

#[test]
fn close_eigenvalues_and_a_huge_condition_number() {
    for diagonal in [[1.0, 0.999, 0.99], [1.0, 1.0, 1.0], [1e6, 1.0, 1e-6]] {
        let hessian = Array2::from_diag(&ndarray::Array1::from(diagonal.to_vec()));
        let mut objective = LeastSquares::from_moments(hessian.view(), &[1.0, 2.0, 3.0], 0.0).unwrap();
        let limit = steps::largest_stable_step(diagonal[0]);
        let found = largest_stable_step(&mut objective, 0.5 * limit, 2.0 * limit);
        assert!((found / limit - 1.0).abs() < STABLE_STEP_TOLERANCE, "{diagonal:?}: {found} {limit}");
        assert!((found / (1.01 * limit) - 1.0).abs() > STABLE_STEP_TOLERANCE, "an error of 1 % is seen");
    }
}
