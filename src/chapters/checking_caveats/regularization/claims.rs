//! What do the formulas of the notes say of the regularization, as printed and corrected?

use super::metrics::{EXAMPLES, Spoiled, network, parameters};
use super::squares;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::TOLERANCE;
use crate::gradcheck::Verdict as Checked;
use crate::network::{Kind, Network};
use crate::objective::{Abilities, Objective};
use crate::report::{Band, Case, Claim, Measured, Reading};

/// Sums of fewer than 100 squares and the mean of 20 losses, in another order and with other roundings.
const ROUNDING: f64 = 200.0 * f64::EPSILON / 2.0;

fn ready(settings: &Settings) -> (Network, Vec<f64>) {
    let network = network(settings, 1.0);
    let parameters = parameters(settings, &network, 1.0, 0.5);
    (network, parameters)
}

/// Σ L(ŷ, y) from the logits, and Σ‖W\[l]‖².
fn sums(network: &Network, parameters: &[f64]) -> (f64, f64) {
    let trace = network.trace(parameters);
    let logits = trace.pre_activations.last().expect("a network has a layer");
    let probabilities = trace.deltas.last().expect("a network has a layer");
    let losses = logits.rows().into_iter().zip(probabilities.rows()).map(|(z, delta)| {
        let exponentials: Vec<f64> = z.iter().map(|&z| bits::exp(z)).collect();
        // The derivative by the right class is the only one below 0.
        let class = delta.iter().position(|&d| d < 0.0).expect("the right class");
        bits::ln(bits::sum(&exponentials)) - z[class]
    });
    let weights = network.layout().blocks().iter().filter(|block| block.kind == Kind::Weights);
    let squares = weights.map(|block| bits::dot(&parameters[block.range.clone()], &parameters[block.range.clone()]));
    (losses.sum(), squares.sum())
}

/// L14-08: 1/n, f(y, θ), λ/2n and Σ_i in line 226.
pub(super) fn transcribed(settings: &Settings) -> Claim {
    let (mut network, parameters) = ready(settings);
    let (losses, squares) = sums(&network, &parameters);
    let (m, n) = (network.examples() as f64, network.dimension() as f64);
    let formula = |count: f64| losses / count + network.architecture().lambda() / (2.0 * count) * squares;
    let (printed, corrected) = (formula(n), formula(m));
    let loss = network.loss(&parameters);
    let band = || Band::around(1.0, ROUNDING, "the same J, ± the rounding of two sums");
    let quantity = "J of the formula over J of the network; m = 20 examples, n = 79 parameters";
    Claim::new("L14-08", "J(θ) = (1/n)Σf(y, θ) + (λ/2n)Σ_i‖w^(i)‖².")
        .transcription()
        .lines(&[226])
        .figure("λ/2n")
        .slip(
            Reading::new("1/n and λ/2n, n parameters", quantity, band(), Measured::exact(printed / loss)),
            Reading::new("(1/m)ΣL(ŷ, y) + (λ/2m)Σ_l‖W[l]‖²", quantity, band(), Measured::exact(corrected / loss)),
        )
        .source("m, L and ŷ as in line 89, λ/2m as in line 252, and a sum over the layers l; line 226 has n, f, θ and i in their places")
}

/// L14-09: the square outside of the sum, and λ/m.
pub(super) fn text(settings: &Settings) -> Claim {
    let (outside, inside) = squares();
    let (network, parameters) = ready(settings);
    let (_, norms) = sums(&network, &parameters);
    let (lambda, m) = (network.architecture().lambda(), network.examples() as f64);
    let square = || Band::around(10.0, 0.0, "1 + 1 + 4 + 4");
    let factor = || Band::around(1.0, ROUNDING, "the same term, ± rounding");
    let cases = vec![
        Case::new("the data: (Σr)² for Σr², residuals 1, −1, 2, −2", square(), Measured::exact(outside)),
        Case::new(
            "the term: λ/m over λ/2m of the summary",
            factor(),
            Measured::exact((lambda / m * norms) / (lambda / (2.0 * m) * norms)),
        ),
    ];
    let quantity = "sum of squares of the residuals 1, −1, 2, −2";
    let mut claim = Claim::new("L14-09", "The cost is J = (1/m)(Σ(y − ŷ))² + (λ/m)Σ‖w‖².")
        .lines(&[244])
        .figure("λ/m")
        .swept("sum of squares; then the regularization, relative to that of the summary", cases)
        .source(
            "the lecture: J = (1/m)ΣL(ŷ, y) + (λ/2m)Σ_l‖W[l]‖²; the derivative of λ/m is exactly twice that of λ/2m",
        );
    claim.printed = Some(Reading::new("(Σ(y − ŷ))²", quantity, square(), Measured::exact(outside)));
    claim.corrected = Some(Reading::new("Σ(y − ŷ)², and λ/2m", quantity, square(), Measured::exact(inside)));
    claim
}

/// L14-10: the gradient under test has to include the term.
pub(super) fn must_be_included(spoiled: &[Spoiled]) -> Claim {
    let case = |one: &Spoiled| {
        let band = if one.name == "right" {
            Band::at_most(TOLERANCE, "the notes' tolerance: the gradient is right")
        } else {
            Band::at_least(TOLERANCE, "the notes' tolerance: the gradient is wrong")
        };
        let name = if one.name == "right" { "with the term" } else { "without the term" };
        Case::new(format!("{name}, scale {}", one.scale), band, one.error())
    };
    let chosen = spoiled.iter().filter(|one| match one.name {
        // At the smallest scales the derivatives of a right gradient are too small for the loss to vouch for seven digits.
        "right" => one.report.verdict != Checked::Undecidable,
        name => name == "forgotten",
    });
    Claim::new("L14-10", "dθ is the gradient of J and has to include the regularization's.")
        .lines(&[244, 252])
        .swept("largest relative error of a block, as an interval", chosen.map(case).collect())
        .source("∂/∂W of (λ/2m)‖W‖² is (λ/m)W")
}

/// L14-11: Σ_m in the summary.
pub(super) fn summary(settings: &Settings) -> Claim {
    let (mut network, parameters) = ready(settings);
    let (_, norms) = sums(&network, &parameters);
    let m = network.examples() as f64;
    let ridge = network.terms(&parameters)[1].1;
    let formula = network.architecture().lambda() / (2.0 * m) * norms;
    let over_examples: f64 = (0..EXAMPLES).map(|_| formula).sum();
    let band = || Band::around(1.0, ROUNDING, "the same term, ± rounding");
    let quantity = "the term of the formula over that of the network, m = 20";
    Claim::new("L14-11", "The summary has the term (λ/2m)Σ_m‖w^(i)‖².")
        .lines(&[252])
        .figure("λ/2m")
        .slip(
            Reading::new("a sum over the m examples", quantity, band(), Measured::exact(over_examples / ridge)),
            Reading::new("a sum over the layers l", quantity, band(), Measured::exact(formula / ridge)),
        )
        .source("the factor is right, and contradicts λ/m of line 244; only the index of the sum is not")
}
