//! Does a check of the gradient check the forward pass? Only against the backward pass (L13-25).
//!
//! A network is wanted, and another one is programmed: another activation, twice the ridge. If the backward pass differentiates what is programmed, gradient and loss agree, and
//! every check passes. If only one of the two passes is wrong, they disagree.

use super::super::examples::{EXAMPLES, draw, small};
use crate::activation::Activation;
use crate::chapters::Settings;
use crate::gradcheck::{Functions, GradientCheck, Verdict};
use crate::network::{Architecture, Network};
use crate::objective::Objective;
use crate::report::{Band, Claim, Measured, Reading};

/// Programs that are not the wanted network: six other activations, and a ridge of λ/m in place of λ/2m.
fn mistakes() -> Vec<Architecture> {
    let others = Activation::ALL.into_iter().filter(|&activation| activation != Activation::Tanh).map(small);
    others.chain([small(Activation::Tanh).ridge(1.0)]).collect()
}

fn network(settings: &Settings, architecture: Architecture) -> (Network, Vec<f64>) {
    draw(architecture, EXAMPLES, 1.0, &mut settings.stream("forward", 0))
}

/// The verdict on the loss of one network with the gradient of another.
pub(super) fn verdict(settings: &Settings, forward: Architecture, backward: Architecture) -> Verdict {
    let (forward, parameters) = network(settings, forward);
    let (backward, _) = network(settings, backward);
    let blocks = forward.layout().blocks().to_vec();
    let (mut loss, mut slopes) = (forward, backward);
    let gradient = move |theta: &[f64]| {
        let mut gradient = vec![0.0; theta.len()];
        slopes.loss_and_gradient(theta, &mut gradient);
        gradient
    };
    let objective =
        Functions::new(parameters.len(), move |theta: &[f64]| loss.loss(theta), gradient).with_blocks(blocks);
    GradientCheck::of(&objective).run(&parameters).map_or(Verdict::Undecidable, |report| report.verdict)
}

/// L13-25: forward or backward.
pub(super) fn claim(settings: &Settings) -> Claim {
    let mistakes = mistakes();
    let caught = |verdict: &dyn Fn(&Architecture) -> Verdict| {
        Measured::exact(mistakes.iter().filter(|mistake| verdict(mistake) == Verdict::Fail).count() as f64)
    };
    let band = || Band::at_least(mistakes.len() as f64, "every mistake of a pass that is checked is found");
    let both = |mistake: &Architecture| verdict(settings, mistake.clone(), mistake.clone());
    let one = |mistake: &Architecture| verdict(settings, mistake.clone(), small(Activation::Tanh));
    let quantity = "mistakes found, of six wrong activations and a wrong ridge";
    Claim::new("L13-25", "Gradient checking is for forward or backward propagation (혹은).")
        .lines(&[193])
        .slip(
            Reading::new(
                "either pass alone can be checked: a mistake of the forward pass, which the backward pass differentiates faithfully",
                quantity,
                band(),
                caught(&both),
            ),
            Reading::new(
                "forward and backward propagation are checked against each other: a mistake in one of the two",
                quantity,
                band(),
                caught(&one),
            ),
        )
        .source("the lecture: \"when implementing a neural network, I'll implement forward prop, implement backprop, and then …\"")
}
