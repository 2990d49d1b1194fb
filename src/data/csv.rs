//! How are examples read from a file of cells? One line of column names, then one example a line; one column is the target, all
//! others are features.
//!
//! What is seen of the file and what was said of it ([`Reading`]) is decided once and comes with the examples ([`Account`]):
//!
//! | file | decided by |
//! |---|---|
//! | `source` | packed, or no text at all? |
//! | `encoding` | which letters? |
//! | `dialect`, `lines` | which cells? |
//! | `header` | which columns, and as what? |
//! | `cell`, `words`, `date` | a number, a word, a day, or nothing? |
//! | `column` | what stands in a column? |
//! | `feature`, `target` | what becomes of it? |
//! | `refusal` | what has to be settled first? |
//!
//! What is read is bounded, so that a pipe without an end does not take all memory: an example has at most 16 MiB, a file 2²⁷ cells
//! (1 GiB as numbers), a target of words 65,536 classes with labels of at most 1,024 bytes. The limits of a number are those of
//! what is computed from it: at most 10¹⁰⁰ in size.
//!
//! ```
//! use wellposed::data::{Reading, parse_csv, parse_table};
//!
//! let set = parse_csv("size; sold\n 70; no\n 85; yes\n 64; no\n".as_bytes(), "houses.csv", "sold").unwrap();
//! assert_eq!(set.features.column(0).to_vec(), [70.0, 85.0, 64.0]);
//! assert_eq!(set.target.to_vec(), [0.0, 1.0, 0.0]);
//!
//! let reading = Reading { decimal: Some(','), ..Reading::of("sold") };
//! let table = parse_table("size;sold\n70,5;no\n85;yes\n64;no\n".as_bytes(), "houses.csv", &reading).unwrap();
//! assert_eq!(table.set.features[(0, 0)], 70.5);
//! assert_eq!(table.read.headline(), "houses.csv: 3 rows, 1 feature; target sold: 2 classes, no = 0 (2), yes = 1 (1)");
//! ```

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::account::{Account, Manner};
use super::assembly::{Rows, assemble};
use super::encoding::Text;
use super::header::Header;
use super::lines::{Lines, lines};
use super::source::Source;
use super::{DataError, Dataset, Fault, Reading};
use crate::text;

/// The most numbers that are read: 1 GiB of them, which is a million examples of 128 columns. What is computed from them takes up to
/// seven times that.
const MOST_NUMBERS: usize = 1 << 27;
/// So many lines with a wrong number of cells are kept.
pub(super) const MOST_RAGGED: usize = 1 << 10;

/// Examples, and what was read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OwnData {
    /// The examples.
    pub set: Dataset,
    /// How the file was understood.
    pub read: Account,
}

/// Reads the examples of a CSV file; the set is called as the file is, without its ending.
///
/// # Errors
/// Lines that name the file, and the line and column where something is wrong.
pub fn read_csv(path: &Path, target: &str) -> Result<Dataset, DataError> {
    read_table(path, &Reading::of(target)).map(|table| table.set)
}

/// Reads examples in CSV from anywhere; `file` names them in messages and, without folders and ending, the set.
///
/// # Errors
/// As [`read_csv`].
pub fn parse_csv(reader: impl Read, file: &str, target: &str) -> Result<Dataset, DataError> {
    parse_table(reader, file, &Reading::of(target)).map(|table| table.set)
}

/// Reads the examples of a file in this way.
///
/// # Errors
/// As [`read_csv`].
pub fn read_table(path: &Path, reading: &Reading) -> Result<OwnData, DataError> {
    let file = path.display().to_string();
    match File::open(path) {
        Ok(reader) => parse_table(reader, &file, reading),
        Err(error) => Err(DataError::of(text::path(path), Fault::Unreadable(error))),
    }
}

/// Reads examples from anywhere in this way.
///
/// # Errors
/// As [`read_csv`].
pub fn parse_table(reader: impl Read, file: &str, reading: &Reading) -> Result<OwnData, DataError> {
    let path = Path::new(file);
    let path =
        if path.extension().is_some_and(|ending| ending == "gz") { path.with_extension("") } else { path.into() };
    let name = path.file_stem().map_or_else(|| file.to_owned(), |stem| stem.to_string_lossy().into_owned());
    parse(reader, &text::path(file), name, reading, MOST_NUMBERS)
}

