//! How is one tile of a product computed? Its sums stay in registers while `k` runs, and each of them takes the terms in their order.
//!
//! ```text
//! for k:  b₀, b₁, … ◄ a row of the panel;   for each row i:  a ◄ a[i, k] in all lanes,   sum[i, j] ◄ fused(a, b_j, sum[i, j])
//! ```

use std::ops::Range;

use super::panels::Rows;
use crate::bits::Real;
use crate::bits::lanes::{Instructions, Vector};

/// The most numbers that a register holds.
const WIDEST: usize = 16;

/// Where a tile lies in its rows, of which each has `n` numbers.
pub(super) struct Place {
    pub(super) n: usize,
    pub(super) columns: Range<usize>,
    pub(super) goes_on: bool,
}

impl Place {
    /// Whether the rows and columns that are there are those of a tile.
    #[inline(always)]
    fn is_whole<V: Vector<T, I>, T, I, const HEIGHT: usize, const WIDTH: usize>(&self, out: &[T]) -> bool {
        out.len() == HEIGHT * self.n && self.columns.len() == WIDTH * V::LANES
    }

    /// Where a row of the tile begins.
    #[inline(always)]
    fn at(&self, row: usize) -> usize {
        row * self.n + self.columns.start
    }
}

/// Adds the products of rows of `a` and a panel of `b` to a tile of `out`, or sets it to them.
#[inline(always)]
pub(super) fn tile<T: Real, I: Instructions, V: Vector<T, I>, const HEIGHT: usize, const WIDTH: usize>(
    instructions: I,
    out: &mut [T],
    place: &Place,
    a: &Rows<T, HEIGHT>,
    b: &[T],
) {
    let mut sums = [[V::splat(instructions, T::zero()); WIDTH]; HEIGHT];
    if place.goes_on {
        load(instructions, &mut sums, out, place);
    }
    // Stored in both arms: where they meet, the sums would go through memory.
    match *a {
        Rows::Pieces(pieces) => store(sum_pieces(instructions, sums, pieces, b), out, place),
        Rows::Strided(numbers, stride) => store(sum_strided(instructions, sums, numbers, stride, b), out, place),
    }
}

/// Reads the sums of a tile; at an edge, those that are there.
#[inline(always)]
fn load<T: Real, I: Instructions, V: Vector<T, I>, const HEIGHT: usize, const WIDTH: usize>(
    instructions: I,
    sums: &mut [[V; WIDTH]; HEIGHT],
    out: &[T],
    place: &Place,
) {
    if place.is_whole::<V, T, I, HEIGHT, WIDTH>(out) {
        for i in 0..HEIGHT {
            for j in 0..WIDTH {
                sums[i][j] = V::load(instructions, &out[place.at(i) + j * V::LANES..]);
            }
        }
        return;
    }
    for (sums, row) in sums.iter_mut().zip(out.chunks_exact(place.n)) {
        for (sum, row) in sums.iter_mut().zip(row[place.columns.clone()].chunks(V::LANES)) {
            let mut part = [T::zero(); WIDEST];
            part[..row.len()].copy_from_slice(row);
            *sum = V::load(instructions, &part);
        }
    }
}

/// Writes the sums of a tile; at an edge, those that are there.
#[inline(always)]
fn store<T: Real, I: Instructions, V: Vector<T, I>, const HEIGHT: usize, const WIDTH: usize>(
    sums: [[V; WIDTH]; HEIGHT],
    out: &mut [T],
    place: &Place,
) {
    if place.is_whole::<V, T, I, HEIGHT, WIDTH>(out) {
        for i in 0..HEIGHT {
            for j in 0..WIDTH {
                sums[i][j].store(&mut out[place.at(i) + j * V::LANES..]);
            }
        }
        return;
    }
    for (sums, row) in sums.iter().zip(out.chunks_exact_mut(place.n)) {
        for (sum, row) in sums.iter().zip(row[place.columns.clone()].chunks_mut(V::LANES)) {
            let mut part = [T::zero(); WIDEST];
            sum.store(&mut part);
            row.copy_from_slice(&part[..row.len()]);
        }
    }
}

/// Adds the products of rows in pieces and a panel to sums, in the order of `k`.
#[inline(always)]
fn sum_pieces<T: Real, I: Instructions, V: Vector<T, I>, const HEIGHT: usize, const WIDTH: usize>(
    instructions: I,
    mut sums: [[V; WIDTH]; HEIGHT],
    mut a: [&[T]; HEIGHT],
    b: &[T],
) -> [[V; WIDTH]; HEIGHT] {
    for row in &mut a {
        *row = &row[..b.len() / (WIDTH * V::LANES)];
    }
    for (k, b) in b.chunks_exact(WIDTH * V::LANES).enumerate() {
        let b = registers::<T, I, V, WIDTH>(instructions, b);
        for i in 0..HEIGHT {
            let a = V::splat(instructions, a[i][k]);
            for j in 0..WIDTH {
                sums[i][j] = a.fused(b[j], sums[i][j]);
            }
        }
    }
    sums
}

/// The same for rows whose numbers of one `k` lie side by side, and so many numbers from term to term.
#[inline(always)]
fn sum_strided<T: Real, I: Instructions, V: Vector<T, I>, const HEIGHT: usize, const WIDTH: usize>(
    instructions: I,
    mut sums: [[V; WIDTH]; HEIGHT],
    a: &[T],
    stride: usize,
    b: &[T],
) -> [[V; WIDTH]; HEIGHT] {
    let (b, last) = b.split_at(b.len() - WIDTH * V::LANES);
    // The numbers of the last term need not be followed by a whole stride.
    let (a, end) = a.split_at(stride * (b.len() / (WIDTH * V::LANES)));
    for (a, b) in a.chunks_exact(stride).zip(b.chunks_exact(WIDTH * V::LANES)) {
        add_products(instructions, &mut sums, a, b);
    }
    add_products(instructions, &mut sums, end, last);
    sums
}

/// Adds the products of one term.
#[inline(always)]
fn add_products<T: Real, I: Instructions, V: Vector<T, I>, const HEIGHT: usize, const WIDTH: usize>(
    instructions: I,
    sums: &mut [[V; WIDTH]; HEIGHT],
    a: &[T],
    b: &[T],
) {
    let b = registers::<T, I, V, WIDTH>(instructions, b);
    let a: &[T; HEIGHT] = a.first_chunk().expect("as many rows as a tile");
    for i in 0..HEIGHT {
        let a = V::splat(instructions, a[i]);
        for j in 0..WIDTH {
            sums[i][j] = a.fused(b[j], sums[i][j]);
        }
    }
}

/// One row of a panel.
#[inline(always)]
fn registers<T: Real, I: Instructions, V: Vector<T, I>, const WIDTH: usize>(instructions: I, b: &[T]) -> [V; WIDTH] {
    let mut registers = [V::splat(instructions, T::zero()); WIDTH];
    for (j, register) in registers.iter_mut().enumerate() {
        *register = V::load(instructions, &b[j * V::LANES..][..V::LANES]);
    }
    registers
}
