//! What does a run come to? Where it ended, how far that was, and why it stopped.
//!
//! ```
//! use wellposed_core::descent::Outcome;
//!
//! assert_eq!(Outcome::Diverged { layer: Some(2) }.name(), "diverged");
//! ```

use crate::bits::Real;

/// Why a run stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
#[must_use = "the parameters at the end are in it"]
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
