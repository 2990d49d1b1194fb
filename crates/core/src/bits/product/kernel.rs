//! How is a matrix product fast if each sum must be taken in order? By computing many sums at once.
//!
//! Four rows of `a` and eight columns of `b` (sixteen in `f32`) make a tile of independent sums, which fits the registers of a CPU; with AVX-512 it
//! has eight rows. The columns of `b` are first copied to *panels* in which the numbers of one `k` lie side by side (see `panels.rs`).
//!
//! Where less than a tile is left at an edge, panels are filled up, and what the filling yields is not stored; for a few last columns there are tiles
//! of half the width, and for a few last rows, with AVX-512, of half the height. `k` runs in blocks of 256, so that panels stay in the cache; a tile goes on from the stored sum, which is the same
//! number, so blocks do not change the order.

use std::ops::Range;

use ndarray::ArrayView2;

use super::panels::{Panels, Rows, Stored, pack_columns, room};
use crate::bits::Real;
use crate::bits::dispatch::Kernel;

/// Rows of a tile; with AVX-512, of one at the lower edge.
const ROWS: usize = 4;
/// Rows of a tile with AVX-512.
const TALL: usize = 8;
/// Terms of a block.
const DEPTH: usize = 256;
/// So many panels must share a copy of rows of `a`, or it costs more than it saves.
const SHARED: usize = 16;

/// `out = a·b`, or `out += a·b` if it `adds`; `out` holds the rows one after another.
pub struct Product<'a, T> {
    pub(super) a: ArrayView2<'a, T>,
    pub(super) b: ArrayView2<'a, T>,
    pub(super) out: &'a mut [T],
    pub(super) adds: bool,
    pub(super) panels: &'a mut Panels<T>,
}

impl<T: Real> Kernel for Product<'_, T> {
    type Output = ();

    // A row of a tile is 64 bytes: two registers of AVX2, one of AVX-512.
    #[inline(always)]
    fn run(self) {
        if size_of::<T>() == 4 { tiles::<T, ROWS, 16, 8>(self) } else { tiles::<T, ROWS, 8, 4>(self) }
    }

    // Eight sums of registers in flight, as with AVX2: four would wait for each other's additions.
    #[inline(always)]
    fn run_in_32_registers(self) {
        if size_of::<T>() == 4 { tiles::<T, TALL, 16, 8>(self) } else { tiles::<T, TALL, 8, 4>(self) }
    }
}

/// Some terms of all sums, which start from zero or go on from what is stored.
struct Terms {
    range: Range<usize>,
    goes_on: bool,
}

/// The product in tiles of `HIGH` rows and `WIDE` columns, and of `NARROW` columns at the right edge if they suffice there.
#[inline(always)]
fn tiles<T: Real, const HIGH: usize, const WIDE: usize, const NARROW: usize>(product: Product<T>) {
    let Product { a, b, out, adds, panels } = product;
    let (n, length) = (b.ncols(), a.ncols());
    if out.is_empty() {
        return;
    }
    if length == 0 && !adds {
        out.fill(T::zero());
    }
    let edge = if n % WIDE <= NARROW { n - n % WIDE } else { n };
    let (a, b) = (Stored::of(a), Stored::of(b));
    for k in (0..length).step_by(DEPTH) {
        let terms = Terms { range: k..length.min(k + DEPTH), goes_on: adds || k > 0 };
        columns::<T, HIGH, WIDE>(&a, &b, out, n, panels, 0..edge, &terms);
        columns::<T, HIGH, NARROW>(&a, &b, out, n, panels, edge..n, &terms);
    }
}

/// Computes terms of these columns of the product, which has `n`.
#[inline(always)]
fn columns<T: Real, const HIGH: usize, const WIDTH: usize>(
    a: &Stored<T>,
    b: &Stored<T>,
    out: &mut [T],
    n: usize,
    panels: &mut Panels<T>,
    columns: Range<usize>,
    terms: &Terms,
) {
    if columns.is_empty() {
        return;
    }
    let depth = terms.range.len();
    let numbers = room::<T, WIDTH>(&mut panels.b, depth * columns.len().div_ceil(WIDTH));
    for (panel, j) in numbers.chunks_exact_mut(depth).zip(columns.clone().step_by(WIDTH)) {
        pack_columns(b, terms.range.clone(), j..columns.end.min(j + WIDTH), panel);
    }
    let b = Packed { columns, numbers };
    let m = out.len() / n;
    let edge = if HIGH > ROWS && m % HIGH <= ROWS { m - m % HIGH } else { m };
    let (high, rest) = out.split_at_mut(edge * n);
    band::<T, HIGH, WIDTH>(a, 0, &b, high, n, &mut panels.a, terms);
    if edge < m {
        band::<T, ROWS, WIDTH>(a, edge, &b, rest, n, &mut panels.a, terms);
    }
}

/// Columns of `b` in panels.
struct Packed<'a, T, const WIDTH: usize> {
    columns: Range<usize>,
    numbers: &'a [[T; WIDTH]],
}

