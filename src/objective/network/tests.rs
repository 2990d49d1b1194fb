//! Are loss, gradient and curvature of the network right? By hand, by differences, by law, and with planted errors.

use super::*;
use crate::bits::streams::stream;
use crate::objective::Logistic;
use crate::objective::differences::{evaluate, largest_excess, largest_excess_of_curvature, random_features};
use crate::spectrum::symmetric_eigenvalues;
use ndarray::array;

fn example() -> (Network, Vec<f64>) {
    let (x, y) = random_features(25, 3, "network");
    let network = Network::new(x.view(), y.mapv(|y| f64::from(u8::from(y > 0.0))).view(), 4, 0.05).unwrap();
    let mut parameters = network.initial(&mut stream(1, "objective", "weights", 0));
    let mut biases = stream(1, "objective", "biases", 0);
    parameters.iter_mut().filter(|x| **x == 0.0).for_each(|x| *x = streams::uniform(&mut biases, -0.5, 0.5));
    (network, parameters)
}

#[test]
fn one_unit_by_hand() {
    // x = 2, y = 1, W₁ = 0.5, b₁ = −1, w₂ = 3, b₂ = 0.5: a = tanh 0 = 0, t = 0.5.
    let mut network = Network::new(array![[2.0]].view(), array![1.0].view(), 1, 0.0).unwrap();
    let (loss, gradient) = evaluate(&mut network, &[0.5, -1.0, 3.0, 0.5]);
    let p = 1.0 / (1.0 + bits::exp(-0.5));
    let delta = p - 1.0;
    assert!((loss + bits::ln(p)).abs() < 1e-15);
    for (entry, exact) in gradient.iter().zip([delta * 3.0 * 2.0, delta * 3.0, 0.0, delta]) {
        assert!((entry - exact).abs() < 1e-15, "{gradient:?}");
    }
}

#[test]
fn gradient_by_differences_and_planted_errors() {
    let (mut network, parameters) = example();
    let (_, gradient) = evaluate(&mut network, &parameters);
    assert!(largest_excess(&mut network, &parameters, &gradient) <= 1.0);
    // W₁ occupies 0..12, b₁ 12..16, w₂ 16..20, b₂ 20.
    for (index, error) in
        [(0, 0.05 * parameters[0]), (13, 0.05 * parameters[13]), (17, 1e-3), (20, 1e-3 * gradient[20])]
    {
        let mut planted = gradient.clone();
        planted[index] += error;
        assert!(largest_excess(&mut network, &parameters, &planted) > 10.0, "an error in entry {index} is seen");
    }
    let transposed: Vec<f64> =
        (0..21).map(|i| if i < 12 { gradient[i % 4 * 3 + i / 4] } else { gradient[i] }).collect();
    assert!(largest_excess(&mut network, &parameters, &transposed) > 100.0);
}

#[test]
fn curvature_is_the_hessian_of_the_output_layer_and_positive() {
    let (mut network, parameters) = example();
    let curvature = network.curvature(&parameters);
    assert_eq!(curvature, curvature.t());
    // The logit is linear in w₂ and b₂: there the Gauss–Newton matrix is the Hessian of logistic regression on A.
    let (x, y) = random_features(25, 3, "network");
    let first = matrix(&parameters[..12], 4, 3);
    let mut hidden = bits::product(x.view(), first.t());
    for mut row in hidden.rows_mut() {
        row.iter_mut().zip(&parameters[12..16]).for_each(|(sum, bias)| *sum = bits::tanh(*sum + bias));
    }
    let labels = y.mapv(|y| f64::from(u8::from(y > 0.0)));
    let mut outer = Logistic::new(hidden.view(), labels.view(), 0.05).unwrap();
    let hessian = outer.curvature(&[&parameters[20..], &parameters[16..20]].concat());
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
fn initial_weights_have_their_variance() {
    let network = Network::new(Array2::zeros((1, 400)).view(), array![0.0].view(), 100, 0.0).unwrap();
    let parameters = network.initial(&mut stream(1, "objective", "initial", 0));
    let [first, first_bias, second, second_bias] = network.split(&parameters);
    // The mean of k squares of standard normals has the standard deviation √(2/k); four of them.
    let scaled = |weights: &[f64], inputs: f64| bits::dot(weights, weights) / weights.len() as f64 * inputs;
    assert!((scaled(first, 400.0) - 1.0).abs() < 4.0 * (2.0_f64 / 40_000.0).sqrt());
    assert!((scaled(second, 100.0) - 1.0).abs() < 4.0 * (2.0_f64 / 100.0).sqrt());
    assert!((scaled(first, 100.0) - 1.0).abs() > 0.5, "another variance is seen");
    assert!(first_bias.iter().chain(second_bias).all(|&bias| bias == 0.0));
    assert!(Network::new(Array2::zeros((1, 2)).view(), array![0.0].view(), 0, 0.0).is_err());
}
