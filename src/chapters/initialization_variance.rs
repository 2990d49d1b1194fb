//! Chapter 3: which variance should the initial weights have?
//!
//! The notes say: 1/n, or 2/n with ReLU, keeps the scale of the activations, so that deep networks neither explode nor vanish too
//! quickly. Each experiment takes one of these sentences apart.

pub mod gain_sweep;
pub mod layer_by_layer;
pub mod single_neuron;
pub mod symmetry;
pub mod trainable_depth;
mod training;
pub mod typical_and_mean;

use super::{Chapter, Experiment};

/// The chapter's row in the table of chapters.
pub const CHAPTER: Chapter = Chapter {
    name: "initialization_variance",
    title: "The variance of initial weights",
    lecture: "C2W1L11",
    experiments: EXPERIMENTS,
};

const EXPERIMENTS: &[Experiment] = &[
    Experiment {
        name: "single_neuron",
        question: "How large is the weighted sum of n inputs, under each formula for the weights?",
        run: single_neuron::run,
        on_data: None,
    },
    Experiment {
        name: "layer_by_layer",
        question: "What becomes of activations and gradients, layer by layer, under each formula?",
        run: layer_by_layer::run,
        on_data: None,
    },
    Experiment {
        name: "typical_and_mean",
        question: "How far does one network stray from the mean over all of them?",
        run: typical_and_mean::run,
        on_data: None,
    },
    Experiment {
        name: "gain_sweep",
        question: "What does it buy to tune the variance of the initial weights?",
        run: gain_sweep::run,
        on_data: None,
    },
    Experiment {
        name: "trainable_depth",
        question: "How deep may a network be that starts from careful weights?",
        run: trainable_depth::run,
        on_data: None,
    },
    Experiment {
        name: "symmetry",
        question: "What is wrong with weights that start at zero, or all alike?",
        run: symmetry::run,
        on_data: None,
    },
];
