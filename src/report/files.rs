//! Which files hold the findings, and how do they get to their places without ever being half written?
//!
//! All files are first written under other names beside their places and then renamed ([`crate::storage::exchange`]), so a full disk, a
//! missing permission or a killed run leaves the old reports as they are, and the next run completes or cleans what one has begun. A file
//! that already has the right bytes is not touched, and no other file in the folder is read.
//!
//! ```
//! use wellposed::report::{Column, Findings, Table, files};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name")]);
//! table.push(["half".into()]);
//! let rendered = files::render("chapter/powers", &Findings { tables: vec![table], figure: None, claims: Vec::new() });
//! let names: Vec<_> = rendered.iter().map(|(path, _)| path.display().to_string()).collect();
//! assert_eq!(names, ["chapter/powers.md", "chapter/powers.csv"]);
//! ```

use super::compare::{Differences, Scope, bears_the_mark, between};
use super::standing::unread;
use super::{Claim, Findings, Table, claims, dictionary, sums, svg, text};
use crate::storage::at;
use crate::storage::exchange::{Exchange, mixed, settle};
use crate::storage::lock::Lock;
use crate::storage::read::{self, ReadError};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use super::standing::LONGEST;

/// The files of an experiment (`chapter/experiment`), by path relative to the folder of reports: page and CSV of each table and, with a figure,
/// SVG.
///
/// # Panics
/// If the figure names a column that the table does not have, or one that can't be drawn.
pub fn render(path: &str, findings: &Findings) -> Vec<(PathBuf, String)> {
    render_made_by(&format!("cargo run --release -- run {path}"), path, findings)
}

/// The same files, made by another command: with another seed, or on somebody's own data.
///
/// # Panics
/// As [`render`].
pub fn render_made_by(command: &str, path: &str, findings: &Findings) -> Vec<(PathBuf, String)> {
    let of_table = |(path, table): (String, &Table)| {
        let page = (PathBuf::from(format!("{path}.md")), text::table_markdown(table, command));
        [page, (PathBuf::from(format!("{path}.csv")), text::table_csv(table, command))]
    };
    let mut files: Vec<_> = findings.at(path).into_iter().flat_map(of_table).collect();
    if let Some(figure) = &findings.figure {
        let picture =
            svg::render(figure, &findings.tables).unwrap_or_else(|error| panic!("the figure of {path}: {error}"));
        // Not a comment: in XML a comment must not hold the two dashes that commands have.
        let mark = format!("\n<metadata>{} (do not edit)</metadata>\n", crate::text::html(command));
        files.push((PathBuf::from(format!("{path}.svg")), picture.replacen('\n', &mark, 1)));
    }
    files
}

/// The files of all claims, ordered by their rows of the ledger: `claims.json` and `claims.md`.
pub fn render_claims(claims: &[Claim]) -> Vec<(PathBuf, String)> {
    let mut claims = claims.to_vec();
    claims.sort_by(|one, other| one.id.cmp(&other.id));
    vec![
        (PathBuf::from("claims.json"), claims::claims_json(&claims)),
        (PathBuf::from("claims.md"), claims::claims_markdown(&claims, "cargo run --release")),
    ]
}

/// The file that says what the columns of these tables mean: `datapackage.json`.
pub fn render_dictionary(files: &[(PathBuf, String)]) -> (PathBuf, String) {
    (PathBuf::from(sums::DICTIONARY), dictionary::datapackage(files))
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It had other bytes.
    Changed,
    /// Nothing makes it any more.
    Removed,
}

/// A file that is not what it was.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The file, relative to the folder of reports.
    pub path: PathBuf,
    /// What happened to it.
    pub kind: ChangeKind,
    /// Where it differs, if it had other bytes.
    pub differences: Differences,
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            ChangeKind::Added => "added",
            ChangeKind::Changed => "changed",
            ChangeKind::Removed => "removed",
        };
        write!(formatter, "{kind} {}", crate::text::path(sums::unix_path(&self.path)))
    }
}

/// Writes the files below `reports`, removes those of earlier runs that nothing makes any more, and renews `SHA256SUMS`.
///
/// With the claims or the dictionary among the files they are taken for a whole run; otherwise only files of the same experiments are removed. A file
/// without the mark "do not edit" in its first lines is never removed, and a `SHA256SUMS` of other files is never overwritten.
///
/// # Errors
/// If a file can't be written; then all reports stay as they were, except where the rename itself fails.
pub fn write_all(reports: &Path, files: &[(PathBuf, String)]) -> io::Result<Vec<Change>> {
    let lock = Lock::of(reports)?;
    settle(reports, &lock)?;
    replace(reports, &lock, files, &Scope::of(files))
}

