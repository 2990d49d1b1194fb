//! How does a deep network of this chapter learn, and when does it count as trained?
//!
//! Standardized inputs, hidden layers of one width, softmax cross-entropy, mini-batches and momentum 0.9. A network has arrived
//! when the mean loss of its last eight mini-batches is at most a declared part of ln(classes), the loss of guessing. The step size is the
//! best of a declared grid, found with starts of its own, so that no network suffers from a step size that was chosen for another.
//! A network that after a declared number of steps still guesses, to 2 %, is given up. Networks are trained in single precision, as is
//! usual: half the time, and no network here comes near what it can hold before it is given up.

mod race;

use ndarray::{Array2, s};

use crate::activation::Activation;
use crate::bits::{self, Real, streams};
use crate::data::Dataset;
use crate::descent::{Method, Outcome, descend};
use crate::network::{Architecture, Loss, Network, Normalization, Targets};
use crate::normalize::Normalizer;

pub(super) use race::Race;

/// The usual momentum.
pub(super) const MOMENTUM: f64 = 0.9;
/// A loss above this part of the loss of guessing is a guess.
pub(super) const GUESS: f64 = 0.98;
/// The loss is averaged over so many mini-batches.
const LAST: usize = 8;

/// What hidden layers have beside weights and an activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Addition {
    Plain,
    Residual,
    LayerNormalization,
    BatchNormalization,
}

impl Addition {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Addition::Plain => "plain",
            Addition::Residual => "residual",
            Addition::LayerNormalization => "layer_norm",
            Addition::BatchNormalization => "batch_norm",
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Addition::LayerNormalization => "layer norm",
            Addition::BatchNormalization => "batch norm",
            _ => self.name(),
        }
    }
}

/// Examples to learn from.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub(super) name: String,
    inputs: Array2<f64>,
    targets: Targets,
    classes: usize,
}

impl Task {
    /// The first `examples` of a random order of a set with classes, standardized.
    pub(super) fn new(set: &Dataset, examples: usize, stream: &mut streams::Stream) -> Task {
        let order = streams::permutation(stream, set.examples());
        let set = set.select(&order[..examples.min(order.len())]);
        let fitted = Normalizer::Standard.fit(set.features.view()).expect("a data set is finite");
        Task {
            inputs: fitted.transform(set.features.view()).expect("the same columns as fitted"),
            targets: Targets::Classes(set.target.iter().map(|&class| class as usize).collect()),
            classes: set.class_count().expect("a set with classes"),
            name: set.name,
        }
    }

    /// The first `count` examples, standardized as they are here.
    pub(super) fn first(&self, count: usize) -> Task {
        let targets = match &self.targets {
            Targets::Classes(classes) => Targets::Classes(classes[..count].to_vec()),
            Targets::Values(values) => Targets::Values(values.slice(s![..count, ..]).to_owned()),
        };
        Task { inputs: self.inputs.slice(s![..count, ..]).to_owned(), targets, ..self.clone() }
    }

    /// The loss of a network that guesses: ln of the number of classes.
    pub(super) fn guessing(&self) -> f64 {
        bits::ln(self.classes as f64)
    }

    /// A network of `depth` weight matrices for these examples.
    pub(super) fn network<T: Real>(
        &self,
        depth: usize,
        width: usize,
        activation: Activation,
        addition: Addition,
    ) -> Network<T> {
        let mut widths = vec![width; depth + 1];
        (widths[0], widths[depth]) = (self.inputs.ncols(), self.classes);
        let architecture = Architecture::new(&widths, activation, Loss::CrossEntropy);
        let architecture = match addition {
            Addition::Plain => architecture,
            Addition::Residual => architecture.residual(),
            Addition::LayerNormalization => architecture.normalized(Normalization::Layer),
            Addition::BatchNormalization => architecture.normalized(Normalization::Batch),
        };
        Network::new(architecture, self.inputs.view(), &self.targets).expect("widths and examples fit")
    }
}

