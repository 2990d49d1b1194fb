//! How are examples read from a CSV file? One line of column names, then one example a line; one column is the target, all
//! others are features.
//!
//! Columns are separated by commas, semicolons or tabs, whichever the header holds most of. Cells may be quoted and may have
//! spaces around them; lines may end as on Windows, and a byte order mark is skipped. Every feature is a number. The target is
//! a number too (a value or the number of a class), or a word: then the classes are numbered 0, 1, … in the order in which they
//! first appear.
//!
//! What is read is bounded, so that a pipe without an end does not take all memory: an example has at most 16 MiB, a file 2²⁷ cells
//! (1 GiB as numbers), a target of words 65,536 classes with labels of at most 1,024 bytes. The limits of a number are those of
//! what is computed from it: at most 10¹⁰⁰ in size.
//!
//! ```
//! use wellposed::data::parse_csv;
//!
//! let set = parse_csv("size; sold\n 70; no\n 85; yes\n 64; no\n".as_bytes(), "houses.csv", "sold").unwrap();
//! assert_eq!(set.features.column(0).to_vec(), [70.0, 85.0, 64.0]);
//! assert_eq!(set.target.to_vec(), [0.0, 1.0, 0.0]);
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use ndarray::{Array1, Array2};

use super::fault::LARGEST;
use super::lines::{Lines, lines};
use super::{DataError, Dataset, Fault};
use crate::text::{self, name as shown};

/// The most numbers that are read: 1 GiB of them, which is a million examples of 128 columns. What is computed from them takes up to
/// seven times that.
const MOST_NUMBERS: usize = 1 << 27;
/// The longest label of a class, in bytes, and the most classes: 64 MiB of labels.
const LONGEST_LABEL: usize = 1 << 10;
const MOST_LABELS: usize = 1 << 16;

/// Reads the examples of a CSV file; the set is called as the file is, without its ending.
///
/// # Errors
/// A line that names the file, and the line and column where something is wrong.
pub fn read_csv(path: &Path, target: &str) -> Result<Dataset, DataError> {
    let file = path.display().to_string();
    match File::open(path) {
        Ok(reader) => parse_csv(reader, &file, target),
        Err(error) => Err(DataError { file: text::path(path), fault: Fault::Unreadable(error) }),
    }
}

/// Reads examples in CSV from anywhere; `file` names them in messages and, without folders and ending, the set.
///
/// # Errors
/// As [`read_csv`].
pub fn parse_csv(reader: impl Read, file: &str, target: &str) -> Result<Dataset, DataError> {
    let name = Path::new(file).file_stem().map_or_else(|| file.to_owned(), |stem| stem.to_string_lossy().into_owned());
    parse(reader, name, target.trim(), MOST_NUMBERS).map_err(|fault| DataError { file: text::path(file), fault })
}

fn parse(reader: impl Read, name: String, target: &str, most: usize) -> Result<Dataset, Fault> {
    let mut lines = lines(reader)?;
    let header = Header::read(&mut lines, target)?;
    let (mut features, mut labels) = (Vec::new(), Target::default());
    while lines.next()? {
        header.check(&lines)?;
        if header.names.len() * (1 + labels.values.len()) > most {
            return Err(Fault::TooMany { line: lines.line, most });
        }
        for (position, cell) in lines.record.iter().map(str::trim).enumerate() {
            let value = if position == header.target { labels.read(cell) } else { number(cell) };
            let value = value.map_err(|wrong| wrong.at(lines.line, &header.names[position], cell))?;
            if position == header.target { labels.values.push(value) } else { features.push(value) }
        }
    }
    match labels.values.len() {
        0 => Err(Fault::NoRows),
        1 => Err(Fault::OneRow),
        examples => {
            let mut feature_names = header.names;
            let target_name = feature_names.remove(header.target);
            let features = Array2::from_shape_vec((examples, feature_names.len()), features)
                .expect("every line was checked to have a cell for each column");
            Ok(Dataset { name, feature_names, features, target_name, target: Array1::from_vec(labels.values) })
        }
    }
}

/// The names of the columns and the place of the target among them.
struct Header {
    names: Vec<String>,
    target: usize,
}

