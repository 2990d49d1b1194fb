//! How do columns become examples? Each is decided, rows with missing cells are left out or filled, and all faults are said together.

use ndarray::{Array1, Array2};

use super::account::{Account, Changed, LeftOut, Manner, Sample, counted};
use super::column::Wanted;
use super::feature::{Decided, Feature, InAll, decide};
use super::header::Header;
use super::whole::{AllRows, OfAllRows};
use super::{DataError, Dataset, Fault, Missing, OwnData, Reading, target};
use crate::bits;
use crate::parallel;
use crate::statistics::quantile_in_place;
use crate::text::name as shown;

/// The rows of a file, column by column, before anything is decided.
pub(super) struct Rows {
    pub(super) header: Header,
    /// How many there are.
    pub(super) count: usize,
    /// If not all are kept: the number of each that is.
    pub(super) numbers: Option<Vec<usize>>,
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
pub(super) fn assemble(mut rows: Rows, file: &str, name: String, reading: &Reading) -> Result<OwnData, DataError> {
    let (count, manner) = (rows.count, rows.manner);
    let alone = |fault| DataError::of(file.to_owned(), fault);
    if count == 0 && rows.ragged.is_empty() {
        return Err(alone(Fault::NoRows { dropped: 0 }));
    }
    let numbers = rows.numbers.take();
    let Parts { mut features, mut faults, left_out, rounded, target } = decided(rows, reading);
    let Some((target_name, target)) = target.filter(|_| faults.is_empty()) else {
        return Err(DataError { file: file.to_owned(), faults, rows: count, left_out });
    };
    if features.is_empty() {
        return Err(alone(Fault::NothingLeft { reasons: reasons(&left_out) }));
    }
    let kept = kept_rows(&target.values, &features, reading);
    let dropped = target.values.len() - kept.len();
    match kept.len() {
        0 => return Err(alone(Fault::NoRows { dropped })),
        1 => return Err(alone(Fault::OneRow { dropped })),
        _ => {}
    }
    // Which rows of the file are left out is known of those that are kept.
    let none_is_left_out = target.missing == 0
        && (reading.missing != Missing::DropRows || features.iter().all(|feature| feature.missing == 0));
    let of_all = numbers.is_some() && none_is_left_out;
    let mut changed: Vec<Changed> = features.iter_mut().filter_map(|feature| feature.changed.take()).collect();
    let mut of_features = Vec::new();
    for feature in &mut features {
        feature.all_rows = feature.all_rows.take().filter(|_| of_all);
        let (filled, all) = fill(feature, &kept, reading.missing);
        changed.extend(filled);
        of_features.extend(all);
    }
    let values: Vec<f64> = kept.iter().map(|&row| target.values[row]).collect();
    let read = target.read(&target_name, &values, of_all).map_err(|fault| faults.push(fault.into()));
    let Ok(read) = read else {
        return Err(DataError { file: file.to_owned(), faults, rows: count, left_out });
    };
    let set = Dataset {
        name,
        feature_names: features.iter().map(|feature| feature.name.clone()).collect(),
        features: matrix(&mut features, &kept),
        target_name,
        target: Array1::from_vec(values),
    };
    let account = Account {
        file: file.to_owned(),
        manner,
        rows: if of_all { count } else { kept.len() },
        sample: numbers.is_some().then(|| Sample::new(kept.len(), count, of_all)),
        dropped_rows: dropped,
        features: features.len(),
        target: read,
        changed,
        left_out,
        rounded,
    };
    let numbers = numbers.map(|numbers| kept.iter().map(|&row| numbers[row]).collect());
    let all_rows = numbers.map(|numbers| AllRows { numbers, features: of_features });
    Ok(OwnData { set, read: account, all_rows })
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

/// Missing cells become the mean or the median of the examples that have a value; what that changed, and what all rows say of the feature then.
fn fill(feature: &mut Feature, kept: &[usize], missing: Missing) -> (Option<Changed>, Option<OfAllRows>) {
    let mut known: Vec<f64> = Vec::new();
    if feature.missing > 0 {
        known.extend(kept.iter().map(|&row| feature.values[row]).filter(|value| !value.is_nan()));
    }
    let gaps = if feature.missing > 0 { kept.len() - known.len() } else { 0 };
    let whole = feature.all_rows.take();
    // The rows that are kept may have a value, though others have none.
    let count = if whole.is_some() { feature.missing } else { gaps };
    let (word, value) = match (missing, known.len()) {
        (_, 0) => ("value is 0", 0.0),
        (Missing::Mean, _) => ("mean of these rows", mean(&known, whole.as_ref())),
        _ => ("median of these rows", quantile_in_place(&mut known, 0.5)),
    };
    let all_rows = whole.map(|whole| match whole {
        InAll::Numbers(whole) => OfAllRows::of(&whole, count, value),
        InAll::Indicator(rows, ones) => OfAllRows::of_indicator(rows, ones),
    });
    if count == 0 {
        return (None, all_rows);
    }
    kept.iter().for_each(|&row| {
        if feature.values[row].is_nan() {
            feature.values[row] = value;
        }
    });
    let cells = counted(count, "missing cell");
    let number = bits::round_significant(value, 4);
    let how = format!("{cells}: the {word}, {number}");
    (Some(Changed { column: feature.name.clone(), how }), all_rows)
}

/// Of all rows, or of those that are kept.
fn mean(known: &[f64], whole: Option<&InAll>) -> f64 {
    match whole {
        Some(InAll::Numbers(whole)) => whole.moments(0, 0.0).mean()[0],
        _ => bits::sum(known) / known.len() as f64,
    }
}

/// Row by row. The last rows are moved first, and the columns give their memory back on the way: both are never there as a whole.
fn matrix(features: &mut [Feature], kept: &[usize]) -> Array2<f64> {
    const STRETCH: usize = 1 << 14;
    let width = features.len();
    let mut cells = vec![0.0; kept.len() * width];
    for start in (0..kept.len()).step_by(STRETCH).rev() {
        let rows = &kept[start..kept.len().min(start + STRETCH)];
        let stretch = &mut cells[start * width..][..rows.len() * width];
        let mut pairs: Vec<(&mut [f64], &[usize])> = stretch.chunks_mut(256 * width).zip(rows.chunks(256)).collect();
        parallel::in_place(&mut pairs, |(cells, rows)| {
            for (cells, &row) in cells.chunks_exact_mut(width).zip(*rows) {
                cells.iter_mut().zip(&*features).for_each(|(cell, feature)| *cell = feature.values[row]);
            }
        });
        for feature in &mut *features {
            feature.values.truncate(rows[0]);
            feature.values.shrink_to_fit();
        }
    }
    Array2::from_shape_vec((kept.len(), width), cells).expect("a value for each row and feature")
}
