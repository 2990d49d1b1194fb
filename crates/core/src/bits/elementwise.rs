//! How are `exp`, `ln`, `tanh` and `sigmoid` computed fast and with the same bits everywhere?
//!
//! Each is one formula in `+ − × ÷`, fused multiply-adds and integer operations on the bits, without a branch and without a table. It is written once, for whatever stands for
//! a register of `f64` (`Doubles` in `lanes.rs`), and the formula of an element does not know how many there are. The functions here work in place on a slice;
//! [`bits::exp`](super::exp) and the others are the same formulas for a single number, with the same bits.
//!
//! **Several registers.** The operations of one element wait for each other: a polynomial alone is a chain of five or more, each of four cycles. So four registers take each step
//! together; while one waits, the others are computed.
//!
//! | function | largest error, `f64` | `f32` | file |
//! |---|---|---|---|
//! | `exp` | 0.98 ulp (0.99 where subnormal) | 0.51 ulp | `exponential.rs` |
//! | `ln` | 0.9 ulp | 0.51 ulp | `logarithm.rs` |
//! | `sigmoid` | 0.8 ulp (0.9 where subnormal) | 0.51 ulp | `logistic.rs` |
//! | `tanh` | 0.99 ulp | 0.51 ulp | `hyperbolic.rs` |
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
mod two_terms;

pub use addition::tanh_changes;

use super::Real;
use super::dispatch::{Kernel, run};
use super::lanes::{Doubles, Instructions, Several, Vector as _};

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

impl<T: Real> Kernel for Elementwise<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) {
        each::<T, I, Several<I::Doubles, TOGETHER>>(instructions, self);
    }
}

/// So many registers take each step together. In a module of WebAssembly without the instruction each step is software, which no second register hides.
const TOGETHER: usize = if cfg!(all(target_arch = "wasm32", not(target_feature = "relaxed-simd"))) { 1 } else { 4 };

/// No more elements than this are computed together.
const MOST: usize = 32;

/// Replaces each element, as many together as there are lanes in `D`.
#[inline(always)]
fn each<T: Real, I: Copy, D: Doubles<I>>(proof: I, Elementwise { function, values }: Elementwise<'_, T>) {
    let mut blocks = values.chunks_exact_mut(D::LANES);
    for block in &mut blocks {
        replace::<T, I, D>(proof, function, block);
    }
    let rest = blocks.into_remainder();
    if !rest.is_empty() {
        // Zeros fill up what is missing.
        let mut block = [T::zero(); MOST];
        block[..rest.len()].copy_from_slice(rest);
        replace::<T, I, D>(proof, function, &mut block[..D::LANES]);
        rest.copy_from_slice(&block[..rest.len()]);
    }
}

/// Replaces as many elements as there are lanes.
#[inline(always)]
fn replace<T: Real, I: Copy, D: Doubles<I>>(proof: I, function: Function, block: &mut [T]) {
    let mut x = [0.0; MOST];
    for lane in 0..D::LANES {
        x[lane] = block[lane].to_f64();
    }
    function.of(proof, D::load(proof, &x)).store(&mut x);
    for lane in 0..D::LANES {
        block[lane] = T::from_f64(x[lane]);
    }
}

impl Function {
    /// The value of the function in each lane.
    // The function is not given as a closure: those are not always inlined, and would then miss the instruction set.
    #[inline(always)]
    fn of<I: Copy, D: Doubles<I>>(self, proof: I, x: D) -> D {
        match self {
            Function::Exp => exponential::exp_lanes(proof, x),
            Function::Ln => logarithm::ln_lanes(proof, x),
            Function::Sigmoid => logistic::sigmoid_lanes(proof, x),
            Function::Tanh => hyperbolic::tanh_lanes(proof, x),
        }
    }
}

/// A function of one number.
struct Single {
    function: Function,
    x: f64,
}

impl Kernel for Single {
    type Output = f64;

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) -> f64 {
        let mut values = [0.0; MOST];
        self.function.of(instructions, I::Doubles::splat(instructions, self.x)).store(&mut values);
        values[0]
    }
}

/// A function of one number, by the instructions that were chosen: all lanes of a register compute the same.
#[inline(never)]
fn single(function: Function, x: f64) -> f64 {
    run(Single { function, x })
}
