//! How is an objective minimized, and why did it stop?
//!
//! | method | update |
//! |---|---|
//! | gradient descent | w ← w − αg |
//! | momentum (heavy ball, Polyak 1964) | v ← βv − αg, w ← w + v, from v = 0 |
//! | Adam (Kingma & Ba 2015) | m ← β₁m + (1−β₁)g, s ← β₂s + (1−β₂)g², w ← w − α·m̂/(√ŝ + ε), m̂ = m/(1−β₁ᵗ), ŝ = s/(1−β₂ᵗ) |
//! | Newton | w ← w − (C + μI)⁻¹g with the curvature C, see [`Method::Newton`] |
//!
//! [`Clipped`] around an objective bounds the norm of its gradient, for any of them.
//! [`descend`] runs one of them and says in [`Run::outcome`] why it stopped. On a quadratic no run is needed: [`eigenbasis`] counts
//! the steps from the eigenvalues, up to 10¹⁸ of them.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::descent::{Method, Outcome, descend};
//! use wellposed_core::objective::LeastSquares;
//!
//! let mut objective = LeastSquares::from_moments(array![[1.0, 0.0], [0.0, 3.0]].view(), &[0.0, 0.0], 0.0)?;
//! let method = Method::GradientDescent { step: 0.5 };
//! // At the best step both modes are halved each time: ten steps to a thousandth.
//! let run = descend(&mut objective, &[1.0, 1.0], method, 100, |w, _| w.iter().all(|w| w.abs() < 1e-3));
//! assert_eq!((run.outcome, run.steps), (Outcome::Converged, 10));
//! # Ok::<(), wellposed_core::objective::ObjectiveError>(())
//! ```

mod cholesky;
mod clipped;
pub mod eigenbasis;
mod error;
mod first_order;
mod newton;
mod stability;
#[cfg(test)]
mod tests;

pub use clipped::Clipped;
pub use error::MethodError;
pub use stability::{STABLE_STEP_TOLERANCE, largest_stable_step};

use crate::bits::Real;
use crate::objective::Objective;

/// How to step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// Gradient descent with a fixed step α.
    GradientDescent {
        /// α.
        step: f64,
    },
    /// The heavy ball with fixed parameters.
    Momentum {
        /// α.
        step: f64,
        /// β, from 0 to below 1.
        momentum: f64,
    },
    /// Adam with a fixed step; [`Method::adam`] has its authors' defaults. Where a squared gradient overflows (beyond 10¹⁹ in single
    /// precision) its parameter stands still from then on.
    Adam {
        /// α.
        step: f64,
        /// The decay of the mean gradient.
        beta1: f64,
        /// The decay of the mean squared gradient.
        beta2: f64,
        /// What keeps the division from zero.
        epsilon: f64,
    },
    /// Newton's method, damped where it must be (Levenberg–Marquardt).
    ///
    /// It starts with μ = 0, the plain step. A step that fails (C + μI not positive definite) or does not lower the loss is tried
    /// again with ten times the damping, at first √u·max diag C; each accepted step divides μ by ten, and below its first value
    /// it is 0 again. On a quadratic and near a minimum this is Newton's method itself; on a network, whose curvature is the
    /// generalized Gauss–Newton matrix, it is Levenberg–Marquardt. It stalls when no damping up to max diag C/u helps.
    Newton,
}

impl Method {
    /// Adam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
    pub const fn adam(step: f64) -> Method {
        Method::Adam { step, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    }
}

/// Why a run stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The caller's test said so.
    Converged,
    /// The loss or its gradient is infinite or NaN: [`Run::steps`] is the step after which it was.
    Diverged {
        /// The layer where the first such number came up, for an objective with layers.
        layer: Option<usize>,
    },
    /// Steps no longer change anything, and never will. (Parameters that keep cycling in their last digits spend the budget, and so does an
    /// objective that draws examples or masks, whose next gradient may be another.)
    Stalled,
    /// The budget of steps is spent.
    BudgetSpent,
}

impl Outcome {
    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Converged => "converged",
            Outcome::Diverged { .. } => "diverged",
            Outcome::Stalled => "stalled",
            Outcome::BudgetSpent => "budget spent",
        }
    }
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Run<T: Real = f64> {
    /// Why it stopped.
    pub outcome: Outcome,
    /// How many steps were taken.
    pub steps: u64,
    /// How often loss and gradient were computed: steps + 1, or more where Newton's method tried again.
    pub evaluations: u64,
    /// The loss at the end.
    pub loss: T,
    /// The parameters at the end.
    pub parameters: Vec<T>,
}

/// Minimizes `objective` from `start` with at most `budget` steps.
///
/// `reached` sees the parameters and the loss of every iterate, the start included, and ends the run by returning true.
/// The first-order methods themselves allocate nothing after their start.
///
/// # Panics
/// If `start` is not as long as the objective has parameters, if [`Method::validate`] refuses the method, or for
/// Newton's method if the objective has no curvature.
pub fn descend<T: Real>(
    objective: &mut dyn Objective<T>,
    start: &[T],
    method: Method,
    budget: u64,
    reached: impl FnMut(&[T], T) -> bool,
) -> Run<T> {
    assert_eq!(start.len(), objective.dimension(), "the start must have one value for each parameter of the objective");
    if let Err(error) = method.validate() {
        panic!("no descent: {error}");
    }
    match method {
        Method::Newton => newton::descend(objective, start, budget, reached),
        _ => first_order::descend(objective, start, method, budget, reached),
    }
}
