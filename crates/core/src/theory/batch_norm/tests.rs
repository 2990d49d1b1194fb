//! Are the rates those of the paper, of closed forms, of single units that are drawn, and of whole networks?

use std::f64::consts::PI;

use super::super::quadrature::gaussian_mean;
use super::*;
use crate::bits::streams::{Stream, standard_normal, standard_normal_matrix, stream};
use crate::initialize::{Initializer, Scheme};
use crate::network::{Architecture, Loss, Network, Normalization, Targets};
use crate::statistics::{self, mean_interval};
use Activation::{Identity, Relu, Sigmoid, Tanh};

/// What the paper prints below its eq. 25, to half a unit of the last digit, and its limit for great batches.
const PRINTED: [(usize, f64); 5] = [(8, 1.788), (16, 1.590), (32, 1.522), (64, 1.493), (256, 1.473)];
const LIMIT: f64 = PI / (PI - 1.0);

#[test]
fn the_papers_numbers_for_relu() {
    for (batch, printed) in PRINTED {
        assert!((growth(Relu, batch) - printed).abs() < 5e-4, "{batch}: {}", growth(Relu, batch));
        assert!((LIMIT - printed).abs() > 5e-4, "{batch}: the limit for great batches is another number");
    }
    assert_eq!([1, 2, 3].map(|batch| growth(Relu, batch)), [f64::INFINITY; 3]);
}

#[test]
fn relu_and_linear_units_in_closed_form() {
    for batch in [4, 5, 16, 100, 10_000] {
        // Two normalized values have the correlation c = −1/(B − 1). For ReLU the means are those of two normal numbers with
        // it (a radius is a factor): P(both > 0) = ¼ + asin(c)/2π and 2E[t₁⁺t₂⁺] = (√(1 − c²) + c(π − acos c))/π.
        let examples = batch as f64;
        let c = -1.0 / (examples - 1.0);
        let both = 0.25 + libm::asin(c) / (2.0 * PI);
        let product = ((1.0 - c * c).sqrt() + c * (PI - libm::acos(c))) / PI;
        let closed = (examples - 2.0 + 2.0 * both + product) / ((examples - 3.0) * (1.0 - product));
        assert!((growth(Relu, batch) / closed - 1.0).abs() < 1e-12, "{batch}");
        let linear = (examples - 2.0) / (examples - 3.0);
        assert!((growth(Identity, batch) / linear - 1.0).abs() < 1e-12, "{batch}");
        assert!((growth(Relu, batch + 1) / closed - 1.0).abs() > 1e-9, "{batch}: another batch is seen");
    }
}

#[test]
fn great_batches_leave_a_mean_over_one_normal_number() {
    for activation in [Relu, Tanh, Sigmoid, Activation::Gelu] {
        let value = |z: f64| -> f64 { activation.value(z) };
        let mean = gaussian_mean(value);
        let variance = gaussian_mean(|z| value(z) * value(z)) - mean * mean;
        let limit = gaussian_mean(|z| bits::powi(activation.derivative(z, value(z)), 2)) / variance;
        // A tenfold batch is ten times nearer: what is left is of the order 1/B.
        let [near, nearer] = [1_000, 10_000].map(|batch| (growth(activation, batch) / limit - 1.0) * batch as f64);
        assert!((near / nearer - 1.0).abs() < 0.02, "{}: {near} {nearer}", activation.name());
        assert!(near > 0.1, "{}: and it is seen", activation.name());
    }
    assert!((growth(Relu, 1 << 20) - LIMIT).abs() < 1e-5);
}

