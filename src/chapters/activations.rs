//! What is an activation called in a table? By its name for programs, and for readers as everybody writes it: `relu`, ReLU.

use crate::activation::Activation;
use crate::report::Cell;

/// The words for readers.
pub(crate) const fn words(activation: Activation) -> &'static str {
    match activation {
        Activation::Relu => "ReLU",
        Activation::LeakyRelu { .. } => "leaky ReLU",
        Activation::Gelu => "GELU",
        Activation::Selu => "SELU",
        _ => activation.name(),
    }
}

/// The cell of a table that names it.
pub(super) fn cell(activation: Activation) -> Cell {
    (activation.name(), words(activation)).into()
}
