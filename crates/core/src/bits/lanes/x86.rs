//! AVX2 with FMA, and AVX-512: each method is one instruction, or none.

use std::arch::x86_64::*;
use std::ops::{Add, Div, Mul, Sub};

use super::{Doubles, Instructions, Vector};
use crate::bits::Real;

macro_rules! instructions {
    ($(#[$document:meta])* $name:ident, $registers:literal, $doubles:ident, $singles:ident, [$($feature:tt),*]) => {
        $(#[$document])*
        #[derive(Clone, Copy, Debug)]
        pub(in crate::bits) struct $name(());

        impl $name {
            /// The proof, if this processor has the instructions.
            pub(in crate::bits) fn found() -> Option<Self> {
                ($(is_x86_feature_detected!($feature))&&*).then_some($name(()))
            }
        }

        impl Instructions for $name {
            type Doubles = $doubles;
            type Singles = $singles;

            const REGISTERS: usize = $registers;

            #[inline(always)]
            fn fused<T: Real, const N: usize>(self, a: [T; N], b: [T; N], c: [T; N]) -> [T; N] {
                T::fused_in_hardware(a, b, c)
            }
        }
    };
}

macro_rules! doubles {
    ($name:ident, $instructions:ident, $less:expr, $max:ident, $min:ident, [$and:ident, $or:ident, $add:ident, $left:ident, $right:ident, $integers:ident, $floats:ident], [$($scale:ident)?],
     $($operation:ident, $method:ident, $intrinsic:ident;)*) => {
        // SAFETY of all blocks: `self` is a register, and so the proof that the processor has the instructions (see `register!`).
        impl Doubles<$instructions> for $name {
            #[inline(always)]
            fn select_less(self, than: Self, yes: Self, no: Self) -> Self {
                $name(unsafe { $less(self.0, than.0, yes.0, no.0) })
            }

            // The instructions return the second operand where either is NaN.
            #[inline(always)]
            fn at_least(self, bound: Self) -> Self {
                $name(unsafe { $max(bound.0, self.0) })
            }

            #[inline(always)]
            fn at_most(self, bound: Self) -> Self {
                $name(unsafe { $min(bound.0, self.0) })
            }

            #[inline(always)]
            fn and(self, other: Self) -> Self {
                $name(unsafe { $floats($and($integers(self.0), $integers(other.0))) })
            }

            #[inline(always)]
            fn or(self, other: Self) -> Self {
                $name(unsafe { $floats($or($integers(self.0), $integers(other.0))) })
            }

            #[inline(always)]
            fn add_bits(self, other: Self) -> Self {
                $name(unsafe { $floats($add($integers(self.0), $integers(other.0))) })
            }

            #[inline(always)]
            fn shift_left<const PLACES: u32>(self) -> Self {
                $name(unsafe { $floats($left($integers(self.0), _mm_cvtsi64_si128(i64::from(PLACES)))) })
            }

            #[inline(always)]
            fn shift_right<const PLACES: u32>(self) -> Self {
                $name(unsafe { $floats($right($integers(self.0), _mm_cvtsi64_si128(i64::from(PLACES)))) })
            }

            $(#[inline(always)]
            fn times_power_of_two(self, _: $instructions, k: Self) -> Self {
                $name(unsafe { $scale(self.0, k.0) })
            })?
        }

        $(impl $operation for $name {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                $name(unsafe { $intrinsic(self.0, other.0) })
            }
        })*
    };
}

instructions! {
    /// AVX2 and FMA: most processors since 2013.
    Avx2, 16, Avx2Doubles, Avx2Singles, ["avx2", "fma"]
}

register! {
    /// 256 bits.
    Avx2Doubles, f64, __m256d, 4, Avx2, _mm256_set1_pd, _mm256_loadu_pd, _mm256_storeu_pd, _mm256_fmadd_pd
}

register! {
    /// 256 bits.
    Avx2Singles, f32, __m256, 8, Avx2, _mm256_set1_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_fmadd_ps
}

doubles! {
    Avx2Doubles, Avx2, |x, y, yes, no| _mm256_blendv_pd(no, yes, _mm256_cmp_pd::<_CMP_LT_OQ>(x, y)), _mm256_max_pd, _mm256_min_pd,
    [_mm256_and_si256, _mm256_or_si256, _mm256_add_epi64, _mm256_sll_epi64, _mm256_srl_epi64, _mm256_castpd_si256, _mm256_castsi256_pd], [],
    Add, add, _mm256_add_pd; Sub, sub, _mm256_sub_pd; Mul, mul, _mm256_mul_pd; Div, div, _mm256_div_pd;
}

instructions! {
    /// AVX-512: twice as many registers, each twice as wide.
    Avx512, 32, Avx512Doubles, Avx512Singles, ["avx512f", "avx2", "fma"]
}

register! {
    /// 512 bits.
    Avx512Doubles, f64, __m512d, 8, Avx512, _mm512_set1_pd, _mm512_loadu_pd, _mm512_storeu_pd, _mm512_fmadd_pd
}

register! {
    /// 512 bits.
    Avx512Singles, f32, __m512, 16, Avx512, _mm512_set1_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_fmadd_ps
}

doubles! {
    Avx512Doubles, Avx512, |x, y, yes, no| _mm512_mask_blend_pd(_mm512_cmp_pd_mask::<_CMP_LT_OQ>(x, y), no, yes), _mm512_max_pd, _mm512_min_pd,
    [_mm512_and_si512, _mm512_or_si512, _mm512_add_epi64, _mm512_sll_epi64, _mm512_srl_epi64, _mm512_castpd_si512, _mm512_castsi512_pd], [_mm512_scalef_pd],
    Add, add, _mm512_add_pd; Sub, sub, _mm512_sub_pd; Mul, mul, _mm512_mul_pd; Div, div, _mm512_div_pd;
}