/// What became of a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Trained {
    /// After how many steps it arrived, if it did.
    pub(super) steps: Option<u64>,
    /// The mean loss of its last mini-batches; infinite if it diverged.
    pub(super) loss: f64,
}

impl Trained {
    /// After how many steps it arrived; infinite if it did not.
    pub(super) fn steps_or_never(&self) -> f64 {
        self.steps.map_or(f64::INFINITY, |steps| steps as f64)
    }
}

/// How long and by which steps a network is trained.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course {
    /// Examples in a mini-batch.
    pub(super) batch: usize,
    /// Steps that a run may take.
    pub(super) budget: u64,
    /// Steps after which a network that still guesses is given up.
    pub(super) patience: u64,
    /// The loss at which a network has arrived, in units of the loss of guessing.
    pub(super) level: f64,
}

impl Course {
    /// Trains a copy of `network`, which is one of `task`, from `start`.
    pub(super) fn train(
        &self,
        task: &Task,
        network: &Network<f32>,
        start: &[f32],
        step: f64,
        stream: streams::Stream,
    ) -> Trained {
        let (level, guess) = (self.level * task.guessing(), GUESS * task.guessing());
        let mut network = network.clone();
        network.mini_batches(self.batch, stream).expect("a batch is smaller than the task");
        let mut last = [f64::INFINITY; LAST];
        let (mut seen, mut mean) = (0, f64::INFINITY);
        let method = Method::Momentum { step, momentum: MOMENTUM };
        let run = descend(&mut network, start, method, self.budget, |_, loss| {
            last[seen % LAST] = f64::from(loss);
            seen += 1;
            mean = bits::sum(&last) / LAST as f64;
            mean <= level || (seen as u64 > self.patience && mean > guess)
        });
        match run.outcome {
            Outcome::Converged if mean <= level => Trained { steps: Some(run.steps), loss: mean },
            Outcome::Diverged { .. } => Trained { steps: None, loss: f64::INFINITY },
            _ => Trained { steps: None, loss: mean },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::initialize::{Initializer, Scheme};
    use crate::objective::Objective as _;

    fn task() -> Task {
        Task::new(&crate::data::wine(), 64, &mut streams::stream(1, "training", "examples", 0))
    }

    fn stream(cell: &str) -> streams::Stream {
        streams::stream(1, "training", cell, 0)
    }

    #[test]
    fn a_shallow_network_arrives_and_one_of_zeros_does_not() {
        let task = task();
        let network = task.network(2, 16, Activation::Tanh, Addition::Plain);
        let course = Course { batch: 16, budget: 200, patience: 50, level: 0.5 };
        let run = |scheme| {
            let start = network.initial(&Initializer::new(scheme), &mut stream("weights"));
            course.train(&task, &network, &start, 0.05, stream("batches"))
        };
        let (drawn, zeros) = (run(Scheme::LeCun), run(Scheme::Zeros));
        assert!(drawn.steps.is_some() && drawn.loss <= 0.5 * task.guessing());
        assert_eq!(zeros.steps, None);
        assert!(zeros.loss > 0.5 * task.guessing());
        assert!(drawn.steps_or_never() < zeros.steps_or_never());
    }

    #[test]
    fn no_network_arrives_before_the_mean_is_over_enough_batches() {
        let task = task();
        let network = task.network(1, 16, Activation::Tanh, Addition::Plain);
        let start = vec![0.0; network.dimension()];
        let course = Course { batch: 16, budget: 99, patience: 99, level: 2.0 };
        let trained = course.train(&task, &network, &start, 0.0, stream("batches"));
        // The loss of guessing is below twice itself from the first batch on.
        assert_eq!(trained.steps, Some(LAST as u64 - 1));
        // In single precision: its unit roundoff is 6·10⁻⁸.
        assert!((trained.loss - task.guessing()).abs() < 1e-6);
    }
}
