//! What is a derivative without any truncation error? Dual numbers, v + d·ε with ε² = 0: each operation applies the chain rule.
//!
//! A dual number over dual numbers carries second derivatives, and so on; [`derivative`] can be nested. The result is as exact as the rounding of its
//! own operations allows. (Griewank & Walther 2008, *Evaluating Derivatives*, ch. 3 and 13; the `j` of the notes' backward pass is the other mode.)
//!
//! ```
//! use wellposed_core::difference::{Dual, dual};
//!
//! let cube = |x: Dual<Dual<f64>>| x * x * x;
//! let second = dual::derivative(|x: Dual<f64>| dual::derivative(cube, x), 2.0);
//! assert_eq!(second, 12.0);
//! ```

use super::Scalar;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A value with its derivative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual<S> {
    /// f(x).
    pub value: S,
    /// f′(x).
    pub derivative: S,
}

impl<S: Scalar> Dual<S> {
    /// The variable itself, whose derivative is 1.
    pub fn variable(value: S) -> Self {
        Dual { value, derivative: S::constant(1.0) }
    }

    /// g of this number, from the value and the slope of g.
    fn chain(self, value: S, slope: S) -> Self {
        Dual { value, derivative: slope * self.derivative }
    }
}

/// f′(x), exact but for rounding.
pub fn derivative<S: Scalar>(f: impl FnOnce(Dual<S>) -> Dual<S>, x: S) -> S {
    f(Dual::variable(x)).derivative
}

impl<S: Scalar> Add for Dual<S> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Dual { value: self.value + other.value, derivative: self.derivative + other.derivative }
    }
}

impl<S: Scalar> Sub for Dual<S> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Dual { value: self.value - other.value, derivative: self.derivative - other.derivative }
    }
}

impl<S: Scalar> Mul for Dual<S> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let derivative = self.derivative * other.value + self.value * other.derivative;
        Dual { value: self.value * other.value, derivative }
    }
}

impl<S: Scalar> Div for Dual<S> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        Dual { value, derivative: (self.derivative - value * other.derivative) / other.value }
    }
}

impl<S: Scalar> Neg for Dual<S> {
    type Output = Self;
    fn neg(self) -> Self {
        Dual { value: -self.value, derivative: -self.derivative }
    }
}

impl<S: Scalar> Scalar for Dual<S> {
    fn constant(value: f64) -> Self {
        Dual { value: S::constant(value), derivative: S::constant(0.0) }
    }
    fn exp(self) -> Self {
        let power = self.value.exp();
        self.chain(power, power)
    }
    fn ln(self) -> Self {
        Dual { value: self.value.ln(), derivative: self.derivative / self.value }
    }
    fn sin(self) -> Self {
        self.chain(self.value.sin(), self.value.cos())
    }
    fn cos(self) -> Self {
        self.chain(self.value.cos(), -self.value.sin())
    }
    fn sqrt(self) -> Self {
        let root = self.value.sqrt();
        self.chain(root, S::constant(0.5) / root)
    }
    fn tanh(self) -> Self {
        let tangent = self.value.tanh();
        let one = S::constant(1.0);
        self.chain(tangent, (one - tangent) * (one + tangent))
    }
}

#[cfg(test)]
mod tests;
