//! How are deep, wide networks drawn without drawing their matrices? By the law of what the matrices do to one example.
//!
//! Weights are Gaussian and biases 0, so two facts are exact, at every width:
//!
//! - Given a[l−1], the entries of z\[l] = W\[l]a[l−1] are independent N(0, Var(w)·‖a[l−1]‖²).
//! - Given also z\[l], the part of W\[l] along a[l−1] is known and the rest is still Gaussian: W\[l] = z aᵀ/‖a‖² + W̃(I − aaᵀ/‖a‖²). So with
//!   d = ∂J/∂z\[l], which depends on z\[l] and on later matrices only, W\[l]ᵀd = a(zᵀd)/‖a‖² + (I − aaᵀ/‖a‖²)ξ, where the entries of ξ = W̃ᵀd are
//!   independent N(0, Var(w)·‖d‖²).
//!
//! (Bolthausen 2014, *Communications in Mathematical Physics* 325, uses this conditioning.) Two vectors per layer in place of a matrix give
//! the same law of all lengths, up and down; a test compares them with those of whole networks.

use crate::activation::Activation;
use crate::bits::{self, streams};
use crate::initialize::Initializer;

/// Logarithms of mean squares of one network with one example.
pub(super) struct Passes {
    /// ln v_l: of a\[l], l = 0 … L; v_0 = 1.
    pub(super) forward: Vec<f64>,
    /// ln e_{L−k}: of ∂J/∂a[L−k], k = 0 … L; e_L = 1.
    pub(super) backward: Vec<f64>,
}

/// What a layer keeps for the way back.
struct Layer {
    variance: f64,
    z: Vec<f64>,
    activations: Vec<f64>,
}

/// Draws a network of widths n_0 … n_L, all of its layers with the activation, and passes one example up and a derivative down.
pub(super) fn passes(
    activation: Activation,
    initializer: &Initializer,
    widths: &[usize],
    stream: &mut streams::Stream,
) -> Passes {
    let mut layers = vec![Layer { variance: 0.0, z: Vec::new(), activations: vec![1.0; widths[0]] }];
    for shape in widths.windows(2) {
        let variance = initializer.variance(shape[0], shape[1]);
        let z = normals(shape[1], variance, &layers[layers.len() - 1].activations, stream);
        let mut activations = vec![0.0; z.len()];
        activation.apply(&z, &mut activations);
        layers.push(Layer { variance, z, activations });
    }
    // A direction without preference; its length is divided out.
    let mut error: Vec<f64> = layers[layers.len() - 1].z.iter().map(|_| streams::standard_normal(stream)).collect();
    let start = logarithm(&error);
    let mut backward = vec![0.0];
    for pair in layers.windows(2).rev() {
        error = down(activation, &pair[1], &pair[0].activations, error, stream);
        backward.push(logarithm(&error) - start);
    }
    Passes { forward: layers.iter().map(|layer| logarithm(&layer.activations)).collect(), backward }
}

/// ∂J/∂a[l−1] from ∂J/∂a\[l].
fn down(
    activation: Activation,
    layer: &Layer,
    inputs: &[f64],
    mut error: Vec<f64>,
    stream: &mut streams::Stream,
) -> Vec<f64> {
    activation.multiply_derivative(&layer.z, &layer.activations, &mut error);
    let mut below = normals(inputs.len(), layer.variance, &error, stream);
    let square = bits::dot(inputs, inputs);
    // Inputs that are all 0 tell nothing of the matrix.
    if square > 0.0 {
        let along = (bits::dot(&layer.z, &error) - bits::dot(inputs, &below)) / square;
        below.iter_mut().zip(inputs).for_each(|(below, input)| *below += along * input);
    }
    below
}

/// Independent normal numbers of variance Var(w)·‖vector‖².
fn normals(count: usize, variance: f64, vector: &[f64], stream: &mut streams::Stream) -> Vec<f64> {
    let deviation = (variance * bits::dot(vector, vector)).sqrt();
    let mut numbers = vec![0.0; count];
    streams::standard_normals(stream, &mut numbers);
    numbers.iter_mut().for_each(|number| *number *= deviation);
    numbers
}

/// ln of the mean square.
pub(super) fn logarithm(vector: &[f64]) -> f64 {
    bits::ln(bits::dot(vector, vector) / vector.len() as f64)
}
