//! How are `exp`, `ln`, `tanh` and `sigmoid` computed fast and with the same bits everywhere?
//!
//! Each is one formula in plain `+ − × ÷` and integer operations on the bits, without a branch and without a table, so that the
//! compiler can compute two, four or eight elements at once; the formula of an element does not know how many. The functions
//! here work in place on a slice; [`bits::exp`](super::exp) and the others are the same bodies for a single number, with the same bits.
//!
//! **Lanes.** The operations of one element wait for each other: Horner's rule alone is a chain of more than 20, each of three or four cycles. So a
//! formula takes 32 elements as an array, all of them through one step and then through the next; while one waits, the others are computed.
//!
//! | function | largest error, `f64` | `f32` | file |
//! |---|---|---|---|
//! | `exp` | 0.75 ulp (0.9 where subnormal) | 0.51 ulp | `exponential.rs` |
//! | `ln` | 1 ulp | 0.51 ulp | `logarithm.rs` |
//! | `sigmoid` | 1 ulp | 0.51 ulp | `logistic.rs` |
//! | `tanh` | 1.5 ulp | 0.51 ulp | `hyperbolic.rs` |
//!
//! One ulp is the distance of the two numbers that enclose the exact result. `f32` is computed in `f64` and rounded.
//!
//! ```
//! use wellposed_core::bits::{self, elementwise};
//!
//! let mut values = [-1.0, 0.0, 0.5];
//! elementwise::tanh(&mut values);
//! assert_eq!(values, [bits::tanh(-1.0), 0.0, bits::tanh(0.5)]);
//! ```

pub(super) mod addition;
pub(super) mod exponential;
mod horner;
pub(super) mod hyperbolic;
pub(super) mod logarithm;
pub(super) mod logistic;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

pub use addition::tanh_changes;

use super::Real;
use super::dispatch::Kernel;

/// `eˣ` of each value, in place.
pub fn exp<T: Real>(values: &mut [T]) {
    T::elementwise(Elementwise { function: Function::Exp, values });
}

/// The natural logarithm of each value, in place.
pub fn ln<T: Real>(values: &mut [T]) {
    T::elementwise(Elementwise { function: Function::Ln, values });
}

/// `1/(1 + e⁻ˣ)` of each value, in place.
pub fn sigmoid<T: Real>(values: &mut [T]) {
    T::elementwise(Elementwise { function: Function::Sigmoid, values });
}

/// The hyperbolic tangent of each value, in place.
pub fn tanh<T: Real>(values: &mut [T]) {
    T::elementwise(Elementwise { function: Function::Tanh, values });
}

/// What is computed for each element.
#[derive(Clone, Copy, Debug)]
pub enum Function {
    /// eˣ.
    Exp,
    /// ln x.
    Ln,
    /// 1/(1 + e⁻ˣ).
    Sigmoid,
    /// tanh x.
    Tanh,
}

/// A function of each value, in place.
pub struct Elementwise<'a, T> {
    function: Function,
    values: &'a mut [T],
}

/// How many elements go through a formula together.
const LANES: usize = 32;
/// The same at the end of a slice, where zeros fill up what is missing.
const FEW_LANES: usize = 8;

impl<T: Real> Kernel for Elementwise<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let (blocks, rest) = self.values.as_chunks_mut::<LANES>();
        for block in blocks {
            replace(self.function, block);
        }
        for rest in rest.chunks_mut(FEW_LANES) {
            let (mut block, count) = ([T::zero(); FEW_LANES], rest.len());
            block[..count].copy_from_slice(rest);
            replace(self.function, &mut block);
            rest.copy_from_slice(&block[..count]);
        }
    }
}

/// Replaces each of the lanes by what the function makes of it.
// The function is not given as a closure: those are not always inlined, and would then miss the instruction set.
#[inline(always)]
fn replace<T: Real, const N: usize>(function: Function, block: &mut [T; N]) {
    let mut x = [0.0; N];
    for lane in 0..N {
        x[lane] = block[lane].to_f64();
    }
    let values = match function {
        Function::Exp => exponential::exp_lanes(x),
        Function::Ln => logarithm::ln_lanes(x),
        Function::Sigmoid => logistic::sigmoid_lanes(x),
        Function::Tanh => hyperbolic::tanh_lanes(x),
    };
    for lane in 0..N {
        block[lane] = T::from_f64(values[lane]);
    }
}
