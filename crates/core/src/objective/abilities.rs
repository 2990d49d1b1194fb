//! What does an objective offer besides loss and gradient? Names of its parameters, kinks, a quick way to the loss, curvature, …: each only where it has it.
//!
//! [`Objective::abilities`](super::Objective::abilities) has no default, and every method here falls back on [`base`](Abilities::base), which has none either. So who wraps another
//! objective says once whose abilities it has, and has all of them, those included that are added to this trait later:
//!
//! ```
//! use wellposed_core::network::Network;
//! use wellposed_core::objective::{Abilities, Objective};
//!
//! /// A network whose gradient is halved: the loss is that of the network, and so is all that is known of it.
//! struct Halved(Network);
//!
//! impl Objective for Halved {
//!     fn dimension(&self) -> usize {
//!         self.0.dimension()
//!     }
//!     fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
//!         let loss = self.0.loss_and_gradient(parameters, gradient);
//!         gradient.iter_mut().for_each(|entry| *entry /= 2.0);
//!         loss
//!     }
//!     fn abilities(&mut self) -> Option<&mut dyn Abilities> {
//!         self.0.abilities()
//!     }
//! }
//! ```
//!
//! A wrapper that forgets them does not compile:
//!
//! ```compile_fail,E0046
//! # use wellposed_core::network::Network;
//! # use wellposed_core::objective::Objective;
//! # struct Halved(Network);
//! impl Objective for Halved {
//!     fn dimension(&self) -> usize {
//!         self.0.dimension()
//!     }
//!     fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
//!         let loss = self.0.loss_and_gradient(parameters, gradient);
//!         gradient.iter_mut().for_each(|entry| *entry /= 2.0);
//!         loss
//!     }
//! }
//! ```
//!
//! One that differs in some of them implements [`Abilities`] for itself, with those alone and a base for the others. The same does not compile without the base:
//!
//! ```
//! # use wellposed_core::network::Network;
//! # use wellposed_core::objective::{Abilities, Block, Objective};
//! # struct Unnamed(Network);
//! impl Abilities for Unnamed {
//!     fn base(&mut self) -> Option<&mut dyn Abilities> {
//!         self.0.abilities()
//!     }
//!     fn blocks(&mut self) -> Vec<Block> {
//!         Vec::new()
//!     }
//! }
//! ```
//!
//! ```compile_fail,E0046
//! # use wellposed_core::network::Network;
//! # use wellposed_core::objective::{Abilities, Block, Objective};
//! # struct Unnamed(Network);
//! impl Abilities for Unnamed {
//!     fn blocks(&mut self) -> Vec<Block> {
//!         Vec::new()
//!     }
//! }
//! ```

use ndarray::Array2;

use super::{Block, ObjectiveError};
use crate::bits::Real;

/// What some objectives can besides loss and gradient. What neither an objective nor its [`base`](Self::base) says is answered as each method tells.
///
/// To ask, call the method on what [`Objective::abilities`](super::Objective::abilities) returns: an objective without abilities is an `Option` without, and answers too.
pub trait Abilities<T: Real = f64> {
    /// Who answers what is not answered here: the abilities of an objective with the same loss that this one wraps, or `None` for one that stands alone.
    fn base(&mut self) -> Option<&mut dyn Abilities<T>>;

    /// Whether what the objective is made of fits together at `parameters`, for one that is made of functions from elsewhere. By default it does.
    ///
    /// # Errors
    /// A gradient of another length than the parameters have.
    fn validate(&mut self, parameters: &[T]) -> Result<(), ObjectiveError> {
        self.base().map_or(Ok(()), |base| base.validate(parameters))
    }

    /// Named parts of the parameters, in order and without gaps. By default none, and all parameters are one part.
    fn blocks(&mut self) -> Vec<Block> {
        self.base().map_or_else(Vec::new, |base| base.blocks())
    }

    /// Writes the inputs of every function with a kink (the pre-activations of ReLU units), always in the same order, and returns whether
    /// there are any to tell of. By default there are none.
    fn pre_activations(&mut self, parameters: &[T], inputs: &mut Vec<T>) -> bool {
        self.base().is_some_and(|base| base.pre_activations(parameters, inputs))
    }

    /// The loss as named terms that add up to it, where it has some: `[("data", …), ("ridge", …)]`. By default it has none.
    fn terms(&mut self, parameters: &[T]) -> Vec<(&'static str, T)> {
        self.base().map_or_else(Vec::new, |base| base.terms(parameters))
    }

    /// Lets every evaluation from now on make the same random choices, those of `seed`, and returns whether it can: the loss is a function
    /// then. By default it can't; an objective that draws nothing needs not.
    fn freeze(&mut self, seed: u64) -> bool {
        self.base().is_some_and(|base| base.freeze(seed))
    }

    /// A quick way to the loss with one parameter moved, where the objective has one; see [`Probe`]. By default it has none.
    fn probe(&mut self, parameters: &[T]) -> Option<Box<dyn Probe<T> + Send>> {
        self.base()?.probe(parameters)
    }

    /// The Hessian at `parameters`, or the positive semidefinite matrix that stands for it; symmetric to the bit. `None`, the default, where the
    /// objective has none to offer, which is enough for every method but Newton's.
    ///
    /// # Panics
    /// If `parameters` has another length.
    fn curvature(&mut self, parameters: &[T]) -> Option<Array2<f64>> {
        self.base()?.curvature(parameters)
    }

    /// Whether a second evaluation at the same parameters gives the same result. One that draws mini-batches or masks does not. By default it does.
    fn repeats(&mut self) -> bool {
        self.base().is_none_or(|base| base.repeats())
    }

    /// After an evaluation with a number that is not finite: the layer where the first such number came up, where there are layers.
    fn broken_layer(&mut self, gradient: &[T]) -> Option<usize> {
        self.base()?.broken_layer(gradient)
    }
}

/// Those of an objective, or none.
impl<T: Real> Abilities<T> for Option<&mut (dyn Abilities<T> + '_)> {
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        match self {
            Some(abilities) => Some(&mut **abilities),
            None => None,
        }
    }
}

/// The loss with one parameter moved and all others where they were, thousands of times.
pub trait Probe<T: Real> {
    /// The loss with `parameters[index] = value`.
    fn loss_with(&mut self, index: usize, value: T) -> T;
}

#[cfg(test)]
mod tests;
