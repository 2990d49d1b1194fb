//! How is one row added to all rows of a matrix, and how are all rows added to one? Element by element, one row after the other.
//!
//! A bias is added to the row of each example, and the gradient by the bias is the sum of the rows of ∂J/∂z. Each element of the sum takes the rows in their
//! order, so that its bits do not depend on how many elements one instruction serves.
//!
//! ```
//! use wellposed_core::bits::{add_row, add_rows};
//!
//! let mut z = [1.0, 2.0, 3.0, 4.0];
//! add_row(&mut z, &[10.0, 20.0]);
//! assert_eq!(z, [11.0, 22.0, 13.0, 24.0]);
//!
//! let mut sums = [0.0, 100.0];
//! add_rows(&mut sums, &z);
//! assert_eq!(sums, [24.0, 146.0]);
//! ```

use super::Real;
use super::dispatch::Kernel;
use super::lanes::Instructions;

/// Adds `row` to each row of `matrix`, whose rows lie one after another.
///
/// # Panics
/// If `matrix` is not made of whole rows.
pub fn add_row<T: Real>(matrix: &mut [T], row: &[T]) {
    check(matrix.len(), row.len());
    T::add_row(AddRow { matrix, row });
}

/// Adds each row of `matrix`, whose rows lie one after another, to `sums`.
///
/// # Panics
/// If `matrix` is not made of whole rows.
pub fn add_rows<T: Real>(sums: &mut [T], matrix: &[T]) {
    check(matrix.len(), sums.len());
    T::add_rows(AddRows { sums, matrix });
}

fn check(length: usize, row: usize) {
    assert!(if row == 0 { length == 0 } else { length.is_multiple_of(row) }, "{length} numbers are no rows of {row}");
}

pub struct AddRow<'a, T> {
    matrix: &'a mut [T],
    row: &'a [T],
}

impl<T: Real> Kernel for AddRow<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, _: I) {
        for target in self.matrix.chunks_exact_mut(self.row.len().max(1)) {
            for (target, &value) in target.iter_mut().zip(self.row) {
                *target += value;
            }
        }
    }
}

pub struct AddRows<'a, T> {
    sums: &'a mut [T],
    matrix: &'a [T],
}

impl<T: Real> Kernel for AddRows<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Instructions>(self, _: I) {
        for row in self.matrix.chunks_exact(self.sums.len().max(1)) {
            for (sum, &value) in self.sums.iter_mut().zip(row) {
                *sum += value;
            }
        }
    }
}

#[cfg(test)]
mod tests;
