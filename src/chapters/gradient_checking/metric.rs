//! What does the normalized distance say of a factor, a sign, a zero, and of nothing at all?
//!
//! With g̃ for the numeric derivatives and g for the gradient under test, the notes' metric is ‖g̃ − g‖/(‖g̃‖ + ‖g‖). If g̃ is the gradient and g = k·g̃,
//!
//! ```text
//! |k − 1|/(|k| + 1)              k = 2 or ½: 1/3     k = 0 or k < 0: 1     k = 1.00001: 5e-6     never above 1 (triangle inequality)
//! ```
//!
//! With squares of the norms in all three places it is (k − 1)²/(k² + 1): small errors are squared away, and a wrong sign gives 2. If g is off
//! in a direction orthogonal to g̃ by ρ‖g̃‖, it is ρ/(1 + √(1 + ρ²)). At a stationary point it is 0/0.
//!
//! The vector g̃ here is the gradient of a small network, so that nothing but the formula is looked at.

mod claims;
mod forms;
#[cfg(test)]
mod tests;

use super::examples::{EXAMPLES, draw, gradient, small};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};

/// The thresholds of the lecture.
const THRESHOLDS: [(&str, f64); 3] = [("1e-7", 1e-7), ("1e-5", 1e-5), ("1e-3", 1e-3)];
/// Factors in the table for reading.
const FACTORS: [f64; 8] = [2.0, 0.5, 10.0, 1.1, 1.001, 1.00001, 0.0, -1.0];

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let gradient = example(settings);
    let mut claims = claims::all(settings, &gradient);
    claims.extend(forms::claims(settings));
    Findings { tables: vec![table(&gradient)], figure: Some(figure()), claims }
}

/// The gradient of a small network.
fn example(settings: &Settings) -> Vec<f64> {
    let (mut network, parameters) =
        draw::<f64>(small(Activation::Tanh), EXAMPLES, 1.0, &mut settings.stream("gradient", 0));
    gradient(&mut network, &parameters)
}

fn differences(numeric: &[f64], gradient: &[f64]) -> Vec<f64> {
    numeric.iter().zip(gradient).map(|(a, b)| a - b).collect()
}

// ANCHOR: plain
/// The metric as line 181 of the notes has it, 0/0 included.
fn plain(numeric: &[f64], gradient: &[f64]) -> f64 {
    bits::norm(&differences(numeric, gradient)) / (bits::norm(numeric) + bits::norm(gradient))
}
// ANCHOR_END: plain

/// The same with the square of each norm.
fn squared(numeric: &[f64], gradient: &[f64]) -> f64 {
    let square = |values: &[f64]| bits::dot(values, values);
    square(&differences(numeric, gradient)) / (square(numeric) + square(gradient))
}

fn times(gradient: &[f64], factor: f64) -> Vec<f64> {
    gradient.iter().map(|entry| factor * entry).collect()
}

/// |k − 1|/(|k| + 1).
fn response(factor: f64) -> f64 {
    (factor - 1.0).abs() / (factor.abs() + 1.0)
}

fn squared_response(factor: f64) -> f64 {
    (factor - 1.0) * (factor - 1.0) / (factor * factor + 1.0)
}

/// `numeric` plus an error orthogonal to it, ρ times as long: its neighbors in pairs, (−b, a) for (a, b).
fn turned(numeric: &[f64], ratio: f64) -> Vec<f64> {
    let orthogonal: Vec<f64> =
        numeric.chunks(2).flat_map(|pair| if let [a, b] = pair { vec![-b, *a] } else { vec![0.0] }).collect();
    let scale = ratio * bits::norm(numeric) / bits::norm(&orthogonal);
    numeric.iter().zip(&orthogonal).map(|(entry, other)| entry + scale * other).collect()
}

