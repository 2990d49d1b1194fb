//! Which bugs hide where weights and biases are small? Those whose error goes to zero faster than the gradient.
//!
//! Let all weights be in proportion to a scale s, and D\[l] = ∂J/∂z\[l]. For small s the gradient by the last bias stays, and with it ‖∇J‖; D\[l] is in proportion to s^(L−l), one
//! factor for each layer on the way back; and z\[l] is in proportion to s^l if the biases are 0, and to s if they grow with the weights. A wrong derivative of the activation makes a relative error
//! of D\[l] of some order p in z\[l]:
//!
//! | for tanh′ = 1 − a² | error | p |
//! |---|---|---|
//! | 1 | a² | 2 |
//! | 1 − a | a − a² | 1 |
//! | 1 − z² | z² − a² ≈ ⅔z⁴ | 4 |
//! | (1 − a²)² | about a² | 2 |
//!
//! The metric over all parameters is therefore in proportion to
//!
//! ```text
//! s^(pl + L − l)   without biases,      s^(p + L − l)   with biases in proportion to s
//! ```
//!
//! For tanh′ ≡ 1 in the first of three layers that is s⁴: a local error of s² in a block that has the share s² of the gradient. A bug that multiplies a bias, on the other hand, is invisible at
//! *every* scale of the weights as long as biases are exactly 0, as they are at the start.

mod claims;
pub(crate) mod scales;
pub(crate) mod stages;
#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::gradcheck::catalogue::catalogue;
use crate::report::{Axis, Column, Digits, Figure, Findings, Mark, Panel, Series};
use stages::{STARTS, Surveyed};

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    findings(settings, &stages::all(settings, &catalogue()))
}

fn findings(settings: &Settings, surveyed: &[Surveyed]) -> Findings {
    let hidden = scales::all(settings);
    let claims = vec![
        claims::only_near_zero(&hidden, surveyed),
        claims::grows(settings),
        claims::again(surveyed),
        claims::goes_well_rarely(settings, &hidden),
    ];
    let tables = vec![
        scales::exponents(settings),
        scales::table(&hidden),
        scales::curves(settings),
        stages::counts(settings, surveyed),
        stages::bugs(surveyed),
    ];
    Findings { tables, figure: Some(figure()), claims }
}

fn scale() -> Column {
    Column::number("scale", "1", Digits::Significant(1))
}

fn figure() -> Figure {
    let curves = [("tanh′ = 1", 0), ("1 − a", 1), ("1 − z²", 2), ("(1 − a²)²", 3)];
    let curve = |(name, color): (&'static str, usize)| {
        Series::of("curves", ("scale", "metric"), Mark::LinePoints, color).only("bug", name).labeled(name)
    };
    // Starts are no bugs: they have colors of their own.
    let stage = |start: f64, color: usize| {
        let series = Series::of("stages", ("stage", "found"), Mark::Points, color);
        series.only("scale", start.to_string()).labeled(format!("start {start}"))
    };
    Figure {
        title: "Bugs that hide at small weights".into(),
        alternative: "Two panels. Left, with logarithmic axes, the metric over all parameters against the scale of the weights for four wrong derivatives of tanh: straight lines of slopes \
                      between 3 and 6 that cross the tolerance of the notes between scales of a hundredth and one. Right, the number of bugs that are found at the start, \
                      with enlarged parameters and after training, for three scales of the first weights: the smaller the start, the more are missed, and enlarging finds them."
            .into(),
        panels: vec![
            Panel {
                title: "three layers, bug in the first".into(),
                x: Axis::logarithmic("scale of the weights"),
                y: Axis::logarithmic("metric").over(1e-18, 1.0),
                series: curves.map(curve).into(),
                equal: false,
            },
            Panel {
                title: "bugs found".into(),
                x: Axis::linear("stage"),
                y: Axis::linear("bugs"),
                series: STARTS.iter().zip(4..).map(|(&start, color)| stage(start, color)).collect(),
                equal: false,
            },
        ],
    }
}
