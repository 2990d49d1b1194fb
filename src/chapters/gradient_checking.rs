//! Chapter 5: is dθ the gradient of J? What a gradient check sees, and what it does not.
//!
//! The notes say: line up all parameters in one vector, compare the gradient with two-sided difference quotients by one normalized distance,
//! and trust the code at 1e-7. Each experiment takes a part of this recipe apart, beside the checker of this crate ([`crate::gradcheck`]).

pub mod bands;
pub mod contract;
pub mod dilution;
pub mod directions;
pub(crate) mod examples;
pub(crate) mod judges;
pub mod metric;
pub mod mutants;
pub(crate) mod recipes;

use super::{Chapter, Experiment};

/// The chapter's row in the table of chapters.
pub const CHAPTER: Chapter =
    Chapter { name: "gradient_checking", title: "Gradient checking", lecture: "C2W1L13", experiments: EXPERIMENTS };

const EXPERIMENTS: &[Experiment] = &[
    Experiment {
        name: "metric",
        question: "What does the normalized distance say of a factor, a sign, a zero, and of nothing at all?",
        run: metric::run,
        on_data: None,
    },
    Experiment {
        name: "bands",
        question: "Which distances do right gradients have, by activation, precision and step?",
        run: bands::run,
        on_data: None,
    },
    Experiment {
        name: "mutants",
        question: "Which planted bugs does each recipe find, and at which size of the weights?",
        run: mutants::run,
        on_data: None,
    },
    Experiment {
        name: "contract",
        question: "Which bugs of the code around right formulas does a judge see who looks at one gradient, and which the checker?",
        run: contract::run,
        on_data: None,
    },
    Experiment {
        name: "dilution",
        question: "How wrong can a small block be while the distance over all parameters is great?",
        run: dilution::run,
        on_data: None,
    },
    Experiment {
        name: "directions",
        question: "How often do random directions miss an error, and what do they cost?",
        run: directions::run,
        on_data: None,
    },
];
