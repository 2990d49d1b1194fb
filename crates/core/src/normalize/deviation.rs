//! What are the mean and the standard deviation of every column, whatever the size of the numbers?
//!
//! `σ = √(M₂/m)`. The squares in `M₂` overflow from 1.3e154 on and vanish below 1e-162 although σ itself can be
//! represented. A column in that danger is scaled by a power of two, which is exact, so that its largest magnitude lies
//! in [1/2, 1), and is then computed again. With weights, `μ = Σwx/Σw` and `σ² = Σw(x − μ)²/Σw`.

use super::error::NormalizeError;
use super::moments::Moments;
use super::rows::check_usable;
use crate::bits;
use crate::parallel::cells;
use crate::statistics::centered::Centered;
use ndarray::{Array2, ArrayView1, ArrayView2, Axis};

/// Below this variance, squares of deviations may have been lost to underflow (they are, below 2.2e-308) …
const SMALL_VARIANCE: f64 = 1e-270;
/// … unless the mean is at least this large: then two different values differ by more than 1e-136, and squares are safe.
const LARGE_MEAN: f64 = 1e-120;

/// Mean and population standard deviation of each column of `data` (m, n).
///
/// # Errors
/// A value that is not finite. Where the deviation itself exceeds the largest number it is infinite.
pub fn mean_and_deviation(data: ArrayView2<f64>) -> Result<(Vec<f64>, Vec<f64>), NormalizeError> {
    let moments = Moments::of(data);
    let mut mean = moments.mean().to_vec();
    let mut deviation: Vec<f64> = moments.variance().into_iter().map(f64::sqrt).collect();
    let finite = |index: usize| mean[index].is_finite() && deviation[index].is_finite();
    // NaN and infinity reach the moments, so that the data need not be read once more where there is none.
    if !(0..mean.len()).all(finite) {
        check_usable(data, false)?;
    }
    let is_lost = |&index: &usize| !finite(index) || vanishes(mean[index], deviation[index]);
    let lost: Vec<usize> = (0..mean.len()).filter(is_lost).collect();
    for index in lost {
        (mean[index], deviation[index]) = of_rescaled(data.column(index));
    }
    Ok((mean, deviation))
}

/// Of finite data with a weight for each row; none is negative, and one is positive.
pub(super) fn weighted(data: ArrayView2<f64>, weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let heaviest = bits::unit_of(weights);
    let of_column = |column: ArrayView1<f64>| {
        let counted = column.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
        let (values, weights): (Vec<f64>, Vec<f64>) = counted.map(|(value, weight)| (value, weight / heaviest)).unzip();
        let total = bits::sum(&weights);
        let mean_of = |values: &[f64]| bits::dot(&weights, values) / total;
        let centered = Centered::by(&values, mean_of);
        (centered.mean(), libm::ldexp(mean_of(&centered.squares()).sqrt(), centered.exponent))
    };
    cells(data.columns(), of_column).into_iter().unzip()
}

/// Whether squares of deviations may have been lost in a standard deviation of moments.
pub(super) fn vanishes(mean: f64, deviation: f64) -> bool {
    deviation * deviation < SMALL_VARIANCE && mean.abs() < LARGE_MEAN
}

/// Mean and standard deviation of finite values, by way of values below 1.
fn of_rescaled(column: ArrayView1<f64>) -> (f64, f64) {
    let largest = column.iter().fold(0.0, |largest: f64, value| bits::max(largest, value.abs()));
    let (_, exponent) = libm::frexp(largest);
    let scaled: Array2<f64> = column.map(|&value| libm::ldexp(value, -exponent)).insert_axis(Axis(1));
    let moments = Moments::of(scaled.view());
    (libm::ldexp(moments.mean()[0], exponent), libm::ldexp(moments.variance()[0].sqrt(), exponent))
}

#[cfg(test)]
mod tests;
