//! What do the counts say of the notes' sentences about speed?

use super::super::inputs::{FAR_RANGES, SIMILAR_RANGES};
use super::counted;
use super::speed::{Speed, ratio, with_inputs};
use super::{Technique, two_features};
use crate::report::{Band, Case, Claim, Measured};
use crate::statistics;

/// L09-01: normalizing inputs speeds up training.
pub(super) fn faster(speeds: &[Speed]) -> Claim {
    let techniques = [Technique::BestStep, Technique::Momentum, Technique::Newton, Technique::Adam];
    let cases = techniques.into_iter().flat_map(|technique| {
        let slow = speeds.iter().filter(move |speed| {
            speed.model == counted::MODEL && speed.method == technique.name() && speed.inputs == "raw"
        });
        slow.filter_map(|raw| {
            let band = Band::at_least(1.1, "faster: fewer steps, by a tenth of the normalized ones or more");
            let standard = with_inputs(speeds, raw, "standard")?;
            Some(Case::new(format!("{}, {}", raw.data, raw.method), band, ratio(raw, standard)))
        })
    });
    Claim::new("L09-01", "Normalizing inputs speeds up training.")
        .lines(&[22])
        .swept("steps on raw inputs over steps on standardized inputs, least squares to 10⁻⁶", cases.collect())
        .source(
            "on a quadratic, for large κ and from the worst start, gradient descent takes (κ/2)·ln(1/ε) steps at its best \
             fixed step and the heavy ball (√κ/2)·ln(1/ε) and more (Polyak 1964); Newton's method is the same in all \
             coordinates; Adam divides by the size of each component of the gradient",
        )
}

/// L09-20: features in 0 … 1, −1 … 1 and 1 … 2 work fine as they are.
pub(super) fn similar_ranges(speeds: &[Speed]) -> Claim {
    let row = |data: &str, inputs: &str, technique: Technique| {
        let is_row = |speed: &&Speed| {
            speed.data == data
                && speed.model == counted::MODEL
                && speed.inputs == inputs
                && speed.method == technique.name()
        };
        speeds.iter().find(is_row).expect("the sweep has this row")
    };
    let best = Technique::BestStep;
    let raw = row(SIMILAR_RANGES, "raw", best);
    let fine = || Band::at_most(10.0, "well: at most ten times the steps after standardization");
    let against_standard = |technique: Technique| {
        let name = format!("against standardized, {}", technique.name());
        let (raw, standard) = (row(SIMILAR_RANGES, "raw", technique), row(SIMILAR_RANGES, "standard", technique));
        Case::new(name, fine(), ratio(raw, standard))
    };
    let far = Case::new(
        "against 1 … 1000 and 0 … 1, gradient descent",
        Band::at_most(1e-3, "well beside the extreme ranges: a thousandth of their steps or less"),
        ratio(raw, row(FAR_RANGES, "raw", best)),
    );
    let others = [best, Technique::Momentum, Technique::Newton];
    Claim::new(
        "L09-20",
        "Features in 0 … 1, −1 … 1 and 1 … 2 have similar ranges and work well, unlike 1 … 1000 and 0 … 1.",
    )
    .lines(&[91])
    .figure("0–1, −1–1, 1–2")
    .swept(
        "steps of least squares to 10⁻⁶, relative to other inputs",
        [far].into_iter().chain(others.map(against_standard)).collect(),
    )
    .source(
        "κ = 152.1 of the second moments with the bias, so at most 1051 steps; of centered features it is 12, \
             one over the smallest variance, so that the means make most of it",
    )
}

/// L09-22: zero mean and unit variance help the algorithm run faster.
pub(super) fn usually_faster(speeds: &[Speed]) -> Claim {
    let pairs: Vec<Measured> = speeds
        .iter()
        .filter(|speed| speed.inputs == "standard" && speed.model != two_features::MODEL)
        .filter_map(|standard| Some(ratio(with_inputs(speeds, standard, "raw")?, standard)))
        .collect();
    // A run of raw inputs that spent its budget counts as slower only where the normalized one arrived within that
    // budget.
    let faster = pairs.iter().filter(|ratio| ratio.low > 1.0).count();
    let interval = statistics::share_interval(faster, pairs.len(), 0.95).expect("there are pairs");
    let share = faster as f64 / pairs.len() as f64;
    Claim::new("L09-22", "Zero mean and unit variance help the algorithm to run faster.")
        .lines(&[91])
        .measured(
            "share of the cells (data set × model × method) in which standardized inputs need fewer steps; ties and \
             undecided cells do not count as fewer; Wilson's 95 % interval",
            Band::at_least(0.5, "help read as the lecture says it, usually: in most cells"),
            Measured::interval(share, interval.low, interval.high, pairs.len()),
        )
        .source("the lecture says usually; κ falls in every set here, and Newton's method does not see κ")
}

/// L09-25, which the notes leave out: for similar scales the step matters less.
pub(super) fn matters_less(speeds: &[Speed]) -> Claim {
    let raw = speeds.iter().filter(|speed| {
        speed.model == two_features::MODEL && speed.inputs == "raw" && speed.method == Technique::BestStep.name()
    });
    let (mut ratios, mut gains) = (Vec::new(), Vec::new());
    for raw in raw {
        let standard = with_inputs(speeds, raw, "standard").expect("each ratio has both inputs");
        ratios.push(raw.condition_number.unwrap_or(f64::NAN) / standard.condition_number.unwrap_or(f64::NAN));
        gains.push(ratio(raw, standard).value);
    }
    let line = statistics::log_log_line(&ratios, &gains, 0.95).expect("ratios grow and steps are counted");
    let count = gains.len();
    Claim::new("L09-25", "If features already have similar scales, normalization matters less.")
        .swept(
            "speed-up of gradient descent on two features with correlation 0.9, one r times as wide",
            vec![
                Case::new(
                    "slope of ln speed-up against ln(κ raw/κ standardized)",
                    Band::around(1.0, 0.01, "steps = (κ/2)·ln 10⁶ up to 1/3κ² = 0.001 and to one step in 132"),
                    Measured::interval(line.slope, line.interval.low, line.interval.high, count),
                ),
                Case::new(
                    "r = 1",
                    Band::around(1.0, 0.0, "the same inputs take the same steps"),
                    Measured::exact(gains[0]),
                ),
            ],
        )
        .source("omitted in the notes; the steps are proportional to κ, so the speed-up is the ratio of the two κ")
}
