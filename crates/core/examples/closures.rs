//! A gradient that is at hand as a closure, checked in one call: `cargo run -p wellposed-core --example closures`.

use wellposed_core::gradcheck::{assert_gradient, check_gradient};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Rosenbrock's valley, and its gradient with a factor forgotten.
    let valley = |w: &[f64]| {
        let (bend, along) = (w[1] - w[0] * w[0], 1.0 - w[0]);
        100.0 * bend * bend + along * along
    };
    let right = |w: &[f64]| {
        let bend = w[1] - w[0] * w[0];
        [-400.0 * bend * w[0] - 2.0 * (1.0 - w[0]), 200.0 * bend]
    };
    let wrong = |w: &[f64]| {
        let [along, across] = right(w);
        [along, across / 2.0]
    };
    let here = [-1.2, 1.0];
    // In a test: panics unless it is right.
    assert_gradient(valley, right, &here);
    // Anywhere else: the report.
    print!("{}", check_gradient(valley, right, &here)?);
    println!();
    print!("{}", check_gradient(valley, wrong, &here)?);
    Ok(())
}