/// The variance of z̃ per σ_w², and the squared derivative by z over that by a, for one unit that is drawn.
fn unit(activation: Activation, batch: usize, stream: &mut Stream) -> (f64, f64) {
    let examples = batch as f64;
    let mut draw = || -> Vec<f64> { (0..batch).map(|_| standard_normal(stream)).collect() };
    let mean = |values: &[f64]| bits::sum(values) / examples;
    let centered = |values: Vec<f64>| {
        let center = mean(&values);
        values.into_iter().map(|value| value - center).collect::<Vec<f64>>()
    };
    let (z, derivative) = (centered(draw()), centered(draw()));
    let deviation = (bits::dot(&z, &z) / examples).sqrt();
    let normalized: Vec<f64> = z.iter().map(|z| z / deviation).collect();
    let values: Vec<f64> = normalized.iter().map(|&t| activation.value(t)).collect();
    // The sample variance is the mean of ½(gᵢ − gⱼ)², so of E[g²] − E[gᵢgⱼ].
    let variance = bits::powi(statistics::standard_deviation(&values).unwrap(), 2);
    let passed = normalized.iter().zip(&values).zip(&derivative).map(|((&t, &g), d)| d * activation.derivative(t, g));
    let passed: Vec<f64> = passed.collect();
    let (shift, tilt) = (mean(&passed), bits::dot(&passed, &normalized) / examples);
    let back = passed.iter().zip(&normalized).map(|(d, t)| (d - shift - t * tilt) / deviation);
    let back: Vec<f64> = back.collect();
    (variance, bits::dot(&back, &back) / (examples - 1.0))
}

#[test]
fn single_units_that_are_drawn_agree() {
    for (activation, batch) in [(Relu, 8), (Relu, 16), (Tanh, 8), (Tanh, 16), (Sigmoid, 8)] {
        let mut stream = stream(1, "batch_norm", activation.name(), batch);
        let drawn: Vec<(f64, f64)> = (0..40_000).map(|_| unit(activation, batch, &mut stream)).collect();
        let (variances, squares): (Vec<f64>, Vec<f64>) = drawn.into_iter().unzip();
        // Each mean within its 99.99 % interval.
        let (variance, square) = (mean_interval(&variances, 0.9999).unwrap(), mean_interval(&squares, 0.9999).unwrap());
        let (low, high) = (square.low / variance.high, square.high / variance.low);
        let predicted = growth(activation, batch);
        assert!((low..high).contains(&predicted), "{} {batch}: {low} {predicted} {high}", activation.name());
        for other in [batch / 2, 2 * batch] {
            assert!(
                !(low..high).contains(&growth(activation, other)),
                "{} {batch}: {other} is seen",
                activation.name()
            );
        }
    }
}

/// The factor per layer of one network of `width`, on inputs that are drawn.
fn measured(activation: Activation, batch: usize, width: usize, depth: usize, replicate: usize) -> f64 {
    let mut stream = stream(1, "batch_norm", "network", replicate);
    let inputs = standard_normal_matrix(&mut stream, batch, width);
    let targets = Targets::Values(standard_normal_matrix(&mut stream, batch, width));
    let widths = vec![width; depth + 1];
    let architecture = Architecture::new(&widths, activation, Loss::SquaredError).normalized(Normalization::Batch);
    let network = Network::<f64>::new(architecture, inputs.view(), &targets).unwrap();
    network.trace(&network.initial(&Initializer::new(Scheme::He), &mut stream)).backward_growth().unwrap()
}

#[test]
fn wide_networks_agree() {
    let (width, depth, seeds) = (128, 30, 12);
    for (activation, batch) in
        [Relu, Tanh].into_iter().flat_map(|activation| [8, 16, 32].map(|batch| (activation, batch)))
    {
        let logarithms: Vec<f64> =
            (0..seeds).map(|seed| bits::ln(measured(activation, batch, width, depth, seed))).collect();
        let mean = statistics::mean(&logarithms).unwrap();
        let error = statistics::standard_deviation(&logarithms).unwrap() / (seeds as f64).sqrt();
        // Four standard errors of the mean. What a finite width adds is of the order 1/n; its coefficient is not derived, and was
        // between −1.2 ± 0.4 and 1.0 ± 0.3 in these six cases at width 32.
        let allowed = 4.0 * error + 2.0 / width as f64;
        let distance = |factor: f64| (mean - bits::ln(factor)).abs();
        assert!(distance(growth(activation, batch)) < allowed, "{} {batch}: {mean} {error}", activation.name());
        if activation == Relu {
            assert!(distance(LIMIT) > allowed, "{batch}: the limit for great batches is told apart");
        }
        assert!(distance(growth(activation, 2 * batch)) > allowed || batch > 8, "{}", activation.name());
    }
}
