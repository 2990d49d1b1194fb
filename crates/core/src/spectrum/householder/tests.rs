//! Does what `householder.rs` promises hold?

use super::*;
use ndarray::{Array2, array};

fn triangle(a: &Array2<f64>, pivots: Pivots) -> (Triangular, Vec<f64>) {
    let found = Triangular::of(Columns::of(a.view()), pivots);
    let diagonal = (0..a.ncols()).map(|j| found.value(j, j)).collect();
    (found, diagonal)
}

#[test]
fn by_hand() {
    // (3, 4) has length 5; of (1, 7) the part along it is 31/5, and across it 17/5.
    let (found, diagonal) = triangle(&array![[3.0, 1.0], [4.0, 7.0]], Pivots::None);
    let close = |x: f64, exact: f64| (x - exact).abs() < 4.0 * f64::EPSILON * exact.abs();
    assert!(diagonal[0] == -5.0 && close(found.value(0, 1), -6.2) && diagonal[1] == found.value(1, 1));
    assert!(close(diagonal[1].abs(), 3.4), "{diagonal:?}");
    let mut first = vec![vec![-5.0, 0.0]];
    found.turn(&mut first);
    assert!(close(first[0][0], 3.0) && close(first[0][1], 4.0), "{first:?}");
    assert_eq!(found.transpose().vectors[1][0], 0.0);
}

#[test]
fn the_largest_rest_is_next_and_the_first_among_equals() {
    let a = array![[1.0, 0.0, 0.0, 1e-200], [0.0, 3e-170, 0.0, 1.0], [0.0, 0.0, 2e-170, 0.0], [0.0; 4]];
    let (found, diagonal) = triangle(&a, Pivots::Largest);
    assert_eq!(found.order, [0, 3, 2, 1], "of 3e-170 nothing is left beside column 3");
    assert_eq!(diagonal[..3], [1.0, 1.0, 2e-170]);
    assert_eq!(triangle(&Array2::eye(3), Pivots::Largest).0.order, [0, 1, 2]);
    assert_eq!(triangle(&array![[0.0, 1e-310], [0.0, 0.0]], Pivots::Largest).0.order, [1, 0]);
    // Planted: without pivots the order stays.
    assert_eq!(triangle(&a, Pivots::None).0.order, [0, 1, 2, 3]);
}
