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
mod tests {
    use super::*;
    use crate::bits;

    #[test]
    fn every_function_has_its_derivative() {
        let x = 0.7;
        let (e, s, c, t) = (bits::exp(x), bits::sin(x), bits::cos(x), bits::tanh(x));
        type Case = (&'static str, fn(Dual<f64>) -> Dual<f64>, f64);
        let cases: [Case; 9] = [
            ("exp", |x| x.exp(), e),
            ("ln", |x| x.ln(), 1.0 / x),
            ("sin", |x| x.sin(), c),
            ("cos", |x| x.cos(), -s),
            ("sqrt", |x| x.sqrt(), 0.5 / x.sqrt()),
            ("tanh", |x| x.tanh(), 1.0 - t * t),
            ("powi", |x| x.powi(3), 3.0 * x * x),
            ("inverse power", |x| x.powi(-2), -2.0 / (x * x * x)),
            ("quotient", |x| x.sin() / x, (c - s / x) / x),
        ];
        for (name, f, exact) in cases {
            let found = derivative(f, x);
            assert!((found - exact).abs() <= 4.0 * f64::EPSILON * exact.abs(), "{name}: {found} and {exact}");
            assert!((derivative(f, x * 1.001) - exact).abs() > 1e-6 * exact.abs() || name == "tanh", "{name}: planted");
        }
    }

    #[test]
    fn nested_five_times() {
        let fifth = |x: f64| {
            derivative(|x| derivative(|x| derivative(|x| derivative(|x| derivative(|x| x.exp().sin(), x), x), x), x), x)
        };
        // (sin eˣ)⁗′ = cos(e)(e − 25e³ + e⁵) + sin(e)(−15e² + 10e⁴) with e = eˣ: the Bell polynomials.
        let e = bits::exp(0.3);
        let exact = bits::cos(e) * (e - 25.0 * bits::powi(e, 3) + bits::powi(e, 5))
            + bits::sin(e) * (10.0 * bits::powi(e, 4) - 15.0 * bits::powi(e, 2));
        let size = e + 25.0 * bits::powi(e, 3) + bits::powi(e, 5) + 10.0 * bits::powi(e, 4) + 15.0 * bits::powi(e, 2);
        assert!((fifth(0.3) - exact).abs() < 16.0 * f64::EPSILON * size, "{} {exact}", fifth(0.3));
    }
}
