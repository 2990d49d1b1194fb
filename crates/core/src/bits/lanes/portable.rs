//! What stands for a register where nothing is known of the processor? An array, and a fused multiply-add in software (`software.rs`).

use std::ops::{Add, Div, Mul, Sub};

use super::{Doubles, Instructions, Vector};
use crate::bits::Real;

/// The instructions of the target that the crate is compiled for.
#[derive(Clone, Copy, Debug)]
pub(in crate::bits) struct Portable;

/// So many numbers that stand for a register.
const LANES: usize = 4;

/// An array of `f64` or `f32`.
#[derive(Clone, Copy, Debug)]
pub(in crate::bits) struct Lanes<T>([T; LANES]);

impl Instructions for Portable {
    type Doubles = Lanes<f64>;
    type Singles = Lanes<f32>;

    // An array has no registers of its own. With this number every machine's tests run the larger tiles, too; a module of WebAssembly is smaller with less.
    const REGISTERS: usize = if cfg!(target_arch = "wasm32") { 16 } else { 32 };

    #[inline(always)]
    fn fused<T: Real, const N: usize>(self, a: [T; N], b: [T; N], c: [T; N]) -> [T; N] {
        T::fused_in_software(a, b, c)
    }
}

impl<T: Real> Vector<T, Portable> for Lanes<T> {
    const LANES: usize = LANES;

    #[inline(always)]
    fn splat(_: Portable, number: T) -> Self {
        Lanes([number; LANES])
    }

    #[inline(always)]
    fn load(_: Portable, numbers: &[T]) -> Self {
        Lanes(*numbers.first_chunk().expect("as many numbers as lanes"))
    }

    #[inline(always)]
    fn store(self, numbers: &mut [T]) {
        *numbers.first_chunk_mut().expect("as many numbers as lanes") = self.0;
    }

    #[inline(always)]
    fn fused(self, factor: Self, addend: Self) -> Self {
        Lanes(T::fused_in_software(self.0, factor.0, addend.0))
    }
}

impl Doubles<Portable> for Lanes<f64> {
    #[inline(always)]
    fn select_less(self, than: Self, yes: Self, no: Self) -> Self {
        let mut result = no;
        for lane in 0..LANES {
            if self.0[lane] < than.0[lane] {
                result.0[lane] = yes.0[lane];
            }
        }
        result
    }

    #[inline(always)]
    fn at_least(self, bound: Self) -> Self {
        self.select_less(bound, bound, self)
    }

    #[inline(always)]
    fn at_most(self, bound: Self) -> Self {
        bound.select_less(self, bound, self)
    }

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        let mut result = self;
        for lane in 0..LANES {
            result.0[lane] = f64::from_bits(self.0[lane].to_bits() & other.0[lane].to_bits());
        }
        result
    }

    #[inline(always)]
    fn or(self, other: Self) -> Self {
        let mut result = self;
        for lane in 0..LANES {
            result.0[lane] = f64::from_bits(self.0[lane].to_bits() | other.0[lane].to_bits());
        }
        result
    }

    #[inline(always)]
    fn add_bits(self, other: Self) -> Self {
        let mut result = self;
        for lane in 0..LANES {
            result.0[lane] = f64::from_bits(self.0[lane].to_bits().wrapping_add(other.0[lane].to_bits()));
        }
        result
    }

    #[inline(always)]
    fn shift_left<const PLACES: u32>(self) -> Self {
        let mut result = self;
        for lane in 0..LANES {
            result.0[lane] = f64::from_bits(self.0[lane].to_bits() << PLACES);
        }
        result
    }

    #[inline(always)]
    fn shift_right<const PLACES: u32>(self) -> Self {
        let mut result = self;
        for lane in 0..LANES {
            result.0[lane] = f64::from_bits(self.0[lane].to_bits() >> PLACES);
        }
        result
    }
}

macro_rules! lane_by_lane {
    ($($operation:ident, $name:ident, $sign:tt;)*) => {$(
        impl $operation for Lanes<f64> {
            type Output = Self;

            #[inline(always)]
            fn $name(self, other: Self) -> Self {
                let mut result = self;
                for lane in 0..LANES {
                    result.0[lane] = self.0[lane] $sign other.0[lane];
                }
                result
            }
        }
    )*};
}

lane_by_lane! { Add, add, +; Sub, sub, -; Mul, mul, *; Div, div, /; }
