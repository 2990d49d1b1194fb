//! Chapter 4: how well does a difference quotient approximate a derivative, and with which step?
//!
//! The notes say: take the points on both sides, since the large triangle over both gives a much better slope than a small one; it takes twice as
//! long and is worth it. The experiments take this apart: the notes' own numbers, errors against the step, costs, and the choice of the step.

pub mod cost;
pub mod error_against_step;
pub(crate) mod examples;
pub(crate) mod functions;
pub mod lecture_example;
pub(crate) mod smooth;
pub mod step_choice;
pub(crate) mod taylor;

use super::{Chapter, Experiment};

/// The chapter's row in the table of chapters.
pub const CHAPTER: Chapter = Chapter {
    name: "two_sided_differences",
    title: "Two-sided differences",
    lecture: "C2W1L12",
    experiments: EXPERIMENTS,
};

const EXPERIMENTS: &[Experiment] = &[
    Experiment {
        name: "lecture_example",
        question: "What do one-sided and two-sided differences of θ³ give at 1 with ε = 0.01, and which of the triangles matter?",
        run: lecture_example::run,
        on_data: None,
    },
    Experiment {
        name: "error_against_step",
        question: "How does the error of a difference quotient depend on the step, the formula and the precision?",
        run: error_against_step::run,
        on_data: None,
    },
    Experiment {
        name: "cost",
        question: "What does each method cost, and what does it buy?",
        run: cost::run,
        on_data: None,
    },
    Experiment {
        name: "step_choice",
        question: "Which step should be taken where little is known about the function, and is the two-sided difference always better?",
        run: step_choice::run,
        on_data: None,
    },
];
