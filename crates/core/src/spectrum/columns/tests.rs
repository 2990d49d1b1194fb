//! Does what `columns.rs` promises hold?

use super::*;
use ndarray::array;

#[test]
fn columns_of_any_size_lose_no_digit() {
    let a = array![[3.0, 1e300, 5e-324, 0.0], [4.0, -1e10, 0.0, 0.0]];
    let columns = Columns::of(a.view());
    assert_eq!((columns.exponents[0], columns.exponents[2], columns.exponents[3]), (3, -1073, 0));
    assert_eq!((&*columns.vectors[0], &*columns.vectors[2]), (&[0.375, 0.5][..], &[0.5, 0.0][..]));
    for (j, vector) in columns.vectors.iter().enumerate() {
        let back: Vec<f64> = vector.iter().map(|&x| libm::ldexp(x, columns.exponents[j])).collect();
        assert_eq!(back, a.column(j).to_vec());
    }
}

#[test]
fn a_column_that_has_become_small_is_scaled_again() {
    let mut columns = Columns::of(array![[1.0, 0.75], [0.0, 0.0]].view());
    columns.vectors[1] = vec![libm::ldexp(0.75, -600), 0.0];
    assert_eq!((columns.square(0), columns.square(1), columns.exponents[1]), (0.25, 0.5625, -600));
    columns.vectors[1] = vec![0.0, 0.0];
    assert_eq!((columns.square(1), columns.exponents[1]), (0.0, -600));
    // Planted: without scaling the square would vanish, and the column with it.
    let small = libm::ldexp(0.75, -600);
    assert_eq!(bits::dot(&[small], &[small]), 0.0);
}
