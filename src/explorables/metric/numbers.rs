//! Which numbers stand beside the picture, and which of them does a report hold? What a report says of the bug of a round, in the report's own network.
//!
//! | bug | report | the number |
//! |---|---|---|
//! | all derivatives times k | `metric/factors` | the metric of k·∇J beside ∇J, and the same with squared norms |
//! | a block of zeros | `dilution` | the share p of a first layer of zeros, p/(1 + √(1 − p²)), and the metric |

use super::bet::Bet;
use super::judged::{Judged, Point};
use crate::chapters::Settings;
use crate::chapters::gradient_checking::dilution::{diluted, zeroed};
use crate::chapters::gradient_checking::metric::tables::FACTORS;
use crate::chapters::gradient_checking::metric::{example, plain, squared, times};
use crate::explorables::Number;
use crate::gradcheck::Verdict;
use crate::gradcheck::catalogue::Bug;

const FACTOR_TABLE: &str = "gradient_checking/metric/factors";
const DILUTION_TABLE: &str = "gradient_checking/dilution";
/// A row of it: the metric of a first layer of zeros is below the lecture's 10⁻⁵.
const GAIN: f64 = 0.5;
const DEPTH: usize = 20;

pub(super) fn before(example: &[Point], bet: &Bet) -> Vec<Number> {
    let at_bet = example.iter().filter(|(epsilon, _)| *epsilon == bet.epsilon);
    at_bet
        .map(|(_, metric)| Number::new(format!("metric of the right gradient at ε = {}", bet.words[0]), *metric, 3))
        .collect()
}

pub(super) fn checked(judged: &Judged) -> Vec<Number> {
    let mut numbers = vec![Number::new(format!("metric at ε = {}", judged.bet.words[0]), judged.metric, 3)];
    if judged.is_wrong() {
        numbers.push(Number::new("largest exact relative error of a block", judged.round.error(), 3));
    }
    numbers.extend(library(judged));
    match judged.bug() {
        Some(Bug::Scaled(factor)) if FACTORS.contains(&factor) => numbers.extend(scaled(factor)),
        Some(Bug::BiasForgotten(_)) => numbers.extend(forgotten()),
        _ => {}
    }
    numbers
}

/// The bound that decides, and what it cost.
fn library(judged: &Judged) -> Vec<Number> {
    let Some(report) = &judged.report else { return Vec::new() };
    let failing = report.failing().max_by(|a, b| a.low.total_cmp(&b.low));
    let largest = report.blocks.iter().max_by(|a, b| a.high.total_cmp(&b.high));
    let decides = match (report.verdict, failing, largest) {
        (Verdict::Fail, Some(block), _) => {
            Some(Number::new(format!("the library: relative error of {} at least", block.name), block.low, 3))
        }
        (Verdict::Pass | Verdict::Undecidable, _, Some(block)) => {
            Some(Number::new(format!("the library: relative error of a block at most ({})", block.name), block.high, 3))
        }
        _ => None,
    };
    let cost = Number::count("evaluations of the loss in its check", report.evaluations as usize);
    decides.into_iter().chain([cost]).collect()
}

/// What the metric says of the factor, with the exact derivatives of the chapter's small network.
fn scaled(factor: f64) -> [Number; 2] {
    let gradient = example(&Settings::usual("gradient_checking/metric"));
    let wrong = times(&gradient, factor);
    let number = |label: &str, value: f64, column| {
        Number::new(label, value, 6).reported(FACTOR_TABLE, factor.to_string(), column)
    };
    [
        number("metric of this factor, exact derivatives of the report's network", plain(&gradient, &wrong), "metric"),
        number("the same with squared norms", squared(&gradient, &wrong), "squared"),
    ]
}

/// What the metric says of a whole layer of zeros in a deeper network.
fn forgotten() -> [Number; 3] {
    let zeroed = zeroed(&Settings::usual(DILUTION_TABLE), GAIN, DEPTH);
    let number = |label: String, value: f64, column| {
        Number::new(label, value, 3).reported(DILUTION_TABLE, format!("{GAIN}/{DEPTH}"), column)
    };
    [
        number(format!("the first of {DEPTH} layers forgotten: its share p of the gradient"), zeroed.share, "share"),
        number("its metric as predicted, p/(1 + √(1 − p²))".into(), diluted(zeroed.share), "predicted"),
        number("its metric".into(), zeroed.metric, "metric"),
    ]
}