fn table(gradient: &[f64]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let mut table = Table::new(
        "The response of the normalized distance to errors of a known size",
        2,
        vec![
            Column::text("part"),
            Column::text("case"),
            number("size"),
            number("metric"),
            number("predicted"),
            number("squared"),
            number("squared_predicted"),
        ],
    );
    let mut push =
        |part: &str, case: String, size: f64, wrong: &[f64], predicted: f64, squared_predicted: Option<f64>| {
            let row: [Cell; 7] = [
                part.into(),
                case.into(),
                size.into(),
                plain(gradient, wrong).into(),
                predicted.into(),
                squared(gradient, wrong).into(),
                squared_predicted.into(),
            ];
            table.push(row);
        };
    for factor in FACTORS {
        push(
            "factor",
            factor.to_string(),
            factor,
            &times(gradient, factor),
            response(factor),
            Some(squared_response(factor)),
        );
    }
    for exponent in [0, -2, -4, -6] {
        let ratio = bits::powf(10.0, f64::from(exponent));
        let predicted = ratio / (1.0 + (1.0 + ratio * ratio).sqrt());
        push("orthogonal", format!("1e{exponent}"), ratio, &turned(gradient, ratio), predicted, None);
    }
    for step in -30..=30 {
        let factor = bits::powf(10.0, f64::from(step) / 10.0);
        push(
            "curve",
            step.to_string(),
            factor,
            &times(gradient, factor),
            response(factor),
            Some(squared_response(factor)),
        );
    }
    for step in -40..=4 {
        let excess = bits::powf(10.0, f64::from(step) / 5.0);
        let factor = 1.0 + excess;
        push(
            "excess",
            step.to_string(),
            excess,
            &times(gradient, factor),
            response(factor),
            Some(squared_response(factor)),
        );
    }
    finish(&mut table, gradient.len());
    table
}

/// Nothing on both sides, and the lines of the figure.
fn finish(table: &mut Table, count: usize) {
    let zeros = vec![0.0; count];
    let nothing: [Cell; 7] = [
        "stationary".into(),
        "0/0".into(),
        0.0.into(),
        plain(&zeros, &zeros).into(),
        Cell::Empty,
        squared(&zeros, &zeros).into(),
        Cell::Empty,
    ];
    table.push(nothing);
    for (name, threshold) in THRESHOLDS {
        for (end, size) in [("left", 1e-8), ("right", 6.0)] {
            let row: [Cell; 7] = [
                format!("threshold_{name}").into(),
                end.into(),
                size.into(),
                threshold.into(),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ];
            table.push(row);
        }
    }
    table.read_first(FACTORS.len() + 4);
    table.note(
        "Rows `factor`: g = size·g̃. Rows `orthogonal`: an error orthogonal to g̃, size times as long. Squared: the same formula with the squares of the three norms. \
         The CSV also holds the curves, the stationary point (0/0), and the thresholds of the lecture.",
    );
}

fn series(label: &str, part: &str, y: &'static str, mark: Mark, color: usize) -> Series {
    Series { table: "", label: label.into(), x: "size", y, only: vec![("part", part.to_owned())], mark, color }
}

fn figure() -> Figure {
    let mut near = vec![
        series("norms", "excess", "metric", Mark::Points, 0),
        series("(k − 1)/(k + 1)", "excess", "predicted", Mark::Dashed, 0),
        series("squared norms", "excess", "squared", Mark::Points, 1),
    ];
    for (color, (name, _)) in THRESHOLDS.iter().enumerate() {
        near.push(series(name, &format!("threshold_{name}"), "metric", Mark::Line, 2 + color));
    }
    let far = vec![
        series("norms", "curve", "metric", Mark::Points, 0),
        series("|k − 1|/(k + 1)", "curve", "predicted", Mark::Dashed, 0),
        series("squared norms", "curve", "squared", Mark::Points, 1),
    ];
    let panel = |title: &str, x: Axis, y: Axis, series| Panel { title: title.into(), x, y, series, equal: false };
    Figure {
        title: "What the metric makes of a factor".into(),
        alternative: "Two panels. Left: the metric over the factor k on a logarithmic axis falls from 1 to 0 at k = 1 and rises to 1 again, symmetric in k and 1/k; \
                      with squared norms the valley is wider and flatter. Right: over k − 1, both axes logarithmic: the metric is half of k − 1 for small errors, \
                      a straight line that crosses the three thresholds one after the other; with squared norms the line is twice as steep, and errors below a few \
                      ten-thousandths stay under the lowest threshold."
            .into(),
        panels: vec![
            panel("any factor", Axis::logarithmic("factor k"), Axis::linear("metric"), far),
            panel(
                "factors near 1",
                Axis::logarithmic("k − 1").over(1e-8, 6.3),
                Axis::logarithmic("metric").over(1e-13, 1.0),
                near,
            ),
        ],
    }
}
