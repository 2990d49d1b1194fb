//! How deep may a network be that starts from careful weights? The share of starts that learn digits, by depth, scheme and activation.
//!
//! Each cell is one kind of network: 32 units in each hidden layer, `depth` weight matrices, biases 0. It has arrived when its loss is
//! half of ln 10 (see `training`). Every cell gets the step size that suits it best, from a declared grid, by a start that does not
//! count; what is compared is therefore the starts, not one step size with another.
//!
//! **Prediction.** In a wide network the squared gradient changes by χ = σ_w² E[g′(√q* z)²] per layer, over a depth scale
//! ξ = 1/|ln χ|. Schoenholz et al. (2017) found that networks train up to a depth of about 6ξ. Beside He's 2/n for ReLU and 1/n for tanh,
//! where χ = 1 and ξ = ∞, this gives 6ξ = 8.7 for ReLU with 1/n, and less than 3 for deviations of 0.01 in layers of 32 units.
//!
//! What the prediction leaves out: at finite width the gradient of a single network fluctuates, by 5L/2n and more in the variance of its
//! logarithm (see `typical_and_mean`).

mod claims;
mod prediction;

use rayon::prelude::*;

use super::training::{Addition, Course, Task, Trained, best_step};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::data;
use crate::initialize::{Initializer, Scheme};
use crate::network::Network;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Scale, Series, Table};
use crate::statistics;

const NAME: &str = "initialization_variance/trainable_depth";
const WIDTH: usize = 32;
const EXAMPLES: usize = 500;
/// Examples of which the first look at a network takes the mean square of z.
const PROBED: usize = 32;
const DEPTHS: [usize; 7] = [1, 2, 3, 5, 10, 20, 50];
const DEEPEST: usize = DEPTHS[DEPTHS.len() - 1];
const COURSE: Course = Course { batch: 32, budget: 80, patience: 30, level: 0.5 };
const STEPS: [f64; 3] = [0.01, 0.03, 0.1];
const SEEDS: usize = 6;
const CONFIDENCE: f64 = 0.95;
const ACTIVATIONS: [Activation; 2] = [Activation::Tanh, Activation::Relu];

/// A way to build and start a network.
#[derive(Clone, Copy, Debug)]
struct Recipe {
    name: &'static str,
    scheme: Scheme,
    addition: Addition,
}

const fn plain(name: &'static str, scheme: Scheme) -> Recipe {
    Recipe { name, scheme, addition: Addition::Plain }
}

const SMALL: Scheme = Scheme::FixedDeviation(0.01);

const RECIPES: [Recipe; 11] = [
    plain("small", SMALL),
    plain("unit", Scheme::FixedDeviation(1.0)),
    plain("lecun", Scheme::LeCun),
    plain("glorot", Scheme::Glorot),
    plain("he", Scheme::He),
    plain("orthogonal", Scheme::Orthogonal),
    plain("lsuv", Scheme::Lsuv),
    Recipe { name: "small_residual", scheme: SMALL, addition: Addition::Residual },
    Recipe { name: "he_residual", scheme: Scheme::He, addition: Addition::Residual },
    Recipe { name: "small_batch_norm", scheme: SMALL, addition: Addition::BatchNormalization },
    Recipe { name: "he_batch_norm", scheme: Scheme::He, addition: Addition::BatchNormalization },
];

/// One square of the heat map.
#[derive(Clone, Debug)]
struct Square {
    activation: Activation,
    recipe: Recipe,
    depth: usize,
    step: f64,
    outcomes: Vec<Trained>,
    /// Mean square of z in the last hidden layer at each start (of the logits, if there is no hidden layer).
    lengths: Vec<f64>,
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let squares = squares(settings, &DEPTHS);
    let mut table = Table::new("Share of starts that learn digits, by activation, scheme and depth", 3, columns());
    squares.iter().for_each(|square| table.push(square.cells()));
    table.note(format!(
        "{EXAMPLES} digits, standardized; {WIDTH} units in each hidden layer; mini-batches of {}; momentum {}; at \
         most {} steps to a loss of {}·ln 10, averaged over eight batches; given up if it still is above 0.98·ln 10 \
         after {} steps. The step is the best of {STEPS:?} for a start that does not count. small: deviation 0.01; \
         unit: deviation 1. share is of {} starts, with Wilson's {}% interval. steps and loss are medians. length is \
         the median mean square of z in the last hidden layer at the start. six_depth_scales is 6ξ of Schoenholz et \
         al. 2017 for plain networks of infinite width; predicted_depth is the same within the depths of the table.",
        COURSE.batch,
        super::training::MOMENTUM,
        COURSE.budget,
        COURSE.level,
        COURSE.patience,
        settings.replicates_or(SEEDS),
        CONFIDENCE * 100.0,
    ));
    let claims = vec![claims::helps_but_does_not_solve(&squares), claims::neither_too_large_nor_too_small(&squares)];
    Findings { table, figure: Some(figure()), claims }
}

