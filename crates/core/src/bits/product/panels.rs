//! How do numbers of a matrix come to lie side by side where a tile needs them? They lie so already, or are copied to a panel.
//!
//! ```text
//! panel of columns of b: b[0,0] … b[0,7] │ b[1,0] … b[1,7] │ …        of rows of a: a[0,0] … a[7,0] │ a[0,1] … a[7,1] │ …
//! ```
//!
//! Columns of `b` are always copied. `a` is read where it lies, if it is stored by rows or by columns; else the rows of a tile are copied.
//!
//! A tile of eight rows that lie apart needs eight addresses, each with an index, and many CPUs then take two steps for a product with a number in
//! memory in place of one (presumably what follows comes from that). Where many tiles share the rows, they are therefore copied too: with 128 to 512
//! columns that was up to 15 % faster while the other thread of a core was busy, and up to 6 % slower while it was idle.

use std::ops::Range;

use ndarray::{ArrayView2, s};

use crate::bits::Real;
use crate::bits::lanes::Vector;

/// Where a product keeps its panels. Given again and again, it grows to the largest product and then allocates no more.
#[derive(Clone, Debug, Default)]
pub struct Panels<T> {
    pub(super) a: Vec<T>,
    pub(super) b: Vec<T>,
}

impl<T: Real> Panels<T> {
    /// Empty panels.
    pub const fn new() -> Self {
        Panels { a: Vec::new(), b: Vec::new() }
    }
}

