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

use super::{Abilities, Block, Objective, ObjectiveError};
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
    /// An objective of `dimension` parameters.
    pub fn new(dimension: usize, loss: L, gradient: G) -> Self {
        Functions { loss, gradient, dimension, blocks: Vec::new(), precision: PhantomData }
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
        let found = (self.gradient)(parameters);
        fits(&found, parameters).unwrap_or_else(|error| panic!("{error}"));
        gradient.copy_from_slice(&found);
        (self.loss)(parameters)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        Some(self)
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        (self.loss)(parameters)
    }
}

impl<T: Real, L: FnMut(&[T]) -> T, G: FnMut(&[T]) -> Vec<T>> Abilities<T> for Functions<T, L, G> {
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        None
    }

    /// Computes a gradient to see its length.
    fn validate(&mut self, parameters: &[T]) -> Result<(), ObjectiveError> {
        fits(&(self.gradient)(parameters), parameters)
    }

    fn blocks(&mut self) -> Vec<Block> {
        self.blocks.clone()
    }
}

/// Refuses a gradient of another length than the parameters have.
fn fits<T>(gradient: &[T], parameters: &[T]) -> Result<(), ObjectiveError> {
    let (entries, parameters) = (gradient.len(), parameters.len());
    if entries == parameters { Ok(()) } else { Err(ObjectiveError::GradientLength { entries, parameters }) }
}