fn columns() -> Vec<Column> {
    let number = |name, digits| Column::number(name, "1", digits);
    vec![
        Column::text("activation"),
        Column::text("network"),
        Column::count("depth", "layers"),
        number("step", Digits::Significant(1)),
        Column::count("arrived", "starts"),
        number("share", Digits::Fixed(2)),
        number("share_low", Digits::Fixed(2)),
        number("share_high", Digits::Fixed(2)),
        Column::number("steps", "steps", Digits::Significant(3)),
        number("loss", Digits::Significant(3)),
        number("length", Digits::Significant(2)),
        number("six_depth_scales", Digits::Significant(3)),
        number("predicted_depth", Digits::Significant(3)),
    ]
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

    fn cells(&self) -> Vec<Cell> {
        let interval = self.share_interval();
        let steps: Vec<f64> =
            self.outcomes.iter().map(|outcome| outcome.steps.map_or(f64::INFINITY, |steps| steps as f64)).collect();
        let losses: Vec<f64> = self.outcomes.iter().map(|outcome| outcome.loss).collect();
        let median = |values: &[f64]| statistics::median(values).ok();
        let six = (self.recipe.addition == Addition::Plain)
            .then(|| 6.0 * prediction::depth_scale(self.activation, self.recipe.scheme, WIDTH));
        vec![
            self.activation.name().into(),
            self.recipe.name.into(),
            self.depth.into(),
            self.step.into(),
            self.arrived().into(),
            self.share().into(),
            interval.low.into(),
            interval.high.into(),
            median(&steps).filter(|steps| steps.is_finite()).into(),
            median(&losses).into(),
            median(&self.lengths).into(),
            six.into(),
            six.map(|six| six.clamp(1.0, DEEPEST as f64)).into(),
        ]
    }
}

/// Trains all networks: first the starts that choose the step sizes, then those that count.
fn squares(settings: &Settings, depths: &[usize]) -> Vec<Square> {
    let task = Task::new(&data::digits(), EXAMPLES, &mut settings.stream(NAME, "examples", 0));
    let probe = Task::new(&data::digits(), PROBED, &mut settings.stream(NAME, "examples", 0));
    let plans: Vec<(Activation, Recipe, usize)> = ACTIVATIONS
        .into_iter()
        .flat_map(|activation| RECIPES.map(|recipe| (activation, recipe)))
        .flat_map(|(activation, recipe)| depths.iter().map(move |&depth| (activation, recipe, depth)))
        .collect();
    let network = |task: &Task, (activation, recipe, depth): (Activation, Recipe, usize)| {
        task.network(depth, WIDTH, activation, recipe.addition)
    };
    let start = |network: &Network, recipe: Recipe, depth: usize, cell: &str, seed: usize| {
        let mut stream = settings.stream(NAME, &format!("{cell}/{depth}"), seed);
        network.initial(&Initializer::new(recipe.scheme), &mut stream)
    };
    let train = |plan: (Activation, Recipe, usize), step: f64, cell: &str, seed: usize| {
        let network = network(&task, plan);
        let start = start(&network, plan.1, plan.2, cell, seed);
        COURSE.train(&task, &network, &start, step, settings.stream(NAME, &format!("{cell}/batches"), seed))
    };
    let pilots: Vec<Trained> = (0..plans.len() * STEPS.len())
        .into_par_iter()
        .with_max_len(1)
        .map(|index| train(plans[index / STEPS.len()], STEPS[index % STEPS.len()], "pilot", 0))
        .collect();
    let steps: Vec<f64> = pilots.chunks(STEPS.len()).map(|outcomes| best_step(&STEPS, outcomes)).collect();
    let seeds = settings.replicates_or(SEEDS);
    let outcomes: Vec<(Trained, f64)> = (0..plans.len() * seeds)
        .into_par_iter()
        .with_max_len(1)
        .map(|index| {
            let (plan, seed) = (plans[index / seeds], index % seeds);
            let probe = network(&probe, plan);
            let start = start(&probe, plan.1, plan.2, "weights", seed);
            (train(plan, steps[index / seeds], "weights", seed), length(&probe, &start))
        })
        .collect();
    let squares = plans.iter().zip(&steps).zip(outcomes.chunks(seeds));
    squares
        .map(|((&(activation, recipe, depth), &step), outcomes)| Square {
            activation,
            recipe,
            depth,
            step,
            outcomes: outcomes.iter().map(|outcome| outcome.0).collect(),
            lengths: outcomes.iter().map(|outcome| outcome.1).collect(),
        })
        .collect()
}

/// The mean square of z in the last hidden layer.
fn length(network: &Network, start: &[f64]) -> f64 {
    let trace = network.trace(start);
    let layers = trace.pre_activations.len();
    let z =
        trace.pre_activations[layers.saturating_sub(2)].as_standard_layout().into_owned().into_raw_vec_and_offset().0;
    bits::dot(&z, &z) / z.len() as f64
}

fn figure() -> Figure {
    let panel = |activation: Activation, title: &str| Panel {
        title: title.into(),
        x: Axis::linear("start"),
        y: Axis::logarithmic("depth"),
        series: vec![
            Series {
                label: "share of starts that arrive".into(),
                x: "network",
                y: "depth",
                only: vec![("activation", activation.name().into())],
                mark: Mark::Heat { value: "share", scale: Scale::Linear, range: Some((0.0, 1.0)) },
                color: 0,
            },
            Series {
                label: "6ξ".into(),
                x: "network",
                y: "predicted_depth",
                only: vec![("activation", activation.name().into()), ("depth", "1".into())],
                mark: Mark::Points,
                color: 1,
            },
        ],
        equal: false,
    };
    Figure {
        title: "Which networks learn digits".into(),
        alternative:
            "Two heat maps, tanh and ReLU, with a column for each way to start and a row for each depth from 1 \
                      to 50. Fixed deviations of 0.01 and 1 fail beyond a few layers. Careful schemes reach twenty \
                      layers with tanh, orthogonal ones fifty. With ReLU most starts by He reach ten, and nothing plain \
                      reaches twenty; small weights with residual connections reach fifty."
                .into(),
        panels: vec![panel(Activation::Tanh, "tanh"), panel(Activation::Relu, "ReLU")],
    }
}

#[cfg(test)]
mod tests;
