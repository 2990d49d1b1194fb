//! How long do the tools of chapter 2 take? Forward and backward passes and training steps of deep networks, beside the products alone.
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
use wellposed::bits::streams::{standard_normal, stream};
use wellposed::bits::{Panels, product_with};
use wellposed::descent::{Clipped, Method, descend};
use wellposed::network::{Architecture, Loss, Normalization};
use wellposed::objective::Objective;

use ndarray::Array2;

fn main() {
    let mut suite = Suite::new("vanishing_gradients");
    suite.time("null", "empty", Work { count: 1.0, unit: "calls", error: None }, || ());
    products(&mut suite);
    for depth in [3, 10, 50, 150] {
        passes(&mut suite, &format!("tanh, width 64, depth {depth}"), &plan(64, depth, Activation::Tanh));
    }
    for width in [16, 256] {
        passes(&mut suite, &format!("tanh, width {width}, depth 10"), &plan(width, 10, Activation::Tanh));
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

/// The kernel of the products alone, on one thread.
fn products(suite: &mut Suite) {
    let mut numbers = stream(1, "benches/vanishing_gradients", "products", 0);
    let mut random = |rows, columns| Array2::from_shape_simple_fn((rows, columns), || standard_normal(&mut numbers));
    for (rows, inner, columns) in [(64, 64, 64), (1797, 64, 64), (256, 256, 256)] {
        let (a, b): (Array2<f64>, Array2<f64>) = (random(rows, inner), random(columns, inner));
        let (mut panels, mut out) = (Panels::new(), Array2::zeros((rows, columns)));
        let work = Work { count: (2 * rows * inner * columns) as f64, unit: "operations", error: None };
        suite.time("product", &format!("{rows}x{inner} times {inner}x{columns}"), work, || {
            product_with(&mut panels, a.view(), b.t(), out.view_mut());
        });
    }
}

/// Forward alone, and loss with gradient.
fn passes(suite: &mut Suite, case: &str, architecture: &Architecture) {
    let examples = 512;
    let (mut network, parameters, error) = ready(architecture, examples);
    let (forward, both) = operations(architecture, examples);
    let work = |count| Work { count, unit: "operations", error: Some(error) };
    suite.time("forward", case, work(forward), || network.loss(&parameters));
    let mut gradient = vec![0.0; parameters.len()];
    suite.time("loss_and_gradient", case, work(both), || network.loss_and_gradient(&parameters, &mut gradient));
}

/// What the remedies cost for each evaluation.
fn remedies(suite: &mut Suite) {
    let plain = || plan(64, 10, Activation::Tanh);
    passes(suite, "tanh, residual, width 64, depth 10", &plain().residual());
    passes(suite, "tanh, layer normalization, width 64, depth 10", &plain().normalized(Normalization::Layer));
    passes(suite, "tanh, batch normalization, width 64, depth 10", &plain().normalized(Normalization::Batch));
    passes(suite, "tanh, dropout, width 64, depth 10", &plain().dropout(0.8, 1));
}

/// 200 steps on all digits: a whole training run. It evaluates loss and gradient 201 times, at the start and after each
/// step.
fn training(suite: &mut Suite) {
    let architecture = plan(64, 3, Activation::Tanh);
    let examples = digits().1.len();
    let (mut network, start, _) = ready(&architecture, examples);
    let gradient_descent = Method::GradientDescent { step: 0.1 };
    const STEPS: u64 = 200;
    let run = descend(&mut network, &start, gradient_descent, STEPS, |_, _| false);
    assert_eq!((run.steps, run.evaluations), (STEPS, STEPS + 1), "the budget is spent");
    let count = run.evaluations as f64 * operations(&architecture, examples).1;
    let work = Work { count, unit: "operations", error: None };
    let case = "digits 1797x64, 64-64-64-10, 200 steps";
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
}

/// Floating-point operations of the products of one evaluation: forward, and loss with gradient.
fn operations(architecture: &Architecture, examples: usize) -> (f64, f64) {
    let widths = architecture.widths();
    let products: usize = widths.windows(2).map(|pair| pair[0] * pair[1]).sum();
    let (forward, inputs) = ((2 * examples * products) as f64, (2 * examples * widths[0] * widths[1]) as f64);
    (forward, 3.0 * forward - inputs)
}
