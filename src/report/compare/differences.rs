//! How many differences does a reader want? The first ones of each file, and how many there are in all.
//!
//! Two files of some megabytes can differ in millions of places; only the first of each are made into text.

use super::super::sums;
use crate::text::{shortened, visible};
use std::fmt;
use std::path::PathBuf;

/// So many differences of one file are named; whoever wants more compares the files with `diff`.
pub const NAMED: usize = 20;

/// Where in a file something differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The file is only on one side.
    WholeFile,
    /// What stands there is no report, and why.
    NoReport(String),
    /// A row that is only on one side.
    Row(String),
    /// A cell of a table.
    Cell {
        /// The name of its row.
        row: String,
        /// The name of its column.
        column: String,
    },
    /// A field of a claim.
    Field {
        /// The claim.
        id: String,
        /// The path of the field, `measured.value`.
        field: String,
    },
    /// A line of text, counted from 1.
    Line(usize),
    /// A line of `SHA256SUMS`, by the file that it is about.
    Sum(String),
}

/// One place where a file differs; a side that has nothing there is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The file, relative to the folder of reports.
    pub path: PathBuf,
    /// Where in the file.
    pub place: Place,
    /// What stood there.
    pub was: Option<String>,
    /// What should stand there now.
    pub is: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", short(&sums::unix_path(&self.path)))?;
        match &self.place {
            Place::WholeFile if self.was.is_none() => return write!(formatter, "missing"),
            Place::WholeFile => return write!(formatter, "surplus, nothing makes it"),
            Place::NoReport(reason) => return write!(formatter, "{reason}"),
            Place::Row(row) => write!(formatter, "row {}", short(row))?,
            Place::Cell { row, column } => write!(formatter, "row {}, column {}", short(row), short(column))?,
            Place::Field { id, field } => write!(formatter, "claim {}, field {}", short(id), short(field))?,
            Place::Line(line) => write!(formatter, "line {line}")?,
            Place::Sum(path) => write!(formatter, "sum of {}", short(path))?,
        }
        write!(formatter, ": was {}, is {}", side(self.was.as_deref()), side(self.is.as_deref()))
    }
}

/// One side of a difference, short enough for a line.
fn side(text: Option<&str>) -> String {
    match text {
        None => "not there".into(),
        Some("") => "empty".into(),
        Some(text) => short(&text.replace('\n', "⏎")),
    }
}

/// A name or a cell on one line; the longest row names of the reports have some eighty letters.
fn short(text: &str) -> String {
    const LONGEST: usize = 120;
    // Cut before it is made visible: a cell may have megabytes.
    shortened(&visible(&shortened(text, LONGEST)), LONGEST)
}

/// The first differences of each file, and the number of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Differences {
    first: Vec<Difference>,
    count: usize,
}

impl Differences {
    /// The differences that are named, at most [`NAMED`] of a file.
    pub fn first(&self) -> &[Difference] {
        &self.first
    }

    /// How many there are, named or not.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Takes up those of another file.
    pub(super) fn append(&mut self, other: Differences) {
        self.first.extend(other.first);
        self.count += other.count;
    }

    /// Takes up more of the same file.
    pub(super) fn go_on(&mut self, other: Differences) {
        self.append(other);
        self.first.truncate(NAMED);
    }
}

/// The differences of one file: what is not named is only counted.
impl<F: FnOnce() -> Difference> FromIterator<F> for Differences {
    fn from_iter<I: IntoIterator<Item = F>>(differences: I) -> Self {
        let mut collected = Differences::default();
        for difference in differences {
            if collected.count < NAMED {
                collected.first.push(difference());
            }
            collected.count += 1;
        }
        collected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_file_are_named_and_all_are_counted() {
        let file = |lines: usize| -> Differences {
            (0..lines)
                .map(|line| {
                    move || Difference {
                        path: "a.md".into(),
                        place: Place::Line(line),
                        was: None,
                        is: Some("b".into()),
                    }
                })
                .collect()
        };
        let (few, mut many) = (file(3), file(1000));
        assert_eq!((few.first().len(), few.count()), (3, 3));
        assert_eq!((many.first().len(), many.count()), (NAMED, 1000));
        many.go_on(few.clone());
        assert_eq!((many.first().len(), many.count()), (NAMED, 1003));
        many.append(few);
        assert_eq!((many.first().len(), many.count()), (NAMED + 3, 1006));
    }

    #[test]
    fn a_difference_is_one_line_whatever_differs() {
        let place = Place::Cell { row: "two\nlines".repeat(1000), column: "\u{1b}[2J".into() };
        let difference = Difference { path: "a.csv".into(), place, was: Some("x\ny".into()), is: None };
        let line = difference.to_string();
        assert!(line.starts_with(r"a.csv: row two\nlines") && line.ends_with("was x⏎y, is not there"), "{line}");
        assert!(line.contains(r"column \u{1b}[2J") && line.chars().count() < 300, "{line}");
    }
}
