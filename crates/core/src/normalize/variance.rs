//! Which formula for the variance survives rounding?
//!
//! All of them compute the population variance `σ² = (1/m)Σ(xᵢ − μ)²` of one sequence, in the arithmetic of its type. They are
//! the same formula on paper; in floating point they differ by the condition number `κ = √(1 + μ²/σ²)`, to first order in the unit
//! roundoff u (Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance", table of bounds; Barlow 1991 proves the one
//! of pairwise merging; Higham 2002, §1.9):
//!
//! | function | relative error at most, up to a small constant |
//! |---|---|
//! | [`variance_one_pass`], `E[x²] − μ²` | `m·u·κ²` |
//! | [`variance_welford`] | `m·u·κ` |
//! | [`variance_pairwise`] | `log₂(m)·u·κ` |
//! | [`variance_two_pass`] | `m·u + (m·u·κ)²` |
//! | [`variance_corrected`] | `m·u + m³·u³·κ²` |
//!
//! These are bounds, with every rounding at its worst; what is seen on random data is smaller (the experiment
//! `input_normalization/variance_error` has both). Two passes do not depend on κ only up to `κ = (m·u)^(−1/2)`: for a thousand values that
//! is 3e6 in `f64`, but 130 in `f32`.
//!
//! ```
//! use wellposed_core::normalize::variance::{variance_corrected, variance_one_pass};
//!
//! let values = [1e8_f32 + 8.0, 1e8 - 8.0];
//! assert_eq!(variance_corrected(&values), 64.0);
//! assert_ne!(variance_one_pass(&values), 64.0);
//! ```
//!
//! Every function panics on an empty sequence, which has no variance.

use crate::bits::Real;

/// `E[x²] − μ²` by one reading; the result may be negative.
///
/// The bound reaches 1, so that no digit is promised, at κ = (m·u)^(−1/2). On random
/// data the last digit goes later, but before one rounding of μ² alone is as large as σ², at κ = u^(−1/2): 4e3 in `f32` and 9e7 in `f64`.
pub fn variance_one_pass<T: Real>(values: &[T]) -> T {
    let (mut sum, mut squares) = (T::default(), T::default());
    for &value in values {
        sum += value;
        squares += value * value;
    }
    let mean = sum / count_of(values);
    squares / count_of(values) - mean * mean
}

/// The definition: one reading for the mean, one for the squares of what is left.
pub fn variance_two_pass<T: Real>(values: &[T]) -> T {
    let mean = mean_of(values);
    let mut squares = T::default();
    for &value in values {
        squares += (value - mean) * (value - mean);
    }
    squares / count_of(values)
}

/// The two-pass formula less `((1/m)Σ(xᵢ − μ̂))²`, which would be 0 if the mean μ̂ had no rounding error.
pub fn variance_corrected<T: Real>(values: &[T]) -> T {
    let mean = mean_of(values);
    let (mut residual, mut squares) = (T::default(), T::default());
    for &value in values {
        let deviation = value - mean;
        residual += deviation;
        squares += deviation * deviation;
    }
    (squares - residual * residual / count_of(values)) / count_of(values)
}

/// Welford (1962): mean and sum of squares are updated value by value, for data that come as a stream.
pub fn variance_welford<T: Real>(values: &[T]) -> T {
    let (mut mean, mut squares) = (T::default(), T::default());
    for (index, &value) in values.iter().enumerate() {
        let deviation = value - mean;
        mean += deviation / T::from_f64((index + 1) as f64);
        squares += deviation * (value - mean);
    }
    squares / count_of(values)
}

/// Chan, Golub & LeVeque (1979): halves are merged, and halves of halves, down to single values.
pub fn variance_pairwise<T: Real>(values: &[T]) -> T {
    let count = count_of(values);
    mean_and_squares(values).1 / count
}

/// Mean, and sum of squared deviations from it, by a binary tree of merges.
fn mean_and_squares<T: Real>(values: &[T]) -> (T, T) {
    if let [value] = values {
        return (*value, T::default());
    }
    let (above, below) = values.split_at(values.len().div_ceil(2));
    let (mean_above, squares_above) = mean_and_squares(above);
    let (mean_below, squares_below) = mean_and_squares(below);
    let difference = mean_below - mean_above;
    let share = count_of(below) / count_of(values);
    let squares = squares_above + squares_below + difference * difference * (count_of(above) * share);
    (mean_above + difference * share, squares)
}

fn mean_of<T: Real>(values: &[T]) -> T {
    let mut sum = T::default();
    for &value in values {
        sum += value;
    }
    sum / count_of(values)
}

fn count_of<T: Real>(values: &[T]) -> T {
    assert!(!values.is_empty(), "an empty sequence has no variance");
    T::from_f64(values.len() as f64)
}

#[cfg(test)]
mod tests;
