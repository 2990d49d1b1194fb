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
mod tests {
    use super::*;
    use crate::descent::descend;
    use crate::objective::LeastSquares;
    use ndarray::array;

    #[test]
    fn every_parameter_has_its_range() {
        let adam = |step, beta1, beta2, epsilon| Method::Adam { step, beta1, beta2, epsilon };
        let faults = [
            (Method::GradientDescent { step: f64::NAN }, "the step is NaN; it must be 0 or positive, and finite"),
            (Method::Momentum { step: -1.0, momentum: 0.5 }, "the step is -1; it must be 0 or positive, and finite"),
            (Method::Momentum { step: 1.0, momentum: 1.0 }, "the momentum is 1; it must be at least 0 and below 1"),
            (Method::Momentum { step: 1.0, momentum: -0.1 }, "the momentum is -0.1; it must be at least 0 and below 1"),
            (Method::adam(f64::INFINITY), "the step is inf; it must be 0 or positive, and finite"),
            (adam(1.0, 1.0, 0.9, 1e-8), "the decay of Adam's mean gradient is 1; it must be at least 0 and below 1"),
            (
                adam(1.0, 0.9, f64::NAN, 1e-8),
                "the decay of Adam's mean squared gradient is NaN; it must be at least 0 and below 1",
            ),
            (adam(1.0, 0.9, 0.9, 0.0), "Adam's epsilon is 0; it must be positive and finite"),
        ];
        for (method, line) in faults {
            assert_eq!(method.validate().unwrap_err().to_string(), line);
        }
        let fine = [
            Method::GradientDescent { step: 1e300 },
            Method::GradientDescent { step: 0.0 },
            Method::Momentum { step: f64::MIN_POSITIVE, momentum: 0.0 },
            adam(0.1, 0.0, 0.0, 1e-300),
            Method::Newton,
        ];
        assert!(fine.into_iter().all(|method| method.validate().is_ok()));
    }

    #[test]
    #[should_panic(expected = "the momentum is 1; it must be at least 0 and below 1")]
    fn descent_with_such_a_method_is_refused() {
        let mut bowl = LeastSquares::from_moments(array![[1.0]].view(), &[0.0], 0.0).unwrap();
        let _ = descend(&mut bowl, &[1.0], Method::Momentum { step: 0.1, momentum: 1.0 }, 1, |_, _| false);
    }
}
