//! What is E[f(z)] for z ~ N(0, 1)? The integral ∫ f(z)φ(z) dz, by Gauss's rule on panels that meet at 0.
//!
//! The line is cut at ±2⁻¹⁰, ±2⁻⁹, …, ±1, ±2, …, ±12 and at 0, and each panel gets the twenty-point rule of Gauss and Legendre, which
//! is exact for polynomials up to degree 39. Three properties follow:
//!
//! - A kink at 0 costs nothing, because 0 is an end of panels: ReLU(√q z) is as easy as z.
//! - A function analytic within the ellipse around a panel with sum of half-axes ρ (in half-widths of the panel), and bounded there by M,
//!   has an error of at most (64/15)·M·ρ⁻³⁸/(1 − ρ⁻²) (Trefethen, *Approximation Theory and Approximation Practice*, 2013, §19). The poles of
//!   tanh(sz) and of the sigmoid lie on the imaginary axis; from a panel a … 2a they are seen at ρ ≥ 3 + √8 = 5.8, for every s. So with ρ = 4,
//!   where also e^(−z²/2) is bounded by 2, the error is about 10⁻²²·M: below rounding. Only the panels that touch 0 see nearer
//!   poles, from s ≈ 2¹⁰ on.
//! - Beyond 12 lies a probability of 3.6·10⁻³³; a function that grows like zᵏ leaves about 12ᵏ times that.
//!
//! What remains is rounding: the 880 terms are added by [`bits::sum`], so |error| ≤ about 30u·E|f(z)| if f is exact. Nodes are computed
//! by Newton's method with portable functions, so they have the same bits on every machine.
//!
//! ```
//! use wellposed_core::theory::quadrature::gaussian_mean;
//!
//! assert!((gaussian_mean(|z| z * z * z * z) - 3.0).abs() < 1e-13);
//! assert!((gaussian_mean(|z| z.max(0.0) * z) - 0.5).abs() < 1e-14);
//! ```

use std::f64::consts::PI;
use std::sync::LazyLock;

use crate::bits;
use crate::statistics::normal_density;

/// Points of the rule on each panel.
const POINTS: usize = 20;
/// The panel next to 0 is 2 to the minus this power wide.
const HALVINGS: i32 = 10;
/// Where the line ends.
const END: u32 = 12;

/// z and weight·φ(z) for z > 0, ascending.
static NODES: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| {
    let mut ends: Vec<f64> = vec![0.0];
    ends.extend((0..=HALVINGS).rev().map(|power| bits::powi(0.5, power)));
    ends.extend((2..=END).map(f64::from));
    panels(&ends).into_iter().map(|(z, weight)| (z, weight * normal_density(z))).collect()
});

/// E[f(z)] for z ~ N(0, 1).
///
/// `f` may have a kink or a jump at 0; elsewhere it should be smooth, at scales down to about 10⁻³ near 0 and to 1 farther out. It is not
/// evaluated at 0 nor beyond ±12. The result is NaN or infinite where f is.
pub fn gaussian_mean(f: impl Fn(f64) -> f64) -> f64 {
    let terms: Vec<f64> = gaussian_nodes().map(|(z, weight)| weight * f(z)).collect();
    bits::sum(&terms)
}

/// Where f is evaluated, and with which weight.
pub(super) fn gaussian_nodes() -> impl Iterator<Item = (f64, f64)> {
    NODES.iter().flat_map(|&(z, weight)| [(-z, weight), (z, weight)])
}

/// Nodes (ascending) and weights of the twenty-point rule on each panel between two neighbors of `ends`.
pub(super) fn panels(ends: &[f64]) -> Vec<(f64, f64)> {
    let rule = gauss_legendre(POINTS);
    let panels = ends.windows(2).flat_map(|panel| {
        let (center, half_width) = (0.5 * (panel[0] + panel[1]), 0.5 * (panel[1] - panel[0]));
        rule.iter().map(move |&(node, weight)| (center + half_width * node, half_width * weight))
    });
    panels.collect()
}

/// Nodes (ascending) and weights of the rule on −1 … 1: the zeros x of the Legendre polynomial P and 2/((1 − x²)P′(x)²).
///
/// Newton's method from cos(π(i − 1/4)/(n + 1/2)), the usual start (Davis & Rabinowitz, *Methods of Numerical Integration*, 1984).
fn gauss_legendre(points: usize) -> Vec<(f64, f64)> {
    let rule = (0..points).rev().map(|index| {
        let mut x = bits::cos(PI * (index as f64 + 0.75) / (points as f64 + 0.5));
        // Each step doubles the digits of a start that has three; the rest repeat the last one.
        for _ in 0..6 {
            let (value, derivative) = legendre(points, x);
            x -= value / derivative;
        }
        let (_, derivative) = legendre(points, x);
        (x, 2.0 / ((1.0 - x * x) * derivative * derivative))
    });
    rule.collect()
}

/// The Legendre polynomial of degree n ≥ 1 and its derivative at |x| < 1, by (k+1)P_{k+1} = (2k+1)xP_k − kP_{k−1}.
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for k in 1..degree {
        let k = k as f64;
        (before, value) = (value, ((2.0 * k + 1.0) * x * value - k * before) / (k + 1.0));
    }
    (value, degree as f64 * (before - x * value) / (1.0 - x * x))
}

#[cfg(test)]
mod tests;
