//! Which rule for the step works from 10⁻⁶ to 10¹¹ and near a singularity?

use super::super::functions::Function;
use super::super::smooth::Smooth;
use crate::difference::{Bound, Formula, Step, adaptive_derivative, derivative};
use crate::report::{Column, Table};

/// Places, and whether the table for reading has them.
const PLACES: [(Function, f64, bool); 17] = [
    (Function::Logarithm, 1e-6, true),
    (Function::Logarithm, 1e-5, false),
    (Function::Logarithm, 1e-4, false),
    (Function::Logarithm, 1e-2, false),
    (Function::Logarithm, 1.0, true),
    (Function::Logarithm, 1e2, false),
    (Function::Logarithm, 1e4, false),
    (Function::Logarithm, 1e6, false),
    (Function::Logarithm, 1e8, false),
    (Function::Logarithm, 1e11, true),
    (Function::Reciprocal, 1e-3, true),
    (Function::Reciprocal, 1e3, false),
    (Function::Root, 1e-6, false),
    (Function::Root, 1e6, false),
    (Function::Sine, 1e6, false),
    (Function::Cube, 1e-6, false),
    (Function::Cube, 1e6, false),
];

/// A rule for the step of a central quotient.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// The same step everywhere, divided by twice the step that was asked for.
    AbsoluteNominal,
    /// The same step everywhere, divided by the width as stored.
    Absolute,
    /// In proportion to max(1, |x|).
    Scaled,
    /// By measured noise and curvature.
    Automatic,
}

impl Rule {
    pub(super) const ALL: [Rule; 4] = [Rule::AbsoluteNominal, Rule::Absolute, Rule::Scaled, Rule::Automatic];

    pub(super) fn name(self) -> &'static str {
        match self {
            Rule::AbsoluteNominal => "absolute_nominal",
            Rule::Absolute => "absolute",
            Rule::Scaled => "scaled",
            Rule::Automatic => "automatic",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Rule::AbsoluteNominal => "the same everywhere, over 2ε",
            Rule::Absolute => "the same everywhere",
            Rule::Scaled => "in proportion to max(1, |x|)",
            Rule::Automatic => "automatic",
        }
    }

    /// Value, step, bound if there is one, evaluations.
    fn apply(self, f: impl Fn(f64) -> f64, x: f64) -> (f64, f64, Option<f64>, usize) {
        let step = Formula::Central.default_step::<f64>();
        let found = match self {
            Rule::AbsoluteNominal => return ((f(x + step) - f(x - step)) / (2.0 * step), step, None, 2),
            Rule::Absolute => derivative(f, x, Formula::Central, Step::Absolute(step)),
            Rule::Scaled => derivative(f, x, Formula::Central, Step::Default),
            Rule::Automatic => {
                let found = adaptive_derivative(f, x);
                let bound = match found.bound {
                    Bound::Known(bound) => Some(bound),
                    Bound::Unknown(_) => None,
                };
                return (found.estimate.value, found.estimate.step, bound, found.estimate.evaluations);
            }
        };
        (found.value, found.step, None, found.evaluations)
    }
}

/// What a rule finds at a place.
struct Found {
    function: Function,
    at: f64,
    rule: Rule,
    step: f64,
    /// Relative, as the bound is; none where a point leaves the domain.
    error: Option<f64>,
    bound: Option<f64>,
    evaluations: usize,
    read: bool,
}

impl Found {
    fn of((function, at, read): (Function, f64, bool), rule: Rule) -> Self {
        let exact = function.derivative(1, at);
        let (value, step, bound, evaluations) = rule.apply(|x| function.value(x), at);
        let error = ((value - exact) / exact).abs();
        let (error, bound) = (error.is_finite().then_some(error), bound.map(|bound| bound / exact.abs()));
        Found { function, at, rule, step, error, bound, evaluations, read }
    }
}

pub(super) fn table() -> Table {
    let rows: Vec<Found> = PLACES.into_iter().flat_map(|place| Rule::ALL.map(|rule| Found::of(place, rule))).collect();
    let columns = vec![
        Column::text("function").from(|row: &Found| (row.function.name(), row.function.words())).key(),
        Column::text("rule").from(|row: &Found| (row.rule.name(), row.rule.words())).key(),
        Column::significant("at", 3).titled("x").from(|row: &Found| row.at).key(),
        Column::significant("step", 2).from(|row: &Found| row.step),
        Column::significant("error", 2).titled("relative error").from(|row: &Found| row.error),
        Column::significant("bound", 2).titled("its bound").from(|row: &Found| row.bound),
        Column::count("evaluations", "1").from(|row: &Found| row.evaluations),
    ];
    let table = Table::of("Which rule for the step works where?", columns, &rows).named("places");
    table.reading(rows.iter().map(|row| row.read)).noted(
        "Only automatic steps come with a bound. There is no error where a point leaves the domain. The CSV has more places.",
    )
}
