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
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_orthogonal_to_what_is_there() {
        let vectors = complete(vec![vec![0.0; 4], vec![3.0, 4.0, 0.0, 0.0], vec![0.0; 4], vec![0.0, 0.0, -2.0, 0.0]]);
        let products = |vectors: &[Vec<f64>]| -> f64 {
            let pairs = (0..4).flat_map(|i| (0..4).map(move |j| (i, j)));
            let off = pairs.map(|(i, j)| (bits::dot(&vectors[i], &vectors[j]) - f64::from(u8::from(i == j))).abs());
            off.fold(0.0, bits::max)
        };
        // Two reflections of vectors of four components, each known to 10u.
        assert!(products(&vectors) < 20.0 * f64::EPSILON, "{vectors:?}");
        assert_eq!((vectors[1][0], vectors[3][2]), (0.6, -1.0));
        assert_eq!(complete(vec![vec![0.0; 2]; 2]), [[1.0, 0.0], [0.0, 1.0]]);
        // Planted: a vector that stays zero is seen.
        let planted = [vec![0.0; 4], vectors[1].clone(), vectors[2].clone(), vectors[3].clone()];
        assert!(products(&planted) > 0.5);
    }
}
