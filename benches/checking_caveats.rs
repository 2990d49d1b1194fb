//! How long do the tools of chapter 6 take? A training step with and without a check, a check with frozen masks, a mean over all masks, and a survey.
//!
//! The suite counts work in products; here are the seconds. Each row says how many evaluations of the loss it takes and how far the gradient was from the numeric one: the
//! largest relative error of a block that the check could not rule out. The row `null` times an empty function: what the measuring itself costs.

mod support;

use ndarray::Array2;
use support::{Suite, Work};
use wellposed::activation::Activation;
use wellposed::bits;
use wellposed::bits::streams::{standard_normal, stream};
use wellposed::difference::{Formula, Step, gradient};
use wellposed::gradcheck::catalogue::{Bug, Mutant, example};
use wellposed::gradcheck::{GradientCheck, Report, Scope, Survey, metric};
use wellposed::initialize::{Initializer, Scheme};
use wellposed::network::{Architecture, Expected, Loss, Network, Targets};
use wellposed::objective::Objective;

fn main() {
    let mut suite = Suite::new("checking_caveats");
    suite.time("null", "empty", Work { count: 1.0, unit: "calls", error: None }, || ());
    for width in [6, 13, 26] {
        steps(&mut suite, width);
    }
    dropout(&mut suite);
    survey(&mut suite);
    suite.finish();
}

/// A network on Gaussian examples with its start.
fn ready(architecture: Architecture, examples: usize) -> (Network, Vec<f64>) {
    let mut numbers = stream(1, "benches/checking_caveats", "inputs", 0);
    let inputs = Array2::from_shape_simple_fn((examples, architecture.widths()[0]), || standard_normal(&mut numbers));
    let classes = Targets::Classes((0..examples).map(|example| example % 3).collect());
    let network: Network = Network::new(architecture, inputs.view(), &classes).expect("widths and examples fit");
    let start = network.initial(&Initializer::new(Scheme::LeCun), &mut numbers);
    (network, start)
}

/// The largest relative error of a block that a check could not rule out.
fn bound(report: &Report) -> f64 {
    assert!(report.passed(), "the gradients that are timed are right\n{report}");
    report.blocks.iter().fold(0.0, |most, block| bits::max(most, block.high))
}

/// A training step alone, and with each way to check its gradient.
fn steps(suite: &mut Suite, width: usize) {
    let architecture = Architecture::new(&[width, width, width, 3], Activation::Tanh, Loss::CrossEntropy);
    let (mut network, parameters) = ready(architecture, 64);
    let case = format!("{width}-{width}-{width}-3, n = {}, m = 64", parameters.len());
    let mut found = vec![0.0; parameters.len()];
    let plain = |network: &mut Network| {
        gradient(|moved: &[f64]| network.loss(moved), &parameters, Formula::Central, Step::Absolute(1e-7))
    };
    let work = |count: f64, error| Work { count, unit: "evaluations", error };
    suite.time("step", &case, work(1.0, None), || network.loss_and_gradient(&parameters, &mut found));
    let quotients = plain(&mut network);
    let error = metric(&quotients.values, &found);
    suite.time("step_with_plain_check", &case, work(quotients.evaluations as f64, Some(error)), || {
        network.loss_and_gradient(&parameters, &mut found);
        plain(&mut network)
    });
    let check = GradientCheck::of(&network);
    let report = check.run(&parameters).expect("a network and its parameters");
    suite.time("check", &case, work(report.evaluations as f64, Some(bound(&report))), || check.run(&parameters));
    let screen = GradientCheck::of(&network).scope(Scope::Directions { count: 4, seed: 1 });
    let report = screen.run(&parameters).expect("a network and its parameters");
    suite.time("screen", &case, work(report.evaluations as f64, None), || screen.run(&parameters));
}

/// A check with frozen masks, and one of the mean over all masks.
fn dropout(suite: &mut Suite) {
    let architecture =
        |widths: &[usize]| Architecture::new(widths, Activation::Tanh, Loss::CrossEntropy).dropout(0.8, 1);
    let (network, parameters) = ready(architecture(&[13, 13, 13, 3]), 64);
    let frozen = GradientCheck::of(&network).freeze(0);
    let report = frozen.run(&parameters).expect("frozen masks repeat");
    let work =
        |report: &Report| Work { count: report.evaluations as f64, unit: "evaluations", error: Some(bound(report)) };
    suite.time("check_frozen_masks", "13-13-13-3, m = 64", work(&report), || frozen.run(&parameters));
    let (network, parameters) = ready(architecture(&[4, 4, 4, 3]), 12);
    let expected = Expected::new(network).expect("eight hidden units");
    let check = GradientCheck::of(&expected);
    let report = check.run(&parameters).expect("a mean repeats");
    suite.time("check_all_masks", "4-4-4-3, 256 masks, m = 12", work(&report), || check.run(&parameters));
}

/// Three checks and the training between them, of a right gradient and of a wrong one.
fn survey(suite: &mut Suite) {
    let (network, parameters) = example(1.0, false, 1);
    for (name, bug) in [("right", None), ("derivative one", Some(Bug::DerivativeOne(1)))] {
        let mutant = Mutant::new(network.clone(), bug);
        let check = GradientCheck::of(&mutant);
        let report = check.survey(&parameters, Survey::default()).expect("a network and its parameters");
        assert_eq!(report.passed(), bug.is_none());
        let count: u64 = report.stages.iter().map(|stage| stage.report.evaluations).sum();
        let work = Work { count: count as f64 + 100.0, unit: "evaluations", error: None };
        suite.time("survey", name, work, || check.survey(&parameters, Survey::default()));
    }
}
