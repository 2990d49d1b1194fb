//! Which blocks should fail, before anything is run?

use crate::gradcheck::catalogue::Bug;

/// How many layers the networks of the catalogue have.
pub(super) const LAYERS: usize = 4;

/// The kinds of bugs, in the order of the table.
pub(super) const KINDS: [&str; 8] =
    ["loss", "bias", "weights", "ridge", "activation", "way back", "mask", "whole gradient"];

/// Where in backpropagation the bug is.
pub(crate) fn kind(bug: Bug) -> &'static str {
    use Bug::*;
    match bug {
        LossSign | LossSum | LossMeanTwice | LossWithoutTargets | LossShiftedTargets | LossWithoutLastExample => "loss",
        BiasForgotten(_)
        | BiasMean(_)
        | BiasOfFirstExample(_)
        | BiasWithoutLastExample(_)
        | BiasSign(_)
        | BiasOfMagnitudes(_)
        | BiasBeforeActivation(_) => "bias",
        WeightsForgotten(_)
        | WeightsSign(_)
        | WeightsDoubled(_)
        | WeightsByColumns(_)
        | WeightsOfPreActivations(_)
        | WeightsOfOwnActivations(_)
        | WeightsWithoutLastExample(_)
        | WeightsWithoutMask(_)
        | WeightsOneEntry(_) => "weights",
        RidgeForgotten | RidgeForgottenIn(_) | RidgeDoubled | RidgeHalved | RidgeSign | RidgeNotDivided
        | RidgeOnBiases => "ridge",
        DerivativeOne(_) | DerivativeNotSquared(_) | DerivativeOfPreActivation(_) | DerivativeTwice(_) => "activation",
        PropagationTransposed(_)
        | PropagationOtherWeights(_)
        | PropagationUpdatedWeights(_)
        | PropagationHalved(_)
        | PropagationWithoutLastUnit(_) => "way back",
        MaskForgotten(_) | MaskNotScaled(_) | MaskOfNextExample(_) => "mask",
        LayersExchanged(..) | Scaled(_) | SinglePrecision => "whole gradient",
    }
}

/// The blocks whose gradient is wrong, in the order of the parameters.
pub(super) fn failing(bug: Bug, layer: usize) -> Vec<String> {
    let blocks = |letters: &[&str], layers: &[usize]| -> Vec<String> {
        layers.iter().flat_map(|layer| letters.iter().map(move |letter| format!("{letter}[{layer}]"))).collect()
    };
    let all: Vec<usize> = (1..=LAYERS).collect();
    match (kind(bug), bug) {
        ("bias", _) => blocks(&["b"], &[layer]),
        ("weights", _) | (_, Bug::RidgeForgottenIn(_)) => blocks(&["W"], &[layer]),
        (_, Bug::RidgeOnBiases) => blocks(&["b"], &all),
        ("ridge", _) => blocks(&["W"], &all),
        // The sum over examples does not see their order, and the bias of the last layer has only that.
        (_, Bug::LossShiftedTargets) => {
            let mut blocks = blocks(&["W", "b"], &all);
            blocks.pop();
            blocks
        }
        (_, Bug::LayersExchanged(one, other)) => blocks(&["W", "b"], &[one, other]),
        ("activation" | "way back" | "mask", _) => blocks(&["W", "b"], &all[..layer]),
        _ => blocks(&["W", "b"], &all),
    }
}
