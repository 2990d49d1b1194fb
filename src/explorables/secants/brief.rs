//! How are values and quotients computed in a format? In f64 and f32 by the library; in bf16 each operation is rounded once to its eight bits.
//!
//! In f64 an operation on numbers of bf16 has so many digits more that rounding twice is rounding once (Figueroa 1995, for + − × ÷ √).

use super::evaluate::Number;
use crate::bits::{self, Real};
use crate::difference::{Formula, Scalar, Step, derivative};
use crate::theory::formats::Format;
use half::bf16;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number in which quotients are computed.
pub(super) trait Working: Number + PartialEq {
    /// u, by how much a number is off that is rounded once.
    fn unit_roundoff() -> f64;

    /// The same number in double precision.
    fn double(self) -> f64;

    /// The difference quotient of f at x with this step; no number where the step vanishes beside x.
    fn quotient(f: impl Fn(Self) -> Self, x: Self, formula: Formula, step: f64) -> f64;
}

impl<T: Real + Number> Working for T {
    fn unit_roundoff() -> f64 {
        T::UNIT_ROUNDOFF.to_f64()
    }

    fn double(self) -> f64 {
        self.to_f64()
    }

    fn quotient(f: impl Fn(Self) -> Self, x: Self, formula: Formula, step: f64) -> f64 {
        derivative(f, x, formula, Step::Absolute(step)).value.to_f64()
    }
}

/// A number of bf16.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Brief(f64);

impl Brief {
    fn rounded(number: f64) -> Self {
        Brief(bf16::from_f64(number).to_f64())
    }
}

impl Working for Brief {
    fn unit_roundoff() -> f64 {
        Format::BF16.unit_roundoff()
    }

    fn double(self) -> f64 {
        self.0
    }

    fn quotient(f: impl Fn(Self) -> Self, x: Self, formula: Formula, step: f64) -> f64 {
        quotient(f, x, formula, step).0
    }
}

/// What [`derivative`] does, which takes no numbers of eight bits: each pair of points is divided by its own width, as it is stored.
fn quotient<N: Working>(f: impl Fn(N) -> N, x: N, formula: Formula, step: f64) -> N {
    let step = (x + N::constant(step)) - x;
    let over = |right: N, left: N| (f(right) - f(left)) / (right - left);
    if formula.pairs() == 0 {
        return over(x + step, x);
    }
    let reach = |j: usize| N::constant(j as f64) * step;
    let term = |j: usize| N::constant(formula.weight(j)) * over(x + reach(j), x - reach(j));
    (1..=formula.pairs()).fold(N::constant(0.0), |sum, j| sum + term(j))
}

impl Add for Brief {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Brief::rounded(self.0 + other.0)
    }
}

impl Sub for Brief {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Brief::rounded(self.0 - other.0)
    }
}

impl Mul for Brief {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Brief::rounded(self.0 * other.0)
    }
}

impl Div for Brief {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Brief::rounded(self.0 / other.0)
    }
}

impl Neg for Brief {
    type Output = Self;
    fn neg(self) -> Self {
        Brief(-self.0)
    }
}

impl Scalar for Brief {
    fn constant(value: f64) -> Self {
        Brief::rounded(value)
    }
    fn exp(self) -> Self {
        Brief::rounded(bits::exp(self.0))
    }
    fn ln(self) -> Self {
        Brief::rounded(bits::ln(self.0))
    }
    fn sin(self) -> Self {
        Brief::rounded(bits::sin(self.0))
    }
    fn cos(self) -> Self {
        Brief::rounded(bits::cos(self.0))
    }
    fn sqrt(self) -> Self {
        Brief::rounded(self.0.sqrt())
    }
    fn tanh(self) -> Self {
        Brief::rounded(bits::tanh(self.0))
    }
}

impl Number for Brief {
    fn sigmoid(self) -> Self {
        Brief::rounded(bits::sigmoid(self.0))
    }
    fn expm1(self) -> Self {
        Brief::rounded(bits::exp_m1(self.0))
    }
    fn log1p(self) -> Self {
        Brief::rounded(bits::ln_1p(self.0))
    }
    fn real_power(self, power: f64) -> Self {
        Brief::rounded(bits::powf(self.0, power))
    }
    fn folded(self, left: f64) -> Self {
        Brief::rounded(self.0.folded(left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quotient_is_the_library_s_in_the_formats_that_it_has() {
        fn agree<T: Real + Number>() {
            for formula in [Formula::Forward, Formula::Central, Formula::FivePoint] {
                for step in [0.5, 0.01, 1e-4] {
                    let x = T::from_f64(0.7);
                    let own = quotient(|x: T| Scalar::exp(x), x, formula, step).to_f64();
                    assert_eq!(own, T::quotient(|x| Scalar::exp(x), x, formula, step), "{formula:?} {step}");
                    assert_ne!(own, T::quotient(|x| Scalar::exp(x), x, formula, 0.9 * step), "planted: another step");
                }
            }
        }
        agree::<f64>();
        agree::<f32>();
    }

    #[test]
    fn each_operation_has_eight_bits() {
        let [one, small] = [1.0, 1.0 / 256.0].map(Brief::rounded);
        // Half of the spacing above 1 is a tie, which goes to the even 1; a little more goes up.
        assert_eq!((one + small).double(), 1.0);
        assert_eq!((one + Brief::rounded(1.01 / 256.0)).double(), 1.0 + 2.0 / 256.0);
        assert_eq!((Brief::rounded(1.0) / Brief::rounded(3.0)).double(), 171.0 / 512.0);
        assert!(Brief::quotient(|x| x.exp(), one, Formula::Central, 1e-3).is_nan(), "the step vanishes");
    }
}
