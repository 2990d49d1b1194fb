//! How are `exp`, `ln`, `tanh` and `sigmoid` computed fast and with the same bits everywhere?
//!
//! Each is one formula in plain `+ − × ÷` and integer operations on the bits, without a branch and without a table, so that the
//! compiler can compute two, four or eight elements at once; the formula of an element does not know how many. The functions
//! here work in place on a slice; [`bits::exp`](super::exp) and the others are the same bodies for a single number, with the same bits.
//!
//! | function | largest error, `f64` | `f32` | file |
//! |---|---|---|---|
//! | `exp` | 0.75 ulp (0.9 where subnormal) | 0.51 ulp | `exponential.rs` |
//! | `ln` | 1 ulp | 0.51 ulp | `logarithm.rs` |
//! | `sigmoid` | 1.25 ulp | 0.51 ulp | `logistic.rs` |
//! | `tanh` | 1.5 ulp | 0.51 ulp | `hyperbolic.rs` |
//!
//! One ulp is the distance of the two numbers that enclose the exact result. `f32` is computed in `f64` and rounded.
//!
//! ```
//! use wellposed::bits::{self, elementwise};
//!
//! let mut values = [-1.0, 0.0, 0.5];
//! elementwise::tanh(&mut values);
//! assert_eq!(values, [bits::tanh(-1.0), 0.0, bits::tanh(0.5)]);
//! ```

pub(super) mod exponential;
pub(super) mod hyperbolic;
pub(super) mod logarithm;
pub(super) mod logistic;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

use super::Real;
use super::dispatch::{self, Kernel};

/// `eˣ` of each value, in place.
pub fn exp<T: Real>(values: &mut [T]) {
    dispatch::run(Elementwise { function: Function::Exp, values });
}

/// The natural logarithm of each value, in place.
pub fn ln<T: Real>(values: &mut [T]) {
    dispatch::run(Elementwise { function: Function::Ln, values });
}

/// `1/(1 + e⁻ˣ)` of each value, in place.
pub fn sigmoid<T: Real>(values: &mut [T]) {
    dispatch::run(Elementwise { function: Function::Sigmoid, values });
}

/// The hyperbolic tangent of each value, in place.
pub fn tanh<T: Real>(values: &mut [T]) {
    dispatch::run(Elementwise { function: Function::Tanh, values });
}

/// What is computed for each element.
#[derive(Clone, Copy, Debug)]
enum Function {
    Exp,
    Ln,
    Sigmoid,
    Tanh,
}

/// A function of each value, in place.
struct Elementwise<'a, T> {
    function: Function,
    values: &'a mut [T],
}

impl<T: Real> Kernel for Elementwise<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        match self.function {
            Function::Exp => map(self.values, T::exp),
            Function::Ln => map(self.values, T::ln),
            Function::Sigmoid => map(self.values, T::sigmoid),
            Function::Tanh => map(self.values, T::tanh),
        }
    }
}

/// A plain loop: the closures of iterators are not always inlined, and would then miss the instruction set.
#[inline(always)]
fn map<T: Real>(values: &mut [T], function: impl Fn(T) -> T) {
    for value in values {
        *value = function(*value);
    }
}
