//! Does what `rows.rs` promises hold?

use super::*;
use ndarray::Array2;

#[test]
fn the_tree_follows_from_the_number_of_rows_alone() {
    let shape = |rows: usize| {
        let matrix = Array2::zeros((rows, 1));
        summarize(matrix.view(), &|leaf| leaf.nrows().to_string(), &|a, b| format!("({a} {b})"))
    };
    assert_eq!(shape(256), "256");
    assert_eq!(shape(257), "(256 1)");
    assert_eq!(shape(800), "((256 256) (256 32))");
    assert_eq!(shape(5 * 256), "(((256 256) 256) (256 256))");
}

#[test]
fn the_first_non_finite_value_is_named() {
    let mut matrix = Array2::zeros((1000, 3));
    assert!(check_usable(matrix.view(), false).is_ok());
    matrix[(700, 0)] = f64::NAN;
    matrix[(600, 2)] = f64::NEG_INFINITY;
    let error = check_usable(matrix.view(), true).unwrap_err().to_string();
    assert_eq!(error, "row 601, column 3: -inf is not a finite number; replace it or leave the row out");
    matrix[(600, 2)] = 0.0;
    assert!(check_usable(matrix.view(), true).is_ok() && check_usable(matrix.view(), false).is_err(), "a gap");
}
