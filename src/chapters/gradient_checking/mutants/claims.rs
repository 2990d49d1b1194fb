//! Does a check find bugs, and does a small metric mean that there are none? L12-01, L13-01, 06, 14, 21, 22, 18, 24.

use super::{Cell, JUDGES, Judged, SCALES, Tally, at, tolerance};
use crate::bits;
use crate::chapters::precision::Precision;
use crate::gradcheck::Verdict;
use crate::report::{Band, Case, Claim, Measured};
use crate::statistics;

const CONFIDENCE: f64 = 0.95;

pub(super) fn all(cells: &[Cell]) -> Vec<Claim> {
    vec![
        helps_to_verify(cells),
        finds_bugs(cells),
        question(cells),
        very_good(cells),
        elements(cells),
        correct(cells),
        large_and_small(cells),
        convention(cells),
    ]
}

fn share(successes: usize, trials: usize) -> Measured {
    let interval = statistics::share_interval(successes, trials, CONFIDENCE).ok();
    Measured::estimated(successes as f64 / trials as f64, interval, trials)
}

/// A sweep over the scales in double precision.
fn over_scales<'a>(
    cells: &'a [Cell],
    band: impl Fn() -> Band,
    measured: impl Fn(Vec<&'a Judged>) -> Measured,
) -> Vec<Case> {
    SCALES
        .iter()
        .map(|&scale| {
            Case::new(format!("weights of size {scale}"), band(), measured(at(cells, Precision::F64, scale).collect()))
        })
        .collect()
}

/// L12-01: at ordinary weights.
fn helps_to_verify(cells: &[Cell]) -> Claim {
    let tally = |method: usize| Tally::of(at(cells, Precision::F64, 1.0), method, tolerance(Precision::F64));
    let band = || Band::at_least(0.5, "\"helps\" read as: most bugs are found");
    let cases = JUDGES.iter().enumerate().map(|(method, (name, _))| {
        let tally = tally(method);
        Case::new(*name, band(), share(tally.caught, tally.bugs))
    });
    Claim::new("L12-01", "Gradient checking helps to verify that backpropagation is implemented right.")
        .lines(&[155])
        .swept("share of the catalogue's bugs that are found, weights of size 1, double precision", cases.collect())
        .source("at the best step, two-sided quotients in double precision see any relative error of a whole gradient far above u^(2/3) = 2e-11, if J, its derivative and J‴ are of size 1")
}

/// L13-01: the notes' recipe by size of the weights, less what it condemns without a reason.
fn finds_bugs(cells: &[Cell]) -> Claim {
    let band = || {
        Band::at_least(
            0.5,
            "\"helps a lot\" read as: it condemns wrong gradients more often than right ones, by at least half",
        )
    };
    let measured = |judged: Vec<&Judged>| {
        let tally = Tally::of(judged.into_iter(), 1, tolerance(Precision::F64));
        let alarms = tally.false_alarms as f64 / tally.right as f64;
        Measured { replicates: tally.bugs + tally.right, ..Measured::exact(tally.share_caught() - alarms) }
    };
    Claim::new("L13-01", "Gradient checking saves time and helps a lot to find bugs of backpropagation.")
        .lines(&[167])
        .swept(
            "share of bugs that the notes' recipe condemns, less the share of right gradients (ε = 1e-7, threshold 1e-7)",
            over_scales(cells, band, measured),
        )
        .source("a right gradient has the metric √n·u|J|/(2ε‖dθ‖), which rises above 1e-7 where ‖dθ‖ falls below 0.06 or so; the difference is Youden's index (1950)")
}

/// L13-06: the question has an answer.
fn question(cells: &[Cell]) -> Claim {
    let wrong_answers = |precision: Precision| {
        let answers =
            SCALES.iter().flat_map(|&scale| at(cells, precision, scale)).filter(|one| match one.verdicts[0] {
                Verdict::Pass => one.truth > tolerance(precision),
                Verdict::Fail => one.entry <= one.fails_above,
                Verdict::Undecidable => false,
            });
        Measured::exact(answers.count() as f64)
    };
    let band = || {
        Band::at_most(
            0.0,
            "the checker's bounds: below the tolerance it says pass, above its limit fail, and between the two that it can't tell",
        )
    };
    Claim::new("L13-06", "The question is whether dθ is the gradient of J(θ).")
        .definition()
        .lines(&[169])
        .swept(
            "answers of the checker that are wrong: a pass with a block off by more than the tolerance, or a failure with no block and no entry off by more than its limit",
            vec![
                Case::new("double precision, tolerance 1e-7", band(), wrong_answers(Precision::F64)),
                Case::new("single precision, tolerance 1e-2", band(), wrong_answers(Precision::F32)),
            ],
        )
        .source("the right gradient is known here, so that each answer can be checked")
}

