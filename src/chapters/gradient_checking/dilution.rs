//! How wrong can a small block be while the distance over all parameters is great?
//!
//! Let a block B with the share p = ‖g_B‖/‖g‖ be set to zero, and everything else be right. Then ‖g̃ − g‖ = p‖g̃‖ and ‖g‖ = √(1 − p²)‖g̃‖, so
//!
//! ```text
//! metric = p/(1 + √(1 − p²)) ≈ p/2
//! ```
//!
//! although within the block nothing is right. In a deep network with tanh and small weights, p falls exponentially with the depth. Here W\[1] and b\[1] are
//! the block, of networks of 5, 20 and 40 layers of five units, whose weights have the deviation gain/√n and whose biases are 0.
//!
//! The cure is a metric for each block. It has a price: where the derivatives of a block are below u|J|/ε, its quotients are noise, and the metric of the block is near 1 for right
//! *and* for wrong gradients. So a verdict on a block must know the noise, and then be ready to say that it can't tell.

mod claims;
mod presentation;
#[cfg(test)]
mod tests;

use super::examples::{Spoiled, draw, gradient};
use super::recipes::{FINE_EPSILON, NOTES_EPSILON, central};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::gradcheck::{GradientCheck, Report, Verdict, metric};
use crate::network::{Architecture, Loss, Network};
use crate::objective::Kind;
use crate::parallel;
use crate::report::Findings;
use crate::statistics;

const GAINS: [f64; 2] = [1.0, 0.5];
const DEPTHS: [usize; 3] = [5, 20, 40];
const WIDTH: usize = 5;
/// W\[1] and b\[1] come first.
const FIRST: usize = WIDTH * WIDTH + WIDTH;
const EXAMPLES: usize = 8;
const CLASSES: usize = 3;
const SEEDS: usize = 3;

/// One network whose first block is wrong.
struct Sample {
    share: f64,
    /// The metric with exact derivatives in place of numeric ones.
    exact: f64,
    /// With quotients at the notes' ε, and at a better one.
    notes: f64,
    fine: f64,
    /// Of W\[1] alone with the right gradient, by quotients at the notes' ε.
    right_block: f64,
    /// Of W\[1] and b\[1], for the wrong gradient and for the right one.
    wrong: Verdict,
    right: Verdict,
}

/// What exact derivatives say of a network whose first block is zero.
pub(crate) struct Zeroed {
    /// ‖(dW\[1], db\[1])‖/‖dθ‖.
    pub(crate) share: f64,
    pub(crate) metric: f64,
}

impl Zeroed {
    fn of(right: &[f64]) -> Self {
        let share = bits::norm(&right[..FIRST]) / bits::norm(right);
        Zeroed { share, metric: metric(right, &without_first(right)) }
    }
}

/// The same as medians over the networks of one depth and gain.
pub(crate) fn zeroed(settings: &Settings, gain: f64, depth: usize) -> Zeroed {
    let one = |seed| {
        let (mut network, parameters) = network(settings, gain, depth, seed);
        Zeroed::of(&gradient(&mut network, &parameters))
    };
    let all: Vec<Zeroed> = (0..settings.replicates_or(SEEDS)).map(one).collect();
    Zeroed { share: median(all.iter().map(|one| one.share)), metric: median(all.iter().map(|one| one.metric)) }
}

/// All networks of one depth and gain.
struct Group {
    gain: f64,
    depth: usize,
    samples: Vec<Sample>,
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let groups = groups(settings, &DEPTHS);
    let claims = vec![claims::denominator(settings, &groups)];
    Findings { tables: vec![presentation::table(&groups)], figure: Some(presentation::figure()), claims }
}

fn groups(settings: &Settings, depths: &[usize]) -> Vec<Group> {
    let seeds = settings.replicates_or(SEEDS);
    let plans: Vec<(f64, usize)> =
        GAINS.iter().flat_map(|&gain| depths.iter().map(move |&depth| (gain, depth))).collect();
    let mut samples: Vec<Sample> = parallel::cells(0..plans.len() * seeds, |index| {
        sample(settings, plans[index / seeds].0, plans[index / seeds].1, index % seeds)
    });
    let mut groups: Vec<Group> = Vec::new();
    for &(gain, depth) in &plans {
        let rest = samples.split_off(seeds);
        groups.push(Group { gain, depth, samples: std::mem::replace(&mut samples, rest) });
    }
    groups
}

/// A deep network without ridge, and its start.
fn network(settings: &Settings, gain: f64, depth: usize, seed: usize) -> (Network, Vec<f64>) {
    let mut widths = vec![WIDTH; depth + 1];
    widths[depth] = CLASSES;
    let architecture = Architecture::new(&widths, Activation::Tanh, Loss::CrossEntropy);
    let mut numbers = settings.stream(&format!("{gain}/{depth}"), seed);
    let (network, mut parameters) = draw::<f64>(architecture, EXAMPLES, gain, &mut numbers);
    for block in network.layout().blocks().iter().filter(|block| block.kind == Kind::Bias) {
        parameters[block.range.clone()].fill(0.0);
    }
    (network, parameters)
}

fn sample(settings: &Settings, gain: f64, depth: usize, seed: usize) -> Sample {
    let (mut network, parameters) = network(settings, gain, depth, seed);
    let weights = WIDTH * WIDTH;
    let right = gradient(&mut network, &parameters);
    let (exact, wrong) = (Zeroed::of(&right), without_first(&right));
    let numeric = central(&mut network, &parameters, NOTES_EPSILON);
    let fine = central(&mut network, &parameters, FINE_EPSILON);
    let spoiled = Spoiled { network: network.clone(), spoil: |gradient: &mut [f64]| gradient[..FIRST].fill(0.0) };
    let of_block = |report: Result<Report, _>| report.map_or(Verdict::Undecidable, |report| first_layer(&report));
    Sample {
        share: exact.share,
        exact: exact.metric,
        notes: metric(&numeric, &wrong),
        fine: metric(&fine, &wrong),
        right_block: metric(&numeric[..weights], &right[..weights]),
        // Nothing passes for negligible: the question is whether anything can be seen.
        wrong: of_block(GradientCheck::of(&spoiled).negligible_below(0.0).run(&parameters)),
        right: of_block(GradientCheck::of(&network).negligible_below(0.0).run(&parameters)),
    }
}

/// The gradient with zeros in the first block.
fn without_first(right: &[f64]) -> Vec<f64> {
    let mut wrong = right.to_vec();
    wrong[..FIRST].fill(0.0);
    wrong
}

/// The verdict on W\[1] and b\[1]: a failure of one decides, and a pass needs both.
fn first_layer(report: &Report) -> Verdict {
    let verdicts = ["W[1]", "b[1]"].map(|name| report.block(name).map(|block| block.verdict));
    let any = |wanted| verdicts.contains(&Some(wanted));
    match (any(Verdict::Fail), any(Verdict::Undecidable)) {
        (true, _) => Verdict::Fail,
        (false, true) => Verdict::Undecidable,
        (false, false) => Verdict::Pass,
    }
}

/// p/(1 + √(1 − p²)).
pub(crate) fn diluted(share: f64) -> f64 {
    share / (1.0 + (1.0 - share * share).sqrt())
}

impl Group {
    fn median(&self, of: impl Fn(&Sample) -> f64) -> f64 {
        median(self.samples.iter().map(of))
    }

    fn count(&self, of: impl Fn(&Sample) -> Verdict, wanted: Verdict) -> usize {
        self.samples.iter().filter(|sample| of(sample) == wanted).count()
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    statistics::median(&values.collect::<Vec<f64>>()).unwrap_or(f64::NAN)
}
