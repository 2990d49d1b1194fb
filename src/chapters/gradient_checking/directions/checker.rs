//! How often does the checker with directions leave one wrong entry standing?

use super::super::examples::{EXAMPLES, Spoiled, draw, gradient};
use super::{COUNTS, Misses};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::gradcheck::{GradientCheck, Scope, Verdict, miss_probability};
use crate::network::{Architecture, Loss, Network};
use crate::parallel;

/// The norm of the error over τ·2‖g‖ of its block, both with the scales of the directions: each entry in units of its own size.
pub(super) const RATIOS: [f64; 3] = [10.0, 100.0, 1000.0];
const TOLERANCE: f64 = 1e-5;
/// What the checker takes for the largest deviation of a normal number.
const DEVIATIONS: f64 = 6.0;
const TRIALS: usize = 200;
/// The wrong entry, in W\[1].
const ENTRY: usize = 4;

fn network(settings: &Settings) -> (Network, Vec<f64>) {
    let architecture = Architecture::new(&[6, 5, 3], Activation::Tanh, Loss::CrossEntropy);
    draw(architecture, EXAMPLES, 1.0, &mut settings.stream("checker", 0))
}

pub(super) fn all(settings: &Settings) -> Vec<Misses> {
    let (mut network, parameters) = network(settings);
    let right = gradient(&mut network, &parameters);
    let block = network.layout().blocks()[0].range.clone();
    // Entries of size 1, as the checker scales them.
    let norm = (block.len() as f64).sqrt();
    let trials = settings.replicates().map_or(TRIALS, |replicates| 10 * replicates);
    let mut misses = Vec::new();
    for ratio in RATIOS {
        // The checker scales by the gradient it sees, the wrong entry included.
        let part = ratio * TOLERANCE * 2.0 * norm;
        let error = right[ENTRY] * part / (1.0 - part);
        let spoiled = Spoiled { network: network.clone(), spoil: move |gradient: &mut [f64]| gradient[ENTRY] += error };
        for directions in COUNTS {
            let verdicts: Vec<Verdict> =
                parallel::cells(0..trials, |trial| verdict(settings, &spoiled, &parameters, directions, trial));
            let count = |wanted| verdicts.iter().filter(|verdict| **verdict == wanted).count();
            misses.push(Misses {
                case: ("one_entry", "one entry"),
                ratio,
                directions,
                trials,
                missed: trials - count(Verdict::Fail),
                passed: Some(count(Verdict::Pass)),
                predicted: predicted(ratio, directions),
            });
        }
    }
    misses
}

fn verdict<F: Fn(&mut [f64]) + Clone + Sync>(
    settings: &Settings,
    spoiled: &Spoiled<F>,
    parameters: &[f64],
    directions: u32,
    trial: usize,
) -> Verdict {
    let scope = Scope::Directions { count: directions as usize, seed: settings.seed().wrapping_add(trial as u64) };
    let check = GradientCheck::of(spoiled).tolerance(TOLERANCE).scope(scope);
    check.run(parameters).map_or(Verdict::Undecidable, |report| report.verdict)
}

/// E[erf(6τ‖g‖(1 + χ/√k)/(√2‖e‖))ᵏ] by the trapezoidal rule over the density of χ, proportional to x^(k−1)e^(−x²/2).
pub(super) fn predicted(ratio: f64, directions: u32) -> f64 {
    let (step, k) = (0.01, f64::from(directions));
    let nodes = (1..1200).map(|number| f64::from(number) * step);
    let density = |x: f64| bits::powf(x, k - 1.0) * bits::exp(-0.5 * x * x);
    // ‖e‖ = ratio·τ·2‖g‖, so that t/‖e‖ = 6(1 + χ/√k)/(2·ratio). The node at 0 counts half, and only for k = 1.
    let miss = |x: f64| miss_probability(0.5 * DEVIATIONS * (1.0 + x / k.sqrt()) / ratio, 1.0, directions);
    let at_zero = if directions == 1 { 0.5 } else { 0.0 };
    let (mut total, mut weight) = (vec![at_zero * miss(0.0)], vec![at_zero]);
    for x in nodes {
        total.push(density(x) * miss(x));
        weight.push(density(x));
    }
    bits::sum(&total) / bits::sum(&weight)
}
