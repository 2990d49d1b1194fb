//! What is `a·b + c`, rounded once? One instruction where the processor has it, software where it has not: the same bits.
//!
//! IEEE 754 (2008, §5.4.1) defines the fused multiply-add as the exact `a·b + c`, correctly rounded. So it has one result, whoever computes it, and what
//! fuses at fixed places has the same bits everywhere, with one rounding where two would be. How software finds it stands in `software.rs`. `f64::mul_add` is used
//! for the instruction alone, in what is compiled for it: elsewhere it calls the system's library.
//!
//! ```
//! use wellposed_core::bits::fused;
//!
//! // What rounding took from a product.
//! let (a, b) = (1.0 + f64::EPSILON, 1.0 - f64::EPSILON);
//! assert_eq!(a * b, 1.0);
//! assert_eq!(fused(a, b, -1.0), -f64::EPSILON * f64::EPSILON);
//! ```

use super::Real;
use super::dispatch::{self, Kernel};
use super::lanes::Instructions;

/// `a·b + c`, rounded once.
#[inline]
pub fn fused<T: Real>(a: T, b: T, c: T) -> T {
    if cfg!(any(target_feature = "fma", target_arch = "aarch64")) {
        let [result] = T::fused_in_hardware([a], [b], [c]);
        result
    } else {
        chosen(a, b, c)
    }
}

/// The same by the instructions that were chosen.
#[inline(never)]
fn chosen<T: Real>(a: T, b: T, c: T) -> T {
    dispatch::run(Fused(a, b, c))
}

struct Fused<T>(T, T, T);

impl<T: Real> Kernel for Fused<T> {
    type Output = T;

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) -> T {
        let [result] = instructions.fused([self.0], [self.1], [self.2]);
        result
    }
}
