//! What can be wrong with a check before anything is compared? One line that says what, and what would be right.

/// Why nothing was checked.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CheckError {
    /// Parameters for another objective.
    #[error("{given} parameters were given, but the objective has {dimension}")]
    Length {
        /// How many were given.
        given: usize,
        /// How many there should be.
        dimension: usize,
    },
    /// A parameter that is NaN or infinite.
    #[error("parameter {index} ({block}) is {value}; every parameter must be finite")]
    Parameter {
        /// Which, from 0.
        index: usize,
        /// Its block.
        block: String,
        /// What stands there.
        value: f64,
    },
    /// A loss that is NaN or infinite at the parameters themselves.
    #[error("the loss is {loss} at these parameters; a gradient can be checked where it is finite")]
    Loss {
        /// What it is.
        loss: f64,
    },
    /// Blocks that leave a gap, overlap or reach beyond the parameters.
    #[error(
        "block `{name}` covers {start}..{end}, but should start at {expected}: blocks must follow each other from 0 to {dimension}"
    )]
    Blocks {
        /// Its name.
        name: String,
        /// Where it starts.
        start: usize,
        /// Where it ends.
        end: usize,
        /// Where it should start.
        expected: usize,
        /// How many parameters there are.
        dimension: usize,
    },
    /// The loss alone and the loss beside the gradient are two functions.
    #[error(
        "loss() returns {alone} and loss_and_gradient() returns {beside} at the same parameters; they must be one function"
    )]
    TwoLosses {
        /// The loss alone.
        alone: f64,
        /// The loss beside the gradient.
        beside: f64,
    },
    /// An objective that was asked to hold its random choices and can't.
    #[error(
        "this objective can't freeze its random choices; implement Objective::freeze, or draw them before the check"
    )]
    Freeze,
    /// A setting out of its range.
    #[error("{name} is {value}; it must be {needed}")]
    Setting {
        /// Its name.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What would be right.
        needed: &'static str,
    },
}