fn parse(reader: impl Read, file: &str, name: String, reading: &Reading, most: usize) -> Result<OwnData, DataError> {
    let rows = rows(reader, reading, most).map_err(|fault| DataError::of(file.to_owned(), fault))?;
    assemble(rows, file, name, reading)
}

/// All rows, column by column.
fn rows(reader: impl Read, reading: &Reading, most: usize) -> Result<Rows, Fault> {
    check_signs(reading)?;
    let source = Source::of(reader)?;
    let packed = source.packed();
    let text = Text::of(source, reading.encoding).map_err(Fault::Unreadable)?;
    let encoding = text.encoding;
    let mut lines = lines(text, encoding.name(), reading)?;
    if !lines.next()? {
        return Err(Fault::Empty);
    }
    let dialect = lines.dialect;
    let mut names: Vec<String> = lines.record.iter().map(|name| name.trim().to_owned()).collect();
    let mut header = Header::of(&names, &dialect, reading)?;
    let (mut count, mut ragged, mut row_names) = (0, Vec::new(), false);
    while lines.next()? {
        if count == 0 && ragged.is_empty() && begins_with_a_row_name(&lines, names.len()) {
            row_names = true;
            names.insert(0, String::new());
            header = Header::of(&names, &dialect, reading)?;
        }
        if names.len() * (1 + count) > most {
            return Err(Fault::TooMany { line: lines.line, most });
        }
        if lines.record.len() != names.len() || (row_names && !is_row_name(&lines, count + 1)) {
            if ragged.len() < MOST_RAGGED {
                ragged.push(ragged_line(&lines, names.len() - usize::from(row_names)));
            }
            continue;
        }
        for (column, cell) in header.columns.iter_mut().zip(&lines.record) {
            column.take(count, lines.line, cell, &dialect);
        }
        count += 1;
    }
    let unnamed = header.unnamed(&names, reading);
    Ok(Rows { header, count, ragged, unnamed, manner: Manner { dialect, encoding, packed } })
}

/// Signs that can't be told apart, or can't be signs.
pub(super) fn check_signs(reading: &Reading) -> Result<(), Fault> {
    if let Some(sign) = reading.delimiter
        && (!sign.is_ascii() || sign.is_ascii_alphanumeric() || "\"\n\r.+-".contains(sign))
    {
        return Err(Fault::Delimiter(sign));
    }
    let same = reading.thousands.is_some() && reading.decimal == reading.thousands;
    if same { Err(Fault::SameSigns { one: "--decimal", other: "--thousands" }) } else { Ok(()) }
}

/// R writes names of rows, or their numbers, below no name: a cell more than the header has.
pub(super) fn begins_with_a_row_name<R: Read>(lines: &Lines<R>, columns: usize) -> bool {
    let filled = lines.record.iter().next_back().is_some_and(|cell| !cell.trim().is_empty());
    lines.record.len() == columns + 1 && filled && is_row_name(lines, 1)
}

pub(super) fn is_row_name<R: Read>(lines: &Lines<R>, row: usize) -> bool {
    let first = lines.record.get(0).unwrap_or_default().trim();
    !first.is_empty() && first.parse::<f64>().is_ok_and(|number| number == row as f64) || first.parse::<f64>().is_err()
}

pub(super) fn ragged_line<R: Read>(lines: &Lines<R>, expected: usize) -> Fault {
    let open_quote = lines.record.as_slice().contains('\n');
    Fault::Ragged { line: lines.line, expected, found: lines.record.len(), open_quote }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(most: usize) -> Result<usize, String> {
        let text = "a,b,y\n1,2,0\n3,4,1\n5,6,0\n";
        let read = parse(text.as_bytes(), "x", "x".into(), &Reading::of("y"), most);
        read.map(|table| table.set.examples()).map_err(|error| error.to_string())
    }

    #[test]
    fn as_many_cells_as_there_is_room_for_are_read_and_no_more() {
        assert_eq!(within(9), Ok(3));
        assert_eq!(
            within(8),
            Err("x: line 4: more than 8 cells, which is all that is read; leave out rows or columns".into())
        );
    }
}