impl Header {
    fn read<R: Read>(lines: &mut Lines<R>, target: &str) -> Result<Self, Fault> {
        if !lines.next()? {
            return Err(Fault::Empty);
        }
        let names: Vec<String> = lines.record.iter().map(|name| name.trim().to_owned()).collect();
        if let Some(empty) = names.iter().position(String::is_empty) {
            return Err(Fault::EmptyName { position: empty + 1, columns: names.len() });
        }
        let mut known = BTreeSet::new();
        if let Some(name) = names.iter().find(|name| !known.insert(name.as_str())) {
            return Err(Fault::DuplicateName { name: shown(name) });
        }
        match names.iter().position(|name| name == target) {
            Some(_) if names.len() == 1 => Err(Fault::NoFeatures { target: shown(target) }),
            Some(target) => Ok(Header { names, target }),
            None if names.iter().all(|name| number(name).is_ok()) => Err(Fault::NoHeader { first: shown(&names[0]) }),
            None => {
                let known = text::suggestion(target, names.iter().map(String::as_str));
                Err(Fault::NoTarget { target: shown(target), known })
            }
        }
    }

    /// Has the record a cell for each column?
    fn check<R: Read>(&self, lines: &Lines<R>) -> Result<(), Fault> {
        let (expected, found) = (self.names.len(), lines.record.len());
        if found == expected {
            return Ok(());
        }
        Err(Fault::Ragged { line: lines.line, expected, found, open_quote: lines.record.as_slice().contains('\n') })
    }
}

/// What is wrong with a cell.
enum Wrong {
    Missing,
    Word,
    NotFinite,
    OutOfRange,
    Mixed,
    /// Among labels: a line break, or more than a label may hold.
    Text,
    TooManyLabels,
}

impl Wrong {
    fn at(self, line: u64, column: &str, cell: &str) -> Fault {
        let (column, text) = (shown(column), shown(cell));
        match self {
            Wrong::Missing => Fault::MissingCell { line, column },
            Wrong::Word => {
                let comma = number(&cell.replacen(',', ".", 1)).is_ok();
                Fault::NotANumber { line, column, text, comma, open_quote: cell.contains('\n') }
            }
            Wrong::NotFinite => Fault::NotFinite { line, column, text },
            Wrong::OutOfRange => Fault::OutOfRange { line, column, text },
            Wrong::Mixed => Fault::MixedTarget { line, column, text },
            Wrong::Text => Fault::NoLabel { line, column, text, longest: LONGEST_LABEL },
            Wrong::TooManyLabels => Fault::TooManyLabels { line, column, most: MOST_LABELS },
        }
    }
}

/// A number in decimal notation that can be squared.
fn number(cell: &str) -> Result<f64, Wrong> {
    match cell.parse::<f64>() {
        Ok(value) if value.abs() <= LARGEST => Ok(value),
        Ok(_) if cell.bytes().any(|byte| byte.is_ascii_digit()) => Err(Wrong::OutOfRange),
        Ok(_) => Err(Wrong::NotFinite),
        Err(_) if cell.is_empty() => Err(Wrong::Missing),
        Err(_) => Err(Wrong::Word),
    }
}

/// The target's values; the first cell decides whether they are numbers or labels.
#[derive(Default)]
struct Target {
    values: Vec<f64>,
    classes: BTreeMap<String, f64>,
}

impl Target {
    fn read(&mut self, cell: &str) -> Result<f64, Wrong> {
        match (number(cell), self.values.is_empty() || !self.classes.is_empty()) {
            (Ok(_), _) if !self.classes.is_empty() => Err(Wrong::Mixed),
            (Err(Wrong::Word), true) => self.class(cell),
            (value, _) => value,
        }
    }

    /// The number of the class with this label.
    fn class(&mut self, label: &str) -> Result<f64, Wrong> {
        if label.len() > LONGEST_LABEL || label.contains(['\n', '\r']) {
            return Err(Wrong::Text);
        }
        let next = self.classes.len();
        match self.classes.get(label) {
            Some(&class) => Ok(class),
            None if next == MOST_LABELS => Err(Wrong::TooManyLabels),
            None => {
                self.classes.insert(label.to_owned(), next as f64);
                Ok(next as f64)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(most: usize) -> Result<usize, String> {
        let text = "a,b,y\n1,2,0\n3,4,1\n5,6,0\n";
        parse(text.as_bytes(), "x".into(), "y", most).map(|set| set.examples()).map_err(|fault| fault.to_string())
    }

    #[test]
    fn as_many_cells_as_there_is_room_for_are_read_and_no_more() {
        assert_eq!(within(9), Ok(3));
        assert_eq!(
            within(8),
            Err("line 4: more than 8 cells, which is all that is read; leave out rows or columns".into())
        );
    }
}
