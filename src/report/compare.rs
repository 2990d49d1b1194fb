//! Where do two runs differ? Files are compared byte for byte; where they differ, row, column, field or line is named.
//!
//! ```
//! use std::path::Path;
//! use wellposed::report::compare::between;
//!
//! let (was, is) = ("| set | steps |\n|---|---:|\n| wine | 1 |\n", "| set | steps |\n|---|---:|\n| wine | 2 |\n");
//! let differences = between(Path::new("a/b.md"), was, is);
//! assert_eq!(differences.first()[0].to_string(), "a/b.md: row wine, column steps: was 1, is 2");
//! ```

mod claims;
mod differences;
mod lines;
mod scope;
mod tables;
mod unequal;

pub use differences::{Difference, Differences, NAMED, Place};
pub use scope::Scope;
pub(super) use scope::bears_the_mark;

use super::standing::{LONGEST, unread};
use super::sums;
use crate::storage::read::{self, ReadError};
use lines::lines;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// Compares what stands below `reports` (`was`) with the files of a run (`is`); none if they are the same to the byte.
///
/// What else lies in scope is surplus. The lines of `SHA256SUMS` in scope must match the files of the run as they stand there. Only
/// regular files are read, and none that is longer than a report can be.
///
/// # Errors
/// If the system does not let a file be read.
pub fn compare(reports: &Path, files: &[(PathBuf, String)], scope: &Scope) -> io::Result<Differences> {
    let mut differences = Differences::default();
    let mut found = BTreeMap::new();
    for (path, text) in files {
        match standing(reports, path)? {
            Ok(bytes) => {
                if bytes != text.as_bytes() {
                    differences.append(between(path, &String::from_utf8_lossy(&bytes), text));
                }
                found.insert(sums::unix_path(path), sums::digest(&bytes));
            }
            Err(place) => differences.append(one_difference(path, place, None, Some("a file"))),
        }
    }
    for path in scope.surplus(reports, files)? {
        differences.append(one_difference(&path, Place::WholeFile, Some("a file"), None));
    }
    differences.append(sums_that_do_not_match(reports, files, scope, &found)?);
    Ok(differences)
}

/// The bytes of a report that stands there, or why there are none.
fn standing(reports: &Path, path: &Path) -> io::Result<Result<Vec<u8>, Place>> {
    let place = reports.join(path);
    match read::bytes(&place, LONGEST) {
        Ok(bytes) => Ok(Ok(bytes)),
        Err(ReadError::Missing) => Ok(Err(Place::WholeFile)),
        Err(error @ ReadError::System(_)) => Err(unread(&place, error)),
        Err(reason) => Ok(Err(Place::NoReport(reason.to_string()))),
    }
}

fn one_difference(path: &Path, place: Place, was: Option<&str>, is: Option<&str>) -> Differences {
    let [was, is] = [was, is].map(|side| side.map(str::to_owned));
    Differences::from_iter([|| Difference { path: path.to_owned(), place, was, is }])
}

/// The lines of `SHA256SUMS` that say something else than the files that stand there.
fn sums_that_do_not_match(
    reports: &Path,
    files: &[(PathBuf, String)],
    scope: &Scope,
    found: &BTreeMap<String, String>,
) -> io::Result<Differences> {
    let list = Path::new(sums::NAME);
    let bytes = match standing(reports, list)? {
        Ok(bytes) => bytes,
        Err(place) => return Ok(one_difference(list, place, None, Some("a file"))),
    };
    let text = String::from_utf8_lossy(&bytes);
    let listed = sums::parse(&text);
    let paths: BTreeSet<&String> = listed.keys().chain(found.keys()).collect();
    let unequal =
        paths.into_iter().filter(|path| scope.holds(Path::new(path), files) && listed.get(*path) != found.get(*path));
    let difference = |path: &String| {
        let (place, was, is) = (Place::Sum(path.clone()), listed.get(path).cloned(), found.get(path).cloned());
        move || Difference { path: PathBuf::from(sums::NAME), place, was, is }
    };
    let mut differences: Differences = unequal.map(difference).collect();
    if listed == *found && text != sums::format(found) {
        differences.go_on(lines(list, &text, &sums::format(found)));
    }
    Ok(differences)
}

/// Where two versions of a file differ; at least one place if they do at all.
pub fn between(path: &Path, was: &str, is: &str) -> Differences {
    if was == is {
        return Differences::default();
    }
    let differences = match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => tables::csv(path, was, is),
        Some("md") => tables::markdown(path, was, is),
        Some("json") => claims::json(path, was, is),
        _ => Differences::default(),
    };
    // Bytes that differ outside of all cells: spaces, order, a picture.
    if differences.count() == 0 { lines(path, was, is) } else { differences }
}

#[cfg(test)]
mod tests;
