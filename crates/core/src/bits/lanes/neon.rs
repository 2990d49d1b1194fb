//! NEON, which every 64-bit ARM processor has: each method is one instruction, or none.

use std::arch::aarch64::*;
use std::ops::{Add, Div, Mul, Sub};

use super::{Doubles, Instructions, Vector};
use crate::bits::Real;

/// NEON of 64-bit ARM processors.
#[derive(Clone, Copy, Debug)]
pub(in crate::bits) struct Neon(());

impl Neon {
    /// The proof: this target has no processors without.
    pub(in crate::bits) const fn found() -> Option<Self> {
        Some(Neon(()))
    }
}

impl Instructions for Neon {
    type Doubles = NeonDoubles;
    type Singles = NeonSingles;

    const REGISTERS: usize = 32;

    #[inline(always)]
    fn fused<T: Real, const N: usize>(self, a: [T; N], b: [T; N], c: [T; N]) -> [T; N] {
        T::fused_in_hardware(a, b, c)
    }
}

register! {
    /// 128 bits.
    NeonDoubles, f64, float64x2_t, 2, Neon, vdupq_n_f64, vld1q_f64, vst1q_f64, |x, factor, addend| vfmaq_f64(addend, x, factor)
}

register! {
    /// 128 bits.
    NeonSingles, f32, float32x4_t, 4, Neon, vdupq_n_f32, vld1q_f32, vst1q_f32, |x, factor, addend| vfmaq_f32(addend, x, factor)
}

// SAFETY of all blocks: the target has the instructions.
impl NeonDoubles {
    #[inline(always)]
    fn bits(self) -> uint64x2_t {
        unsafe { vreinterpretq_u64_f64(self.0) }
    }

    #[inline(always)]
    fn of_bits(bits: uint64x2_t) -> Self {
        NeonDoubles(unsafe { vreinterpretq_f64_u64(bits) })
    }
}

impl Doubles<Neon> for NeonDoubles {
    #[inline(always)]
    fn select_less(self, than: Self, yes: Self, no: Self) -> Self {
        NeonDoubles(unsafe { vbslq_f64(vcltq_f64(self.0, than.0), yes.0, no.0) })
    }

    // NaN where either is; a bound is never NaN.
    #[inline(always)]
    fn at_least(self, bound: Self) -> Self {
        NeonDoubles(unsafe { vmaxq_f64(self.0, bound.0) })
    }

    #[inline(always)]
    fn at_most(self, bound: Self) -> Self {
        NeonDoubles(unsafe { vminq_f64(self.0, bound.0) })
    }

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        Self::of_bits(unsafe { vandq_u64(self.bits(), other.bits()) })
    }

    #[inline(always)]
    fn or(self, other: Self) -> Self {
        Self::of_bits(unsafe { vorrq_u64(self.bits(), other.bits()) })
    }

    #[inline(always)]
    fn add_bits(self, other: Self) -> Self {
        Self::of_bits(unsafe { vaddq_u64(self.bits(), other.bits()) })
    }

    #[inline(always)]
    fn shift_left<const PLACES: u32>(self) -> Self {
        Self::of_bits(unsafe { vshlq_u64(self.bits(), vdupq_n_s64(i64::from(PLACES))) })
    }

    #[inline(always)]
    fn shift_right<const PLACES: u32>(self) -> Self {
        // A shift to the left by a negative number.
        Self::of_bits(unsafe { vshlq_u64(self.bits(), vdupq_n_s64(-i64::from(PLACES))) })
    }
}

macro_rules! lane_by_lane {
    ($($operation:ident, $method:ident, $intrinsic:ident;)*) => {$(
        impl $operation for NeonDoubles {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                NeonDoubles(unsafe { $intrinsic(self.0, other.0) })
            }
        }
    )*};
}

lane_by_lane! { Add, add, vaddq_f64; Sub, sub, vsubq_f64; Mul, mul, vmulq_f64; Div, div, vdivq_f64; }