/// A sweep over the scales at the notes' ε and at a better one. Where nothing passes there is nothing to judge.
fn over_passing(cells: &[Cell], band: impl Fn() -> Band, measured: impl Fn(&[&Judged]) -> f64) -> Vec<Case> {
    type Metric = fn(&Judged) -> f64;
    let metrics: [(&str, Metric); 2] = [("1e-7", |one| one.metric), ("1e-5", |one| one.fine)];
    let mut cases = Vec::new();
    for (epsilon, metric) in metrics {
        for scale in SCALES {
            let passing: Vec<&Judged> = at(cells, Precision::F64, scale).filter(|one| metric(one) <= 1e-7).collect();
            let measured = match passing.len() {
                0 => Measured::nothing(format!("0 of {} gradients qualify", at(cells, Precision::F64, scale).count())),
                replicates => Measured { replicates, ..Measured::exact(measured(&passing)) },
            };
            cases.push(Case::new(format!("ε = {epsilon}, weights of size {scale}"), band(), measured));
        }
    }
    cases
}

/// L13-14: how wrong can a gradient be that passes at 1e-7?
fn very_good(cells: &[Cell]) -> Claim {
    let band = || Band::at_most(1e-5, "\"very good\" read as: no block is off by more than the lecture's next band");
    let measured = |passing: &[&Judged]| passing.iter().fold(0.0, |worst: f64, one| bits::max(worst, one.truth));
    Claim::new("L13-14", "A metric of 1e-7 or less means that the approximation is very good.")
        .lines(&[191])
        .figure("10^-7")
        .swept(
            "largest relative error of a block, over gradients with a metric of at most 1e-7",
            over_passing(cells, band, measured),
        )
        .source("if only one block is wrong, the metric is at most the larger of its shares in the two gradients, however wrong the block is")
}

/// L13-21: survivors.
fn correct(cells: &[Cell]) -> Claim {
    let band = || Band::at_most(0.0, "\"is correct\": no bug is left");
    let measured = |passing: &[&Judged]| passing.iter().filter(|one| one.bug.is_some()).count() as f64;
    Claim::new("L13-21", "When the metric falls to 1e-7 the implementation is correct.")
        .lines(&[193])
        .figure("10^-7")
        .swept("bugs with a metric of at most 1e-7", over_passing(cells, band, measured))
        .source("the lecture: \"then you can be much more confident that it's correct\"; every planted bug counts, also one that changes no block by more than 1e-7")
}

/// The probability that a wrong gradient has a larger number than a right one; ties count half.
pub(super) fn separation(wrong: &[f64], right: &[f64]) -> f64 {
    let of = |a: f64, b: f64| {
        if a > b {
            1.0
        } else if a == b {
            0.5
        } else {
            0.0
        }
    };
    let pairs: Vec<f64> = wrong.iter().flat_map(|&a| right.iter().map(move |&b| of(a, b))).collect();
    crate::bits::sum(&pairs) / pairs.len() as f64
}

fn separated(judged: &[&Judged], number: impl Fn(&Judged) -> f64) -> Measured {
    let of = |wrong: bool| -> Vec<f64> {
        judged.iter().filter(|one| one.bug.is_some() == wrong).map(|one| number(one)).collect()
    };
    Measured { replicates: judged.len(), ..Measured::exact(separation(&of(true), &of(false))) }
}

/// L13-18: the largest difference of an entry.
fn elements(cells: &[Cell]) -> Claim {
    let band = || Band::at_least(0.75, "\"suggests\" read as: half of the way from a coin (½) to certainty (1)");
    Claim::new("L13-18", "If the difference of an element is too large, there may be a bug.")
        .lines(&[193])
        .swept(
            "probability that a wrong gradient has a larger largest difference of an element than a right one",
            over_scales(cells, band, |judged| separated(&judged, |one| one.largest)),
        )
        .source("area under the curve of detections over false alarms (Hanley & McNeil 1982)")
}

/// L13-22: the metric as a number.
fn large_and_small(cells: &[Cell]) -> Claim {
    let band = || Band::at_least(0.75, "half of the way from a coin (½) to certainty (1)");
    Claim::new("L13-22", "A large value is a reason to suspect a bug, a small one a reason for confidence.")
        .lines(&[193])
        .swept(
            "probability that a wrong gradient has a larger metric than a right one",
            over_scales(cells, band, |judged| separated(&judged, |one| one.metric)),
        )
        .source("area under the curve of detections over false alarms (Hanley & McNeil 1982)")
}

/// L13-24: this convention beside others.
fn convention(cells: &[Cell]) -> Claim {
    let band = || Band::at_most(0.0, "what counts as correct has no bug");
    let case = |method: usize| {
        let tally = Tally::of(at(cells, Precision::F64, 1.0), method, tolerance(Precision::F64));
        Case::new(JUDGES[method].0, band(), Measured::exact(tally.passed as f64))
    };
    Claim::new("L13-24", "Usually a distance below 1e-7 counts as correct.")
        .lines(&[204])
        .figure("10^-7")
        .swept("bugs that count as correct at weights of size 1, double precision", [1, 4, 5, 6].map(case).to_vec())
        .source(
            "PyTorch gradcheck: ε = 1e-6, 1e-5 + 1e-3·|dθ_approx| by entry. JAX check_grads: ε = 1e-4, 1e-5, one direction. SciPy check_grad: the 2-norm, not divided. None of them has 1e-7; \
             the notes' is one convention among several",
        )
}
