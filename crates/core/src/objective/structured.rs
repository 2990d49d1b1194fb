//! How does a loss of matrices and vectors become an objective? Its [`Parameters`] are written from the flat vector, and its gradient is read into one.
//!
//! ```
//! use ndarray::{array, Array1, Array2};
//! use wellposed_core::gradcheck::GradientCheck;
//! use wellposed_core::objective::{Named, Structured};
//!
//! // (1/2)‖Wx + b‖² for x = (1, −2), in named parts.
//! type Layer = (Named<Array2<f64>>, Named<Array1<f64>>);
//! let x = array![1.0, -2.0];
//! let output = |(Named(_, w), Named(_, b)): &Layer| array![w[(0, 0)] * x[0] + w[(0, 1)] * x[1] + b[0]];
//! let loss = |layer: &Layer| 0.5 * output(layer)[0] * output(layer)[0];
//! let gradient = |layer: &Layer| {
//!     let error = output(layer);
//!     (array![[error[0] * x[0], error[0] * x[1]]], error)
//! };
//! let at: Layer = (Named("W", array![[0.3, -0.7]]), Named("b", array![0.1]));
//! let mut objective = Structured::new(at.clone(), loss, gradient);
//! let report = GradientCheck::of(&objective).run(&objective.flat())?;
//! assert!(report.passed() && report.block("W").is_some(), "{report}");
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```

use std::marker::PhantomData;

use super::functions::fits;
use super::{Abilities, Block, Objective, ObjectiveError, Parameters};
use crate::bits::Real;

/// A loss and its gradient as functions of structured parameters.
#[derive(Clone, Debug)]
#[must_use = "an objective does nothing by itself"]
pub struct Structured<T, P, L, G> {
    parameters: P,
    loss: L,
    gradient: G,
    precision: PhantomData<fn(T) -> T>,
}

impl<T: Real, P: Parameters<T>, R: Parameters<T>, L: FnMut(&P) -> T, G: FnMut(&P) -> R> Structured<T, P, L, G> {
    /// An objective whose parameters have the form of `parameters`.
    pub fn new(parameters: P, loss: L, gradient: G) -> Self {
        Structured { parameters, loss, gradient, precision: PhantomData }
    }

    /// The parameters as they are now, as a flat vector.
    pub fn flat(&self) -> Vec<T> {
        self.parameters.flat()
    }

    fn at(&mut self, flat: &[T]) -> &P {
        self.parameters.write(&mut &*flat);
        &self.parameters
    }
}

impl<T: Real, P: Parameters<T>, R: Parameters<T>, L: FnMut(&P) -> T, G: FnMut(&P) -> R> Objective<T>
    for Structured<T, P, L, G>
{
    fn dimension(&self) -> usize {
        self.parameters.flat().len()
    }

    /// # Panics
    /// If the gradient has another form than the parameters.
    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        self.at(parameters);
        gradient.copy_from_slice(&(self.gradient)(&self.parameters).flat());
        (self.loss)(&self.parameters)
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        self.at(parameters);
        (self.loss)(&self.parameters)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        Some(self)
    }
}

impl<T: Real, P: Parameters<T>, R: Parameters<T>, L: FnMut(&P) -> T, G: FnMut(&P) -> R> Abilities<T>
    for Structured<T, P, L, G>
{
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        None
    }

    /// Computes a gradient to see that its parts have the shapes of the parameters.
    fn validate(&mut self, parameters: &[T]) -> Result<(), ObjectiveError> {
        self.at(parameters);
        let found = (self.gradient)(&self.parameters);
        let (own, blocks) = (self.parameters.blocks(), found.blocks());
        if own.len() == blocks.len()
            && let Some((own, found)) = own.iter().zip(&blocks).find(|(own, found)| own.shape != found.shape)
        {
            return Err(ObjectiveError::GradientShape {
                name: own.name.clone(),
                given: found.shape,
                needed: own.shape,
            });
        }
        fits(&found.flat(), parameters)
    }

    fn blocks(&mut self) -> Vec<Block> {
        self.parameters.blocks()
    }
}
