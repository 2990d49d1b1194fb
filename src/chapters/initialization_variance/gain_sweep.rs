//! What does it buy to tune the variance of the initial weights? Steps to a target over a multiplier g² on the default variance.
//!
//! The default is 2/n[l−1] for ReLU and 1/n[l−1] for tanh; the multiplier runs over g² = ¼, ½, 1, 2, 4. As the notes advise, it is not
//! tuned first: each task has the step size that is best at g² = 1, from a declared grid. A task is a data set, an activation, a depth
//! and what is added to the layers (nothing, layer or batch normalization).
//!
//! **Prediction.** z[l] is proportional to g in each layer of a ReLU network without biases, so that q_L, the mean square of the logits,
//! is multiplied by g^(2L): with g² = 2, by 4 at depth 2 and by 2⁵⁰ ≈ 10¹⁵ at depth 50. A normalized layer divides by its own scale, and
//! the multiplier has no effect on what it computes, only on how large a step is relative to the weights; what is left is the last layer.
//!
//! **Held-out effect.** The best of several is always ahead on the starts by which it was chosen. So half of the starts choose g² for the
//! other half, and the other way round. The effect is the ratio of steps, default over tuned, start by start; a run that does not arrive
//! counts as one that takes the whole budget, so that the effect is a lower bound where the default fails and the tuned start does not.
//! Where neither arrives, there is no ratio.

mod claims;
mod multiplier;

use rayon::prelude::*;

use super::training::{Addition, Course, Task, Trained, best_step};
use crate::activation::Activation;
use crate::chapters::Settings;
use crate::data;
use crate::initialize::{Initializer, Scheme};
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Scale, Series, Table};
use crate::statistics;

const NAME: &str = "initialization_variance/gain_sweep";
const WIDTH: usize = 16;
const EXAMPLES: usize = 256;
const DEPTHS: [usize; 6] = [2, 3, 5, 10, 20, 50];
/// Multipliers of the variance, with their names.
const MULTIPLIERS: [(f64, &str); 5] = [(0.25, "0.25"), (0.5, "0.5"), (1.0, "1"), (2.0, "2"), (4.0, "4")];
const DEFAULT: usize = 2;
const COURSE: Course = Course { batch: 32, budget: 100, patience: 30, level: 0.2 };
const STEPS: [f64; 3] = [0.02, 0.06, 0.2];
const SEEDS: usize = 6;
const CONFIDENCE: f64 = 0.95;
const ACTIVATIONS: [Activation; 2] = [Activation::Tanh, Activation::Relu];
const NORMALIZED: [Addition; 2] = [Addition::LayerNormalization, Addition::BatchNormalization];

/// A task: what is learned by which network.
#[derive(Clone, Debug)]
struct Problem {
    data: usize,
    addition: Addition,
    activation: Activation,
    depth: usize,
}

/// What tuning the multiplier did for a task.
#[derive(Clone, Debug)]
struct Sweep {
    data: String,
    addition: Addition,
    activation: Activation,
    depth: usize,
    step: f64,
    /// By multiplier, then by start.
    outcomes: Vec<Vec<Trained>>,
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let sweeps = sweeps(settings, &DEPTHS);
    let mut table =
        Table::new("Steps to the target over the multiplier of the variance, and what tuning it buys", 5, columns());
    for addition in [Addition::Plain, Addition::LayerNormalization, Addition::BatchNormalization] {
        for depth in DEPTHS {
            table.push(pooled(&sweeps, addition, depth));
        }
    }
    table.read_first(table.rows().len());
    for sweep in &sweeps {
        (0..MULTIPLIERS.len()).for_each(|index| table.push(sweep.cells(index)));
        table.push(sweep.tuned_cells());
    }
    table.note(format!(
        "{WIDTH} units in each hidden layer; at most {EXAMPLES} standardized examples; mini-batches of {}; momentum \
         {}; at most {} steps to a loss of {}·ln(classes), averaged over eight batches; given up if it still is above \
         0.98·ln(classes) after {} steps. multiplier is g², a factor on the variance 2/n (ReLU) or 1/n (tanh). The \
         step is the best of {STEPS:?} for a start with g² = 1 that does not count. steps and loss are medians over {} \
         starts; arrived counts starts. effect is the median over starts of steps at g² = 1 over steps at the g² that \
         the other half of the starts chose, with the exact interval of the median at {}% or more; a run that did not \
         arrive counts as the whole budget, and a start where neither arrived is left out. Rows of `all` pool the data sets and activations; the CSV has every \
         task.",
        COURSE.batch,
        super::training::MOMENTUM,
        COURSE.budget,
        COURSE.level,
        COURSE.patience,
        settings.replicates_or(SEEDS),
        CONFIDENCE * 100.0,
    ));
    let claims = vec![
        claims::only_a_starting_point(&sweeps),
        multiplier::claim(settings),
        claims::moderate_effect(&sweeps),
        claims::often_considerable(&sweeps),
    ];
    Findings { table, figure: Some(figure()), claims }
}

