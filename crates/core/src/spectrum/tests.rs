//! Are the decompositions right? Exact small matrices, laws, and planted errors.
//!
//! Tolerance: Householder reduction of an (m, n) matrix is exact for A + E with ‖E‖_F ≤ n·γ_{cm}‖A‖_F, c a small integer
//! (Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., Theorem 19.4); the iterations that follow are products of
//! rotations of the same kind. With c = 10: 10·m·n·u·‖A‖_F. Eigenvalues and singular values move by no more (Weyl).

mod accuracy;

use super::*;
use crate::bits::product;
use ndarray::{Axis, array};
use proptest::prelude::*;

fn norm(a: ArrayView2<f64>) -> f64 {
    a.iter().map(|x| x * x).sum::<f64>().sqrt()
}

fn tolerance(a: ArrayView2<f64>) -> f64 {
    10.0 * (a.nrows() * a.ncols()) as f64 * UNIT_ROUNDOFF * norm(a)
}

fn distance(a: ArrayView2<f64>, b: ArrayView2<f64>) -> f64 {
    norm((&a - &b).view())
}

/// Matrices of up to 8 rows and columns with entries in (−1, 1), of scale 10^−3 to 10^3.
fn matrices() -> impl Strategy<Value = Array2<f64>> {
    (1..=8_usize, 1..=8_usize, -3..=3_i32).prop_flat_map(|(rows, columns, exponent)| {
        prop::collection::vec(-1.0..1.0_f64, rows * columns).prop_map(move |entries| {
            Array2::from_shape_vec((rows, columns), entries).unwrap() * crate::bits::powi(10.0, exponent)
        })
    })
}

#[test]
fn hilbert_matrix() {
    let hilbert = Array2::from_shape_fn((3, 3), |(i, j)| 1.0 / (i + j + 1) as f64);
    let eigenvalues = symmetric_eigenvalues(hilbert.view()).unwrap();
    // det(λI − H₃) = λ³ − (23/15)λ² + (127/720)λ − 1/2160, by hand from the principal minors.
    let polynomial = |x: f64| ((x - 23.0 / 15.0) * x + 127.0 / 720.0) * x - 1.0 / 2160.0;
    for &eigenvalue in &eigenvalues {
        // Half the digits to either side of the root: the sign changes, so the root lies there.
        let width = tolerance(hilbert.view());
        assert!(polynomial(eigenvalue - width) * polynomial(eigenvalue + width) < 0.0, "{eigenvalue}");
    }
    assert!(
        (condition_number(&eigenvalues).unwrap().value - 524.056_777_586_06).abs() < 1e-8,
        "known from the literature"
    );
}

#[test]
fn diagonal_and_rotation() {
    let (values, vectors) = symmetric_eigen(array![[3.0, 0.0], [0.0, -2.0]].view()).unwrap();
    assert_eq!(values, array![-2.0, 3.0]);
    assert_eq!(vectors, array![[0.0, 1.0], [1.0, 0.0]]);

    let (values, vectors) = symmetric_eigen(array![[0.0, 1.0], [1.0, 0.0]].view()).unwrap();
    let half = 0.5_f64.sqrt();
    assert!(distance(values.view().insert_axis(Axis(0)), array![[-1.0, 1.0]].view()) < 1e-15);
    assert!(
        distance(vectors.view(), array![[half, half], [-half, half]].view()) < 1e-15,
        "the first of equals is positive"
    );

    let rotation = array![[0.6, -0.8], [0.8, 0.6]];
    let svd = svd(rotation.view()).unwrap();
    assert!(svd.singular_values.iter().all(|value| (value - 1.0).abs() < 1e-15));
    let (q, r) = qr(rotation.view()).unwrap();
    assert!(distance(q.view(), rotation.view()) < 1e-15 && distance(r.view(), Array2::eye(2).view()) < 1e-15);
}

#[test]
fn refuses_with_the_place() {
    let error = singular_values(array![[1.0, 2.0], [f64::INFINITY, 0.0]].view()).unwrap_err();
    assert_eq!(error.to_string(), "row 2, column 1 of the matrix is inf; every entry must be finite");
    assert!(matches!(qr(array![[f64::NAN]].view()), Err(SpectrumError::NotFinite { row: 1, column: 1, .. })));
    assert!(matches!(svd(Array2::zeros((0, 3)).view()), Err(SpectrumError::Empty { rows: 0, columns: 3 })));
    let error = symmetric_eigenvalues(array![[1.0, 2.0, 3.0]].view()).unwrap_err();
    assert_eq!(error, SpectrumError::NotSquare { rows: 1, columns: 3 });
    let error = symmetric_eigen(array![[1.0, 2.0], [2.1, 1.0]].view()).unwrap_err();
    assert_eq!(error, SpectrumError::NotSymmetric { row: 1, column: 2 });
}

