//! Chapter 6: what has to be minded when a gradient is checked in practice?
//!
//! The notes give five pieces of advice: only for debugging, look at the components, remember the regularization, no dropout, and once more after some
//! training. Each experiment takes one of them and asks what happens to somebody who does not follow it, and what to somebody who does. The last one adds
//! what the notes leave out: units with a kink.

pub mod after_training;
pub mod components;
pub mod cost_in_training;
pub mod dropout;
pub mod kinks;
pub mod regularization;
pub(crate) mod subjects;

use super::{Chapter, Experiment};

/// The chapter's row in the table of chapters.
pub const CHAPTER: Chapter = Chapter {
    name: "checking_caveats",
    title: "Checking gradients in practice",
    lecture: "C2W1L14",
    experiments: EXPERIMENTS,
};

const EXPERIMENTS: &[Experiment] = &[
    Experiment {
        name: "cost_in_training",
        question: "How much longer does a training step take that checks its gradient?",
        run: cost_in_training::run,
        on_data: None,
    },
    Experiment {
        name: "components",
        question: "Do the components that fail lead to the bug?",
        run: components::run,
        on_data: None,
    },
    Experiment {
        name: "regularization",
        question: "What does a check see of a regularization that is forgotten, or off by a factor of 2?",
        run: regularization::run,
        on_data: None,
    },
    Experiment {
        name: "dropout",
        question: "What can be checked where units are dropped at random?",
        run: dropout::run,
        on_data: None,
    },
    Experiment {
        name: "after_training",
        question: "Which bugs hide where weights and biases are small?",
        run: after_training::run,
        on_data: None,
    },
    Experiment {
        name: "kinks",
        question: "How often is a right gradient suspected because ReLU has a kink?",
        run: kinks::run,
        on_data: None,
    },
];
