//! Which columns are large, and which are small? A line for each: its smallest and largest value, the middle half, and mean ± deviation, on an axis
//! of both signs and all sizes.

use super::figure::{figure, labels};
use crate::advice::screen::short;
use crate::advice::{FeatureSummary, Variation};
use crate::bits;
use crate::data::Dataset;
use crate::report::{Axis, Column, Digits, Figure, Mark, Panel, Series, Table};
use crate::statistics::quantile_in_place;

/// So many columns are drawn: half of them those of the largest deviations, half those of the smallest.
const DRAWN: usize = 40;
/// Decades below the largest value that are told apart.
const DECADES: i32 = 15;

/// The figure; nothing if there is no column.
pub(super) fn drawn(set: &Dataset, summaries: &[FeatureSummary]) -> String {
    let mut order: Vec<usize> = (0..summaries.len()).collect();
    order.sort_by(|&one, &other| summaries[other].deviation.total_cmp(&summaries[one].deviation));
    let hidden = order.len().saturating_sub(DRAWN);
    if hidden > 0 {
        order.drain(DRAWN / 2..DRAWN / 2 + hidden);
    }
    let (Some(&first), Some(_)) = (order.first(), order.last()) else { return String::new() };
    let varying = order.iter().rev().find(|&&feature| summaries[feature].variation != Variation::Constant);
    let mut conclusion = conclusion(&summaries[first], varying.map(|&feature| &summaries[feature]));
    if hidden > 0 {
        conclusion += &format!(" {hidden} columns with deviations between those that are shown are left out.");
    }
    figure(&picture(&order, summaries), &table(set, &order, summaries), &conclusion)
}

/// How far deviations are apart.
fn conclusion(largest: &FeatureSummary, smallest: Option<&FeatureSummary>) -> String {
    let Some(smallest) = smallest else { return "No column varies.".to_owned() };
    let said =
        |summary: &FeatureSummary| format!("{} of {}", short(summary.deviation), crate::text::name(&summary.name));
    let factor = largest.deviation / smallest.deviation;
    match (largest.name == smallest.name, factor < 2.0) {
        (true, _) => format!("One column varies, with a deviation of {}.", said(largest)),
        (_, true) => {
            format!("Deviations are alike: {} is the largest, {} the smallest.", said(largest), said(smallest))
        }
        _ => format!(
            "Deviations differ by a factor of {}: {} against {}. Standardized, all are 1.",
            short(factor),
            said(largest),
            said(smallest)
        ),
    }
}

fn table(set: &Dataset, order: &[usize], summaries: &[FeatureSummary]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(4));
    let names = ["minimum", "first_quartile", "below", "mean", "above", "third_quartile", "maximum"].map(number);
    let mut table = Table::new("Columns", 1, [vec![Column::text("column")], names.to_vec()].concat());
    let labels = labels(order.iter().map(|&feature| summaries[feature].name.as_str()));
    for (label, &feature) in labels.into_iter().zip(order) {
        let summary = &summaries[feature];
        let mut values = set.features.column(feature).to_vec();
        let [first, third] = [0.25, 0.75].map(|share| quantile_in_place(&mut values, share));
        let [below, above] = [-1.0, 1.0].map(|sign| summary.mean + sign * summary.deviation);
        let numbers = [summary.minimum, first, below, summary.mean, above, third, summary.maximum];
        table.push([vec![label.into()], numbers.map(Into::into).to_vec()].concat());
    }
    table
}

/// The power of ten below which sizes are not told apart: that of the smallest deviation, but not too far below the largest value.
fn smallest_power(order: &[usize], summaries: &[FeatureSummary]) -> i32 {
    let drawn = || order.iter().map(|&feature| &summaries[feature]);
    let power = |size: f64| libm::floor(libm::log10(size)) as i32;
    let largest = drawn().flat_map(|summary| [summary.minimum.abs(), summary.maximum.abs()]).fold(0.0, bits::max);
    let deviations = drawn().map(|summary| summary.deviation).filter(|&deviation| deviation > 0.0);
    let smallest = deviations.fold(bits::max(largest, f64::MIN_POSITIVE), bits::min);
    power(smallest).max(power(bits::max(largest, f64::MIN_POSITIVE)) - DECADES)
}

fn picture(order: &[usize], summaries: &[FeatureSummary]) -> Figure {
    let span = |label: &str, x, to, thickness, color| Series {
        table: "",
        label: label.into(),
        x,
        y: "column",
        only: Vec::new(),
        mark: Mark::Span { to, thickness },
        color,
    };
    let mean = Series { mark: Mark::Points, ..span("mean", "mean", "", 0.0, 1) };
    let panel = Panel {
        title: String::new(),
        x: Axis::signed_logarithmic("value", smallest_power(order, summaries)),
        y: Axis::of_names(""),
        series: vec![
            span("smallest to largest", "minimum", "maximum", 1.4, 6),
            span("middle half", "first_quartile", "third_quartile", 9.0, 0),
            span("mean ± deviation", "below", "above", 2.4, 1),
            mean,
        ],
        equal: false,
    };
    Figure {
        title: "The size of each column".into(),
        alternative: "A line for each column, those of the largest deviation first: smallest and largest value, middle half, and mean ± \
                      deviation, on an axis of both signs on which powers of ten have equal distances."
            .into(),
        panels: vec![panel],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array1, Array2};

    fn of(columns: usize, value: impl Fn(usize, usize) -> f64) -> String {
        let features = Array2::from_shape_fn((12, columns), |(row, column)| value(row, column));
        let set = Dataset::new("own", features, Array1::zeros(12));
        drawn(&set, &FeatureSummary::of_all(&set))
    }

    #[test]
    fn the_caption_names_the_largest_and_the_smallest() {
        let apart = of(3, |row, column| row as f64 * [1.0, -1000.0, 0.01][column]);
        assert!(apart.contains("differ by a factor of 100,000: 3,450 of x2 against 0.0345 of x3"), "{apart}");
        assert!(apart.contains("<svg ") && apart.contains(">−100</text>"), "{apart}");
        assert!(of(2, |row, column| row as f64 * [1.0, 1.5][column]).contains("Deviations are alike: 5.18 of x2"));
        assert!(of(2, |row, column| row as f64 * [1.0, 0.0][column]).contains("One column varies"));
        assert!(of(1, |_, _| 7.0).contains("No column varies"));
        assert_eq!(of(0, |_, _| 7.0), "");
    }

    #[test]
    fn of_many_columns_the_extremes_are_drawn_and_the_rest_is_counted() {
        let many = of(50, |row, column| row as f64 * (column + 1) as f64);
        assert!(many.contains("10 columns with deviations between"), "{many}");
        let is_drawn = |name: &str| many.contains(&format!(">{name}</text>"));
        assert!(is_drawn("x50") && is_drawn("x1") && !is_drawn("x25"));
        assert!(!of(40, |row, column| row as f64 * (column + 1) as f64).contains("left out."));
    }

    #[test]
    fn any_sizes_are_drawn() {
        for scale in [5e-324, 1e-300, 1e90] {
            assert!(of(2, |row, column| row as f64 * [scale, 1.0][column]).contains("<svg "), "{scale}");
        }
    }
}
