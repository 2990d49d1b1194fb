//! What does each method cost, and what does it buy? Evaluations for a gradient of n numbers, and the error of each method against its work.
//!
//! A one-sided gradient takes n + 1 evaluations, because f(θ) serves all of its quotients, and a two-sided one takes 2n: the ratio 2n/(n + 1) is 1 at n = 1 and goes to 2.
//! What they buy is predicted by the error model: at its default step, the best for f = f^(p+1) = 1, a formula of order p is off by about u^(p/(p+1)).

mod claims;
mod methods;

use super::examples::SEVEN;
use crate::bits;
use crate::chapters::Settings;
use crate::difference::{Formula, Step, gradient};
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};
use crate::statistics;
use methods::{METHODS, Outcome};

/// How many numbers a gradient may have.
const SIZES: [usize; 9] = [1, 2, 5, 10, 30, 100, 1000, 3000, 10_000];
/// Unit roundoff of f64: no relative error is drawn below it.
const U: f64 = f64::EPSILON / 2.0;

/// Runs the experiment.
pub fn run(_: &Settings) -> Findings {
    let mut table = Table::new(
        "Evaluations of a gradient of n numbers, and the error of each method against its evaluations",
        3,
        vec![
            Column::text("part"),
            Column::text("case"),
            Column::text("function"),
            Column::count("n", "1"),
            Column::count("one_sided", "evaluations"),
            Column::count("two_sided", "evaluations"),
            Column::number("ratio", "1", Digits::Significant(4)),
            Column::number("evaluations", "1", Digits::Significant(3)),
            Column::number("error", "1", Digits::Significant(2)),
            Column::number("worst_error", "1", Digits::Significant(2)),
            Column::number("shown_error", "1", Digits::Significant(2)),
            Column::number("predicted", "1", Digits::Significant(2)),
        ],
    );
    let counts = SIZES.map(Count::of);
    counts.iter().for_each(|count| table.push(count.row()));
    let outcomes = methods::outcomes();
    METHODS.iter().for_each(|method| table.push(summary(method.name, &outcomes)));
    table.read_first(table.rows().len());
    outcomes.iter().for_each(|outcome| table.push(single(outcome)));
    table.note(format!(
        "Rows `gradient`: counted evaluations. Rows `method`: relative error of f′ with default settings, median and largest of {} functions; predicted: u^(p/(p+1)) for \
         formulas of order p, u for methods that subtract nothing. A dual or complex evaluation counts as one, and costs two to four real ones. The CSV also holds each function; \
         shown_error is not below u, for the logarithmic axis.",
        SEVEN.len()
    ));
    Findings { tables: vec![table], figure: Some(figure()), claims: claims::claims(&counts, &outcomes) }
}

/// Evaluations for a gradient of n numbers.
struct Count {
    n: usize,
    one_sided: usize,
    two_sided: usize,
}

impl Count {
    /// Counted while the gradient of θ₀² + … is taken; only the first number matters, so that a large n is cheap.
    fn of(n: usize) -> Self {
        let point = vec![1.0; n];
        let count = |formula: Formula| {
            let mut calls = 0;
            let counted = |x: &[f64]| {
                calls += 1;
                x[0] * x[0]
            };
            gradient(counted, &point, formula, Step::Default);
            calls
        };
        Count { n, one_sided: count(Formula::Forward), two_sided: count(Formula::Central) }
    }

    fn ratio(&self) -> f64 {
        self.two_sided as f64 / self.one_sided as f64
    }

    fn row(&self) -> Vec<Cell> {
        let predicted = 2.0 * self.n as f64 / (self.n as f64 + 1.0);
        let mut row = vec!["gradient".into(), self.n.to_string().into(), Cell::Empty];
        row.extend([self.n.into(), self.one_sided.into(), self.two_sided.into(), self.ratio().into()]);
        row.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, predicted.into()]);
        row
    }
}

