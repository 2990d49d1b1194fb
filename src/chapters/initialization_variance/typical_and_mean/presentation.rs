//! How are the lengths shown? Moments of their logarithm with two laws, lengths themselves, and three panels of both.

use super::CONFIDENCE;
use super::ensemble::Row;
use crate::bits;
use crate::report::{Axis, Column, Figure, Mark, Panel, Series, Table, Typed};
use crate::statistics::{self, Interval};

/// The columns that name a row.
fn keys<'f>() -> Vec<Typed<'f, Row>> {
    vec![
        Column::text("network").from(|row: &Row| (row.name, row.words())).key(),
        Column::count("width", "units").titled("n").from(|row: &Row| row.width).key(),
        Column::count("depth", "layers").titled("L").from(|row: &Row| row.depth).key(),
    ]
}

fn mean(row: &Row) -> Option<Interval> {
    statistics::mean_interval(&row.alive(), CONFIDENCE).ok()
}

fn variance(row: &Row) -> Option<Interval> {
    statistics::variance_interval(&row.alive(), CONFIDENCE).ok()
}

fn is_whole(row: &Row) -> bool {
    row.depth == row.ensemble_depth
}

pub(super) fn logarithms(rows: &[Row], about: &str) -> Table {
    let mut columns = keys();
    columns.extend([
        Column::significant("mean", 3).from(|row: &Row| statistics::mean(&row.alive()).unwrap_or(f64::NAN)),
        Column::significant("mean_low", 3).titled("at least").from(|row: &Row| mean(row).map(|interval| interval.low)),
        Column::significant("mean_high", 3).titled("at most").from(|row: &Row| mean(row).map(|interval| interval.high)),
        Column::significant("mean_first_order", 3).titled("first order").from(|row: &Row| row.first_order().mean),
        Column::significant("mean_exact", 3).titled("exact").from(|row: &Row| row.exact().mean),
        Column::significant("variance", 3).from(Row::variance),
        Column::significant("variance_low", 3)
            .titled("at least")
            .from(|row: &Row| variance(row).map(|interval| interval.low)),
        Column::significant("variance_high", 3)
            .titled("at most")
            .from(|row: &Row| variance(row).map(|interval| interval.high)),
        Column::significant("variance_first_order", 3)
            .titled("first order")
            .from(|row: &Row| row.first_order().variance),
        Column::significant("variance_exact", 3).titled("exact").from(|row: &Row| row.exact().variance),
        Column::significant("distance", 3).from(|row: &Row| row.distance(&row.first_order())),
        Column::significant("largest_distance", 3).titled("at most").from(Row::largest_distance),
    ]);
    let table = Table::of("ln v_L of networks of finite width, measured and predicted", columns, rows);
    table.named("logarithms").reading(rows.iter().map(is_whole)).noted(format!(
        "{about} Mean and variance are over networks whose signal lives. First order: N(−5L/2n, 5L/n), for linear networks N(−L/n, 2L/n); exact: χ² and \
         binomial laws at this width. Distance: Kolmogorov's to the first-order law, with the largest that chance and the difference of the laws allow."
    ))
}

pub(super) fn lengths(rows: &[Row], about: &str) -> Table {
    let mut columns = keys();
    columns.extend([
        Column::significant("v_median", 3).titled("median").from(|row: &Row| row.quantile(0.5)),
        Column::significant("v_median_low", 3)
            .titled("at least")
            .from(|row: &Row| row.median_interval().map(|interval| interval.low)),
        Column::significant("v_median_high", 3)
            .titled("at most")
            .from(|row: &Row| row.median_interval().map(|interval| interval.high)),
        Column::significant("v_median_first_order", 3)
            .titled("first order")
            .from(|row: &Row| bits::exp(row.first_order().mean)),
        Column::significant("v_mean", 3).titled("mean").from(Row::mean_length),
        Column::significant("v_mean_exact", 3).titled("exact").from(|_: &Row| 1.0),
        Column::significant("v_quarter", 3).titled("lower quarter").from(|row: &Row| row.quantile(0.25)),
        Column::significant("v_three_quarters", 3).titled("upper quarter").from(|row: &Row| row.quantile(0.75)),
        Column::significant("died", 3).from(|row: &Row| (row.logarithms.len() - row.alive().len()) as f64),
        Column::significant("died_exact", 3).titled("expected").from(Row::deaths),
    ]);
    let table = Table::of("v_L of the median and the mean network of finite width", columns, rows).named("lengths");
    table.reading(rows.iter().map(is_whole)).noted(format!(
        "{about} A network has died in which a layer has every unit off. The first-order median is e to the mean of the logarithm."
    ))
}

pub(super) fn figure() -> Figure {
    let series = |table, y, width: usize, mark, color| {
        Series::of(table, ("depth", y), mark, color).only("network", "he_relu").only("width", width.to_string())
    };
    let moments = |[measured, first_order, exact]: [&'static str; 3]| -> Vec<Series> {
        let law = |(color, width): (usize, usize)| {
            [
                series("logarithms", measured, width, Mark::Points, color).labeled(format!("n = {width}")),
                series("logarithms", first_order, width, Mark::Dashed, color),
                series("logarithms", exact, width, Mark::Contour, color),
            ]
        };
        [400, 100, 20].into_iter().enumerate().flat_map(law).collect()
    };
    let length = |y, mark, color| series("lengths", y, 100, mark, color);
    // All of width 100: colors of their own tell statistics, not widths.
    let lengths = vec![
        length("v_mean", Mark::Points, 3).labeled("mean of the networks"),
        length("v_median", Mark::Points, 5).labeled("median network"),
        length("v_median_first_order", Mark::Dashed, 5).labeled("exp(−5L/2n)"),
        length("v_quarter", Mark::Line, 6).labeled("quarters"),
        length("v_three_quarters", Mark::Line, 6),
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
            panel("mean of ln v", Axis::linear("mean of ln v"), moments(["mean", "mean_first_order", "mean_exact"])),
            panel("variance of ln v", Axis::linear("variance of ln v"), moments(["variance", "variance_first_order", "variance_exact"])),
            panel("v at width 100", Axis::logarithmic("v"), lengths),
        ],
    }
}
