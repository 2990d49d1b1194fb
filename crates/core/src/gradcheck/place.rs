//! Where was an objective asked when it panicked?
//!
//! ```
//! use wellposed_core::gradcheck::Place;
//!
//! let place = Place::Coordinate { index: 1, block: "b".into(), step: 0.5 };
//! assert_eq!(place.to_string(), "with parameter 1 (b) moved by 5.00e-1");
//! ```

use std::fmt;

/// Where an objective was asked.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Place {
    /// At the parameters themselves.
    Parameters,
    /// With one parameter moved.
    Coordinate {
        /// Which, from 0.
        index: usize,
        /// Its block.
        block: String,
        /// By how much.
        step: f64,
    },
    /// With a block moved along a direction.
    Direction {
        /// The block.
        block: String,
        /// Which direction, from 0.
        number: usize,
        /// By how many times that direction.
        step: f64,
    },
    /// With all parameters moved together, where the noise of the loss is measured.
    Line {
        /// A parameter of size 1 or less by this, larger ones in proportion.
        step: f64,
    },
    /// After some steps of the training in a survey.
    Training {
        /// How many.
        steps: u64,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Parameters => write!(formatter, "at these parameters"),
            Place::Coordinate { index, block, step } => {
                write!(formatter, "with parameter {index} ({block}) moved by {step:.2e}")
            }
            Place::Direction { block, number, step } => {
                write!(formatter, "with {block} moved by {step:.2e} times its random direction {number}")
            }
            Place::Line { step } => write!(formatter, "with all parameters moved together by about {step:.2e}"),
            Place::Training { steps } => write!(formatter, "after {steps} steps of training"),
        }
    }
}
