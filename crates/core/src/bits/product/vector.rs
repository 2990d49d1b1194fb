//! How is a matrix times a vector computed in the order of `k`, whatever the memory layout?
//!
//! The columns of a matrix that is stored by columns are added one after the other to the result: `out += x[k]·a[:, k]`. Of one that is
//! stored by rows, eight rows are summed at once, since a single sum would wait for each addition. The order of each sum is the same.

use ndarray::{ArrayView2, Axis};

use crate::bits::Real;
use crate::bits::dispatch::Kernel;

/// Rows that are summed at once.
const ROWS: usize = 8;

/// `out = a·x`.
pub struct MatrixVector<'a, T> {
    pub(super) a: ArrayView2<'a, T>,
    pub(super) x: &'a [T],
    pub(super) out: &'a mut [T],
}

impl<T: Real> Kernel for MatrixVector<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        if self.a.strides()[0] == 1 {
            by_columns(self.a, self.x, self.out);
        } else {
            by_rows(self.a, self.x, self.out);
        }
    }
}

#[inline(always)]
fn by_columns<T: Real>(a: ArrayView2<T>, x: &[T], out: &mut [T]) {
    out.fill(T::zero());
    for (column, &x) in a.columns().into_iter().zip(x) {
        if let Some(column) = column.as_slice() {
            for (sum, &a) in out.iter_mut().zip(column) {
                *sum += a * x;
            }
        } else {
            for (sum, &a) in out.iter_mut().zip(column) {
                *sum += a * x;
            }
        }
    }
}

#[inline(always)]
fn by_rows<T: Real>(a: ArrayView2<T>, x: &[T], out: &mut [T]) {
    for (block, out) in a.axis_chunks_iter(Axis(0), ROWS).zip(out.chunks_mut(ROWS)) {
        if let Some(rows) = slices_of_rows::<T, ROWS>(&block) {
            let mut sums = [T::zero(); ROWS];
            for (k, &x) in x.iter().enumerate() {
                for (sum, row) in sums.iter_mut().zip(rows) {
                    *sum += row[k] * x;
                }
            }
            out.copy_from_slice(&sums);
        } else {
            for (out, row) in out.iter_mut().zip(block.rows()) {
                *out = row.iter().zip(x).fold(T::zero(), |sum, (&a, &x)| sum + a * x);
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
