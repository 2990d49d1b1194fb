//! How alike do two inputs become from layer to layer of a wide random network?
//!
//! Two inputs whose pre-activations u, v have variance q each and the correlation c (Poole et al. 2016; Schoenholz, Gilmer, Ganguli &
//! Sohl-Dickstein 2017), with weights of variance σ_w²/n and biases of variance σ_b²:
//!
//! | quantity | formula | function |
//! |---|---|---|
//! | correlation in the next layer | c′ = (σ_w² E[g(u)g(v)] + σ_b²)/(σ_w² E[g(u)²] + σ_b²) | [`correlation`] |
//! | where it tends to | c* = c′(c*), from 0 ≤ c < 1 | [`fixed_correlation`] |
//! | stretch of differences there | χ(c) = σ_w² E[g′(u)g′(v)] | [`slope`] |
//!
//! χ(1) is χ₁, the χ of the [length map](super::length_map): what squared *gradients* are multiplied by, and what parts two inputs
//! that are nearly the same. How fast the correlation of two *different* inputs reaches c* is set by χ(c*), and it is ξ = 1/|ln χ(c*)|
//! which Schoenholz et al. call the depth scale of information, and to which they compare the depth of trainable networks. In the
//! ordered phase (χ₁ ≤ 1) c* = 1, and both are the same. In the chaotic one c* < 1 and χ(c*) < 1 < χ₁, two different numbers.
//!
//! **Hypotheses.** Infinite width, and a length that has settled at q. Their networks have tanh, for which it does. With q* = 0 (tanh with
//! σ_w² ≤ 1 and no bias) or a length that never settles (ReLU off 2/n) it is the length that decays or grows, at the rate χ₁; the
//! correlation then creeps to 1 more slowly than any exponential, or not at all.
//!
//! **How it is computed.** In Hermite polynomials h_k, orthonormal for the normal law, f(√q z) = Σ a_k h_k(z), and E[h_j(u)h_k(v)] is cᵏ for
//! j = k, else 0 (Mehler 1866): E[f(u)f(v)] = Σ a_k² cᵏ. With the terms up to K = 200 what is left out has the weight
//! E\[f²] − Σ a_k²; taken with c^(K+1), the error is at most that weight times |c|^(K+1), and at c = 1 it is nil.
//!
//! ```
//! use wellposed_core::activation::Activation::Tanh;
//! use wellposed_core::theory::correlation_map::{fixed_correlation, slope};
//! use wellposed_core::theory::length_map::{FixedPoint, depth_scale, fixed_point};
//!
//! // tanh with weights of variance 2/n: gradients grow over 10 layers by e, different inputs forget each other over 22.
//! let FixedPoint::At(q) = fixed_point(Tanh, 2.0, 0.0, 1.0) else { panic!("tanh is bounded") };
//! assert!((depth_scale(slope(Tanh, 2.0, q, 1.0)) - 9.97).abs() < 0.01);
//! let c = fixed_correlation(Tanh, 2.0, 0.0, q);
//! assert!((depth_scale(slope(Tanh, 2.0, q, c)) - 21.72).abs() < 0.01);
//! ```

use super::length_map;
use super::quadrature::{gaussian_mean, gaussian_nodes};
use crate::activation::Activation;
use crate::bits;

/// The highest degree.
const DEGREE: usize = 200;
/// A slope of c′ at 1 this near to 1 counts as 1: some thirty u from each of two means, and their quotient.
const ROUNDING: f64 = 1e-13;

/// The correlation c′ in the next layer of two inputs with correlation `c`, −1 ≤ c ≤ 1, and variance `q` > 0.
pub fn correlation(activation: Activation, weight_variance: f64, bias_variance: f64, q: f64, c: f64) -> f64 {
    Series::of_values(activation, q).correlation(weight_variance, bias_variance, c)
}

/// To which c* the correlation tends from 0 ≤ c < 1: 1, or the smaller fixed point where the slope of c′ at 1 is above 1.
///
/// c′ is a power series in c without negative terms, so it is convex on 0 … 1, is 1 at 1, and has at most one other fixed point there.
pub fn fixed_correlation(activation: Activation, weight_variance: f64, bias_variance: f64, q: f64) -> f64 {
    let length = length_map::length(activation, weight_variance, bias_variance, q);
    if length_map::slope(activation, weight_variance, q) * q / length <= 1.0 + ROUNDING {
        return 1.0;
    }
    let series = Series::of_values(activation, q);
    let (mut below, mut above) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = 0.5 * (below + above);
        let grows = series.correlation(weight_variance, bias_variance, middle) > middle;
        if grows { below = middle } else { above = middle }
    }
    0.5 * (below + above)
}

/// χ(c) = σ_w² E[g′(u)g′(v)] for two inputs with correlation `c` and variance `q` > 0.
pub fn slope(activation: Activation, weight_variance: f64, q: f64, c: f64) -> f64 {
    let root = q.sqrt();
    let derivative = |z: f64| activation.derivative(root * z, activation.value(root * z));
    weight_variance * Series::of(derivative).mean_of_product(c)
}

/// a_k² of a function, from k = 0, and last what is left of its mean square.
struct Series(Vec<f64>);

impl Series {
    fn of_values(activation: Activation, q: f64) -> Series {
        let root = q.sqrt();
        Series::of(|z| activation.value(root * z))
    }

    fn of(f: impl Fn(f64) -> f64) -> Series {
        let nodes: Vec<(f64, f64)> = gaussian_nodes().collect();
        let weighted: Vec<f64> = nodes.iter().map(|&(z, weight)| weight * f(z)).collect();
        // h_{k−1} and h_k at each node, by √(k + 1)·h_{k+1} = z·h_k − √k·h_{k−1}.
        let (mut before, mut hermite) = (vec![0.0; nodes.len()], vec![1.0; nodes.len()]);
        let mut squares = Vec::with_capacity(DEGREE + 2);
        for k in 0..=DEGREE {
            squares.push(bits::powi(bits::dot(&weighted, &hermite), 2));
            let (low, high) = ((k as f64).sqrt(), (k as f64 + 1.0).sqrt());
            for ((before, hermite), &(z, _)) in before.iter_mut().zip(&mut hermite).zip(&nodes) {
                (*before, *hermite) = (*hermite, (z * *hermite - low * *before) / high);
            }
        }
        squares.push(bits::max(gaussian_mean(|z| f(z) * f(z)) - bits::sum(&squares), 0.0));
        Series(squares)
    }

    /// E[f(u)f(v)] = Σ a_k² cᵏ.
    fn mean_of_product(&self, c: f64) -> f64 {
        self.0.iter().rev().fold(0.0, |sum, square| sum * c + square)
    }

    fn correlation(&self, weight_variance: f64, bias_variance: f64, c: f64) -> f64 {
        let [different, same] = [c, 1.0].map(|c| weight_variance * self.mean_of_product(c) + bias_variance);
        different / same
    }
}

#[cfg(test)]
mod tests;
