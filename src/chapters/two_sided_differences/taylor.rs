//! What is a derivative of high order? n! times the n-th coefficient of the Taylor series, which arithmetic on series gives.
//!
//! A series f(x + t) = Σ cₖtᵏ is cut after [`HIGHEST`] powers. Products are convolutions. Where y′ = g·a′, as for the exponential with g = y, the coefficients follow
//! one after another,
//!
//! ```text
//! yₖ = (1/k) Σᵢ i·aᵢ·gₖ₋ᵢ,   i = 1, …, k
//! ```
//!
//! in k² operations where nested dual numbers take 3ᵏ. (Griewank & Walther 2008, *Evaluating Derivatives*, §13.2.)

use std::ops::{Add, Div, Mul, Neg, Sub};

use crate::bits;
use crate::difference::Scalar;

/// The highest order.
pub(super) const HIGHEST: usize = 16;
const TERMS: usize = HIGHEST + 1;

/// f^(order)(x), exact but for rounding.
///
/// # Panics
/// For orders above [`HIGHEST`].
pub(crate) fn derivative(f: impl FnOnce(Taylor) -> Taylor, order: usize, x: f64) -> f64 {
    assert!(order <= HIGHEST, "derivatives of the orders 0 to {HIGHEST}, not {order}");
    let mut variable = Taylor::constant(x);
    variable.0[1] = 1.0;
    (1..=order).fold(f(variable).0[order], |product, k| product * k as f64)
}

/// The coefficients of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Taylor([f64; TERMS]);

impl Taylor {
    /// The coefficients, from that of the constant on.
    pub(crate) fn terms(&self) -> &[f64] {
        &self.0
    }

    /// Each coefficient from its number and those before it.
    pub(crate) fn by(mut next: impl FnMut(usize, &[f64]) -> f64) -> Self {
        let mut terms = [0.0; TERMS];
        for k in 0..TERMS {
            terms[k] = next(k, &terms[..k]);
        }
        Taylor(terms)
    }

    /// y with y₀ as given and y′ = g·a′, where a is this series; gⱼ comes from j and from the coefficients of y up to that one.
    pub(crate) fn integral(self, first: f64, slope: impl Fn(usize, &[f64]) -> f64) -> Self {
        let product = |k: usize, y: &[f64]| sum(1..k + 1, |i| i as f64 * self.0[i] * slope(k - i, y));
        Taylor::by(|k, y| if k == 0 { first } else { product(k, y) / k as f64 })
    }

    /// (sin, cos), each the other's slope.
    fn sine_and_cosine(self) -> (Self, Self) {
        let (mut sine, mut cosine) = ([0.0; TERMS], [0.0; TERMS]);
        (sine[0], cosine[0]) = (bits::sin(self.0[0]), bits::cos(self.0[0]));
        for k in 1..TERMS {
            sine[k] = sum(1..k + 1, |i| i as f64 * self.0[i] * cosine[k - i]) / k as f64;
            cosine[k] = -sum(1..k + 1, |i| i as f64 * self.0[i] * sine[k - i]) / k as f64;
        }
        (Taylor(sine), Taylor(cosine))
    }
}

pub(crate) fn sum(range: std::ops::Range<usize>, term: impl Fn(usize) -> f64) -> f64 {
    range.fold(0.0, |sum, i| sum + term(i))
}

/// Σ aᵢ·bₖ₋ᵢ over a range of i.
pub(crate) fn convolution(a: &[f64], b: &[f64], k: usize, range: std::ops::Range<usize>) -> f64 {
    sum(range, |i| a[i] * b[k - i])
}

impl Add for Taylor {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Taylor::by(|k, _| self.0[k] + other.0[k])
    }
}

impl Sub for Taylor {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Taylor::by(|k, _| self.0[k] - other.0[k])
    }
}

impl Neg for Taylor {
    type Output = Self;
    fn neg(self) -> Self {
        Taylor(self.0.map(|term| -term))
    }
}

impl Mul for Taylor {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Taylor::by(|k, _| convolution(&self.0, &other.0, k, 0..k + 1))
    }
}

impl Div for Taylor {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Taylor::by(|k, quotient| (self.0[k] - convolution(quotient, &other.0, k, 0..k)) / other.0[0])
    }
}

impl Scalar for Taylor {
    fn constant(value: f64) -> Self {
        Taylor::by(|k, _| if k == 0 { value } else { 0.0 })
    }
    fn exp(self) -> Self {
        self.integral(bits::exp(self.0[0]), |j, y| y[j])
    }
    fn ln(self) -> Self {
        let inverse = Taylor::constant(1.0) / self;
        self.integral(bits::ln(self.0[0]), |j, _| inverse.0[j])
    }
    fn sin(self) -> Self {
        self.sine_and_cosine().0
    }
    fn cos(self) -> Self {
        self.sine_and_cosine().1
    }
    fn sqrt(self) -> Self {
        let first = self.0[0].sqrt();
        Taylor::by(
            |k, root| {
                if k == 0 { first } else { (self.0[k] - convolution(root, root, k, 1..k)) / (2.0 * first) }
            },
        )
    }
    fn tanh(self) -> Self {
        let one = |j: usize| if j == 0 { 1.0 } else { 0.0 };
        self.integral(bits::tanh(self.0[0]), |j, y| one(j) - convolution(y, y, j, 0..j + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::functions::Function;
    use super::super::smooth::Smooth;
    use super::*;

    #[test]
    fn series_and_nested_dual_numbers_agree() {
        for function in Function::ALL {
            for order in 0..=5 {
                let (nested, series) =
                    (function.derivative(order, 0.75), derivative(|x| function.value(x), order, 0.75));
                // Derivatives up to the fifth are below 10⁴ here, and so are their parts.
                let tolerance = 1e4 * 16.0 * f64::EPSILON;
                assert!((nested - series).abs() <= tolerance, "{} {order}: {nested} {series}", function.name());
                let planted = derivative(|x| function.value(x), order, 0.7501);
                assert!(
                    (nested - planted).abs() > tolerance || nested == planted,
                    "{} {order}: beside it the derivative is another, or constant",
                    function.name()
                );
            }
        }
    }

    #[test]
    fn high_orders_by_hand() {
        // (1/x)^(n) = (−1)ⁿ·n!/xⁿ⁺¹ is exact at powers of two, and (ln x)^(n) = (1/x)^(n−1).
        let factorial = |n: usize| (1..=n).fold(1.0, |product, k| product * k as f64);
        for order in [6, 7, HIGHEST] {
            let inverse =
                |order: usize| bits::powi(-1.0, order as i32) * factorial(order) * bits::powi(2.0, order as i32 + 1);
            assert_eq!(Function::Reciprocal.derivative(order, 0.5), inverse(order));
            let logarithm = Function::Logarithm.derivative(order, 0.5) / inverse(order - 1);
            assert!((logarithm - 1.0).abs() < 32.0 * f64::EPSILON, "{order}: {logarithm}");
            let exponential = Function::Exponential.derivative(order, 1.0) / bits::exp(1.0);
            assert!((exponential - 1.0).abs() < 64.0 * f64::EPSILON, "{order}: {exponential}");
        }
        assert!(std::panic::catch_unwind(|| Function::Sine.derivative(HIGHEST + 1, 1.0)).is_err());
    }
}
