//! Does what `curvature.rs` promises hold?

use super::*;
use ndarray::array;

#[test]
fn three_uniform_features_have_the_eigenvalues_of_their_second_moments() {
    // Two levels at μ ± σ, full factorial: H = [[1, μᵀ], [μ, diag(σ²) + μμᵀ]] exactly.
    let features = array![[1.0, 5.0], [1.0, 9.0], [3.0, 5.0], [3.0, 9.0]];
    let curvature = Curvature::of_least_squares(features.view()).unwrap();
    let trace: f64 = curvature.eigenvalues.iter().sum();
    let determinant: f64 = curvature.eigenvalues.iter().product();
    // trace = 1 + (1 + 4) + (4 + 49), determinant = σ₁²σ₂² = 1·4; both known to more than 12 digits.
    assert!((trace - 59.0).abs() < 59.0 * 1e-11);
    assert!((determinant - 4.0).abs() < 4.0 * 1e-9);
}

#[test]
fn a_constant_feature_is_a_flat_direction() {
    let features = array![[1.0, 7.0], [3.0, 7.0], [5.0, 7.0]];
    assert_eq!(Curvature::of_least_squares(features.view()).unwrap().rank(), 2);
    let moving = array![[1.0, 7.0], [3.0, 7.0], [5.0, 7.5]];
    assert_eq!(Curvature::of_least_squares(moving.view()).unwrap().rank(), 3);
}

#[test]
fn no_examples_are_refused_and_no_features_are_a_bias() {
    let error = Curvature::of_least_squares(Array2::zeros((0, 3)).view()).unwrap_err();
    assert_eq!(error.to_string(), "a matrix of 0 rows and 4 columns has no spectrum; both must be at least 1");
    assert!(Curvature::of_least_squares(Array2::zeros((0, 0)).view()).is_err());
    let error = Curvature::of_least_squares(array![[1.0, f64::NAN]].view()).unwrap_err();
    assert_eq!(error.to_string(), "row 1, column 3 of the matrix is NaN; every entry must be finite");
    // Z is a column of ones: H = [[1]].
    let bias = Curvature::of_least_squares(Array2::zeros((3, 0)).view()).unwrap();
    assert_eq!((bias.rank(), bias.condition_number()), (1, 1.0));
    assert_eq!(Curvature::of_least_squares(array![[7.0]].view()).unwrap().rank(), 1, "one example");
}

#[test]
fn the_gradient_vanishes_at_the_minimum() {
    let features = array![[1.0, 2.0], [2.0, -1.0], [0.5, 3.0], [4.0, 1.0]];
    let target = array![1.0, 0.0, 2.0, -1.0];
    let curvature = Curvature::of_least_squares(features.view()).unwrap();
    let minimum = curvature.minimum(features.view(), target.view());
    let residual: Vec<f64> =
        with_bias(features.view()).outer_iter().zip(&target).map(|(row, y)| inner(row, minimum.view()) - y).collect();
    for column in with_bias(features.view()).columns() {
        // The eigenvalues carry more than 12 digits, κ(H) is below 100.
        assert!(inner(column, ArrayView1::from(&residual)).abs() < 1e-9);
    }
}
