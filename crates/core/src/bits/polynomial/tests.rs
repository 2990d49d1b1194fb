//! Does what `polynomial.rs` promises hold?

use super::*;
use crate::bits::Version;
use crate::bits::dispatch::run_as;
use crate::bits::powi;
use crate::bits::streams::{standard_normal, stream};

fn normals(count: usize, cell: usize) -> Vec<f64> {
    let mut stream = stream(1, "bits/polynomial", "normals", cell);
    (0..count).map(|_| standard_normal(&mut stream)).collect()
}

#[test]
fn the_values_are_those_of_the_powers() {
    for (count, terms) in [(1, 1), (5, 3), (16, 7), (37, 12)] {
        let (c, x) = (normals(count * terms, 0), normals(count, 1));
        let mut values = vec![0.0; count];
        polynomials(&c, &x, &mut values);
        for (index, &value) in values.iter().enumerate() {
            let term = |n: usize| c[(n - 1) * count + index] * powi(x[index], n as i32);
            let (sum, size) = (1..=terms).fold((0.0, 0.0), |(sum, size), n| (sum + term(n), size + f64::abs(term(n))));
            // N roundings here, and at most n + N in each term there.
            let bound = (3 * terms) as f64 * f64::EPSILON / 2.0 * size;
            assert!((value - sum).abs() <= bound, "{count} {terms}: {value} {sum}");
        }
    }
}

#[test]
fn every_version_has_the_same_bits() {
    let (c, x) = (normals(37 * 12, 0), normals(37, 1));
    let single = |values: &[f64]| values.iter().map(|&x| x as f32).collect::<Vec<f32>>();
    let (c32, x32) = (single(&c), single(&x));
    let all = |version| {
        let (mut double, mut values) = (vec![0.0; 37], vec![0.0_f32; 37]);
        run_as(version, Polynomials { coefficients: &c, arguments: &x, values: &mut double });
        run_as(version, Polynomials { coefficients: &c32, arguments: &x32, values: &mut values });
        (double, values)
    };
    for version in Version::available() {
        assert_eq!(all(version), all(Version::Portable), "{version:?}");
    }
}

#[test]
#[should_panic(expected = "no whole columns of 2")]
fn coefficients_come_in_whole_columns() {
    polynomials(&[1.0, 2.0, 3.0], &[1.0, 2.0], &mut [0.0; 2]);
}
