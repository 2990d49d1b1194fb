//! By what is each feature shifted and divided?
//!
//! | normalizer | shift | scale |
//! |---|---|---|
//! | center | μ | 1 |
//! | scale | 0 | σ |
//! | standard | μ | σ |
//! | min-max | min | max − min |
//! | robust | median | 3rd quartile − 1st quartile ([`quantile_in_place`]) |

use super::constant::{ConstantFeatures, is_constant};
use super::deviation::mean_and_deviation;
use super::error::{Column, NormalizeError};
use super::rows::{check_finite, summarize};
use crate::bits;
use crate::parallel::cells;
use crate::statistics::quantile_in_place;
use ndarray::{ArrayView1, ArrayView2, Axis};

/// Shift and scale of each feature, and which scales were replaced by 1.
pub(super) struct Diagonal {
    pub(super) shift: Vec<f64>,
    pub(super) scale: Vec<f64>,
    pub(super) constant: Vec<usize>,
}

pub(super) fn center(training: ArrayView2<f64>) -> Result<Diagonal, NormalizeError> {
    let (mean, deviation) = mean_and_deviation(training)?;
    Ok(Diagonal { shift: mean, scale: vec![1.0; deviation.len()], constant: Vec::new() })
}

pub(super) fn scale(training: ArrayView2<f64>, policy: ConstantFeatures) -> Result<Diagonal, NormalizeError> {
    let mut standard = standard(training, policy)?;
    standard.shift.fill(0.0);
    Ok(standard)
}

pub(super) fn standard(training: ArrayView2<f64>, policy: ConstantFeatures) -> Result<Diagonal, NormalizeError> {
    let (mean, deviation) = mean_and_deviation(training)?;
    with_policy(mean.clone(), deviation, &mean, policy)
}

pub(super) fn min_max(training: ArrayView2<f64>, policy: ConstantFeatures) -> Result<Diagonal, NormalizeError> {
    check_finite(training)?;
    let (low, high) = extremes(training);
    let size: Vec<f64> = low.iter().zip(&high).map(|(low, high)| bits::max(low.abs(), high.abs())).collect();
    let range = low.iter().zip(&high).map(|(low, high)| high - low).collect();
    with_policy(low, range, &size, policy)
}

pub(super) fn robust(training: ArrayView2<f64>, policy: ConstantFeatures) -> Result<Diagonal, NormalizeError> {
    check_finite(training)?;
    let columns: Vec<ArrayView1<f64>> = training.columns().into_iter().collect();
    let quartiles: Vec<[f64; 3]> = cells(columns, |column| {
        let mut values = column.to_vec();
        [0.25, 0.5, 0.75].map(|share| quantile_in_place(&mut values, share))
    });
    let median: Vec<f64> = quartiles.iter().map(|[_, median, _]| *median).collect();
    let spread = quartiles.iter().map(|[first, _, third]| third - first).collect();
    with_policy(median.clone(), spread, &median, policy)
}

/// Replaces the scale of constant features, or refuses them; refuses a spread or shift that overflowed.
fn with_policy(
    shift: Vec<f64>,
    mut scale: Vec<f64>,
    location: &[f64],
    policy: ConstantFeatures,
) -> Result<Diagonal, NormalizeError> {
    if let Some(column) = (0..scale.len()).find(|&column| !(shift[column] + scale[column]).is_finite()) {
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
