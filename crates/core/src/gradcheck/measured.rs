//! What is known of one derivative? The gradient under test beside the quotient, and what a kink makes of the two.

use super::doubt::nearest;
use crate::difference::ladder::{Slope, Status};

/// A part of a jump of slopes that does not matter.
const CLEAR: f64 = 1.0 / 16_777_216.0;

/// A derivative of the gradient under test beside the numeric one.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// The coordinate; for a direction its number.
    pub(super) index: usize,
    pub(super) gradient: f64,
    pub(super) quotient: Slope,
    /// Whether it moves a pre-activation off a kink, so that the gradient need not be the derivative.
    pub(super) on_kink: bool,
}

impl Measured {
    /// The numeric derivative: at a kink the slope that is nearest to the gradient, since every slope between the two sides is one.
    pub(super) fn numeric(&self) -> f64 {
        if self.on_kink {
            return self.gradient;
        }
        nearest(&self.quotient, self.gradient)
    }

    /// Whether it lies at a kink, and the gradient between the slopes of both sides or no farther from them than their bounds.
    pub(super) fn is_subgradient(&self) -> bool {
        let at_kink = self.quotient.status == Status::Kink && !self.on_kink;
        at_kink && (self.numeric() - self.gradient).abs() <= self.quotient.known()
    }

    /// The bound of its error: none at a kink whose slopes are known to so small a part of their difference that the gradient is between them.
    pub(super) fn error(&self) -> f64 {
        let (left, right) = self.quotient.one_sided;
        let clear = self.is_subgradient() && self.quotient.known() <= CLEAR * (right - left).abs();
        if clear { 0.0 } else { self.quotient.known() }
    }
}
