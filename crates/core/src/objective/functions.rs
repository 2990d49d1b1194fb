//! How does a loss that is at hand as two functions become an objective? By wrapping them.
//!
//! ```
//! use wellposed_core::objective::{Functions, Objective};
//!
//! let mut square = Functions::new(2, |w: &[f64]| w[0] * w[0] + 3.0 * w[1], |w: &[f64]| vec![2.0 * w[0], 3.0]);
//! let mut gradient = [0.0; 2];
//! assert_eq!(square.loss_and_gradient(&[5.0, 1.0], &mut gradient), 28.0);
//! assert_eq!(gradient, [10.0, 3.0]);
//! ```

use std::marker::PhantomData;

use super::{Block, Objective, ObjectiveError};
use crate::bits::Real;

/// A loss and its gradient as functions of the flat vector of parameters.
#[derive(Clone, Debug)]
#[must_use = "an objective does nothing by itself"]
pub struct Functions<T, L, G> {
    loss: L,
    gradient: G,
    dimension: usize,
    blocks: Vec<Block>,
    precision: PhantomData<fn(T) -> T>,
}

impl<T: Real, L: FnMut(&[T]) -> T, G: FnMut(&[T]) -> Vec<T>> Functions<T, L, G> {
    /// An objective of `dimension` parameters in one block.
    pub fn new(dimension: usize, loss: L, gradient: G) -> Self {
        let blocks = vec![Block::new("θ", 0..dimension)];
        Functions { loss, gradient, dimension, blocks, precision: PhantomData }
    }

    /// The same with named blocks.
    pub fn with_blocks(mut self, blocks: Vec<Block>) -> Self {
        self.blocks = blocks;
        self
    }
}

impl<T: Real, L: FnMut(&[T]) -> T, G: FnMut(&[T]) -> Vec<T>> Objective<T> for Functions<T, L, G> {
    fn dimension(&self) -> usize {
        self.dimension
    }

    /// # Panics
    /// If the function returns a gradient of another length.
    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        self.try_loss_and_gradient(parameters, gradient).unwrap_or_else(|error| panic!("{error}"))
    }

    fn try_loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> Result<T, ObjectiveError> {
        let found = (self.gradient)(parameters);
        if found.len() != gradient.len() {
            return Err(ObjectiveError::GradientLength { entries: found.len(), parameters: gradient.len() });
        }
        gradient.copy_from_slice(&found);
        Ok((self.loss)(parameters))
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        (self.loss)(parameters)
    }

    fn blocks(&self) -> Vec<Block> {
        self.blocks.clone()
    }
}
