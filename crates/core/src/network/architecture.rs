//! Which layers does a network have? Dense layers of any widths, one activation for all hidden layers, and what may be added to them.
//!
//! With a\[0] = x, hidden layer l = 1, …, L − 1 computes
//!
//! ```text
//! z[l] = W[l]a[l−1] + b[l]          (normalized: z[l] = γ ∘ ẑ + β, where ẑ is W[l]a[l−1] normalized)
//! a[l] = g(z[l]) ∘ mask/keep        (residual, where the widths agree: … + a[l−1])
//! ```
//!
//! and the last layer z\[L] = W\[L]a[L−1] + b\[L], of which the loss is taken.
//!
//! ```
//! use wellposed_core::activation::Activation;
//! use wellposed_core::network::{Architecture, Loss, Normalization};
//!
//! let architecture = Architecture::new(&[64, 32, 32, 10], Activation::Relu, Loss::CrossEntropy)
//!     .normalized(Normalization::Layer)
//!     .residual()
//!     .ridge(1e-4);
//! assert_eq!(architecture.depth(), 3);
//! assert!(!architecture.adds_input(1) && architecture.adds_input(2), "layer 1 changes the width");
//! ```

use super::{Loss, NetworkError};
use crate::activation::Activation;

/// Over which numbers the pre-activations of a hidden layer are shifted to mean 0 and scaled to variance 1.
///
/// ẑ = (z − μ)/√(σ² + 10⁻⁵), then γ ∘ ẑ + β with learned γ and β. A normalized layer has no bias of its own: β takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Normalization {
    /// Over the units of the layer, for each example (Ba, Kiros & Hinton 2016).
    Layer,
    /// Over the examples of the batch, for each unit (Ioffe & Szegedy 2015).
    Batch,
}

/// Inverted dropout: each unit of a hidden layer is kept with a probability and divided by it, else it is 0 (Srivastava et al. 2014).
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Dropout {
    /// The probability to keep a unit, above 0 and at most 1.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub keep: f64,
    /// The seed of the masks.
    pub seed: u64,
}

/// More parameters than this no machine has room for.
const MOST: usize = isize::MAX as usize / 16;

/// The plan of a network.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[must_use = "each method returns the changed plan"]
pub struct Architecture {
    pub(super) widths: Vec<usize>,
    pub(super) activation: Activation,
    pub(super) loss: Loss,
    pub(super) normalization: Option<Normalization>,
    pub(super) residual: bool,
    pub(super) dropout: Option<Dropout>,
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub(super) ridge: f64,
}

impl Architecture {
    /// Dense layers of these widths, that of the input first: [n\[0], …, n\[L]]. [`Network::new`](super::Network::new) checks them.
    pub fn new(widths: &[usize], activation: Activation, loss: Loss) -> Self {
        let widths = widths.to_vec();
        Architecture { widths, activation, loss, normalization: None, residual: false, dropout: None, ridge: 0.0 }
    }

    /// The same with normalized hidden layers.
    pub fn normalized(mut self, normalization: Normalization) -> Self {
        self.normalization = Some(normalization);
        self
    }

    /// The same with a[l−1] added to the output of each hidden layer that is as wide as the one before it (He et al. 2016).
    pub fn residual(mut self) -> Self {
        self.residual = true;
        self
    }

    /// The same with dropout after each hidden activation. `keep` is the probability to *keep* a unit, 1 for no dropout; some
    /// frameworks take the probability to drop it.
    pub fn dropout(mut self, keep: f64, seed: u64) -> Self {
        self.dropout = Some(Dropout { keep, seed });
        self
    }

    /// The same with (λ/2m)Σ‖W\[l]‖² added to the loss, as in the lectures; m is the number of all examples. (The ridge of
    /// [`Logistic`](crate::objective::Logistic) is not divided by m.)
    pub fn ridge(mut self, lambda: f64) -> Self {
        self.ridge = lambda;
        self
    }

    /// n\[0], …, n\[L].
    pub fn widths(&self) -> &[usize] {
        &self.widths
    }

    /// L, the number of weight matrices.
    pub fn depth(&self) -> usize {
        self.widths.len().saturating_sub(1)
    }

    /// The activation of the hidden layers.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// The loss.
    pub fn loss(&self) -> Loss {
        self.loss
    }

    /// λ of the ridge.
    pub fn lambda(&self) -> f64 {
        self.ridge
    }

    /// Whether layer `l` (1, …, L) is a hidden layer that adds its input to its output.
    pub fn adds_input(&self, layer: usize) -> bool {
        self.residual && (1..self.depth()).contains(&layer) && self.widths[layer] == self.widths[layer - 1]
    }

    /// Whether the loss of an example depends on the other examples.
    pub(super) fn sees_all_examples(&self) -> bool {
        self.normalization == Some(Normalization::Batch)
    }

    /// Refuses a plan that no network can have.
    pub(super) fn check(&self) -> Result<(), NetworkError> {
        if self.depth() == 0 {
            return Err(NetworkError::Widths);
        }
        if let Some(layer) = self.widths.iter().position(|&width| width == 0) {
            return Err(NetworkError::Width { layer });
        }
        let mut numbers = 0_usize;
        for (layer, pair) in (1..).zip(self.widths.windows(2)) {
            // Three more for each unit: γ, β and room to spare.
            let more = pair[0].checked_add(3).and_then(|inputs| pair[1].checked_mul(inputs));
            numbers = (more.and_then(|more| numbers.checked_add(more)))
                .filter(|&numbers| numbers <= MOST)
                .ok_or(NetworkError::TooLarge { layer, inputs: pair[0], units: pair[1] })?;
        }
        if self.loss == Loss::Logistic && self.widths[self.depth()] != 1 {
            return Err(NetworkError::LogisticWidth { width: self.widths[self.depth()] });
        }
        if self.loss == Loss::CrossEntropy && self.widths[self.depth()] == 1 {
            return Err(NetworkError::CrossEntropyWidth);
        }
        // Over one unit z − μ is 0, and so is every derivative: nothing is ever learned.
        let alone = |&layer: &usize| self.widths[layer] == 1;
        if self.normalization == Some(Normalization::Layer)
            && let Some(layer) = (1..self.depth()).find(alone)
        {
            return Err(NetworkError::LayerStatistics { layer });
        }
        let setting = |name, value, needed| Err(NetworkError::Setting { name, value, needed });
        if !(self.ridge >= 0.0 && self.ridge.is_finite()) {
            return setting("the ridge", self.ridge, "finite and not negative");
        }
        if let Activation::LeakyRelu { slope } = self.activation
            && !slope.is_finite()
        {
            return setting("the slope of the leaky ReLU", slope, "finite");
        }
        match self.dropout {
            Some(Dropout { keep, .. }) if !(keep > 0.0 && keep <= 1.0) => {
                setting("the probability to keep a unit", keep, "above 0 and at most 1")
            }
            _ => Ok(()),
        }
    }
}
