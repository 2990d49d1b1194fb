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

/// What is wrong with a file, and which file it is.
#[derive(Debug, Error)]
#[error("{file}: {fault}")]
pub struct DataError {
    /// The file, as it was named.
    pub file: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with the contents of a file. Lines are counted from 1, the header among them.
#[derive(Debug, Error)]
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
    /// The first line does not end within a mebibyte.
    #[error("the first line does not end within its first mebibyte; a line of column names is wanted")]
    EndlessHeader,
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
    #[error("no column is called `{target}`{}; there are {columns}", nearest.as_ref().map_or(String::new(), |name| format!(" (did you mean `{name}`?)")))]
    NoTarget {
        /// The name that was asked for.
        target: String,
        /// The names that there are.
        columns: String,
        /// The one that is nearest to it in spelling.
        nearest: Option<String>,
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
    #[error("line {line} has {found} cell{}, but the header names {expected} columns{}", if *found == 1 { "" } else { "s" }, if *open_quote { " (is a quotation mark left open?)" } else { "" })]
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
    #[error("line {line}, column `{column}`: `{text}` is not a number{}", if *comma { " (write a decimal point, not a comma)" } else { "" })]
    NotANumber {
        /// Line of the file.
        line: u64,
        /// Name of the column.
        column: String,
        /// What stands there, shortened.
        text: String,
        /// Whether it would be a number with a point in place of its comma.
        comma: bool,
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
}

/// A text of the file as it is shown in a line: without line breaks, and not longer than forty characters.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown: String =
        text.chars().take(LONGEST).flat_map(|letter| printable(letter).collect::<Vec<_>>()).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

fn printable(letter: char) -> impl Iterator<Item = char> {
    // A line separator breaks a line on some terminals, so it is escaped with the control characters.
    let escaped = letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    let (plain, escape) = if escaped { (None, Some(letter.escape_default())) } else { (Some(letter), None) };
    plain.into_iter().chain(escape.into_iter().flatten())
}

/// The name that is nearest to what was asked for, if at most a third of its letters differ.
pub(crate) fn nearest<'a>(wanted: &str, names: &'a [String]) -> Option<&'a str> {
    let folded = wanted.trim().to_lowercase();
    let allowed = folded.chars().count().div_ceil(3);
    names
        .iter()
        .map(|name| (strsim::levenshtein(&folded, &name.to_lowercase()), name.as_str()))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognized_and_another_word_is_not() {
        let names = ["size".to_owned(), "Price".to_owned()];
        assert_eq!(nearest("prise", &names), Some("Price"));
        assert_eq!(nearest("PRICE", &names), Some("Price"));
        assert_eq!(nearest("weight", &names), None);
    }

    #[test]
    fn a_shown_text_is_one_short_line() {
        assert_eq!(shown("two\nlines\u{2028}"), "two\\nlines\\u{2028}");
        assert_eq!(shown(&"é".repeat(41)), format!("{}…", "é".repeat(40)));
        assert_eq!(shown(&"é".repeat(40)), "é".repeat(40));
    }
}
