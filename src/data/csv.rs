//! How are examples read from a CSV file? One line of column names, then one example a line; one column is the target, all
//! others are features.
//!
//! Columns are separated by commas, semicolons or tabs, whichever the header holds most of. Cells may be quoted and may have
//! spaces around them; lines may end as on Windows, and a byte order mark is skipped. Every feature is a number. The target is
//! a number too (a value or the number of a class), or a word: then the classes are numbered 0, 1, … in the order in which they
//! first appear.
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
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};
use ndarray::{Array1, Array2};

use super::fault::{LARGEST, nearest, shown};
use super::{DataError, Dataset, Fault};

/// Longer first lines are taken for something else than column names.
const LONGEST_HEADER: u64 = 1 << 20;

/// Reads the examples of a CSV file; the set is called as the file is, without its ending.
///
/// # Errors
/// A line that names the file, and the line and column where something is wrong.
pub fn read_csv(path: &Path, target: &str) -> Result<Dataset, DataError> {
    let file = path.display().to_string();
    match File::open(path) {
        Ok(reader) => parse_csv(reader, &file, target),
        Err(error) => Err(DataError { file: shown_path(&file), fault: Fault::Unreadable(error) }),
    }
}

/// Reads examples in CSV from anywhere; `file` names them in messages and, without folders and ending, the set.
///
/// # Errors
/// As [`read_csv`].
pub fn parse_csv(reader: impl Read, file: &str, target: &str) -> Result<Dataset, DataError> {
    let name = Path::new(file).file_stem().map_or_else(|| file.to_owned(), |stem| stem.to_string_lossy().into_owned());
    parse(reader, name, target.trim()).map_err(|fault| DataError { file: shown_path(file), fault })
}

/// A path may be long, but it must not break the line.
fn shown_path(file: &str) -> String {
    file.escape_debug().to_string().replace("\\'", "'").replace("\\\"", "\"")
}

fn parse(reader: impl Read, name: String, target: &str) -> Result<Dataset, Fault> {
    let mut lines = lines(reader)?;
    let header = Header::read(&mut lines, target)?;
    let (mut features, mut labels) = (Vec::new(), Target::default());
    while lines.next()? {
        header.check(&lines)?;
        for (position, cell) in lines.record.iter().map(str::trim).enumerate() {
            let value = if position == header.target { labels.read(cell) } else { number(cell) };
            let value = value.map_err(|wrong| wrong.at(lines.line(), &header.names[position], cell))?;
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

/// The records of a file, with the line in which each starts.
struct Lines<R> {
    reader: Reader<R>,
    record: StringRecord,
    /// Whether lines end with a carriage return and a line feed.
    windows: bool,
}

/// Looks at the first line that is not blank to see how the file separates columns and ends lines.
fn lines(reader: impl Read) -> Result<Lines<impl Read>, Fault> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let (mut start, mut first) = (Vec::new(), 0..0);
    while start[first.clone()].trim_ascii().is_empty() {
        let read = reader.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut start).map_err(Fault::Unreadable)?;
        if read == 0 {
            return Err(Fault::Empty);
        }
        if start.len() as u64 >= LONGEST_HEADER {
            return Err(Fault::EndlessHeader);
        }
        first = start.len() - read..start.len();
    }
    let windows = start.ends_with(b"\r\n");
    // With a line end added, the last line ends like every other, and lines can be counted.
    let end: &'static [u8] = if windows { b"\r\n" } else { b"\n" };
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&start[first]))
        .buffer_capacity(1 << 16)
        .from_reader(Cursor::new(start).chain(reader).chain(end));
    Ok(Lines { reader, record: StringRecord::new(), windows })
}

impl<R: Read> Lines<R> {
    /// Goes on to the next record, if there is one.
    fn next(&mut self) -> Result<bool, Fault> {
        self.reader.read_record(&mut self.record).map_err(|error| match error.into_kind() {
            ErrorKind::Io(error) => Fault::Unreadable(error),
            _ => Fault::NotUtf8 { line: self.line() },
        })
    }

    /// The line in which the record starts. The reader has taken the record's last line feed (on Windows only the carriage return
    /// before it) and knows how many line feeds that makes; those inside of quotes belong to the record.
    fn line(&self) -> u64 {
        let inside = self.record.as_slice().bytes().filter(|&byte| byte == b'\n').count() as u64;
        let open = self.record.as_slice().ends_with('\n');
        let ended = u64::from(!self.windows && !open);
        self.reader.position().line().saturating_sub(inside + ended).max(1)
    }
}

/// Which of comma, semicolon and tab stands most often outside of quotes; the comma where none does.
fn separator(line: &[u8]) -> u8 {
    let count = |separator: u8| {
        let mut quoted = false;
        let outside = line.iter().filter(|&&byte| {
            quoted ^= byte == b'"';
            byte == separator && !quoted
        });
        outside.count()
    };
    // Of equal counts `max_by_key` takes the last.
    [b'\t', b';', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',')
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
            None => Err(Fault::NoTarget {
                target: shown(target),
                columns: listed(&names),
                nearest: nearest(target, &names).map(shown),
            }),
        }
    }

    /// Has the record a cell for each column?
    fn check<R: Read>(&self, lines: &Lines<R>) -> Result<(), Fault> {
        let (expected, found) = (self.names.len(), lines.record.len());
        if found == expected {
            return Ok(());
        }
        Err(Fault::Ragged { line: lines.line(), expected, found, open_quote: lines.record.as_slice().contains('\n') })
    }
}

/// The first names of a header.
fn listed(names: &[String]) -> String {
    const MOST: usize = 12;
    let first: Vec<String> = names.iter().take(MOST).map(|name| format!("`{}`", shown(name))).collect();
    let more = if names.len() > MOST { format!(" and {} more", names.len() - MOST) } else { String::new() };
    first.join(", ") + &more
}

/// What is wrong with a cell.
enum Wrong {
    Missing,
    Word,
    NotFinite,
    OutOfRange,
    Mixed,
}

impl Wrong {
    fn at(self, line: u64, column: &str, cell: &str) -> Fault {
        let (column, text) = (shown(column), shown(cell));
        match self {
            Wrong::Missing => Fault::MissingCell { line, column },
            Wrong::Word => Fault::NotANumber { line, column, text, comma: number(&cell.replacen(',', ".", 1)).is_ok() },
            Wrong::NotFinite => Fault::NotFinite { line, column, text },
            Wrong::OutOfRange => Fault::OutOfRange { line, column, text },
            Wrong::Mixed => Fault::MixedTarget { line, column, text },
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
            (Err(Wrong::Word), true) => {
                let next = self.classes.len() as f64;
                Ok(*self.classes.entry(cell.to_owned()).or_insert(next))
            }
            (value, _) => value,
        }
    }
}
