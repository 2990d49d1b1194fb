//! Which parameters can a method not step with? One line says what is wrong and what would be right.
//!
//! | parameter | allowed |
//! |---|---|
//! | α | 0 ≤ α < ∞; a step of 0 is one that changes nothing, as a control |
//! | momentum β, Adam's β₁ and β₂ | 0 ≤ β < 1: from 1 on the memory never fades, and 1 − βᵗ would divide by 0 |
//! | ε | 0 < ε < ∞: without it a parameter whose gradient is 0 divides 0 by 0 |
//!
//! Steps that are too large are not refused: that they diverge is an answer.
//!
//! ```
//! use wellposed_core::descent::Method;
//!
//! let error = Method::Momentum { step: 0.1, momentum: 1.5 }.validate().unwrap_err();
//! assert_eq!(error.to_string(), "the momentum is 1.5; it must be at least 0 and below 1");
//! assert!(Method::adam(1e-3).validate().is_ok());
//! ```

use super::Method;
use crate::bits::readable;

/// A parameter of a method out of its range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{name} is {}; it must be {needed}", readable(.value))]
#[non_exhaustive]
pub struct MethodError {
    /// Which parameter.
    pub name: &'static str,
    /// What was given.
    pub value: f64,
    /// What would be right.
    pub needed: &'static str,
}

impl Method {
    /// Whether its parameters can be used.
    ///
    /// # Errors
    /// A step that is negative or not finite, an ε that is not positive and finite, or a momentum or decay outside [0, 1).
    pub fn validate(self) -> Result<(), MethodError> {
        let step_size =
            |value: f64| refuse("the step", value, value >= 0.0 && value.is_finite(), "0 or positive, and finite");
        let positive = |name, value: f64| refuse(name, value, value > 0.0 && value.is_finite(), "positive and finite");
        let decay = |name, value: f64| refuse(name, value, (0.0..1.0).contains(&value), "at least 0 and below 1");
        match self {
            Method::GradientDescent { step } => step_size(step),
            Method::Momentum { step, momentum } => step_size(step).and(decay("the momentum", momentum)),
            Method::Adam { step, beta1, beta2, epsilon } => step_size(step)
                .and(decay("the decay of Adam's mean gradient", beta1))
                .and(decay("the decay of Adam's mean squared gradient", beta2))
                .and(positive("Adam's epsilon", epsilon)),
            Method::Newton => Ok(()),
        }
    }
}

fn refuse(name: &'static str, value: f64, is_fine: bool, needed: &'static str) -> Result<(), MethodError> {
    if is_fine { Ok(()) } else { Err(MethodError { name, value, needed }) }
}

#[cfg(test)]
mod tests;
