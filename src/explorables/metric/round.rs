//! Which network has a round, and which bug? Both are drawn from the seed of the game and the number of the round.
//!
//! The network is the chapter's small one with fewer units: four layers, so that the bugs of the catalogue have their places, and a ridge.

use super::planted::{Planted, bugs};
use crate::activation::Activation;
use crate::bits::streams::{Stream, below, bernoulli, stream};
use crate::chapters::gradient_checking::examples::{draw, gradient};
use crate::chapters::gradient_checking::judges::error;
use crate::gradcheck::catalogue::{Bug, Mutant};
use crate::network::{Architecture, Loss, Network};

/// What its streams are named by.
const FIGURE: &str = "explorables/metric";
const WIDTHS: [usize; 5] = [2, 3, 3, 3, 2];
const EXAMPLES: usize = 6;
const LAMBDA: f64 = 0.5;
/// Sizes of the weights, each as likely as the others.
const SIZES: [f64; 4] = [0.01, 0.03, 0.1, 1.0];
/// How often there is a bug.
const WRONG: f64 = 0.6;
/// A bug that changes no block by more than this is drawn again: ten times the tolerance of the checker …
const SEEN: f64 = 1e-6;
/// … so often. Most bugs change far more.
const DRAWS: usize = 20;

/// A network with the gradient that is looked at.
#[derive(Clone, Debug)]
pub(super) struct Round {
    pub(super) size: f64,
    pub(super) bug: Option<Bug>,
    pub(super) network: Network,
    pub(super) parameters: Vec<f64>,
    /// The right gradient.
    pub(super) exact: Vec<f64>,
    /// The one with the bug.
    pub(super) found: Vec<f64>,
    /// For judges who draw directions.
    pub(super) directions: Stream,
}

impl Round {
    pub(super) fn of(seed: u64, number: usize, planted: Option<Planted>) -> Round {
        let mut numbers = stream(seed, FIGURE, "round", number);
        let size = SIZES[below(&mut numbers, SIZES.len() as u64) as usize];
        let is_wrong = bernoulli(&mut numbers, WRONG);
        match planted {
            Some(Planted { size, bug }) => Round::right(seed, "network", number, size).with(bug),
            None => {
                let right = Round::right(seed, "network", number, size);
                if is_wrong { right.with_drawn(&mut numbers) } else { right }
            }
        }
    }

    /// Another network of this size, with its right gradient.
    pub(super) fn example(seed: u64, number: usize, size: f64) -> Round {
        Round::right(seed, "example", number, size)
    }

    fn right(seed: u64, cell: &str, number: usize, size: f64) -> Round {
        let architecture = Architecture::new(&WIDTHS, Activation::Tanh, Loss::CrossEntropy).ridge(LAMBDA);
        let mut numbers = stream(seed, FIGURE, cell, number);
        let (mut network, parameters) = draw(architecture, EXAMPLES, size, &mut numbers);
        let exact = gradient(&mut network, &parameters);
        let right = Round { size, bug: None, network, parameters, found: exact.clone(), exact, directions: numbers };
        right.with(None)
    }

    /// The same with this bug. Without one too the gradient is that of the written-out backward pass.
    fn with(self, bug: Option<Bug>) -> Round {
        let found = gradient(&mut self.mutant(bug), &self.parameters);
        Round { bug, found, ..self }
    }

    fn with_drawn(self, numbers: &mut Stream) -> Round {
        let bugs = bugs();
        let draw = |_| self.clone().with(Some(bugs[below(numbers, bugs.len() as u64) as usize]));
        let drawn = (0..DRAWS).map(draw).find(|round| round.error() > SEEN);
        drawn.unwrap_or(self)
    }

    /// The network with the code of its gradient.
    pub(super) fn mutant(&self, bug: Option<Bug>) -> Mutant {
        Mutant::new(self.network.clone(), bug)
    }

    /// The largest exact relative error of a block.
    pub(super) fn error(&self) -> f64 {
        error(self.network.layout().blocks(), &self.exact, &self.found)
    }
}
