//! What is minimized? Least squares and logistic regression; a [`Network`](crate::network::Network) is an objective too.
//!
//! Each is an [`Objective`]: a loss J and its gradient at a vector of parameters. What some offer besides, these two their curvature, are [`Abilities`].
//! Z = [1, X] is the matrix of features with a column of ones first, m the number of examples, n of features.
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

mod abilities;
mod against;
mod block;
mod design;
#[cfg(test)]
pub(crate) mod differences;
mod functions;
mod least_squares;
mod log_loss;
mod logistic;
mod parameters;
mod structured;

pub use abilities::{Abilities, Probe};
pub use against::Against;
pub use block::{Block, Kind};
pub use functions::{Functions, Gradient, Returned, Written};
pub use least_squares::LeastSquares;
pub(crate) use log_loss::log_losses;
pub use logistic::Logistic;
pub use parameters::{Named, Parameters};
pub use structured::Structured;

use crate::bits::{Real, readable};
use ndarray::{ArrayView1, ArrayView2};

/// A function to be minimized: what every objective gives. It owns the workspace of its evaluations, hence `&mut`; it need not be `Clone` or `Sync`, and `&mut dyn Objective`
/// is enough for everything that asks one.
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

    /// What else it can: `None` if nothing, `Some(self)` for one that implements [`Abilities`], and the abilities of what it wraps for one that only passes a loss on. It has
    /// no default, so that none are lost on the way.
    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>>;

    /// The loss alone; by default at the price of a gradient.
    ///
    /// # Panics
    /// If `parameters` has another length.
    fn loss(&mut self, parameters: &[T]) -> T {
        self.loss_and_gradient(parameters, &mut vec![T::zero(); parameters.len()])
    }
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
    /// A part of a gradient that has another shape than the parameters.
    #[error("the gradient of `{name}` has the shape {}x{}, but the parameters {}x{}; they must be the same", given.0, given.1, needed.0, needed.1)]
    GradientShape {
        /// The name of the part.
        name: String,
        /// Rows and columns of its gradient.
        given: (usize, usize),
        /// Those of its parameters.
        needed: (usize, usize),
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
