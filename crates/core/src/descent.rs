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
mod method;
mod newton;
mod run;
mod stability;
#[cfg(test)]
mod tests;

pub use clipped::Clipped;
pub use error::MethodError;
pub use method::Method;
pub use run::{Outcome, Run};
pub use stability::{STABLE_STEP_TOLERANCE, largest_stable_step};

use crate::bits::Real;
use crate::objective::Objective;

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
    mut reached: impl FnMut(&[T], T) -> bool,
) -> Run<T> {
    run(objective, start, method, budget, &mut reached)
}

/// The same, compiled once for all callers.
fn run<T: Real>(
    objective: &mut dyn Objective<T>,
    start: &[T],
    method: Method,
    budget: u64,
    reached: &mut dyn FnMut(&[T], T) -> bool,
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