/// Computes terms of the rows of the product that `out` holds, from `first` on.
#[inline(always)]
fn band<T: Real, const HEIGHT: usize, const WIDTH: usize>(
    a: &Stored<T>,
    first: usize,
    b: &Packed<T, WIDTH>,
    out: &mut [T],
    n: usize,
    panel: &mut Vec<T>,
    terms: &Terms,
) {
    let columns = &b.columns;
    let shared = HEIGHT == TALL && columns.len() >= SHARED * WIDTH;
    for (i, out) in (first..).step_by(HEIGHT).zip(out.chunks_mut(HEIGHT * n)) {
        let rows = Rows::<T, HEIGHT>::of(a, i..i + out.len() / n, terms.range.clone(), panel, shared);
        for (panel, j) in b.numbers.chunks_exact(terms.range.len()).zip(columns.clone().step_by(WIDTH)) {
            update(out, n, j..columns.end.min(j + WIDTH), &rows, panel, terms.goes_on);
        }
    }
}

/// Adds the products of rows of `a` and a panel of `b` to the tile of `out` in these columns, or sets it to them.
#[inline(always)]
fn update<T: Real, const HEIGHT: usize, const WIDTH: usize>(
    out: &mut [T],
    n: usize,
    columns: Range<usize>,
    a: &Rows<T, HEIGHT>,
    b: &[[T; WIDTH]],
    goes_on: bool,
) {
    if out.len() == HEIGHT * n && columns.len() == WIDTH {
        return accumulate(&mut out[columns.start..], n, a, b, goes_on);
    }
    // At an edge: in a tile of its own, of which a part is stored.
    let mut tile = [[T::zero(); WIDTH]; HEIGHT];
    if goes_on {
        for (row, stored) in tile.iter_mut().zip(out.chunks_exact(n)) {
            row[..columns.len()].copy_from_slice(&stored[columns.clone()]);
        }
    }
    accumulate(tile.as_flattened_mut(), WIDTH, a, b, goes_on);
    for (row, stored) in tile.iter().zip(out.chunks_exact_mut(n)) {
        stored[columns.clone()].copy_from_slice(&row[..columns.len()]);
    }
}

/// Adds the products of rows and a panel to a whole tile, or sets it to them; its rows begin `n` numbers apart.
#[inline(always)]
fn accumulate<T: Real, const HEIGHT: usize, const WIDTH: usize>(
    tile: &mut [T],
    n: usize,
    a: &Rows<T, HEIGHT>,
    b: &[[T; WIDTH]],
    goes_on: bool,
) {
    let mut sums = [[T::zero(); WIDTH]; HEIGHT];
    if goes_on {
        // Number by number, here and in `store`: what is copied as a whole goes through memory, not registers.
        for (i, sums) in sums.iter_mut().enumerate() {
            for (sum, &stored) in sums.iter_mut().zip(&tile[i * n..][..WIDTH]) {
                *sum = stored;
            }
        }
    }
    // Stored in both arms: where they meet, the sums would go through memory.
    match *a {
        Rows::Pieces(pieces) => store(sum_pieces(sums, pieces, b), tile, n),
        Rows::Strided(numbers, stride) => store(sum_strided(sums, numbers, stride, b), tile, n),
    }
}

/// Writes the sums to a whole tile.
#[inline(always)]
fn store<T: Real, const HEIGHT: usize, const WIDTH: usize>(sums: [[T; WIDTH]; HEIGHT], tile: &mut [T], n: usize) {
    for (i, sums) in sums.iter().enumerate() {
        for (stored, &sum) in tile[i * n..][..WIDTH].iter_mut().zip(sums) {
            *stored = sum;
        }
    }
}

/// Adds the products of rows in pieces and a panel to sums, in the order of `k`.
#[inline(always)]
fn sum_pieces<T: Real, const HEIGHT: usize, const WIDTH: usize>(
    mut sums: [[T; WIDTH]; HEIGHT],
    mut a: [&[T]; HEIGHT],
    b: &[[T; WIDTH]],
) -> [[T; WIDTH]; HEIGHT] {
    for row in &mut a {
        *row = &row[..b.len()];
    }
    for k in 0..b.len() {
        for (sums, a) in sums.iter_mut().zip(&a) {
            add_multiple(sums, a[k], &b[k]);
        }
    }
    sums
}

/// The same for rows whose numbers of one `k` lie side by side.
// A loop of its own: one body for both, which is given the sums by reference, was four times slower when tried.
#[inline(always)]
fn sum_strided<T: Real, const HEIGHT: usize, const WIDTH: usize>(
    mut sums: [[T; WIDTH]; HEIGHT],
    a: &[T],
    stride: usize,
    b: &[[T; WIDTH]],
) -> [[T; WIDTH]; HEIGHT] {
    let Some((last, b)) = b.split_last() else { return sums };
    // The numbers of the last term need not be followed by a whole stride.
    let (a, end) = a.split_at(stride * b.len());
    for (a, b) in a.chunks_exact(stride).zip(b) {
        let a: &[T; HEIGHT] = a.first_chunk().expect("as many rows as a tile");
        for (sums, &a) in sums.iter_mut().zip(a) {
            add_multiple(sums, a, b);
        }
    }
    let a: &[T; HEIGHT] = end.first_chunk().expect("as many rows as a tile");
    for (sums, &a) in sums.iter_mut().zip(a) {
        add_multiple(sums, a, last);
    }
    sums
}

/// `sums += a·b`.
#[inline(always)]
fn add_multiple<T: Real, const WIDTH: usize>(sums: &mut [T; WIDTH], a: T, b: &[T; WIDTH]) {
    for (sum, &b) in sums.iter_mut().zip(b) {
        *sum += a * b;
    }
}
