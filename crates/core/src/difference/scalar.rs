//! What does a formula need of a number, so that it can be evaluated in other numbers too? Arithmetic and ten functions.
//!
//! A function that is written for any [`Scalar`] can be evaluated in `f64` and `f32`, in [`Dual`](super::Dual) numbers for its exact derivatives,
//! and in [`Complex`](super::Complex) numbers for the complex step.
//!
//! ```
//! use wellposed_core::difference::{Scalar, dual};
//!
//! fn bell<S: Scalar>(x: S) -> S {
//!     (-x * x).exp()
//! }
//! assert_eq!(bell(0.0_f32), 1.0);
//! assert_eq!(dual::derivative(bell, 0.0), 0.0);
//! ```

use crate::bits::{self, Real};
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number of some kind. There is no `abs` and no `max`: they have no derivative everywhere, and none at all in complex numbers.
pub trait Scalar:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// The constant, rounded to this kind of number.
    fn constant(value: f64) -> Self;
    /// eˣ.
    #[must_use]
    fn exp(self) -> Self;
    /// The natural logarithm.
    #[must_use]
    fn ln(self) -> Self;
    /// The sine of an angle in radians.
    #[must_use]
    fn sin(self) -> Self;
    /// The cosine of an angle in radians.
    #[must_use]
    fn cos(self) -> Self;
    /// The square root.
    #[must_use]
    fn sqrt(self) -> Self;
    /// The hyperbolic tangent.
    #[must_use]
    fn tanh(self) -> Self;

    /// The tangent of an angle in radians.
    #[must_use]
    fn tan(self) -> Self {
        self.sin() / self.cos()
    }

    /// The hyperbolic cosine.
    #[must_use]
    fn cosh(self) -> Self {
        (self.exp() + (-self).exp()) * Self::constant(0.5)
    }

    /// xᵖ = e^(p·ln x) for any p, of a positive number (in complex numbers: with a positive real part).
    #[must_use]
    fn pow(self, p: f64) -> Self {
        (Self::constant(p) * self.ln()).exp()
    }

    /// xⁿ by products: x·x·…·x from the left, and 1/xⁿ for negative n.
    #[must_use]
    fn powi(self, n: i32) -> Self {
        let power = (0..n.unsigned_abs()).fold(Self::constant(1.0), |product, _| product * self);
        if n < 0 { Self::constant(1.0) / power } else { power }
    }
}

impl<T: Real> Scalar for T {
    fn constant(value: f64) -> Self {
        T::from_f64(value)
    }
    fn exp(self) -> Self {
        Real::exp(self)
    }
    fn ln(self) -> Self {
        Real::ln(self)
    }
    fn sin(self) -> Self {
        T::from_f64(bits::sin(self.to_f64()))
    }
    fn cos(self) -> Self {
        T::from_f64(bits::cos(self.to_f64()))
    }
    fn sqrt(self) -> Self {
        Real::sqrt(self)
    }
    fn tanh(self) -> Self {
        Real::tanh(self)
    }
}
