//! Relaxed SIMD of WebAssembly: 128 bits, and a multiply-add that is fused where the engine's processor fuses.
//!
//! The instruction may be rounded once or twice, as the engine likes, but in the same way throughout a program. So the proof is a test: what it gives for
//! numbers whose exact results need one rounding is held against software. An engine that fails it computes with [`Portable`](super::Portable); one that does not
//! know the instruction cannot load the module, and gets one that is compiled without.

use std::arch::wasm32::*;
use std::ops::{Add, Div, Mul, Sub};
use std::sync::OnceLock;

use super::{Doubles, Instructions, Vector};
use crate::bits::Real;
use crate::bits::hardware::{doubles, singles};

/// Relaxed SIMD, and a multiply-add that is known to be fused.
#[derive(Clone, Copy, Debug)]
pub(in crate::bits) struct Relaxed(());

/// How many products the test looks at.
const TRIED: u64 = 1_000;

impl Relaxed {
    /// The proof: a test of the engine, once.
    pub(in crate::bits) fn found() -> Option<Self> {
        static FUSES: OnceLock<bool> = OnceLock::new();
        FUSES.get_or_init(|| (0..TRIED).all(is_fused)).then_some(Relaxed(()))
    }
}

/// Does what rounding takes from a product come out, in every lane of both registers?
fn is_fused(number: u64) -> bool {
    // Multiples of an odd number, modulo 2⁶⁴: fractions of 52 digits that look drawn.
    let fraction = |place: u64| (3 * number + place).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 12;
    let double = |place| f64::from_bits(1_023 << 52 | fraction(place));
    let single = |place| f32::from_bits(127 << 23 | (fraction(place) >> 29) as u32);
    let (a, b) = ([double(0), double(1)], [double(1), double(2)]);
    let rest = [-(a[0] * b[0]), -(a[1] * b[1])];
    let (x, y) = ([single(0), single(1), single(2), single(0)], [single(1), single(2), single(0), single(0)]);
    let left = [-(x[0] * y[0]), -(x[1] * y[1]), -(x[2] * y[2]), -(x[3] * y[3])];
    doubles(a, b, rest) == f64::fused_in_software(a, b, rest)
        && singles(x, y, left) == f32::fused_in_software(x, y, left)
}

impl Instructions for Relaxed {
    type Doubles = RelaxedDoubles;
    type Singles = RelaxedSingles;

    const REGISTERS: usize = 16;

    #[inline(always)]
    fn fused<T: Real, const N: usize>(self, a: [T; N], b: [T; N], c: [T; N]) -> [T; N] {
        T::fused_in_hardware(a, b, c)
    }
}

register! {
    /// 128 bits.
    RelaxedDoubles, f64, v128, 2, Relaxed, f64x2_splat,
    |numbers: *const f64| v128_load(numbers.cast()), |numbers: *mut f64, register| v128_store(numbers.cast(), register), f64x2_relaxed_madd
}

register! {
    /// 128 bits.
    RelaxedSingles, f32, v128, 4, Relaxed, f32x4_splat,
    |numbers: *const f32| v128_load(numbers.cast()), |numbers: *mut f32, register| v128_store(numbers.cast(), register), f32x4_relaxed_madd
}

impl Doubles<Relaxed> for RelaxedDoubles {
    #[inline(always)]
    fn select_less(self, than: Self, yes: Self, no: Self) -> Self {
        RelaxedDoubles(v128_bitselect(yes.0, no.0, f64x2_lt(self.0, than.0)))
    }

    // NaN where either is; a bound is never NaN.
    #[inline(always)]
    fn at_least(self, bound: Self) -> Self {
        RelaxedDoubles(f64x2_max(self.0, bound.0))
    }

    #[inline(always)]
    fn at_most(self, bound: Self) -> Self {
        RelaxedDoubles(f64x2_min(self.0, bound.0))
    }

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        RelaxedDoubles(v128_and(self.0, other.0))
    }

    #[inline(always)]
    fn or(self, other: Self) -> Self {
        RelaxedDoubles(v128_or(self.0, other.0))
    }

    #[inline(always)]
    fn add_bits(self, other: Self) -> Self {
        RelaxedDoubles(i64x2_add(self.0, other.0))
    }

    #[inline(always)]
    fn shift_left<const PLACES: u32>(self) -> Self {
        RelaxedDoubles(i64x2_shl(self.0, PLACES))
    }

    #[inline(always)]
    fn shift_right<const PLACES: u32>(self) -> Self {
        RelaxedDoubles(u64x2_shr(self.0, PLACES))
    }
}

macro_rules! lane_by_lane {
    ($($operation:ident, $method:ident, $intrinsic:ident;)*) => {$(
        impl $operation for RelaxedDoubles {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                RelaxedDoubles($intrinsic(self.0, other.0))
            }
        }
    )*};
}

lane_by_lane! { Add, add, f64x2_add; Sub, sub, f64x2_sub; Mul, mul, f64x2_mul; Div, div, f64x2_div; }
