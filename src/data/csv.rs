//! How are examples read from a file of cells? One line of column names, then one example a line; one column is the target, all
//! others are features.
//!
//! What is seen of the file and what was said of it ([`Reading`]) is decided once and comes with the examples ([`Account`]):
//!
//! | file | decided by |
//! |---|---|
//! | `source` | packed, or no text at all? |
//! | `encoding` | which letters? |
//! | `dialect`, `lines`, `plain` | which cells? |
//! | `header` | which columns, and as what? |
//! | `cell`, `words`, `date` | a number, a word, a day, or nothing? |
//! | `column` | what stands in a column? |
//! | `kept`, `whole` | which rows are kept, and what do all say? |
//! | `feature`, `target` | what becomes of it? |
//! | `refusal` | what has to be settled first? |
//!
//! What is kept is bounded, so that neither a large file nor a pipe without an end takes all memory: an example has at most 16 MiB, a target of words
//! 65,536 classes with labels of at most 1,024 bytes. Of a file of more than 2²⁶ cells (512 MiB as numbers) a random sample of rows is kept, and what
//! can be counted on the way, mean, deviation and range of each column, is that of all rows ([`AllRows`]). The limits of a number are those of what is
//! computed from it: at most 10¹⁰⁰ in size.
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
use super::kept::Kept;
use super::lines::{Lines, lines};
use super::part::Part;
use super::plain;
use super::source::Source;
use super::whole::AllRows;
use super::{DataError, Dataset, Fault, Reading};
use crate::text;

/// The most numbers that are kept: 512 MiB of them, which is a million examples of 64 columns. Of a file with more of them a random sample of rows is
/// kept. While columns become a matrix, and while it is computed with, a tenth of that is there twice.
const MOST_NUMBERS: usize = 1 << 26;
/// And so many rows at least, however many columns there are, and at most.
const FEWEST_KEPT: usize = 2;
const MOST_KEPT: usize = 1 << 24;
/// Cells that are taken one by one before they are added to the others.
const PART: usize = 1 << 20;

/// Examples, and what was read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OwnData {
    /// The examples.
    pub set: Dataset,
    /// How the file was understood.
    pub read: Account,
    /// If the file has more rows than are kept: what all of them say.
    pub all_rows: Option<AllRows>,
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
    let any = lines.next()?;
    let row_names = any && begins_with_a_row_name(&lines, names.len());
    if row_names {
        names.insert(0, String::new());
        header = Header::of(&names, &dialect, reading)?;
    }
    let most = (most / names.len()).clamp(FEWEST_KEPT, MOST_KEPT);
    let mut kept = Kept::of(std::mem::take(&mut header.columns), most);
    if any {
        take_all(lines, &mut kept, row_names)?;
    }
    let Kept { columns, count, numbers, ragged, .. } = kept;
    header.columns = columns;
    let unnamed = header.unnamed(&names, reading);
    Ok(Rows { header, count, numbers, ragged, unnamed, manner: Manner { dialect, encoding, packed } })
}

/// Takes the row that was read last and all that follow: one by one as far as names of rows or something unusual call for it.
fn take_all<R: Read>(mut lines: Lines<R>, kept: &mut Kept, row_names: bool) -> Result<(), Fault> {
    let like = Part::like(&kept.columns);
    let mut part = Part::like(&like.columns);
    take(&lines, &mut part, 0, row_names);
    if !row_names {
        kept.append(std::mem::replace(&mut part, Part::like(&like.columns)));
        lines = Lines::of_rest(plain::read(lines.rest(), &like, |part| kept.append(part))?);
    }
    while lines.next()? {
        take(&lines, &mut part, kept.count, row_names);
        if part.count * part.columns.len() >= PART {
            kept.append(std::mem::replace(&mut part, Part::like(&like.columns)));
        }
    }
    kept.append(part);
    Ok(())
}

/// Takes the row that was read last, behind so many others.
fn take<R: Read>(lines: &Lines<R>, part: &mut Part, before: usize, row_names: bool) {
    let (found, expected) = (lines.record.len(), part.columns.len());
    if found != expected || (row_names && !is_row_name(lines, before + part.count + 1)) {
        return part.refuse(ragged_line(lines, expected - usize::from(row_names)));
    }
    part.take(lines.line, lines.record.iter(), &lines.dialect);
}

pub(super) fn ragged_line<R: Read>(lines: &Lines<R>, expected: usize) -> Fault {
    let open_quote = lines.record.as_slice().contains('\n');
    Fault::Ragged { line: lines.line, expected, found: lines.record.len(), open_quote }
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

#[cfg(test)]
mod tests;
