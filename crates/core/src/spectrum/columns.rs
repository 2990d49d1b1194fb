//! How is a matrix kept whose columns may have any size? Each column divided by a power of two of its own.
//!
//! Column j is `2^exponents[j] · vectors[j]`, its largest component in [1/2, 1): only components below 10⁻²⁹⁰ of it lose digits, which no length
//! could show. Squares neither overflow nor vanish, and what is found for one column does not depend on the size of another, be the sizes 10⁻³⁰⁰
//! and 10³⁰⁰.

use crate::bits;
use ndarray::{Array2, ArrayView2};

/// Columns of one length, each with a power of two.
pub(super) struct Columns {
    /// Each contiguous.
    pub(super) vectors: Vec<Vec<f64>>,
    pub(super) exponents: Vec<i32>,
}

impl Columns {
    /// The columns of a finite matrix.
    pub(super) fn of(a: ArrayView2<f64>) -> Columns {
        let mut vectors: Vec<Vec<f64>> = a.columns().into_iter().map(|column| column.to_vec()).collect();
        let exponents = vectors.iter_mut().map(|vector| normalize(vector)).collect();
        Columns { vectors, exponents }
    }

    /// The square of the length of `vectors[j]`, which is scaled again if it has become small.
    pub(super) fn square(&mut self, j: usize) -> f64 {
        let square = bits::dot(&self.vectors[j], &self.vectors[j]);
        if square > SMALL_SQUARE {
            return square;
        }
        self.exponents[j] += normalize(&mut self.vectors[j]);
        bits::dot(&self.vectors[j], &self.vectors[j])
    }
}

/// 2⁻⁴⁰⁰: what underflows in a sum of squares above it is below 2⁻⁶⁰⁰ of it.
pub(super) const SMALL_SQUARE: f64 = f64::from_bits((1023 - 400) << 52);

/// Divides by a power of two, so that the largest magnitude is in [1/2, 1), and returns the exponent; zeros stay, with 0.
pub(super) fn normalize(vector: &mut [f64]) -> i32 {
    let largest = vector.iter().fold(0.0_f64, |largest, x| bits::max(largest, x.abs()));
    let exponent = libm::frexp(largest).1;
    // The power of two is a number itself as a rule, and a product with it is rounded as `ldexp` rounds.
    match exponent.abs() < 1000 {
        true => {
            let factor = libm::ldexp(1.0, -exponent);
            vector.iter_mut().for_each(|x| *x *= factor);
        }
        false => vector.iter_mut().for_each(|x| *x = libm::ldexp(*x, -exponent)),
    }
    exponent
}

/// The unit vectors e₁ … e_count of this length.
pub(super) fn unit_vectors(count: usize, length: usize) -> Vec<Vec<f64>> {
    let unit = |j: usize| (0..length).map(|i| f64::from(u8::from(i == j))).collect();
    (0..count).map(unit).collect()
}

/// The matrix with these rows, all of one length; there is at least one.
pub(super) fn matrix_of_rows(rows: &[Vec<f64>]) -> Array2<f64> {
    Array2::from_shape_vec((rows.len(), rows[0].len()), rows.concat()).expect("rows of one length")
}

#[cfg(test)]
mod tests;
