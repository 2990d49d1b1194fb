//! How do rows of a type become a table? Each column says, beside its name, how its cell comes from a row.
//!
//! So no cell can slip into another column, and a column that is added stands in one place. Columns marked as keys come first and name the row;
//! two rows of one name are refused.
//!
//! ```
//! use wellposed::report::{Column, Digits, Table};
//!
//! struct Run {
//!     data: &'static str,
//!     steps: u64,
//!     ratio: f64,
//! }
//! let runs = [Run { data: "wine", steps: 7, ratio: 0.5 }, Run { data: "digits", steps: 9, ratio: 0.25 }];
//! let columns = vec![
//!     Column::text("data").from(|run: &Run| run.data).key(),
//!     Column::count("steps", "step").from(|run: &Run| run.steps),
//!     Column::number("ratio", "1", Digits::Fixed(2)).titled("steps after / before").from(|run: &Run| run.ratio),
//! ];
//! let table = Table::of("How many steps?", columns, &runs).noted("Until the loss is within 1e-6.");
//! assert_eq!(table.number("digits", "ratio"), 0.25);
//! assert_eq!(table.keys(), 1);
//! ```

use super::{Cell, Column, Table};
use std::borrow::Borrow;

/// A column with the way in which its cell comes from a row.
#[must_use]
pub struct Typed<'f, R> {
    column: Column,
    key: bool,
    cell: Box<dyn Fn(&R) -> Cell + 'f>,
}

impl Column {
    /// The column whose cell comes from a row in this way.
    pub fn from<'f, R, C: Into<Cell>>(self, cell: impl Fn(&R) -> C + 'f) -> Typed<'f, R> {
        Typed { column: self, key: false, cell: Box::new(move |row| cell(row).into()) }
    }
}

impl<R> Typed<'_, R> {
    /// The same column as a part of the row's name.
    pub fn key(mut self) -> Self {
        self.key = true;
        self
    }
}

impl Table {
    /// The table of these rows.
    ///
    /// # Panics
    /// If no column is a key, if one that is stands behind one that isn't, or if two rows have the same name.
    pub fn of<R, B: Borrow<R>>(
        title: impl Into<String>,
        columns: Vec<Typed<'_, R>>,
        rows: impl IntoIterator<Item = B>,
    ) -> Table {
        let title = title.into();
        let keys = columns.iter().filter(|column| column.key).count();
        assert!(columns[..keys].iter().all(|column| column.key), "the keys of `{title}` are its first columns");
        let described = columns.iter().map(|column| column.column.clone()).collect();
        let mut table = Table::new(title, keys, described);
        for row in rows {
            table.push(columns.iter().map(|column| (column.cell)(row.borrow())).collect::<Vec<_>>());
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Digits;

    fn columns() -> Vec<Typed<'static, (usize, f64)>> {
        vec![
            Column::count("number", "1").from(|row: &(usize, f64)| row.0).key(),
            Column::number("square", "1", Digits::Fixed(0)).from(|row: &(usize, f64)| row.1),
        ]
    }

    #[test]
    fn cells_come_from_their_columns_and_missing_ones_are_empty() {
        let table = Table::of("Squares", columns(), [(2, 4.0), (3, 9.0)]);
        assert_eq!((table.number("2", "square"), table.number("3", "square")), (4.0, 9.0));
        let perhaps = Column::number("root", "1", Digits::Fixed(1)).from(|row: &f64| (*row >= 0.0).then(|| row.sqrt()));
        let exact = Column::number("of", "1", Digits::Exact).from(|row: &f64| *row).key();
        let table = Table::of("Roots", vec![exact, perhaps], [4.0, -1.0]);
        assert_eq!((table.cell("4", "root"), table.cell("-1", "root")), (Some(&Cell::Number(2.0)), Some(&Cell::Empty)));
    }

    #[test]
    #[should_panic(expected = "the row `2` stands twice in `Squares`")]
    fn two_rows_of_one_name_are_refused() {
        let _ = Table::of("Squares", columns(), [(2, 4.0), (2, 5.0)]);
    }

    #[test]
    #[should_panic(expected = "the keys of `Squares` are its first columns")]
    fn a_key_behind_other_columns_is_refused() {
        let _ = Table::of("Squares", columns().into_iter().rev().collect(), [(2, 4.0)]);
    }

    #[test]
    #[should_panic(expected = "the first columns of a table name its rows")]
    fn a_table_without_keys_is_refused() {
        let _ = Table::of("Squares", columns().into_iter().skip(1).collect(), [(2, 4.0)]);
    }
}
