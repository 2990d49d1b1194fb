//! How is a matrix product fast if each sum must be taken in order? By computing many sums at once, in registers.
//!
//! Some rows of `a` and some columns of `b` make a *tile* of independent sums, as large as the registers allow: with 32 of them eight rows and three
//! registers of columns (24 registers of sums, three for `b`, one for `a`), with 16 six rows and two registers (12, two and one; with four rows and three registers
//! all 16 would be taken, and compilers were seen to keep a sum in memory). The columns of `b` are first copied to *panels* in which the numbers of one `k` lie side by
//! side (see `panels.rs`).
//!
//! `k` runs in blocks of 256, and columns in blocks of 16 panels, so that these stay in the cache (Goto and van de Geijn, ACM Transactions on Mathematical Software 34,
//! 2008). A tile goes on from the stored sum, which is the same number, so blocks do not change the order.
//!
//! At the right edge tiles are one or two registers wide if that suffices, and at the lower edge four rows high; where less than a tile is left, what
//! fills it up is not stored.

use std::ops::Range;

use ndarray::ArrayView2;

use super::panels::{Panels, Rows, Stored, pack, room};
use super::tile::{Place, tile};
use crate::bits::Real;
use crate::bits::dispatch::Kernel;
use crate::bits::lanes::{Instructions, Vector};

/// Terms of a block.
const DEPTH: usize = 256;
/// Panels of a block. So many share a copy of rows of `a`, too, where it would cost fewer more than it saves.
const SHARED: usize = 16;
/// `out = a·b`, or `out += a·b` if it `adds`; `out` holds the rows one after another.
pub struct Product<'a, T> {
    pub(super) a: ArrayView2<'a, T>,
    pub(super) b: ArrayView2<'a, T>,
    pub(super) out: &'a mut [T],
    pub(super) adds: bool,
    pub(super) panels: &'a mut Panels<T>,
}

impl Kernel for Product<'_, f64> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) {
        blocks::<f64, I, I::Doubles>(instructions, self);
    }
}

impl Kernel for Product<'_, f32> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) {
        blocks::<f32, I, I::Singles>(instructions, self);
    }
}

/// The product, block after block of `k`.
#[inline(always)]
fn blocks<T: Real, I: Instructions, V: Vector<T, I>>(instructions: I, product: Product<T>) {
    let Product { a, b, out, adds, panels } = product;
    let (n, length) = (b.ncols(), a.ncols());
    if out.is_empty() {
        return;
    }
    if length == 0 && !adds {
        out.fill(T::zero());
    }
    let (a, b) = (Stored::of(a), Stored::of(b));
    for k in (0..length).step_by(DEPTH) {
        let terms = k..length.min(k + DEPTH);
        let block = Block { instructions, a: &a, b: &b, n, terms, goes_on: adds || k > 0 };
        if I::REGISTERS < 32 {
            let whole = n - n % (2 * V::LANES);
            let edge = if n - whole > V::LANES { n } else { whole };
            block.columns::<V, 6, 4, 2>(panels, out, 0..edge);
            block.columns::<V, 6, 4, 1>(panels, out, edge..n);
        } else {
            let whole = n - n % (3 * V::LANES);
            let edge = if n - whole > 2 * V::LANES { n } else { whole };
            block.columns::<V, 8, 4, 3>(panels, out, 0..edge);
            if n - edge > V::LANES {
                block.columns::<V, 8, 4, 2>(panels, out, edge..n);
            } else {
                block.columns::<V, 8, 4, 1>(panels, out, edge..n);
            }
        }
    }
}

/// Some terms of all sums, which start from zero or go on from what is stored.
struct Block<'a, T, I> {
    instructions: I,
    a: &'a Stored<'a, T>,
    b: &'a Stored<'a, T>,
    n: usize,
    terms: Range<usize>,
    goes_on: bool,
}

/// Columns of `b` in panels.
struct Packed<'a, T> {
    columns: Range<usize>,
    numbers: &'a [T],
}

impl<T: Real, I: Instructions> Block<'_, T, I> {
    /// Computes terms of these columns of the product, in tiles of `HEIGHT` rows, or of `LOW` at the lower edge if they suffice, and of `WIDTH` registers.
    #[inline(always)]
    fn columns<V: Vector<T, I>, const HEIGHT: usize, const LOW: usize, const WIDTH: usize>(
        &self,
        panels: &mut Panels<T>,
        out: &mut [T],
        columns: Range<usize>,
    ) {
        let (depth, width, m) = (self.terms.len(), WIDTH * V::LANES, out.len() / self.n);
        let edge = if LOW < HEIGHT && m % HEIGHT <= LOW { m - m % HEIGHT } else { m };
        for first in columns.clone().step_by(SHARED * width) {
            let columns = first..columns.end.min(first + SHARED * width);
            let numbers = room(&mut panels.b, depth * width * columns.len().div_ceil(width));
            pack::<T, I, V, WIDTH>(self.instructions, self.b, self.terms.clone(), columns.clone(), numbers);
            let b = Packed { columns, numbers };
            self.rows::<V, HEIGHT, WIDTH>(&mut panels.a, out, 0..edge, &b);
            self.rows::<V, LOW, WIDTH>(&mut panels.a, out, edge..m, &b);
        }
    }

    /// Computes terms of these rows and columns of the product, in tiles of `HEIGHT` rows.
    #[inline(always)]
    fn rows<V: Vector<T, I>, const HEIGHT: usize, const WIDTH: usize>(
        &self,
        panel: &mut Vec<T>,
        out: &mut [T],
        rows: Range<usize>,
        b: &Packed<T>,
    ) {
        let (n, width, depth) = (self.n, WIDTH * V::LANES, self.terms.len());
        let shared = b.columns.len() >= SHARED * width;
        for i in rows.clone().step_by(HEIGHT) {
            let end = rows.end.min(i + HEIGHT);
            let (a, out) =
                (Rows::<T, HEIGHT>::of(self.a, i..end, self.terms.clone(), panel, shared), &mut out[i * n..end * n]);
            for (panel, j) in b.numbers.chunks_exact(depth * width).zip(b.columns.clone().step_by(width)) {
                let place = Place { n, columns: j..b.columns.end.min(j + width), goes_on: self.goes_on };
                tile::<T, I, V, HEIGHT, WIDTH>(self.instructions, out, &place, &a, panel);
            }
        }
    }
}
