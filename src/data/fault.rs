//! What can be wrong with a file of examples? Each fault is one clear line: the line and the column, what stands there, and what would
//! be right or which option settles it.
//!
//! ```
//! use wellposed::data::parse_csv;
//!
//! let fault = parse_csv("size,price\n1,2\n,3\n4,5\n".as_bytes(), "houses.csv", "price").unwrap_err();
//! let line = "houses.csv: line 3, column `size`: the cell is empty; --missing median or --missing drop-rows";
//! assert_eq!(fault.to_string(), line);
//! ```

use std::io;

use thiserror::Error;

use super::account::counted;

/// The largest number that is taken: a sum of the squares of even 1e100 such numbers stays below 1.8e308.
pub(crate) const LARGEST: f64 = 1e100;

/// After a fault that such a mark explains.
const OPEN_QUOTE: &str = " (is a quotation mark left open?)";

/// What is wrong with the contents of a file. Lines are counted from 1, the header among them.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Fault {
    /// The file is missing, a folder, or not to be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(io::Error),
    /// Another format.
    #[error("{what} is no text of comma-separated cells: {export}")]
    NotText {
        /// Which.
        what: &'static str,
        /// How text is made of it.
        export: &'static str,
    },
    /// No bytes, or only blank lines.
    #[error("the file is empty; it needs a line of column names and at least two lines of numbers")]
    Empty,
    /// The bytes are no text.
    #[error(
        "line {line} is not {encoding} text; --encoding says what it is (latin-1, utf-16), or save the file as UTF-8"
    )]
    NotUtf8 {
        /// Line of the file.
        line: u64,
        /// As what it was read.
        encoding: &'static str,
    },
    /// The first line does not end within 16 MiB.
    #[error("the first line does not end within 16 MiB; a line of column names is wanted")]
    EndlessHeader,
    /// An example does not end within 16 MiB.
    #[error("line {line}: the example that starts here does not end within 16 MiB{}", if *quoted { OPEN_QUOTE } else { "" })]
    TooLong {
        /// Line of the file.
        line: u64,
        /// Whether a quotation mark stands there or before.
        quoted: bool,
    },
    /// The file ends inside of a quoted cell.
    #[error(
        "line {line}: a cell opens with a quotation mark that is never closed; close it, or double a mark that belongs to the text"
    )]
    OpenQuote {
        /// Line of the mark.
        line: u64,
    },
    /// Quantiles of more numbers than are kept, of a table that can't be read again.
    #[error(
        "more than {most} numbers, which is all that is kept for quantiles of what can be read only once; save it as a file"
    )]
    ReadOnce {
        /// How many are kept.
        most: usize,
    },
    /// Another reading of the file found other rows.
    #[error("the file changed while it was read; try again once it is whole")]
    Changed,
    /// A sign between cells that can't be one.
    #[error("--delimiter: `{0}` can't separate cells; a sign such as `,` or `;`, a tab or a blank can")]
    Delimiter(char),
    /// The same sign for two things.
    #[error("{one} and {other} can't be the same sign")]
    SameSigns {
        /// One option.
        one: &'static str,
        /// The other option.
        other: &'static str,
    },
    /// A column without a name.
    #[error("column {position} of {columns} has no name in the header; every column needs one, or --drop {position}")]
    EmptyName {
        /// Which column, from 1.
        position: usize,
        /// How many there are.
        columns: usize,
    },
    /// Two columns of one name.
    #[error(
        "two columns are called `{name}` in the header; every column needs a name of its own, or --drop one by its number"
    )]
    DuplicateName {
        /// The name.
        name: String,
    },
    /// The first line holds numbers where names are wanted.
    #[error("the first line holds only numbers (`{first}` …); it must hold the names of the columns")]
    NoHeader {
        /// Its first cell.
        first: String,
    },
    /// No column has the target's name.
    #[error("no column is called `{target}`; {known}")]
    NoTarget {
        /// The name that was asked for.
        target: String,
        /// The one that may have been meant, or the names that there are.
        known: String,
    },
    /// No column has a name that an option gives.
    #[error("{option}: no column is called `{name}`; {known}")]
    NoColumn {
        /// The option.
        option: &'static str,
        /// The name that was asked for.
        name: String,
        /// The one that may have been meant, or the names that there are.
        known: String,
    },
    /// The target is to be left out.
    #[error("--drop: `{target}` is the target, which can't be left out")]
    DroppedTarget {
        /// Its name.
        target: String,
    },
    /// Only the target.
    #[error(
        "`{target}` is the only column; at least one more is needed as a feature (columns are separated by `,`, `;`, `|` or a tab, or as --delimiter says)"
    )]
    NoFeatures {
        /// The name of the target.
        target: String,
    },
    /// All columns were left out.
    #[error("no column is left as a feature: {reasons}")]
    NothingLeft {
        /// Which were left out and why.
        reasons: String,
    },
    /// A header and nothing below it.
    #[error("there is no example {}; at least two are needed", if *dropped == 0 { "below the header".to_owned() } else { format!("without a missing cell ({} left out)", counted(*dropped, "row")) })]
    NoRows {
        /// How many rows were left out.
        dropped: usize,
    },
    /// A single example has no variance.
    #[error("there is only one example{}; at least two are needed", if *dropped == 0 { String::new() } else { format!(" without a missing cell ({} left out)", counted(*dropped, "row")) })]
    OneRow {
        /// How many rows were left out.
        dropped: usize,
    },
    /// More or fewer cells than columns.
    #[error("line {line} has {}, but the header names {expected} columns{}", counted(*found, "cell"), if *open_quote { OPEN_QUOTE } else { "" })]
    Ragged {
        /// Line of the file.
        line: u64,
        /// Columns of the header.
        expected: usize,
        /// Cells of the line.
        found: usize,
        /// Whether a cell holds a line break, as after a quotation mark that is left open.
        open_quote: bool,
    },
    /// A column that can't be used as it is.
    #[error("{0}")]
    Column(#[from] ColumnFault),
}

