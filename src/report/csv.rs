//! How does a table become a file for machines, and how is it read back? As CSV with every digit, after six lines of comment.
//!
//! ```text
//! # Powers
//! # cargo run --release -- run chapter/powers (do not edit)
//! # keys,1
//! # words,name,value
//! # unit,,1
//! # digits,exact,significant 3
//! name,value
//! half,0.5
//! ```
//!
//! The comments tell the words for readers, units, how many columns name a row, and how a cell is printed for reading. So the pages of the book can
//! quote a cell from the file alone, exactly as the table for reading shows it:
//!
//! ```
//! use wellposed::report::{Column, Digits, Table, csv, text};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name"), Column::number("value", "1", Digits::Significant(3))]);
//! table.push(["half".into(), 0.5.into()]);
//! let stored = csv::read(&text::table_csv(&table, "cargo run")).unwrap();
//! assert_eq!(stored.cell("half", "value").as_deref(), Some("0.500"));
//! ```

use super::{Cell, Column, Digits, Table};
use crate::text::visible;

/// A table as its CSV file holds it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StoredTable {
    /// What the table is about, in a line.
    pub title: String,
    /// How many of the first columns name a row.
    pub keys: usize,
    /// The columns.
    pub columns: Vec<StoredColumn>,
    /// The cells as the file has them, a vector for each row.
    pub rows: Vec<Vec<String>>,
}

/// A column as the CSV file describes it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StoredColumn {
    /// Lower-case words joined by underscores.
    pub name: String,
    /// The words or the formula that a reader sees above it.
    pub words: String,
    /// The unit of the numbers, empty for words.
    pub unit: String,
    /// How cells are printed for reading.
    pub digits: Digits,
}

