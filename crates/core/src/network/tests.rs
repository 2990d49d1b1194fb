//! Are loss, gradient and curvature right? By hand, by exact derivatives, by law, and with planted errors.

mod curvature;
mod dual;
mod expectation;
mod gradient;
mod laws;
mod probe;
mod refusals;

use ndarray::Array2;

use super::*;
use crate::activation::Activation;
use crate::bits::streams::{standard_normal, stream, uniform};
use crate::objective::{Abilities, Objective};

/// m Gaussian inputs of n numbers.
fn inputs(examples: usize, width: usize) -> Array2<f64> {
    let mut stream = stream(1, "network", "inputs", width);
    Array2::from_shape_simple_fn((examples, width), || standard_normal(&mut stream))
}

/// Targets that fit a loss.
fn targets(loss: Loss, examples: usize, width: usize) -> Targets {
    let mut stream = stream(1, "network", "targets", width);
    match loss {
        Loss::CrossEntropy => Targets::Classes((0..examples).map(|example| (example * example + 1) % width).collect()),
        Loss::Logistic => {
            Targets::Values(Array2::from_shape_fn((examples, 1), |(example, _)| (example % 3 % 2) as f64))
        }
        Loss::SquaredError => {
            Targets::Values(Array2::from_shape_simple_fn((examples, width), || standard_normal(&mut stream)))
        }
    }
}

/// A network with random examples.
fn network<T: Real>(architecture: &Architecture, examples: usize) -> Network<T> {
    let (first, last) = (architecture.widths()[0], architecture.widths()[architecture.depth()]);
    let targets = targets(architecture.loss(), examples, last);
    Network::new(architecture.clone(), inputs(examples, first).view(), &targets).unwrap()
}

/// Weights of variance 1/n, and biases, gains and shifts that are not 0 either.
fn parameters<T: Real>(network: &Network<T>) -> Vec<T> {
    let mut stream = stream(1, "network", "parameters", 0);
    let mut parameters = vec![T::zero(); network.layout().dimension()];
    for block in network.layout().blocks() {
        for parameter in &mut parameters[block.range.clone()] {
            *parameter = T::from_f64(match block.kind {
                Kind::Weights => standard_normal(&mut stream) / (block.shape.1 as f64).sqrt(),
                Kind::Gain => uniform(&mut stream, 0.5, 1.5),
                Kind::Bias | Kind::Shift | Kind::Other => uniform(&mut stream, -0.5, 0.5),
            });
        }
    }
    parameters
}

/// Loss and gradient.
fn evaluate<T: Real>(network: &mut Network<T>, parameters: &[T]) -> (T, Vec<T>) {
    let mut gradient = vec![T::from_f64(f64::NAN); parameters.len()];
    let loss = network.loss_and_gradient(parameters, &mut gradient);
    (loss, gradient)
}
