//! What stood in a column? Numbers, words, missing cells and what can't be computed with, collected row by row before anybody decides what
//! the column is: so no cell is blamed because of the one that happened to come first.

use super::Dialect;
use super::cell::{Cell, is_rounded, number};
use super::date::date;
use super::words::{MOST_WORDS, Words};

/// Of a column of words that nobody asked for, so many are kept: enough to see what they are.
const SAMPLE: usize = 1000;

/// As what a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Numbers, if they are any; words are looked at and not kept.
    Numbers,
    /// Numbers or labels: the target.
    NumbersOrWords,
    /// Every cell is a word.
    Words,
    /// Days.
    Dates,
    /// Nothing: it was dropped.
    Nothing,
}

/// Cells of one kind: how many, and the first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seen {
    pub(super) count: usize,
    pub(super) line: u64,
    pub(super) text: String,
}

impl Seen {
    fn add(&mut self, line: u64, text: &str) {
        if self.count == 0 {
            (self.line, self.text) = (line, text.to_owned());
        }
        self.count += 1;
    }
}

/// A column with its cells.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// From 1.
    pub(super) position: usize,
    pub(super) wanted: Wanted,
    /// A value for each row, NaN where there is none. Of dates: the month before the day.
    pub(super) values: Vec<f64>,
    /// Of dates: the day before the month.
    pub(super) day_first: Vec<f64>,
    pub(super) words: Words,
    pub(super) numbers: Seen,
    pub(super) missing: Seen,
    pub(super) not_finite: Seen,
    pub(super) out_of_range: Seen,
    /// Whole numbers with more digits than a double has.
    pub(super) rounded: Seen,
    /// Words that are no dates, where dates are wanted.
    pub(super) no_date: Seen,
}

impl Column {
    pub(super) fn new(name: String, position: usize, wanted: Wanted) -> Self {
        Column {
            name,
            position,
            wanted,
            values: Vec::new(),
            day_first: Vec::new(),
            words: Words::default(),
            numbers: Seen::default(),
            missing: Seen::default(),
            not_finite: Seen::default(),
            out_of_range: Seen::default(),
            rounded: Seen::default(),
            no_date: Seen::default(),
        }
    }

    /// Takes the cell of a row.
    pub(super) fn take(&mut self, row: usize, line: u64, cell: &str, dialect: &Dialect) {
        if self.wanted == Wanted::Nothing {
            return;
        }
        let cell = cell.trim();
        let read = number(cell, dialect);
        let value = match (self.wanted, read) {
            (_, Cell::Missing) => {
                self.missing.add(line, cell);
                f64::NAN
            }
            (Wanted::Words, _) => {
                self.words.add(row, line, cell, true, MOST_WORDS);
                f64::NAN
            }
            (Wanted::Dates, _) => self.day(line, cell),
            (_, read) => self.number_or_word(row, line, cell, read),
        };
        if self.wanted == Wanted::Dates && read == Cell::Missing {
            self.day_first.push(f64::NAN);
        }
        self.values.push(value);
    }

    fn number_or_word(&mut self, row: usize, line: u64, cell: &str, read: Cell) -> f64 {
        match read {
            Cell::Number(value) => {
                self.numbers.add(line, cell);
                if is_rounded(cell, value) {
                    self.rounded.add(line, cell);
                }
                return value;
            }
            Cell::NotFinite => self.not_finite.add(line, cell),
            Cell::OutOfRange => self.out_of_range.add(line, cell),
            Cell::Word | Cell::Missing => {
                let keep = self.wanted == Wanted::NumbersOrWords;
                self.words.add(row, line, cell, keep, if keep { MOST_WORDS } else { SAMPLE });
            }
        }
        f64::NAN
    }

    fn day(&mut self, line: u64, cell: &str) -> f64 {
        let Some(date) = date(cell) else {
            self.no_date.add(line, cell);
            self.day_first.push(f64::NAN);
            return f64::NAN;
        };
        self.numbers.add(line, cell);
        self.day_first.push(date.day_first.unwrap_or(f64::NAN));
        date.month_first.unwrap_or(f64::NAN)
    }

    /// How many rows were read.
    pub(super) fn rows(&self) -> usize {
        self.values.len()
    }

    /// Whether no cell holds anything.
    pub(super) fn is_empty(&self) -> bool {
        let seen = [&self.numbers, &self.not_finite, &self.out_of_range, &self.no_date];
        self.words.cells == 0 && seen.iter().all(|seen| seen.count == 0)
    }

    /// Whether its words are dates, all of those that were kept.
    pub(super) fn holds_dates(&self) -> bool {
        !self.words.all.is_empty() && self.words.texts().all(|word| date(word).is_some())
    }
}