fn columns() -> Vec<Column> {
    let number = |name, digits| Column::number(name, "1", digits);
    vec![
        Column::text("data"),
        Column::text("layers"),
        Column::text("activation"),
        Column::count("depth", "layers"),
        Column::text("multiplier"),
        number("step", Digits::Significant(1)),
        Column::count("arrived", "starts"),
        Column::count("starts", "starts"),
        Column::number("steps", "steps", Digits::Significant(3)),
        number("loss", Digits::Significant(3)),
        number("best_multiplier", Digits::Significant(3)),
        number("effect", Digits::Significant(3)),
        number("effect_low", Digits::Significant(3)),
        number("effect_high", Digits::Significant(3)),
    ]
}

/// The initializer of the notes with a multiplier of its variance.
fn initializer(activation: Activation, multiplier: f64) -> Initializer {
    let scheme = if activation == Activation::Relu { Scheme::He } else { Scheme::LeCun };
    Initializer::new(scheme).gain(multiplier.sqrt())
}

/// Steps, where a run that did not arrive takes the budget.
fn capped(outcome: &Trained) -> f64 {
    outcome.steps.unwrap_or(COURSE.budget).max(1) as f64
}

impl Sweep {
    fn starts(&self) -> usize {
        self.outcomes[DEFAULT].len()
    }

    /// The multiplier that did best on some of the starts: the fewest steps in sum, then the lowest loss.
    fn best(&self, chosen: impl Fn(usize) -> bool) -> usize {
        let score = |index: usize| {
            let outcomes = self.outcomes[index].iter().enumerate().filter(|(seed, _)| chosen(*seed));
            outcomes.fold((0.0, 0.0), |(steps, loss), (_, outcome)| (steps + capped(outcome), loss + outcome.loss))
        };
        // The default comes first, so that it wins a draw.
        let mut best = DEFAULT;
        for candidate in 0..MULTIPLIERS.len() {
            if score(candidate) < score(best) {
                best = candidate;
            }
        }
        best
    }

    /// For each start the ratio of steps, default over tuned on starts of the other half; none where neither arrived.
    fn effects(&self) -> Vec<f64> {
        let tuned = [self.best(|seed| seed % 2 == 1), self.best(|seed| seed % 2 == 0)];
        let ratio = |seed: usize| {
            let (default, tuned) = (&self.outcomes[DEFAULT][seed], &self.outcomes[tuned[seed % 2]][seed]);
            (default.steps.is_some() || tuned.steps.is_some()).then(|| capped(default) / capped(tuned))
        };
        (0..self.starts()).filter_map(ratio).collect()
    }

    /// The median effect; none where nothing arrived.
    fn effect(&self) -> Option<f64> {
        statistics::median(&self.effects()).ok()
    }

    fn key(&self, multiplier: &str) -> Vec<Cell> {
        vec![
            self.data.as_str().into(),
            self.addition.name().into(),
            self.activation.name().into(),
            self.depth.into(),
            multiplier.into(),
            self.step.into(),
        ]
    }

    fn cells(&self, index: usize) -> Vec<Cell> {
        let outcomes = &self.outcomes[index];
        let steps: Vec<f64> = outcomes.iter().map(|o| o.steps.map_or(f64::INFINITY, |steps| steps as f64)).collect();
        let losses: Vec<f64> = outcomes.iter().map(|outcome| outcome.loss).collect();
        let mut cells = self.key(MULTIPLIERS[index].1);
        cells.extend([
            steps.iter().filter(|steps| steps.is_finite()).count().into(),
            outcomes.len().into(),
            statistics::median(&steps).ok().filter(|steps| steps.is_finite()).into(),
            statistics::median(&losses).ok().into(),
        ]);
        cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]);
        cells
    }

    fn tuned_cells(&self) -> Vec<Cell> {
        let mut cells = self.key("tuned");
        cells.extend([Cell::Empty, self.effects().len().into(), Cell::Empty, Cell::Empty]);
        cells.push(MULTIPLIERS[self.best(|_| true)].0.into());
        cells.extend(effect_cells(&self.effects()));
        cells
    }
}

/// Median with its interval, where there are values enough for one.
fn effect_cells(effects: &[f64]) -> [Cell; 3] {
    let interval = statistics::median_interval(effects, CONFIDENCE).ok();
    [
        statistics::median(effects).ok().into(),
        interval.map(|interval| interval.low).into(),
        interval.map(|interval| interval.high).into(),
    ]
}

/// The effects of all tasks of one depth.
fn effects_at(sweeps: &[Sweep], addition: Addition, depth: usize) -> Vec<f64> {
    let these = sweeps.iter().filter(|sweep| sweep.addition == addition && sweep.depth == depth);
    these.flat_map(Sweep::effects).collect()
}

fn pooled(sweeps: &[Sweep], addition: Addition, depth: usize) -> Vec<Cell> {
    let effects = effects_at(sweeps, addition, depth);
    let mut cells: Vec<Cell> = vec!["all".into(), addition.name().into(), "all".into(), depth.into(), "tuned".into()];
    cells.extend([Cell::Empty, Cell::Empty, effects.len().into(), Cell::Empty, Cell::Empty, Cell::Empty]);
    cells.extend(effect_cells(&effects));
    cells
}

