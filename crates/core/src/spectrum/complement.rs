//! Which vectors of length 1 are orthogonal to all others? The last columns of Q in the triangular factorization of these.

use super::columns::{Columns, unit_vectors};
use super::householder::{Pivots, Triangular};
use crate::bits;

/// Gives orthogonal vectors the length 1, and puts vectors orthogonal to all in place of zeros. There are no more vectors than components.
pub(super) fn complete(mut vectors: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    for vector in &mut vectors {
        let length = bits::dot(vector, vector).sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|x| *x /= length);
        }
    }
    let zeros: Vec<usize> = (0..vectors.len()).filter(|&j| vectors[j].iter().all(|&x| x == 0.0)).collect();
    if zeros.is_empty() {
        return vectors;
    }
    let (count, length) = (vectors.len(), vectors[0].len());
    let mut found = unit_vectors(count, length).split_off(count - zeros.len());
    // Zeros are the last to be chosen.
    Triangular::of(Columns { vectors: vectors.clone(), exponents: vec![0; count] }, Pivots::Largest).turn(&mut found);
    for (&j, vector) in zeros.iter().zip(found) {
        vectors[j] = vector;
    }
    vectors
}

#[cfg(test)]
mod tests;
