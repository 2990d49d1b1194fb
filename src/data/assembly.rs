//! How do columns become examples? Each is decided, rows with missing cells are left out or filled, and all faults are said together.

use ndarray::{Array1, Array2};

use super::account::{Account, Changed, LeftOut, Manner, counted};
use super::column::Wanted;
use super::feature::{Decided, Feature, decide};
use super::header::Header;
use super::{DataError, Dataset, Fault, Missing, OwnData, Reading, target};
use crate::bits;
use crate::statistics::quantile_in_place;
use crate::text::name as shown;

/// The rows of a file, column by column, before anything is decided.
pub(super) struct Rows {
    pub(super) header: Header,
    /// How many there are.
    pub(super) count: usize,
    /// Lines with a wrong number of cells.
    pub(super) ragged: Vec<Fault>,
    /// A column without a name.
    pub(super) unnamed: Option<Fault>,
    pub(super) manner: Manner,
}

/// What became of all columns.
#[derive(Default)]
struct Parts {
    features: Vec<Feature>,
    faults: Vec<Fault>,
    left_out: Vec<LeftOut>,
    rounded: Vec<(String, String)>,
    target: Option<(String, target::Target)>,
}

/// The examples, and what was read; or everything that has to be settled first.
pub(super) fn assemble(rows: Rows, file: &str, name: String, reading: &Reading) -> Result<OwnData, DataError> {
    let (count, manner) = (rows.count, rows.manner);
    let alone = |fault| DataError::of(file.to_owned(), fault);
    if count == 0 && rows.ragged.is_empty() {
        return Err(alone(Fault::NoRows { dropped: 0 }));
    }
    let Parts { mut features, mut faults, left_out, rounded, target } = decided(rows, reading);
    let Some((target_name, target)) = target.filter(|_| faults.is_empty()) else {
        return Err(DataError { file: file.to_owned(), faults, rows: count, left_out });
    };
    if features.is_empty() {
        return Err(alone(Fault::NothingLeft { reasons: reasons(&left_out) }));
    }
    let kept = kept_rows(&target.values, &features, reading);
    let dropped = count - kept.len();
    match kept.len() {
        0 => return Err(alone(Fault::NoRows { dropped })),
        1 => return Err(alone(Fault::OneRow { dropped })),
        _ => {}
    }
    let mut changed: Vec<Changed> = features.iter_mut().filter_map(|feature| feature.changed.take()).collect();
    changed.extend(features.iter_mut().filter_map(|feature| fill(feature, &kept, reading.missing)));
    let values: Vec<f64> = kept.iter().map(|&row| target.values[row]).collect();
    let read = target.read(&target_name, &values).map_err(|fault| faults.push(fault.into()));
    let Ok(read) = read else {
        return Err(DataError { file: file.to_owned(), faults, rows: count, left_out });
    };
    let set = Dataset {
        name,
        feature_names: features.iter().map(|feature| feature.name.clone()).collect(),
        features: matrix(&features, &kept),
        target_name,
        target: Array1::from_vec(values),
    };
    let account = Account {
        file: file.to_owned(),
        manner,
        rows: kept.len(),
        dropped_rows: dropped,
        features: features.len(),
        target: read,
        changed,
        left_out,
        rounded,
    };
    Ok(OwnData { set, read: account })
}

fn decided(rows: Rows, reading: &Reading) -> Parts {
    let Rows { header, ragged, unnamed, manner, .. } = rows;
    let faults = unnamed.into_iter().chain(ragged).collect();
    let mut parts = Parts { faults, left_out: header.left_out, ..Parts::default() };
    for (place, column) in header.columns.into_iter().enumerate() {
        let name = column.name.clone();
        if column.rounded.count > 0 {
            parts.rounded.push((name.clone(), column.rounded.text.clone()));
        }
        if place == header.target {
            match target::decide(column, &manner.dialect, reading) {
                Ok(target) => parts.target = Some((name, target)),
                Err(faults) => parts.faults.extend(faults.into_iter().map(Fault::from)),
            }
        } else if column.wanted != Wanted::Nothing {
            match decide(column, reading) {
                Decided::Features(features) => parts.features.extend(features),
                Decided::LeftOut(left_out) => parts.left_out.push(left_out),
                Decided::Faults(faults) => parts.faults.extend(faults.into_iter().map(Fault::from)),
            }
        }
    }
    parts
}

pub(super) fn reasons(left_out: &[LeftOut]) -> String {
    const SHOWN: usize = 3;
    let one = |left_out: &LeftOut| {
        let remedy = if left_out.remedy.is_empty() { String::new() } else { format!("; {}", left_out.remedy) };
        format!("`{}` ({}{remedy})", shown(&left_out.column), left_out.why)
    };
    let more = left_out.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {}", counted(more, "other")) } else { String::new() };
    left_out.iter().take(SHOWN).map(one).collect::<Vec<_>>().join(", ") + &more
}

/// The rows that are examples.
fn kept_rows(target: &[f64], features: &[Feature], reading: &Reading) -> Vec<usize> {
    let drop = reading.missing == Missing::DropRows;
    let whole = |row: usize| !drop || features.iter().all(|feature| !feature.values[row].is_nan());
    (0..target.len()).filter(|&row| !target[row].is_nan() && whole(row)).collect()
}

/// Missing cells become the mean or the median of the examples that have a value.
fn fill(feature: &mut Feature, kept: &[usize], missing: Missing) -> Option<Changed> {
    let mut known: Vec<f64> = kept.iter().map(|&row| feature.values[row]).filter(|value| !value.is_nan()).collect();
    let count = kept.len() - known.len();
    if count == 0 {
        return None;
    }
    let (word, value) = match (missing, known.len()) {
        (_, 0) => ("value is 0", 0.0),
        (Missing::Mean, _) => ("mean of these rows", bits::sum(&known) / known.len() as f64),
        _ => ("median of these rows", quantile_in_place(&mut known, 0.5)),
    };
    kept.iter().for_each(|&row| {
        if feature.values[row].is_nan() {
            feature.values[row] = value;
        }
    });
    let cells = counted(count, "missing cell");
    let number = bits::round_significant(value, 4);
    Some(Changed { column: feature.name.clone(), how: format!("{cells}: the {word}, {number}") })
}

fn matrix(features: &[Feature], kept: &[usize]) -> Array2<f64> {
    let mut cells = Vec::with_capacity(kept.len() * features.len());
    kept.iter().for_each(|&row| cells.extend(features.iter().map(|feature| feature.values[row])));
    Array2::from_shape_vec((kept.len(), features.len()), cells).expect("a value for each row and feature")
}
