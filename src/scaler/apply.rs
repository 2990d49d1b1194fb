//! How is a table normalized row by row, by what was learned from another one?
//!
//! The table that is written has the header and the separator of the one that was read, its features as numbers with the digits that read back to the same bits, and all other
//! cells as they were (RFC 4180; line feeds end its lines, and it is UTF-8). Its numbers have the decimal sign of the table. Where anything is wrong with the table
//! all of that is said, and what was written until then is to be thrown away.

use std::io::{self, Read, Write};

use csv::{Writer, WriterBuilder};

use super::drift::{Drift, LEVEL, Observed, drift};
use super::match_columns::matched;
use super::{ScaledColumn, Scaler};
use crate::data::numbers::Numbers;
use crate::data::records::{Records, records};
use crate::data::{DataError, Dialect, Fault, Reading, Table};

/// What was done.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Applied {
    /// The rows that were normalized.
    pub rows: usize,
    /// Missing cells that were filled.
    pub filled: u64,
    /// What became of the columns since training.
    pub drift: Drift,
}

/// Why a table was not normalized.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ApplyError {
    /// All that is wrong with the table.
    #[error(transparent)]
    Data(#[from] DataError),
    /// What was normalized could not be written.
    #[error("what was normalized can't be written: {0}")]
    Write(#[from] io::Error),
}

impl ScaledColumn {
    /// `(x − center)/divisor + offset`.
    pub fn normalized(&self, x: f64, offset: f64) -> f64 {
        (x - self.center) / self.divisor + offset
    }
}

/// Normalizes a table; what is not said of it is as it was in training, or is seen.
///
/// # Errors
/// All that is wrong with the table, or that `output` takes no more; then what was written is not whole.
pub fn apply(scaler: &Scaler, mut table: Table, said: &Reading, output: impl Write) -> Result<Applied, ApplyError> {
    let reading = scaler.reading.reading(said);
    let opened = table.open().and_then(|reader| records(reader, &reading));
    let records = opened.map_err(|fault| table.fault(fault))?;
    let places = matched(scaler, &records.names).map_err(|faults| several(&table, faults, 0))?;
    let mut work = Work::of(scaler, records.dialect(), output);
    work.writer.write_record(&records.header).map_err(of_writer)?;
    let mut numbers = Numbers::of(records, places);
    let mut values = Vec::new();
    while numbers.next(&mut values).map_err(|fault| table.fault(fault))? {
        work.take(&mut values, numbers.records.line());
        if numbers.is_sound() && work.beyond.iter().all(Option::is_none) {
            work.write(&numbers.records, &numbers.places, &values)?;
        }
    }
    let rows = numbers.records.rows;
    let faults = numbers.faults(&work.beyond);
    if !faults.is_empty() {
        return Err(several(&table, faults, rows).into());
    }
    work.writer.flush()?;
    Ok(Applied { rows, filled: work.filled, drift: drift(&scaler.columns, &work.seen, LEVEL) })
}

fn several(table: &Table, faults: Vec<Fault>, rows: usize) -> DataError {
    DataError { file: table.name(), faults, rows, left_out: Vec::new() }
}

fn of_writer(error: csv::Error) -> io::Error {
    error.into()
}

/// A table on its way.
struct Work<'a, W: Write> {
    scaler: &'a Scaler,
    dialect: Dialect,
    writer: Writer<W>,
    seen: Vec<Observed>,
    /// The first line, and the number of cells, with a result beyond the largest number.
    beyond: Vec<Option<(u64, usize)>>,
    filled: u64,
    /// The place of each cell of a row among the features.
    features: Vec<Option<usize>>,
}

impl<'a, W: Write> Work<'a, W> {
    fn of(scaler: &'a Scaler, dialect: Dialect, output: W) -> Self {
        let delimiter = u8::try_from(dialect.delimiter).unwrap_or(b',');
        let writer = WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(output);
        let count = scaler.columns.len();
        let (seen, beyond) = (vec![Observed::default(); count], vec![None; count]);
        Work { scaler, dialect, writer, seen, beyond, filled: 0, features: Vec::new() }
    }

    /// Looks at the numbers of a row, and normalizes them.
    fn take(&mut self, values: &mut [f64], line: u64) {
        for (place, (column, value)) in self.scaler.columns.iter().zip(values).enumerate() {
            self.seen[place].take(*value, column.training.as_ref());
            if let (true, Some(fill)) = (value.is_nan(), column.fill) {
                *value = fill;
                self.filled += 1;
            }
            *value = column.normalized(*value, self.scaler.offset);
            if value.is_infinite() {
                let (line, cells) = self.beyond[place].unwrap_or((line, 0));
                self.beyond[place] = Some((line, cells + 1));
            }
        }
    }

    fn write(&mut self, records: &Records<impl Read>, places: &[usize], values: &[f64]) -> io::Result<()> {
        if self.features.is_empty() {
            self.features = vec![None; records.names.len()];
            places.iter().enumerate().for_each(|(feature, &place)| self.features[place] = Some(feature));
        }
        for (cell, feature) in records.cells().iter().zip(&self.features) {
            match *feature {
                None => self.writer.write_field(cell),
                Some(feature) => self.writer.write_field(number(values[feature], &self.dialect)),
            }
            .map_err(of_writer)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(of_writer)
    }
}

/// The shortest digits that read back to the same number; nothing if it is missing, or a word for that where blanks separate cells.
fn number(value: f64, dialect: &Dialect) -> String {
    match (value.is_nan(), dialect.delimiter, dialect.decimal) {
        (true, ' ', _) => "NA".to_owned(),
        (true, ..) => String::new(),
        (false, _, '.') => format!("{value:?}"),
        (false, _, decimal) => format!("{value:?}").replace('.', &decimal.to_string()),
    }
}
