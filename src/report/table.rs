//! What does a table of results hold? Typed columns, rows of cells, and how many digits of each number are to be read.
//!
//! The first `keys` columns of a row, joined by `/`, name it: `wine/standard`. The book quotes single cells by that name.

use super::{Cell, Column};
use crate::text::{name, suggestion};
use std::collections::BTreeSet;

/// A table of exact results.
#[derive(Clone, Debug)]
#[must_use]
pub struct Table {
    name: &'static str,
    title: String,
    keys: usize,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    names: BTreeSet<String>,
    notes: Vec<String>,
    shown: Shown,
}

/// Which rows the table for reading has.
#[derive(Clone, Debug)]
enum Shown {
    All,
    First(usize),
    These(Vec<bool>),
}

impl Table {
    /// An empty table whose first `keys` columns name a row.
    ///
    /// # Panics
    /// If there is no key column, or fewer columns than keys.
    pub fn new(title: impl Into<String>, keys: usize, columns: Vec<Column>) -> Self {
        assert!(keys > 0 && keys <= columns.len(), "the first columns of a table name its rows");
        Table {
            name: "",
            title: title.into(),
            keys,
            columns,
            rows: Vec::new(),
            names: BTreeSet::new(),
            notes: Vec::new(),
            shown: Shown::All,
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

    /// The same table with the name that it has among several of one experiment.
    pub fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// The same table with a remark below it.
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.note(note);
        self
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
        self.shown = Shown::First(rows);
    }

    /// The same table with these of its rows for reading, one word for each row; the CSV has all of them.
    ///
    /// # Panics
    /// If there are more or fewer words than rows.
    pub fn reading(mut self, these: impl IntoIterator<Item = bool>) -> Self {
        let these: Vec<bool> = these.into_iter().collect();
        assert_eq!(these.len(), self.rows.len(), "each row of `{}` is for reading or not", self.title);
        self.shown = Shown::These(these);
        self
    }

    /// Its name among several of one experiment; empty for one alone.
    pub fn name(&self) -> &'static str {
        self.name
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

    /// The rows of the table for reading.
    pub fn rows_for_reading(&self) -> impl Iterator<Item = &[Cell]> {
        let shown = |row: usize| match &self.shown {
            Shown::All => true,
            Shown::First(rows) => row < *rows,
            Shown::These(these) => these[row],
        };
        self.rows.iter().enumerate().filter(move |(row, _)| shown(*row)).map(|(_, cells)| cells.as_slice())
    }

    /// The same table with keys in place of the words for readers, in columns and cells.
    pub fn in_keys(&self) -> Table {
        let mut table = self.clone();
        table.columns.iter_mut().for_each(|column| column.title = column.name);
        for cell in table.rows.iter_mut().flatten() {
            if let Cell::Named { key, .. } = cell {
                *cell = Cell::Text(std::mem::take(key));
            }
        }
        table
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Digits, text};

    fn table() -> Table {
        let columns =
            vec![Column::text("rule"), Column::number("error", "1", Digits::Significant(2)).titled("|g̃ − g|")];
        let mut table = Table::new("Errors", 1, columns);
        table.push([("default_step", "the default step").into(), 0.5.into()]);
        table.push(["plain_words".into(), 0.25.into()]);
        table
    }

    #[test]
    fn readers_see_words_and_programs_see_keys() {
        let table = table();
        assert_eq!(table.number("default_step", "error"), 0.5);
        let [page, csv] = [text::table_text(&table), text::table_csv(&table, "cargo run")];
        assert!(
            page.contains("the default step") && page.contains("|g̃ − g|") && !page.contains("default_step"),
            "{page}"
        );
        assert!(csv.contains("rule,error\ndefault_step,0.5\n") && csv.contains("# words,rule,|g̃ − g|\n"), "{csv}");
        let keys = text::table_text(&table.in_keys());
        assert!(keys.contains("default_step") && keys.contains(" error") && !keys.contains("|g̃"), "{keys}");
    }

    #[test]
    fn some_rows_are_for_reading() {
        let second = table().reading([false, true]);
        let page = text::table_text(&second);
        assert!(!page.contains("the default step") && page.contains("… and 1 more row;"), "{page}");
        assert_eq!(second.rows().len(), 2);
        assert!(std::panic::catch_unwind(|| table().reading([true])).is_err(), "planted: a word is missing");
    }
}
