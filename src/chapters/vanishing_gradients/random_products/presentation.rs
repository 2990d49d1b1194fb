//! How are the products shown? What the tables share, and four panels: gradients, growth, all singular values, powers.

use super::CONFIDENCE;
use super::chains::Weights;
use crate::report::{Axis, Cell, Figure, Mark, Panel, Series};
use crate::statistics::{self, Interval};

/// The kind of weights in a table.
pub(super) fn weights(weights: Weights) -> Cell {
    (&*weights.name(), &*weights.words()).into()
}

/// A statistic over seeds with its interval, if there are seeds enough for one.
#[derive(Clone, Copy)]
pub(super) struct Estimate {
    pub(super) value: f64,
    pub(super) interval: Option<Interval>,
}

impl Estimate {
    pub(super) fn mean(values: &[f64]) -> Self {
        let value = statistics::mean(values).expect("finite values");
        Estimate { value, interval: statistics::mean_interval(values, CONFIDENCE).ok() }
    }

    /// For shares, which pile up below 1, so that an interval about their mean would pass it.
    pub(super) fn median(values: &[f64]) -> Self {
        let value = statistics::median(values).expect("finite values");
        Estimate { value, interval: statistics::median_interval(values, CONFIDENCE).ok() }
    }

    pub(super) fn low(self) -> Option<f64> {
        self.interval.map(|interval| interval.low)
    }

    pub(super) fn high(self) -> Option<f64> {
        self.interval.map(|interval| interval.high)
    }
}

pub(super) fn figure() -> Figure {
    let both = |series: Series| {
        let predicted = Series { label: String::new(), y: "predicted", mark: Mark::Dashed, ..series.clone() };
        [series, predicted]
    };
    let points = |table, x, y, color| Series::of(table, (x, y), Mark::Points, color);
    let panel = |title: &str, x: Axis, y: Axis, series: Vec<[Series; 2]>| Panel {
        title: title.into(),
        x,
        y,
        series: series.into_iter().flatten().collect(),
        equal: false,
    };
    let gradient = |(weights, width, color): (Weights, usize, usize)| {
        let series = points("gradients", "depth", "measured", color).only("weights", weights.name());
        both(series.only("width", width.to_string()).labeled(format!("{}, n = {width}", weights.words())))
    };
    let gradients = [
        (Weights::Identity(1.5), 2, 1),
        (Weights::Gaussian(1.0), 64, 0),
        (Weights::Gaussian(1.0), 2, 2),
        (Weights::Identity(0.5), 2, 3),
    ];
    let rate = |weights: Weights, y, color| points("rates", "width", y, color).only("weights", weights.name());
    let exponent = |weights: Weights, color| {
        let series = points("exponents", "k", "measured", color).only("weights", weights.name());
        both(series.labeled(weights.words()))
    };
    let power = |matrix, y, mark, color| Series::of("powers", ("power", y), mark, color).only("matrix", matrix);
    Figure {
        title: "Products of many matrices".into(),
        alternative: "Four panels. The gradient of the first layer grows or falls along straight lines with depth, in \
                      logarithms. The growth rate of Gaussian products rises from −0.29 at width 2 toward 0, on the \
                      predicted curve. The sixteen growth rates of singular values of Gaussian products fall from \
                      near 0 to −2, those of orthogonal ones are 0. Powers of a Jordan block with spectral radius 0.9 \
                      first grow to 38.7 and then fall."
            .into(),
        panels: vec![
            panel(
                "gradient of W[1]",
                Axis::linear("depth L"),
                Axis::linear("ln‖∂J/∂W[1]‖"),
                gradients.map(gradient).to_vec(),
            ),
            panel(
                "growth per matrix, Gaussian 1/n",
                Axis::logarithmic("width n"),
                Axis::linear("λ₁"),
                vec![
                    both(rate(Weights::GaussianByVectors(1.0), "forward", 5).labeled("forward, vectors alone")),
                    // The prediction is the same.
                    [
                        rate(Weights::Gaussian(1.0), "forward", 0).labeled("forward"),
                        rate(Weights::Gaussian(1.0), "backward", 4).labeled("backward"),
                    ],
                ],
            ),
            panel(
                "growth of all singular values",
                Axis::linear("k"),
                Axis::linear("λₖ"),
                vec![exponent(Weights::Gaussian(1.0), 0), exponent(Weights::Orthogonal, 6)],
            ),
            panel(
                "powers of a Jordan block",
                Axis::linear("k"),
                Axis::logarithmic("norm"),
                vec![[
                    power("0.9 with corner 10", "measured", Mark::Line, 7).labeled("‖Wᵏ‖₂"),
                    power("0.9 I", "predicted", Mark::Dashed, 7).labeled("0.9ᵏ"),
                ]],
            ),
        ],
    }
}
