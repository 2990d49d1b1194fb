//! How is a normalizer fitted where values are missing? Each feature on the rows that have it.
//!
//! A missing value is a NaN. Each column is fitted without its gaps as if it stood alone, and nothing is put in their place: a gap stays a gap when it is transformed.

use super::diagonal::{self, Diagonal};
use super::error::NormalizeError;
use super::fit::Fitting;
use super::rows::check_usable;
use crate::parallel::cells;
use ndarray::{Array2, ArrayView1, ArrayView2};

/// Shift and scale of each feature, and how many values it lacks.
pub(super) fn fit(training: ArrayView2<f64>, fitting: &Fitting) -> Result<(Diagonal, Vec<usize>), NormalizeError> {
    check_usable(training, true)?;
    let columns = training.columns().into_iter().enumerate();
    let fitted = cells(columns, |(index, column)| of_column(column, fitting).map_err(|error| error.in_column(index)));
    let (mut whole, mut missing) = (Diagonal::default(), Vec::new());
    for (index, fitted) in fitted.into_iter().enumerate() {
        let (one, gaps) = fitted?;
        whole.constant.extend(one.constant.iter().map(|_| index));
        whole.shift.extend(one.shift);
        whole.scale.extend(one.scale);
        missing.push(gaps);
    }
    Ok((whole, missing))
}

fn of_column(column: ArrayView1<f64>, fitting: &Fitting) -> Result<(Diagonal, usize), NormalizeError> {
    let counts = |&row: &usize| fitting.weights.is_none_or(|weights| weights[row] > 0.0);
    let present: Vec<usize> = (0..column.len()).filter(|&row| !column[row].is_nan()).collect();
    if !present.iter().any(counts) {
        return Err(NormalizeError::AllMissing { column: super::Column::at(0) });
    }
    let values = Array2::from_shape_fn((present.len(), 1), |(row, _)| column[present[row]]);
    let weights = fitting.weights.map(|weights| present.iter().map(|&row| weights[row]).collect::<Vec<f64>>());
    let alone = Fitting { weights: weights.as_deref(), ..*fitting };
    Ok((diagonal::of(values.view(), &alone)?, column.len() - present.len()))
}
