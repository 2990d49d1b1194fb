//! In which order is a sum taken? Sixteen lanes within a block of 256 terms, and a binary tree over lanes and blocks.
//!
//! Within a block, lane `l` adds the terms `l, l + 16, l + 32, …` in this order, starting from zero; then lane `l` takes lane `l + 8`
//! for `l < 8`, then `l + 4`, `l + 2`, `l + 1`. More than 256 terms are cut at the multiple of 256 next above the middle, and the sums
//! of both parts are added. The order depends on the number of terms alone; lanes are independent, so a CPU may hold any number of
//! them in one register.
//!
//! # Rounding error
//!
//! In this order a term passes through at most `h = 16 + 4 + ⌈log₂⌈n/256⌉⌉` additions, so with `γ_h = h·u / (1 − h·u)`
//!
//! ```text
//! |sum(x) − Σ xᵢ|      ≤ γ_h · Σ |xᵢ|              Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §4.2
//! |dot(x, y) − Σ xᵢyᵢ| ≤ γ_h · Σ |xᵢ yᵢ|           the product is fused with its first addition: no rounding of its own (no underflow)
//! ```
//!
//! against `γ_{n−1}` for a plain loop.
//!
//! ```
//! let tenths = vec![0.1_f32; 1 << 20];
//! let error = |sum: f32| (f64::from(sum) - 104_857.601_562_5).abs(); // 2²⁰ times the f32 next to 0.1
//! let plain = tenths.iter().fold(0.0, |sum, x| sum + x);
//! assert!(error(wellposed_core::bits::sum(&tenths)) < 0.2); // γ₃₂·Σ|xᵢ|
//! assert!(error(plain) > 1000.0);
//! ```

use super::Real;
use super::dispatch::Kernel;
use super::lanes::Instructions;

/// Terms of a block.
const BLOCK: usize = 256;
/// Partial sums of a block.
const LANES: usize = 16;

/// The sum of all values; zero if there are none.
pub fn sum<T: Real>(values: &[T]) -> T {
    pairwise(values.len(), &|from, to| T::block_sum(BlockSum { values: &values[from..to] }))
}

/// The dot product `Σ xᵢ yᵢ`.
///
/// # Panics
/// If the lengths differ.
pub fn dot<T: Real>(x: &[T], y: &[T]) -> T {
    assert_eq!(x.len(), y.len(), "dot product of vectors of different lengths");
    pairwise(x.len(), &|from, to| T::block_dot(BlockDot { x: &x[from..to], y: &y[from..to] }))
}

/// a + b, and what its rounding takes away (Knuth 1969).
pub(crate) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let back = sum - a;
    (sum, (a - (sum - back)) + (b - back))
}

/// The Euclidean norm `√Σ xᵢ²`, of numbers divided by the largest magnitude, so that no square overflows and none that counts underflows.
pub fn norm<T: Real>(values: &[T]) -> T {
    let largest = T::largest(Largest { values });
    if largest == T::zero() || !largest.is_finite() {
        let nan = values.iter().find(|value| value.partial_cmp(value).is_none());
        return nan.copied().unwrap_or(largest);
    }
    let squares = |from, to| T::block_squares(BlockSquares { values: &values[from..to], largest });
    largest * pairwise(values.len(), &squares).sqrt()
}

/// Adds `block(from, to)` over blocks, as a binary tree.
fn pairwise<T: Real>(length: usize, block: &impl Fn(usize, usize) -> T) -> T {
    fn part<T: Real>(from: usize, to: usize, block: &impl Fn(usize, usize) -> T) -> T {
        if to - from <= BLOCK {
            return block(from, to);
        }
        let middle = from + ((to - from) / 2).next_multiple_of(BLOCK);
        part(from, middle, block) + part(middle, to, block)
    }
    part(0, length, block)
}

/// The sum of at most [`BLOCK`] values.
pub struct BlockSum<'a, T> {
    values: &'a [T],
}

impl<T: Real> Kernel for BlockSum<'_, T> {
    type Output = T;

    #[inline(always)]
    fn run<I: Instructions>(self, _: I) -> T {
        let mut lanes = [T::zero(); LANES];
        let (rows, rest) = self.values.as_chunks::<LANES>();
        for row in rows {
            for (lane, &value) in lanes.iter_mut().zip(row) {
                *lane += value;
            }
        }
        for (lane, &value) in lanes.iter_mut().zip(rest) {
            *lane += value;
        }
        tree(lanes)
    }
}

/// The dot product of at most [`BLOCK`] pairs.
pub struct BlockDot<'a, T> {
    x: &'a [T],
    y: &'a [T],
}

impl<T: Real> Kernel for BlockDot<'_, T> {
    type Output = T;

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) -> T {
        let mut lanes = [T::zero(); LANES];
        let (x_rows, x_rest) = self.x.as_chunks::<LANES>();
        let (y_rows, y_rest) = self.y.as_chunks::<LANES>();
        for (x_row, y_row) in x_rows.iter().zip(y_rows) {
            lanes = instructions.fused(*x_row, *y_row, lanes);
        }
        for ((lane, &x), &y) in lanes.iter_mut().zip(x_rest).zip(y_rest) {
            [*lane] = instructions.fused([x], [y], [*lane]);
        }
        tree(lanes)
    }
}

/// The largest magnitude, without regard to NaN.
pub struct Largest<'a, T> {
    values: &'a [T],
}

impl<T: Real> Kernel for Largest<'_, T> {
    type Output = T;

    #[inline(always)]
    fn run<I: Instructions>(self, _: I) -> T {
        let mut lanes = [T::zero(); LANES];
        let (rows, rest) = self.values.as_chunks::<LANES>();
        for row in rows {
            for (lane, &value) in lanes.iter_mut().zip(row) {
                *lane = larger(*lane, value);
            }
        }
        rest.iter().chain(&lanes).fold(T::zero(), |largest, &value| larger(largest, value))
    }
}

#[inline(always)]
fn larger<T: Real>(largest: T, value: T) -> T {
    if value.abs() > largest { value.abs() } else { largest }
}

/// The sum of the squares of at most [`BLOCK`] quotients.
pub struct BlockSquares<'a, T> {
    values: &'a [T],
    largest: T,
}

impl<T: Real> Kernel for BlockSquares<'_, T> {
    type Output = T;

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) -> T {
        let (mut scaled, count) = ([T::zero(); BLOCK], self.values.len());
        for (scaled, &value) in scaled.iter_mut().zip(self.values) {
            *scaled = value / self.largest;
        }
        BlockDot { x: &scaled[..count], y: &scaled[..count] }.run(instructions)
    }
}

/// The sum of the lanes, halving their number each time.
#[inline(always)]
fn tree<T: Real>(mut lanes: [T; LANES]) -> T {
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
        width /= 2;
    }
    lanes[0]
}

#[cfg(test)]
mod tests;
