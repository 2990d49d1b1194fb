//! Are the weights of grids those of the textbooks?

use super::*;
use crate::bits;
use crate::difference::Formula;

#[test]
fn polynomials_are_exact_on_an_uneven_grid_and_no_further() {
    let (z, points) = (0.3, [-1.0, -0.2, 0.25, 0.7, 1.6]);
    for order in 0..=4 {
        let weights = weights(z, &points, order);
        for degree in 0..=5 {
            let sum: f64 = weights.iter().zip(points).map(|(weight, x)| weight * bits::powi(x, degree)).sum();
            let factor: f64 = (0..order as i32).map(|k| f64::from(degree - k)).product();
            let exact = if degree < order as i32 { 0.0 } else { factor * bits::powi(z, degree - order as i32) };
            // Weights up to some hundred, each with a few roundings.
            assert_eq!((sum - exact).abs() < 1e-12, degree < 5, "{order} {degree}");
        }
    }
}

#[test]
fn symmetric_grids_give_the_formulas() {
    let found = weights(0.0, &[-2.0, -1.0, 0.0, 1.0, 2.0], 1);
    for (j, weight) in [(1, found[3]), (2, found[4])] {
        let formula = Formula::FivePoint.weight(j) / (2 * j) as f64;
        assert!((weight - formula).abs() < 1e-15, "{j}: {weight}");
    }
    assert!(weights(0.0, &[1.0], 1) == [0.0], "too few points");
}
