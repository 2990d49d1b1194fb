//! What is a typed function's value, in which numbers ever? The same tree gives values in each format, the derivative in dual numbers, and those of high order as a Taylor series.
//!
//! A whole power up to 64 is products from the left, as θ·θ·θ; any other constant power is x^c, rounded once; and x^y is e^(y·ln x).

use super::expression::{Named, Operation, Tree};
use crate::bits::{self, Real};
use crate::chapters::two_sided_differences::taylor::{Taylor, convolution, sum};
use crate::difference::{Dual, Scalar};

#[cfg(test)]
mod tests;

/// The largest whole power that is made of products.
const LARGEST_POWER: f64 = 64.0;

/// A number in which typed functions have values.
pub(super) trait Number: Scalar {
    /// 1/(1 + e⁻ˣ).
    fn sigmoid(self) -> Self;
    /// eˣ − 1.
    fn expm1(self) -> Self;
    /// ln(1 + x).
    fn log1p(self) -> Self;
    /// x to this power.
    fn real_power(self, power: f64) -> Self;
    /// A line with this slope to the left of zero and slope 1 to the right of it; at zero it has no derivative.
    fn folded(self, left: f64) -> Self;
}

impl Tree {
    /// The value at x.
    pub(super) fn value<N: Number>(&self, x: N) -> N {
        match self {
            Tree::Variable => x,
            Tree::Constant(number) => N::constant(*number),
            Tree::Negative(of) => -of.value(x),
            Tree::Of(function, of) => function.value(of.value(x)),
            Tree::Both(left, Operation::Power, right) => power(left.value(x), right, x),
            Tree::Both(left, operation, right) => {
                let (left, right) = (left.value(x), right.value(x));
                match operation {
                    Operation::Plus => left + right,
                    Operation::Minus => left - right,
                    Operation::Times => left * right,
                    Operation::Over | Operation::Power => left / right,
                }
            }
        }
    }

    /// Whether θ stands in it.
    fn varies(&self) -> bool {
        match self {
            Tree::Variable => true,
            Tree::Constant(_) => false,
            Tree::Negative(of) | Tree::Of(_, of) => of.varies(),
            Tree::Both(left, _, right) => left.varies() || right.varies(),
        }
    }
}

fn power<N: Number>(base: N, exponent: &Tree, x: N) -> N {
    if exponent.varies() {
        return (exponent.value(x) * base.ln()).exp();
    }
    let constant = exponent.value(0.0);
    let is_whole = constant.abs() <= LARGEST_POWER && constant == constant.trunc();
    if is_whole { base.powi(constant as i32) } else { base.real_power(constant) }
}

impl Named {
    fn value<N: Number>(self, x: N) -> N {
        match self {
            Named::Exp => x.exp(),
            Named::Ln => x.ln(),
            Named::Sin => x.sin(),
            Named::Cos => x.cos(),
            Named::Tan => x.tan(),
            Named::Tanh => x.tanh(),
            Named::Sqrt => x.sqrt(),
            Named::Abs => x.folded(-1.0),
            Named::Sigmoid => x.sigmoid(),
            Named::Relu => x.folded(0.0),
            Named::Expm1 => x.expm1(),
            Named::Log1p => x.log1p(),
        }
    }
}

/// Both of the library's formats; not for any [`Real`], since dual numbers might be some one day.
macro_rules! implement_number {
    ($($real:ty),+) => {$(
        impl Number for $real {
            fn sigmoid(self) -> Self {
                Real::sigmoid(self)
            }
            fn expm1(self) -> Self {
                Real::from_f64(bits::exp_m1(self.to_f64()))
            }
            fn log1p(self) -> Self {
                Real::from_f64(bits::ln_1p(self.to_f64()))
            }
            fn real_power(self, power: f64) -> Self {
                Real::from_f64(bits::powf(self.to_f64(), power))
            }
            fn folded(self, left: f64) -> Self {
                let left: Self = Real::from_f64(left);
                if self < 0.0 { left * self } else { self }
            }
        }
    )+};
}

implement_number!(f64, f32);

/// A function of a dual number, from the function's value and slope.
fn chained(of: Dual<f64>, value: f64, slope: f64) -> Dual<f64> {
    Dual { value, derivative: slope * of.derivative }
}

impl Number for Dual<f64> {
    fn sigmoid(self) -> Self {
        let value = bits::sigmoid(self.value);
        chained(self, value, value * bits::sigmoid(-self.value))
    }
    fn expm1(self) -> Self {
        chained(self, bits::exp_m1(self.value), bits::exp(self.value))
    }
    fn log1p(self) -> Self {
        Dual { value: bits::ln_1p(self.value), derivative: self.derivative / (1.0 + self.value) }
    }
    fn real_power(self, power: f64) -> Self {
        chained(self, bits::powf(self.value, power), power * bits::powf(self.value, power - 1.0))
    }
    fn folded(self, left: f64) -> Self {
        let value = self.value.folded(left);
        // What does not move lies at the kink and does not leave it.
        match self.value {
            _ if self.derivative == 0.0 => Dual { value, derivative: 0.0 },
            0.0 => chained(self, value, f64::NAN),
            below if below < 0.0 => chained(self, value, left),
            _ => chained(self, value, 1.0),
        }
    }
}

impl Number for Taylor {
    fn sigmoid(self) -> Self {
        self.integral(bits::sigmoid(self.terms()[0]), |j, y| y[j] - convolution(y, y, j, 0..j + 1))
    }
    fn expm1(self) -> Self {
        let power = bits::exp(self.terms()[0]);
        self.integral(bits::exp_m1(self.terms()[0]), |j, y| if j == 0 { power } else { y[j] })
    }
    fn log1p(self) -> Self {
        let inverse = Taylor::constant(1.0) / (Taylor::constant(1.0) + self);
        self.integral(bits::ln_1p(self.terms()[0]), |j, _| inverse.terms()[j])
    }
    fn real_power(self, power: f64) -> Self {
        // a·y′ = c·a′·y, coefficient by coefficient.
        let a = self.terms();
        let first = bits::powf(a[0], power);
        let next = |k: usize, y: &[f64]| {
            sum(1..k + 1, |i| (power * i as f64 - (k - i) as f64) * a[i] * y[k - i]) / (k as f64 * a[0])
        };
        Taylor::by(|k, y| if k == 0 { first } else { next(k, y) })
    }
    fn folded(self, left: f64) -> Self {
        let slope = if self.terms()[0] < 0.0 { left } else { 1.0 };
        self * Taylor::constant(slope)
    }
}
