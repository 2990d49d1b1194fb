//! Can moments be computed in pieces?

use crate::{matrices, matrix, mean_bound, variance_bound};
use ndarray::{Array2, Axis, s};
use proptest::prelude::{prop_assert, proptest};
use wellposed::bits;
use wellposed::normalize::moments::Moments;
use wellposed::normalize::variance::{variance_corrected, variance_pairwise};

/// The largest distance of two moments of the rows of `x`, as a multiple of twice the bound (either may be off by it). `merges` is
/// what the pieces add to the levels of the tree.
fn apart(x: &Array2<f64>, a: &Moments, b: &Moments, merges: f64) -> f64 {
    assert_eq!((a.count(), b.count()), (x.nrows(), x.nrows()));
    let mut worst: f64 = 0.0;
    for (column, values) in x.axis_iter(Axis(1)).enumerate() {
        let deviation = b.variance()[column].sqrt();
        // One more level adds less than the first: E grows by u·(max|x| + 3R), the variance's bound by 2u + 2E/σ.
        let mean_limit = 2.0 * (1.0 + merges) * mean_bound(values);
        let variance_limit =
            2.0 * (variance_bound(values, deviation) + merges * (4e-16 + 2.0 * mean_limit / deviation));
        worst = bits::max(worst, (a.mean()[column] - b.mean()[column]).abs() / mean_limit);
        worst = bits::max(worst, (a.variance()[column] / b.variance()[column] - 1.0).abs() / variance_limit);
    }
    worst
}

proptest! {
    #[test]
    fn merging_is_associative_to_rounding(x in matrices(), first in 0.0..1.0_f64, second in 0.0..1.0_f64) {
        let rows = x.nrows() as f64;
        let (first, second) = ((bits::min(first, second) * rows) as usize, (bits::max(first, second) * rows) as usize);
        let [a, b, c] = [s![..first, ..], s![first..second, ..], s![second.., ..]].map(|part| Moments::of(x.slice(part)));
        let left = a.clone().merge(&b).merge(&c);
        let right = a.merge(&b.merge(&c));
        prop_assert!(apart(&x, &left, &right, 2.0) <= 1.0);
        prop_assert!(apart(&x, &left, &Moments::of(x.view()), 2.0) <= 1.0);
    }

    #[test]
    fn row_by_row_is_the_same_to_rounding(x in matrices()) {
        let mut pushed = Moments::new(x.ncols());
        x.rows().into_iter().for_each(|row| pushed.push(&row.to_vec()));
        // Every row is a merge.
        prop_assert!(apart(&x, &pushed, &Moments::of(x.view()), x.nrows() as f64) <= 1.0);
    }
}

#[test]
fn a_merge_without_the_difference_of_means_is_noticed() {
    let x = matrix(400, 3, 5);
    let whole = Moments::of(x.view());
    let [a, b] = [s![..100, ..], s![100.., ..]].map(|part| Moments::of(x.slice(part)));
    assert!(apart(&x, &a.clone().merge(&b), &whole, 1.0) <= 1.0);
    // What is left out is δ²·mₐm_b/m; here it is put beside the tolerance.
    for column in 0..3 {
        let left_out = a.squares()[column] + b.squares()[column];
        let deviation = whole.variance()[column].sqrt();
        let limit = variance_bound(x.column(column), deviation);
        assert!((left_out / whole.squares()[column] - 1.0).abs() > 1e6 * limit);
    }
}

/// σ/|μ| = 10⁻¹⁴: numbers 1 + k·2⁻⁵² with k from 200 to 356, and their variance as a multiple of 2⁻¹⁰⁴, from integers.
fn close_to_one(rows: i64) -> (Vec<f64>, f64) {
    let counts: Vec<i64> = (0..rows).map(|index| 200 + index * 89 % 157).collect();
    let (sum, squares) = counts.iter().fold((0, 0), |(sum, squares), k| (sum + k, squares + k * k));
    let exact = (rows * squares - sum * sum) as f64 / (rows * rows) as f64;
    (counts.iter().map(|&k| 1.0 + k as f64 * f64::EPSILON).collect(), exact)
}

#[test]
fn merging_keeps_the_digits_that_two_passes_keep() {
    let error = |variance: f64, exact: f64| (variance / (f64::EPSILON * f64::EPSILON) / exact - 1.0).abs();
    let u = f64::EPSILON / 2.0;
    for rows in [256, 4096, 10_000] {
        let (values, exact) = close_to_one(rows);
        let column = Array2::from_shape_vec((values.len(), 1), values.clone()).unwrap();
        let (merged, two_passes) = (Moments::of(column.view()).variance()[0], variance_corrected(&values));
        assert!(error(two_passes, exact) <= rows as f64 * u);
        // (B + 10 + 258L)u, and L times what δ is off by, 2(B + 1 + 3L)u·R with R/σ below 4.
        let merges = crate::levels(values.len());
        let bound = 1.01 * u * (266.0 + 258.0 * merges + merges * 8.0 * (257.0 + 3.0 * merges));
        assert!(error(merged, exact) <= bound, "{rows}: {:e}", error(merged, exact));
        // Planted: merges of means that are rounded.
        assert!(rows == 256 || error(variance_pairwise(&values), exact) > 1e3 * bound);
    }
}

#[test]
fn hand_values() {
    let mut moments = Moments::new(1);
    assert!(moments.variance()[0].is_nan());
    for value in [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0] {
        moments.push(&[value]);
    }
    assert_eq!((moments.count(), moments.mean(), moments.variance()), (8, &[5.0][..], vec![4.0]));
    let empty = Moments::new(1);
    assert_eq!(empty.clone().merge(&moments), moments);
    assert_eq!(moments.clone().merge(&empty), moments);
}
