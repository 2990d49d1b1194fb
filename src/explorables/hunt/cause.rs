//! What may be wrong when a check fails? Seven answers; the blocks of a network tell no more than these apart.
//!
//! A bug in one of the formulas ∂J/∂b\[l] and ∂J/∂W\[l] spoils one block. One in the signal D\[l] spoils both blocks of its layer and all below, whether
//! the derivative of the loss, that of the activation, a mask or the way back is wrong.

use crate::chapters::checking_caveats::components::patterns;
use crate::gradcheck::catalogue::Bug;

/// What may be wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cause {
    Nothing,
    Masks,
    Kink,
    Bias,
    Weights,
    Signal,
    Ridge,
}

const ALL: [Cause; 7] =
    [Cause::Nothing, Cause::Masks, Cause::Kink, Cause::Bias, Cause::Weights, Cause::Signal, Cause::Ridge];

/// The same with their keys and words.
pub(super) const CHOICES: &[(&str, &str)] = &[
    ("nothing", "no bug: all is right"),
    ("masks", "no bug: masks that are drawn anew"),
    ("kink", "no bug: a kink within ±ε"),
    ("bias", "∂J/∂b of one layer"),
    ("weights", "∂J/∂W of one layer"),
    ("signal", "the signal ∂J/∂z of one layer"),
    ("ridge", "the gradient of the regularization"),
];

impl Cause {
    /// The one with this key.
    pub(super) fn find(key: &str) -> Option<Cause> {
        CHOICES.iter().position(|(known, _)| *known == key).map(|place| ALL[place])
    }

    /// What a bug of the catalogue is to be called.
    pub(super) fn of(bug: Bug) -> Cause {
        match patterns::kind(bug) {
            "bias" => Cause::Bias,
            "weights" => Cause::Weights,
            "ridge" => Cause::Ridge,
            _ => Cause::Signal,
        }
    }

    /// Whether it lies in one layer.
    pub(super) fn has_layer(self) -> bool {
        matches!(self, Cause::Bias | Cause::Weights | Cause::Signal)
    }

    /// What a reader chooses for it.
    pub(super) fn words(self) -> &'static str {
        CHOICES[self as usize].1
    }
}
