//! How far does one network of finite width stray from the [length map](super::length_map), for any activation?
//!
//! Let v_l = ‖a\[l]‖²/n. Given v_{l−1}, the units of layer l are independent, so
//!
//! ```text
//! v_l = f(v_{l−1})·(1 + ε_l),   f(v) = E[g(√q z)²] with q = σ_w²v,   Var ε_l = κ/n,   κ = E[g⁴]/E[g²]² − 1
//! ```
//!
//! With x = ln v, F = ln f as a function of x, s = F′ and c = F″ on the path of the map, the deviation δ of x from that path has, to first
//! order in 1/n, mean m and variance V with
//!
//! ```text
//! m_l = s·m_{l−1} + ½c·V_{l−1} − ½κ/n,    V_l = s²·V_{l−1} + κ/n
//! ```
//!
//! (the delta method, layer by layer; biases 0, one input). For ReLU s = 1, c = 0 and κ = 5 whatever the weights: m_L = −5L/2n and V_L = 5L/n, as in
//! [`depth_law`](super::depth_law). For tanh a path that is drawn to a fixed point forgets (s < 1); at the edge, σ_w² = 1, s tends to 1 and
//! V_l ≈ 2l/3n grows still.
//!
//! ```
//! use wellposed_core::activation::Activation;
//! use wellposed_core::theory::finite_width::lengths;
//!
//! let path = lengths(Activation::Relu, 2.0, 1.0, 100, 150);
//! assert!((path[150].length - 1.0).abs() < 1e-12);
//! assert!((path[150].mean + 3.75).abs() < 1e-6 && (path[150].variance - 7.5).abs() < 1e-10);
//! ```

use super::length_map::{self, logarithmic_slope};
use super::quadrature::gaussian_mean;
use crate::activation::Activation;
use crate::bits;

/// Where ln v lies after some layers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Path {
    /// v by the length map, for infinite width.
    pub length: f64,
    /// The mean of ln v less ln of that length, to first order in 1/n.
    pub mean: f64,
    /// The variance of ln v, to first order in 1/n.
    pub variance: f64,
}

/// v_0 … v_L of networks with weights of variance σ_w²/n, started at v_0 = `start`.
///
/// Where a length underflows to 0, mean and variance are NaN from there on.
///
/// # Panics
/// If the width is 0, or the variance or the start is not positive and finite.
pub fn lengths(activation: Activation, weight_variance: f64, start: f64, width: usize, depth: usize) -> Vec<Path> {
    assert!(width > 0, "a layer without units has no signal");
    for (what, value) in [("weights have the variance", weight_variance), ("lengths start from", start)] {
        assert!(value > 0.0 && value.is_finite(), "{what} {value}; it must be positive and finite");
    }
    let n = width as f64;
    let mut path = vec![Path { length: start, mean: 0.0, variance: 0.0 }];
    for layer in 0..depth {
        let Path { length, mean, variance } = path[layer];
        let q = weight_variance * length;
        let (second, fourth) = (length_map::length(activation, 1.0, 0.0, q), fourth_moment(activation, q));
        let noise = (fourth / (second * second) - 1.0) / n;
        // A symmetric quotient over ln q ± ln(1 + h): its error is h²/6 of the third derivative.
        let h: f64 = 1.0 / 4096.0;
        let [slope, above, below] = [q, q * (1.0 + h), q / (1.0 + h)].map(|q| logarithmic_slope(activation, q));
        let curvature = (above - below) / (2.0 * bits::ln_1p(h));
        path.push(Path {
            length: second,
            mean: slope * mean + 0.5 * curvature * variance - 0.5 * noise,
            variance: slope * slope * variance + noise,
        });
    }
    path
}

/// E[g(√q z)⁴].
fn fourth_moment(activation: Activation, q: f64) -> f64 {
    let root = q.sqrt();
    gaussian_mean(|z| {
        let value: f64 = activation.value(root * z);
        bits::powi(value * value, 2)
    })
}

#[cfg(test)]
mod tests;
