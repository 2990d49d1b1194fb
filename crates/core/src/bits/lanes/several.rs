//! How is a processor kept busy by a formula whose steps wait for each other? By several registers that take each step together.
//!
//! A fused multiply-add is ready after four cycles, while two can be started in each. [`Several`] registers are used like one: a formula that is written for a
//! register serves them, and no lane knows of the others.

use std::ops::{Add, Div, Mul, Sub};

use super::{Doubles, Vector};

/// `N` registers of `f64`.
#[derive(Clone, Copy, Debug)]
pub(in crate::bits) struct Several<D, const N: usize>([D; N]);

macro_rules! each {
    ($first:expr $(, $other:expr)* => |$a:ident $(, $b:ident)*| $result:expr) => {{
        let mut result = $first.0;
        for index in 0..N {
            let $a = result[index];
            $(let $b = $other.0[index];)*
            result[index] = $result;
        }
        Several(result)
    }};
}

macro_rules! of_two {
    ($($method:ident)*) => {$(
        #[inline(always)]
        fn $method(self, other: Self) -> Self {
            each!(self, other => |x, other| x.$method(other))
        }
    )*};
}

impl<I: Copy, D: Doubles<I>, const N: usize> Vector<f64, I> for Several<D, N> {
    const LANES: usize = N * D::LANES;

    #[inline(always)]
    fn splat(proof: I, number: f64) -> Self {
        Several([D::splat(proof, number); N])
    }

    #[inline(always)]
    fn load(proof: I, numbers: &[f64]) -> Self {
        let mut registers = [D::splat(proof, 0.0); N];
        for index in 0..N {
            registers[index] = D::load(proof, &numbers[index * D::LANES..]);
        }
        Several(registers)
    }

    #[inline(always)]
    fn store(self, numbers: &mut [f64]) {
        for index in 0..N {
            self.0[index].store(&mut numbers[index * D::LANES..]);
        }
    }

    #[inline(always)]
    fn fused(self, factor: Self, addend: Self) -> Self {
        each!(self, factor, addend => |x, factor, addend| x.fused(factor, addend))
    }
}

impl<I: Copy, D: Doubles<I>, const N: usize> Doubles<I> for Several<D, N> {
    #[inline(always)]
    fn select_less(self, than: Self, yes: Self, no: Self) -> Self {
        each!(self, than, yes, no => |x, than, yes, no| x.select_less(than, yes, no))
    }

    of_two! { at_least at_most and or add_bits }

    #[inline(always)]
    fn shift_left<const PLACES: u32>(self) -> Self {
        each!(self => |x| x.shift_left::<PLACES>())
    }

    #[inline(always)]
    fn shift_right<const PLACES: u32>(self) -> Self {
        each!(self => |x| x.shift_right::<PLACES>())
    }

    #[inline(always)]
    fn times_power_of_two(self, proof: I, k: Self) -> Self {
        each!(self, k => |x, k| x.times_power_of_two(proof, k))
    }
}

macro_rules! operations {
    ($($operation:ident, $method:ident;)*) => {$(
        impl<D: Copy + $operation<Output = D>, const N: usize> $operation for Several<D, N> {
            type Output = Self;

            of_two! { $method }
        }
    )*};
}

operations! { Add, add; Sub, sub; Mul, mul; Div, div; }
