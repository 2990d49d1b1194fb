//! Which gain does an activation need? One that is derived, beside the constants of the literature.
//!
//! With weights of variance γ²/n_in, wide layers map pre-activations of mean square q to γ²E[g(√q z)²], z ~ N(0, 1). The gain that keeps q = 1 is
//!
//! ```text
//! γ = 1/√E[g(z)²]
//! ```
//!
//! Where pre-activations have mean 0, it is what LSUV finds by measuring (Mishkin & Matas 2016). PyTorch's
//! `calculate_gain` has a table instead. For identity, ReLU and leaky ReLU both agree, since there E[g(√q z)²] is a
//! multiple of q; for the others they do not:
//!
//! | activation | derived | asserted |
//! |---|---|---|
//! | tanh | 1.5925… | 5/3: in a wide network q settles at 1.178 |
//! | sigmoid | 1.8462… | 1 |
//! | SELU | 1: its two constants are made for it (Klambauer et al. 2017) | 3/4 |
//! | GELU | 1.5335… | – |
//!
//! That q = 1 is kept says nothing of gradients: see [`length_map`] for the factor χ by which they grow.
//!
//! ```
//! use wellposed_core::activation::Activation;
//! use wellposed_core::initialize::{asserted_gain, derived_gain};
//!
//! assert!((derived_gain(Activation::Relu) - 2.0_f64.sqrt()).abs() < 1e-14);
//! assert!((derived_gain(Activation::Tanh) - 1.5925).abs() < 1e-4);
//! assert_eq!(asserted_gain(Activation::Tanh), Some(5.0 / 3.0));
//! ```

use crate::activation::Activation;
use crate::theory::length_map;

/// 1/√E[g(z)²] for z ~ N(0, 1), by quadrature; correct to some thirty units of roundoff.
pub fn derived_gain(activation: Activation) -> f64 {
    1.0 / length_map::length(activation, 1.0, 0.0, 1.0).sqrt()
}

/// What PyTorch's `torch.nn.init.calculate_gain` returns, where it knows the activation.
pub fn asserted_gain(activation: Activation) -> Option<f64> {
    match activation {
        Activation::Identity | Activation::Sigmoid => Some(1.0),
        Activation::Tanh => Some(5.0 / 3.0),
        Activation::Relu => Some(2.0_f64.sqrt()),
        Activation::LeakyRelu { slope } => Some((2.0 / (1.0 + slope * slope)).sqrt()),
        Activation::Selu => Some(0.75),
        Activation::Gelu => None,
    }
}

#[cfg(test)]
mod tests;
