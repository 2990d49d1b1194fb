//! Does what `least_squares.rs` promises hold?

use super::*;
use crate::objective::differences::{evaluate, largest_excess, random_features};
use ndarray::array;

#[test]
fn by_hand() {
    // x = 0, 1, 2 and y = 1, 1, 4 at b = 1, w = 1: residuals 0, 1, −1; J = 2/6; gradient (1/3)(0, −1).
    let (x, y) = (array![[0.0], [1.0], [2.0]], array![1.0, 1.0, 4.0]);
    for mut objective in [LeastSquares::new, LeastSquares::with_residuals].map(|new| new(x.view(), y.view()).unwrap()) {
        let (loss, gradient) = evaluate(&mut objective, &[1.0, 1.0]);
        // Moments: values of size up to 3 in a handful of operations, 20u·3 < 1e-14.
        assert!((loss - 1.0 / 3.0).abs() < 1e-14);
        assert!(gradient[0].abs() < 1e-14 && (gradient[1] + 1.0 / 3.0).abs() < 1e-14);
    }
}

#[test]
fn gradient_by_differences_and_planted_errors() {
    let (x, y) = random_features(40, 3, "least_squares");
    for mut objective in [LeastSquares::new, LeastSquares::with_residuals].map(|new| new(x.view(), y.view()).unwrap()) {
        let parameters = [0.3, -1.0, 0.5, 2.0];
        let (_, gradient) = evaluate(&mut objective, &parameters);
        assert!(largest_excess(&mut objective, &parameters, &gradient) <= 1.0);
        let without_mean: Vec<f64> = gradient.iter().map(|entry| entry * 40.0 / 39.0).collect();
        assert!(largest_excess(&mut objective, &parameters, &without_mean) > 100.0);
    }
}

#[test]
fn moments_of_a_distribution_and_refusals() {
    let mut objective = LeastSquares::from_moments(array![[2.0, 0.0], [0.0, 8.0]].view(), &[2.0, 8.0], 5.0).unwrap();
    assert_eq!(evaluate(&mut objective, &[1.0, 1.0]), (0.0, vec![0.0, 0.0]));
    assert_eq!(evaluate(&mut objective, &[2.0, 1.0]), (1.0, vec![2.0, 0.0]));
    let refused = |hessian: Array2<f64>, right_side: &[f64], constant| {
        LeastSquares::from_moments(hessian.view(), right_side, constant).unwrap_err().to_string()
    };
    assert_eq!(
        refused(array![[1.0, 2.0]], &[1.0], 0.0),
        "H has 1 rows and 2 columns, and q 1 entries; H must be square, and q as long"
    );
    assert!(refused(array![[1.0]], &[1.0, 2.0], 0.0).contains("and q 2 entries"));
    for (entry, right, constant) in [(f64::NAN, 0.0, 0.0), (1.0, f64::INFINITY, 0.0), (1.0, 0.0, f64::NAN)] {
        assert!(refused(array![[entry]], &[right], constant).starts_with("a moment is "));
    }
    assert!(LeastSquares::from_moments(array![[f64::MIN]].view(), &[-0.0], 5e-324).is_ok(), "H need not be positive");
    let error = LeastSquares::new(array![[1.0], [f64::NAN]].view(), array![1.0, 2.0].view()).unwrap_err();
    assert_eq!(error.to_string(), "feature 1 of example 2 is NaN; every feature must be finite");
    assert!(LeastSquares::new(array![[1.0]].view(), array![1.0, 2.0].view()).is_err());
    assert_eq!(LeastSquares::new(Array2::zeros((0, 2)).view(), array![].view()).unwrap_err(), ObjectiveError::Empty);
}
