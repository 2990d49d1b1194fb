//! Which files hold the findings, and how do they get to their places without ever being half written?
//!
//! All files are first written under other names beside their places and then renamed, so a full disk or a missing permission leaves the old
//! reports as they are. A file that already has the right bytes is not touched.
//!
//! ```
//! use wellposed::report::{Column, Findings, Table, files};
//!
//! let mut table = Table::new("Powers", 1, vec![Column::text("name")]);
//! table.push(["half".into()]);
//! let rendered = files::render("chapter/powers", &Findings { table, figure: None, claims: Vec::new() });
//! let names: Vec<_> = rendered.iter().map(|(path, _)| path.display().to_string()).collect();
//! assert_eq!(names, ["chapter/powers.md", "chapter/powers.csv"]);
//! ```

use super::compare::{Difference, Scope, between};
use super::{Claim, Findings, claims, sums, svg, text};
use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The files of an experiment (`chapter/experiment`), by path relative to the folder of reports: page, CSV and, with a figure, SVG.
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
    let mut files = vec![
        (PathBuf::from(format!("{path}.md")), text::table_markdown(&findings.table, command)),
        (PathBuf::from(format!("{path}.csv")), text::table_csv(&findings.table, command)),
    ];
    if let Some(figure) = &findings.figure {
        let picture =
            svg::render(figure, &findings.table).unwrap_or_else(|error| panic!("the figure of {path}: {error}"));
        // Not a comment: in XML a comment must not hold the two dashes that commands have.
        let mark = format!("\n<metadata>{} (do not edit)</metadata>\n", svg::escaped(command));
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

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
pub struct Change {
    /// The file, relative to the folder of reports.
    pub path: PathBuf,
    /// What happened to it.
    pub kind: ChangeKind,
    /// Where it differs, if it had other bytes.
    pub differences: Vec<Difference>,
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            ChangeKind::Added => "added",
            ChangeKind::Changed => "changed",
            ChangeKind::Removed => "removed",
        };
        write!(formatter, "{kind} {}", sums::unix_path(&self.path))
    }
}

/// Writes the files below `reports`, removes those of earlier runs that nothing makes any more, and renews `SHA256SUMS`.
///
/// With the claims among the files they are taken for a whole run; otherwise only files of the same experiments are removed. A file
/// without the mark "do not edit" in its first lines is never removed.
///
/// # Errors
/// If a file can't be written; then all reports stay as they were, except where the rename itself fails.
pub fn write_all(reports: &Path, files: &[(PathBuf, String)]) -> io::Result<Vec<Change>> {
    let mut changes = Vec::new();
    let mut staged = Vec::new();
    for (path, text) in files {
        let place = reports.join(path);
        let old = read_if_there(&place)?;
        if old.as_deref() == Some(text.as_bytes()) {
            continue;
        }
        staged.push((stage(&place, text)?, place));
        changes.push(change(path, old.as_deref(), text));
    }
    for (file, place) in staged {
        file.persist(&place).map_err(|error| at(&place, error.error))?;
    }
    for path in Scope::of(files).left_over(reports)? {
        let place = reports.join(&path);
        fs::remove_file(&place).map_err(|error| at(&place, error))?;
        changes.push(Change { path, kind: ChangeKind::Removed, differences: Vec::new() });
    }
    write_sums(reports)?;
    Ok(changes)
}

fn change(path: &Path, old: Option<&[u8]>, new: &str) -> Change {
    let (kind, differences) = match old {
        None => (ChangeKind::Added, Vec::new()),
        Some(old) => (ChangeKind::Changed, between(path, &String::from_utf8_lossy(old), new)),
    };
    Change { path: path.to_owned(), kind, differences }
}

fn write_sums(reports: &Path) -> io::Result<()> {
    let (place, text) = (reports.join(sums::NAME), sums::format(&sums::of_files(reports)?));
    if read_if_there(&place)?.as_deref() == Some(text.as_bytes()) {
        return Ok(());
    }
    stage(&place, &text)?.persist(&place).map(drop).map_err(|error| at(&place, error.error))
}

/// Writes the text beside its place; the file vanishes again unless it is renamed.
fn stage(place: &Path, text: &str) -> io::Result<tempfile::NamedTempFile> {
    let folder = place.parent().expect("a report lies in a folder");
    let write = || {
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(".").tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        readable_by_all(file.as_file())?;
        Ok(file)
    };
    write().map_err(|error| at(place, error))
}

/// Temporary files are their owner's secret; reports are everybody's to read.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> io::Result<()> {
    Ok(())
}

/// The bytes of a file, or nothing where there is none.
pub(super) fn read_if_there(place: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(place) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(place, error)),
    }
}

/// The error with the file that it is about.
fn at(place: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", place.display()))
}

#[cfg(test)]
mod tests;
