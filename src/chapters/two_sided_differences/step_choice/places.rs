//! Which rule for the step works from 10⁻⁶ to 10¹¹ and near a singularity?

use super::super::functions::Function;
use super::super::smooth::Smooth;
use super::push as push_row;
use crate::difference::{Bound, Formula, Step, adaptive_derivative, derivative};
use crate::report::Table;

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

/// Rows `place` of the places that the table for reading has.
pub(super) fn push_few(table: &mut Table) {
    push(table, "place", |read| read);
}

/// Rows `curve` of all places, in their order.
pub(super) fn push_all(table: &mut Table) {
    push(table, "curve", |_| true);
}

fn push(table: &mut Table, part: &str, wanted: impl Fn(bool) -> bool) {
    for (function, x, _) in PLACES.into_iter().filter(|place| wanted(place.2)) {
        let exact = function.derivative(1, x);
        for rule in Rule::ALL {
            let (value, step, bound, evaluations) = rule.apply(|x| function.value(x), x);
            let error = ((value - exact) / exact).abs();
            push_row(
                table,
                [part.into(), function.name().into(), rule.name().into(), x.into()],
                &[
                    ("step", step.into()),
                    ("error", error.is_finite().then_some(error).into()),
                    ("bound", bound.map(|bound| bound / exact.abs()).into()),
                    ("evaluations", (evaluations as f64).into()),
                ],
            );
        }
    }
}
