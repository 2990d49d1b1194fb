//! Chapter 2: when do activations and gradients of a deep network vanish or explode?
//!
//! The notes say: in a product of many weight matrices, values grow or shrink exponentially with depth, gradients do
//! the same, and training becomes very slow. Each experiment takes one of these sentences apart.

pub(crate) mod examples;
pub mod gradient_by_layer;
pub mod random_products;
pub mod remedies;
pub mod scaled_identity;
pub mod training_stalls;

use super::{Chapter, Experiment};

/// The chapter's row in the table of chapters.
pub const CHAPTER: Chapter = Chapter {
    name: "vanishing_gradients",
    title: "Vanishing and exploding gradients",
    lecture: "C2W1L10",
    experiments: EXPERIMENTS,
};

const EXPERIMENTS: &[Experiment] = &[
    Experiment {
        name: "scaled_identity",
        question: "What do depth and number format make of activations and gradients if every W[l] is c·I?",
        run: scaled_identity::run,
        on_data: None,
    },
    Experiment {
        name: "random_products",
        question: "How fast do signals and gradients grow or shrink in products of random matrices?",
        run: random_products::run,
        on_data: None,
    },
    Experiment {
        name: "gradient_by_layer",
        question: "Do early layers learn more slowly?",
        run: gradient_by_layer::run,
        on_data: None,
    },
    Experiment {
        name: "training_stalls",
        question: "How long does training take where activations vanish or explode?",
        run: training_stalls::run,
        on_data: None,
    },
    Experiment {
        name: "remedies",
        question: "What do careful weights, residual connections, normalized layers and clipping each buy?",
        run: remedies::run,
        on_data: None,
    },
];
