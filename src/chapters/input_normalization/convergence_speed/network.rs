//! How many steps does a small network take to a given loss?
//!
//! One hidden layer of tanh, one logistic output, ridge 10⁻³: J has no minimum that is known, so that a run ends at a
//! loss instead, a declared part of ln 2, which is the loss of guessing. Weights start as normal numbers of variance
//! 1/(inputs of the layer); each start is one replicate, and raw and normalized inputs get the same ones. The step size
//! is the best of a declared grid, found with the first start, and then used for all.

use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::data::Dataset;
use crate::descent::{Method, Outcome, Run, descend};
use crate::initialize::{Initializer, Scheme};
use crate::network::{Architecture, Loss, Network, Targets};
use crate::statistics;

use super::super::inputs::Inputs;
use super::Technique;
use super::logistic::RIDGE;
use super::speed::{Speed, fewest_steps};

/// Name of the model in the table.
pub(super) const MODEL: &str = "network";
/// Hidden units.
pub(super) const HIDDEN: usize = 4;
/// The loss at which a run ends, in units of ln 2.
pub(super) const LEVEL: f64 = 0.1;
/// Steps that a run may take.
pub(super) const BUDGET: u64 = 300;
/// Newton's steps cost more.
const NEWTON_BUDGET: u64 = 50;
/// Starts, unless the user asks for another number.
const STARTS: usize = 5;
/// The usual momentum of a network.
const MOMENTUM: f64 = 0.9;
/// Step sizes: powers of four.
const STEPS: [f64; 6] = [1.0, 0.25, 4.0, 0.0625, 0.015625, 0.00390625];

/// Predicts nothing, and runs from several starts.
pub(super) fn speed(settings: &Settings, set: &Dataset, inputs: Inputs, technique: Technique) -> Speed {
    let features = inputs.of(set);
    let targets = Targets::column(&set.indicator(0.0).to_vec());
    let architecture = Architecture::new(&[set.feature_count(), HIDDEN, 1], Activation::Tanh, Loss::Logistic)
        // The ridge of a network is divided by m; that of logistic regression is not.
        .ridge(RIDGE * set.examples() as f64);
    let network = Network::<f64>::new(architecture, features.view(), &targets).expect("a data set is finite");
    let budget = if technique == Technique::Newton { NEWTON_BUDGET } else { BUDGET };
    let start = Speed {
        data: set.name.clone(),
        model: MODEL,
        inputs: inputs.name(),
        method: technique.name(),
        budget,
        ..Speed::default()
    };
    let steps = |step: f64, replicate: usize, budget: u64| {
        let mut stream = settings.stream(&format!("network/{}", set.name), replicate);
        let mut network = network.clone();
        let start = network.initial(&Initializer::new(Scheme::LeCun), &mut stream);
        let level = LEVEL * bits::ln(2.0);
        descend(&mut network, &start, method(technique, step), budget, |_, loss| loss <= level)
    };
    if technique == Technique::Newton {
        return over_starts(start, settings, |replicate| steps(1.0, replicate, budget));
    }
    let best = fewest_steps(start, &STEPS, |speed, step, budget| speed.ran(&steps(step, 0, budget)));
    match best.step {
        Some(step) => over_starts(best, settings, |replicate| steps(step, replicate, budget)),
        None => best,
    }
}

fn method(technique: Technique, step: f64) -> Method {
    match technique {
        Technique::FixedStep | Technique::BestStep => Method::GradientDescent { step },
        Technique::Momentum => Method::Momentum { step, momentum: MOMENTUM },
        Technique::Adam => Method::adam(step),
        Technique::Newton => Method::Newton,
    }
}

/// Median, fewest and most steps; a start that never arrives takes infinitely many.
fn over_starts(speed: Speed, settings: &Settings, run: impl Fn(usize) -> Run) -> Speed {
    let steps = |run: Run| if run.outcome == Outcome::Converged { run.steps as f64 } else { f64::INFINITY };
    let counts: Vec<f64> = (0..settings.replicates_or(STARTS)).map(|replicate| steps(run(replicate))).collect();
    let finite = |count: f64| count.is_finite().then_some(count as u64);
    let arrived = counts.iter().filter(|count| count.is_finite()).count();
    Speed {
        measured: statistics::median(&counts).ok().and_then(finite),
        fewest: finite(counts.iter().copied().fold(f64::INFINITY, bits::min)),
        most: finite(counts.iter().copied().fold(0.0, bits::max)),
        outcome: format!("{arrived} of {} converged", counts.len()),
        ..speed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::few_settings;

    fn took(counts: &[Option<u64>]) -> Speed {
        let settings = few_settings(module_path!(), counts.len());
        over_starts(Speed::default(), &settings, |replicate| Run {
            outcome: if counts[replicate].is_some() { Outcome::Converged } else { Outcome::BudgetSpent },
            steps: counts[replicate].unwrap_or(7),
            evaluations: 0,
            loss: 0.0,
            parameters: Vec::new(),
        })
    }

    #[test]
    fn a_start_that_never_arrives_counts_as_the_slowest() {
        let speed = took(&[Some(30), None, Some(10), Some(20), Some(40)]);
        assert_eq!((speed.measured, speed.fewest, speed.most), (Some(30), Some(10), None));
        assert_eq!(speed.outcome, "4 of 5 converged");
        let lost = took(&[None, None, Some(10)]);
        assert_eq!((lost.measured, lost.fewest), (None, Some(10)));
    }
}