/// Why a text is not a stored table.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoredTableError {
    /// One of the comment lines is missing or damaged.
    #[error("the comment line `# {0},…` is missing or damaged; run the experiment again to restore it")]
    Comment(&'static str),
    /// The comments describe another number of columns than the header names.
    #[error("the header names {header} columns, but the line `# {line},…` describes {described}")]
    Columns {
        /// How many columns the header names.
        header: usize,
        /// The comment line.
        line: &'static str,
        /// How many columns it describes.
        described: usize,
    },
    /// A row has more or fewer cells than the header names columns.
    #[error("line {line} has {found} cell{}, but the header names {header} columns", if *found == 1 { "" } else { "s" })]
    Ragged {
        /// The line of the file in which the row starts, from 1.
        line: u64,
        /// How many cells it has.
        found: u64,
        /// How many columns the header names.
        header: u64,
    },
    /// The rows are not CSV.
    #[error("not a CSV table: {0}")]
    Csv(#[from] ::csv::Error),
}

impl StoredTable {
    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The name of a row: its key cells joined by `/`.
    pub fn row_key(&self, row: &[String]) -> String {
        let words: Vec<String> =
            row.iter().zip(&self.columns).take(self.keys).map(|(text, column)| column.parse(text).key()).collect();
        words.join("/")
    }

    /// The row of that name (`wine/standard`).
    pub fn row(&self, key: &str) -> Option<&[String]> {
        self.rows.iter().find(|row| self.row_key(row) == key).map(Vec::as_slice)
    }

    /// One cell as the table for reading prints it.
    pub fn cell(&self, key: &str, column: &str) -> Option<String> {
        let position = self.column(column)?;
        let column = &self.columns[position];
        Some(column.parse(self.row(key)?.get(position)?).for_reading(column.digits))
    }
}

impl StoredColumn {
    /// Whether its cells are words, also where they look like numbers.
    pub(super) fn holds_words(&self) -> bool {
        self.unit.is_empty() && self.is_exact()
    }

    /// Whether its cells are shown as they are.
    pub(super) fn is_exact(&self) -> bool {
        self.digits == Digits::Exact
    }

    /// The cell that was written as `text`; only columns of words may have words that look like numbers.
    fn parse(&self, text: &str) -> Cell {
        if text.is_empty() {
            return Cell::Empty;
        }
        if self.holds_words() {
            return Cell::Text(text.to_owned());
        }
        if let Ok(count) = text.parse() {
            return Cell::Integer(count);
        }
        match text.parse() {
            Ok(number) => Cell::Number(number),
            Err(_) => Cell::Text(text.to_owned()),
        }
    }
}

/// The table as CSV; `command` is the line that makes it.
pub fn table_csv(table: &Table, command: &str) -> String {
    let columns = table.columns();
    let described = |name: &str, words: Vec<String>| format!("# {}", record([vec![name.to_owned()], words].concat()));
    let mut text = format!("# {}\n# {} (do not edit)\n", visible(table.title()), visible(command));
    text += &described("keys", vec![table.keys().to_string()]);
    text += &described("words", columns.iter().map(Column::words).collect());
    text += &described("unit", columns.iter().map(|column| column.unit.to_owned()).collect());
    text += &described("digits", columns.iter().map(|column| column.digits.to_string()).collect());
    text + &rows_csv(table)
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

/// Reads what [`table_csv`] wrote.
///
/// # Errors
/// If a comment line is missing or does not fit the header, or if the rows are not CSV.
pub fn read(text: &str) -> Result<StoredTable, StoredTableError> {
    let (comments, body) = split_comments(text);
    let title = comments.first().ok_or(StoredTableError::Comment("title"))?.to_string();
    let described = |line: &'static str| comment_line(&comments, line).ok_or(StoredTableError::Comment(line));
    let keys = described("keys")?.first().and_then(|count| count.parse().ok()).filter(|&count: &usize| count > 0);
    let keys = keys.ok_or(StoredTableError::Comment("keys"))?;
    let digits: Option<Vec<Digits>> = described("digits")?.iter().map(|digits| Digits::parse(digits)).collect();
    let (words, units) = (described("words")?, described("unit")?);
    let digits = digits.ok_or(StoredTableError::Comment("digits"))?;

    let mut reader = ::csv::Reader::from_reader(body.as_bytes());
    let names: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    for (line, described) in [("words", words.len()), ("unit", units.len()), ("digits", digits.len())] {
        if described != names.len() {
            return Err(StoredTableError::Columns { header: names.len(), line, described });
        }
    }
    let described = names.into_iter().zip(words).zip(units).zip(digits);
    let columns = described.map(|(((name, words), unit), digits)| StoredColumn { name, words, unit, digits }).collect();
    let cells = |record: Result<::csv::StringRecord, ::csv::Error>| match record {
        Ok(record) => Ok(record.iter().map(str::to_owned).collect()),
        Err(error) => Err(in_file(error, comments.len() as u64)),
    };
    let rows = reader.records().map(cells).collect::<Result<_, _>>()?;
    Ok(StoredTable { title, keys, columns, rows })
}

/// The error with the line of the file, of which the reader has not seen the comments.
fn in_file(error: ::csv::Error, comments: u64) -> StoredTableError {
    match error.kind() {
        ::csv::ErrorKind::UnequalLengths { pos: Some(position), expected_len, len } => {
            StoredTableError::Ragged { line: position.line() + comments, found: *len, header: *expected_len }
        }
        _ => StoredTableError::Csv(error),
    }
}

/// The comment lines without their sign, and what follows them.
pub(super) fn split_comments(text: &str) -> (Vec<&str>, &str) {
    let mut comments = Vec::new();
    let mut body = text;
    while let Some(comment) = body.strip_prefix("# ") {
        let (line, rest) = comment.split_once('\n').unwrap_or((comment, ""));
        comments.push(line);
        body = rest;
    }
    (comments, body)
}

/// The cells of the comment line that begins with this name.
fn comment_line(comments: &[&str], name: &str) -> Option<Vec<String>> {
    let line = comments.iter().skip(2).find(|line| line.split(',').next() == Some(name))?;
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    let record = reader.records().next()?.ok()?;
    Some(record.iter().skip(1).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        table
    }

    #[test]
    fn what_is_written_is_read_back_and_printed_as_the_table_prints_it() {
        let table = awkward();
        let stored = read(&table_csv(&table, "cargo run")).unwrap();
        assert_eq!((stored.keys, stored.rows.len(), stored.columns[1].unit.as_str()), (2, 3, "a,b"));
        for row in table.rows() {
            let key = crate::report::table::row_key(&row[..2]);
            for (cell, column) in row.iter().zip(table.columns()) {
                assert_eq!(stored.cell(&key, column.name), Some(cell.for_reading(column.digits)), "{key}");
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
        table.push(["many".into(), 1e300.into()]);
        let expected = "# Powers\n# cargo run (do not edit)\n# keys,1\n# words,name,value\n# unit,,1\n# digits,exact,fixed 2\nname,value\nhalf,0.5\nmany,1e300\n";
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
        assert_eq!(lines[10], ",1.0,diverged,7");
        assert_eq!(error(good.replace(",7\n", "\n")), "line 11 has 3 cells, but the header names 4 columns");
        assert!(error(String::new()).contains("missing"));
    }
}
