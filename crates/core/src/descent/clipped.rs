//! How is a step kept short where the gradient explodes? Its norm is bounded: g ← g·min(1, c/‖g‖) (Pascanu, Mikolov & Bengio 2013).
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::descent::Clipped;
//! use wellposed_core::objective::{LeastSquares, Objective};
//!
//! // J = ½(w₀² + w₁²) at (3, 4): the gradient has norm 5.
//! let mut bowl = LeastSquares::from_moments(array![[1.0, 0.0], [0.0, 1.0]].view(), &[0.0, 0.0], 0.0)?;
//! let mut gradient = [0.0; 2];
//! Clipped::new(&mut bowl, 2.5).loss_and_gradient(&[3.0, 4.0], &mut gradient);
//! assert_eq!(gradient, [1.5, 2.0]);
//! # Ok::<(), wellposed_core::objective::ObjectiveError>(())
//! ```

use crate::bits::{self, Real};
use crate::objective::{Abilities, Objective};

/// An objective whose gradient is shortened to a norm where it is longer. The loss is that of the objective.
pub struct Clipped<'a, T: Real = f64> {
    objective: &'a mut dyn Objective<T>,
    norm: T,
    /// How often the gradient was shortened.
    clips: u64,
}

impl<'a, T: Real> Clipped<'a, T> {
    /// Bounds the norm of the gradient of `objective`.
    ///
    /// # Panics
    /// If `norm` is not positive.
    pub fn new(objective: &'a mut dyn Objective<T>, norm: f64) -> Self {
        let bound = T::from_f64(norm);
        assert!(bound > T::zero(), "the norm of a clipped gradient is {norm}; it must be positive");
        Clipped { objective, norm: bound, clips: 0 }
    }

    /// How often the gradient was shortened so far.
    pub fn clips(&self) -> u64 {
        self.clips
    }
}

impl<T: Real> Objective<T> for Clipped<'_, T> {
    fn dimension(&self) -> usize {
        self.objective.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        let loss = self.objective.loss_and_gradient(parameters, gradient);
        if clip(gradient, self.norm) {
            self.clips += 1;
        }
        loss
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        self.objective.abilities()
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        self.objective.loss(parameters)
    }
}

/// Shortens a gradient to the norm `bound` if it is longer, and says whether it was. One with a number that is not finite is left alone.
///
/// Squares of an exploded gradient overflow where the gradient does not, and so may its norm: then all is done relative to the largest entry,
/// in place.
fn clip<T: Real>(gradient: &mut [T], bound: T) -> bool {
    let square = bits::dot(gradient, gradient);
    let mut scale = T::one();
    if !square.is_finite() {
        let largest = |largest, entry: &T| if entry.abs() > largest { entry.abs() } else { largest };
        scale = gradient.iter().fold(T::zero(), largest);
        if !scale.is_finite() || gradient.iter().any(|entry| !entry.is_finite()) {
            return false;
        }
        gradient.iter_mut().for_each(|entry| *entry /= scale);
    }
    let norm = if square.is_finite() { square } else { bits::dot(gradient, gradient) }.sqrt();
    // The norm itself is scale·norm.
    let is_longer = norm > bound / scale;
    let factor = if is_longer { bound / norm } else { scale };
    if is_longer || scale != T::one() {
        gradient.iter_mut().for_each(|entry| *entry *= factor);
    }
    is_longer
}

#[cfg(test)]
mod tests;
