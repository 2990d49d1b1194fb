//! What are the mean and the standard deviation of every column if some rows count more than others?
//!
//! ```text
//! μ = Σwᵢxᵢ/Σwᵢ      σ² = Σwᵢ(xᵢ − μ)²/Σwᵢ
//! ```
//!
//! A row of weight 2 is two equal rows, one of weight 0 is none, and only ratios of weights count. In two passes, with what the rounding of the mean leaves taken into account, so that
//! equal values have deviation 0; values and weights are divided by powers of two, so that nothing overflows or vanishes.

use crate::bits;
use crate::parallel::cells;
use crate::statistics::centered::Centered;
use ndarray::{ArrayView1, ArrayView2};

/// Weighted mean and deviation of each column of finite data; the weights are finite, none is negative and one is positive.
pub(super) fn mean_and_deviation(data: ArrayView2<f64>, weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    cells(data.columns(), |column| of_column(column, weights)).into_iter().unzip()
}

fn of_column(column: ArrayView1<f64>, weights: &[f64]) -> (f64, f64) {
    let heaviest = bits::unit_of(weights);
    let counted = column.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
    let (values, weights): (Vec<f64>, Vec<f64>) = counted.map(|(&value, weight)| (value, weight / heaviest)).unzip();
    let total = bits::sum(&weights);
    let mean_of = |values: &[f64]| bits::dot(&weights, values) / total;
    let centered = Centered::by(&values, mean_of);
    (centered.mean(), libm::ldexp(mean_of(&centered.squares()).sqrt(), centered.exponent))
}
