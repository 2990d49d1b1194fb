//! Does what `complement.rs` promises hold?

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
