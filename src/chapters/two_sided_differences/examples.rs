//! Which functions have curves of errors and costs, and where are they differentiated? Seven, each at a point that `f32` has too.
//!
//! The notes take θ = 1. There the cube has no error at all for steps up to √(u/2) one-sided and √u/2 two-sided ([`super::lecture_example`]): a special case, and no
//! example, so it stands at 1.1 as f32 has it.

use super::functions::Function;
use super::smooth::Smooth;

/// A function with the point at which it is differentiated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Example {
    pub(crate) function: Function,
    pub(crate) point: f64,
}

/// What `error_against_step` and `cost` go through.
pub(crate) const SEVEN: [Example; 7] = [
    Example { function: Function::Cube, point: 1.1_f32 as f64 },
    Example { function: Function::Exponential, point: 1.0 },
    Example { function: Function::Sine, point: 1.0 },
    Example { function: Function::Tanh, point: 0.5 },
    Example { function: Function::Logistic, point: 0.75 },
    Example { function: Function::Bell, point: 0.75 },
    Example { function: Function::Martins, point: 1.5 },
];

impl Example {
    pub(super) fn name(self) -> &'static str {
        self.function.name()
    }

    /// The derivative of this order at the point.
    pub(super) fn derivative(self, order: usize) -> f64 {
        self.function.derivative(order, self.point)
    }

    /// u·|f|, by how much a value is off that is rounded once, with this unit roundoff.
    pub(super) fn noise(self, unit_roundoff: f64) -> f64 {
        unit_roundoff * self.function.value(self.point).abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_numbers_of_single_precision() {
        for example in SEVEN {
            assert_eq!(example.point, f64::from(example.point as f32), "{}", example.name());
        }
        assert_ne!(1.1, f64::from(1.1_f32), "planted: 1.1 itself is none");
    }

    #[test]
    fn a_function_at_hand_is_no_example_until_it_is_listed() {
        let listed = |function: &Function| SEVEN.iter().any(|example| example.function == *function);
        assert_eq!(Function::ALL.iter().filter(|function| !listed(function)).count(), 3);
    }
}
