//! What is known of one derivative? The gradient under test beside the quotient, and what a kink makes of the two.

use super::quotient::{Quotient, Shape};
use crate::bits;

/// A derivative of the gradient under test beside the numeric one.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// The coordinate; for a direction its number.
    pub(super) index: usize,
    pub(super) gradient: f64,
    pub(super) quotient: Quotient,
    /// Whether it moves a pre-activation off a kink, so that the gradient need not be the derivative.
    pub(super) on_kink: bool,
}

impl Measured {
    /// The numeric derivative: at a kink the slope that is nearest to the gradient, since every slope between the two sides is one.
    pub(super) fn numeric(&self) -> f64 {
        if self.on_kink {
            return self.gradient;
        }
        match self.quotient.shape {
            Shape::Kink { left, right } => bits::clamp(self.gradient, bits::min(left, right), bits::max(left, right)),
            _ => self.quotient.value,
        }
    }

    /// The bound of its error.
    pub(super) fn error(&self) -> f64 {
        match self.quotient.shape {
            Shape::Kink { .. } => self.quotient.sides,
            _ => self.quotient.bound(),
        }
    }
}
