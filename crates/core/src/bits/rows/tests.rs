//! Does what `rows.rs` promises hold?

use super::*;
use crate::bits::Version;
use crate::bits::dispatch::run_as;
use crate::bits::streams::{standard_normal_matrix, stream};

#[test]
fn every_version_adds_in_the_order_of_rows() {
    for width in [1, 3, 8, 17, 64] {
        let matrix = standard_normal_matrix(&mut stream(1, "bits/rows", "tests", width), 9, width);
        let (row, flat) = (matrix.row(0).to_vec(), matrix.as_slice().unwrap());
        let below: Vec<f64> = flat.iter().enumerate().map(|(index, x)| x + row[index % width]).collect();
        let sum = |column: usize| (0..9).fold(row[column], |sum, i| sum + matrix[[i, column]]);
        let backwards = |column: usize| (0..9).rev().fold(row[column], |sum, i| sum + matrix[[i, column]]);
        let expected: Vec<f64> = (0..width).map(sum).collect();
        assert!(width < 8 || expected != (0..width).map(backwards).collect::<Vec<f64>>(), "another order is told");
        for version in Version::available() {
            let (mut z, mut sums) = (flat.to_vec(), row.clone());
            run_as(version, AddRow { matrix: &mut z, row: &row });
            run_as(version, AddRows { sums: &mut sums, matrix: flat });
            assert!(z == below && sums == expected, "{version:?}, {width}");
        }
    }
    add_row::<f64>(&mut [], &[]);
}

#[test]
#[should_panic(expected = "5 numbers are no rows of 2")]
fn a_matrix_has_whole_rows() {
    add_row(&mut [0.0; 5], &[1.0, 2.0]);
}
