//! Does what `product.rs` promises hold?

use super::*;
use crate::bits::streams::{standard_normal, stream};

fn gaussian(n: usize, replicate: usize) -> Array2<f64> {
    let mut stream = stream(1, "spectrum", "products", replicate);
    Array2::from_shape_fn((n, n), |_| standard_normal(&mut stream))
}

#[test]
fn small_products_agree_with_their_singular_values() {
    let (first, second) = (gaussian(20, 0), gaussian(20, 1));
    let found = log_conditions_of_products([first.clone(), second.clone()], &[1, 2]).unwrap();
    let product = bits::product(second.view(), first.view());
    for (matrix, logarithm) in [(&first, found[0]), (&product, found[1])] {
        let values = singular_values(matrix.view()).unwrap();
        // Two norms rounded to nine digits, 5·10⁻⁹ each; the smallest value is off by 10n²u·√n·κ, relative, and the
        // inverse by L·n·u·κ.
        let allowed = 1e-8 + 1e5 * f64::EPSILON * values[0] / values[19];
        assert!((bits::ln(values[0] / values[19]) - logarithm).abs() < allowed, "{logarithm}");
        assert!((bits::ln(values[0] / values[18]) - logarithm).abs() > allowed, "the next smallest value is seen");
    }
    let other_order = bits::product(first.view(), second.view());
    let values = singular_values(other_order.view()).unwrap();
    assert!((bits::ln(values[0] / values[19]) - found[1]).abs() > 1e-3, "the order is seen");
}

#[test]
fn powers_of_one_matrix_beyond_all_digits() {
    // κ(W²) … of the computed product stops near 1/u; a symmetric W has κ(Wᵏ) = κ(W)ᵏ for all k.
    let a = gaussian(6, 2);
    let symmetric = &a + &a.t();
    let found = log_conditions_of_products(std::iter::repeat_n(symmetric, 60), &[1, 60]).unwrap();
    // ln κ of the product is good to 10⁻⁸ and 60·6·u·κ(W), and 60·ln κ(W) to 60 times 10⁻⁸.
    let allowed = 6.1e-7 + 360.0 * f64::EPSILON * bits::exp(found[0]);
    assert!((found[1] - 60.0 * found[0]).abs() < allowed, "{found:?}");
    assert!((found[1] - 59.0 * found[0]).abs() > allowed, "another number of factors is seen");
    assert!(found[1] > 40.0, "beyond 1/u = e^36.7: {found:?}");
}

#[test]
fn a_singular_factor_is_an_error_and_none_is_nothing() {
    assert!(log_conditions_of_products([Array2::zeros((2, 2))], &[1]).is_err());
    assert!(log_conditions_of_products(Vec::new(), &[1]).unwrap().is_empty());
    assert_eq!(log_conditions_of_products([Array2::eye(2), Array2::eye(2)], &[2, 3]).unwrap(), [0.0]);
}

#[test]
#[should_panic(expected = "must ascend from 1")]
fn numbers_of_factors_that_do_not_ascend_are_refused() {
    let _ = log_conditions_of_products([Array2::eye(2)], &[2, 1]);
}

#[test]
#[should_panic(expected = "factor 1 is 3x3")]
fn factors_of_different_sizes_are_refused() {
    let _ = log_conditions_of_products([Array2::eye(2), Array2::eye(3)], &[2]);
}
