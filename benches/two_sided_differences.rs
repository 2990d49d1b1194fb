//! How long do the ways to a derivative take? One derivative by each method, and gradients of n numbers by the formulas.
//!
//! Work is counted in evaluations of the function, so that a rate is that of evaluations: what a method adds to them shows as a lower one. The error is
//! the relative error of the derivative that is timed, against dual numbers, and is checked before timing. The row `null` times an empty function: what the
//! measuring itself costs; `evaluation` times the function alone.

#[path = "support/curve.rs"]
mod curve;
mod support;

use std::hint::black_box;

use curve::martins;
use support::{Suite, Work};
use wellposed::bits;
use wellposed::difference::{Formula, Scalar, Step};
use wellposed::difference::{adaptive_derivative, complex_step, derivative, dual, gradient, noise, ridders};

/// Where the function of one variable is differentiated.
const POINT: f64 = 1.5;

fn main() {
    let mut suite = Suite::new("two_sided_differences");
    suite.time("null", "empty", Work { count: 1.0, unit: "calls", error: None }, || ());
    suite.time("evaluation", "f64", evaluations(1, None), || martins(black_box(POINT)));
    formulas(&mut suite);
    others(&mut suite);
    for n in [1, 10, 100, 1000] {
        gradients(&mut suite, n);
    }
    suite.finish();
}

fn evaluations(count: usize, error: Option<f64>) -> Work {
    Work { count: count as f64, unit: "evaluations", error }
}

/// The relative error of a derivative at [`POINT`], which must be small.
fn checked(value: f64) -> Option<f64> {
    let exact = dual::derivative(martins, POINT);
    let error = ((value - exact) / exact).abs();
    assert!(error < 1e-6, "a derivative is off by {error}");
    Some(error)
}

/// Each formula with its default step.
fn formulas(suite: &mut Suite) {
    for formula in Formula::ALL {
        let run = || derivative(martins::<f64>, black_box(POINT), formula, Step::Default);
        let found = run();
        suite.time("derivative", formula.name(), evaluations(found.evaluations, checked(found.value)), run);
    }
}

/// What measures, extrapolates or does not subtract.
fn others(suite: &mut Suite) {
    let run = || ridders(martins::<f64>, black_box(POINT), 0.25);
    let found = run();
    suite.time("derivative", "ridders", evaluations(found.evaluations, checked(found.value)), run);
    let run = || adaptive_derivative(martins::<f64>, black_box(POINT));
    let found = run().estimate;
    suite.time("derivative", "automatic", evaluations(found.evaluations, checked(found.value)), run);
    let run = || complex_step(martins, black_box(POINT));
    suite.time("derivative", "complex_step", evaluations(1, checked(run())), run);
    let run = || dual::derivative(martins, black_box(POINT));
    suite.time("derivative", "dual", evaluations(1, checked(run())), run);
    let run = || noise::search(martins::<f64>, black_box(POINT));
    suite.time("noise", "search", evaluations(run().evaluations, None), run);
}

/// The gradient of Σ tanh²(xᵢ), whose evaluation takes time in proportion to n.
fn gradients(suite: &mut Suite, n: usize) {
    let point: Vec<f64> = (0..n).map(|index| 0.5 + 0.1 * bits::sin(index as f64)).collect();
    let f = |x: &[f64]| {
        let squares: Vec<f64> = x.iter().map(|&x| bits::tanh(x) * bits::tanh(x)).collect();
        bits::sum(&squares)
    };
    let exact = |x: f64| dual::derivative(|x| x.tanh() * x.tanh(), x);
    for formula in [Formula::Forward, Formula::Central, Formula::FivePoint] {
        let run = || gradient(f, black_box(&point), formula, Step::Default);
        let found = run();
        let errors = found.values.iter().zip(&point).map(|(value, &x)| (value / exact(x) - 1.0).abs());
        let worst = errors.fold(0.0, bits::max);
        // n values of size 1 are rounded to u·n, which the default step divides by at most 2·10⁻⁸.
        assert!(worst < 1e-6 * n as f64, "{}: {worst}", formula.name());
        let work = evaluations(found.evaluations * n, Some(worst));
        suite.time_of_size(&format!("gradient_{}", formula.name()), &format!("n = {n}"), work, n as f64, run);
    }
}
