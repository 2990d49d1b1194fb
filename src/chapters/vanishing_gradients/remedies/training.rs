//! How is one network trained, and what are its derivatives at the start?

use super::super::examples::{CLASSES, digits, root_mean_square};
use super::plans::{Plan, Remedy};
use crate::chapters::Settings;
use crate::descent::{Clipped, Method, Outcome, descend};
use crate::network::Network;
use crate::objective::Objective;

pub(super) const EXAMPLES: usize = 256;
pub(super) const BATCH: usize = 16;
pub(super) const STEPS: u64 = 60;
pub(super) const STEP_SIZES: [f64; 3] = [0.3, 0.03, 0.003];
/// The norm to which gradients are clipped.
pub(super) const NORM: f64 = 1.0;
/// The replicate on which steps are chosen; no run that counts has it.
const PILOT: usize = 1_000_000;

/// What a run came to.
pub(super) struct Trained {
    /// Share of the examples in the right class; 0 where the run diverged.
    pub(super) accuracy: f64,
    /// J over all examples; infinite where the run diverged.
    pub(super) loss: f64,
    pub(super) diverged: bool,
}

/// The most that guesses get right: a share of one in [`CLASSES`], and three standard deviations over the examples.
pub(super) fn most_by_guessing() -> f64 {
    let share = 1.0 / CLASSES as f64;
    share + 3.0 * (share * (1.0 - share) / EXAMPLES as f64).sqrt()
}

fn cell(plan: &Plan, depth: usize) -> String {
    format!("{}/{depth}", plan.name)
}

/// Trains in double precision. In single precision the numbers of a vanishing network are subnormal, and operations on
/// subnormal numbers take many times as long.
pub(super) fn train(
    settings: &Settings,
    plan: &Plan,
    depth: usize,
    step: f64,
    replicate: usize,
    budget: u64,
) -> Trained {
    let (inputs, targets) = digits(EXAMPLES);
    let whole = Network::<f64>::new(plan.architecture(depth), inputs.view(), &targets).expect("the data are finite");
    let mut stream = settings.stream(&cell(plan, depth), replicate);
    let start = whole.initial(&plan.initializer, &mut stream);
    let mut network = whole.clone();
    network.mini_batches(BATCH, stream).expect("fewer than the examples");
    let method = Method::GradientDescent { step };
    let run = if plan.remedy == Remedy::Clipping {
        descend(&mut Clipped::new(&mut network, NORM), &start, method, budget, |_, _| false)
    } else {
        descend(&mut network, &start, method, budget, |_, _| false)
    };
    let mut whole = whole;
    let loss = whole.loss(&run.parameters);
    if matches!(run.outcome, Outcome::Diverged { .. }) || !loss.is_finite() {
        return Trained { accuracy: 0.0, loss: f64::INFINITY, diverged: true };
    }
    Trained { accuracy: whole.accuracy(&run.parameters), loss, diverged: false }
}

/// The step with the smallest loss at the end, on a seed of its own; the smallest if all diverge.
pub(super) fn best_step(settings: &Settings, plan: &Plan, depth: usize) -> f64 {
    let losses = STEP_SIZES.map(|step| train(settings, plan, depth, step, PILOT, STEPS).loss);
    let best = (0..STEP_SIZES.len()).rev().min_by(|&a, &b| losses[a].total_cmp(&losses[b]));
    STEP_SIZES[best.unwrap_or(0)]
}

/// At the start, in double precision and on as many examples as a step of training sees: by which factor a squared
/// derivative by the pre-activations grows per layer backward, and the root mean square derivative by the weights of W\[1].
pub(super) fn start(settings: &Settings, plan: &Plan, depth: usize, replicate: usize) -> (f64, f64) {
    let (inputs, targets) = digits(BATCH);
    let network = Network::<f64>::new(plan.architecture(depth), inputs.view(), &targets).expect("the data are finite");
    let mut stream = settings.stream(&cell(plan, depth), replicate);
    let trace = network.trace(&network.initial(&plan.initializer, &mut stream));
    let first = network.layout().weights(1).range.clone();
    let growth = trace.backward_growth().expect("more than three layers");
    (growth, root_mean_square(trace.gradient[first].iter().copied()))
}
