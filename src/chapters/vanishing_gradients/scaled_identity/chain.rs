//! The notes' network: linear layers W\[l] = c·I of two units, in any number format, with the backward pass written out.
//!
//! ```text
//! a[l] = W[l]·a[l−1],  ŷ = a[L],  J = ½(ŷ − y)²
//! δ[L] = ŷ − y,  δ[l] = W[l+1]ᵀ·δ[l+1],  ∂J/∂W[l] = δ[l]·a[l−1]ᵀ
//! ```

use ndarray::{Array2, array};

use crate::bits;
use crate::theory::formats::Format;

/// c·I with two rows.
pub(super) fn scaled_identity(c: f64) -> Array2<f64> {
    array![[c, 0.0], [0.0, c]]
}

/// The notes' x = (1, 1), as a column.
pub(super) fn input() -> Array2<f64> {
    array![[1.0], [1.0]]
}

/// L matrices: L − 1 times c·I, and a last one of another shape, (½, ½). With x = (1, 1) the output is c^(L−1).
pub(super) fn network(c: f64, depth: usize) -> Vec<Array2<f64>> {
    let mut weights = vec![scaled_identity(c); depth - 1];
    weights.push(array![[0.5, 0.5]]);
    weights
}

/// a\[0] = x, a\[1], …, a\[L], layer by layer; `biases` are b\[1], …, b\[L], or none.
pub(super) fn forward(weights: &[Array2<f64>], biases: Option<&[Array2<f64>]>, x: &Array2<f64>) -> Vec<Array2<f64>> {
    let mut activations = vec![x.clone()];
    for (layer, weight) in weights.iter().enumerate() {
        let product = bits::product(weight.view(), activations[layer].view());
        activations.push(biases.map_or(product.clone(), |biases| product + &biases[layer]));
    }
    activations
}

/// W\[L]·…·W\[2]·W\[1], multiplied before any input is known.
pub(super) fn premultiplied(weights: &[Array2<f64>]) -> Array2<f64> {
    let (first, others) = weights.split_first().expect("a network has layers");
    others.iter().fold(first.clone(), |product, weight| bits::product(weight.view(), product.view()))
}

// ANCHOR: gradients
/// ∂J/∂W\[1], …, ∂J/∂W\[L] for one example with the target `y`.
pub(super) fn gradients(weights: &[Array2<f64>], activations: &[Array2<f64>], y: f64) -> Vec<Array2<f64>> {
    let mut delta = activations[weights.len()].mapv(|output| output - y);
    let mut gradients = Vec::with_capacity(weights.len());
    for (weight, below) in weights.iter().zip(activations).rev() {
        gradients.push(bits::product(delta.view(), below.t()));
        delta = bits::product(weight.t(), delta.view());
    }
    gradients.reverse();
    gradients
}
// ANCHOR_END: gradients

/// The Frobenius norm.
pub(super) fn norm(matrix: &Array2<f64>) -> f64 {
    bits::sum(&matrix.iter().map(|entry| entry * entry).collect::<Vec<_>>()).sqrt()
}

/// The first unit of x = (1, 1), a\[1], a\[2], … without end, computed in a format. The other unit holds the same.
pub(crate) fn activations(format: Format, c: f64) -> impl Iterator<Item = f64> {
    let weights = scaled_identity(c);
    let single = weights.mapv(|weight| round_to(format, weight) as f32);
    let layer = move |[one, other]: &[f64; 2]| {
        let mut product = [0.0; 2];
        if format == Format::F64 {
            bits::matrix_vector(weights.view(), &[*one, *other], &mut product);
        } else {
            // The product of two numbers of 8 or 11 bits is exact in f32 with its 24, so that it is rounded only once.
            let mut rounded = [0.0_f32; 2];
            bits::matrix_vector(single.view(), &[*one as f32, *other as f32], &mut rounded);
            product = rounded.map(|value| round_to(format, f64::from(value)));
        }
        Some(product)
    };
    std::iter::successors(Some([1.0, 1.0]), layer).map(|[one, _]| one)
}

