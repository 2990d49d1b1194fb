//! How long do the tools of chapter 3 take? Drawing weights, and training from them to a target.
//!
//! Drawn weights are checked before they are timed: the error is that of their sample variance, relative. A start of a
//! whole network is timed for LSUV, which sends all examples through it, beside the orthogonal one that it begins with;
//! its error is how far a mean square is from 1. A training run counts its steps, and its error is the loss that it
//! reached; one that did not reach the target within the budget shows the budget as its steps. The row `null` times an
//! empty function: what the measuring itself costs.

#[path = "support/networks.rs"]
mod networks;
mod support;

use networks::ready;
use support::{Suite, Work};
use wellposed::activation::Activation;
use wellposed::bits;
use wellposed::bits::streams::stream;
use wellposed::descent::{Method, descend};
use wellposed::initialize::{Initializer, Law, Scheme, derived_gain};
use wellposed::network::{Architecture, Loss, Normalization};

fn main() {
    let mut suite = Suite::new("initialization_variance");
    suite.time("null", "empty", Work { count: 1.0, unit: "calls", error: None }, || ());
    initializers(&mut suite);
    gains(&mut suite);
    starts(&mut suite);
    targets(&mut suite);
    suite.finish();
}

fn initializers(suite: &mut Suite) {
    let he = Initializer::new(Scheme::He);
    let schemes = [
        (he, 1000),
        (he.law(Law::Uniform), 1000),
        (he.law(Law::Truncated), 1000),
        (Initializer::new(Scheme::Glorot), 1000),
        (Initializer::new(Scheme::Orthogonal), 256),
    ];
    for (initializer, width) in schemes {
        let mut weights = vec![0.0; width * width];
        let mut numbers = stream(1, "benches/initialization_variance", "weights", 0);
        initializer.fill(&mut weights, width, width, &mut numbers);
        let variance = initializer.variance(width, width);
        let error = (wellposed::bits::dot(&weights, &weights) / weights.len() as f64 / variance - 1.0).abs();
        // The relative sampling error of a variance of k normal numbers is √(2/k); five of them.
        assert!(error < 5.0 * (2.0 / weights.len() as f64).sqrt(), "{} has its variance", initializer.name());
        let work = Work { count: weights.len() as f64, unit: "numbers", error: Some(error) };
        suite.time("fill", &format!("{} {width}x{width}", initializer.name()), work, || {
            initializer.fill(&mut weights, width, width, &mut numbers)
        });
    }
}

/// The gain of an activation by quadrature.
fn gains(suite: &mut Suite) {
    // E[max(0, z)²] = 1/2.
    let error = (derived_gain(Activation::Relu) / 2.0_f64.sqrt() - 1.0).abs();
    assert!(error < 1e-13, "the gain of ReLU is √2");
    let work = Work { count: 1.0, unit: "gains", error: Some(error) };
    suite.time("derived_gain", "relu", work, || derived_gain(Activation::Relu));
    let work = Work { error: None, ..work };
    suite.time("derived_gain", "tanh", work, || derived_gain(Activation::Tanh));
}

/// Ten layers of tanh between the pixels of a digit and its class.
fn ten_layers() -> Architecture {
    let widths = [64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 10];
    Architecture::new(&widths, Activation::Tanh, Loss::CrossEntropy)
}

/// The start of such a network with 512 digits.
fn starts(suite: &mut Suite) {
    let (network, ..) = ready(&ten_layers(), 512);
    for scheme in [Scheme::Orthogonal, Scheme::Lsuv] {
        let initializer = Initializer::new(scheme);
        let draw = || network.initial(&initializer, &mut stream(1, "benches/initialization_variance", "start", 0));
        let start = draw();
        let error = (scheme == Scheme::Lsuv).then(|| {
            let off = |z: &ndarray::Array2<f64>| (z.iter().map(|z| z * z).sum::<f64>() / z.len() as f64 - 1.0).abs();
            network.trace(&start).pre_activations.iter().map(off).fold(0.0, bits::max)
        });
        // A mean of at most 512·64 squares, added one by one here.
        assert!(error.is_none_or(|error| error < 512.0 * 64.0 * f64::EPSILON), "every layer has its mean square");
        let work = Work { count: start.len() as f64, unit: "numbers", error };
        suite.time("start", &format!("{}, 10 layers of 64, 512 digits", initializer.name()), work, draw);
    }
}

/// Ten layers of tanh on 512 digits, to a loss of 0.1, by Adam.
fn targets(suite: &mut Suite) {
    const BUDGET: u64 = 200;
    let plain = ten_layers();
    let small = Initializer::new(Scheme::FixedDeviation(0.01));
    let lecun = Initializer::new(Scheme::LeCun);
    let cases = [
        ("deviation 0.01", small, plain.clone()),
        ("lecun", lecun, plain.clone()),
        ("glorot", Initializer::new(Scheme::Glorot), plain.clone()),
        ("orthogonal", Initializer::new(Scheme::Orthogonal), plain.clone()),
        ("lsuv", Initializer::new(Scheme::Lsuv), plain.clone()),
        ("deviation 0.01, batch normalization", small, plain.clone().normalized(Normalization::Batch)),
        ("lecun, residual", lecun, plain.residual()),
    ];
    for (name, initializer, architecture) in cases {
        let (mut network, _, _) = ready(&architecture, 512);
        let start = network.initial(&initializer, &mut stream(1, "benches/initialization_variance", name, 0));
        let mut run = || descend(&mut network, &start, Method::adam(1e-3), BUDGET, |_, loss| loss < 0.1);
        let first = run();
        let work = Work { count: first.steps as f64, unit: "steps", error: Some(first.loss) };
        suite.time("time_to_target", name, work, run);
    }
}
