//! Does what `gain.rs` promises hold?

use super::*;
use crate::bits::{self, streams::standard_normal, streams::stream};

/// Thirty units of roundoff from the quadrature, a few from the activation, half of them left by the root.
const ROUNDING: f64 = 20.0 * f64::EPSILON;

#[test]
fn homogeneous_activations_agree_with_the_table_and_the_others_do_not() {
    let difference = |activation| derived_gain(activation) - asserted_gain(activation).unwrap();
    for activation in [Activation::Identity, Activation::Relu, Activation::LeakyRelu { slope: 0.2 }] {
        assert!(difference(activation).abs() < ROUNDING, "{}", activation.name());
    }
    for activation in [Activation::Tanh, Activation::Sigmoid, Activation::Selu] {
        assert!(difference(activation).abs() > 0.05, "{}", activation.name());
    }
    assert_eq!(asserted_gain(Activation::Gelu), None);
    assert!((derived_gain(Activation::Selu) - 1.0).abs() < 1e-13, "its constants have sixteen digits");
}

#[test]
fn means_over_draws_agree_with_the_quadrature() {
    let draws: Vec<f64> = {
        let mut stream = stream(1, "initialize", "gain", 0);
        (0..100_000).map(|_| standard_normal(&mut stream)).collect()
    };
    for activation in Activation::ALL {
        let squares: Vec<f64> = draws.iter().map(|&z| bits::powi(activation.value(z), 2)).collect();
        let interval = crate::statistics::mean_interval(&squares, 0.9999).unwrap();
        let second_moment = bits::powi(derived_gain(activation), -2);
        assert!((interval.low..interval.high).contains(&second_moment), "{}: {interval:?}", activation.name());
        // Planted: the mean of |g| in place of the root mean square.
        let magnitudes: Vec<f64> = draws.iter().map(|&z| activation.value(z).abs()).collect();
        let planted = bits::powi(bits::sum(&magnitudes) / draws.len() as f64, 2);
        assert!(!(interval.low..interval.high).contains(&planted), "{}", activation.name());
    }
}
