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
pub(crate) mod metrics;
mod tables;
#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::report::{Axis, Figure, Findings, Mark, Panel, Series};

/// Residuals that cancel.
const RESIDUALS: [f64; 4] = [1.0, -1.0, 2.0, -2.0];

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let (spoiled, factors) = (metrics::spoiled(settings), metrics::factors(settings));
    let claims = vec![
        claims::transcribed(settings),
        claims::text(settings),
        claims::must_be_included(&spoiled),
        claims::summary(settings),
    ];
    let tables =
        vec![tables::scales(&spoiled), tables::exponents(&spoiled), tables::ratios(&factors), tables::squares()];
    Findings { tables, figure: Some(figure()), claims }
}

/// (1/1)(Σr)², and Σr².
fn squares() -> (f64, f64) {
    let sum: f64 = RESIDUALS.iter().sum();
    (sum * sum, RESIDUALS.iter().map(|r| r * r).sum())
}

fn figure() -> Figure {
    let of = |y, mark, color| Series::of("scales", ("scale", y), mark, color).only("gradient", "forgotten");
    let forgotten = vec![
        of("metric", Mark::Points, 0).labeled("all parameters"),
        of("metric_predicted", Mark::Dashed, 0).labeled("predicted"),
        of("worst_block", Mark::LinePoints, 1).labeled("worst block"),
        of("term_alone", Mark::LinePoints, 2).labeled("the term alone"),
    ];
    let of = |y, mark| Series::of("ratios", ("ratio", y), mark, 0);
    let doubled = vec![
        of("metric", Mark::Points).labeled("all parameters"),
        of("metric_predicted", Mark::Dashed).labeled("predicted"),
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
            panel("doubled term, λ/m for λ/2m", "‖regularization‖ / ‖data‖", 1e-3, doubled),
        ],
    }
}
