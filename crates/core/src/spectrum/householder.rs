//! How is a matrix made triangular by reflections? A·P = Q·R with Q = H₁·H₂···, Hₖ = I − τₖ·vₖ·vₖᵀ (Householder 1958).
//!
//! ```text
//! β = −sign(x₀)·‖x‖,  v = (1, x₁/(x₀ − β), x₂/(x₀ − β), …),  τ = (β − x₀)/β      then Hx = (β, 0, 0, …)
//! ```
//!
//! With [`Pivots::Largest`] each step takes the column of which most is left (Businger & Golub 1965), the first among equals. What is left
//! is measured anew each time: the usual update of norms can lose all digits and then picks the wrong column (Drmač & Bujanović 2008).
//! Column by column the factors are exact for a_j + δa_j, ‖δa_j‖ ≤ k(4h + 13)u·‖a_j‖ after k reflections, to first order (Higham 2002, §19.3; h as in
//! [`bits::sum`]): a small column is not disturbed by a large one. So a column of which no more than that is left, measured by itself, depends
//! on the columns before it as far as anybody can tell. With pivots such a rest is set to zero: then R has as many rows that are not zero as the
//! matrix has rank, whatever the units of its columns.

use super::UNIT_ROUNDOFF;
use super::columns::{Columns, SMALL_SQUARE, normalize};
use crate::bits;

/// Which column is next?
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Pivots {
    /// The first that is left.
    None,
    /// The one of which most is left.
    Largest,
}

/// The triangle R and the reflections of which Q consists.
pub(super) struct Triangular {
    /// Column j of R above the diagonal; from the diagonal down the vector v of reflection j.
    columns: Columns,
    /// The diagonal of R, without the exponents.
    diagonal: Vec<f64>,
    /// τ.
    factors: Vec<f64>,
    /// Column j of A·P is column `order[j]` of A.
    pub(super) order: Vec<usize>,
}

impl Triangular {
    pub(super) fn of(mut columns: Columns, pivots: Pivots) -> Triangular {
        let (count, length) = (columns.vectors.len(), columns.vectors[0].len());
        let mut order: Vec<usize> = (0..count).collect();
        let (mut diagonal, mut factors) = (Vec::new(), Vec::new());
        let mut whole: Vec<f64> = match pivots {
            Pivots::Largest => columns.vectors.iter().map(|vector| bits::norm(vector)).collect(),
            Pivots::None => Vec::new(),
        };
        for step in 0..count.min(length) {
            if pivots == Pivots::Largest {
                let pivot = largest(&mut columns, &whole, step);
                columns.vectors.swap(step, pivot);
                columns.exponents.swap(step, pivot);
                whole.swap(step, pivot);
                order.swap(step, pivot);
            }
            let (done, rest) = columns.vectors.split_at_mut(step + 1);
            let vector = &mut done[step][step..];
            let (entry, factor) = reflection(vector);
            rest.iter_mut().for_each(|column| reflect(vector, factor, &mut column[step..]));
            diagonal.push(entry);
            factors.push(factor);
        }
        Triangular { columns, diagonal, factors, order }
    }

    /// R in row i and column j ≥ i, as a number and the exponent of its power of two.
    fn entry(&self, i: usize, j: usize) -> (f64, i32) {
        let number = if i == j { self.diagonal[j] } else { self.columns.vectors[j][i] };
        (number, self.columns.exponents[j])
    }

    /// R in row i and column j ≥ i.
    pub(super) fn value(&self, i: usize, j: usize) -> f64 {
        let (number, exponent) = self.entry(i, j);
        libm::ldexp(number, exponent)
    }

    /// The columns of Rᵀ.
    pub(super) fn transpose(&self) -> Columns {
        let count = self.order.len();
        let row = |i: usize| {
            let entries = (i..count).map(|j| self.entry(i, j)).filter(|entry| entry.0 != 0.0);
            let exponent = entries.map(|(number, own)| libm::frexp(number).1 + own).max().unwrap_or(0);
            let scaled = |j: usize| {
                let (number, own) = self.entry(i, j);
                libm::ldexp(number, own - exponent)
            };
            ((0..count).map(|j| if j < i { 0.0 } else { scaled(j) }).collect(), exponent)
        };
        let (vectors, exponents) = (0..self.diagonal.len()).map(row).unzip();
        Columns { vectors, exponents }
    }

    /// Multiplies each vector by Q from the left.
    pub(super) fn turn(&self, vectors: &mut [Vec<f64>]) {
        for vector in vectors {
            for (step, &factor) in self.factors.iter().enumerate().rev() {
                reflect(&self.columns.vectors[step][step..], factor, &mut vector[step..]);
            }
        }
    }
}

/// The column, from this one on, of which most is left below the rows that are done. Rests that rounding alone may have left become zero.
fn largest(columns: &mut Columns, whole: &[f64], step: usize) -> usize {
    let length = columns.vectors[0].len();
    let doubt = step as f64 * (4 * terms(length) + 9) as f64 * UNIT_ROUNDOFF;
    let mut left = |j: usize| {
        let rest = &mut columns.vectors[j][step..];
        let square = bits::dot(rest, rest);
        let left = if square > SMALL_SQUARE { square.sqrt() } else { bits::norm(rest) };
        if left <= doubt * whole[j] {
            rest.fill(0.0);
            return (i32::MIN, 0.0);
        }
        let (number, exponent) = libm::frexp(left);
        (exponent + columns.exponents[j], number)
    };
    let sizes: Vec<(i32, f64)> = (step..whole.len()).map(&mut left).collect();
    step + (1..sizes.len()).fold(0, |best, j| if sizes[j] > sizes[best] { j } else { best })
}

/// A dot product of so many terms is known to this many u of the product of the lengths: h + 1, or the number of terms (see [`bits::dot`]).
pub(super) fn terms(length: usize) -> usize {
    let doublings = length.div_ceil(256).next_power_of_two().ilog2() as usize;
    length.min(21 + doublings)
}

/// Writes v in place of x, and returns β and τ.
fn reflection(x: &mut [f64]) -> (f64, f64) {
    if x[1..].iter().all(|&x| x == 0.0) {
        return (std::mem::replace(&mut x[0], 1.0), 0.0);
    }
    let exponent = normalize(x);
    let first = x[0];
    let beta = -bits::dot(x, x).sqrt().copysign(first);
    x[1..].iter_mut().for_each(|x| *x /= first - beta);
    x[0] = 1.0;
    (libm::ldexp(beta, exponent), (beta - first) / beta)
}

/// x ◄ x − τ·(vᵀx)·v.
fn reflect(vector: &[f64], factor: f64, x: &mut [f64]) {
    if factor != 0.0 {
        let part = factor * bits::dot(vector, x);
        bits::add_multiple(x, -part, vector);
    }
}

#[cfg(test)]
mod tests;
