//! What is minimized? Least squares and logistic regression; a [`Network`](crate::network::Network) is an objective too.
//!
//! Each is an [`Objective`]: a loss J, its gradient, and its curvature at a vector of parameters. Z = [1, X] is the matrix of
//! features with a column of ones first, m the number of examples, n of features.
//!
//! | objective | J | curvature |
//! |---|---|---|
//! | [`LeastSquares`] | (1/2m)‖Zw − y‖² | (1/m)ZᵀZ, everywhere |
//! | [`Logistic`] | mean log loss + (λ/2)‖w‖² | (1/m)ZᵀDZ + λ, D = diag(p(1−p)) |
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::objective::{LeastSquares, Objective};
//!
//! // A line through (0, 1) and (2, 5): y = 1 + 2x.
//! let mut objective = LeastSquares::new(array![[0.0], [2.0]].view(), array![1.0, 5.0].view())?;
//! let mut gradient = [0.0; 2];
//! assert_eq!(objective.loss_and_gradient(&[1.0, 2.0], &mut gradient), 0.0);
//! assert_eq!(gradient, [0.0, 0.0]);
//! # Ok::<(), wellposed_core::objective::ObjectiveError>(())
//! ```

mod block;
mod design;
#[cfg(test)]
pub(crate) mod differences;
mod functions;
mod least_squares;
mod log_loss;
mod logistic;

pub use block::{Block, Kind};
pub use functions::Functions;
pub use least_squares::LeastSquares;
pub(crate) use log_loss::log_losses;
pub use logistic::Logistic;

use crate::bits::{Real, readable};
use ndarray::{Array2, ArrayView1, ArrayView2};

/// A function to be minimized. It owns the workspace of its evaluations, hence `&mut`.
///
/// Where numbers overflow on the way the loss or its gradient is infinite or NaN: that is for the caller to see, as [`descend`](crate::descent::descend) does.
pub trait Objective<T: Real = f64> {
    /// How many parameters there are.
    fn dimension(&self) -> usize;

    /// Returns the loss at `parameters` and writes its gradient to `gradient`, both of length [`dimension`](Self::dimension).
    ///
    /// # Panics
    /// If a slice has another length.
    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T;

    /// The same for an objective that can't be sure of its own gradient: one that is made of functions from elsewhere says here what is wrong with it.
    /// By default nothing is.
    ///
    /// # Errors
    /// A gradient of another length than the parameters have.
    fn try_loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> Result<T, ObjectiveError> {
        Ok(self.loss_and_gradient(parameters, gradient))
    }

    /// The loss alone.
    ///
    /// # Panics
    /// If `parameters` has another length.
    fn loss(&mut self, parameters: &[T]) -> T {
        self.loss_and_gradient(parameters, &mut vec![T::zero(); parameters.len()])
    }

    /// Named parts of the parameters, in order and without gaps; by default one of them, θ.
    fn blocks(&self) -> Vec<Block> {
        vec![Block::new("θ", 0..self.dimension())]
    }

    /// Writes the inputs of every function with a kink (the pre-activations of ReLU units), always in the same order, and returns whether
    /// there are any to tell of. By default there are none.
    fn pre_activations(&mut self, _parameters: &[T], _inputs: &mut Vec<T>) -> bool {
        false
    }

    /// The loss as named terms that add up to it, where it has some: `[("data", …), ("ridge", …)]`. By default it has none.
    fn terms(&mut self, _parameters: &[T]) -> Vec<(&'static str, T)> {
        Vec::new()
    }

    /// Lets every evaluation from now on make the same random choices, those of `seed`, and returns whether it can: the loss is a function
    /// then. By default it can't; an objective that draws nothing needs not.
    fn freeze(&mut self, _seed: u64) -> bool {
        false
    }

    /// A quick way to the loss with one parameter moved, where the objective has one; see [`Probe`].
    fn probe(&self, _parameters: &[T]) -> Option<Box<dyn Probe<T> + Send>> {
        None
    }

