//! How does a loss that is at hand as two functions become an objective? By wrapping them.
//!
//! ```
//! use wellposed_core::objective::{Functions, Objective};
//!
//! let loss = |w: &[f64]| w[0] * w[0] + 3.0 * w[1];
//! let mut square = Functions::new(2, loss, |w: &[f64]| vec![2.0 * w[0], 3.0]);
//! let mut gradient = [0.0; 2];
//! assert_eq!(square.loss_and_gradient(&[5.0, 1.0], &mut gradient), 28.0);
//! assert_eq!(gradient, [10.0, 3.0]);
//!
//! // The gradient may also be written.
//! let mut written = Functions::with(2, loss, |w: &[f64], gradient: &mut [f64]| {
//!     gradient[0] = 2.0 * w[0];
//!     gradient[1] = 3.0;
//! });
//! assert_eq!(written.loss_and_gradient(&[5.0, 1.0], &mut gradient), 28.0);
//! ```

use std::marker::PhantomData;

use super::{Abilities, Block, Objective, ObjectiveError, Parameters};
use crate::bits::Real;

/// A gradient as a function of the flat vector of parameters, that returns it (form [`Returned`]) or writes it (form [`Written`]).
pub trait Gradient<T, Form> {
    /// Writes the gradient.
    ///
    /// # Errors
    /// One of another length than the parameters have.
    fn write(&mut self, parameters: &[T], gradient: &mut [T]) -> Result<(), ObjectiveError>;
}

/// The form of gradients that are returned, as numbers in a row or in blocks.
#[derive(Clone, Copy, Debug)]
pub struct Returned<R>(PhantomData<fn() -> R>);

/// The form of gradients that are written to a slice, which holds anything before.
#[derive(Clone, Copy, Debug)]
pub struct Written;

impl<T: Real, R: Parameters<T>, G: FnMut(&[T]) -> R> Gradient<T, Returned<R>> for G {
    fn write(&mut self, parameters: &[T], gradient: &mut [T]) -> Result<(), ObjectiveError> {
        let found = self(parameters).flat();
        fits(&found, parameters)?;
        gradient.copy_from_slice(&found);
        Ok(())
    }
}

impl<T: Real, G: FnMut(&[T], &mut [T])> Gradient<T, Written> for G {
    fn write(&mut self, parameters: &[T], gradient: &mut [T]) -> Result<(), ObjectiveError> {
        self(parameters, gradient);
        Ok(())
    }
}

/// A loss and its gradient as functions of the flat vector of parameters.
#[derive(Debug)]
#[must_use = "an objective does nothing by itself"]
pub struct Functions<T, L, G, Form = Returned<Vec<T>>> {
    loss: L,
    gradient: G,
    dimension: usize,
    blocks: Vec<Block>,
    form: PhantomData<fn(T) -> Form>,
}

impl<T, L: Clone, G: Clone, Form> Clone for Functions<T, L, G, Form> {
    fn clone(&self) -> Self {
        let Functions { loss, gradient, dimension, blocks, form } = self;
        let (loss, gradient) = (loss.clone(), gradient.clone());
        Functions { loss, gradient, dimension: *dimension, blocks: blocks.clone(), form: *form }
    }
}

impl<T: Real, L: FnMut(&[T]) -> T, G: FnMut(&[T]) -> Vec<T>> Functions<T, L, G> {
    /// An objective of `dimension` parameters whose gradient is returned as a vector.
    pub fn new(dimension: usize, loss: L, gradient: G) -> Self {
        Functions { loss, gradient, dimension, blocks: Vec::new(), form: PhantomData }
    }
}

impl<T: Real, L: FnMut(&[T]) -> T, G: Gradient<T, Form>, Form> Functions<T, L, G, Form> {
    /// An objective of `dimension` parameters whose gradient is a function of any [`Gradient`]'s form.
    pub fn with(dimension: usize, loss: L, gradient: G) -> Self {
        Functions { loss, gradient, dimension, blocks: Vec::new(), form: PhantomData }
    }

    /// The same with named blocks.
    pub fn with_blocks(mut self, blocks: Vec<Block>) -> Self {
        self.blocks = blocks;
        self
    }
}

impl<T: Real, L: FnMut(&[T]) -> T, G: Gradient<T, Form>, Form> Objective<T> for Functions<T, L, G, Form> {
    fn dimension(&self) -> usize {
        self.dimension
    }

    /// # Panics
    /// If the function returns a gradient of another length.
    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        self.gradient.write(parameters, gradient).unwrap_or_else(|error| panic!("{error}"));
        (self.loss)(parameters)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        Some(self)
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        (self.loss)(parameters)
    }
}

impl<T: Real, L: FnMut(&[T]) -> T, G: Gradient<T, Form>, Form> Abilities<T> for Functions<T, L, G, Form> {
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        None
    }

    /// Computes a gradient to see its length.
    fn validate(&mut self, parameters: &[T]) -> Result<(), ObjectiveError> {
        self.gradient.write(parameters, &mut vec![T::zero(); parameters.len()])
    }

    fn blocks(&mut self) -> Vec<Block> {
        self.blocks.clone()
    }
}

/// Refuses a gradient of another length than the parameters have.
pub(super) fn fits<T>(gradient: &[T], parameters: &[T]) -> Result<(), ObjectiveError> {
    let (entries, parameters) = (gradient.len(), parameters.len());
    if entries == parameters { Ok(()) } else { Err(ObjectiveError::GradientLength { entries, parameters }) }
}