/// Why a column can't be used as it is.
#[derive(Clone, Debug, Error, PartialEq)]
#[error("{}column `{column}`: {what}{}{}{remedy}",
    line.map_or_else(String::new, |line| format!("line {line}, ")),
    more(*cells),
    if remedy.is_empty() { "" } else { "; " })]
#[non_exhaustive]
pub struct ColumnFault {
    /// Its name.
    pub column: String,
    /// The first line that is wrong, if a line is.
    pub line: Option<u64>,
    /// How many cells are wrong in the same way.
    pub cells: usize,
    /// What stands there.
    pub what: String,
    /// The options that settle it, or what would be right.
    pub remedy: String,
}

fn more(cells: usize) -> String {
    match cells {
        0 | 1 => String::new(),
        2 => " (and 1 more cell)".to_owned(),
        cells => format!(" (and {} more cells)", cells - 1),
    }
}

impl Fault {
    /// What it is about: a column, or a line; nothing if it is about the file.
    pub(super) fn subject(&self) -> String {
        match self {
            Fault::Column(fault) => fault.column.clone(),
            Fault::Ragged { line, .. } => format!("line {line}"),
            _ => String::new(),
        }
    }

    /// What is wrong, and how it is settled.
    pub(super) fn what_and_remedy(&self) -> (String, String) {
        match self {
            Fault::Column(fault) => {
                let cells = match (fault.cells, fault.line) {
                    (0 | 1, Some(line)) => format!(" (line {line})"),
                    (cells, Some(line)) => format!(" (line {line}; {cells} cells)"),
                    (_, None) => String::new(),
                };
                (format!("{}{cells}", fault.what), fault.remedy.clone())
            }
            Fault::Ragged { expected, found, open_quote, .. } => {
                let quote = if *open_quote { OPEN_QUOTE } else { "" };
                (format!("{} where the header names {expected} columns{quote}", counted(*found, "cell")), String::new())
            }
            other => (other.to_string(), String::new()),
        }
    }
}
