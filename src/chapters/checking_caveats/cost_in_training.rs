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
use crate::report::{Axis, Column, Figure, Findings, Mark, Measured, Panel, Series, Table};
use families::{Cost, FAMILIES, Family, Method, of};

/// How many examples the networks see. Every count is a multiple of it.
const EXAMPLES: usize = 8;

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let costs = families::all(settings);
    let claims = vec![claims::only_to_debug(&costs), claims::quadratic(&costs), claims::never(&costs)];
    Findings { tables: vec![exponents(&costs), networks(&costs)], figure: Some(figure()), claims }
}

/// How the products of a method grow in a family.
struct Growth {
    family: Family,
    method: Method,
    found: Measured,
    predicted: f64,
}

fn exponents(costs: &[Cost]) -> Table {
    let of = |family: Family, method, predicted| Growth {
        family,
        method,
        found: claims::growth(costs, family, method),
        predicted,
    };
    let rows = FAMILIES
        .into_iter()
        .flat_map(|family| [of(family, Method::Plain, 2.0), of(family, Method::Structured, family.structured)]);
    let columns = vec![
        Column::text("family").from(|row: &Growth| row.family.name).key(),
        Column::text("method").from(|row: &Growth| (row.method.name(), row.method.words())).key(),
        Column::significant("exponent", 4).titled("exponent of n").from(|row: &Growth| row.found.value),
        Column::significant("low", 4).titled("at least").from(|row: &Growth| row.found.low),
        Column::significant("high", 4).titled("at most").from(|row: &Growth| row.found.high),
        Column::significant("exponent_predicted", 4).titled("predicted for large n").from(|row: &Growth| row.predicted),
    ];
    Table::of("How do the products of all quotients grow with the n parameters?", columns, rows)
        .named("exponents")
        .noted("Fitted over the six networks of a family, with its interval.")
}

/// What a network costs by a method, or by a training step alone.
struct Work<'c> {
    cost: &'c Cost,
    method: Option<Method>,
}

impl Work<'_> {
    fn tally(&self) -> counted::Tally {
        self.method.map_or(self.cost.step, |method| self.cost.tally(method))
    }

    fn method(&self) -> (&'static str, &'static str) {
        self.method.map_or(("step", "training step"), |method| (method.name(), method.words()))
    }

    fn slowdown(&self) -> f64 {
        self.method.map_or(1.0, |method| self.cost.slowdown(method))
    }

    fn predicted(&self) -> Option<f64> {
        (self.method == Some(Method::Plain)).then(|| 1.0 + 2.0 * self.cost.parameters as f64 / 3.0)
    }
}

fn networks(costs: &[Cost]) -> Table {
    let methods = || std::iter::once(None).chain(Method::ALL.map(Some));
    let rows: Vec<Work> = costs.iter().flat_map(|cost| methods().map(move |method| Work { cost, method })).collect();
    let largest =
        |row: &Work| of(costs, row.cost.family).last().is_some_and(|last| last.parameters == row.cost.parameters);
    let read: Vec<bool> = rows.iter().map(largest).collect();
    let columns = vec![
        Column::text("family").from(|row: &Work| row.cost.family.name).key(),
        Column::text("method").from(Work::method).key(),
        Column::count("parameters", "1").from(|row: &Work| row.cost.parameters).key(),
        Column::count("evaluations", "1").from(|row: &Work| row.tally().evaluations),
        Column::count("products", "1").from(|row: &Work| row.tally().products),
        Column::significant("slowdown", 4).from(Work::slowdown),
        Column::significant("slowdown_predicted", 4).titled("1 + 2n/3").from(Work::predicted),
    ];
    Table::of("The work of checking a gradient, by network and method", columns, &rows).named("networks").reading(read).noted(format!(
        "Products of two numbers over {EXAMPLES} examples. Slowdown: the products of a training step and its check over those of the step alone; only the plain check is predicted. The CSV also has the smaller networks."
    ))
}

fn figure() -> Figure {
    let panel = |family: &Family| {
        let series = |method: Method, y, mark, color| {
            let of = Series::of("networks", ("parameters", y), mark, color);
            of.only("family", family.name).only("method", method.name())
        };
        let measured = |(color, method): (usize, Method)| {
            series(method, "slowdown", Mark::LinePoints, color).labeled(method.words())
        };
        let mut all: Vec<Series> = Method::ALL.into_iter().enumerate().map(measured).collect();
        all.push(series(Method::Plain, "slowdown_predicted", Mark::Dashed, 0).labeled("1 + 2n/3"));
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
