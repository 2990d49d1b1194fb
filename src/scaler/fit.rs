//! What is learned from a training table, however long it is?
//!
//! One reading is enough for means, deviations and extremes. Quantiles of columns that are longer than what is kept in memory take further readings of the file
//! (`quantiles.rs`); of what can be read only once, such as a pipe, as much is kept and no more.
//!
//! Missing cells count nowhere: each column is fitted on the values that it has, as by [`Fitting::skip_missing`](crate::normalize::Fitting::skip_missing).

use std::io::Read;

use super::drift::Students;
use super::exact::Column;
use super::json::{FORMAT, VERSION};
use super::method::Method;
use super::quantiles::Between;
use super::seen::Seen;
use super::{Manner, PassedOver, ScaledColumn, Scaler, Training};
use crate::data::numbers::{Judged, Numbers};
use crate::data::records::{Records, records};
use crate::data::roles::roles;
use crate::data::{DataError, Fault, LeftOut, Reading, Table};

/// So many numbers are kept for quantiles: 128 MiB.
const MOST_KEPT: usize = 1 << 24;
/// The confidence of the interval of a mean.
const CONFIDENCE: f64 = 0.95;

/// What to learn, and how the table is to be read.
#[derive(Clone, Debug, Default)]
pub struct Fit {
    /// What is done to each column.
    pub method: Method,
    /// What missing cells become.
    pub gaps: Gaps,
    /// Of the target, if there is one; which columns are features; how cells are written.
    pub reading: Reading,
}

/// What becomes of missing cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Gaps {
    /// They stay missing.
    #[default]
    Keep,
    /// The training table is refused if it has any.
    Refuse,
    /// The mean of the training values of the column.
    Mean,
    /// The median of the training values of the column.
    Median,
}

impl Gaps {
    /// The words for them.
    pub const WORDS: [(&'static str, Gaps); 4] =
        [("keep", Gaps::Keep), ("refuse", Gaps::Refuse), ("mean", Gaps::Mean), ("median", Gaps::Median)];
}

/// A scaler, and what was seen on the way.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fitted {
    /// What was learned.
    pub scaler: Scaler,
    /// Columns of whole numbers that have more digits than a double, with the first of these cells.
    pub rounded: Vec<(String, String)>,
}

/// Learns from a training table.
///
/// # Errors
/// All that is wrong with the table and has to be settled first.
pub fn fit(table: Table, wanted: &Fit) -> Result<Fitted, DataError> {
    fit_within(table, wanted, MOST_KEPT)
}

/// The same with so many numbers kept at most.
fn fit_within(mut table: Table, wanted: &Fit, most: usize) -> Result<Fitted, DataError> {
    let learned = learned(&mut table, wanted, most);
    learned.map_err(|refused| match refused {
        Refused::One(fault) => table.fault(fault),
        Refused::Several(faults, rows, left_out) => DataError { file: table.name(), faults, rows, left_out },
    })
}

enum Refused {
    One(Fault),
    Several(Vec<Fault>, usize, Vec<LeftOut>),
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Refused::One(fault)
    }
}

fn learned(table: &mut Table, wanted: &Fit, most: usize) -> Result<Fitted, Refused> {
    let records = records(table.open()?, &wanted.reading)?;
    let roles = roles(&records.names, &records.dialect(), &wanted.reading)?;
    let names = records.names.clone();
    let shares = shares(wanted);
    let mut numbers = Numbers::of(records, roles.features.clone());
    let most_kept = if shares.is_empty() { 0 } else { most };
    let seen = Seen::of(&mut numbers, most_kept, shares.is_empty() || table.opens_again())?;
    let judged = accepted(numbers.judged(&roles, wanted.gaps == Gaps::Refuse), seen.rows)?;
    let places: Vec<usize> = (0..judged.are_numbers.len()).filter(|&place| judged.are_numbers[place]).collect();
    let features: Vec<usize> = places.iter().map(|&place| roles.features[place]).collect();
    let again = || Ok(Numbers::of(records_again(table, wanted)?, features.clone()));
    let quantiles = seen.quantiles(&places, &shares, again)?;
    let mut students = Students::default();
    let columns = places.iter().zip(&features).zip(&quantiles).map(|((&place, &feature), quantiles)| {
        column(names[feature].clone(), &seen.columns[place], seen.rows, wanted, quantiles, &mut students)
    });
    let columns = columns.collect();
    let target = roles.target.map(|place| names[place].clone());
    Ok(Fitted { scaler: scaler(wanted, seen.rows, target, judged.left_out, columns), rounded: judged.rounded })
}

fn records_again<'a>(table: &mut Table<'a>, wanted: &Fit) -> Result<Records<impl Read + use<'a>>, Fault> {
    records(table.open()?, &wanted.reading)
}

fn scaler(
    wanted: &Fit,
    rows: usize,
    target: Option<String>,
    left_out: Vec<LeftOut>,
    columns: Vec<ScaledColumn>,
) -> Scaler {
    Scaler {
        format: FORMAT,
        version: VERSION,
        method: wanted.method,
        offset: wanted.method.offset(),
        rows: rows as u64,
        target,
        left_out: left_out.into_iter().map(|left| PassedOver { name: left.column, why: left.why }).collect(),
        reading: Manner::of(&wanted.reading),
        columns,
    }
}

/// The probabilities of all quantiles that are needed, that of a fill the last.
fn shares(wanted: &Fit) -> Vec<f64> {
    let fill = (wanted.gaps == Gaps::Median).then_some(0.5);
    wanted.method.shares().into_iter().chain(fill).collect()
}

/// What was judged of the columns, unless something has to be settled first.
fn accepted(judged: Judged, rows: usize) -> Result<Judged, Refused> {
    match rows {
        _ if !judged.faults.is_empty() => Err(Refused::Several(judged.faults, rows, judged.left_out)),
        0 => Err(Fault::NoRows { dropped: 0 }.into()),
        1 => Err(Fault::OneRow { dropped: 0 }.into()),
        _ => Ok(judged),
    }
}

fn column(
    name: String,
    read: &Column,
    rows: usize,
    wanted: &Fit,
    quantiles: &[Between],
    students: &mut Students,
) -> ScaledColumn {
    let count = wanted.method.shares().len();
    let (center, divisor, constant) = wanted.method.learned(read, &quantiles[..count]);
    let (mean, deviation) = (read.mean(), read.deviation());
    let fill = match wanted.gaps {
        Gaps::Keep | Gaps::Refuse => None,
        Gaps::Mean => Some(mean),
        Gaps::Median => quantiles.last().map(Between::value),
    };
    let mean_interval = (read.count > 1).then(|| {
        let margin =
            students.quantile(1.0 - CONFIDENCE, (read.count - 1) as f64) * deviation / ((read.count - 1) as f64).sqrt();
        [mean - margin, mean + margin]
    });
    let training = Training {
        examples: read.count,
        missing: rows as u64 - read.count,
        mean,
        deviation,
        mean_interval,
        minimum: read.minimum,
        maximum: read.maximum,
    };
    ScaledColumn { name, center, divisor, constant, fill, training: Some(training) }
}

#[cfg(test)]
mod tests;
