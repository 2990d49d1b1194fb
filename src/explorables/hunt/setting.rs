//! How does a reader look at a network? The controls as values.

use crate::bits;
use crate::explorables::State;

/// The blocks that may be looked at, in the order of the parameters: key and name.
pub(super) const BLOCKS: &[(&str, &str)] =
    &[("W1", "W[1]"), ("b1", "b[1]"), ("W2", "W[2]"), ("b2", "b[2]"), ("W3", "W[3]"), ("b3", "b[3]")];

pub(super) const WEIGHTS: &[(&str, &str)] =
    &[("start", "at the start"), ("trained", "after some training"), ("larger", "larger")];

/// Where the gradient is checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Weights {
    Start,
    Trained,
    Larger,
}

/// The values of the controls of a check.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Which block panel 2 shows, from 0.
    pub(super) block: usize,
    /// Whether each evaluation has the same masks.
    pub(super) frozen: bool,
    pub(super) epsilon: f64,
    pub(super) weights: Weights,
    /// Whether the loss has its regularization.
    pub(super) ridge: bool,
}

impl Setting {
    pub(super) fn of(state: &State) -> Setting {
        let block = state.words("block");
        Setting {
            block: BLOCKS.iter().position(|(key, _)| *key == block).unwrap_or(0),
            frozen: state.is("masks"),
            epsilon: state.number("epsilon"),
            weights: match state.words("weights") {
                "trained" => Weights::Trained,
                "larger" => Weights::Larger,
                _ => Weights::Start,
            },
            ridge: state.is("ridge"),
        }
    }

    /// What tells a look from another one; ε by its power of ten, so that dragging it is not a look for each stop.
    pub(super) fn key(&self) -> String {
        let Setting { block, frozen, epsilon, weights, ridge } = *self;
        format!("{block}/{frozen}/{}/{weights:?}/{ridge}", bits::log10(epsilon).round())
    }
}
