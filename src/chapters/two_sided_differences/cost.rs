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
use crate::report::{Axis, Column, Figure, Findings, Mark, Panel, Series, Table};
use crate::statistics;
use methods::{METHODS, Method, Outcome};

/// How many numbers a gradient may have.
const SIZES: [usize; 9] = [1, 2, 5, 10, 30, 100, 1000, 3000, 10_000];
/// Unit roundoff of f64: no relative error is drawn below it.
const U: f64 = f64::EPSILON / 2.0;

/// Runs the experiment.
pub fn run(_: &Settings) -> Findings {
    let (counts, outcomes) = (SIZES.map(Count::of), methods::outcomes());
    let tables = vec![gradients(&counts), method_table(&outcomes), functions(&outcomes)];
    Findings { tables, figure: Some(figure()), claims: claims::claims(&counts, &outcomes) }
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

    fn predicted(&self) -> f64 {
        2.0 * self.n as f64 / (self.n as f64 + 1.0)
    }
}

fn gradients(counts: &[Count]) -> Table {
    let columns = vec![
        Column::count("n", "1").from(|row: &Count| row.n).key(),
        Column::count("one_sided", "evaluations").titled("one-sided").from(|row: &Count| row.one_sided),
        Column::count("two_sided", "evaluations").titled("two-sided").from(|row: &Count| row.two_sided),
        Column::significant("ratio", 4).from(Count::ratio),
        Column::significant("predicted", 4).titled("2n/(n + 1)").from(Count::predicted),
    ];
    Table::of("Evaluations for a gradient of n numbers, counted", columns, counts).named("gradients")
}

/// One method over all functions.
struct Summary<'o> {
    method: &'o Method,
    outcomes: Vec<&'o Outcome>,
}

impl Summary<'_> {
    fn median(&self, of: fn(&Outcome) -> f64) -> f64 {
        let values: Vec<f64> = self.outcomes.iter().map(|outcome| of(outcome)).collect();
        statistics::median(&values).expect("finite errors")
    }

    fn worst(&self) -> f64 {
        self.outcomes.iter().map(|outcome| outcome.error).fold(0.0, bits::max)
    }
}

fn method_table(outcomes: &[Outcome]) -> Table {
    let rows = METHODS.iter().map(|method| Summary {
        method,
        outcomes: outcomes.iter().filter(|outcome| outcome.method == method.name).collect(),
    });
    let columns = vec![
        Column::text("method").from(|row: &Summary| (row.method.name, row.method.words)).key(),
        Column::significant("evaluations", 3)
            .titled("evaluations (median)")
            .from(|row: &Summary| row.median(|outcome| outcome.evaluations as f64)),
        Column::significant("error", 2)
            .titled("relative error (median)")
            .from(|row: &Summary| row.median(|outcome| outcome.error)),
        Column::significant("worst_error", 2).titled("largest").from(Summary::worst),
        Column::significant("predicted", 2).from(|row: &Summary| row.method.predicted()),
    ];
    let title = format!("What a method costs and buys, over {} functions at default settings", SEVEN.len());
    Table::of(title, columns, rows).named("methods").noted(
        "Predicted: u^(p/(p+1)) for formulas of order p, u for methods that subtract nothing; Ridders' method and automatic steps have no such rule. A dual or complex evaluation counts as one, and costs two to four \
         real ones.",
    )
}

fn functions(outcomes: &[Outcome]) -> Table {
    let columns = vec![
        Column::text("method").from(|row: &Outcome| (row.method, method(row.method).words)).key(),
        Column::text("function").from(|row: &Outcome| (row.function.name(), row.function.words())).key(),
        Column::count("evaluations", "1").from(|row: &Outcome| row.evaluations),
        Column::significant("error", 2).titled("relative error").from(|row: &Outcome| row.error),
        Column::significant("shown_error", 2).titled("not below u").from(|row: &Outcome| bits::max(row.error, U)),
    ];
    Table::of("What each method makes of each function", columns, outcomes)
        .named("functions")
        .noted("The figure shows the error where it is at least u, for its logarithmic axis.")
}

fn method(name: &str) -> &'static Method {
    METHODS.iter().find(|method| method.name == name).expect("an outcome is that of a method")
}

fn figure() -> Figure {
    // The color of two-sided differences, whose price it is.
    let ratio = |y, mark| Series::of("gradients", ("n", y), mark, 1);
    let costs = Panel {
        title: "evaluations, two-sided over one-sided".into(),
        x: Axis::logarithmic("numbers in the gradient"),
        y: Axis::linear("ratio").over(0.9, 2.1),
        series: vec![
            ratio("ratio", Mark::Points).labeled("counted"),
            ratio("predicted", Mark::Dashed).labeled("2n/(n + 1)"),
        ],
        equal: false,
    };
    // The two that subtract nothing take one evaluation and are exact to rounding: their points lie on one another, under one name.
    let method = |(number, method): (usize, &Method)| {
        let (color, words) =
            if method.subtracts() { (number, method.words) } else { (7, "complex step, dual numbers") };
        let series = Series::of("functions", ("evaluations", "shown_error"), Mark::Points, color);
        series.only("method", method.name).labeled(words)
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
        let error = |name: &str| findings.table("methods").number(name, "error");
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
