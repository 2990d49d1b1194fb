//! How much longer does a training step take that checks its gradient? Counted in products of two numbers, which are the same on every machine.
//!
//! With m examples, n parameters, S of them weights, a training step is loss and gradient. Predictions:
//!
//! | what | products | in steps |
//! |---|---|---|
//! | training step | m(3S − n\[0]n\[1]) | 1 |
//! | plain check: two forward passes for each parameter | 2n·mS, which is Θ(n²) | from 2n/3 to n |
//! | structured check, one hidden layer of fixed width | Θ(n) | a constant |
//! | structured check, three layers that grow together | Θ(n^1.5): a weight of W\[1] costs the column above and the small last layer | Θ(√n) |
//! | structured check, more layers | Θ(n²), with a smaller factor | Θ(n) |
//! | one direction in each of B blocks | some 6B forward passes | a constant |
//!
//! Seconds belong to the bench of this chapter.

mod claims;
mod counted;
mod families;
#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
use families::{Cost, FAMILIES, Method, of};

/// How many examples the networks see. Every count is a multiple of it.
const EXAMPLES: usize = 8;

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let costs = families::all(settings);
    let claims = vec![claims::only_to_debug(&costs), claims::quadratic(&costs), claims::never(&costs)];
    Findings { tables: vec![table(&costs)], figure: Some(figure()), claims }
}

fn table(costs: &[Cost]) -> Table {
    let number = |name, unit| Column::number(name, unit, Digits::Significant(4));
    let mut table = Table::new(
        "The work of checking a gradient while networks grow",
        4,
        vec![
            Column::text("part"),
            Column::text("family"),
            Column::text("method"),
            Column::count("parameters", "1"),
            Column::count("evaluations", "1"),
            Column::count("products", "1"),
            number("slowdown", "1"),
            number("slowdown_predicted", "1"),
            number("exponent", "1"),
            number("low", "1"),
            number("high", "1"),
            number("exponent_predicted", "1"),
        ],
    );
    slopes(&mut table, costs);
    for family in FAMILIES {
        push(&mut table, "largest", of(costs, family)[family.sizes.len() - 1]);
    }
    table.read_first(table.rows().len());
    costs.iter().for_each(|cost| push(&mut table, "network", cost));
    table.note(format!(
        "Products of two numbers over {EXAMPLES} examples. Slowdown: the products of a training step and its check over those of the step alone; predicted is 1 + 2n/3. \
         Rows `exponent`: of n, fitted over the six networks of a family, with its interval; predicted for large n. `plain` is the notes' recipe, \
         `structured` the same quotients from what is known at the parameters, `check` the check of this project, `screen` the same along one direction in each block. The CSV \
         also has the smaller networks."
    ));
    table
}

fn slopes(table: &mut Table, costs: &[Cost]) {
    for family in FAMILIES {
        for (method, predicted) in [(Method::Plain, 2.0), (Method::Structured, family.structured)] {
            let found = claims::growth(costs, family, method);
            let mut row = vec!["exponent".into(), family.name.into(), method.name().into()];
            row.extend((0..5).map(|_| Cell::Empty));
            row.extend([found.value.into(), found.low.into(), found.high.into(), predicted.into()]);
            table.push(row);
        }
    }
}

fn push(table: &mut Table, part: &str, cost: &Cost) {
    let head = |method: &str| vec![part.into(), cost.family.name.into(), method.into(), cost.parameters.into()];
    let mut step: Vec<Cell> = head("step");
    step.extend([cost.step.evaluations.into(), cost.step.products.into(), 1.0.into()]);
    step.extend((0..5).map(|_| Cell::Empty));
    table.push(step);
    for method in Method::ALL {
        let tally = cost.tally(method);
        let predicted = (method == Method::Plain).then(|| 1.0 + 2.0 * cost.parameters as f64 / 3.0);
        let mut row: Vec<Cell> = head(method.name());
        row.extend([tally.evaluations.into(), tally.products.into(), cost.slowdown(method).into(), predicted.into()]);
        row.extend((0..4).map(|_| Cell::Empty));
        table.push(row);
    }
}

fn figure() -> Figure {
    let panel = |family: &families::Family| {
        let only = |method: &str| {
            vec![("part", "network".into()), ("family", family.name.into()), ("method", method.to_owned())]
        };
        let series = |label: &str, method: Method, y, mark, color| Series {
            table: "",
            label: label.into(),
            x: "parameters",
            y,
            only: only(method.name()),
            mark,
            color,
        };
        let measured =
            |(color, method): (usize, Method)| series(method.name(), method, "slowdown", Mark::LinePoints, color);
        let mut all: Vec<Series> = Method::ALL.into_iter().enumerate().map(measured).collect();
        all.push(series("1 + 2n/3", Method::Plain, "slowdown_predicted", Mark::Dashed, 0));
        Panel {
            title: family.name.into(),
            x: Axis::logarithmic("parameters n"),
            y: Axis::logarithmic("slowdown of a training step").over(1.0, 1e4),
            series: all,
            equal: false,
        }
    };
    Figure {
        title: "Slowdown of a training step that checks its gradient".into(),
        alternative: "Three panels with logarithmic axes, slowdown over the number of parameters. The plain check follows the line 1 + 2n/3 closely for five layers and lies up \
                      to half above it where the first layer has most of the weights. The structured check is constant for networks with a wide input, rises like the square root of n for three layers, and in \
                      proportion to n, below the plain check, for five. The check of the project runs parallel to it. The screen is constant everywhere."
            .into(),
        panels: FAMILIES.iter().map(panel).collect(),
    }
}
