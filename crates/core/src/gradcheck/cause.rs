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
}

impl Cause {
    /// What to look for.
    fn advice(self, layer: usize) -> String {
        match self {
            Cause::Forgotten => {
                "the gradient of the failing blocks is zero: it was never computed, or overwritten".into()
            }
            Cause::Sign => "every failing derivative has the wrong sign".into(),
            Cause::Factor(k) => format!(
                "every failing derivative is {k:.6} times the right one: a mean over examples taken for a sum or the other way round, a square without its 2, \
                 a term that is counted twice"
            ),
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

impl fmt::Display for Diagnosis {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sure = match self.certainty {
            Certainty::Exact => "digit by digit",
            Certainty::Likely => "likely",
            Certainty::Guess => "a guess",
        };
        write!(formatter, "topmost failing block: {}; {} ({sure})", self.block, self.cause.advice(self.layer))
    }
}
