//! Which registers hold numbers side by side, and what can be done with them? The only place that knows instruction sets.
//!
//! | instructions | registers | `f64` in one | fused multiply-add | file |
//! |---|---|---|---|---|
//! | AVX-512 | 32 | 8 | one instruction | `x86.rs` |
//! | AVX2 and FMA | 16 | 4 | one instruction | `x86.rs` |
//! | NEON | 32 | 2 | one instruction | `neon.rs` |
//! | relaxed SIMD of WebAssembly | | 2 | one instruction | `relaxed.rs` |
//! | any | what the compiler makes of arrays | 4 | in software, [`fused`](super::fused()) | `portable.rs` |
//!
//! A kernel is written once, for any `I:` [`Instructions`], in numbers of [`Vector`] or in arrays of them. Lanes are independent results, so how many there are changes no bit.
//!
//! Where a formula's steps wait for each other, [`Several`] registers take them together (`several.rs`).
//!
//! A value of `Avx2`, `Avx512`, `Neon` or `Relaxed` is a proof: it is made only where the processor was found to have the instructions. A register can be
//! filled only by who holds one, so that the calls of intrinsics are sound; they, and the calls of functions that are compiled for these
//! instructions (`dispatch.rs`), are the only `unsafe` of the package.

/// A register of one instruction set: its type, and the intrinsics that are its methods.
macro_rules! register {
    ($(#[$document:meta])* $name:ident, $number:ty, $register:ty, $lanes:literal, $instructions:ident,
     $splat:ident, $load:expr, $store:expr, $fused:expr) => {
        $(#[$document])*
        #[derive(Clone, Copy, Debug)]
        pub(in crate::bits) struct $name($register);

        // SAFETY of all blocks: a register comes from `splat` or `load`, which take the proof that the processor has the instructions. `load` and
        // `store` are given a reference to as many numbers as they touch, and need no alignment.
        #[cfg_attr(target_arch = "wasm32", allow(unused_unsafe, reason = "some of the intrinsics are safe there"))]
        impl Vector<$number, $instructions> for $name {
            const LANES: usize = $lanes;

            #[inline(always)]
            fn splat(_: $instructions, number: $number) -> Self {
                $name(unsafe { $splat(number) })
            }

            #[inline(always)]
            fn load(_: $instructions, numbers: &[$number]) -> Self {
                let numbers: &[$number; $lanes] = numbers.first_chunk().expect("as many numbers as lanes");
                $name(unsafe { ($load)(numbers.as_ptr()) })
            }

            #[inline(always)]
            fn store(self, numbers: &mut [$number]) {
                let numbers: &mut [$number; $lanes] = numbers.first_chunk_mut().expect("as many numbers as lanes");
                unsafe { ($store)(numbers.as_mut_ptr(), self.0) }
            }

            #[inline(always)]
            fn fused(self, factor: Self, addend: Self) -> Self {
                $name(unsafe { ($fused)(self.0, factor.0, addend.0) })
            }
        }
    };
}

#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
mod relaxed;
mod several;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "x86_64")]
mod x86;

use std::ops::{Add, Div, Mul, Sub};

#[cfg(target_arch = "aarch64")]
pub(super) use self::neon::Neon;
pub(super) use self::portable::Portable;
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
pub(super) use self::relaxed::Relaxed;
pub(super) use self::several::Several;
#[cfg(target_arch = "x86_64")]
pub(super) use self::x86::{Avx2, Avx512};
use super::Real;

/// An instruction set, and the proof that this processor has it.
pub(super) trait Instructions: Copy {
    /// A register of `f64`.
    type Doubles: Doubles<Self>;
    /// A register of `f32`.
    type Singles: Vector<f32, Self>;

    /// How many registers there are: 16 or 32.
    const REGISTERS: usize;

    /// `a·b + c` of each lane, rounded once.
    fn fused<T: Real, const N: usize>(self, a: [T; N], b: [T; N], c: [T; N]) -> [T; N];
}

/// A register of numbers.
pub(super) trait Vector<T, I>: Copy {
    /// How many there are.
    const LANES: usize;

    /// The same number in each lane.
    fn splat(proof: I, number: T) -> Self;
    /// The first [`Vector::LANES`] numbers.
    ///
    /// # Panics
    /// If there are fewer.
    fn load(proof: I, numbers: &[T]) -> Self;
    /// Writes the lanes to the first numbers.
    ///
    /// # Panics
    /// If there are fewer.
    fn store(self, numbers: &mut [T]);
    /// `self·factor + addend` of each lane, rounded once.
    #[must_use]
    fn fused(self, factor: Self, addend: Self) -> Self;
}

/// A register of `f64` with all that elementary functions are made of.
pub(super) trait Doubles<I: Copy>:
    Vector<f64, I> + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    /// `yes` where `self < than`, `no` elsewhere, NaN included.
    #[must_use]
    fn select_less(self, than: Self, yes: Self, no: Self) -> Self;
    /// The larger of the two; NaN where `self` is NaN.
    #[must_use]
    fn at_least(self, bound: Self) -> Self;
    /// The smaller of the two; NaN where `self` is NaN.
    #[must_use]
    fn at_most(self, bound: Self) -> Self;
    /// The bits that both have.
    #[must_use]
    fn and(self, other: Self) -> Self;
    /// The bits that either has.
    #[must_use]
    fn or(self, other: Self) -> Self;
    /// The sum of the bits as integers, modulo 2⁶⁴.
    #[must_use]
    fn add_bits(self, other: Self) -> Self;
    /// The bits shifted towards the sign.
    #[must_use]
    fn shift_left<const PLACES: u32>(self) -> Self;
    /// The bits shifted towards the last place; zeros come in.
    #[must_use]
    fn shift_right<const PLACES: u32>(self) -> Self;

    /// `self·2ᵏ`, rounded once, for an integer `−1100 ≤ k ≤ 1024` and `2⁻¹⁰⁰ < |self| < 2²`; NaN where `self` is NaN.
    ///
    /// `2ᵏ` is given in two factors: the first product is exact, and the second becomes subnormal or infinite where it must.
    #[inline(always)]
    #[must_use]
    fn times_power_of_two(self, proof: I, k: Self) -> Self {
        let splat = |number| Self::splat(proof, number);
        let low = splat(-900.0);
        // 2^(k + 200)·2⁻²⁰⁰ or 2^(k − 1)·2, where k, the bias of exponents and what is added are moved from the low bits of a sum into the exponent.
        let first = k + k.select_less(low, splat(ROUNDER + 1_223.0), splat(ROUNDER + 1_022.0));
        let second = k.select_less(low, splat(TWO_TO_MINUS_200), splat(2.0));
        self * first.shift_left::<52>() * second
    }
}

/// `1.5·2⁵²`: added to a number below 2⁵¹, it leaves the nearest integer in the low bits.
pub(super) const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// `2⁻²⁰⁰`.
const TWO_TO_MINUS_200: f64 = f64::from_bits((1_023 - 200) << 52);
