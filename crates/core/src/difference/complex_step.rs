//! Which difference quotient has no subtraction? A step into the complex plane: f(x + ih) = f(x) + ih·f′(x) − …, so f′(x) = Im f(x + ih)/h.
//!
//! Nothing cancels, so h can be 10⁻²⁰⁰, and the term that is left out, h²f‴/6, is below every rounding error. (Squire & Trapp 1998, *SIAM Review* 40, after Lyness &
//! Moler 1967.) It needs a function that is real on the real line and analytic near x, and code that is analytic too: no |z| (which forgets the imaginary part), no maximum, no complex conjugate.
//!
//! ```
//! use wellposed_core::difference::complex_step;
//!
//! assert_eq!(complex_step(|z| z * z * z, 1.0), 3.0);
//! ```

use super::Scalar;
use crate::bits;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// The step.
const STEP: f64 = 1e-200;

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

/// f′(x) of a function that is analytic at the real number x.
pub fn complex_step(f: impl FnOnce(Complex) -> Complex, x: f64) -> f64 {
    f(Complex { re: x, im: STEP }).im / STEP
}

impl Add for Complex {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Complex { re: self.re + other.re, im: self.im + other.im }
    }
}

impl Sub for Complex {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Complex { re: self.re - other.re, im: self.im - other.im }
    }
}

impl Mul for Complex {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Complex { re: self.re * other.re - self.im * other.im, im: self.re * other.im + self.im * other.re }
    }
}

impl Div for Complex {
    type Output = Self;
    /// Smith's quotient, which does not square the smaller part (1962, *Communications of the ACM* 5).
    fn div(self, other: Self) -> Self {
        if other.im.abs() <= other.re.abs() {
            let ratio = other.im / other.re;
            let scale = other.re + other.im * ratio;
            Complex { re: (self.re + self.im * ratio) / scale, im: (self.im - self.re * ratio) / scale }
        } else {
            let ratio = other.re / other.im;
            let scale = other.re * ratio + other.im;
            Complex { re: (self.re * ratio + self.im) / scale, im: (self.im * ratio - self.re) / scale }
        }
    }
}

impl Neg for Complex {
    type Output = Self;
    fn neg(self) -> Self {
        Complex { re: -self.re, im: -self.im }
    }
}

impl Scalar for Complex {
    fn constant(value: f64) -> Self {
        Complex { re: value, im: 0.0 }
    }
    fn exp(self) -> Self {
        let size = bits::exp(self.re);
        Complex { re: size * bits::cos(self.im), im: size * bits::sin(self.im) }
    }
    fn ln(self) -> Self {
        Complex { re: bits::ln(libm::hypot(self.re, self.im)), im: bits::atan2(self.im, self.re) }
    }
    fn sin(self) -> Self {
        let (grown, slope) = (libm::cosh(self.im), libm::sinh(self.im));
        Complex { re: bits::sin(self.re) * grown, im: bits::cos(self.re) * slope }
    }
    fn cos(self) -> Self {
        let (grown, slope) = (libm::cosh(self.im), libm::sinh(self.im));
        Complex { re: bits::cos(self.re) * grown, im: -bits::sin(self.re) * slope }
    }
    /// The root with positive real part, without the difference of two sizes.
    fn sqrt(self) -> Self {
        let half = ((self.re.abs() + libm::hypot(self.re, self.im)) / 2.0).sqrt();
        match self.re {
            _ if half == 0.0 => Complex { re: 0.0, im: self.im },
            re if re >= 0.0 => Complex { re: half, im: self.im / (2.0 * half) },
            _ => Complex { re: self.im.abs() / (2.0 * half), im: half.copysign(self.im) },
        }
    }
    /// (t + i·tan b)/(1 + i·t·tan b) with t = tanh a.
    fn tanh(self) -> Self {
        let (hyperbolic, circular) = (bits::tanh(self.re), libm::tan(self.im));
        let scale = 1.0 + hyperbolic * hyperbolic * circular * circular;
        Complex {
            re: hyperbolic * (1.0 + circular * circular) / scale,
            im: circular * (1.0 - hyperbolic) * (1.0 + hyperbolic) / scale,
        }
    }
}

#[cfg(test)]
mod tests;
