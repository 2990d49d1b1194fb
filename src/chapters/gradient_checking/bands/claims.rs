//! Does the bound of a quotient hold, what do 1e-7 and 1e-3 say of right gradients, and which ε is meant? L13-08, 13, 16, 19.

use super::super::examples::{EXAMPLES, draw, gradient, small};
use super::super::recipes::central;
use super::sweep::{Model, Sweep};
use super::{SEEDS, epsilon};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::activations;
use crate::chapters::precision::Precision;
use crate::gradcheck::GradientCheck;
use crate::parallel;
use crate::report::{Band, Case, Claim, Measured, Reading};
use crate::statistics;

pub(super) fn all(settings: &Settings, sweeps: &[Sweep]) -> Vec<Claim> {
    vec![approximates(settings), epsilon_of_the_notes(sweeps), garbled_line(sweeps), worry(sweeps)]
}

/// L13-08: every entry is as near as truncation and rounding allow.
///
/// By Taylor's formula D(ε) − g = ε²J‴/6 up to terms which the rounding, u/ε, hides for ε ≤ 10⁻⁴: ε⁴J⁽⁵⁾/120, and ε²h²J⁽⁵⁾/72 from the second differences
/// of g, with h = 10⁻³, that J‴ comes from.
/// A value of J is off by at most the η that the checker measures, and θ ± ε by u(|θ| + ε).
fn approximates(settings: &Settings) -> Claim {
    let seeds = settings.replicates_or(SEEDS);
    let worst = |exponent: i32| {
        let ratios: Vec<f64> =
            parallel::cells(0..seeds, |replicate| worst_entry(settings, replicate, epsilon(exponent)));
        Measured { replicates: seeds, ..Measured::exact(ratios.into_iter().fold(0.0, bits::max)) }
    };
    let case = |exponent: i32| {
        let band =
            Band::at_most(1.0, "the bound: ε²|J‴|/6 + (η + u(|θ| + ε)|dθ|)/ε, with η for the error of a value of J");
        Case::new(format!("ε = 1e-{exponent}"), band, worst(exponent))
    };
    Claim::new("L13-08", "dθ_approx[i] is approximately ∂J/∂θᵢ.")
        .lines(&[179, 189])
        .swept("largest |dθ_approx[i] − dθ[i]| over its bound, tanh, double precision", (4..=9).map(case).collect())
        .source("Taylor's formula, and Nocedal & Wright 2006, §8.1 for the rounding; η = 4σ, with the deviation σ of the noise that Moré & Wild 2011 estimate and a factor of our own")
}

fn worst_entry(settings: &Settings, replicate: usize, epsilon: f64) -> f64 {
    let mut numbers = settings.stream(Activation::Tanh.name(), replicate);
    let (mut network, parameters) = draw::<f64>(small(Activation::Tanh), EXAMPLES, 1.0, &mut numbers);
    let noise = GradientCheck::of(&network).run(&parameters).map_or(f64::NAN, |report| report.noise);
    let exact = gradient(&mut network, &parameters);
    let model = Model::of::<f64>(settings, Activation::Tanh, replicate);
    let unit = f64::EPSILON / 2.0;
    let numeric = central(&mut network, &parameters, epsilon);
    (0..exact.len()).fold(0.0, |worst: f64, index| {
        let moved = unit * (parameters[index].abs() + epsilon) * exact[index].abs();
        let bound = epsilon * epsilon * model.third[index].abs() / 6.0 + (noise + moved) / epsilon;
        bits::max(worst, (numeric[index] - exact[index]).abs() / bound)
    })
}

fn name(sweep: &Sweep) -> String {
    format!("{}, {}", activations::words(sweep.activation), sweep.precision.name())
}

/// L13-13: the metric of right gradients at the notes' ε.
fn epsilon_of_the_notes(sweeps: &[Sweep]) -> Claim {
    let band = || Band::at_most(1e-7, "the notes: at ε = 1e-7 the formula gives 1e-7 or less");
    let cases = sweeps.iter().map(|sweep| Case::new(name(sweep), band(), sweep.median(7))).collect();
    Claim::new("L13-13", "At ε = 1e-7 the formula gives 1e-7 or less.")
        .lines(&[191])
        .figure("10^-7")
        .swept("metric of right gradients at ε = 1e-7 (median over networks)", cases)
        .source("error model ε²|J‴|/6 + u|J|/ε: u/ε is 1e-9 in double and 0.6 in single precision; it is smallest near ε = u^(1/3), 5e-6 and 4e-3")
}

fn tanh(sweeps: &[Sweep]) -> Option<&Sweep> {
    sweeps.iter().find(|sweep| sweep.activation == Activation::Tanh && sweep.precision == Precision::F64)
}

/// L13-16: ε stands beside the wrong line.
fn garbled_line(sweeps: &[Sweep]) -> Claim {
    let measured = || tanh(sweeps).map_or(Measured::nothing("no sweep with tanh"), |sweep| sweep.median(7));
    let quantity = "metric of right gradients at ε = 1e-7, tanh, double precision (median)";
    Claim::new("L13-16", "ε = 10⁻⁷ → 10⁻³, worry!")
        .transcription()
        .lines(&[185])
        .figure("10^-3")
        .slip(
            Reading::new(
                "with ε = 10⁻⁷ the metric is 10⁻³",
                quantity,
                Band::between(1e-4, 1e-2, "10⁻³ read as: that order of magnitude"),
                measured(),
            ),
            Reading::new(
                "ε = 10⁻⁷ belongs to the formula, where ≈ 10⁻⁷ is great; a metric of 10⁻³ is a worry",
                quantity,
                Band::at_most(1e-7, "great"),
                measured(),
            ),
        )
        .source("lines 191 and 193 in words: ε = 10⁻⁷ is the step, and it is a metric of 10⁻³ that makes one worry")
}

/// L13-19: how many right gradients lie above 1e-3?
fn worry(sweeps: &[Sweep]) -> Claim {
    let mut cases = Vec::new();
    for sweep in sweeps.iter().filter(|sweep| matches!(sweep.activation, Activation::Tanh | Activation::Relu)) {
        for exponent in [2, 3, 4, 5, 7] {
            let (count, above) = (sweep.samples.len(), sweep.above(exponent, 1e-3));
            let interval = statistics::share_interval(above, count, super::CONFIDENCE).ok();
            let measured = Measured::estimated(above as f64 / count as f64, interval, count);
            let band = Band::at_most(
                0.5,
                "\"likely\" read as: if every second gradient is wrong and all wrong ones lie above 1e-3, at least two of three above it are wrong",
            );
            cases.push(Case::new(format!("{}, ε = 1e-{exponent}", name(sweep)), band, measured));
        }
    }
    Claim::new("L13-19", "A metric of 1e-3 makes a bug likely.")
        .lines(&[193])
        .figure("10^-3")
        .swept("share of right gradients with a metric above 1e-3", cases)
        .source("error model ε²|J‴|/6 + u|J|/ε, and kinks within ε")
}
