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

/// As many rows of a panel, which is lengthened if it must be. What stands in them is overwritten.
///
/// They begin at a multiple of 64 bytes, so that no row of 64 bytes straddles two lines of the cache. Where that can't be had, the results are the same.
#[inline(always)]
pub(super) fn room<T: Real, const WIDTH: usize>(panel: &mut Vec<T>, rows: usize) -> &mut [[T; WIDTH]] {
    let line = 64 / size_of::<T>();
    if panel.len() < rows * WIDTH + line {
        panel.resize(rows * WIDTH + line, T::zero());
    }
    let start = panel.as_ptr().align_offset(64).min(line);
    &mut panel[start..].as_chunks_mut().0[..rows]
}

/// Copies at most `WIDTH` columns of `b` to a panel.
#[inline(always)]
pub(super) fn pack_columns<T: Real, const WIDTH: usize>(
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
    // Squares of four by four: longer rows take more time, since the compiler gathers each number by number.
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
                let panel = room::<T, HEIGHT>(panel, terms.len());
                interleave(pieces, panel);
                Rows::Strided(panel.as_flattened(), HEIGHT)
            }
            Stored::ByColumns(numbers, m) if rows.len() == HEIGHT => {
                Rows::Strided(&numbers[terms.start * m + rows.start..], m)
            }
            Stored::ByColumns(numbers, m) => {
                let panel = room::<T, HEIGHT>(panel, terms.len());
                let view = ArrayView2::from_shape((numbers.len() / m, m), numbers).expect("columns one after another");
                pack(view.slice(s![terms, rows]), panel);
                Rows::Strided(panel.as_flattened(), HEIGHT)
            }
            Stored::Otherwise(view) => {
                let panel = room::<T, HEIGHT>(panel, terms.len());
                pack(view.slice(s![rows, terms]).reversed_axes(), panel);
                Rows::Strided(panel.as_flattened(), HEIGHT)
            }
        }
    }
}
