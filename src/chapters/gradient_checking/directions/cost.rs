//! What does a screen along directions cost beside a check of every coordinate? Evaluations of the loss by the size of the network.

use super::super::examples::{EXAMPLES, draw};
use crate::activation::Activation;
use crate::chapters::Settings;
use crate::gradcheck::{GradientCheck, Scope};
use crate::network::{Architecture, Loss};
use crate::parallel;

const HIDDEN: [usize; 5] = [2, 5, 10, 20, 40];

/// Evaluations for a network with one hidden layer, tolerance 1e-5.
pub(super) struct Cost {
    pub(super) parameters: usize,
    pub(super) every: u64,
    /// Along four directions in each of its four blocks.
    pub(super) directions: u64,
    /// Of ten coordinates in each block.
    pub(super) sample: u64,
}

pub(super) fn all(settings: &Settings) -> Vec<Cost> {
    parallel::cells(&HIDDEN, |&hidden| cost(settings, hidden))
}

fn cost(settings: &Settings, hidden: usize) -> Cost {
    let architecture = Architecture::new(&[10, hidden, 3], Activation::Tanh, Loss::CrossEntropy);
    let mut numbers = settings.stream("cost", hidden);
    let (network, parameters) = draw::<f64>(architecture, EXAMPLES, 1.0, &mut numbers);
    let evaluations = |scope: Scope| {
        let check = GradientCheck::of(&network).tolerance(1e-5).scope(scope);
        check.run(&parameters).map_or(0, |report| report.evaluations)
    };
    Cost {
        parameters: parameters.len(),
        every: evaluations(Scope::All),
        directions: evaluations(Scope::Directions { count: 4, seed: settings.seed() }),
        sample: evaluations(Scope::Sample { per_block: 10, seed: settings.seed() }),
    }
}
