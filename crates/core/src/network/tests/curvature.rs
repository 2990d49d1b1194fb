//! Is the Gauss–Newton matrix the Hessian where the network is linear in its parameters, and positive everywhere?

use super::*;
use crate::bits;
use crate::objective::Logistic;
use crate::objective::differences::largest_excess_of_curvature;
use crate::spectrum::symmetric_eigenvalues;

#[test]
fn it_is_the_hessian_of_the_output_layer_and_positive() {
    let ridge = 0.05;
    let architecture = Architecture::new(&[3, 4, 1], Activation::Tanh, Loss::Logistic).ridge(ridge * 25.0);
    let mut network = network::<f64>(&architecture, 25);
    let parameters = parameters(&network);
    let curvature = network.curvature(&parameters).unwrap();
    assert_eq!(curvature, curvature.t());
    // The logit is linear in W[2] and b[2]: there it is the Hessian of logistic regression on a[1].
    let hidden = network.trace(&parameters).activations[1].clone();
    let Targets::Values(labels) = targets(Loss::Logistic, 25, 1) else { unreachable!() };
    let mut outer = Logistic::new(hidden.view(), labels.column(0), ridge).unwrap();
    let hessian = outer.curvature(&[&parameters[20..], &parameters[16..20]].concat()).unwrap();
    let order = [20, 16, 17, 18, 19];
    for (i, &row) in order.iter().enumerate() {
        for (j, &column) in order.iter().enumerate() {
            // 25 terms of size at most 1/25.
            assert!((curvature[(row, column)] - hessian[(i, j)]).abs() <= 100.0 * f64::EPSILON);
        }
    }
    // Positive up to the eigenvalues' own rounding, 10·n²·u·‖G‖.
    assert!(symmetric_eigenvalues(curvature.view()).unwrap()[0] > -10.0 * 441.0 * f64::EPSILON);
    // The whole matrix is not the Hessian: the differences see that.
    assert!(largest_excess_of_curvature(&mut network, &parameters, &curvature) > 100.0);
}

#[test]
fn it_is_the_hessian_of_a_single_layer_whatever_the_loss() {
    for (loss, width) in [(Loss::CrossEntropy, 3), (Loss::SquaredError, 2), (Loss::Logistic, 1)] {
        let mut network = network::<f64>(&Architecture::new(&[2, width], Activation::Identity, loss).ridge(0.7), 9);
        let parameters = parameters(&network);
        let curvature = network.curvature(&parameters).unwrap();
        assert!(largest_excess_of_curvature(&mut network, &parameters, &curvature) <= 1.0, "{loss:?}");
        let mut planted = curvature;
        planted[(0, 0)] += 1e-3;
        assert!(largest_excess_of_curvature(&mut network, &parameters, &planted) > 10.0, "{loss:?}");
    }
}

#[test]
fn an_example_without_a_loss_of_its_own_has_none() {
    let plain = Architecture::new(&[2, 3, 1], Activation::Tanh, Loss::Logistic);
    for architecture in [plain.clone().dropout(0.5, 1), plain.clone().normalized(Normalization::Batch)] {
        let mut network = network::<f64>(&architecture, 5);
        let parameters = parameters(&network);
        assert!(network.curvature(&parameters).is_none());
    }
    let mut network = network::<f64>(&plain.normalized(Normalization::Layer), 5);
    let parameters = parameters(&network);
    let curvature = network.curvature(&parameters).unwrap();
    assert!(curvature.iter().all(|entry| entry.is_finite()) && bits::sum(&curvature.diag().to_vec()) > 0.0);
}
