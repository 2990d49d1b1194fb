//! Chapter 1: should inputs be normalized, and what does it buy?
//!
//! The notes say: subtract the mean, divide by the standard deviation, use the training set's numbers for the test set, and
//! training gets faster because the cost becomes rounder. Each experiment takes one of these sentences apart.

mod classifiers;
pub mod conditioning;
pub mod convergence_speed;
pub mod curvature_laws;
pub mod descent_path;
pub(crate) mod design;
pub mod harm;
pub(crate) mod inputs;
pub mod training_statistics;
pub mod two_steps;
pub mod variance_error;
pub mod win_tie_loss;
mod words;

use super::{Chapter, Experiment};

/// The chapter's row in the table of chapters.
pub const CHAPTER: Chapter =
    Chapter { name: "input_normalization", title: "Input normalization", lecture: "C2W1L09", experiments: EXPERIMENTS };

const EXPERIMENTS: &[Experiment] = &[
    Experiment {
        name: "two_steps",
        question: "What do the two steps do to mean, variance and condition number?",
        run: two_steps::run,
        on_data: None,
    },
    Experiment {
        name: "variance_error",
        question: "How many digits does a variance lose when the mean is large?",
        run: variance_error::run,
        on_data: None,
    },
    Experiment {
        name: "training_statistics",
        question: "What does it cost to normalize the test set by its own mean and deviation?",
        run: training_statistics::run,
        on_data: None,
    },
    Experiment {
        name: "conditioning",
        question: "How long is the bowl of least squares, before and after each normalizer?",
        run: conditioning::run,
        on_data: Some(conditioning::on_data),
    },
    Experiment {
        name: "curvature_laws",
        question: "What makes a bowl long: range, correlation, mean, or the number of features?",
        run: curvature_laws::run,
        on_data: None,
    },
    Experiment {
        name: "descent_path",
        question: "Which way does gradient descent go, and when does it oscillate?",
        run: descent_path::run,
        on_data: None,
    },
    Experiment {
        name: "convergence_speed",
        question: "How many steps does descent take to 10⁻⁶, raw and normalized?",
        run: convergence_speed::run,
        on_data: Some(convergence_speed::on_data),
    },
    Experiment {
        name: "harm",
        question: "Does normalization never do any harm?",
        run: harm::run,
        on_data: Some(harm::on_data),
    },
    Experiment {
        name: "win_tie_loss",
        question: "Is it good advice to normalize when unsure?",
        run: win_tie_loss::run,
        on_data: Some(win_tie_loss::on_data),
    },
];
