//! What does a check see of a regularization that is forgotten, or off by a factor of 2? J = data + (λ/2m)Σ‖W\[l]‖².
//!
//! Let G be the gradient of J and R = (λ/m)W the part of the regularization. A gradient that has kR in place of R gives the metric
//!
//! ```text
//! |k − 1|‖R‖ / (‖G‖ + ‖G + (k − 1)R‖)
//! ```
//!
//! **Dilution.** For small weights ‖G‖ tends to the gradient by the last bias, which does not vanish, and ‖R‖ falls in proportion to the weights: the metric over all
//! parameters is proportional to their scale. Block by block it is not, since the gradients by weights fall too; and over the term alone it is |k − 1|/(k + 1) at every scale.
//!
//! **Factor.** λ/m in place of λ/2m is k = 2. With r = ‖R‖/‖data‖ and c the cosine between the two
//!
//! ```text
//! metric = r / (√(1 + 2cr + r²) + √(1 + 4cr + 4r²)),   at most 1/3
//! ```
//!
//! **Square of the sum.** Residuals cancel before they are squared: (1, −1, 2, −2) have the sum 0 and the sum of squares 10.

mod claims;
mod metrics;
#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
use metrics::{Factor, Spoiled};

/// Residuals that cancel.
const RESIDUALS: [f64; 4] = [1.0, -1.0, 2.0, -2.0];

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let spoiled = metrics::spoiled(settings);
    let factors = metrics::factors(settings);
    let claims = vec![
        claims::transcribed(settings),
        claims::text(settings),
        claims::must_be_included(&spoiled),
        claims::summary(settings),
    ];
    Findings { tables: vec![table(&spoiled, &factors)], figure: Some(figure()), claims }
}

/// (1/1)(Σr)², and Σr².
fn squares() -> (f64, f64) {
    let sum: f64 = RESIDUALS.iter().sum();
    (sum * sum, RESIDUALS.iter().map(|r| r * r).sum())
}

fn table(spoiled: &[Spoiled], factors: &[Factor]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let mut table = Table::new(
        "What a check sees of a wrong regularization",
        3,
        vec![
            Column::text("part"),
            Column::text("gradient"),
            Column::number("scale", "1", Digits::Significant(1)),
            number("metric"),
            number("metric_predicted"),
            Column::text("word"),
            number("worst_block"),
            Column::text("verdict"),
            number("term_alone"),
            number("term_predicted"),
            Column::text("named"),
            number("value"),
        ],
    );
    spoiled.iter().for_each(|one| one.push(&mut table));
    factors.iter().for_each(|one| one.push(&mut table));
    let exponent = metrics::exponent_of_the_forgotten(spoiled);
    let mut row = vec!["exponent".into(), "forgotten".into()];
    row.extend((0..9).map(|_| Cell::Empty));
    row.push(exponent.value.into());
    table.push(row);
    let (outside, inside) = squares();
    for (name, value) in [("outside the sum", outside), ("inside the sum", inside)] {
        let mut row = vec!["square".into(), name.into()];
        row.extend((0..9).map(|_| Cell::Empty));
        row.push(value.into());
        table.push(row);
    }
    table.note(
        "Rows `scale`: weights of deviation scale/√n, biases 0, λ/m = 0.05. Metric: over all parameters, with the lecture's word for it; worst_block: the largest of a block; \
         term_alone: over the derivatives of the regularization, which the objective gives apart from the data's. Rows `ratio`: λ/m for λ/2m where the norms of the two parts of the gradient have this ratio; \
         value is the cosine between them. Row `exponent`: of the scale, in the metric of the forgotten term up to scale 0.01. Rows `square`: of the residuals 1, −1, 2, −2.",
    );
    table
}

fn figure() -> Figure {
    let series = |part: &str, gradient: &str, y: &'static str, label: &str, mark, color| Series {
        table: "",
        label: label.into(),
        x: "scale",
        y,
        only: vec![("part", part.to_owned()), ("gradient", gradient.to_owned())],
        mark,
        color,
    };
    let forgotten = vec![
        series("scale", "forgotten", "metric", "all parameters", Mark::Points, 0),
        series("scale", "forgotten", "metric_predicted", "", Mark::Dashed, 0),
        series("scale", "forgotten", "worst_block", "worst block", Mark::LinePoints, 1),
        series("scale", "forgotten", "term_alone", "the term alone", Mark::LinePoints, 2),
    ];
    let doubled = vec![
        series("ratio", "doubled", "metric", "λ/m for λ/2m", Mark::Points, 0),
        series("ratio", "doubled", "metric_predicted", "predicted", Mark::Dashed, 0),
    ];
    let panel = |title: &str, x: &str, low: f64, series: Vec<Series>| Panel {
        title: title.into(),
        x: Axis::logarithmic(x),
        y: Axis::logarithmic("metric").over(low, 2.0),
        series,
        equal: false,
    };
    Figure {
        title: "A wrong regularization".into(),
        alternative: "Two panels with logarithmic axes. Left: without the gradient of the regularization the metric over all parameters rises in proportion to the scale of the weights, \
                      on its prediction, while that of the worst block is large at every scale and that of the term alone is one. Right: with a doubled term the metric rises with the \
                      share of the term and levels off at one third."
            .into(),
        panels: vec![
            panel("forgotten term", "scale of the weights", 1e-6, forgotten),
            panel("doubled term", "‖regularization‖ / ‖data‖", 1e-3, doubled),
        ],
    }
}
