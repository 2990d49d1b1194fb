//! What does the metric say of a factor, of factors near 1, and of an error at right angles?

use super::{plain, response, squared, squared_response, times, turned};
use crate::bits;
use crate::report::{Column, Digits, Table, Typed};

/// Factors for reading.
pub(crate) const FACTORS: [f64; 8] = [2.0, 0.5, 10.0, 1.1, 1.001, 1.00001, 0.0, -1.0];

/// What the metric says of a gradient that is off by a known size.
struct Response {
    size: f64,
    metric: f64,
    predicted: f64,
    squared: f64,
    squared_predicted: f64,
}

impl Response {
    /// To k = 1 + excess.
    fn to_factor(gradient: &[f64], size: f64, factor: f64) -> Self {
        let wrong = times(gradient, factor);
        Response {
            size,
            metric: plain(gradient, &wrong),
            predicted: response(factor),
            squared: squared(gradient, &wrong),
            squared_predicted: squared_response(factor),
        }
    }

    /// With an error orthogonal to the gradient, so many times as long: ρ/(1 + √(1 + ρ²)), and ρ²/(2 + ρ²) with squares.
    fn to_turn(gradient: &[f64], ratio: f64) -> Self {
        let wrong = turned(gradient, ratio);
        let square = ratio * ratio;
        Response {
            size: ratio,
            metric: plain(gradient, &wrong),
            predicted: ratio / (1.0 + (1.0 + square).sqrt()),
            squared: squared(gradient, &wrong),
            squared_predicted: square / (2.0 + square),
        }
    }
}

/// A table of responses, whose key is their size.
fn table(name: &'static str, title: &'static str, size: Column, rows: Vec<Response>) -> Table {
    let columns: Vec<Typed<'_, Response>> = vec![
        size.from(|row: &Response| row.size).key(),
        Column::significant("metric", 3).from(|row: &Response| row.metric),
        Column::significant("predicted", 3).from(|row: &Response| row.predicted),
        Column::significant("squared", 3).titled("with squared norms").from(|row: &Response| row.squared),
        Column::significant("squared_predicted", 3).titled("predicted").from(|row: &Response| row.squared_predicted),
    ];
    Table::of(title, columns, rows).named(name)
}

pub(super) fn all(gradient: &[f64]) -> Vec<Table> {
    let of = |factor: f64| Response::to_factor(gradient, factor, factor);
    let near = |step: i32| {
        let excess = bits::powf(10.0, f64::from(step) / 5.0);
        Response::to_factor(gradient, excess, 1.0 + excess)
    };
    let turned = [0, -2, -4, -6].map(|exponent| Response::to_turn(gradient, bits::powf(10.0, f64::from(exponent))));
    let curve = (-30..=30).map(|step| of(bits::powf(10.0, f64::from(step) / 10.0)));
    let exact = |name| Column::number(name, "1", Digits::Significant(6));
    vec![
        table(
            "factors",
            "What does the metric say of dθ = k·dθ_approx?",
            exact("factor").titled("k"),
            FACTORS.map(of).into(),
        ),
        table(
            "orthogonal",
            "And of an error at right angles to dθ_approx, ρ times as long?",
            Column::significant("ratio", 3).titled("ρ"),
            turned.into(),
        ),
        table(
            "curve",
            "The metric of dθ = k·dθ_approx over k",
            Column::significant("factor", 3).titled("k"),
            curve.collect(),
        ),
        table(
            "near_one",
            "The metric of dθ = k·dθ_approx over k − 1",
            Column::significant("excess", 3).titled("k − 1"),
            (-40..=4).map(near).collect(),
        ),
    ]
}
