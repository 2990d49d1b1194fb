//! How is a matrix product fast if each sum must be taken in order? By computing many sums at once.
//!
//! Four rows of `a` and eight columns of `b` (sixteen in `f32`) make a tile of independent sums, which fits the registers of a CPU. The columns of
//! `b` are first copied to *panels* in which the numbers of one `k` lie side by side:
//!
//! ```text
//! panel of b: b[0,0] … b[0,7] │ b[1,0] … b[1,7] │ …
//! ```
//!
//! `a` is read where it lies, if it is stored by rows or by columns; else four rows at a time are copied likewise. Where less than a tile is left
//! at an edge, panels are filled up, and what the filling yields is not stored; for a few last columns there are tiles of half the width. `k`
//! runs in blocks of 256, so that panels stay in the cache; a tile goes on from the stored sum, which is the same number, so blocks do not change
//! the order.

use std::ops::Range;

use ndarray::{ArrayView2, s};

use crate::bits::Real;
use crate::bits::dispatch::Kernel;

/// Rows of a tile.
const ROWS: usize = 4;
/// Terms of a block.
const DEPTH: usize = 256;

/// Where a product keeps its panels. Given again and again, it grows to the largest product and then allocates no more.
#[derive(Clone, Debug, Default)]
pub struct Panels<T> {
    a: Vec<T>,
    b: Vec<T>,
}

impl<T: Real> Panels<T> {
    /// Empty panels.
    pub const fn new() -> Self {
        Panels { a: Vec::new(), b: Vec::new() }
    }
}

/// `out = a·b`, or `out += a·b` if it `adds`; `out` holds the rows one after another.
pub(super) struct Product<'a, T> {
    pub(super) a: ArrayView2<'a, T>,
    pub(super) b: ArrayView2<'a, T>,
    pub(super) out: &'a mut [T],
    pub(super) adds: bool,
    pub(super) panels: &'a mut Panels<T>,
}

impl<T: Real> Kernel for Product<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        // A row of a tile is 64 bytes: two registers of AVX2, one of AVX-512.
        if size_of::<T>() == 4 { tiles::<T, 16, 8>(self) } else { tiles::<T, 8, 4>(self) }
    }
}

/// The product in tiles of `WIDE` columns, and of `NARROW` ones at the right edge if they suffice there.
#[inline(always)]
fn tiles<T: Real, const WIDE: usize, const NARROW: usize>(product: Product<T>) {
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
        let terms = k..length.min(k + DEPTH);
        let goes_on = adds || k > 0;
        columns::<T, WIDE>(&a, &b, out, panels, [0, edge, n], terms.clone(), goes_on);
        columns::<T, NARROW>(&a, &b, out, panels, [edge, n, n], terms, goes_on);
    }
}

/// Computes some terms of the columns `first..end` of the product, which has `n`: the sums go on from what is stored, or from zero.
#[inline(always)]
fn columns<T: Real, const COLUMNS: usize>(
    a: &Stored<T>,
    b: &Stored<T>,
    out: &mut [T],
    panels: &mut Panels<T>,
    [first, end, n]: [usize; 3],
    terms: Range<usize>,
    goes_on: bool,
) {
    if first == end {
        return;
    }
    let depth = terms.len();
    let b_panels = room::<T, COLUMNS>(&mut panels.b, depth * (end - first).div_ceil(COLUMNS));
    for (panel, j) in b_panels.chunks_exact_mut(depth).zip((first..end).step_by(COLUMNS)) {
        pack_columns(b, terms.clone(), j..end.min(j + COLUMNS), panel);
    }
    for (i, out) in (0..).step_by(ROWS).zip(out.chunks_mut(ROWS * n)) {
        let rows = Rows::of(a, i..i + out.len() / n, terms.clone(), &mut panels.a);
        for (panel, j) in b_panels.chunks_exact(depth).zip((first..end).step_by(COLUMNS)) {
            update(out, n, j..end.min(j + COLUMNS), &rows, panel, goes_on);
        }
    }
}

