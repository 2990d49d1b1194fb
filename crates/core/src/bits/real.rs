//! What does an algorithm need of a number, so that it can be written once for `f64` and `f32`?
//!
//! [`Real`] has the arithmetic that ndarray and the numerics of this crate use, and the functions of [`elementwise`](super::elementwise).
//! It is sealed, and it does *not* build on `num_traits::Float`, whose `exp`, `ln` and `tanh` come from the system's library.
//! For `f32` a function is computed in `f64` and rounded once, so its error is hardly more than half a unit in the last place.
//!
//! ```
//! use wellposed_core::bits::Real;
//!
//! fn mean<T: Real>(values: &[T]) -> T {
//!     wellposed_core::bits::sum(values) / T::from_f64(values.len() as f64)
//! }
//! assert_eq!(mean(&[1.0_f32, 2.0, 6.0]), 3.0);
//! assert_eq!(f64::UNIT_ROUNDOFF, f64::EPSILON / 2.0);
//! ```

use std::fmt::{Debug, Display};
use std::ops::{AddAssign, DivAssign, MulAssign, Neg, SubAssign};

use ndarray::{LinalgScalar, ScalarOperand};

use super::elementwise::{exponential, hyperbolic, logarithm, logistic};
use super::hardware;
use super::kernels::Kernels;
use super::software;

/// A floating-point number, `f64` or `f32`, whose arithmetic has the same bits on every machine.
pub trait Real:
    Kernels
    + LinalgScalar
    + ScalarOperand
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + PartialOrd
    + Default
    + Debug
    + Display
    + Send
    + Sync
{
    /// The unit roundoff `u`: the largest relative error of one rounding, 2⁻⁵³ or 2⁻²⁴.
    const UNIT_ROUNDOFF: Self;

    /// The nearest number of this type.
    fn from_f64(x: f64) -> Self;
    /// The same number as an `f64`, exactly.
    fn to_f64(self) -> f64;
    /// `|x|`.
    #[must_use]
    fn abs(self) -> Self;
    #[doc(hidden)]
    fn fused_in_hardware<const N: usize>(a: [Self; N], b: [Self; N], c: [Self; N]) -> [Self; N];
    #[doc(hidden)]
    fn fused_in_software<const N: usize>(a: [Self; N], b: [Self; N], c: [Self; N]) -> [Self; N];
    /// `√x`, correctly rounded.
    #[must_use]
    fn sqrt(self) -> Self;
    /// Whether the number is neither infinite nor NaN.
    fn is_finite(self) -> bool;
    /// `eˣ`, see [`exp`](super::exp).
    #[must_use]
    fn exp(self) -> Self;
    /// The natural logarithm, see [`ln`](super::ln).
    #[must_use]
    fn ln(self) -> Self;
    /// The hyperbolic tangent, see [`tanh`](super::tanh).
    #[must_use]
    fn tanh(self) -> Self;
    /// `1/(1 + e⁻ˣ)`, see [`sigmoid`](super::sigmoid).
    #[must_use]
    fn sigmoid(self) -> Self;
}

macro_rules! implement_real {
    ($number:ty, $fused_in_hardware:path, $fused_in_software:path) => {
        impl Real for $number {
            const UNIT_ROUNDOFF: Self = <$number>::EPSILON / 2.0;

            #[inline(always)]
            fn from_f64(x: f64) -> Self {
                x as $number
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                f64::from(self)
            }
            #[inline(always)]
            fn abs(self) -> Self {
                <$number>::abs(self)
            }
            // Compiled for instructions that have it; nowhere else may it be called.
            #[inline(always)]
            fn fused_in_hardware<const N: usize>(a: [Self; N], b: [Self; N], c: [Self; N]) -> [Self; N] {
                $fused_in_hardware(a, b, c)
            }
            #[inline(always)]
            fn fused_in_software<const N: usize>(a: [Self; N], b: [Self; N], c: [Self; N]) -> [Self; N] {
                $fused_in_software(a, b, c)
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                <$number>::sqrt(self)
            }
            #[inline(always)]
            fn is_finite(self) -> bool {
                <$number>::is_finite(self)
            }
            #[inline(always)]
            fn exp(self) -> Self {
                exponential::exp(f64::from(self)) as $number
            }
            #[inline(always)]
            fn ln(self) -> Self {
                logarithm::ln(f64::from(self)) as $number
            }
            #[inline(always)]
            fn tanh(self) -> Self {
                hyperbolic::tanh(f64::from(self)) as $number
            }
            #[inline(always)]
            fn sigmoid(self) -> Self {
                logistic::sigmoid(f64::from(self)) as $number
            }
        }
    };
}

implement_real!(f64, hardware::doubles, software::fused_doubles);
implement_real!(f32, hardware::singles, software::fused_singles);