#[test]
fn singular_and_extreme_matrices() {
    let ones = Array2::<f64>::ones((4, 3));
    let condition = condition_number_of(&singular_values(ones.view()).unwrap(), 4).unwrap();
    assert_eq!((condition.rank, condition.deficiency), (1, 2));
    assert_eq!(singular_values(Array2::zeros((2, 2)).view()).unwrap(), array![0.0, 0.0]);
    for scale in [1e-150, 1e150] {
        let values = singular_values((array![[3.0, 0.0], [4.0, 5.0]] * scale).view()).unwrap();
        // AᵀA = [[25, 20], [20, 25]]·scale²: eigenvalues 45 and 5.
        assert!(
            (values[0] / scale - 45.0_f64.sqrt()).abs() < 1e-13 && (values[1] / scale - 5.0_f64.sqrt()).abs() < 1e-13
        );
    }
}

proptest! {
    #[test]
    fn qr_is_a_triangular_factorization(a in matrices()) {
        let (q, r) = qr(a.view()).unwrap();
        let k = a.nrows().min(a.ncols());
        prop_assert_eq!((q.dim(), r.dim()), ((a.nrows(), k), (k, a.ncols())));
        prop_assert!(distance(product(q.view(), r.view()).view(), a.view()) <= tolerance(a.view()));
        prop_assert!(distance(product(q.t(), q.view()).view(), Array2::eye(k).view()) <= 10.0 * (a.len() * k) as f64 * UNIT_ROUNDOFF);
        let triangular = r.indexed_iter().all(|((i, j), &x)| i < j || x == 0.0 || (i == j && x > 0.0));
        prop_assert!(triangular);
        // Planted: one entry of Q off by 1e-9 breaks A = QR in a row of R that is not tiny.
        let mut wrong = q.clone();
        wrong[(0, 0)] += 1e-9;
        if norm(r.slice(ndarray::s![0..1, ..])) > 1e-2 * norm(a.view()) {
            prop_assert!(distance(product(wrong.view(), r.view()).view(), a.view()) > tolerance(a.view()));
        }
    }

    #[test]
    fn svd_rebuilds_the_matrix(a in matrices()) {
        let Svd { u, singular_values: values, vt } = svd(a.view()).unwrap();
        let scaled = &u * &values;
        prop_assert!(distance(product(scaled.view(), vt.view()).view(), a.view()) <= tolerance(a.view()));
        prop_assert!(values.windows(2).into_iter().all(|pair| pair[0] >= pair[1]) && values.iter().all(|&x| x >= 0.0));
        let alone = singular_values(a.view()).unwrap();
        prop_assert!(values.iter().zip(&alone).all(|(x, y)| (x - y).abs() <= 2.0 * tolerance(a.view())));
        for row in vt.rows() {
            let largest = row.iter().fold(0.0_f64, |largest, x| bits::max(largest, x.abs()));
            prop_assert!(row.iter().any(|x| *x >= largest * (1.0 - 1e-7)));
        }
    }

    #[test]
    fn eigenvalues_sum_to_the_trace(a in matrices()) {
        let gram = product(a.t(), a.view());
        let (values, vectors) = symmetric_eigen(gram.view()).unwrap();
        let n = gram.nrows() as f64;
        // Each eigenvalue is off by at most the tolerance, and there are n of them.
        prop_assert!((values.sum() - gram.diag().sum()).abs() <= n * tolerance(gram.view()));
        prop_assert!(values.windows(2).into_iter().all(|pair| pair[0] <= pair[1]));
        let rebuilt = product((&vectors * &values).view(), vectors.t());
        prop_assert!(distance(rebuilt.view(), gram.view()) <= tolerance(gram.view()));
        // Planted: an eigenvalue that is off by 1e-9 of the norm shows in the trace.
        let wrong = values.sum() + 1e-9 * norm(gram.view());
        prop_assert!((wrong - gram.diag().sum()).abs() > n * tolerance(gram.view()));
    }

    #[test]
    fn singular_values_are_roots_of_eigenvalues(a in matrices()) {
        let values = singular_values(a.view()).unwrap();
        let gram = product(a.t(), a.view());
        let eigenvalues = symmetric_eigenvalues(gram.view()).unwrap();
        // σ² and λ: rounding of the product (m·u·‖A‖²) and of both decompositions, all below these tolerances.
        let allowed = tolerance(gram.view()) + 2.0 * values[0] * tolerance(a.view()) + 10.0 * a.len() as f64 * UNIT_ROUNDOFF * crate::bits::powi(norm(a.view()), 2);
        for (value, eigenvalue) in values.iter().zip(eigenvalues.iter().rev()) {
            prop_assert!((value * value - eigenvalue).abs() <= allowed, "{value} {eigenvalue}");
        }
    }
}
