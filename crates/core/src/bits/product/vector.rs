//! How is a matrix times a vector computed in the order of `k`, whatever the memory layout?
//!
//! The columns of a matrix that is stored by columns are added one after the other to the result: `out += x[k]·a[:, k]`. Of one that is
//! stored by rows, eight rows are summed at once, since a single sum would wait for each addition. The order of each sum is the same.

use ndarray::{ArrayView2, Axis};

use crate::bits::Real;
use crate::bits::dispatch::Kernel;
use crate::bits::lanes::Instructions;

/// Rows that are summed at once.
const ROWS: usize = 8;
/// Numbers of a column that are added at once.
const COLUMN: usize = 16;

/// `out = a·x`.
pub struct MatrixVector<'a, T> {
    pub(super) a: ArrayView2<'a, T>,
    pub(super) x: &'a [T],
    pub(super) out: &'a mut [T],
}

impl<T: Real> Kernel for MatrixVector<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, instructions: I) {
        if self.a.strides()[0] == 1 {
            by_columns(instructions, self.a, self.x, self.out);
        } else {
            by_rows(instructions, self.a, self.x, self.out);
        }
    }
}

#[inline(always)]
fn by_columns<T: Real, I: Instructions>(instructions: I, a: ArrayView2<T>, x: &[T], out: &mut [T]) {
    out.fill(T::zero());
    for (column, &x) in a.columns().into_iter().zip(x) {
        if let Some(column) = column.as_slice() {
            let ((sums, last_sums), (numbers, last)) = (out.as_chunks_mut::<COLUMN>(), column.as_chunks::<COLUMN>());
            for (sums, &numbers) in sums.iter_mut().zip(numbers) {
                *sums = instructions.fused(numbers, [x; COLUMN], *sums);
            }
            add_multiple(instructions, last_sums, x, last);
        } else {
            add_multiple(instructions, out, x, column);
        }
    }
}

/// `sums += x·a`, one number after the other.
#[inline(always)]
fn add_multiple<'a, T: Real, I: Instructions>(
    instructions: I,
    sums: &mut [T],
    x: T,
    a: impl IntoIterator<Item = &'a T>,
) {
    for (sum, &a) in sums.iter_mut().zip(a) {
        [*sum] = instructions.fused([a], [x], [*sum]);
    }
}

#[inline(always)]
fn by_rows<T: Real, I: Instructions>(instructions: I, a: ArrayView2<T>, x: &[T], out: &mut [T]) {
    for (block, out) in a.axis_chunks_iter(Axis(0), ROWS).zip(out.chunks_mut(ROWS)) {
        if let Some(rows) = slices_of_rows::<T, ROWS>(&block) {
            let mut sums = [T::zero(); ROWS];
            for (k, &x) in x.iter().enumerate() {
                let mut numbers = [x; ROWS];
                for (number, row) in numbers.iter_mut().zip(rows) {
                    *number = row[k];
                }
                sums = instructions.fused(numbers, [x; ROWS], sums);
            }
            out.copy_from_slice(&sums);
        } else {
            for (out, row) in out.iter_mut().zip(block.rows()) {
                *out = T::zero();
                for (&a, &x) in row.iter().zip(x) {
                    [*out] = instructions.fused([a], [x], [*out]);
                }
            }
        }
    }
}

/// The rows of a view, if they are `COUNT` and each of them lies in one piece.
#[inline(always)]
fn slices_of_rows<'view, T, const COUNT: usize>(view: &'view ArrayView2<T>) -> Option<[&'view [T]; COUNT]> {
    if view.nrows() != COUNT || view.strides()[1] != 1 {
        return None;
    }
    let mut rows = [&[] as &[T]; COUNT];
    for (i, slice) in rows.iter_mut().enumerate() {
        *slice = view.row(i).to_slice()?;
    }
    Some(rows)
}