/// The nearest number of the format; every format's numbers are f64 numbers too.
fn round_to(format: Format, value: f64) -> f64 {
    match format {
        Format::F64 => value,
        Format::F32 => f64::from(value as f32),
        Format::BF16 => half::bf16::from_f64(value).to_f64(),
        _ => half::f16::from_f64(value).to_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::Activation;
    use crate::network::{Architecture, Loss, Network, Targets};

    fn loss(weights: &[Array2<f64>], y: f64) -> f64 {
        let output = forward(weights, None, &input()).pop().unwrap()[[0, 0]];
        0.5 * (output - y) * (output - y)
    }

    #[test]
    fn gradients_are_slopes_of_the_loss() {
        // J is a quadratic in each single weight, so a two-sided difference is its derivative, and with dyadic numbers
        // to the last bit.
        let weights = vec![array![[1.5, 0.5], [-0.25, 1.0]], array![[0.75, -1.0], [0.5, 0.25]], array![[0.5, -1.5]]];
        let found = gradients(&weights, &forward(&weights, None, &input()), 0.25);
        let moved = |layer: usize, place: (usize, usize), by: f64| {
            let mut weights = weights.clone();
            weights[layer][place] += by;
            loss(&weights, 0.25)
        };
        for (layer, gradient) in found.iter().enumerate() {
            for (place, &entry) in gradient.indexed_iter() {
                assert_eq!(entry, 2.0 * (moved(layer, place, 0.25) - moved(layer, place, -0.25)), "{layer} {place:?}");
            }
        }
        assert_ne!(
            found[0],
            gradients(&weights, &forward(&weights, None, &input()), 0.5)[0],
            "another target is caught"
        );
    }

    #[test]
    fn the_network_of_the_library_has_the_same_gradients() {
        // Ten layers of 1.5 keep every product below 53 bits, so that any order gives the same bits.
        let weights = network(1.5, 10);
        let found = gradients(&weights, &forward(&weights, None, &input()), 1.0);
        let mut widths = vec![2; 10];
        widths.push(1);
        let architecture = Architecture::new(&widths, Activation::Identity, Loss::SquaredError);
        let library = Network::<f64>::new(architecture, input().t(), &Targets::column(&[1.0])).unwrap();
        let mut parameters = vec![0.0; library.layout().dimension()];
        for (index, weight) in weights.iter().enumerate() {
            library.layout().weights(index + 1).of_mut(&mut parameters).assign(weight);
        }
        let trace = library.trace(&parameters);
        for (index, gradient) in found.iter().enumerate() {
            assert_eq!(library.layout().weights(index + 1).of(&trace.gradient), gradient, "layer {}", index + 1);
        }
        assert_ne!(
            found[0],
            gradients(&weights, &forward(&weights, None, &input()), 0.0)[0],
            "another target is caught"
        );
    }

    #[test]
    fn powers_in_every_format() {
        for format in Format::ALL {
            let found: Vec<f64> = activations(format, 1.5).take(4).collect();
            assert_eq!(found, [1.0, 1.5, 2.25, 3.375]);
        }
        // 1.01 in bf16 is 129/128, and its square 1.0156860 lies nearer to 130/128 than to 131/128.
        assert_eq!(activations(Format::BF16, 1.01).nth(2), Some(1.015625));
        assert_eq!(activations(Format::F16, 2.0).nth(16), Some(f64::INFINITY));
        assert_eq!(activations(Format::F16, 0.5).nth(24), Some(f64::from(half::f16::from_bits(1))));
        assert_eq!(activations(Format::F16, 0.5).nth(25), Some(0.0));
    }

    #[test]
    fn products_in_short_formats_are_rounded_once() {
        // Against the product of the `half` crate's own numbers as f64, which is exact, rounded by the same crate.
        let mut value = half::f16::ONE;
        for found in activations(Format::F16, 1.05).take(200) {
            assert_eq!(found, value.to_f64());
            value = half::f16::from_f64(value.to_f64() * half::f16::from_f64(1.05).to_f64());
        }
    }
}
