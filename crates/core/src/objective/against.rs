//! What if a gradient is meant to be that of another loss? Then it is put beside that loss: a straight-through estimator beside the loss without its rounding.
//!
//! ```
//! use wellposed_core::gradcheck::{Functions, GradientCheck};
//! use wellposed_core::objective::Against;
//!
//! // (round(4w)/4 − 0.3)², on the way back as if nothing were rounded.
//! let rounded = |w: &[f64]| (4.0 * w[0]).round() / 4.0;
//! let through = Functions::new(1, move |w: &[f64]| (rounded(w) - 0.3) * (rounded(w) - 0.3), move |w: &[f64]| {
//!     vec![2.0 * (rounded(w) - 0.3)]
//! });
//! assert!(!GradientCheck::of(&through).run(&[0.7])?.passed());
//! // What is meant: the derivative at w of the loss whose rounding adds a constant, round(4·0.7)/4 − 0.7.
//! let constant = 0.75 - 0.7;
//! let meant = |w: &[f64]| (w[0] + constant - 0.3) * (w[0] + constant - 0.3);
//! assert!(GradientCheck::of(&Against::new(through, meant)).run(&[0.7])?.passed());
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```

use super::{Abilities, Block, Objective, ObjectiveError};
use crate::bits::Real;

/// The gradient of an objective beside another loss.
#[derive(Clone, Debug)]
#[must_use = "an objective does nothing by itself"]
pub struct Against<O, L> {
    objective: O,
    loss: L,
}

impl<O, L> Against<O, L> {
    /// The gradient of `objective`, which is meant to be that of `loss`.
    pub fn new(objective: O, loss: L) -> Self {
        Against { objective, loss }
    }
}

impl<T: Real, O: Objective<T>, L: FnMut(&[T]) -> T> Objective<T> for Against<O, L> {
    fn dimension(&self) -> usize {
        self.objective.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        self.objective.loss_and_gradient(parameters, gradient);
        (self.loss)(parameters)
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        (self.loss)(parameters)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        Some(self)
    }
}

/// Those that do not belong to the loss alone.
impl<T: Real, O: Objective<T>, L: FnMut(&[T]) -> T> Abilities<T> for Against<O, L> {
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        None
    }

    fn validate(&mut self, parameters: &[T]) -> Result<(), ObjectiveError> {
        self.objective.abilities().validate(parameters)
    }

    fn blocks(&mut self) -> Vec<Block> {
        self.objective.abilities().blocks()
    }

    fn freeze(&mut self, seed: u64) -> bool {
        self.objective.abilities().freeze(seed)
    }

    fn repeats(&mut self) -> bool {
        self.objective.abilities().repeats()
    }
}
