//! What can be wrong with a check before anything is compared? One line that says what, and what would be right.

use super::place::Place;
use crate::bits::readable;
use crate::objective::ObjectiveError;
use crate::text::listed;

/// Why nothing was checked.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// Parameters for another objective.
    #[error("{given} parameters were given, but the objective has {dimension}")]
    Length {
        /// How many were given.
        given: usize,
        /// How many there should be.
        dimension: usize,
    },
    /// An objective without parameters.
    #[error("the objective has no parameters, so there is no derivative to check; it needs at least one")]
    Empty,
    /// A gradient that does not belong to the parameters.
    #[error(
        "the gradient has {given} entries, but the objective has {dimension} parameters; it must have one for each"
    )]
    GradientLength {
        /// How many entries it has.
        given: usize,
        /// How many there should be.
        dimension: usize,
    },
    /// Something else that the objective says of itself.
    #[error(transparent)]
    Objective(#[from] ObjectiveError),
    /// A panic of the objective. Where panics abort the program there is no such error.
    #[error("{method}() panicked {place}: {message}")]
    Panic {
        /// The method of the objective.
        method: &'static str,
        /// Where it was asked.
        place: Place,
        /// What the panic said, in one line.
        message: String,
    },
    /// An error at a later stage of a survey.
    #[error("{stage} parameters of the survey: {error}")]
    Stage {
        /// Its name.
        stage: &'static str,
        /// What was wrong there.
        error: Box<CheckError>,
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
    /// A block whose shape is not that of its numbers.
    #[error(
        "block `{name}` has the shape {rows}x{columns} and {numbers} numbers; its rows and columns must hold them all"
    )]
    Shape {
        /// Its name.
        name: String,
        /// Its rows.
        rows: usize,
        /// Its columns.
        columns: usize,
        /// How many numbers it has.
        numbers: usize,
    },
    /// A block of which something is expected, or that is to be checked alone, and which is not there.
    #[error("there is no block `{name}`; the blocks are {}", listed(.blocks.iter().map(String::as_str), 60))]
    NoBlock {
        /// The name.
        name: String,
        /// The names that there are.
        blocks: Vec<String>,
    },
    /// Entries of which something is expected, and which are not there.
    #[error("something is expected of entries {start}..{end}, but there are {dimension} parameters")]
    NoEntries {
        /// The first.
        start: usize,
        /// The one after the last.
        end: usize,
        /// How many parameters there are.
        dimension: usize,
    },
    /// The loss alone and the loss beside the gradient are two functions.
    #[error(
        "loss() returns {} and loss_and_gradient() returns {} at the same parameters; they must be one function",
        readable(.alone),
        readable(.beside)
    )]
    TwoLosses {
        /// The loss alone.
        alone: f64,
        /// The loss beside the gradient.
        beside: f64,
    },
    /// An objective that was asked to hold its random choices and can't.
    #[error(
        "this objective can't freeze its random choices; implement Abilities::freeze, or draw them before the check"
    )]
    Freeze,
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
