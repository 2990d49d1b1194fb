//! What does a CSV file of ours hold? Its comments describe the columns, name keys in words and hold the remarks; its rows are as they were written.

use super::super::column::with_unit;
use super::super::{Cell, Digits};
use std::collections::BTreeMap;

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
    /// The remarks below the table.
    pub notes: Vec<String>,
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
    /// The words that a reader sees in place of a key.
    pub named: BTreeMap<String, String>,
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
        Some(self.columns[self.column(column)?].for_reading(self.exact(key, column)?))
    }

    /// One cell with every digit, as it stands in the file.
    pub fn exact(&self, key: &str, column: &str) -> Option<&str> {
        self.row(key)?.get(self.column(column)?).map(String::as_str)
    }
}

impl StoredColumn {
    /// The words above the column with its unit.
    pub fn heading(&self) -> String {
        with_unit(self.words.clone(), &self.unit)
    }

    /// Whether its cells are words, also where they look like numbers.
    pub(crate) fn holds_words(&self) -> bool {
        self.unit.is_empty() && self.is_exact()
    }

    /// A cell of the file as the table for reading prints it.
    pub fn for_reading(&self, cell: &str) -> String {
        self.named.get(cell).cloned().unwrap_or_else(|| self.parse(cell).for_reading(self.digits))
    }

    /// Whether its cells are shown as they are.
    pub(in crate::report) fn is_exact(&self) -> bool {
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

/// Reads what [`table_csv`](super::table_csv) wrote.
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
    let named = |column: &str| {
        let named = comment_lines(&comments, "named").filter_map(|line| <[String; 3]>::try_from(line).ok());
        named.filter(|[of, ..]| of == column).map(|[_, key, words]| (key, words)).collect()
    };
    let described = names.into_iter().zip(words).zip(units).zip(digits);
    let columns = described.map(|(((name, words), unit), digits)| {
        let named = named(&name);
        StoredColumn { name, words, unit, digits, named }
    });
    let columns = columns.collect();
    let notes = comment_lines(&comments, "note").filter_map(|line| line.into_iter().next()).collect();
    let cells = |record: Result<::csv::StringRecord, ::csv::Error>| match record {
        Ok(record) => Ok(record.iter().map(str::to_owned).collect()),
        Err(error) => Err(in_file(error, comments.len() as u64)),
    };
    let rows = reader.records().map(cells).collect::<Result<_, _>>()?;
    Ok(StoredTable { title, keys, columns, rows, notes })
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
pub(in crate::report) fn split_comments(text: &str) -> (Vec<&str>, &str) {
    let mut comments = Vec::new();
    let mut body = text;
    while let Some(comment) = body.strip_prefix("# ") {
        let (line, rest) = comment.split_once('\n').unwrap_or((comment, ""));
        comments.push(line);
        body = rest;
    }
    (comments, body)
}

/// The cells of the first comment line that begins with this name.
fn comment_line(comments: &[&str], name: &str) -> Option<Vec<String>> {
    comment_lines(comments, name).next()
}

/// The cells of each comment line that begins with this name, without it.
fn comment_lines<'a>(comments: &'a [&str], name: &'a str) -> impl Iterator<Item = Vec<String>> + 'a {
    let lines = comments.iter().skip(2).filter(move |line| line.split(',').next() == Some(name));
    lines.filter_map(|line| {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        let record = reader.records().next()?.ok()?;
        Some(record.iter().skip(1).map(str::to_owned).collect())
    })
}
