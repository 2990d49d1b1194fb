//! Which numbers stand in some columns of a table that is read row by row, and what is wrong with their other cells?
//!
//! The columns are looked at as those of a set of examples are, with the same words about the same faults, but their values are handed on and not kept.

use std::io::Read;

use super::account::LeftOut;
use super::assembly::reasons;
use super::column::{Column, Wanted};
use super::feature::{Decided, decide, fault, missing, out_of_range, slips};
use super::records::Records;
use super::roles::Roles;
use super::{ColumnFault, Fault, Missing, Reading};
use crate::text::name as shown;

/// A table and those of its columns that are to hold numbers.
pub(crate) struct Numbers<R> {
    pub(crate) records: Records<R>,
    /// Their places in a row.
    pub(crate) places: Vec<usize>,
    columns: Vec<Column>,
}

/// What was decided of the columns of training data.
pub(crate) struct Judged {
    /// Which of the columns hold numbers.
    pub(crate) are_numbers: Vec<bool>,
    pub(crate) left_out: Vec<LeftOut>,
    /// Columns of whole numbers that have more digits than are kept, with the first of these cells.
    pub(crate) rounded: Vec<(String, String)>,
    pub(crate) faults: Vec<Fault>,
}

impl<R: Read> Numbers<R> {
    pub(crate) fn of(records: Records<R>, places: Vec<usize>) -> Self {
        let called = |place: usize| match records.names[place].as_str() {
            "" => format!("column {}", place + 1),
            name => name.to_owned(),
        };
        let columns = places.iter().map(|&place| Column::new(called(place), place + 1, Wanted::Numbers)).collect();
        Numbers { records, places, columns }
    }

    /// Goes on to the next row, if there is one, and reads its numbers: NaN where a cell is missing or none.
    pub(crate) fn next(&mut self, values: &mut Vec<f64>) -> Result<bool, Fault> {
        values.clear();
        if !self.records.next()? {
            return Ok(false);
        }
        let (line, dialect) = (self.records.line(), self.records.dialect());
        for (column, &place) in self.columns.iter_mut().zip(&self.places) {
            column.take(line, &self.records.cells()[place], &dialect);
            values.push(column.values.pop().unwrap_or(f64::NAN));
        }
        Ok(true)
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_sound(&self) -> bool {
        let sound = |column: &Column| column.words.cells + column.not_finite.count + column.out_of_range.count == 0;
        self.records.ragged.is_empty() && self.columns.iter().all(sound)
    }

    /// After the last row: which columns hold numbers, which are left out, and what has to be settled first.
    pub(crate) fn judged(self, roles: &Roles, refuse_missing: bool) -> Judged {
        let (mut faults, names, rows) = (self.records.ragged, self.records.names, self.records.rows);
        let (mut are_numbers, mut left_out, mut rounded) = (Vec::new(), roles.left_out.clone(), Vec::new());
        // Missing cells are settled below.
        let reading = Reading { missing: Missing::Median, ..Reading::default() };
        for (column, &place) in self.columns.into_iter().zip(&self.places) {
            if names[place].is_empty() && !column.is_empty() {
                faults.push(Fault::EmptyName { position: place + 1, columns: names.len() });
                are_numbers.push(false);
                continue;
            }
            let gaps = refuse_missing && column.missing.count > 0;
            let gaps = gaps.then(|| missing(&column, &["--missing keep", "--missing median"]));
            let digits = (column.rounded.count > 0).then(|| (column.name.clone(), column.rounded.text.clone()));
            let decided = decide(column, &reading);
            are_numbers.push(matches!(decided, Decided::Features(_)));
            match decided {
                Decided::Features(_) => {
                    faults.extend(gaps.map(Fault::from));
                    rounded.extend(digits);
                }
                // Words can't become columns here, so there is no remedy.
                Decided::LeftOut(left) => left_out.push(LeftOut { remedy: String::new(), ..left }),
                Decided::Faults(found) => faults.extend(found.into_iter().map(Fault::from)),
            }
        }
        if faults.is_empty() && rows > 0 && !are_numbers.contains(&true) {
            faults.push(Fault::NothingLeft { reasons: reasons(&left_out) });
        }
        Judged { are_numbers, left_out, rounded, faults }
    }

    /// After the last row: everything that is wrong with cells that have to be numbers. Results `beyond` the largest number are told by the first line of each column and
    /// their count.
    pub(crate) fn faults(self, beyond: &[Option<(u64, usize)>]) -> Vec<Fault> {
        let mut faults = self.records.ragged;
        for (column, beyond) in self.columns.iter().zip(beyond) {
            let words = (column.words.cells > 0).then(|| slips(column, "fit again without the column (--drop)"));
            let not_finite = (column.not_finite.count > 0).then(|| {
                let what = format!("`{}` is not a finite number", shown(&column.not_finite.text));
                fault(column, &column.not_finite, what, "fill in a value")
            });
            let range = (column.out_of_range.count > 0).then(|| out_of_range(column));
            let beyond = beyond.map(|(line, cells)| ColumnFault {
                column: shown(&column.name),
                line: Some(line),
                cells,
                what: "the result exceeds the largest number".to_owned(),
                remedy: "the value is too far from the training data".to_owned(),
            });
            faults.extend(words.into_iter().chain(not_finite).chain(range).chain(beyond).map(Fault::from));
        }
        faults
    }
}
