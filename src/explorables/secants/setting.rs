//! What did the reader choose? A function, a point, a step, a format and a formula.

use super::super::{Control, Input, State, Stops};
use super::evaluate::Number;
use super::expression::Tree;
use super::parser;
use crate::chapters::two_sided_differences::functions::Function;
use crate::chapters::two_sided_differences::smooth::Smooth;
use crate::chapters::two_sided_differences::taylor;
use crate::difference::{Formula, dual};
use crate::text;

/// The formats, as reports name them.
pub(super) const F64: &str = "f64";
pub(super) const F32: &str = "f32";
pub(super) const BF16: &str = "bf16";
/// The function that the reader types.
const TYPED: &str = "typed";

/// Functions of the chapter.
const FUNCTIONS: [Function; 7] = [
    Function::Exponential,
    Function::Cube,
    Function::Sine,
    Function::Tanh,
    Function::Logarithm,
    Function::Reciprocal,
    Function::Root,
];

const CHOICES: [(&str, &str); FUNCTIONS.len() + 1] = {
    let mut choices = [(TYPED, "your own"); FUNCTIONS.len() + 1];
    let mut number = 0;
    while number < FUNCTIONS.len() {
        choices[number] = (FUNCTIONS[number].name(), FUNCTIONS[number].words());
        number += 1;
    }
    choices
};

/// The formulas of the chapter's figure, in the order of its colors.
pub(super) const FORMULAS: [Formula; 3] = [Formula::Forward, Formula::Central, Formula::FivePoint];

const QUOTIENTS: [(&str, &str); 3] = [("forward", "one-sided"), ("central", "two-sided"), ("five_point", "five-point")];

/// Everything that the reader moves.
pub(super) const CONTROLS: &[Control] = &[
    Control::choice("function", "function f", &CHOICES, Function::Exponential.name()),
    Control { name: "formula", label: "your f(θ)", input: Input::Words, first: "sin(3*θ) + θ^2" },
    Control::number("theta", "point θ", (-10.0, 10.0), Stops::Equal(200), "1"),
    Control::number("step", "step ε", (1e-16, 1.0), Stops::Decade(10), "1e-12"),
    Control::choice(
        "format",
        "format of numbers",
        &[(F64, "f64, double precision"), (F32, "f32, single precision"), (BF16, "bf16, eight bits")],
        F64,
    ),
    Control::choice("quotient", "difference quotient", &QUOTIENTS, "central"),
];

/// What is differentiated.
#[derive(Clone, Debug)]
pub(super) enum Chosen {
    /// A function of the chapter.
    Listed(Function),
    /// The reader's.
    Typed(Tree),
}

impl Chosen {
    /// f in any numbers.
    pub(super) fn value<N: Number>(&self, x: N) -> N {
        match self {
            Chosen::Listed(function) => function.value(x),
            Chosen::Typed(tree) => tree.value(x),
        }
    }

    /// f′ by dual numbers.
    pub(super) fn slope(&self, x: f64) -> f64 {
        match self {
            Chosen::Listed(function) => function.derivative(1, x),
            Chosen::Typed(tree) => dual::derivative(|x| tree.value(x), x),
        }
    }

    /// A derivative of high order.
    pub(super) fn derivative(&self, order: usize, x: f64) -> f64 {
        match self {
            Chosen::Listed(function) => function.derivative(order, x),
            Chosen::Typed(tree) => taylor::derivative(|x| tree.value(x), order, x),
        }
    }

    /// As a reader writes it.
    pub(super) fn words(&self) -> String {
        match self {
            Chosen::Listed(function) => function.words().to_owned(),
            Chosen::Typed(tree) => text::name(&tree.to_string()),
        }
    }
}

/// What is shown.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) chosen: Chosen,
    pub(super) theta: f64,
    pub(super) step: f64,
    pub(super) format: &'static str,
    pub(super) formula: Formula,
}

impl Setting {
    /// The reader's choice, or what is wrong with the function.
    pub(super) fn of(state: &State) -> Result<Self, String> {
        let listed = FUNCTIONS.into_iter().find(|function| function.name() == state.words("function"));
        let chosen = match listed {
            Some(function) => Chosen::Listed(function),
            None => Chosen::Typed(parser::parse(state.words("formula"))?),
        };
        Ok(Setting {
            chosen,
            theta: state.number("theta"),
            step: state.number("step"),
            format: [F64, F32].into_iter().find(|format| *format == state.words("format")).unwrap_or(BF16),
            formula: FORMULAS
                .into_iter()
                .find(|formula| formula.name() == state.words("quotient"))
                .unwrap_or(Formula::Central),
        })
    }

    /// The place of the formula among all, which is its color.
    pub(super) fn color(&self) -> usize {
        FORMULAS.iter().position(|formula| *formula == self.formula).unwrap_or_default()
    }
}

/// Whether the reader types the function.
pub(super) fn is_typed(state: &State) -> bool {
    state.words("function") == TYPED
}

/// What a reader calls the formula.
pub(super) fn words(formula: Formula) -> &'static str {
    QUOTIENTS.into_iter().find(|(name, _)| *name == formula.name()).map_or("", |(_, words)| words)
}
