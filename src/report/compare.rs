//! Where do two runs differ? Files are compared byte for byte; where they differ, row, column, field or line is named.
//!
//! ```
//! use std::path::Path;
//! use wellposed::report::compare::between;
//!
//! let (was, is) = ("| set | steps |\n|---|---:|\n| wine | 1 |\n", "| set | steps |\n|---|---:|\n| wine | 2 |\n");
//! let differences = between(Path::new("a/b.md"), was, is);
//! assert_eq!(differences[0].to_string(), "a/b.md: row wine, column steps: was 1, is 2");
//! ```

mod claims;
mod scope;
mod tables;

pub(super) use scope::Scope;

use super::files::read_if_there;
use super::sums;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Where in a file something differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file is only on one side.
    WholeFile,
    /// A row that is only on one side.
    Row(String),
    /// A cell of a table.
    Cell {
        /// The name of its row.
        row: String,
        /// The name of its column.
        column: String,
    },
    /// A field of a claim.
    Field {
        /// The claim.
        id: String,
        /// The path of the field, `measured.value`.
        field: String,
    },
    /// A line of text, counted from 1.
    Line(usize),
    /// A line of `SHA256SUMS`, by the file that it is about.
    Sum(String),
}

/// One place where a file differs; a side that has nothing there is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The file, relative to the folder of reports.
    pub path: PathBuf,
    /// Where in the file.
    pub place: Place,
    /// What stood there.
    pub was: Option<String>,
    /// What should stand there now.
    pub is: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", sums::unix_path(&self.path))?;
        match &self.place {
            Place::WholeFile if self.was.is_none() => return write!(formatter, "missing"),
            Place::WholeFile => return write!(formatter, "surplus, nothing makes it"),
            Place::Row(row) => write!(formatter, "row {row}")?,
            Place::Cell { row, column } => write!(formatter, "row {row}, column {column}")?,
            Place::Field { id, field } => write!(formatter, "claim {id}, field {field}")?,
            Place::Line(line) => write!(formatter, "line {line}")?,
            Place::Sum(path) => write!(formatter, "sum of {path}")?,
        }
        write!(formatter, ": was {}, is {}", side(&self.was), side(&self.is))
    }
}

/// One side of a difference, short enough for a line.
fn side(text: &Option<String>) -> String {
    const LONGEST: usize = 120;
    match text.as_deref() {
        None => "not there".into(),
        Some("") => "empty".into(),
        Some(text) if text.chars().count() > LONGEST => text.chars().take(LONGEST).chain(['…']).collect(),
        Some(text) => text.replace('\n', "⏎"),
    }
}

/// Compares what stands below `reports` (`was`) with the files of a run (`is`); empty if they are the same to the byte.
///
/// With the claims among the files they are taken for a whole run, and surplus files are looked for in all chapters; otherwise only among the
/// same experiments. The lines of `SHA256SUMS` must match the files that stand there.
///
/// # Errors
/// If a file can't be read.
pub fn compare(reports: &Path, files: &[(PathBuf, String)]) -> io::Result<Vec<Difference>> {
    let mut differences = Vec::new();
    let whole_file = |path: &Path, was: Option<&str>, is: Option<&str>| Difference {
        path: path.to_owned(),
        place: Place::WholeFile,
        was: was.map(str::to_owned),
        is: is.map(str::to_owned),
    };
    for (path, text) in files {
        match read_if_there(&reports.join(path))? {
            None => differences.push(whole_file(path, None, Some("a file"))),
            Some(bytes) if bytes == text.as_bytes() => {}
            Some(bytes) => differences.extend(between(path, &String::from_utf8_lossy(&bytes), text)),
        }
    }
    let scope = Scope::of(files);
    for path in scope.left_over(reports)? {
        differences.push(whole_file(&path, Some("a file"), None));
    }
    differences.extend(sums_that_do_not_match(reports, &scope)?);
    Ok(differences)
}

/// The lines of `SHA256SUMS` that say something else than the files that stand there.
fn sums_that_do_not_match(reports: &Path, scope: &Scope) -> io::Result<Vec<Difference>> {
    let difference = |place, was, is| Difference { path: PathBuf::from(sums::NAME), place, was, is };
    let Some(bytes) = read_if_there(&reports.join(sums::NAME))? else {
        return Ok(vec![difference(Place::WholeFile, None, Some("a file".into()))]);
    };
    let text = String::from_utf8_lossy(&bytes);
    let (listed, found) = (sums::parse(&text), sums::of_files(reports)?);
    let paths: BTreeSet<&String> = listed.keys().chain(found.keys()).collect();
    let unequal =
        paths.into_iter().filter(|path| scope.holds(Path::new(path)) && listed.get(*path) != found.get(*path));
    let mut differences: Vec<Difference> = unequal
        .map(|path| difference(Place::Sum(path.clone()), listed.get(path).cloned(), found.get(path).cloned()))
        .collect();
    if listed == found && text != sums::format(&found) {
        differences.extend(lines(Path::new(sums::NAME), &text, &sums::format(&found)));
    }
    Ok(differences)
}

/// Where two versions of a file differ; at least one place if they do at all.
pub fn between(path: &Path, was: &str, is: &str) -> Vec<Difference> {
    if was == is {
        return Vec::new();
    }
    let differences = match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => tables::csv(path, was, is),
        Some("md") => tables::markdown(path, was, is),
        Some("json") => claims::json(path, was, is),
        _ => Vec::new(),
    };
    // Bytes that differ outside of all cells: spaces, order, a picture.
    if differences.is_empty() { lines(path, was, is) } else { differences }
}

/// The first lines that differ.
fn lines(path: &Path, was: &str, is: &str) -> Vec<Difference> {
    let numbered = |text: &str| (1..).zip(text.split('\n').map(str::to_owned)).collect::<Vec<_>>();
    numbered_lines(path, &numbered(was), &numbered(is))
}

/// The first of these numbered lines that differ, matched by their order.
fn numbered_lines(path: &Path, was: &[(usize, String)], is: &[(usize, String)]) -> Vec<Difference> {
    const SHOWN: usize = 3;
    let pairs = (0..was.len().max(is.len())).map(|position| (was.get(position), is.get(position)));
    let text = |side: Option<&(usize, String)>| side.map(|(_, text)| text.clone());
    pairs
        .map(|(was, is)| (is.or(was).map_or(0, |(line, _)| *line), text(was), text(is)))
        .filter(|(_, was, is)| was != is)
        .map(|(line, was, is)| Difference { path: path.to_owned(), place: Place::Line(line), was, is })
        .take(SHOWN)
        .collect()
}

/// Names with texts, side by side: those that differ, in the order of `is`, then those that are only in `was`.
fn unequal<'a>(
    was: &'a [(String, String)],
    is: &'a [(String, String)],
) -> Vec<(&'a str, Option<&'a str>, Option<&'a str>)> {
    let of = |side: &'a [(String, String)]| -> BTreeMap<&'a str, &'a str> {
        side.iter().rev().map(|(name, text)| (name.as_str(), text.as_str())).collect()
    };
    let (was_texts, is_texts) = (of(was), of(is));
    let only_was = was.iter().filter(|(name, _)| !is_texts.contains_key(name.as_str()));
    let names = is.iter().chain(only_was).map(|(name, _)| name.as_str());
    names
        .map(|name| (name, was_texts.get(name).copied(), is_texts.get(name).copied()))
        .filter(|(_, was, is)| was != is)
        .collect()
}

#[cfg(test)]
mod tests;