/// A matrix, and how it lies in memory.
pub(super) enum Stored<'a, T> {
    /// So many numbers a row, the rows one after another.
    ByRows(&'a [T], usize),
    /// So many numbers a column, the columns one after another.
    ByColumns(&'a [T], usize),
    Otherwise(ArrayView2<'a, T>),
}

impl<'a, T: Real> Stored<'a, T> {
    #[inline(always)]
    pub(super) fn of(matrix: ArrayView2<'a, T>) -> Self {
        match (matrix.to_slice(), matrix.reversed_axes().to_slice()) {
            (Some(numbers), _) => Stored::ByRows(numbers, matrix.ncols()),
            (_, Some(numbers)) => Stored::ByColumns(numbers, matrix.nrows()),
            _ => Stored::Otherwise(matrix),
        }
    }
}

/// As many numbers of a panel, which is lengthened if it must be. What stands in them is overwritten.
///
/// They begin at a multiple of 64 bytes, so that no register of 64 bytes straddles two lines of the cache. Where that can't be had, the results are the same.
#[inline(always)]
pub(super) fn room<T: Real>(panel: &mut Vec<T>, numbers: usize) -> &mut [T] {
    let line = 64 / size_of::<T>();
    if panel.len() < numbers + line {
        panel.resize(numbers + line, T::zero());
    }
    let start = panel.as_ptr().align_offset(64).min(line);
    &mut panel[start..][..numbers]
}

/// Copies columns of a matrix to panels of `WIDTH` registers each; what stands in place of columns that are missing in the last panel is
/// never stored.
#[inline(always)]
pub(super) fn pack<T: Real, I: Copy, V: Vector<T, I>, const WIDTH: usize>(
    instructions: I,
    matrix: &Stored<T>,
    terms: Range<usize>,
    columns: Range<usize>,
    panels: &mut [T],
) {
    let width = WIDTH * V::LANES;
    for (panel, first) in panels.chunks_exact_mut(terms.len() * width).zip(columns.clone().step_by(width)) {
        pack_one::<T, I, V, WIDTH>(instructions, matrix, terms.clone(), first..columns.end.min(first + width), panel);
    }
}

#[inline(always)]
fn pack_one<T: Real, I: Copy, V: Vector<T, I>, const WIDTH: usize>(
    instructions: I,
    matrix: &Stored<T>,
    terms: Range<usize>,
    columns: Range<usize>,
    panel: &mut [T],
) {
    let (width, count) = (WIDTH * V::LANES, columns.len());
    match *matrix {
        Stored::ByRows(numbers, n) => {
            let starts = (terms.start * n + columns.start..).step_by(n);
            for (target, start) in panel.chunks_exact_mut(width).zip(starts) {
                // As a whole, which takes some numbers of the next row too, where there is one. Through registers: a copy of so few numbers by the
                // system's library takes longer.
                match numbers.get(start..start + width) {
                    Some(row) => {
                        for j in 0..WIDTH {
                            V::load(instructions, &row[j * V::LANES..]).store(&mut target[j * V::LANES..]);
                        }
                    }
                    None => target[..count].copy_from_slice(&numbers[start..start + count]),
                }
            }
        }
        Stored::ByColumns(numbers, length) => {
            let column = |j: usize| &numbers[(columns.start + j) * length + terms.start..][..terms.len()];
            interleave(column, count, width, panel);
        }
        Stored::Otherwise(view) => copy(view.slice(s![terms, columns]), width, panel),
    }
}

/// Copies columns in pieces to a panel.
#[inline(always)]
fn interleave<'a, T: Real>(piece: impl Fn(usize) -> &'a [T], count: usize, width: usize, panel: &mut [T]) {
    let whole = count - count % 4;
    for first in (0..whole).step_by(4) {
        let pieces = [piece(first), piece(first + 1), piece(first + 2), piece(first + 3)];
        interleave_four(pieces, first, width, panel);
    }
    for j in whole..count {
        for (target, &number) in panel.chunks_exact_mut(width).zip(piece(j)) {
            target[j] = number;
        }
    }
}

/// Copies four columns to a panel, from its column `first` on.
#[inline(always)]
fn interleave_four<T: Real>(pieces: [&[T]; 4], first: usize, width: usize, panel: &mut [T]) {
    // Squares of four by four: longer rows take more time, since the compiler gathers each number by number.
    let depth = pieces[0].len();
    for (index, block) in panel.chunks_exact_mut(4 * width).enumerate() {
        let mut square = [[T::zero(); 4]; 4];
        for (row, piece) in square.iter_mut().zip(&pieces) {
            row.copy_from_slice(&piece[4 * index..][..4]);
        }
        for (k, target) in block.chunks_exact_mut(width).enumerate() {
            target[first..][..4].copy_from_slice(&[square[0][k], square[1][k], square[2][k], square[3][k]]);
        }
    }
    let start = depth - depth % 4;
    for (k, target) in panel[start * width..].chunks_exact_mut(width).enumerate() {
        for (target, piece) in target[first..].iter_mut().zip(pieces) {
            *target = piece[start + k];
        }
    }
}

/// Copies a source of at most `width` columns to a panel, one row of the source after the other.
#[inline(always)]
fn copy<T: Real>(source: ArrayView2<T>, width: usize, panel: &mut [T]) {
    for (row, target) in source.rows().into_iter().zip(panel.chunks_exact_mut(width)) {
        for (target, &value) in target.iter_mut().zip(row) {
            *target = value;
        }
    }
}

/// Rows of `a` from one term to another; at the lower edge some stand for those that are missing.
pub(super) enum Rows<'a, T, const HEIGHT: usize> {
    /// Each in one piece.
    Pieces([&'a [T]; HEIGHT]),
    /// The numbers of one term side by side, and so many numbers from term to term.
    Strided(&'a [T], usize),
}

impl<'a, T: Real, const HEIGHT: usize> Rows<'a, T, HEIGHT> {
    /// Rows where they lie, or in a panel if more than a few tiles `share` them.
    #[inline(always)]
    pub(super) fn of<'s: 'a>(
        a: &Stored<'s, T>,
        rows: Range<usize>,
        terms: Range<usize>,
        panel: &'a mut Vec<T>,
        share: bool,
    ) -> Self {
        match *a {
            Stored::ByRows(numbers, length) => {
                let mut pieces = [&numbers[..terms.len()]; HEIGHT];
                for (piece, i) in pieces.iter_mut().zip(rows) {
                    *piece = &numbers[i * length + terms.start..][..terms.len()];
                }
                if !share {
                    return Rows::Pieces(pieces);
                }
                let panel = room(panel, terms.len() * HEIGHT);
                interleave(|i| pieces[i], HEIGHT, HEIGHT, panel);
                Rows::Strided(panel, HEIGHT)
            }
            Stored::ByColumns(numbers, m) if rows.len() == HEIGHT => {
                Rows::Strided(&numbers[terms.start * m + rows.start..], m)
            }
            Stored::ByColumns(numbers, m) => {
                let panel = room(panel, terms.len() * HEIGHT);
                let view = ArrayView2::from_shape((numbers.len() / m, m), numbers).expect("columns one after another");
                copy(view.slice(s![terms, rows]), HEIGHT, panel);
                Rows::Strided(panel, HEIGHT)
            }
            Stored::Otherwise(view) => {
                let panel = room(panel, terms.len() * HEIGHT);
                copy(view.slice(s![rows, terms]).reversed_axes(), HEIGHT, panel);
                Rows::Strided(panel, HEIGHT)
            }
        }
    }
}
