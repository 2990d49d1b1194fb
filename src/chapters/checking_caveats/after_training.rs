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
mod scales;
mod stages;
#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::gradcheck::catalogue::catalogue;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
use scales::{Hidden, Law};
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
    Findings { tables: vec![table(settings, &hidden, surveyed)], figure: Some(figure()), claims }
}

fn table(settings: &Settings, hidden: &[Hidden], surveyed: &[Surveyed]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let mut table = Table::new(
        "Bugs that hide at small weights: metric against scale, and what is found where",
        4,
        vec![
            Column::text("part"),
            Column::text("bug"),
            Column::text("setting"),
            Column::number("scale", "1", Digits::Significant(1)),
            number("metric"),
            Column::text("word"),
            Column::text("verdict"),
            number("exponent"),
            number("exponent_predicted"),
            Column::count("bugs", "1"),
            Column::count("found_by_metric", "1"),
            Column::count("found", "1"),
            Column::count("undecidable", "1"),
            number("weights"),
        ],
    );
    for law in scales::LAWS {
        push_exponent(&mut table, settings, law);
    }
    hidden.iter().filter(|one| one.is_shown()).for_each(|one| one.push(&mut table, "scale"));
    stages::push_counts(&mut table, settings, surveyed);
    table.read_first(table.rows().len());
    hidden.iter().filter(|one| !one.is_shown()).for_each(|one| one.push(&mut table, "scale"));
    scales::push_curves(&mut table, settings);
    surveyed.iter().for_each(|one| one.push(&mut table));
    table.note(format!(
        "Setting of rows `exponent` and `scale`: layers L, layer l of the bug, biases. Metric: over all parameters, of two gradients by backpropagation, so that no quotient blurs it; verdict: of the \
         check. Rows `survey`: the bugs of the catalogue in a network of four layers whose weights have the deviation scale/√n and whose biases are 0, at the start, after enlarging to scale 1 with \
         random biases, and after {} steps of {}; found_by_metric: a metric over all parameters above 10⁻⁷, found: a failing block; weights: the root mean square of the weights, for a right \
         gradient. The CSV also has every bug.",
        stages::STEPS,
        stages::STEP
    ));
    table
}

fn push_exponent(table: &mut Table, settings: &Settings, law: Law) {
    let found = scales::exponent(settings, law);
    let mut row: Vec<Cell> = vec!["exponent".into(), law.name.into(), law.setting().into(), Cell::Empty];
    row.extend([Cell::Empty, Cell::Empty, Cell::Empty, found.value.into(), law.exponent().into()]);
    row.extend((0..5).map(|_| Cell::Empty));
    table.push(row);
}

fn figure() -> Figure {
    let curves = [("tanh′ = 1", 0), ("1 − a", 1), ("1 − z²", 2), ("(1 − a²)²", 3)];
    let curve = |(name, color): (&str, usize)| Series {
        table: "",
        label: name.into(),
        x: "scale",
        y: "metric",
        only: vec![("part", "curve".into()), ("bug", name.into()), ("setting", "L = 3, l = 1, no biases".into())],
        mark: Mark::LinePoints,
        color,
    };
    let stage = |start: f64, color: usize| Series {
        table: "",
        label: format!("start {start}"),
        x: "bug",
        y: "found",
        only: vec![("part", "survey".into()), ("scale", start.to_string())],
        mark: Mark::Points,
        color,
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
                series: STARTS.iter().enumerate().map(|(color, &start)| stage(start, color)).collect(),
                equal: false,
            },
        ],
    }
}
