//! Does what `multiple.rs` promises hold?

use super::*;
use crate::bits::dispatch::run_as;
use crate::bits::streams::{standard_normals, stream};
use crate::bits::{Version, fused};

#[test]
fn every_version_rounds_once_and_tells_a_change() {
    for count in [0, 1, 15, 16, 17, 100] {
        let (mut x, mut y) = (vec![0.0; count], vec![0.0; count]);
        let mut numbers = stream(1, "bits/multiple", "tests", count);
        standard_normals(&mut numbers, &mut x);
        standard_normals(&mut numbers, &mut y);
        let expected: Vec<f64> = x.iter().zip(&y).map(|(&x, &y)| fused(0.3, x, y)).collect();
        let rounded: Vec<f64> = x.iter().zip(&y).map(|(&x, &y)| 0.3 * x + y).collect();
        assert!(count < 100 || expected != rounded, "two roundings are told");
        for version in Version::available() {
            let mut sum = y.clone();
            let changed = run_as(version, AddMultiple { y: &mut sum, factor: 0.3, x: &x });
            assert!(sum == expected && changed == (count > 0), "{version} {count}");
            assert!(!run_as(version, AddMultiple { y: &mut sum, factor: 1e-30, x: &x }), "{version} {count}");
        }
    }
    assert!(add_multiple(&mut [f64::NAN], 0.0, &[1.0]));
}

#[test]
#[should_panic(expected = "another length")]
fn the_lengths_are_equal() {
    add_multiple(&mut [0.0], 1.0, &[1.0, 2.0]);
}