/// All tasks: every set without normalization, and the digits with it.
fn problems(sets: usize, depths: &[usize]) -> Vec<Problem> {
    let kinds = (0..sets).map(|data| (data, Addition::Plain)).chain(NORMALIZED.map(|addition| (sets - 1, addition)));
    kinds
        .flat_map(|kind| ACTIVATIONS.map(|activation| (kind, activation)))
        .flat_map(|((data, addition), activation)| {
            depths.iter().map(move |&depth| Problem { data, addition, activation, depth })
        })
        .collect()
}

/// Trains all networks: first the starts that choose the step sizes, then those that count.
fn sweeps(settings: &Settings, depths: &[usize]) -> Vec<Sweep> {
    let tasks: Vec<Task> = data::bundled()
        .iter()
        .map(|set| Task::new(set, EXAMPLES, &mut settings.stream(NAME, &format!("examples/{}", set.name), 0)))
        .collect();
    let problems = problems(tasks.len(), depths);
    let train = |problem: &Problem, multiplier: f64, step: f64, cell: &str, seed: usize| {
        let task = &tasks[problem.data];
        let network = task.network(problem.depth, WIDTH, problem.activation, problem.addition);
        let stream =
            |what: &str| settings.stream(NAME, &format!("{cell}/{what}/{}/{}", task.name, problem.depth), seed);
        let start = network.initial(&initializer(problem.activation, multiplier), &mut stream("weights"));
        COURSE.train(task, &network, &start, step, stream("batches"))
    };
    let pilots: Vec<Trained> = (0..problems.len() * STEPS.len())
        .into_par_iter()
        .with_max_len(1)
        .map(|index| train(&problems[index / STEPS.len()], 1.0, STEPS[index % STEPS.len()], "pilot", 0))
        .collect();
    let steps: Vec<f64> = pilots.chunks(STEPS.len()).map(|outcomes| best_step(&STEPS, outcomes)).collect();
    let seeds = settings.replicates_or(SEEDS);
    let each = MULTIPLIERS.len() * seeds;
    let outcomes: Vec<Trained> = (0..problems.len() * each)
        .into_par_iter()
        .with_max_len(1)
        .map(|index| {
            let (multiplier, _) = MULTIPLIERS[index % each / seeds];
            train(&problems[index / each], multiplier, steps[index / each], "start", index % seeds)
        })
        .collect();
    let sweeps = problems.iter().zip(&steps).zip(outcomes.chunks(each));
    sweeps
        .map(|((problem, &step), outcomes)| Sweep {
            data: tasks[problem.data].name.clone(),
            addition: problem.addition,
            activation: problem.activation,
            depth: problem.depth,
            step,
            outcomes: outcomes.chunks(seeds).map(<[Trained]>::to_vec).collect(),
        })
        .collect()
}

fn figure() -> Figure {
    let heat = |title: &str, layers: Addition, activation: Activation| Panel {
        title: title.into(),
        x: Axis::linear("multiplier g²"),
        y: Axis::logarithmic("depth"),
        series: vec![Series {
            label: "median loss".into(),
            x: "multiplier",
            y: "depth",
            only: vec![
                ("data", "digits".into()),
                ("layers", layers.name().into()),
                ("activation", activation.name().into()),
                ("best_multiplier", String::new()),
            ],
            mark: Mark::Heat { value: "loss", scale: Scale::Logarithmic, range: Some((0.2, 4.0)) },
            color: 0,
        }],
        equal: false,
    };
    let line = |label: &str, layers: Addition, color| Series {
        label: label.into(),
        x: "depth",
        y: "effect",
        only: vec![("data", "all".into()), ("layers", layers.name().into())],
        mark: Mark::LinePoints,
        color,
    };
    Figure {
        title: "Tuning the variance of the initial weights".into(),
        alternative: "Three heat maps of the loss on digits by multiplier and depth: with tanh and ReLU \
                      the good multipliers narrow to the default and then vanish as depth grows; with batch \
                      normalization more of them serve. A fourth panel: the effect of tuning on the number of \
                      steps by depth."
            .into(),
        panels: vec![
            heat("digits, tanh", Addition::Plain, Activation::Tanh),
            heat("digits, ReLU", Addition::Plain, Activation::Relu),
            heat("digits, ReLU, batch norm", Addition::BatchNormalization, Activation::Relu),
            Panel {
                title: "all tasks".into(),
                x: Axis::logarithmic("depth"),
                y: Axis::logarithmic("steps at g² = 1 / steps when tuned"),
                series: vec![
                    line("plain", Addition::Plain, 1),
                    line("layer norm", Addition::LayerNormalization, 0),
                    line("batch norm", Addition::BatchNormalization, 2),
                ],
                equal: false,
            },
        ],
    }
}

#[cfg(test)]
mod tests;
