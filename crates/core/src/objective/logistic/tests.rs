//! Does what `logistic.rs` promises hold?

use super::*;
use crate::objective::differences::{evaluate, largest_excess, largest_excess_of_curvature, random_features};
use ndarray::array;

fn example() -> Logistic {
    let (x, y) = random_features(30, 3, "logistic");
    Logistic::new(x.view(), y.mapv(|y| f64::from(u8::from(y > 0.0))).view(), 0.1).unwrap()
}

#[test]
fn gradient_by_differences_and_planted_errors() {
    let (mut objective, parameters) = (example(), [0.3, -1.0, 0.5, 2.0]);
    let (_, gradient) = evaluate(&mut objective, &parameters);
    assert!(largest_excess(&mut objective, &parameters, &gradient) <= 1.0);
    let mut ridge_on_the_bias = gradient.clone();
    ridge_on_the_bias[0] += 0.1 * parameters[0];
    assert!(largest_excess(&mut objective, &parameters, &ridge_on_the_bias) > 100.0);
    let mut no_ridge = gradient;
    no_ridge[2] -= 0.1 * parameters[2];
    assert!(largest_excess(&mut objective, &parameters, &no_ridge) > 100.0);
}

#[test]
fn hessian_by_differences_of_the_gradient() {
    let (mut objective, parameters) = (example(), [0.3, -1.0, 0.5, 2.0]);
    let hessian = objective.curvature(&parameters).unwrap();
    assert_eq!(hessian, hessian.t());
    assert!(largest_excess_of_curvature(&mut objective, &parameters, &hessian) <= 1.0);
    let mut planted = hessian;
    planted[(0, 0)] += 0.1;
    assert!(largest_excess_of_curvature(&mut objective, &parameters, &planted) > 100.0);
}

#[test]
fn by_hand() {
    // One example x = 1, y = 1 at w = 0: p = 1/2, so the Hessian is (1/4)[[1, 1], [1, 1]] and the ridge.
    let mut objective = Logistic::new(array![[1.0]].view(), array![1.0].view(), 0.5).unwrap();
    assert_eq!(objective.curvature(&[0.0, 0.0]).unwrap(), array![[0.25, 0.25], [0.25, 0.75]]);
    assert!(Logistic::new(array![[1.0]].view(), array![1.0].view(), -1.0).is_err());
}
