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
pub(crate) mod tables;
#[cfg(test)]
mod tests;

use super::examples::{EXAMPLES, draw, gradient, small};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::report::{Axis, Figure, Findings, Mark, Panel, Series};

/// The thresholds of the lecture.
const THRESHOLDS: [(&str, f64); 3] = [("10⁻⁷", 1e-7), ("10⁻⁵", 1e-5), ("10⁻³", 1e-3)];

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let gradient = example(settings);
    let mut claims = claims::all(settings, &gradient);
    claims.extend(forms::claims(settings));
    Findings { tables: tables::all(&gradient), figure: Some(figure()), claims }
}

/// The gradient of a small network.
pub(crate) fn example(settings: &Settings) -> Vec<f64> {
    let (mut network, parameters) =
        draw::<f64>(small(Activation::Tanh), EXAMPLES, 1.0, &mut settings.stream("gradient", 0));
    gradient(&mut network, &parameters)
}

fn differences(numeric: &[f64], gradient: &[f64]) -> Vec<f64> {
    numeric.iter().zip(gradient).map(|(a, b)| a - b).collect()
}

// ANCHOR: plain
/// The metric as line 181 of the notes has it, 0/0 included.
pub(crate) fn plain(numeric: &[f64], gradient: &[f64]) -> f64 {
    bits::norm(&differences(numeric, gradient)) / (bits::norm(numeric) + bits::norm(gradient))
}
// ANCHOR_END: plain

/// The same with the square of each norm.
pub(crate) fn squared(numeric: &[f64], gradient: &[f64]) -> f64 {
    let square = |values: &[f64]| bits::dot(values, values);
    square(&differences(numeric, gradient)) / (square(numeric) + square(gradient))
}

pub(crate) fn times(gradient: &[f64], factor: f64) -> Vec<f64> {
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

fn figure() -> Figure {
    let of = |table, x| {
        let series = move |y, mark, color| Series::of(table, (x, y), mark, color);
        vec![
            series("metric", Mark::Points, 0).labeled("norms"),
            series("predicted", Mark::Dashed, 0).labeled("|k − 1|/(k + 1)"),
            series("squared", Mark::Points, 1).labeled("squared norms"),
        ]
    };
    let levels =
        THRESHOLDS.iter().zip(2..).map(|((words, height), color)| Series::level(*height, color).labeled(*words));
    let (far, near) = (of("curve", "factor"), of("near_one", "excess").into_iter().chain(levels).collect());
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
