//! How fast do gradients explode in a deep batch-normalized network?
//!
//! By how much a layer multiplies the *squared* derivatives by the pre-activations on their way back, with batches of B examples
//! (Yang, Pennington, Rao, Sohl-Dickstein & Schoenholz 2019, *A Mean Field Theory of Batch Normalization*; their eq. 25 for ReLU).
//! With t₁, t₂ two of the B normalized values ẑ of a unit:
//!
//! ```text
//! (B − 1)E[g′(t₁)²] + E[g′(t₁)g′(t₂)] − E[t₁²g′(t₁)²] + E[t₁t₂g′(t₁)g′(t₂)]
//! ──────────────────────────────────────────────────────────────────────────
//!                    (B − 3)(E[g(t₁)²] − E[g(t₁)g(t₂)])
//! ```
//!
//! It depends on the activation and on B, and not on the variance of the weights. B = 8, 16, 32, 64, 256 give 1.788, 1.590, 1.522, 1.493,
//! 1.473 with ReLU, and B → ∞ gives E[g′²]/Var(g) over a standard normal variable: π/(π − 1) = 1.467. Linear units have (B − 2)/(B − 3).
//!
//! **Where it comes from.** In a wide network a unit's z over the batch is normal. After many layers no example is preferred: the
//! covariance is (a − b)I + b𝟏𝟏ᵀ, centering leaves z̃ ~ N(0, v·G) with G = I − 𝟏𝟏ᵀ/B and v = σ_w²(E[g(t₁)²] − E[g(t₁)g(t₂)]), and
//! ẑ = √B·s for a direction s that is uniform in the B − 1 dimensions of G, independent of the length r² ~ v·χ² of z̃. Backward a unit
//! receives d, a sum of derivatives by centered z: normal, with σ_w² times their mean square and a covariance proportional to G. It
//! hands on δ = (√B/r)(G − ssᵀ)Dd with D = diag(g′(ẑ)), so that the factor is
//!
//! ```text
//! σ_w² E‖δ‖²/E‖d‖² = σ_w² E[B/r²]·E tr[(G − ssᵀ)DGD]/(B − 1),      E[1/χ²] = 1/(B − 3) for B − 1 degrees of freedom
//! ```
//!
//! **Hypotheses.** Infinite width (the logarithm of the factor is off by some ±1/n at width n, see the tests); depth enough for that
//! covariance; weights on the way back as if drawn anew (as in the paper); no ε in the variance, scale 1 and shift 0; B ≥ 4, since
//! E[1/χ²] is infinite below.
//!
//! ```
//! use wellposed_core::activation::Activation::{Identity, Relu};
//! use wellposed_core::theory::batch_norm::growth;
//!
//! assert!((growth(Relu, 16) - 1.590).abs() < 5e-4);
//! assert!((growth(Identity, 16) - 14.0 / 13.0).abs() < 1e-12);
//! ```

use std::f64::consts::{FRAC_PI_2, PI};

use super::quadrature::panels;
use crate::activation::Activation;
use crate::bits;

/// Panels of the latitude: [0, π/2] is halved so often toward 0, where large batches have all their weight.
const HALVINGS: i32 = 12;

/// The factor of squared derivatives per layer, backward; infinite for batches of less than 4.
///
/// By quadrature, to rounding for smooth activations and for kinks at 0, as long as g changes over steps of more than some √B/20.
pub fn growth(activation: Activation, batch: usize) -> f64 {
    if batch < 4 {
        return f64::INFINITY;
    }
    let examples = batch as f64;
    let value = |t: f64| -> f64 { activation.value(t) };
    let slope = |t: f64| activation.derivative(t, value(t));
    let backward = mean_of_two(batch, |first, second| {
        let (a, b) = (slope(first), slope(second));
        (examples - 1.0 - first * first) * a * a + (1.0 + first * second) * a * b
    });
    let forward = mean_of_two(batch, |first, second| value(first) * (value(first) - value(second)));
    backward / ((examples - 3.0) * forward)
}

/// E[f(t₁, t₂)] for two of the B coordinates of a point drawn from the sphere of radius √B among the points with Σt = 0.
///
/// In their plane t₁ = R cos θ and t₂ = R cos(θ − θ₀) with cos θ₀ = −1/(B − 1), θ uniform, R = √(B − 1)·sin φ and the density
/// (B − 3) sin φ cos^(B−4) φ on 0 … π/2. Both kinks, t₁ = 0 and t₂ = 0, lie at ends of panels.
fn mean_of_two(batch: usize, f: impl Fn(f64, f64) -> f64) -> f64 {
    let (examples, power) = (batch as f64, i32::try_from(batch - 4).unwrap_or(i32::MAX));
    let turn = libm::acos(-1.0 / (examples - 1.0));
    let arcs = [-FRAC_PI_2, turn - FRAC_PI_2, FRAC_PI_2, turn + FRAC_PI_2, 3.0 * FRAC_PI_2];
    let arcs: Vec<f64> = arcs.windows(2).flat_map(|arc| [arc[0], 0.5 * (arc[0] + arc[1])]).chain([arcs[4]]).collect();
    let angles: Vec<[f64; 3]> =
        panels(&arcs).into_iter().map(|(angle, weight)| [bits::cos(angle), bits::cos(angle - turn), weight]).collect();
    let latitudes: Vec<f64> = (0..=HALVINGS).rev().map(|halvings| FRAC_PI_2 * bits::powi(0.5, halvings)).collect();
    let terms: Vec<f64> = panels(&[&[0.0], latitudes.as_slice()].concat())
        .into_iter()
        .flat_map(|(latitude, weight)| {
            let (sine, cosine) = libm::sincos(latitude);
            let weight = weight * (examples - 3.0) * sine * bits::powi(cosine, power) / (2.0 * PI);
            let radius = (examples - 1.0).sqrt() * sine;
            let f = &f;
            angles.iter().map(move |&[first, second, share]| weight * share * f(radius * first, radius * second))
        })
        .collect();
    bits::sum(&terms)
}

#[cfg(test)]
mod tests;
