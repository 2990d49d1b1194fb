//! How does a table become a file for machines, and how is it read back? As CSV with every digit, after some lines of comment.
//!
//! ```text
//! # Powers
//! # cargo run --release -- run chapter/powers (do not edit)
//! # keys,1
//! # words,name,value
//! # unit,,1
//! # digits,exact,significant 3
//! # named,name,half,one half
//! # note,A remark.
//! name,value
//! half,0.5
//! ```
//!
//! The comments tell the words for readers, units, how many columns name a row, how a cell is printed for reading, which words stand for a key in a
//! column, and the remarks. So the pages of the book can show a table from the file alone, exactly as the table for reading shows it:
//!
//! ```
//! use wellposed::report::{Column, Digits, Table, csv, text};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name"), Column::number("value", "1", Digits::Significant(3))]);
//! table.push(["half".into(), 0.5.into()]);
//! let stored = csv::read(&text::table_csv(&table, "cargo run")).unwrap();
//! assert_eq!(stored.cell("half", "value").as_deref(), Some("0.500"));
//! ```

mod stored;

pub(super) use stored::split_comments;
pub use stored::{StoredColumn, StoredTable, StoredTableError, read};

use super::{Cell, Column, Table};
use crate::text::visible;

/// The table as CSV; `command` is the line that makes it.
pub fn table_csv(table: &Table, command: &str) -> String {
    let columns = table.columns();
    let described = |name: &str, words: Vec<String>| format!("# {}", record([vec![name.to_owned()], words].concat()));
    let mut text = format!("# {}\n# {} (do not edit)\n", visible(table.title()), visible(command));
    text += &described("keys", vec![table.keys().to_string()]);
    text += &described("words", columns.iter().map(Column::words).collect());
    text += &described("unit", columns.iter().map(|column| column.unit.to_owned()).collect());
    text += &described("digits", columns.iter().map(|column| column.digits.to_string()).collect());
    for [column, key, words] in names(table) {
        text += &described("named", [column, key, words].map(visible).to_vec());
    }
    for note in table.notes() {
        text += &described("note", vec![visible(note)]);
    }
    text + &rows_csv(table)
}

/// The words of every key that a reader sees as something else, with its column, each once.
fn names(table: &Table) -> Vec<[&str; 3]> {
    let mut names: Vec<[&str; 3]> = Vec::new();
    for (position, column) in table.columns().iter().enumerate() {
        for row in table.rows() {
            if let Cell::Named { key, words } = &row[position]
                && key != words
                && !names.contains(&[column.name, key, words])
            {
                names.push([column.name, key, words]);
            }
        }
    }
    names
}

/// The header and the rows alone, for programs that know no comments.
pub fn rows_csv(table: &Table) -> String {
    let mut text = record(table.columns().iter().map(|column| column.name.to_owned()).collect());
    for row in table.rows() {
        text += &record(row.iter().map(super::Cell::for_machines).collect());
    }
    text
}

/// One line of CSV; cells that hold the sign of a comment are quoted as well.
fn record(cells: Vec<String>) -> String {
    let mut writer = ::csv::WriterBuilder::new().comment(Some(b'#')).from_writer(Vec::new());
    writer.write_record(cells).expect("writing to memory does not fail");
    String::from_utf8(writer.into_inner().expect("writing to memory does not fail")).expect("text stays text")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Digits;

    fn awkward() -> Table {
        let columns = vec![
            Column::text("set"),
            Column::number("step", "a,b", Digits::Exact),
            Column::number("value", "1", Digits::Significant(4)),
            Column::count("steps", "step"),
        ];
        let mut table = Table::new("Words, \"quotes\"\nand a # sign", 2, columns);
        table.push(["wine, \"red\" #1\n| 2".into(), 0.5.into(), (1.0 / 3.0).into(), 100_000_u64.into()]);
        table.push(["1e3".into(), 1e-7.into(), f64::INFINITY.into(), Cell::Empty]);
        table.push(["".into(), 1.0.into(), "diverged".into(), 7_u64.into()]);
        table.push([("both", "both, \"of them\"\n").into(), 1.0.into(), 2.0.into(), 7_u64.into()]);
        table.note("A remark, # and\nmore.");
        table
    }

    #[test]
    fn what_is_written_is_read_back_and_printed_as_the_table_prints_it() {
        let table = awkward();
        let stored = read(&table_csv(&table, "cargo run")).unwrap();
        assert_eq!((stored.keys, stored.rows.len(), stored.columns[1].unit.as_str()), (2, 4, "a,b"));
        assert_eq!(stored.notes, [r"A remark, # and\nmore."]);
        for row in table.rows() {
            let key = crate::report::table::row_key(&row[..2]);
            for (cell, column) in row.iter().zip(table.columns()) {
                let shown = cell.for_reading(column.digits);
                let shown = if matches!(cell, Cell::Named { .. }) { visible(&shown) } else { shown };
                assert_eq!(stored.cell(&key, column.name), Some(shown), "{key}");
            }
        }
        assert_eq!(stored.cell("1e3/0.0000001", "value").as_deref(), Some("∞"));
        assert_eq!(stored.cell("1e3/2", "value"), None);
    }

    #[test]
    fn the_file_has_this_form() {
        let mut table =
            Table::new("Powers", 1, vec![Column::text("name"), Column::number("value", "1", Digits::Fixed(2))]);
        table.push(["half".into(), 0.5.into()]);
        table.push([("many", "a lot").into(), 1e300.into()]);
        table.note("That is all.");
        let comments = "# Powers\n# cargo run (do not edit)\n# keys,1\n# words,name,value\n# unit,,1\n# digits,exact,fixed 2\n\
                        # named,name,many,a lot\n# note,That is all.\n";
        let expected = format!("{comments}name,value\nhalf,0.5\nmany,1e300\n");
        assert_eq!(table_csv(&table, "cargo run"), expected);
    }

    #[test]
    fn damaged_files_are_refused_with_a_line_that_says_what_is_wrong() {
        let good = table_csv(&awkward(), "cargo run");
        let error = |text: String| read(&text).unwrap_err().to_string();
        assert!(error(good.replace("# keys,2\n", "")).contains("`# keys,…`"));
        assert!(error(good.replace("significant 4", "significantly")).contains("`# digits,…`"));
        assert!(error(good.replace(",value,", ",")).contains("names 3 columns"));
        let lines: Vec<&str> = good.lines().collect();
        assert_eq!(lines[12], ",1.0,diverged,7");
        assert_eq!(
            error(good.replace("diverged,7\n", "diverged\n")),
            "line 13 has 3 cells, but the header names 4 columns"
        );
        assert!(error(String::new()).contains("missing"));
    }
}
