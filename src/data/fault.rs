//! What can be wrong with a file of examples? Each fault is one clear line: the file, the line and the column, what stands there,
//! and what would be right.
//!
//! ```
//! use wellposed::data::parse_csv;
//!
//! let fault = parse_csv("size,price\n1,2\n3,\n".as_bytes(), "houses.csv", "price").unwrap_err();
//! assert_eq!(fault.to_string(), "houses.csv: line 3, column `price`: the cell is empty; every cell needs a value");
//! ```

use std::io;

use thiserror::Error;

/// The largest number that is taken: a sum of the squares of even 1e100 such numbers stays below 1.8e308.
pub(crate) const LARGEST: f64 = 1e100;

/// After a fault that such a mark explains.
const OPEN_QUOTE: &str = " (is a quotation mark left open?)";

/// What is wrong with a file, and which file it is.
#[derive(Debug, Error)]
#[error("{file}: {fault}")]
#[non_exhaustive]
pub struct DataError {
    /// The file, as it was named.
    pub file: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with the contents of a file. Lines are counted from 1, the header among them.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Fault {
    /// The file is missing, a folder, or not to be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(io::Error),
    /// No bytes, or only blank lines.
    #[error("the file is empty; it needs a line of column names and at least two lines of numbers")]
    Empty,
    /// The bytes are no text.
    #[error("line {line} is not UTF-8 text; save the file as UTF-8")]
    NotUtf8 {
        /// Line of the file.
        line: u64,
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
    /// More cells than are kept in memory.
    #[error("line {line}: more than {most} cells, which is all that is read; leave out rows or columns")]
    TooMany {
        /// Line of the file.
        line: u64,
        /// How many are read.
        most: usize,
    },
    /// A column without a name.
    #[error("column {position} of {columns} has no name in the header; every column needs one")]
    EmptyName {
        /// Which column, from 1.
        position: usize,
        /// How many there are.
        columns: usize,
    },
    /// Two columns of one name.
    #[error("two columns are called `{name}` in the header; every column needs a name of its own")]
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
    /// Only the target.
    #[error(
        "`{target}` is the only column; at least one more is needed as a feature (columns are separated by `,`, `;` or a tab)"
    )]
    NoFeatures {
        /// The name of the target.
        target: String,
    },
    /// A header and nothing below it.
    #[error("there is no example below the header; at least two are needed")]
    NoRows,
    /// A single example has no variance.
    #[error("there is only one example; at least two are needed")]
    OneRow,
    /// More or fewer cells than columns.
    #[error("line {line} has {found} cell{}, but the header names {expected} columns{}", if *found == 1 { "" } else { "s" }, if *open_quote { OPEN_QUOTE } else { "" })]
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
    /// Nothing between two separators.
    #[error("line {line}, column `{column}`: the cell is empty; every cell needs a value")]
    MissingCell {
        /// Line of the file.
        line: u64,
        /// Name of the column.
        column: String,
    },
    /// Words where a number is wanted.
    #[error(
        "line {line}, column `{column}`: `{text}` is not a number{}{}",
        if *comma { " (write a decimal point, not a comma)" } else { "" },
        if *open_quote { OPEN_QUOTE } else { "" }
    )]
    NotANumber {
        /// Line of the file.
        line: u64,
        /// Name of the column.
        column: String,
        /// What stands there, shortened.
        text: String,
        /// Whether it would be a number with a point in place of its comma.
        comma: bool,
        /// Whether it holds a line break.
        open_quote: bool,
    },
    /// A spelled NaN or infinity.
    #[error("line {line}, column `{column}`: `{text}` is not a finite number; remove the example or fill in a value")]
    NotFinite {
        /// Line of the file.
        line: u64,
        /// Name of the column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// Too large to compute with.
    #[error(
        "line {line}, column `{column}`: `{text}` is out of range; numbers up to {LARGEST:e} in size are taken, so that their squares stay finite"
    )]
    OutOfRange {
        /// Line of the file.
        line: u64,
        /// Name of the column.
        column: String,
        /// What stands there, shortened.
        text: String,
    },
    /// A number among the labels of a target.
    #[error(
        "line {line}, column `{column}`: the number `{text}` stands among labels; a target holds numbers or words, not both"
    )]
    MixedTarget {
        /// Line of the file.
        line: u64,
        /// Name of the column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A text where the label of a class is wanted.
    #[error("line {line}, column `{column}`: `{text}` is no label; one has a single line of at most {longest} bytes{}", if text.contains("\\n") { OPEN_QUOTE } else { "" })]
    NoLabel {
        /// Line of the file.
        line: u64,
        /// Name of the column.
        column: String,
        /// What stands there, shortened.
        text: String,
        /// How long a label may be.
        longest: usize,
    },
    /// As many labels as a text has, and a class has not.
    #[error(
        "line {line}, column `{column}`: more than {most} different labels; the target is to be a number or a class"
    )]
    TooManyLabels {
        /// Line of the file.
        line: u64,
        /// Name of the column.
        column: String,
        /// How many there may be.
        most: usize,
    },
}
