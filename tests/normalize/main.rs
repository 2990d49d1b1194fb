//! Which laws must normalized data obey, and would a wrong formula be noticed?
//!
//! Bounds are derived in `wellposed::normalize::moments` to first order in the unit roundoff; [`SECOND_ORDER`] covers the rest.

mod constant;
mod errors;
mod laws;
mod moments;
mod threads;
mod whitening;

use ndarray::{Array2, ArrayView1};
use proptest::prelude::{Strategy, any};
use wellposed::bits;
use wellposed::bits::powi;
use wellposed::bits::streams::{stream, uniform};

/// The unit roundoff.
pub const U: f64 = f64::EPSILON / 2.0;

/// Products of two first-order terms. The largest of those that were dropped is (E/σ)² beside E/σ, below 1 percent as long as
/// E < 0.01·σ; the data of these tests keep E below 1e-6·σ.
pub const SECOND_ORDER: f64 = 1.01;

/// Merges between a leaf of 256 rows and the root.
pub fn levels(rows: usize) -> f64 {
    f64::from(rows.div_ceil(256).next_power_of_two().trailing_zeros())
}

/// Bound on the error of the computed mean, E.
pub fn mean_bound(column: ArrayView1<f64>) -> f64 {
    let leaf = column.len().min(256) as f64;
    let (low, high) =
        column.iter().fold((f64::MAX, f64::MIN), |(low, high), &x| (bits::min(low, x), bits::max(high, x)));
    let merges = levels(column.len());
    SECOND_ORDER * U * ((merges + 1.0) * bits::max(low.abs(), high.abs()) + (leaf + 1.0 + 3.0 * merges) * (high - low))
}

/// Bound on the relative error of the computed variance; the standard deviation has half of it, and one rounding.
pub fn variance_bound(column: ArrayView1<f64>, deviation: f64) -> f64 {
    let (leaf, merges) = (column.len().min(256) as f64, levels(column.len()));
    SECOND_ORDER * U * (leaf + 10.0 + 2.0 * merges) + 2.0 * merges * mean_bound(column) / deviation
}

/// Matrices of 2 to 700 rows and 1 to 13 columns, each column with its own offset (up to ±1e6) and half-width (1e-3 to 1e3).
pub fn matrices() -> impl Strategy<Value = Array2<f64>> {
    (2..700_usize, 1..=13_usize, any::<u64>()).prop_map(|(rows, columns, seed)| matrix(rows, columns, seed))
}

/// One of [`matrices`].
pub fn matrix(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
    let mut draws = stream(seed, "tests/normalize", "matrix", 0);
    let mut ends = || {
        let offset = uniform(&mut draws, -1e6, 1e6) * powi(10.0, -uniform(&mut draws, 0.0, 7.0) as i32);
        let width = powi(10.0, uniform(&mut draws, -3.0, 4.0).floor() as i32);
        (offset - width, offset + width)
    };
    let ends: Vec<(f64, f64)> = (0..columns).map(|_| ends()).collect();
    Array2::from_shape_fn((rows, columns), |(_, column)| uniform(&mut draws, ends[column].0, ends[column].1))
}
