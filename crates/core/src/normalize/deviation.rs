//! What are the mean and the standard deviation of every column, whatever the size of the numbers?
//!
//! `σ = √(M₂/m)`. The squares in `M₂` overflow from 1.3e154 on and vanish below 1e-162 although σ itself can be
//! represented. A column in that danger is scaled by a power of two, which is exact, so that its largest magnitude lies
//! in [1/2, 1), and is then computed again.

use super::error::NormalizeError;
use super::moments::Moments;
use super::rows::check_finite;
use crate::bits;
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
        check_finite(data)?;
    }
    let vanishing =
        |index: usize| deviation[index] * deviation[index] < SMALL_VARIANCE && mean[index].abs() < LARGE_MEAN;
    let lost: Vec<usize> = (0..mean.len()).filter(|&index| !finite(index) || vanishing(index)).collect();
    for index in lost {
        (mean[index], deviation[index]) = of_rescaled(data.column(index));
    }
    Ok((mean, deviation))
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
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn sizes_at_which_squares_overflow_or_vanish() {
        for power in [0, 510, 600, 1021, -500, -600, -1020] {
            let unit = libm::ldexp(1.0, power);
            let data = array![[unit, -unit], [3.0 * unit, unit]];
            let (mean, deviation) = mean_and_deviation(data.view()).unwrap();
            assert_eq!((mean, deviation), (vec![2.0 * unit, 0.0], vec![unit, unit]), "unit 2^{power}");
        }
        // What must not happen: the plain formula gives 0 or infinity.
        for (power, wrong) in [(600, f64::INFINITY), (-600, 0.0)] {
            let unit = libm::ldexp(1.0, power);
            assert_eq!(Moments::of(array![[unit], [3.0 * unit]].view()).variance(), [wrong]);
        }
    }

    #[test]
    fn the_ends_of_the_range() {
        let (mean, deviation) = mean_and_deviation(array![[f64::MAX, 0.0], [f64::MIN, 0.0]].view()).unwrap();
        assert_eq!((mean, deviation), (vec![0.0, 0.0], vec![f64::MAX, 0.0]));
    }

    #[test]
    fn non_finite_values_are_named_and_not_rescaled() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for row in 0..3 {
                let mut data = array![[1.0, 2.0], [3.0, 5.0], [4.0, 4.0]];
                data[(row, 1)] = value;
                let message = mean_and_deviation(data.view()).unwrap_err().to_string();
                assert!(message.starts_with(&format!("row {}, column 2: {value} is", row + 1)), "{message}");
            }
        }
    }
}
