//! What does a figure show? A picture of tables, a sentence, and numbers, some of which a report holds too.

use crate::report::{Cell, Digits, Figure, Table};

/// What a figure shows for some values of its controls.
#[derive(Clone, Debug)]
#[must_use]
pub struct Shown {
    /// The picture.
    pub figure: Figure,
    /// The tables that it is drawn from.
    pub tables: Vec<Table>,
    /// What a reader is told who can't see it: the result, in one or two sentences.
    pub said: String,
    /// Numbers beside the picture.
    pub numbers: Vec<Number>,
    /// Lines below the picture: what a check printed, the rounds so far.
    pub lines: Vec<String>,
    /// Controls that make no sense at the moment.
    pub hidden: Vec<&'static str>,
}

/// A number beside the picture.
#[derive(Clone, Debug)]
#[must_use]
pub struct Number {
    /// What it is, with its letter and unit.
    pub label: String,
    /// Its value, as a cell of a table has it.
    pub value: Cell,
    /// How it is printed for reading.
    pub digits: Digits,
    /// The cell of a report that holds the same number, if the values are those of that row.
    pub reported: Option<Reported>,
}

/// A cell of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// `CHAPTER/EXPERIMENT` or `CHAPTER/EXPERIMENT/TABLE`.
    pub table: &'static str,
    /// The key of its row.
    pub key: String,
    /// Its column.
    pub column: &'static str,
}

impl Number {
    /// A number with so many significant digits for reading.
    pub fn new(label: impl Into<String>, value: f64, significant: u8) -> Self {
        Number { label: label.into(), value: value.into(), digits: Digits::Significant(significant), reported: None }
    }

    /// A count.
    pub fn count(label: impl Into<String>, value: usize) -> Self {
        Number { label: label.into(), value: value.into(), digits: Digits::Exact, reported: None }
    }

    /// The same number with the cell of a report that must hold it.
    pub fn reported(mut self, table: &'static str, key: impl Into<String>, column: &'static str) -> Self {
        self.reported = Some(Reported { table, key: key.into(), column });
        self
    }
}