    /// The Hessian at `parameters`, or the positive semidefinite matrix that stands for it; symmetric to the bit. `None` where the
    /// objective has none to offer, which is enough for every method but Newton's.
    ///
    /// # Panics
    /// If `parameters` has another length.
    fn curvature(&mut self, _parameters: &[T]) -> Option<Array2<f64>> {
        None
    }

    /// Whether a second evaluation at the same parameters gives the same result. One that draws mini-batches or masks does not.
    fn repeats(&self) -> bool {
        true
    }

    /// After an evaluation with a number that is not finite: the layer where the first such number came up, where there are layers.
    fn broken_layer(&self, _gradient: &[T]) -> Option<usize> {
        None
    }
}

/// The loss with one parameter moved and all others where they were, thousands of times.
pub trait Probe<T: Real> {
    /// The loss with `parameters[index] = value`.
    fn loss_with(&mut self, index: usize, value: T) -> T;
}

/// Why an objective was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ObjectiveError {
    /// Nothing to learn from.
    #[error("there are no examples; at least one is needed")]
    Empty,
    /// Features and target do not belong together.
    #[error("{examples} rows of features but {targets} targets; there must be one target for each row")]
    Lengths {
        /// Rows of features.
        examples: usize,
        /// Values of the target.
        targets: usize,
    },
    /// A feature is NaN or infinite.
    #[error("feature {column} of example {example} is {value}; every feature must be finite")]
    Feature {
        /// The example, from 1.
        example: usize,
        /// The feature, from 1.
        column: usize,
        /// What stands there.
        value: f64,
    },
    /// A target that the objective cannot take.
    #[error("the target of example {example} is {}; it must be {needed}", readable(.value))]
    Target {
        /// The example, from 1.
        example: usize,
        /// What stands there.
        value: f64,
        /// What would be right.
        needed: &'static str,
    },
    /// A function for the gradient that returns another number of entries than there are parameters.
    #[error("the gradient has {entries} entries, but there are {parameters} parameters; there must be one for each")]
    GradientLength {
        /// Entries of the gradient.
        entries: usize,
        /// Parameters.
        parameters: usize,
    },
    /// Moments that do not belong together.
    #[error("H has {rows} rows and {columns} columns, and q {entries} entries; H must be square, and q as long")]
    Moments {
        /// Rows of H.
        rows: usize,
        /// Columns of H.
        columns: usize,
        /// Entries of q.
        entries: usize,
    },
    /// A setting out of its range.
    #[error("{name} is {}; it must be {needed}", readable(.value))]
    Setting {
        /// Its name.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What would be right.
        needed: &'static str,
    },
}

/// Refuses features and targets that do not fit or are not finite.
fn require(features: ArrayView2<f64>, target: ArrayView1<f64>) -> Result<(), ObjectiveError> {
    let (examples, targets) = (features.nrows(), target.len());
    if examples != targets {
        return Err(ObjectiveError::Lengths { examples, targets });
    }
    if examples == 0 {
        return Err(ObjectiveError::Empty);
    }
    if let Some(((row, column), &value)) = features.indexed_iter().find(|(_, value)| !value.is_finite()) {
        return Err(ObjectiveError::Feature { example: row + 1, column: column + 1, value });
    }
    match target.indexed_iter().find(|(_, value)| !value.is_finite()) {
        Some((row, &value)) => Err(ObjectiveError::Target { example: row + 1, value, needed: "finite" }),
        None => Ok(()),
    }
}

/// Refuses a negative or non-finite ridge.
fn require_ridge(ridge: f64) -> Result<(), ObjectiveError> {
    if ridge >= 0.0 && ridge.is_finite() {
        Ok(())
    } else {
        Err(ObjectiveError::Setting { name: "the ridge", value: ridge, needed: "finite and not negative" })
    }
}
