//! What does the picture say? How many networks are below the mean, what it is made of, and the numbers, with the cells of the report that hold
//! the same.

use super::super::Number;
use super::super::control::told;
use super::drawn::Drawn;
use super::predicted;
use super::setting::{MOST_WEIGHTS, Setting, WIDEST_ORTHOGONAL};
use crate::bits;

/// The tables of the report.
const LENGTHS: &str = "initialization_variance/typical_and_mean/lengths";
const LOGARITHMS: &str = "initialization_variance/typical_and_mean/logarithms";
/// So many networks the report has.
const OF_REPORT: usize = 1000;
/// A difference that is none: rounding, of networks that all keep the length.
const ROUNDING: f64 = 1e-9;

/// How many of those drawn are below a number.
fn below(drawn: &Drawn, v: f64) -> usize {
    let limit = bits::ln(v * (1.0 - ROUNDING));
    drawn.last.logarithms.iter().filter(|logarithm| **logarithm < limit).count()
}

/// The part of the sum of all v_L that the largest makes; nothing if all have died.
fn share_of_largest(drawn: &Drawn) -> Option<f64> {
    let sum = drawn.last.mean_length() * drawn.count() as f64;
    (sum > 0.0).then(|| bits::exp(drawn.largest()) / sum)
}

pub(super) fn said(setting: &Setting, drawn: &Drawn) -> String {
    let all = predicted::mean(setting, setting.ensemble.depth);
    let [mean, median] = [told(all, 3), told(drawn.last.quantile(0.5), 3)];
    if drawn.count() == 1 {
        return format!("The network drawn has v_L = {median}; the mean over all that could be drawn is {mean}.");
    }
    let count = drawn.count();
    let who =
        format!("Of {count} networks {} are below the mean over all that could be drawn, {mean}", below(drawn, all));
    match share_of_largest(drawn) {
        None => format!("{who}: the signal of each has died."),
        Some(share) => format!(
            "{who}; the median is {median}. The mean of the {count} is {}, and one network alone makes {} % of it.",
            told(drawn.last.mean_length(), 3),
            told(100.0 * share, 2)
        ),
    }
}

pub(super) fn numbers(setting: &Setting, drawn: &Drawn) -> Vec<Number> {
    let depth = setting.ensemble.depth;
    let all = predicted::mean(setting, depth);
    let measured = setting.row_of_drawn().filter(|_| drawn.count() == OF_REPORT);
    let predicted_row = setting.row();
    let cell = |number: Number, row: &Option<String>, table, column| match row {
        Some(row) => number.reported(table, row.clone(), column),
        None => number,
    };
    let mut numbers = vec![
        Number::count("networks drawn", drawn.count()),
        cell(Number::new("mean of v_L over those drawn", drawn.last.mean_length(), 3), &measured, LENGTHS, "v_mean"),
        cell(Number::new("mean of v_L over all, predicted", all, 3), &predicted_row, LENGTHS, "v_mean_exact"),
        cell(Number::new("median of v_L of those drawn", drawn.last.quantile(0.5), 3), &measured, LENGTHS, "v_median"),
        cell(
            Number::new("typical v_L, predicted to first order in 1/n", predicted::typical(setting, depth), 3),
            &predicted_row,
            LENGTHS,
            "v_median_first_order",
        ),
    ];
    if setting.is_normal() {
        let exact = Number::new("mean of ln v_L among living networks, exact", predicted::law(setting).mean, 4);
        numbers.push(cell(exact, &predicted_row, LOGARITHMS, "mean_exact"));
    }
    let share = |count: usize| 100.0 * count as f64 / drawn.count() as f64;
    numbers.push(Number::new("below the mean over all, %", share(below(drawn, all)), 3));
    numbers.push(Number::new("below a tenth of it, %", share(below(drawn, 0.1 * all)), 3));
    let largest = share_of_largest(drawn)
        .map(|share| Number::new("made by the largest, % of the mean of those drawn", 100.0 * share, 3));
    numbers.extend(largest);
    numbers
}

/// What should be known beside the numbers.
pub(super) fn lines(setting: &Setting, drawn: &Drawn) -> Vec<String> {
    let mut lines = Vec::new();
    if setting.is_narrowed {
        lines.push(format!(
            "Orthogonal matrices take n³ operations each: the networks drawn have width {WIDEST_ORTHOGONAL}."
        ));
    }
    let count = drawn.count();
    if count < setting.wanted {
        lines.push(format!(
            "{count} in place of {} networks: more of this size would be more than {} million weights, or as much work.",
            setting.wanted,
            MOST_WEIGHTS / 1_000_000
        ));
    }
    if !setting.ensemble.by_matrices {
        let why = "given the layer before, the n sums of a layer are independent and normal";
        lines.push(format!("Lengths alone: {why}, so n numbers have the law of n² weights."));
    }
    if setting.row_of_drawn().is_some() {
        let which = if count == OF_REPORT { "all".to_owned() } else { format!("the first {count}") };
        lines.push(format!("Of the report's {OF_REPORT} networks these are {which}, from the same random numbers."));
    }
    if drawn.dead() > 0 {
        lines.push(format!(
            "{} of {count} have died: in some layer every unit was off, and v_L = 0 has no place on the axis.",
            drawn.dead()
        ));
    }
    lines
}
