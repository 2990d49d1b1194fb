//! Which functions are at hand to differentiate? Each with its derivatives of any order at any point ([`Smooth`]), and f′ in closed form.
//!
//! | name | f |
//! |---|---|
//! | `cube` | θ³, the notes' example |
//! | `exponential` | e^θ |
//! | `sine` | sin θ |
//! | `tanh` | tanh θ |
//! | `logistic` | ln(1 + e^(−3θ/2)), the loss of one unit with input 3/2 and label 1 |
//! | `bell` | e^(−θ²) |
//! | `martins` | e^θ/√(sin³θ + cos³θ), the example of Martins, Sturdza & Alonso 2003 on the complex step (Squire & Trapp 1998 have it without the root) |
//! | `logarithm` | ln θ |
//! | `reciprocal` | 1/θ |
//! | `root` | √θ |
//!
//! No experiment takes them all: which ones it differentiates, and where, stands in a list of its own ([`super::examples`], `step_choice/places.rs`). So one more here
//! changes no table.

use super::smooth::Smooth;
use crate::bits;
use crate::difference::Scalar;

/// A smooth function of one variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Cube,
    Exponential,
    Sine,
    Tanh,
    Logistic,
    Bell,
    Martins,
    Logarithm,
    Reciprocal,
    Root,
}

impl Function {
    /// For tests alone, of what must hold for every function.
    #[cfg(test)]
    pub(super) const ALL: [Function; 10] = [
        Function::Cube,
        Function::Exponential,
        Function::Sine,
        Function::Tanh,
        Function::Logistic,
        Function::Bell,
        Function::Martins,
        Function::Logarithm,
        Function::Reciprocal,
        Function::Root,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Function::Cube => "cube",
            Function::Exponential => "exponential",
            Function::Sine => "sine",
            Function::Tanh => "tanh",
            Function::Logistic => "logistic",
            Function::Bell => "bell",
            Function::Martins => "martins",
            Function::Logarithm => "logarithm",
            Function::Reciprocal => "reciprocal",
            Function::Root => "root",
        }
    }

    /// As a reader writes it.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Function::Cube => "θ³",
            Function::Exponential => "e^θ",
            Function::Sine => "sin θ",
            Function::Tanh => "tanh θ",
            Function::Logistic => "logistic σ(θ)",
            Function::Bell => "bell",
            Function::Martins => "Martins",
            Function::Logarithm => "ln θ",
            Function::Reciprocal => "1/θ",
            Function::Root => "√θ",
        }
    }

    /// f′ in closed form, by other operations than those of the dual numbers.
    pub(super) fn slope(self, x: f64) -> f64 {
        let (s, c) = (bits::sin(x), bits::cos(x));
        match self {
            Function::Cube => 3.0 * x * x,
            Function::Exponential => bits::exp(x),
            Function::Sine => c,
            Function::Tanh => 1.0 / (libm::cosh(x) * libm::cosh(x)),
            Function::Logistic => -1.5 / (1.0 + bits::exp(1.5 * x)),
            Function::Bell => -2.0 * x * bits::exp(-x * x),
            Function::Martins => {
                let sum = s * s * s + c * c * c;
                bits::exp(x) / sum.sqrt() * (1.0 - 1.5 * s * c * (s - c) / sum)
            }
            Function::Logarithm => 1.0 / x,
            Function::Reciprocal => -1.0 / (x * x),
            Function::Root => 0.5 / x.sqrt(),
        }
    }
}

impl Smooth for Function {
    fn value<S: Scalar>(&self, x: S) -> S {
        match self {
            Function::Cube => x * x * x,
            Function::Exponential => x.exp(),
            Function::Sine => x.sin(),
            Function::Tanh => x.tanh(),
            Function::Logistic => (S::constant(1.0) + (-(x * S::constant(1.5))).exp()).ln(),
            Function::Bell => (-(x * x)).exp(),
            Function::Martins => x.exp() / (x.sin().powi(3) + x.cos().powi(3)).sqrt(),
            Function::Logarithm => x.ln(),
            Function::Reciprocal => S::constant(1.0) / x,
            Function::Root => x.sqrt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_by_hand() {
        let x = 1.25;
        assert_eq!([2, 3, 4, 5].map(|order| Function::Cube.derivative(order, x)), [6.0 * x, 6.0, 0.0, 0.0]);
        let e = bits::exp(1.0);
        assert_eq!([1, 2, 3, 4, 5].map(|order| Function::Exponential.derivative(order, 1.0)), [e; 5]);
        // The bell is e^(−x²): H₅(x) = 32x⁵ − 160x³ + 120x, with the sign of −1.
        let x = 0.75_f64;
        let fifth = -(32.0 * bits::powi(x, 5) - 160.0 * bits::powi(x, 3) + 120.0 * x) * bits::exp(-x * x);
        assert!((Function::Bell.derivative(5, x) / fifth - 1.0).abs() < 1e-13);
    }

    #[test]
    fn closed_forms_and_dual_numbers_agree() {
        for (function, x) in Function::ALL.into_iter().flat_map(|function| [(function, 0.75), (function, 1.5)]) {
            let (closed, dual) = (function.slope(x), function.derivative(1, x));
            assert!((closed / dual - 1.0).abs() < 32.0 * f64::EPSILON, "{} at {x}: {closed} {dual}", function.name());
            let planted = function.derivative(2, x);
            let own = function == Function::Exponential;
            assert!((closed / planted - 1.0).abs() > 1e-3 || own, "{} at {x}: planted", function.name());
        }
    }
}
