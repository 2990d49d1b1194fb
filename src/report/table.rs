//! What does a table of results hold? Typed columns, rows of cells, and how many digits of each number are to be read.
//!
//! The first `keys` columns of a row, joined by `/`, name it: `wine/standard`. The book quotes single cells by that name.

use crate::text::{name, suggestion};
use std::collections::BTreeSet;
use std::fmt;

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// Words.
    Text(String),
    /// A count.
    Integer(i64),
    /// A measured or predicted value; infinities and NaN are results like any other.
    Number(f64),
    /// Nothing was measured here.
    Empty,
}

impl Cell {
    /// The number or the count in it, if there is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Number(number) => Some(*number),
            Cell::Integer(count) => Some(*count as f64),
            Cell::Text(_) | Cell::Empty => None,
        }
    }

    /// The cell in the name of its row.
    pub(super) fn key(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Integer(count) => count.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Empty => String::new(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Cell::Integer(i64::try_from(count).expect("a count fits in 63 bits"))
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Cell::Integer(i64::try_from(count).expect("a count fits in 63 bits"))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Cell::Empty, Into::into)
    }
}

/// How the cells of a column are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Digits {
    /// Words or counts, as they are.
    Exact,
    /// Numbers with this many digits after the point for reading; the CSV keeps every digit.
    Fixed(u8),
    /// Numbers with this many significant digits for reading; the CSV keeps every digit.
    Significant(u8),
}

impl Digits {
    /// What [`Digits`] displays, read back.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.split_once(' ') {
            None if text == "exact" => Some(Digits::Exact),
            Some(("fixed", places)) => places.parse().ok().map(Digits::Fixed),
            Some(("significant", count)) => count.parse().ok().map(Digits::Significant),
            _ => None,
        }
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Digits::Exact => write!(formatter, "exact"),
            Digits::Fixed(places) => write!(formatter, "fixed {places}"),
            Digits::Significant(count) => write!(formatter, "significant {count}"),
        }
    }
}

/// A column: its name, its unit and its printed precision.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Column {
    /// Lower-case words joined by underscores.
    pub name: &'static str,
    /// The unit of the numbers (`1` for a pure number), empty for words.
    pub unit: &'static str,
    /// How cells are printed.
    pub digits: Digits,
}

impl Column {
    /// A column of words.
    pub fn text(name: &'static str) -> Self {
        Column { name, unit: "", digits: Digits::Exact }
    }

    /// A column of counts.
    pub fn count(name: &'static str, unit: &'static str) -> Self {
        Column { name, unit, digits: Digits::Exact }
    }

    /// A column of numbers.
    pub fn number(name: &'static str, unit: &'static str, digits: Digits) -> Self {
        Column { name, unit, digits }
    }
}

/// A table of exact results.
#[derive(Clone, Debug)]
#[must_use]
pub struct Table {
    title: String,
    keys: usize,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    names: BTreeSet<String>,
    notes: Vec<String>,
    reading_rows: Option<usize>,
}

impl Table {
    /// An empty table whose first `keys` columns name a row.
    ///
    /// # Panics
    /// If there is no key column, or fewer columns than keys.
    pub fn new(title: impl Into<String>, keys: usize, columns: Vec<Column>) -> Self {
        assert!(keys > 0 && keys <= columns.len(), "the first columns of a table name its rows");
        Table {
            title: title.into(),
            keys,
            columns,
            rows: Vec::new(),
            names: BTreeSet::new(),
            notes: Vec::new(),
            reading_rows: None,
        }
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If the row has another number of cells than the table has columns, or the name of an earlier row.
    pub fn push(&mut self, row: impl Into<Vec<Cell>>) {
        let row = row.into();
        assert_eq!(row.len(), self.columns.len(), "a row has one cell for each column of `{}`", self.title);
        let key = row_key(&row[..self.keys]);
        assert!(self.names.insert(key.clone()), "the row `{key}` stands twice in `{}`", self.title);
        self.rows.push(row);
    }

    /// Adds a remark that is printed below the table.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Adds a remark if a number is infinite: what ∞ stands for where all that goes in is finite.
    pub fn explain_infinities(&mut self) {
        if self.rows.iter().flatten().any(|cell| matches!(cell, Cell::Number(number) if number.is_infinite())) {
            self.note("∞ (inf in CSV and JSON): beyond the largest number, 1.8e308.");
        }
    }

    /// Lets the table for reading end after so many rows; the CSV has all of them.
    pub fn read_first(&mut self, rows: usize) {
        self.reading_rows = Some(rows);
    }

    /// What the table is about, in a line.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How many of the first columns name a row.
    pub fn keys(&self) -> usize {
        self.keys
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The remarks below the table.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// After how many rows the table for reading ends, if it does.
    pub fn reading_rows(&self) -> Option<usize> {
        self.reading_rows
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The row of that name (`wine/standard`).
    pub fn row(&self, key: &str) -> Option<&[Cell]> {
        self.rows.iter().find(|row| row_key(&row[..self.keys]) == key).map(Vec::as_slice)
    }

    /// One cell, as the book names it.
    pub fn cell(&self, key: &str, column: &str) -> Option<&Cell> {
        self.row(key).and_then(|row| row.get(self.column(column)?))
    }

    /// The number or count in a cell, as the book names it: for tests and examples, which know what must be there.
    ///
    /// # Panics
    /// If there is no such row or column, or no number in the cell; the message names what there is.
    pub fn number(&self, key: &str, column: &str) -> f64 {
        self.cell(key, column).and_then(Cell::number).unwrap_or_else(|| panic!("{}", self.no_number(key, column)))
    }

    fn no_number(&self, key: &str, column: &str) -> String {
        let (rows, columns): (Vec<String>, Vec<&str>) = (
            self.rows.iter().map(|row| row_key(&row[..self.keys])).collect(),
            self.columns.iter().map(|column| column.name).collect(),
        );
        let title = &self.title;
        let (row, named) = (name(key), name(column));
        match self.cell(key, column) {
            Some(cell) => format!("row `{row}`, column `{named}` of `{title}` holds no number: {cell:?}"),
            None if self.row(key).is_none() => {
                format!("no row `{row}` in `{title}`; {}", suggestion(key, rows.iter().map(String::as_str)))
            }
            None => format!("no column `{named}` in `{title}`; {}", suggestion(column, columns)),
        }
    }
}

/// The name of a row: its key cells joined by `/`.
pub(super) fn row_key(cells: &[Cell]) -> String {
    let words: Vec<String> = cells.iter().map(Cell::key).collect();
    words.join("/")
}
