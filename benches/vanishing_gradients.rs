//! How long do the tools of chapter 2 take? Forward and backward passes and training steps of deep networks.
//!
//! Work is counted in floating-point operations of the matrix products, so that rates can be compared: with L layers, m examples and
//! S = Σ n[l]·n[l−1], forward takes 2mS of them, and loss and gradient together 6mS − 2m·n[0]·n[1]. What a network adds to the products
//! (activations, sums, copies) shows as a lower rate. Every network is checked before it is timed: the gradient of its parallel lanes must
//! agree with that of one long sum. The row `null` times an empty function: what the measuring itself costs.

#[path = "support/networks.rs"]
mod networks;
mod support;

use networks::{digits, ready};
use support::{Suite, Work};
use wellposed::activation::Activation;
use wellposed::descent::{Clipped, Method, descend};
use wellposed::network::{Architecture, Loss, Network, Normalization};
use wellposed::objective::Objective;
use wellposed::parallel;

fn main() {
    let mut suite = Suite::new("vanishing_gradients");
    suite.time("null", "empty", Work { count: 1.0, unit: "calls", error: None }, || ());
    for depth in [3, 10, 50, 150] {
        let size = Some(("by_depth", depth as f64));
        passes_of(&mut suite, &format!("tanh, width 64, depth {depth}"), &plan(64, depth, Activation::Tanh), size);
    }
    for width in [16, 64, 256] {
        let size = Some(("by_width", width as f64));
        passes_of(&mut suite, &format!("tanh, width {width}, depth 10"), &plan(width, 10, Activation::Tanh), size);
    }
    for activation in Activation::ALL.into_iter().filter(|&activation| activation != Activation::Tanh) {
        passes(&mut suite, &format!("{}, width 64, depth 10", activation.name()), &plan(64, 10, activation));
    }
    remedies(&mut suite);
    training(&mut suite);
    suite.finish();
}

/// From the 64 pixels of a digit to its 10 classes.
fn plan(width: usize, depth: usize, activation: Activation) -> Architecture {
    let mut widths = vec![width; depth + 1];
    (widths[0], widths[depth]) = (64, 10);
    Architecture::new(&widths, activation, Loss::CrossEntropy)
}

/// Forward alone, and loss with gradient.
fn passes(suite: &mut Suite, case: &str, architecture: &Architecture) {
    passes_of(suite, case, architecture, None);
}

/// The same for one of several sizes, which are timed under a name of their own.
fn passes_of(suite: &mut Suite, case: &str, architecture: &Architecture, size: Option<(&str, f64)>) {
    let examples = 512;
    let (mut network, parameters, error) = ready(architecture, examples);
    let (forward, both) = operations(architecture, examples);
    let work = |count| Work { count, unit: "operations", error: Some(error) };
    let mut gradient = vec![0.0; parameters.len()];
    match size {
        None => {
            suite.time("forward", case, work(forward), || network.loss(&parameters));
            suite.time("loss_and_gradient", case, work(both), || network.loss_and_gradient(&parameters, &mut gradient));
        }
        Some((by, n)) => {
            suite.time_of_size(&format!("forward_{by}"), case, work(forward), n, || network.loss(&parameters));
            let both_by = format!("loss_and_gradient_{by}");
            suite.time_of_size(&both_by, case, work(both), n, || network.loss_and_gradient(&parameters, &mut gradient));
        }
    }
}

/// What the remedies cost for each evaluation.
fn remedies(suite: &mut Suite) {
    let plain = || plan(64, 10, Activation::Tanh);
    passes(suite, "tanh, residual, width 64, depth 10", &plain().residual());
    passes(suite, "tanh, layer normalization, width 64, depth 10", &plain().normalized(Normalization::Layer));
    passes(suite, "tanh, batch normalization, width 64, depth 10", &plain().normalized(Normalization::Batch));
    passes(suite, "tanh, dropout, width 64, depth 10", &plain().dropout(0.8, 1));
}

/// 50 steps on all digits: a training run. It evaluates loss and gradient 51 times, at the start and after each step.
fn training(suite: &mut Suite) {
    let architecture = plan(64, 3, Activation::Tanh);
    let examples = digits().1.len();
    let (mut network, start, _) = ready(&architecture, examples);
    let gradient_descent = Method::GradientDescent { step: 0.1 };
    const STEPS: u64 = 50;
    let run = descend(&mut network, &start, gradient_descent, STEPS, |_, _| false);
    assert_eq!((run.steps, run.evaluations), (STEPS, STEPS + 1), "the budget is spent");
    let count = run.evaluations as f64 * operations(&architecture, examples).1;
    let work = Work { count, unit: "operations", error: None };
    let case = "digits 1797x64, 64-64-64-10, 50 steps";
    suite.few_samples();
    for (name, method) in [
        ("training_gradient_descent", gradient_descent),
        ("training_momentum", Method::Momentum { step: 0.01, momentum: 0.9 }),
        ("training_adam", Method::adam(1e-3)),
    ] {
        suite.time(name, case, work, || descend(&mut network, &start, method, STEPS, |_, _| false));
    }
    suite.time("training_clipped", case, work, || {
        descend(&mut Clipped::new(&mut network, 1.0), &start, gradient_descent, STEPS, |_, _| false)
    });
    sweep(suite, &network, &start);
}

/// 16 runs of 5 steps side by side, on one thread and on all: what parallel runs gain.
fn sweep(suite: &mut Suite, network: &Network, start: &[f64]) {
    const RUNS: usize = 16;
    const STEPS: u64 = 5;
    let one = operations(network.architecture(), network.examples()).1;
    let work = Work { count: (RUNS as u64 * (STEPS + 1)) as f64 * one, unit: "operations", error: None };
    let run = |_| descend(&mut network.clone(), start, Method::GradientDescent { step: 0.1 }, STEPS, |_, _| false).loss;
    for threads in [1, rayon::current_num_threads()] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        suite.time("sweep", &format!("{RUNS} runs, {STEPS} steps, {threads} threads"), work, || {
            pool.install(|| parallel::cells(0..RUNS, run))
        });
    }
}

/// Floating-point operations of the products of one evaluation: forward, and loss with gradient.
fn operations(architecture: &Architecture, examples: usize) -> (f64, f64) {
    let widths = architecture.widths();
    let products: usize = widths.windows(2).map(|pair| pair[0] * pair[1]).sum();
    let (forward, inputs) = ((2 * examples * products) as f64, (2 * examples * widths[0] * widths[1]) as f64);
    (forward, 3.0 * forward - inputs)
}