/// Writes these files into a folder that holds other things too: nothing is removed, and no list of sums is kept.
///
/// # Errors
/// If a file can't be written; then all files stay as they were, except where the rename itself fails.
pub fn write_alone(folder: &Path, files: Vec<(PathBuf, String)>) -> io::Result<()> {
    let lock = Lock::of(folder)?;
    settle(folder, &lock)?;
    Exchange { written: files, removed: Vec::new() }.carry_out(folder, &lock)
}

/// The first of these files that stands there already and that this program has not written: it has no mark "do not edit" in its first lines, and is
/// not as the list of sums has it.
///
/// What can't be read is [`write_all`]'s to complain about, and where a run was killed while it replaced files, the next one mends that.
pub fn foreign(reports: &Path, files: &[(PathBuf, String)]) -> Option<PathBuf> {
    if mixed(reports).unwrap_or(false) {
        return None;
    }
    let stands = |path: &&PathBuf| reports.join(path).symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    let sums = sums::parse(&own_sums(reports).unwrap_or_default());
    let listed = |path: &Path| {
        let bytes = read::bytes(&reports.join(path), LONGEST).ok();
        bytes.is_some_and(|bytes| sums.get(&sums::unix_path(path)) == Some(&sums::digest(&bytes)))
    };
    let own = |path: &Path| bears_the_mark(&reports.join(path)) || listed(path);
    files.iter().map(|(path, _)| path).filter(stands).find(|path| !own(path)).map(|path| reports.join(path))
}

/// Writes the files of a run that answers for this scope, removes what else was made there, and renews `SHA256SUMS`: all or nothing.
pub(super) fn replace(
    reports: &Path,
    lock: &Lock,
    files: &[(PathBuf, String)],
    scope: &Scope,
) -> io::Result<Vec<Change>> {
    let old_sums = own_sums(reports)?;
    let (mut changes, mut exchange) = (Vec::new(), Exchange::default());
    for (path, text) in files {
        if let Some(change) = change(reports, path, text)? {
            changes.push(change);
            exchange.written.push((path.clone(), text.clone()));
        }
    }
    exchange.removed = scope.left_over(reports, files)?;
    let removed = exchange.removed.iter();
    changes.extend(removed.map(|path| Change {
        path: path.clone(),
        kind: ChangeKind::Removed,
        differences: Differences::default(),
    }));
    let mut sums = sums::parse(&old_sums);
    sums.retain(|path, _| !scope.holds(Path::new(path), files));
    sums.extend(sums::of_files(files));
    let sums = sums::format(&sums);
    if sums != old_sums {
        exchange.written.push((sums::NAME.into(), sums));
    }
    exchange.carry_out(reports, lock)?;
    Ok(changes)
}

/// What the text does to the file that stands there.
fn change(reports: &Path, path: &Path, text: &str) -> io::Result<Option<Change>> {
    let (kind, differences) = match read::bytes(&reports.join(path), LONGEST) {
        Ok(old) if old == text.as_bytes() => return Ok(None),
        Ok(old) => (ChangeKind::Changed, between(path, &String::from_utf8_lossy(&old), text)),
        Err(ReadError::TooLong { .. }) => (ChangeKind::Changed, Differences::default()),
        Err(ReadError::Missing) => (ChangeKind::Added, Differences::default()),
        Err(error) => return Err(unread(&reports.join(path), error)),
    };
    Ok(Some(Change { path: path.to_owned(), kind, differences }))
}

/// The list of sums that stands there, empty if there is none.
fn own_sums(reports: &Path) -> io::Result<String> {
    let place = reports.join(sums::NAME);
    let foreign = |line: usize| {
        let said = format!("line {line} is not of this program; it is not overwritten, so name another folder");
        Err(at(&place, io::Error::new(io::ErrorKind::AlreadyExists, said)))
    };
    match read::text(&place, LONGEST) {
        Ok(text) => sums::foreign_line(&text).map_or(Ok(text), foreign),
        Err(ReadError::Missing) => Ok(String::new()),
        Err(ReadError::NotText { line }) => foreign(line),
        Err(error) => Err(unread(&place, error)),
    }
}

#[cfg(test)]
mod tests;