/// One method over all functions.
fn summary(name: &'static str, outcomes: &[Outcome]) -> Vec<Cell> {
    let of = |value: fn(&Outcome) -> f64| {
        let values: Vec<f64> = outcomes.iter().filter(|outcome| outcome.method == name).map(value).collect();
        (statistics::median(&values).expect("finite errors"), values.iter().copied().fold(0.0, bits::max))
    };
    let predicted = METHODS.iter().find(|method| method.name == name).and_then(|method| method.predicted());
    let (error, worst) = of(|outcome| outcome.error);
    let mut row = vec!["method".into(), name.into(), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
    row.extend([of(|outcome| outcome.evaluations as f64).0.into(), error.into(), worst.into()]);
    row.extend([bits::max(error, U).into(), predicted.into()]);
    row
}

/// One method on one function.
fn single(outcome: &Outcome) -> Vec<Cell> {
    let mut row = vec!["single".into(), outcome.method.into(), outcome.function.name().into()];
    row.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]);
    row.extend([
        (outcome.evaluations as f64).into(),
        outcome.error.into(),
        Cell::Empty,
        bits::max(outcome.error, U).into(),
    ]);
    row.push(Cell::Empty);
    row
}

fn figure() -> Figure {
    let only = |part: &str, case: Option<&str>| {
        let case = case.map(|name| ("case", name.to_owned()));
        [("part", part.to_owned())].into_iter().chain(case).collect::<Vec<_>>()
    };
    let ratio = |label: &str, y, mark, color| Series {
        table: "",
        label: label.into(),
        x: "n",
        y,
        only: only("gradient", None),
        mark,
        color,
    };
    let costs = Panel {
        title: "evaluations, two-sided over one-sided".into(),
        x: Axis::logarithmic("numbers in the gradient"),
        y: Axis::linear("ratio").over(0.9, 2.1),
        series: vec![ratio("counted", "ratio", Mark::Points, 0), ratio("2n/(n + 1)", "predicted", Mark::Dashed, 0)],
        equal: false,
    };
    let method = |(color, method): (usize, &methods::Method)| Series {
        table: "",
        label: method.name.replace('_', " "),
        x: "evaluations",
        y: "shown_error",
        only: only("single", Some(method.name)),
        mark: Mark::Points,
        color,
    };
    let frontier = Panel {
        title: "error against work, seven functions".into(),
        x: Axis::logarithmic("evaluations for one derivative"),
        y: Axis::logarithmic("relative error").over(1e-16, 1e-6),
        series: METHODS.iter().enumerate().map(method).collect(),
        equal: false,
    };
    Figure {
        title: "What two-sided differences cost, and what other methods cost and buy".into(),
        alternative: "Left: the ratio of evaluations of a two-sided to a one-sided gradient rises from 1 for one number to 2 for many, along 2n/(n + 1). Right: relative error against evaluations \
                      for each method and function. Forward and central quotients both take two evaluations, and central ones are off by far less; more points lower the error further; automatic \
                      steps and Ridders' method take tens of evaluations; the complex step and dual numbers take one and are exact to rounding."
            .into(),
        panels: vec![costs, frontier],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::own_findings;
    use crate::report::Verdict;

    #[test]
    fn evaluations_are_counted_and_errors_are_ordered() {
        let count = Count::of(7);
        assert_eq!((count.one_sided, count.two_sided), (8, 14));
        let findings = own_findings(module_path!());
        let error = |name: &str| findings.number(&format!("method/{name}/"), "error");
        // Medians over all functions; an order more is worth a factor of ten at least, up to the order at which rounding of f′ itself is near.
        assert!(error("forward") > 10.0 * error("central") && error("central") > 10.0 * error("five_point"));
        assert!(error("five_point") > error("nine_point") && error("nine_point") > error("complex_step"));
        assert!(error("complex_step") < 8.0 * U && error("dual") < 8.0 * U && error("automatic") < 1e-11);
    }

    #[test]
    fn verdicts() {
        let findings = own_findings(module_path!());
        assert_eq!(
            (findings.verdict("L12-13"), findings.verdict("L12-15")),
            (Verdict::Conditional, Verdict::Confirmed)
        );
    }
}
