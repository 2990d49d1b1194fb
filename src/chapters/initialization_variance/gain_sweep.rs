//! What does it buy to tune the variance of the initial weights? Steps to a target over a multiplier γ² on the default variance.
//!
//! The default is 2/n[l−1] for ReLU and 1/n[l−1] for tanh; the multiplier runs over γ² = ¼, ½, 1, 2, 4. As the notes advise, it is not
//! tuned first: each task has the step size that is best at γ² = 1, from a declared grid, which is a handicap for every other γ². A
//! task is a data set, an activation, a depth and what is added to the layers (nothing, layer or batch normalization).
//!
//! **Prediction.** z\[l] is proportional to γ in each layer of a ReLU network without biases, so that q_L, the mean square of the logits,
//! is multiplied by γ^(2L): with γ² = 2, by 4 at depth 2 and by 2⁵⁰ ≈ 10¹⁵ at depth 50. A normalized layer divides by its own scale, and
//! the multiplier has no effect on what it computes, only on how large a step is relative to the weights; what is left is the last layer.
//!
//! **Held-out effect.** The best of several is always ahead on the starts by which it was chosen. So half of the starts choose γ² for the
//! other half, and the other way round. The effect is the ratio of steps, default over tuned, start by start; a run that does not arrive
//! counts as one that takes the whole budget, so that the effect is a lower bound where the default fails and the tuned start does not.
//! Where neither arrives, there is no ratio.

mod claims;
mod multiplier;
mod presentation;

use super::training::{Addition, Course, Race, Task, Trained};
use crate::activation::Activation;
use crate::chapters::Settings;
use crate::data;
use crate::initialize::{Initializer, Scheme};
use crate::network::Network;
use crate::parallel;
use crate::report::Findings;
use crate::statistics;

const WIDTH: usize = 16;
const EXAMPLES: usize = 256;
const DEPTHS: [usize; 5] = [2, 3, 5, 10, 20];
/// Multipliers of the variance, with their names.
const MULTIPLIERS: [(f64, &str); 5] = [(0.25, "0.25"), (0.5, "0.5"), (1.0, "1"), (2.0, "2"), (4.0, "4")];
const DEFAULT: usize = 2;
const COURSE: Course = Course { batch: 16, budget: 200, patience: 60, level: 0.2 };
const RACE: Race = Race { steps: &[0.01, 0.03, 0.1], heat: 60, last: 120, pilots: 3 };
const SEEDS: usize = 10;
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
    let claims = vec![
        claims::only_a_starting_point(&sweeps),
        multiplier::claim(settings),
        claims::moderate_effect(&sweeps),
        claims::often_considerable(&sweeps),
    ];
    Findings { tables: presentation::tables(settings, &sweeps), figure: Some(presentation::figure()), claims }
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
}

/// The effects of all tasks of one depth.
fn effects_at(sweeps: &[Sweep], addition: Addition, depth: usize) -> Vec<f64> {
    let these = sweeps.iter().filter(|sweep| sweep.addition == addition && sweep.depth == depth);
    these.flat_map(Sweep::effects).collect()
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
        .map(|set| Task::new(set, EXAMPLES, &mut settings.stream(&format!("examples/{}", set.name), 0)))
        .collect();
    let problems = problems(tasks.len(), depths);
    let train = |problem: &Problem, multiplier: f64, step: f64, course: Course, cell: &str, seed: usize| {
        let task = &tasks[problem.data];
        let network: Network<f32> = task.network(problem.depth, WIDTH, problem.activation, problem.addition);
        let stream = |what: &str| settings.stream(&format!("{cell}/{what}/{}/{}", task.name, problem.depth), seed);
        let start = network.initial(&initializer(problem.activation, multiplier), &mut stream("weights"));
        course.train(task, &network, &start, step, stream("batches"))
    };
    let references: Vec<&Problem> = problems.iter().collect();
    let steps = RACE.winners(&references, |problem, step, budget, pilot| {
        train(problem, 1.0, step, Course { budget, ..COURSE }, "pilot", pilot)
    });
    let seeds = settings.replicates_or(SEEDS);
    let each = MULTIPLIERS.len() * seeds;
    let outcomes: Vec<Trained> = parallel::cells(0..problems.len() * each, |index| {
        let (multiplier, _) = MULTIPLIERS[index % each / seeds];
        train(&problems[index / each], multiplier, steps[index / each], COURSE, "start", index % seeds)
    });
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

#[cfg(test)]
mod tests;
