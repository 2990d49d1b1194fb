//! Which network does a reader ask for? The notes' c·I, or a random one.

use super::super::State;
use crate::activation::Activation;
use crate::chapters::activations;

/// The keys of the two kinds of weights.
pub(super) const IDENTITY: &str = "identity";
pub(super) const RANDOM: &str = "random";

/// The activations, by their names in tables and for readers.
pub(super) const ACTIVATIONS: [(&str, &str); 7] = [
    choice(Activation::Sigmoid),
    choice(Activation::Tanh),
    choice(Activation::Relu),
    choice(Activation::LeakyRelu { slope: 0.01 }),
    choice(Activation::Gelu),
    choice(Activation::Selu),
    (Activation::Identity.name(), "none"),
];

const fn choice(activation: Activation) -> (&'static str, &'static str) {
    (activation.name(), activations::words(activation))
}

/// What the controls say.
pub(super) enum Setting {
    /// W\[l] = c·I but for the last.
    Identity {
        /// The factor.
        c: f64,
        /// L.
        depth: usize,
    },
    /// Independent weights.
    Random(Random),
}

/// A random network: L − 1 hidden layers of n units, for n inputs and one output.
pub(super) struct Random {
    pub(super) activation: Activation,
    /// σ_w: the deviation of a weight times √n.
    pub(super) scale: f64,
    pub(super) width: usize,
    pub(super) depth: usize,
    /// How often another was drawn.
    pub(super) drawn: u64,
}

/// How often another network was drawn; whatever else somebody wrote is never.
pub(super) fn drawn(state: &State) -> u64 {
    state.words("drawn").parse().unwrap_or(0)
}

impl Setting {
    pub(super) fn of(state: &State) -> Self {
        if state.words("weights") == IDENTITY {
            return Setting::Identity { c: state.number("c"), depth: state.whole("depth") };
        }
        let name = state.words("activation");
        let activation = Activation::ALL.into_iter().find(|activation| activation.name() == name);
        Setting::Random(Random {
            activation: activation.expect("each choice is the name of an activation"),
            scale: state.number("scale"),
            width: state.whole("width"),
            depth: state.whole("layers"),
            drawn: drawn(state),
        })
    }
}
