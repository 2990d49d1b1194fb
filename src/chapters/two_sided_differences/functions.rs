//! Which functions are differentiated? Seven, each at a point that `f32` has too, with exact derivatives of the orders up to five.
//!
//! | name | f | at |
//! |---|---|---|
//! | `cube` | θ³, the notes' example | 1.1 as f32 has it |
//! | `exponential` | e^θ | 1 |
//! | `sine` | sin θ | 1 |
//! | `tanh` | tanh θ | ½ |
//! | `logistic` | ln(1 + e^(−3θ/2)), the loss of one unit with input 3/2 and label 1 | ¾ |
//! | `bell` | e^(−θ²) | ¾ |
//! | `martins` | e^θ/√(sin³θ + cos³θ), the example of Martins, Sturdza & Alonso 2003 on the complex step (Squire & Trapp 1998 have it without the root) | 3/2 |
//!
//! The notes take θ = 1. There the cube has no error at all for steps up to √(u/2) one-sided and √u/2 two-sided ([`super::lecture_example`]): a special case, and no example.
//! Derivatives are those of nested dual numbers: no step, no truncation.

use crate::bits;
use crate::difference::{Scalar, dual};

/// A smooth function of one variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Cube,
    Exponential,
    Sine,
    Tanh,
    Logistic,
    Bell,
    Martins,
}

impl Function {
    pub(super) const ALL: [Function; 7] = [
        Function::Cube,
        Function::Exponential,
        Function::Sine,
        Function::Tanh,
        Function::Logistic,
        Function::Bell,
        Function::Martins,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Function::Cube => "cube",
            Function::Exponential => "exponential",
            Function::Sine => "sine",
            Function::Tanh => "tanh",
            Function::Logistic => "logistic",
            Function::Bell => "bell",
            Function::Martins => "martins",
        }
    }

    /// Where it is differentiated.
    pub(super) fn point(self) -> f64 {
        match self {
            Function::Cube => f64::from(1.1_f32),
            Function::Exponential | Function::Sine => 1.0,
            Function::Tanh => 0.5,
            Function::Logistic | Function::Bell => 0.75,
            Function::Martins => 1.5,
        }
    }

    // ANCHOR: value
    /// f in any kind of numbers.
    pub(super) fn value<S: Scalar>(self, x: S) -> S {
        match self {
            Function::Cube => x * x * x,
            Function::Exponential => x.exp(),
            Function::Sine => x.sin(),
            Function::Tanh => x.tanh(),
            Function::Logistic => (S::constant(1.0) + (-(x * S::constant(1.5))).exp()).ln(),
            Function::Bell => (-(x * x)).exp(),
            Function::Martins => x.exp() / (x.sin().powi(3) + x.cos().powi(3)).sqrt(),
        }
    }
    // ANCHOR_END: value

    /// The derivative of this order, 1 to 5, at [`point`](Function::point).
    ///
    /// # Panics
    /// For other orders.
    pub(super) fn derivative(self, order: usize) -> f64 {
        let x = self.point();
        match order {
            1 => dual::derivative(|x| self.value(x), x),
            2 => dual::derivative(|x| dual::derivative(|x| self.value(x), x), x),
            3 => self.third(x),
            4 => dual::derivative(|x| self.third(x), x),
            5 => self.fifth(x),
            _ => panic!("derivatives of the orders 1 to 5, not {order}"),
        }
    }

    /// f‴ in any kind of numbers.
    fn third<S: Scalar>(self, x: S) -> S {
        dual::derivative(|x| dual::derivative(|x| dual::derivative(|x| self.value(x), x), x), x)
    }

    fn fifth(self, x: f64) -> f64 {
        dual::derivative(|x| dual::derivative(|x| self.third(x), x), x)
    }

    /// f⁽⁷⁾, a second difference of f⁽⁵⁾: good to a percent, and compiled in a moment where seven nested dual numbers are not.
    pub(super) fn seventh(self) -> f64 {
        let (x, step) = (self.point(), 1.0 / 128.0);
        (self.fifth(x + step) - 2.0 * self.fifth(x) + self.fifth(x - step)) / (step * step)
    }

    /// f′ in closed form, by other operations than those of the dual numbers.
    pub(super) fn slope(self) -> f64 {
        let x = self.point();
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
        }
    }

    /// u·|f|, by how much a value is off that is rounded once, with this unit roundoff.
    pub(super) fn noise(self, unit_roundoff: f64) -> f64 {
        unit_roundoff * self.value(self.point()).abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_by_hand() {
        let (cube, x) = (|order| Function::Cube.derivative(order), Function::Cube.point());
        assert_eq!([2, 3, 4, 5].map(cube), [6.0 * x, 6.0, 0.0, 0.0]);
        let e = bits::exp(1.0);
        assert_eq!([1, 2, 3, 4, 5].map(|order| Function::Exponential.derivative(order)), [e; 5]);
        // The bell is e^(−x²): H₅(x) = 32x⁵ − 160x³ + 120x, with the sign of −1.
        let x = 0.75_f64;
        let fifth = -(32.0 * bits::powi(x, 5) - 160.0 * bits::powi(x, 3) + 120.0 * x) * bits::exp(-x * x);
        assert!((Function::Bell.derivative(5) / fifth - 1.0).abs() < 1e-13);
        assert!((Function::Exponential.seventh() / e - 1.0).abs() < 0.01 && Function::Cube.seventh() == 0.0);
    }

    #[test]
    fn closed_forms_and_dual_numbers_agree() {
        for function in Function::ALL {
            let (closed, dual) = (function.slope(), function.derivative(1));
            assert!((closed / dual - 1.0).abs() < 32.0 * f64::EPSILON, "{}: {closed} {dual}", function.name());
            let planted = function.derivative(2);
            assert!((closed / planted - 1.0).abs() > 1e-3 || function == Function::Exponential, "{}", function.name());
            assert_eq!(function.point(), f64::from(function.point() as f32), "{}", function.name());
        }
    }
}
