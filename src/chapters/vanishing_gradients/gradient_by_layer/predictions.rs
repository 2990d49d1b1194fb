//! What should the gradient of each layer be, in a network of great width? Lengths forward, χ backward.
//!
//! With q_l the mean square of z\[l] and w_l = Var(W\[l]):
//!
//! ```text
//! q_1 = n_0 w_1 E[x²],  q_{l+1} = n_l w_{l+1} E[g(√q_l z)²],      E[δ_l²] = n_{l+1} w_{l+1} E[g′(√q_l z)²] E[δ_{l+1}²]
//! ```
//!
//! and the mean square derivative by a weight of layer l is E\[δ_l²]·E[a_{l−1}²]. One q stands for all examples.

use super::super::examples::{digits, root_mean_square, widths};
use super::{EXAMPLES, WIDTH};
use crate::activation::Activation;
use crate::bits;
use crate::initialize::Initializer;
use crate::theory::length_map;

/// Below e^SHORT (in ln q) every activation here is linear or has left that range, and lengths only scale: q itself
/// would underflow.
const SHORT: f64 = -200.0;

/// ln of root mean squares, layer by layer.
pub(crate) struct Predicted {
    /// Of the activations a\[0], …, a\[L−1].
    pub(crate) activations: Vec<f64>,
    /// Of the derivatives by the weights of layers 1 … L, if δ\[L] has mean square 1.
    pub(crate) gradients: Vec<f64>,
}

/// ln of the root mean square derivative by the weights of layers 1 … L of the experiment's networks, if δ\[L] has mean square 1.
pub(super) fn logarithms(activation: Activation, initializer: &Initializer, depth: usize) -> Vec<f64> {
    let inputs = 2.0 * bits::ln(root_mean_square(digits(EXAMPLES).0.iter().copied()));
    predicted(activation, initializer, &widths(WIDTH, depth), inputs).gradients
}

/// The prediction for a network of these widths, where `inputs` is ln E\[x²].
pub(crate) fn predicted(activation: Activation, initializer: &Initializer, widths: &[usize], inputs: f64) -> Predicted {
    let depth = widths.len() - 1;
    let variance = |layer: usize| initializer.variance(widths[layer - 1], widths[layer]);
    // ln E[a_l²], and ln of the factor from E[δ_{l+1}²] to E[δ_l²].
    let (mut lengths, mut backward) = (vec![inputs], Vec::new());
    // Lengths that have settled to the last digit are not integrated again.
    let mut known: Option<([f64; 2], [f64; 2])> = None;
    for layer in 1..depth {
        let logarithm = bits::ln(widths[layer - 1] as f64 * variance(layer)) + lengths[layer - 1];
        let q = bits::exp(bits::max(logarithm, SHORT));
        let at = [q, widths[layer + 1] as f64 * variance(layer + 1)];
        let [length, factor] = match known {
            Some((before, found)) if before == at => found,
            _ => [length_map::length(activation, 1.0, 0.0, q), length_map::slope(activation, at[1], q)].map(bits::ln),
        };
        known = Some((at, [length, factor]));
        lengths.push(length + bits::min(logarithm - SHORT, 0.0));
        backward.push(factor);
    }
    let mut delta = 0.0;
    let mut gradients = vec![0.5 * lengths[depth - 1]];
    for layer in (1..depth).rev() {
        delta += backward[layer - 1];
        gradients.push(0.5 * (delta + lengths[layer - 1]));
    }
    gradients.reverse();
    Predicted { activations: lengths.into_iter().map(|length| 0.5 * length).collect(), gradients }
}
