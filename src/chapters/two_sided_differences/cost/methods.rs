//! Which methods are compared, and what does each of them do with the functions?

use super::super::examples::{Example, SEVEN};
use super::super::functions::Function;
use super::super::smooth::Smooth;
use super::U;
use crate::bits;
use crate::difference::{Formula, Step, adaptive_derivative, complex_step, derivative, dual, ridders};

/// A way to a derivative.
pub(super) struct Method {
    pub(super) name: &'static str,
    /// As a reader sees it.
    pub(super) words: &'static str,
    kind: Kind,
}

enum Kind {
    Formula(Formula),
    Ridders,
    Automatic,
    ComplexStep,
    Dual,
}

pub(super) const METHODS: [Method; 9] = [
    Method { name: "forward", words: "one-sided", kind: Kind::Formula(Formula::Forward) },
    Method { name: "central", words: "two-sided", kind: Kind::Formula(Formula::Central) },
    Method { name: "five_point", words: "five points", kind: Kind::Formula(Formula::FivePoint) },
    Method { name: "seven_point", words: "seven points", kind: Kind::Formula(Formula::SevenPoint) },
    Method { name: "nine_point", words: "nine points", kind: Kind::Formula(Formula::NinePoint) },
    Method { name: "ridders", words: "Ridders", kind: Kind::Ridders },
    Method { name: "automatic", words: "automatic steps", kind: Kind::Automatic },
    Method { name: "complex_step", words: "complex step", kind: Kind::ComplexStep },
    Method { name: "dual", words: "dual numbers", kind: Kind::Dual },
];

/// The first step of Ridders' method.
const FIRST: f64 = 0.25;

/// What a method made of a function.
pub(super) struct Outcome {
    pub(super) method: &'static str,
    pub(super) function: Function,
    pub(super) evaluations: usize,
    /// |found − f′|/|f′|.
    pub(super) error: f64,
}

impl Method {
    /// Whether it takes differences, which lose digits.
    pub(super) fn subtracts(&self) -> bool {
        !matches!(self.kind, Kind::ComplexStep | Kind::Dual)
    }

    /// The size of its relative error where everything is of size 1; extrapolation has no such rule.
    pub(super) fn predicted(&self) -> Option<f64> {
        match self.kind {
            Kind::Formula(formula) => {
                let p = formula.order() as f64;
                Some(bits::powf(U, p / (p + 1.0)))
            }
            Kind::ComplexStep | Kind::Dual => Some(U),
            Kind::Ridders | Kind::Automatic => None,
        }
    }

    /// The derivative of an example, and the evaluations that it took.
    fn apply(&self, Example { function, point: x }: Example) -> (f64, usize) {
        let f = |x: f64| function.value(x);
        match self.kind {
            Kind::Formula(formula) => {
                let found = derivative(f, x, formula, Step::Default);
                (found.value, found.evaluations)
            }
            Kind::Ridders => {
                let found = ridders(f, x, FIRST);
                (found.value, found.evaluations)
            }
            Kind::Automatic => {
                let found = adaptive_derivative(f, x).estimate;
                (found.value, found.evaluations)
            }
            Kind::ComplexStep => (complex_step(|z| function.value(z), x), 1),
            Kind::Dual => (dual::derivative(|z| function.value(z), x), 1),
        }
    }

    /// Dual numbers are compared with the closed form, everything else with dual numbers.
    fn outcome(&self, example: Example) -> Outcome {
        let (found, evaluations) = self.apply(example);
        let exact = match self.kind {
            Kind::Dual => example.function.slope(example.point),
            _ => example.derivative(1),
        };
        Outcome { method: self.name, function: example.function, evaluations, error: ((found - exact) / exact).abs() }
    }
}

/// Every method on every function.
pub(super) fn outcomes() -> Vec<Outcome> {
    METHODS.iter().flat_map(|method| SEVEN.map(|example| method.outcome(example))).collect()
}
