//! How deep may a network be that starts from careful weights? The share of starts that learn digits, by depth, scheme and activation.
//!
//! Each cell is one kind of network: 32 units in each hidden layer, `depth` weight matrices, biases 0. It has arrived when its loss is
//! half of ln 10 (see `training`). Every cell gets the step size that suits it best, from a declared grid, by a race of starts that do
//! not count; what is compared is therefore the starts, not one step size with another.
//!
//! **Prediction.** Theory for infinite width has two depth scales 1/|ln χ| (see `prediction`). That of *gradients* has χ₁ =
//! σ_w² E[g′(√q* z)²], the factor of squared gradients per layer. That of *information*, the ξ of Schoenholz et al. (2017), has χ at the
//! correlation c* to which different inputs tend; they found that tanh networks train up to a depth of about 6ξ. Where c* = 1 both are
//! the same: infinite for 2/n with ReLU and 1/n with tanh (χ = 1), 6ξ = 8.7 for ReLU with 1/n, and less than 3 for deviations of
//! 0.01 in layers of 32 units. For tanh with more than 1/n they part: 2/n has 59.8 layers for gradients and 130 for information.
//! Orthogonal matrices have the critical gain: √2 with ReLU, 1 with tanh. With batch normalization squared gradients grow by a factor of
//! their own ([`batch_norm`](crate::theory::batch_norm)).
//!
//! What the prediction leaves out: at finite width the gradient of a single network fluctuates, by 5L/n in the variance of the logarithm
//! of its square with ReLU (see `typical_and_mean`); and any budget of steps is finite, so that a share says which networks learn
//! within it.
//!
//! **How many starts.** A claim asks of a few squares whether most starts arrive, that is on which side of ½ the share lies. `TELL` is how far
//! from ½ a share has to be for its interval to say so. Wilson's interval leaves ½ out exactly where |share − ½| > z/(2√n), so that
//! [`replicates_to_tell`](statistics::replicates_to_tell) gives n = ⌊(1.96·½/0.1)²⌋ + 1 = 97 starts, fixed before anything is trained; what
//! lies nearer to ½ may stay open. Squares that L11-01 does not compare have fewer.

mod claims;
mod prediction;
mod presentation;

use super::training::{Addition, Course, Race, Task, Trained};
use crate::activation::Activation;
use crate::bits::{self, Real, streams::Stream};
use crate::chapters::Settings;
use crate::data;
use crate::initialize::{Initializer, Scheme};
use crate::network::Network;
use crate::parallel;
use crate::report::Findings;
use crate::statistics;

const WIDTH: usize = 32;
const EXAMPLES: usize = 500;
const DEPTHS: [usize; 7] = [1, 2, 3, 5, 10, 20, 50];
const DEEPEST: usize = DEPTHS[DEPTHS.len() - 1];
/// The first look at a network sees as many examples as a step of training does.
const COURSE: Course = Course { batch: 16, budget: 400, patience: 100, level: 0.5 };
const RACE: Race = Race { steps: &[0.003, 0.01, 0.03, 0.1], heat: 80, last: 160, pilots: 3 };
/// A share of 60 % or of 40 % is told from one half.
const TELL: f64 = 0.1;
const SEEDS: usize = 12;
/// From [`DEEP`] layers on, where a start costs most.
const SEEDS_DEEP: usize = 6;
const DEEP: usize = 20;
const CONFIDENCE: f64 = 0.95;
const ACTIVATIONS: [Activation; 2] = [Activation::Tanh, Activation::Relu];

/// A way to build and start a network.
#[derive(Clone, Copy, Debug)]
struct Recipe {
    name: &'static str,
    words: &'static str,
    scheme: Scheme,
    addition: Addition,
}

const fn recipe(name: &'static str, words: &'static str, scheme: Scheme, addition: Addition) -> Recipe {
    Recipe { name, words, scheme, addition }
}

const SMALL: Scheme = Scheme::FixedDeviation(0.01);

const RECIPES: [Recipe; 10] = [
    recipe("small", "σ = 0.01", SMALL, Addition::Plain),
    recipe("unit", "σ = 1", Scheme::FixedDeviation(1.0), Addition::Plain),
    recipe("lecun", "LeCun", Scheme::LeCun, Addition::Plain),
    recipe("he", "He", Scheme::He, Addition::Plain),
    recipe("orthogonal", "orthogonal", Scheme::Orthogonal, Addition::Plain),
    recipe("lsuv", "LSUV", Scheme::Lsuv, Addition::Plain),
    recipe("small_residual", "σ = 0.01, residual", SMALL, Addition::Residual),
    recipe("he_residual", "He, residual", Scheme::He, Addition::Residual),
    recipe("small_batch_norm", "σ = 0.01, batch norm", SMALL, Addition::BatchNormalization),
    recipe("he_batch_norm", "He, batch norm", Scheme::He, Addition::BatchNormalization),
];

/// What is trained.
#[derive(Clone, Copy, Debug)]
struct Plan {
    activation: Activation,
    recipe: Recipe,
    depth: usize,
}

