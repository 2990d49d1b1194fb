//! Do weights have the variance that their scheme promises, in both precisions?

use super::*;
use crate::bits::{self, streams::stream};

fn draw<T: Real>(initializer: &Initializer, fan_in: usize, fan_out: usize) -> Vec<T> {
    let mut weights = vec![T::from_f64(f64::NAN); fan_in * fan_out];
    initializer.fill(&mut weights, fan_in, fan_out, &mut stream(1, "initialize", &initializer.name(), fan_in));
    weights
}

#[test]
fn variances_by_hand() {
    let variance = |name: &str| name.parse::<Initializer>().unwrap().variance(784, 100);
    assert_eq!(variance("zeros"), 0.0);
    assert_eq!(variance("constant=3"), 0.0);
    assert_eq!(variance("deviation=0.5_gain=2"), 1.0);
    assert_eq!(variance("lecun"), 1.0 / 784.0);
    assert_eq!(variance("lecun_fan_out"), 0.01);
    assert_eq!(variance("he"), 2.0 / 784.0);
    assert_eq!(variance("he_fan_out_gain=2"), 0.08);
    assert_eq!(variance("glorot"), 2.0 / 884.0);
    assert_eq!(variance("orthogonal"), 1.0 / 784.0);
    assert_eq!(variance("lsuv_gain=2"), 4.0 / 784.0);
}

/// The mean square of m independent weights has the deviation σ²√((k − 1)/m), k = E[w⁴]/σ⁴: 3 for the normal law, less for the others,
/// and for orthogonal matrices the sum of squares is exact.
fn looks_like(weights: &[f64], variance: f64) -> bool {
    let squares: Vec<f64> = weights.iter().map(|weight| weight * weight).collect();
    let count = weights.len() as f64;
    let (mean, mean_square) = (bits::sum(weights) / count, bits::sum(&squares) / count);
    mean.abs() < 4.0 * (variance / count).sqrt()
        && (mean_square - variance).abs() < 4.0 * variance * (2.0 / count).sqrt()
}

#[test]
fn samples_have_the_variance_of_the_formula() {
    for scheme in
        [Scheme::FixedDeviation(0.3), Scheme::LeCun, Scheme::He, Scheme::Glorot, Scheme::Orthogonal, Scheme::Lsuv]
    {
        for law in Law::ALL {
            for fan in [Fan::In, Fan::Out] {
                let initializer = Initializer::new(scheme).law(law).fan(fan).gain(1.5);
                let weights: Vec<f64> = draw(&initializer, 200, 100);
                let variance = initializer.variance(200, 100);
                assert!(looks_like(&weights, variance), "{}", initializer.name());
                assert!(!looks_like(&weights, 1.1 * variance), "{}: a wrong variance is seen", initializer.name());
            }
        }
    }
    // Planted: the truncated law without its correction.
    let truncated: Vec<f64> = draw(&Initializer::new(Scheme::LeCun).law(Law::Truncated), 200, 100);
    let uncorrected: Vec<f64> = truncated.iter().map(|weight| 0.8796 * weight).collect();
    assert!(!looks_like(&uncorrected, 1.0 / 200.0));
}

#[test]
fn single_precision_is_double_precision_rounded() {
    for name in ["he_normal", "he_uniform", "he_truncated", "orthogonal", "constant=0.1", "zeros"] {
        let initializer: Initializer = name.parse().unwrap();
        let (double, single): (Vec<f64>, Vec<f32>) = (draw(&initializer, 30, 20), draw(&initializer, 30, 20));
        assert!(double.iter().zip(&single).all(|(&double, &single)| double as f32 == single), "{name}");
    }
}

#[test]
fn orthogonal_weights_have_the_gain_as_their_singular_values() {
    for (fan_in, fan_out) in [(12, 5), (5, 12)] {
        let weights: Vec<f64> = draw(&Initializer::new(Scheme::Orthogonal).gain(2.0), fan_in, fan_out);
        let matrix = ndarray::ArrayView2::from_shape((fan_out, fan_in), &weights).unwrap();
        let singular = crate::spectrum::singular_values(matrix).unwrap();
        assert!(singular.iter().all(|value| (value - 2.0).abs() < 1e-12));
        // Planted: the same numbers read in the other shape.
        let matrix = ndarray::ArrayView2::from_shape((fan_in, fan_out), &weights).unwrap();
        assert!(crate::spectrum::singular_values(matrix).unwrap().iter().any(|value| (value - 2.0).abs() > 0.1));
    }
}

#[test]
fn a_gain_of_zero_is_fine_and_constants_ignore_it() {
    assert!(draw::<f64>(&Initializer::new(Scheme::He).law(Law::Uniform).gain(0.0), 3, 2).iter().all(|&w| w == 0.0));
    assert_eq!(draw::<f64>(&Initializer::new(Scheme::Constant(0.5)).gain(3.0), 1, 2), [0.5, 0.5]);
}

#[test]
#[should_panic(expected = "a layer with 0 inputs and 4 units has no weights")]
fn a_layer_without_inputs_is_refused() {
    Initializer::new(Scheme::He).variance(0, 4);
}

#[test]
#[should_panic(expected = "the gain of initial weights is NaN")]
fn a_gain_that_is_no_number_is_refused() {
    draw::<f64>(&Initializer::new(Scheme::He).gain(f64::NAN), 3, 2);
}

#[test]
#[should_panic(expected = "weights of a layer with 3 inputs and 3 units")]
fn a_wrong_number_of_weights_is_refused() {
    Initializer::new(Scheme::He).fill(&mut [0.0_f64; 8], 3, 3, &mut stream(1, "initialize", "shape", 0));
}
