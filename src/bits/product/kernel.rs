//! How is a matrix product fast if each sum must be taken in order? By computing many sums at once.
//!
//! Four rows of `a` and eight columns of `b` (sixteen in `f32`) make a tile of independent sums, which fits the registers of a CPU. Both
//! are first copied to *panels* in which the numbers of one `k` lie side by side:
//!
//! ```text
//! panel of a: a[0,0] a[1,0] a[2,0] a[3,0] │ a[0,1] a[1,1] …        panel of b: b[0,0] … b[0,7] │ b[1,0] … b[1,7] │ …
//! ```
//!
//! Panels at the edge are filled up with zeros; what they yield is not stored. `k` runs in blocks of 256, so that panels stay in the
//! cache; a tile goes on from the stored sum, which is the same number, so blocks do not change the order.

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

/// `out += a·b`; `out` holds the rows one after another.
pub(super) struct AddProduct<'a, T> {
    pub(super) a: ArrayView2<'a, T>,
    pub(super) b: ArrayView2<'a, T>,
    pub(super) out: &'a mut [T],
    pub(super) panels: &'a mut Panels<T>,
}

impl<T: Real> Kernel for AddProduct<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        // A row of a tile is 64 bytes: two registers of AVX2, one of AVX-512.
        if size_of::<T>() == 4 {
            blocks::<T, 16>(self.a, self.b, self.out, self.panels)
        } else {
            blocks::<T, 8>(self.a, self.b, self.out, self.panels)
        }
    }
}

/// The product, block by block of `k`, with tiles of [`ROWS`]` × COLUMNS`.
#[inline(always)]
fn blocks<T: Real, const COLUMNS: usize>(a: ArrayView2<T>, b: ArrayView2<T>, out: &mut [T], panels: &mut Panels<T>) {
    let (m, n, length) = (a.nrows(), b.ncols(), a.ncols());
    let depth = length.min(DEPTH);
    let a_panel = room::<T, ROWS>(&mut panels.a, depth);
    let b_panels = room::<T, COLUMNS>(&mut panels.b, depth * n.div_ceil(COLUMNS));
    for k in (0..length).step_by(DEPTH) {
        let depth = depth.min(length - k);
        for (panel, j) in b_panels.chunks_exact_mut(depth).zip((0..n).step_by(COLUMNS)) {
            pack(b.slice(s![k..k + depth, j..n.min(j + COLUMNS)]), panel);
        }
        for i in (0..m).step_by(ROWS) {
            let rows = ROWS.min(m - i);
            pack(a.slice(s![i..i + rows, k..k + depth]).reversed_axes(), &mut a_panel[..depth]);
            let out = &mut out[i * n..(i + rows) * n];
            for (panel, j) in b_panels.chunks_exact(depth).zip((0..n).step_by(COLUMNS)) {
                update(out, n, j, &a_panel[..depth], panel);
            }
        }
    }
}

/// The first `rows` rows of a panel, which is lengthened if it must be. What stands in them is overwritten by [`pack`].
#[inline(always)]
fn room<T: Real, const WIDTH: usize>(panel: &mut Vec<T>, rows: usize) -> &mut [[T; WIDTH]] {
    if panel.len() < rows * WIDTH {
        panel.resize(rows * WIDTH, T::zero());
    }
    &mut panel.as_chunks_mut().0[..rows]
}

/// Copies a source of at most `WIDTH` columns to a panel, one row of the source after the other, with zeros for missing columns.
#[inline(always)]
fn pack<T: Real, const WIDTH: usize>(source: ArrayView2<T>, panel: &mut [[T; WIDTH]]) {
    if let Some(columns) = slices_of_rows::<T, WIDTH>(&source.t()) {
        for (k, target) in panel.iter_mut().enumerate() {
            for (target, column) in target.iter_mut().zip(columns) {
                *target = column[k];
            }
        }
        return;
    }
    for (row, target) in source.rows().into_iter().zip(panel) {
        if let Some(Ok(row)) = row.to_slice().map(<[T; WIDTH]>::try_from) {
            *target = row;
            continue;
        }
        *target = [T::zero(); WIDTH];
        for (target, &value) in target.iter_mut().zip(row) {
            *target = value;
        }
    }
}

/// The rows of a view, if they are `COUNT` and each of them lies in one piece.
#[inline(always)]
pub(super) fn slices_of_rows<'view, T, const COUNT: usize>(view: &'view ArrayView2<T>) -> Option<[&'view [T]; COUNT]> {
    if view.nrows() != COUNT || view.strides()[1] != 1 {
        return None;
    }
    let mut rows = [&[] as &[T]; COUNT];
    for (i, slice) in rows.iter_mut().enumerate() {
        *slice = view.row(i).to_slice()?;
    }
    Some(rows)
}

/// Adds the products of two panels to the tile of `out` whose columns start at `j`.
#[inline(always)]
fn update<T: Real, const COLUMNS: usize>(out: &mut [T], n: usize, j: usize, a: &[[T; ROWS]], b: &[[T; COLUMNS]]) {
    let columns = COLUMNS.min(n - j);
    let mut tile = [[T::zero(); COLUMNS]; ROWS];
    for (row, stored) in tile.iter_mut().zip(out.chunks_exact(n)) {
        match <[T; COLUMNS]>::try_from(&stored[j..j + columns]) {
            Ok(stored) => *row = stored,
            Err(_) => row[..columns].copy_from_slice(&stored[j..j + columns]),
        }
    }
    let tile = accumulate(tile, a, b);
    for (row, stored) in tile.iter().zip(out.chunks_exact_mut(n)) {
        match <&mut [T; COLUMNS]>::try_from(&mut stored[j..j + columns]) {
            Ok(stored) => *stored = *row,
            Err(_) => stored[j..j + columns].copy_from_slice(&row[..columns]),
        }
    }
}

/// Adds the products of two panels to a tile, in the order of `k`.
#[inline(always)]
fn accumulate<T: Real, const COLUMNS: usize>(
    mut tile: [[T; COLUMNS]; ROWS],
    a: &[[T; ROWS]],
    b: &[[T; COLUMNS]],
) -> [[T; COLUMNS]; ROWS] {
    for (a, b) in a.iter().zip(b) {
        for (row, &a) in tile.iter_mut().zip(a) {
            for (sum, &b) in row.iter_mut().zip(b) {
                *sum += a * b;
            }
        }
    }
    tile
}
