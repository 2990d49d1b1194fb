//! How fast do signals and gradients grow or shrink in a product of many random matrices?
//!
//! In a linear network with b = 0, a\[l] = W\[l]⋯W\[1]x, and for J = vᵀŷ the gradient is ∂J/∂W\[l] =
//! (W\[L]⋯W[l+1])ᵀv·a[l−1]ᵀ, so ‖∂J/∂W\[1]‖ = ‖W\[2]ᵀ⋯W\[L]ᵀv‖·‖x‖: the transposed matrices in reverse order. The tables hold:
//!
//! | table | column, by | predicted |
//! |---|---|---|
//! | `rates` | `forward`, `backward`: growth of ln‖·‖ per matrix over 150, by width n | λ₁ = ln σ + ½[ln(2/n) + ψ(n/2)] |
//! | `rates` | `variance` of ln‖·‖² per matrix, by width n | ψ′(n/2) ≈ 2/n |
//! | `exponents` | growth of ln of the k-th singular value per matrix, n = 16, by k | λₖ |
//! | `products` | `log_condition`, ln κ of the product, n = 16, by matrices | grows by λ₁ − λₙ |
//! | `products` | `share`, median of σ₁²/Σσₖ² of the product, n = 16, by matrices | 1/n for orthogonal matrices |
//! | `gradients` | mean of ln‖∂J/∂W\[1\]‖, by depth L | (L − 1)·λ₁ |
//! | `powers` | ‖[[0.9, 10], [0, 0.9]]ᵏ‖₂, by k | closed form |
//!
//! The formulas and their sources are in [`crate::theory::products`].

mod chains;
mod claims;
mod presentation;
mod rates;
mod spectra;

use crate::chapters::Settings;
use crate::report::Findings;
use chains::{Chains, DEPTH, Weights};

const SEEDS: usize = 100;
const CONFIDENCE: f64 = 0.99;
/// Widths of Gaussian matrices with σ = 1.
const WIDTHS: [usize; 6] = [2, 4, 8, 16, 32, 64];
/// Other σ, at the width of the full spectra.
const DEVIATIONS: [f64; 2] = [0.5, 1.5];
/// Width of the full spectra.
const SPECTRUM_WIDTH: usize = 16;
const SPECTRUM_SEEDS: usize = 40;
/// The block [[a, b], [0, a]] that grows although its spectral radius is below 1.
const JORDAN: (f64, f64) = (0.9, 10.0);

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let chains = draw(settings);
    let kinds = [Weights::Gaussian(1.0), Weights::Orthogonal];
    let tables = vec![
        rates::table(&chains, settings.replicates_or(SEEDS)),
        rates::gradients(&chains),
        spectra::exponents(settings, &kinds),
        spectra::products(settings, &kinds),
        spectra::powers(),
    ];
    let claims = vec![
        claims::derivatives(&chains),
        claims::shrink(&chains),
        claims::criterion(&chains, &spectra::jordan_norms(JORDAN.1, DEPTH as u32)),
        claims::two_units(&chains),
        claims::backward(&chains),
    ];
    Findings { tables, figure: Some(presentation::figure()), claims }
}

/// Every ensemble of chains. What is not random needs one seed.
fn draw(settings: &Settings) -> Vec<Chains> {
    let seeds = settings.replicates_or(SEEDS);
    // A wide matrix has n² numbers to draw; vectors alone have n, so many more chains of them can be had.
    let gaussian =
        WIDTHS.map(|width| (Weights::Gaussian(1.0), width, if width < 64 { seeds } else { seeds.div_ceil(3) }));
    let by_vectors = [2, 4, 8, 16, 32, 64, 128, 256].map(|width| (Weights::GaussianByVectors(1.0), width, 2 * seeds));
    let scaled = DEVIATIONS.map(|deviation| (Weights::Gaussian(deviation), SPECTRUM_WIDTH, seeds));
    let identity =
        [(0.5, 2), (0.9, 2), (1.5, 2), (1.5, 16), (1.5, 64)].map(|(c, width)| (Weights::Identity(c), width, 1));
    let orthogonal = [2, SPECTRUM_WIDTH].map(|width| (Weights::Orthogonal, width, seeds.min(SPECTRUM_SEEDS)));
    let all = gaussian.into_iter().chain(by_vectors).chain(scaled).chain(identity).chain(orthogonal);
    all.map(|(weights, width, seeds)| Chains::draw(settings, weights, width, seeds)).collect()
}

/// The mean of ln‖∂J/∂W\[1]‖ over networks of Gaussian matrices, as theory predicts it, and the row of the table of gradients that has it, if there is one.
pub(crate) fn predicted_gradient(deviation: f64, width: usize, depth: usize) -> (f64, Option<String>) {
    let weights = Weights::Gaussian(deviation);
    let drawn = if deviation == 1.0 {
        WIDTHS.contains(&width)
    } else {
        width == SPECTRUM_WIDTH && DEVIATIONS.contains(&deviation)
    };
    let row = (drawn && rates::DEPTHS.contains(&depth)).then(|| format!("{}/{width}/{depth}", weights.name()));
    (rates::predicted(weights, width, depth), row)
}

#[cfg(test)]
mod tests;
