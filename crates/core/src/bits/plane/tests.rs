//! Does what `plane.rs` promises hold?

use super::*;
use crate::bits::dispatch::run_as;
use crate::bits::streams::{standard_normal_matrix, stream};
use crate::bits::{Version, fused};

#[test]
fn every_version_has_the_bits_of_the_formula() {
    let matrix = [[0.1, -0.7], [1.3, 0.9]];
    for length in [0, 1, 3, 8, 17, 100] {
        let draws = standard_normal_matrix(&mut stream(1, "bits/plane", "tests", length), 2, length);
        let (x, y) = (draws.row(0).to_vec(), draws.row(1).to_vec());
        let pairs = || x.iter().zip(&y);
        let first: Vec<f64> = pairs().map(|(&x, &y)| fused(0.1, x, -0.7 * y)).collect();
        let second: Vec<f64> = pairs().map(|(&x, &y)| fused(1.3, x, 0.9 * y)).collect();
        let rounded: Vec<f64> = pairs().map(|(x, y)| 0.1 * x + -0.7 * y).collect();
        assert!(
            length < 100 || (first != rounded && second != y),
            "two roundings, and a kernel that does nothing, are told"
        );
        for version in Version::available() {
            let (mut left, mut right) = (x.clone(), y.clone());
            run_as(version, Combine { x: &mut left, y: &mut right, matrix });
            assert!(left == first && right == second, "{version:?}, {length}");
        }
    }
}

#[test]
#[should_panic(expected = "of different lengths")]
fn vectors_of_different_lengths_are_refused() {
    combine(&mut [1.0], &mut [1.0, 2.0], [[1.0, 0.0], [0.0, 1.0]]);
}