impl Plan {
    fn network<T: Real>(self, task: &Task) -> Network<T> {
        task.network(self.depth, WIDTH, self.activation, self.recipe.addition)
    }

    /// How the weights are drawn. Orthogonal ones need the gain √2 with ReLU, which lets half of each signal pass.
    fn initializer(self) -> Initializer {
        let initializer = Initializer::new(self.recipe.scheme);
        match (self.recipe.scheme, self.activation) {
            (Scheme::Orthogonal, Activation::Relu) => initializer.gain(std::f64::consts::SQRT_2),
            _ => initializer,
        }
    }

    /// The same draws for every scheme.
    fn stream(self, settings: &Settings, cell: &str, seed: usize) -> Stream {
        settings.stream(&format!("{cell}/{}", self.depth), seed)
    }
}

/// One square of the heat map.
#[derive(Clone, Debug)]
struct Square {
    plan: Plan,
    step: f64,
    outcomes: Vec<Trained>,
    /// Mean square of z in the last hidden layer at each start (of the logits, if there is no hidden layer).
    lengths: Vec<f64>,
    /// Factor of squared derivatives by z per hidden layer backward at each start, if there are enough layers.
    growths: Vec<f64>,
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let squares = squares(settings, &DEPTHS);
    Findings {
        tables: vec![presentation::squares(settings, &squares), presentation::limits()],
        figure: Some(presentation::figure()),
        claims: vec![claims::helps_but_does_not_solve(&squares), claims::neither_too_large_nor_too_small(&squares)],
    }
}

/// How many starts of a square count.
fn starts(settings: &Settings, plan: Plan) -> usize {
    let own = match plan.depth {
        _ if claims::is_compared(plan) => deciding(),
        depth if depth < DEEP => SEEDS,
        _ => SEEDS_DEEP,
    };
    settings.replicates_or(own)
}

/// How many starts tell a share from ½.
fn deciding() -> usize {
    statistics::replicates_to_tell(0.5, TELL, CONFIDENCE).expect("a distance and a confidence")
}

impl Square {
    fn arrived(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.steps.is_some()).count()
    }

    fn share(&self) -> f64 {
        self.arrived() as f64 / self.outcomes.len() as f64
    }

    fn share_interval(&self) -> statistics::Interval {
        statistics::share_interval(self.arrived(), self.outcomes.len(), CONFIDENCE).expect("at least one start")
    }
}

/// Trains all networks: first the starts that choose the step sizes, then those that count.
fn squares(settings: &Settings, depths: &[usize]) -> Vec<Square> {
    let task = Task::new(&data::digits(), EXAMPLES, &mut settings.stream("examples", 0));
    let probe = task.first(COURSE.batch);
    let plans: Vec<Plan> = ACTIVATIONS
        .into_iter()
        .flat_map(|activation| RECIPES.map(|recipe| (activation, recipe)))
        .flat_map(|(activation, recipe)| depths.iter().map(move |&depth| Plan { activation, recipe, depth }))
        .collect();
    let train = |plan: Plan, step: f64, course: Course, cell: &str, seed: usize| {
        let network: Network<f32> = plan.network(&task);
        let start = network.initial(&plan.initializer(), &mut plan.stream(settings, cell, seed));
        course.train(&task, &network, &start, step, settings.stream(&format!("{cell}/batches"), seed))
    };
    let steps = RACE
        .winners(&plans, |plan, step, budget, pilot| train(plan, step, Course { budget, ..COURSE }, "pilot", pilot));
    let runs: Vec<(Plan, f64, usize)> = plans
        .iter()
        .zip(&steps)
        .flat_map(|(&plan, &step)| (0..starts(settings, plan)).map(move |seed| (plan, step, seed)))
        .collect();
    let outcomes: Vec<(Trained, (f64, Option<f64>))> = parallel::cells(&runs, |&(plan, step, seed)| {
        let probe: Network = plan.network(&probe);
        let start = probe.initial(&plan.initializer(), &mut plan.stream(settings, "weights", seed));
        (train(plan, step, COURSE, "weights", seed), first_look(&probe, &start))
    });
    let mut outcomes = outcomes.into_iter();
    let squares = plans.into_iter().zip(steps);
    squares
        .map(|(plan, step)| {
            let (outcomes, looks): (_, Vec<_>) = outcomes.by_ref().take(starts(settings, plan)).unzip();
            let (lengths, growths): (_, Vec<_>) = looks.into_iter().unzip();
            Square { plan, step, outcomes, lengths, growths: growths.into_iter().flatten().collect() }
        })
        .collect()
}

/// The mean square of z in the last hidden layer, and the factor of squared derivatives per layer backward.
fn first_look(network: &Network, start: &[f64]) -> (f64, Option<f64>) {
    let trace = network.trace(start);
    let layers = trace.pre_activations.len();
    let z =
        trace.pre_activations[layers.saturating_sub(2)].as_standard_layout().into_owned().into_raw_vec_and_offset().0;
    (bits::dot(&z, &z) / z.len() as f64, trace.backward_growth())
}

#[cfg(test)]
mod tests;
