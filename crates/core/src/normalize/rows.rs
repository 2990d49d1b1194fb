//! How is a tall matrix summarized, in parallel, with the same bits at any number of threads?
//!
//! The rows are cut into leaves of [`LEAF_ROWS`] rows; the summaries of the leaves are merged along a balanced binary tree. The
//! shape of the tree follows from the number of rows alone; threads only decide who computes which branch:
//!
//! ```text
//! rows   0..256   256..512   512..768   768..800
//!          └─ merge ─┘          └─ merge ─┘
//!               └────── merge ──────┘
//! ```

use super::error::{Column, NormalizeError};
use crate::bits::{self, Real};
use crate::parallel::{cells, join};
use ndarray::{ArrayView2, Axis};

/// Rows in a leaf. A leaf of 32 columns has 64 KiB and stays in the second-level cache while it is read twice; rounding errors of
/// the plain sums inside a leaf grow with this number and not with the number of rows.
pub(super) const LEAF_ROWS: usize = 256;

/// Summarizes `rows`: `leaf` for up to [`LEAF_ROWS`] rows at a time, then `merge` from the leaves to the root.
pub(super) fn summarize<S: Send>(
    rows: ArrayView2<f64>,
    leaf: &(impl Fn(ArrayView2<f64>) -> S + Sync),
    merge: &(impl Fn(S, S) -> S + Sync),
) -> S {
    if rows.nrows() <= LEAF_ROWS {
        return leaf(rows);
    }
    let (above, below) = rows.split_at(Axis(0), rows.nrows().div_ceil(LEAF_ROWS).div_ceil(2) * LEAF_ROWS);
    let (above, below) = join(|| summarize(above, leaf, merge), || summarize(below, leaf, merge));
    merge(above, below)
}

/// An error that names the first value, in row order, that is infinite, or NaN unless that is a gap.
pub(super) fn check_usable(rows: ArrayView2<f64>, takes_gaps: bool) -> Result<(), NormalizeError> {
    let leaves = rows.axis_chunks_iter(Axis(0), LEAF_ROWS).enumerate();
    let found = cells(leaves, |(leaf, rows)| first_unusable(rows, takes_gaps).map(|found| (leaf, found)));
    match found.into_iter().flatten().next() {
        Some((leaf, (row, column, value))) => {
            Err(NormalizeError::NonFinite { row: leaf * LEAF_ROWS + row + 1, column: Column::at(column), value })
        }
        None => Ok(()),
    }
}

/// Row and column, counted from 0, and value of the first infinity, or NaN that is no gap.
pub(super) fn first_unusable<T: Real>(rows: ArrayView2<T>, takes_gaps: bool) -> Option<(usize, usize, f64)> {
    // A look at all numbers is fast; the search below runs only where there is something to find.
    let finite = match rows.as_slice() {
        Some(values) => bits::all_finite(values),
        None => rows.iter().all(|value| value.is_finite()),
    };
    if finite {
        return None;
    }
    let mut values = rows.indexed_iter().map(|((row, column), value)| (row, column, value.to_f64()));
    values.find(|(.., value)| value.is_infinite() || (value.is_nan() && !takes_gaps))
}

#[cfg(test)]
mod tests;
