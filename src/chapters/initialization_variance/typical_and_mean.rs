//! How far does one network stray from the mean over all of them? ln v_L of 1,000 He-initialized ReLU networks against N(−5L/2n, 5L/n).
//!
//! v_l = ‖a\[l]‖²/n is the squared length of the signal per unit, started at v_0 = 1. With He's 2/n its mean over all networks stays 1 at
//! every depth. A single network multiplies L random factors with mean 1, and the logarithm of such a product drifts down: the
//! median network is at e^(−5L/2n) (see [`depth_law`](crate::theory::depth_law)).
//!
//! **A shortcut that is exact.** Only v_L is wanted, for one input. Given a[l−1], the rows of W\[l] are independent of it and normal, so
//! the entries of z\[l] = W\[l]a[l−1] are independent N(0, σ_w² v_{l−1}), whatever the direction of a[l−1]. The law of v_l given the past
//! depends on v_{l−1} alone:
//!
//! ```text
//! v_l = v_{l−1} · (σ_w²/n) Σ g(ζ_i)²      ζ_1 … ζ_n independent N(0, 1)      (g positively homogeneous: ReLU, identity)
//! ```
//!
//! Drawing n normal numbers per layer instead of n² gives the same law of (v_1, …, v_L), not an approximation of it. The rows
//! `he_relu_by_matrices` draw every weight; a test compares the two.

mod claims;
mod ensemble;
mod products;

use crate::bits;
use crate::chapters::Settings;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
use crate::statistics::{self, Interval};
use crate::theory::depth_law::LogLength;
use ensemble::{ENSEMBLES, Row, rows};
use products::Condition;

const SEEDS: usize = 1000;
const CONFIDENCE: f64 = 0.99;

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let rows: Vec<Row> = ENSEMBLES.iter().flat_map(|ensemble| rows(settings, ensemble)).collect();
    let conditions = products::conditions(settings);
    let mut table = Table::new(
        "Length of the signal and its logarithm in networks of finite width, measured and predicted",
        4,
        columns(),
    );
    // For reading: the whole depth of each ensemble, then the products. The smaller depths follow in descending order, so that a line
    // through the rows of an ensemble does not turn back.
    let (ends, ways): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.depth == row.ensemble_depth);
    ends.iter().for_each(|row| push_law(&mut table, row));
    conditions.iter().for_each(|condition| push_condition(&mut table, condition));
    table.read_first(table.rows().len());
    ways.iter().rev().for_each(|row| push_law(&mut table, row));
    rows.iter().for_each(|row| push_spread(&mut table, row));
    table.note(format!(
        "{} networks in each ensemble, v_0 = 1; {}% intervals. mean and variance are of ln v over networks whose signal lives; first_order is \
         N(−5L/2n, 5L/n), for linear networks N(−L/n, 2L/n), and exact has the χ² and binomial laws at this width. distance is \
         Kolmogorov's to the first-order law, with the largest that chance and the difference of the laws allow. log_condition is the \
         median of ln κ of a product of as many matrices. The CSV also holds smaller depths and the quarters of v.",
        settings.replicates_or(SEEDS),
        CONFIDENCE * 100.0
    ));
    let claims = vec![claims::scale_of_products(&conditions), claims::typical_network(&rows)];
    Findings { tables: vec![table], figure: Some(figure()), claims }
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::text("network"), Column::count("width", "units"), Column::count("depth", "layers")];
    columns.push(Column::text("quantity"));
    let numbers = ["measured", "low", "high", "first_order", "exact"];
    columns.extend(numbers.map(|name| Column::number(name, "1", Digits::Significant(3))));
    columns
}

/// Adds a row: the measured value, its interval, and the two predictions.
fn push(
    table: &mut Table,
    (network, width, depth, quantity): (&'static str, usize, usize, &'static str),
    measured: f64,
    interval: Option<Interval>,
    predicted: [Option<f64>; 2],
) {
    let (low, high) = interval.map(|interval| (interval.low, interval.high)).unzip();
    let mut cells: Vec<Cell> = vec![network.into(), width.into(), depth.into(), quantity.into(), measured.into()];
    cells.extend([low, high, predicted[0], predicted[1]].map(Cell::from));
    table.push(cells);
}

