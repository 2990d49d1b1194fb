//! By what is each feature shifted and divided?
//!
//! | normalizer | shift | scale |
//! |---|---|---|
//! | center | μ | 1 |
//! | scale | 0 | σ |
//! | standard | μ | σ |
//! | min-max | min | (max − min)/(width of the range) |
//! | robust | median | 3rd quartile − 1st quartile, or other quantiles ([`quantile_in_place`]) |
//! | max-abs | 0 | max\|x\| |

use super::constant::{ConstantFeatures, is_constant};
use super::deviation::{mean_and_deviation, weighted};
use super::error::{Column, NormalizeError};
use super::fitting::Fitting;
use super::normalizer::Normalizer;
use super::rows::{check_usable, summarize};
use crate::bits;
use crate::parallel::cells;
use crate::statistics::{quantile_in_place, quantiles_in_place};
use ndarray::{ArrayView1, ArrayView2, Axis};

/// Shift and scale of each feature, and which scales were replaced by 1.
#[derive(Default)]
pub(super) struct Diagonal {
    pub(super) shift: Vec<f64>,
    pub(super) scale: Vec<f64>,
    pub(super) constant: Vec<usize>,
}

/// What a normalizer without a matrix learns.
pub(super) fn of(training: ArrayView2<f64>, fitting: &Fitting) -> Result<Diagonal, NormalizeError> {
    match fitting.normalizer {
        Normalizer::MinMax => min_max(training, fitting),
        Normalizer::Robust => robust(training, fitting),
        Normalizer::MaxAbs => max_abs(training, fitting.policy),
        _ => {
            let (mean, deviation) = match fitting.weights {
                None => mean_and_deviation(training)?,
                Some(weights) => {
                    check_usable(training, false)?;
                    weighted(training, weights)
                }
            };
            of_moments(mean, deviation, fitting)
        }
    }
}

/// What center, scale and standard learn from mean and deviation.
pub(super) fn of_moments(mean: Vec<f64>, deviation: Vec<f64>, fitting: &Fitting) -> Result<Diagonal, NormalizeError> {
    if fitting.normalizer == Normalizer::Center {
        return Ok(Diagonal { shift: mean, scale: vec![1.0; deviation.len()], constant: Vec::new() });
    }
    let mut standard = with_policy(mean.clone(), deviation, &mean, fitting.policy)?;
    if fitting.normalizer == Normalizer::Scale {
        standard.shift.fill(0.0);
    }
    Ok(standard)
}

fn min_max(training: ArrayView2<f64>, fitting: &Fitting) -> Result<Diagonal, NormalizeError> {
    check_usable(training, false)?;
    let (low, high) = extremes(training);
    let width = fitting.range.1 - fitting.range.0;
    let size: Vec<f64> = sizes(&low, &high).iter().map(|size| size / width).collect();
    let spread = low.iter().zip(&high).map(|(low, high)| (high - low) / width).collect();
    with_policy(low, spread, &size, fitting.policy)
}

fn max_abs(training: ArrayView2<f64>, policy: ConstantFeatures) -> Result<Diagonal, NormalizeError> {
    check_usable(training, false)?;
    let (low, high) = extremes(training);
    let zeros = vec![0.0; low.len()];
    with_policy(zeros.clone(), sizes(&low, &high), &zeros, policy)
}

fn robust(training: ArrayView2<f64>, fitting: &Fitting) -> Result<Diagonal, NormalizeError> {
    check_usable(training, false)?;
    let (low, high) = fitting.quantiles;
    let columns: Vec<ArrayView1<f64>> = training.columns().into_iter().collect();
    let quantiles: Vec<[f64; 3]> = cells(columns, |column| {
        let mut values = column.to_vec();
        if low <= 0.5 && high >= 0.5 {
            return quantiles_in_place(&mut values, [low, 0.5, high]);
        }
        [low, 0.5, high].map(|share| quantile_in_place(&mut values, share))
    });
    let median: Vec<f64> = quantiles.iter().map(|[_, median, _]| *median).collect();
    let spread = quantiles.iter().map(|[low, _, high]| high - low).collect();
    let (low, high) = extremes(training);
    with_policy(median, spread, &sizes(&low, &high), fitting.policy)
}

/// The larger magnitude of both ends.
fn sizes(low: &[f64], high: &[f64]) -> Vec<f64> {
    low.iter().zip(high).map(|(low, high)| bits::max(low.abs(), high.abs())).collect()
}

/// Replaces the scale of constant features, or refuses them; refuses a spread or shift that overflowed.
fn with_policy(
    shift: Vec<f64>,
    mut scale: Vec<f64>,
    location: &[f64],
    policy: ConstantFeatures,
) -> Result<Diagonal, NormalizeError> {
    if let Some(column) = (0..scale.len()).find(|&column| !(shift[column].is_finite() && scale[column].is_finite())) {
        return Err(NormalizeError::SpreadOverflow { column: Column::at(column) });
    }
    let constant: Vec<usize> =
        (0..scale.len()).filter(|&column| is_constant(scale[column], location[column])).collect();
    for &column in &constant {
        if policy == ConstantFeatures::Error {
            return Err(NormalizeError::Constant { column: Column::at(column), value: shift[column] });
        }
        scale[column] = 1.0;
    }
    Ok(Diagonal { shift, scale, constant })
}

/// Smallest and largest value of each column of finite data.
fn extremes(data: ArrayView2<f64>) -> (Vec<f64>, Vec<f64>) {
    // `f64::min` may return either zero of {−0, 0}; a comparison always keeps the first.
    let smaller = |a: f64, b: f64| if b < a { b } else { a };
    let larger = |a: f64, b: f64| if b > a { b } else { a };
    let leaf = |rows: ArrayView2<f64>| {
        let mut ends = (rows.row(0).to_vec(), rows.row(0).to_vec());
        for row in rows.axis_iter(Axis(0)) {
            for (column, &value) in row.iter().enumerate() {
                ends.0[column] = smaller(ends.0[column], value);
                ends.1[column] = larger(ends.1[column], value);
            }
        }
        ends
    };
    let pick =
        |a: Vec<f64>, b: Vec<f64>, of: fn(f64, f64) -> f64| a.into_iter().zip(b).map(|(a, b)| of(a, b)).collect();
    summarize(data, &leaf, &|above, below| (pick(above.0, below.0, smaller), pick(above.1, below.1, larger)))
}
