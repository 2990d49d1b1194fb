//! Which remedies are compared? Each is a start and what is added to the network; χ says what it does to derivatives.

use super::super::examples::widths;
use super::training::BATCH;
use crate::activation::Activation;
use crate::initialize::{Initializer, Scheme};
use crate::network::{Architecture, Loss, Normalization};
use crate::theory::batch_norm;

/// Units of each hidden layer.
pub(super) const WIDTH: usize = 32;

/// What is added to a plain network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Remedy {
    Nothing,
    Residual,
    Layer,
    Batch,
    ResidualLayer,
    /// The gradient is shortened to norm 1.
    Clipping,
}

/// A start and a remedy.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) name: &'static str,
    pub(super) words: &'static str,
    pub(super) activation: Activation,
    pub(super) initializer: Initializer,
    pub(super) remedy: Remedy,
}

/// A name, and words for readers.
type Name = (&'static str, &'static str);

const fn relu((name, words): Name, scheme: Scheme, remedy: Remedy) -> Plan {
    Plan { name, words, activation: Activation::Relu, initializer: Initializer::new(scheme), remedy }
}

const fn tanh((name, words): Name, scheme: Scheme) -> Plan {
    Plan { name, words, activation: Activation::Tanh, initializer: Initializer::new(scheme), remedy: Remedy::Nothing }
}

/// Weights far below He's at width 32, which has σ = ¼.
const SMALL: Scheme = Scheme::FixedDeviation(0.01);
/// Twice He's: χ = 4.
const LARGE: Scheme = Scheme::FixedDeviation(0.5);

pub(super) const PLANS: [Plan; 11] = [
    relu(("small", "small"), SMALL, Remedy::Nothing),
    relu(("small_residual", "small, residual"), SMALL, Remedy::Residual),
    relu(("small_layer_norm", "small, layer norm"), SMALL, Remedy::Layer),
    relu(("he", "He"), Scheme::He, Remedy::Nothing),
    relu(("he_residual", "He, residual"), Scheme::He, Remedy::Residual),
    relu(("he_layer_norm", "He, layer norm"), Scheme::He, Remedy::Layer),
    relu(("he_batch_norm", "He, batch norm"), Scheme::He, Remedy::Batch),
    relu(("he_residual_layer_norm", "He, residual, layer norm"), Scheme::He, Remedy::ResidualLayer),
    relu(("large", "large"), LARGE, Remedy::Nothing),
    relu(("large_clipping", "large, clipping"), LARGE, Remedy::Clipping),
    tanh(("tanh_orthogonal", "tanh, orthogonal"), Scheme::Orthogonal),
];

impl Plan {
    pub(super) fn architecture(&self, depth: usize) -> Architecture {
        let plain = Architecture::new(&widths(WIDTH, depth), self.activation, Loss::CrossEntropy);
        match self.remedy {
            Remedy::Nothing | Remedy::Clipping => plain,
            Remedy::Residual => plain.residual(),
            Remedy::Layer => plain.normalized(Normalization::Layer),
            Remedy::Batch => plain.normalized(Normalization::Batch),
            Remedy::ResidualLayer => plain.residual().normalized(Normalization::Layer),
        }
    }

    /// The factor of squared derivatives per layer, where theory knows it and it is the same in all layers.
    pub(super) fn factor(&self) -> Option<f64> {
        let chi = 0.5 * WIDTH as f64 * self.initializer.variance(WIDTH, WIDTH);
        match (self.activation, self.remedy) {
            (Activation::Relu, Remedy::Nothing | Remedy::Clipping) => Some(chi),
            (Activation::Relu, Remedy::Layer) => Some(1.0),
            (_, Remedy::Batch) => Some(batch_norm::growth(self.activation, BATCH)),
            _ => None,
        }
    }
}