/// A matrix, and how it lies in memory.
enum Stored<'a, T> {
    /// So many numbers a row, the rows one after another.
    ByRows(&'a [T], usize),
    /// So many numbers a column, the columns one after another.
    ByColumns(&'a [T], usize),
    Otherwise(ArrayView2<'a, T>),
}

impl<'a, T: Real> Stored<'a, T> {
    #[inline(always)]
    fn of(matrix: ArrayView2<'a, T>) -> Self {
        match (matrix.to_slice(), matrix.reversed_axes().to_slice()) {
            (Some(numbers), _) => Stored::ByRows(numbers, matrix.ncols()),
            (_, Some(numbers)) => Stored::ByColumns(numbers, matrix.nrows()),
            _ => Stored::Otherwise(matrix),
        }
    }
}

/// As many rows of a panel, which is lengthened if it must be. What stands in them is overwritten.
///
/// They begin at a multiple of 64 bytes, so that no row of 64 bytes straddles two lines of the cache. Where that can't be had, the results are the same.
#[inline(always)]
fn room<T: Real, const WIDTH: usize>(panel: &mut Vec<T>, rows: usize) -> &mut [[T; WIDTH]] {
    let line = 64 / size_of::<T>();
    if panel.len() < rows * WIDTH + line {
        panel.resize(rows * WIDTH + line, T::zero());
    }
    let start = panel.as_ptr().align_offset(64).min(line);
    &mut panel[start..].as_chunks_mut().0[..rows]
}

/// Copies at most `WIDTH` columns of `b` to a panel.
#[inline(always)]
fn pack_columns<T: Real, const WIDTH: usize>(
    b: &Stored<T>,
    terms: Range<usize>,
    columns: Range<usize>,
    panel: &mut [[T; WIDTH]],
) {
    let (depth, count) = (terms.len(), columns.len());
    match *b {
        Stored::ByRows(numbers, n) => {
            for (target, row) in panel.iter_mut().zip(numbers[terms.start * n..].chunks(n)) {
                match <[T; WIDTH]>::try_from(&row[columns.clone()]) {
                    Ok(row) => *target = row,
                    Err(_) => target[..count].copy_from_slice(&row[columns.clone()]),
                }
            }
        }
        Stored::ByColumns(numbers, length) => {
            let mut pieces = [&numbers[..depth]; WIDTH];
            for (piece, j) in pieces.iter_mut().zip(columns) {
                *piece = &numbers[j * length + terms.start..][..depth];
            }
            interleave(pieces, panel);
        }
        Stored::Otherwise(view) => pack(view.slice(s![terms, columns]), panel),
    }
}

/// Copies columns in pieces to a panel.
#[inline(always)]
fn interleave<T: Real, const WIDTH: usize>(pieces: [&[T]; WIDTH], panel: &mut [[T; WIDTH]]) {
    // Squares of four by four: the compiler transposes them with a few shuffles, and would gather longer rows number by number.
    let (blocks, rest) = panel.as_chunks_mut::<4>();
    for (index, block) in blocks.iter_mut().enumerate() {
        for group in (0..WIDTH).step_by(4) {
            let mut square = [[T::zero(); 4]; 4];
            for (row, piece) in square.iter_mut().zip(&pieces[group..]) {
                row.copy_from_slice(&piece[4 * index..][..4]);
            }
            for (k, target) in block.iter_mut().enumerate() {
                target[group..][..4].copy_from_slice(&[square[0][k], square[1][k], square[2][k], square[3][k]]);
            }
        }
    }
    let start = 4 * blocks.len();
    for (k, target) in rest.iter_mut().enumerate() {
        for (target, piece) in target.iter_mut().zip(pieces) {
            *target = piece[start + k];
        }
    }
}

/// Copies a source of at most `WIDTH` columns to a panel, one row of the source after the other.
#[inline(always)]
fn pack<T: Real, const WIDTH: usize>(source: ArrayView2<T>, panel: &mut [[T; WIDTH]]) {
    for (row, target) in source.rows().into_iter().zip(panel) {
        for (target, &value) in target.iter_mut().zip(row) {
            *target = value;
        }
    }
}

/// Rows of `a` from one term to another; at the lower edge some stand for those that are missing.
enum Rows<'a, T> {
    /// Each in one piece.
    Pieces([&'a [T]; ROWS]),
    /// The numbers of one term side by side, and so many numbers from term to term.
    Strided(&'a [T], usize),
}

impl<'a, T: Real> Rows<'a, T> {
    #[inline(always)]
    fn of<'s: 'a>(a: &Stored<'s, T>, rows: Range<usize>, terms: Range<usize>, panel: &'a mut Vec<T>) -> Self {
        match *a {
            Stored::ByRows(numbers, length) => {
                let mut pieces = [&numbers[..terms.len()]; ROWS];
                for (piece, i) in pieces.iter_mut().zip(rows) {
                    *piece = &numbers[i * length + terms.start..][..terms.len()];
                }
                Rows::Pieces(pieces)
            }
            Stored::ByColumns(numbers, m) if rows.len() == ROWS => {
                Rows::Strided(&numbers[terms.start * m + rows.start..], m)
            }
            Stored::ByColumns(numbers, m) => {
                let panel = room::<T, ROWS>(panel, terms.len());
                let view = ArrayView2::from_shape((numbers.len() / m, m), numbers).expect("columns one after another");
                pack(view.slice(s![terms, rows]), panel);
                Rows::Strided(panel.as_flattened(), ROWS)
            }
            Stored::Otherwise(view) => {
                let panel = room::<T, ROWS>(panel, terms.len());
                pack(view.slice(s![rows, terms]).reversed_axes(), panel);
                Rows::Strided(panel.as_flattened(), ROWS)
            }
        }
    }
}

/// Adds the products of rows of `a` and a panel of `b` to the tile of `out` in these columns.
#[inline(always)]
fn update<T: Real, const COLUMNS: usize>(
    out: &mut [T],
    n: usize,
    columns: Range<usize>,
    a: &Rows<T>,
    b: &[[T; COLUMNS]],
    goes_on: bool,
) {
    // Rows of a whole tile have a length that the compiler knows; only at the edges must it be counted.
    let whole = out.len() == ROWS * n && columns.len() == COLUMNS;
    let mut tile = [[T::zero(); COLUMNS]; ROWS];
    if goes_on && whole {
        for (i, row) in tile.iter_mut().enumerate() {
            row.copy_from_slice(&out[i * n + columns.start..][..COLUMNS]);
        }
    } else if goes_on {
        for (row, stored) in tile.iter_mut().zip(out.chunks_exact(n)) {
            row[..columns.len()].copy_from_slice(&stored[columns.clone()]);
        }
    }
    // Stored in both arms: where they meet, the tile would go through memory.
    match *a {
        Rows::Pieces(pieces) => store(accumulate_pieces(tile, pieces, b), out, n, columns, whole),
        Rows::Strided(numbers, stride) => store(accumulate_strided(tile, numbers, stride, b), out, n, columns, whole),
    }
}

/// Writes a tile to these columns of `out`.
#[inline(always)]
fn store<T: Real, const COLUMNS: usize>(
    tile: [[T; COLUMNS]; ROWS],
    out: &mut [T],
    n: usize,
    columns: Range<usize>,
    whole: bool,
) {
    if whole {
        for (i, row) in tile.iter().enumerate() {
            out[i * n + columns.start..][..COLUMNS].copy_from_slice(row);
        }
    } else {
        for (row, stored) in tile.iter().zip(out.chunks_exact_mut(n)) {
            stored[columns.clone()].copy_from_slice(&row[..columns.len()]);
        }
    }
}

/// Adds the products of rows in pieces and a panel to a tile, in the order of `k`.
#[inline(always)]
fn accumulate_pieces<T: Real, const COLUMNS: usize>(
    mut tile: [[T; COLUMNS]; ROWS],
    mut a: [&[T]; ROWS],
    b: &[[T; COLUMNS]],
) -> [[T; COLUMNS]; ROWS] {
    for row in &mut a {
        *row = &row[..b.len()];
    }
    for (k, b) in b.iter().enumerate() {
        for (row, a) in tile.iter_mut().zip(&a) {
            let a = a[k];
            for (sum, &b) in row.iter_mut().zip(b) {
                *sum += a * b;
            }
        }
    }
    tile
}

/// The same for rows whose numbers of one `k` lie side by side.
// A loop of its own: one body for both, which is given the tile by reference, was four times slower when tried.
#[inline(always)]
fn accumulate_strided<T: Real, const COLUMNS: usize>(
    mut tile: [[T; COLUMNS]; ROWS],
    a: &[T],
    stride: usize,
    b: &[[T; COLUMNS]],
) -> [[T; COLUMNS]; ROWS] {
    let mut rest = a;
    for b in b {
        let (a, _) = rest.split_first_chunk::<ROWS>().expect("four rows");
        rest = &rest[stride.min(rest.len())..];
        for (row, &a) in tile.iter_mut().zip(a) {
            for (sum, &b) in row.iter_mut().zip(b) {
                *sum += a * b;
            }
        }
    }
    tile
}
