//! What may be wrong with a gradient, and how is it said? The kinds of bugs that `diagnosis.rs` tells apart, each with what to look for.
//!
//! ```
//! use wellposed_core::gradcheck::{Cause, Functions, GradientCheck, Certainty};
//!
//! // The gradient of w² is 2w.
//! let half = Functions::new(1, |w: &[f64]| w[0] * w[0], |w: &[f64]| vec![w[0]]);
//! let diagnosis = GradientCheck::of(&half).run(&[3.0])?.diagnosis.expect("it fails");
//! assert!(matches!(diagnosis.cause, Cause::Factor(k) if (k - 0.5).abs() < 1e-6) && diagnosis.certainty == Certainty::Exact);
//! assert!(diagnosis.to_string().contains("every failing derivative is 0.500000 times the right one"));
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```

use std::fmt;

use super::factor::Origin;

/// What may be wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Cause {
    /// The gradient of the block is zero.
    Forgotten,
    /// The gradient has the wrong sign.
    Sign,
    /// The gradient is this many times the right one.
    Factor(#[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))] f64),
    /// So many entries are wrong and the others of their blocks right.
    Entries(usize),
    /// This times the parameters is missing from the gradient; negative for too much of it.
    Regularization(#[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))] f64),
    /// A matrix is transposed.
    Transposed,
    /// The gradients of blocks are in another order than the blocks.
    Order,
    /// The sum over examples that makes the gradient of a bias.
    BiasSum,
    /// The activations that the error signal of a layer is multiplied with.
    LayerInput,
    /// The derivative of the loss by the last layer.
    LossDerivative,
    /// The derivative of the activation.
    ActivationDerivative,
    /// The mask of dropout on the way back.
    Mask,
    /// The way back through the weights of the layer above.
    Propagation,
    /// No pattern.
    Unknown,
}

/// How sure a diagnosis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Certainty {
    /// A relation holds digit by digit.
    Exact,
    /// The pattern of failing blocks leaves little else.
    Likely,
    /// One of several.
    Guess,
}

/// Where to look, and for what.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Diagnosis {
    /// The topmost failing block.
    pub block: String,
    /// Its layer; 0 for a block of no layer.
    pub layer: usize,
    /// The most likely cause.
    pub cause: Cause,
    /// How sure that is.
    pub certainty: Certainty,
    /// Which known mistake makes the factor, if it is one.
    pub origin: Option<Origin>,
}

impl Cause {
    /// What to look for.
    fn advice(self, layer: usize, origin: Option<Origin>) -> String {
        match self {
            Cause::Forgotten => {
                "every failing derivative is zero in the gradient: never computed, or overwritten".into()
            }
            Cause::Sign => "every failing derivative has the wrong sign".into(),
            Cause::Factor(k) => {
                let origin = origin.unwrap_or(Origin::Unknown);
                format!("every failing derivative is {k:.6} times the right one: {origin}")
            }
            Cause::Entries(1) => {
                "one entry is wrong and the others of its block are right: look at its indices, and at ends of loops"
                    .into()
            }
            Cause::Entries(count) => {
                format!(
                    "{count} entries are wrong and the others of their block are right: look at indices and ends of loops"
                )
            }
            Cause::Regularization(c) if c > 0.0 => {
                format!("{c:.6e} times the parameters is missing: the gradient of the regularization, or a part of it")
            }
            Cause::Regularization(c) => {
                format!("{:.6e} times the parameters is too much: regularization that the loss does not have", -c)
            }
            Cause::Transposed => {
                "the derivatives are right but transposed: rows and columns of the matrix, or the order of flattening"
                    .into()
            }
            Cause::Order => {
                "the derivatives are those of another block: the order in which gradients are lined up".into()
            }
            Cause::BiasSum => {
                "only the bias is wrong, so the error signal is right: look at the sum over examples".into()
            }
            Cause::LayerInput => {
                format!(
                    "only the weights are wrong, so the error signal is right: look at the activations of layer {} that it is multiplied with",
                    layer - 1
                )
            }
            Cause::LossDerivative => {
                "weights and bias of the last layer are wrong: look at the derivative of the loss".into()
            }
            Cause::ActivationDerivative => format!(
                "the error signal of layer {layer} is wrong but points the right way: look at the derivative of its activation"
            ),
            Cause::Mask => format!(
                "the error signal of layer {layer} is wrong but points the right way: look at the mask of its dropout"
            ),
            Cause::Propagation => {
                format!(
                    "the error signal of layer {layer} points another way: look at how it comes back through the weights of layer {}",
                    layer.saturating_add(1)
                )
            }
            Cause::Unknown => "no pattern: look at the worst derivative".into(),
        }
    }
}

impl Certainty {
    /// In words.
    pub const fn name(self) -> &'static str {
        match self {
            Certainty::Exact => "digit by digit",
            Certainty::Likely => "likely",
            Certainty::Guess => "a guess",
        }
    }
}

impl Diagnosis {
    /// What to look for, in a sentence.
    pub fn advice(&self) -> String {
        self.cause.advice(self.layer, self.origin)
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnosis { block, certainty, .. } = self;
        write!(formatter, "topmost failing block: {block}; {} ({})", self.advice(), certainty.name())
    }
}
