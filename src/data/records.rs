//! How is a table read row by row, however long it is? One row at a time is in memory, and its cells are there as they stand in the file.
//!
//! This is the way through a file for what needs no more than one row, and returns in another reading for what needs two. Lines with a wrong number of
//! cells are passed over and kept as faults, so that all of them are said together.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv::StringRecord;

use super::csv::{begins_with_a_row_name, check_signs, is_row_name, ragged_line};
use super::encoding::Text;
use super::lines::{Lines, lines};
use super::part::MOST_RAGGED;
use super::source::Source;
use super::{DataError, Dialect, Fault, Reading};
use crate::text;

/// A table, where it comes from, and what messages call it.
pub enum Table<'a> {
    /// A file, which can be read as often as is needed.
    File(&'a Path),
    /// What can be read once, with its name.
    Once(Box<dyn Read + 'a>, &'a str),
}

impl<'a> Table<'a> {
    /// As messages name it.
    pub fn name(&self) -> String {
        match self {
            Table::File(path) => text::path(path),
            Table::Once(_, name) => text::path(name),
        }
    }

    /// Whether it can be read more than once.
    pub(crate) fn opens_again(&self) -> bool {
        matches!(self, Table::File(path) if path.metadata().is_ok_and(|metadata| metadata.is_file()))
    }

    /// Opens it; what can be read once is empty the next time.
    pub(crate) fn open(&mut self) -> Result<Box<dyn Read + 'a>, Fault> {
        match self {
            Table::File(path) => Ok(Box::new(File::open(path).map_err(Fault::Unreadable)?)),
            Table::Once(reader, _) => Ok(std::mem::replace(reader, Box::new(std::io::empty()))),
        }
    }

    /// A fault of this table.
    pub(crate) fn fault(&self, fault: Fault) -> DataError {
        DataError::of(self.name(), fault)
    }
}

/// The rows of a table.
pub(crate) struct Records<R> {
    lines: Lines<R>,
    /// The cells of the first line, as they are.
    pub(crate) header: Vec<String>,
    /// A name for each cell of a row, without blanks around it.
    pub(crate) names: Vec<String>,
    /// How many rows were read.
    pub(crate) rows: usize,
    /// Lines with another number of cells.
    pub(super) ragged: Vec<Fault>,
    /// Whether rows have names before the first column.
    row_names: bool,
    /// Whether the row that was read last is still to be taken, or there was none.
    ahead: Option<bool>,
}

/// Opens a table: reads its header, and looks at its first row.
pub(crate) fn records<R: Read>(reader: R, reading: &Reading) -> Result<Records<impl Read + use<R>>, Fault> {
    check_signs(reading)?;
    let text = Text::of(Source::of(reader)?, reading.encoding).map_err(Fault::Unreadable)?;
    let encoding = text.encoding.name();
    let mut lines = lines(text, encoding, reading)?;
    if !lines.next()? {
        return Err(Fault::Empty);
    }
    let header: Vec<String> = lines.record.iter().map(str::to_owned).collect();
    let mut names: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    let ahead = lines.next()?;
    let row_names = ahead && begins_with_a_row_name(&lines, names.len());
    if row_names {
        names.insert(0, String::new());
    }
    Ok(Records { lines, header, names, rows: 0, ragged: Vec::new(), row_names, ahead: Some(ahead) })
}

impl<R: Read> Records<R> {
    /// Goes on to the next row that has a cell for each column, if there is one.
    pub(crate) fn next(&mut self) -> Result<bool, Fault> {
        while match self.ahead.take() {
            Some(ahead) => ahead,
            None => self.lines.next()?,
        } {
            let named = !self.row_names || is_row_name(&self.lines, self.rows + 1);
            if self.cells().len() == self.names.len() && named {
                self.rows += 1;
                return Ok(true);
            }
            if self.ragged.len() < MOST_RAGGED {
                self.ragged.push(ragged_line(&self.lines, self.header.len()));
            }
        }
        self.ahead = Some(false);
        Ok(false)
    }

    /// The cells of the row.
    pub(crate) fn cells(&self) -> &StringRecord {
        &self.lines.record
    }

    /// The line in which it starts.
    pub(crate) fn line(&self) -> u64 {
        self.lines.line
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.lines.dialect
    }
}