fn push_law(table: &mut Table, row: &Row) {
    let alive = row.alive();
    let (first_order, exact) = (row.first_order(), row.exact());
    let mean = statistics::mean(&alive).unwrap_or(f64::NAN);
    let deviation = statistics::standard_deviation(&alive).unwrap_or(f64::NAN);
    let of_mean = statistics::mean_interval(&alive, CONFIDENCE).ok();
    let of_variance = statistics::variance_interval(&alive, CONFIDENCE).ok();
    let both = |of: fn(&LogLength) -> f64| [Some(of(&first_order)), Some(of(&exact))];
    push(table, row.key("mean"), mean, of_mean, both(|law| law.mean));
    push(table, row.key("variance"), deviation * deviation, of_variance, both(|law| law.variance));
    push(table, row.key("distance"), row.distance(&first_order), None, [Some(row.largest_distance()), None]);
    push(
        table,
        row.key("v_median"),
        row.quantile(0.5),
        row.median_interval(),
        [Some(bits::exp(first_order.mean)), None],
    );
    push(table, row.key("v_mean"), row.mean_length(), None, [Some(1.0), Some(1.0)]);
}

fn push_spread(table: &mut Table, row: &Row) {
    push(table, row.key("v_quarter"), row.quantile(0.25), None, [None, None]);
    push(table, row.key("v_three_quarters"), row.quantile(0.75), None, [None, None]);
    push(table, row.key("died"), (row.logarithms.len() - row.alive().len()) as f64, None, [None, row.deaths()]);
}

fn push_condition(table: &mut Table, condition: &Condition) {
    let key = (condition.weights, products::WIDTH, condition.factors, "log_condition");
    push(table, key, condition.median(), condition.interval(), [None, None]);
}

fn figure() -> Figure {
    let series = |label: String, width: usize, quantity: &str, y, mark, color| Series {
        table: "",
        label,
        x: "depth",
        y,
        only: vec![("network", "he_relu".to_owned()), ("width", width.to_string()), ("quantity", quantity.to_owned())],
        mark,
        color,
    };
    let moments = |quantity: &str| {
        let both = [400, 100, 20].into_iter().enumerate().flat_map(|(color, width)| {
            [
                series(format!("n = {width}"), width, quantity, "measured", Mark::Points, color),
                series(String::new(), width, quantity, "first_order", Mark::Dashed, color),
                series(String::new(), width, quantity, "exact", Mark::Contour, color),
            ]
        });
        both.collect::<Vec<Series>>()
    };
    let lengths = vec![
        series("mean of the networks".into(), 100, "v_mean", "measured", Mark::Points, 1),
        series("median network".into(), 100, "v_median", "measured", Mark::Points, 0),
        series("e^(−5L/2n)".into(), 100, "v_median", "first_order", Mark::Dashed, 0),
        series("quarters".into(), 100, "v_quarter", "measured", Mark::Line, 2),
        series(String::new(), 100, "v_three_quarters", "measured", Mark::Line, 2),
    ];
    let panel = |title: &str, y: Axis, series| Panel {
        title: title.into(),
        x: Axis::linear("depth L"),
        y,
        series,
        equal: false,
    };
    Figure {
        title: "ln v of He-initialized ReLU networks".into(),
        alternative: "Three panels over the depth. The mean of ln v falls along straight lines of slope −5/2n, the variance rises along \
                      straight lines of slope 5/n, steeper for narrower networks; at width 20 the points follow the exact law, drawn \
                      thin, and not the first-order one. At width 100 the median of v falls to a few percent at depth 150."
            .into(),
        panels: vec![
            panel("mean of ln v", Axis::linear("mean of ln v"), moments("mean")),
            panel("variance of ln v", Axis::linear("variance of ln v"), moments("variance")),
            panel("v at width 100", Axis::logarithmic("v"), lengths),
        ],
    }
}

#[cfg(test)]
mod tests;
