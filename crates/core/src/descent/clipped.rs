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
mod tests {
    use super::*;
    use crate::objective::{Block, Functions, LeastSquares};
    use ndarray::array;

    #[test]
    fn nothing_is_lost_but_the_length_of_the_gradient() {
        let blocks = Block::dense_layers(&[1, 1]);
        let loss = |w: &[f64]| w[0] + w[1];
        let mut named = Functions::new(2, loss, |_: &[f64]| vec![1.0; 2]).with_blocks(blocks.clone());
        let mut clipped = Clipped::new(&mut named, 1.0);
        assert_eq!((clipped.abilities().blocks(), clipped.loss(&[1.0, 2.0])), (blocks, 3.0));
        assert!(clipped.abilities().curvature(&[0.0; 2]).is_none(), "and what it wraps has no more");
        let mut bowl = LeastSquares::from_moments(array![[2.0]].view(), &[0.0], 0.0).unwrap();
        assert_eq!(Clipped::new(&mut bowl, 1.0).abilities().curvature(&[0.0]), Some(array![[2.0]]));
    }

    #[test]
    fn long_gradients_are_shortened_and_short_ones_kept() {
        let mut bowl = LeastSquares::from_moments(array![[1.0, 0.0], [0.0, 1.0]].view(), &[0.0, 0.0], 0.0).unwrap();
        let mut clipped = Clipped::new(&mut bowl, 5.0);
        let mut gradient = [0.0; 2];
        assert_eq!(clipped.loss_and_gradient(&[3.0, 4.0], &mut gradient), 12.5);
        assert_eq!((gradient, clipped.clips()), ([3.0, 4.0], 0), "a norm of 5 is not above 5");
        // 2⁶⁰⁰: the square overflows, the norm does not.
        let large = libm::ldexp(1.0, 600);
        clipped.loss_and_gradient(&[3.0 * large, 4.0 * large], &mut gradient);
        assert_eq!(clipped.clips(), 1);
        // Divided by the largest, a root, a quotient and a product: some 10u of 4.
        let is_three_four = |gradient: [f64; 2]| (gradient[0] - 3.0).abs() < 5e-15 && (gradient[1] - 4.0).abs() < 5e-15;
        assert!(is_three_four(gradient), "{gradient:?}");
        // Planted: each entry bounded by itself.
        assert!(!is_three_four([3.0 * large, 4.0 * large].map(|entry: f64| bits::clamp(entry, -5.0, 5.0))));
        // Four entries near the largest number: the norm overflows too.
        let mut huge = [1e308, -1e308, 1e308, 1e308];
        assert!(clip(&mut huge, 1.0));
        assert_eq!(huge, [0.5, -0.5, 0.5, 0.5]);
        // Squares overflow, but the bound is longer still: nothing changes but rounding.
        let mut long = [3e200, 4e200];
        assert!(!clip(&mut long, 1e201));
        // Divided by 4e200 and multiplied again.
        assert!((long[0] / 3e200 - 1.0).abs() <= 2.0 * f64::EPSILON);
        assert!(clip(&mut long, 1e200), "and a bound that is shorter is kept to");
        assert!((long[0] / 0.6e200 - 1.0).abs() < 8.0 * f64::EPSILON && (long[0] / 1e200 - 1.0).abs() > 0.1);
        clipped.loss_and_gradient(&[f64::NAN, 0.0], &mut gradient);
        assert!(gradient[0].is_nan(), "clipping hides no NaN");
    }
}
