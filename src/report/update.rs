//! How do the findings of a part of the suite get among the reports that stand? Where a full run puts them, and all others stay.
//!
//! The claims of the part take the place of those that the same experiments, or others of the same rows of the ledger, decided before; claims
//! that they no longer make are gone. All other claims are read from `claims.json`, judged again, and written as they were: what the
//! program wrote reads back to the same bytes. The dictionary of columns is made of the tables that stand and the new ones. Page, tables, ledger,
//! dictionary and sums are exchanged together.

use super::Claim;
use super::compare::Scope;
use super::files::{Change, render_claims, render_dictionary, replace};
use super::standing::{LONGEST, unread};
use super::sums::{self, CLAIMS};
use crate::storage::at;
use crate::storage::exchange::settle;
use crate::storage::lock::Lock;
use crate::storage::read::{self, ReadError};
use std::io;
use std::path::{Path, PathBuf};

/// Writes files and claims of some experiments below `reports`, and says what changed.
///
/// `scope` says what the run answers for: a chapter for its folder, an experiment for its own files. What else was made there is removed.
/// Where no `claims.json` stands these claims are the first.
///
/// # Errors
/// If the claims that stand can't be read, or say another verdict than their evidence; if a file can't be written. Then all reports
/// stay as they were, except where the rename itself fails.
pub fn write_part(
    reports: &Path,
    files: &[(PathBuf, String)],
    claims: &[Claim],
    scope: &Scope,
) -> io::Result<Vec<Change>> {
    let lock = Lock::of(reports)?;
    settle(reports, &lock)?;
    let mut ledger = standing_claims(reports)?;
    ledger.retain(|claim| {
        let decided_by = Path::new(&claim.chapter).join(&claim.experiment);
        !scope.holds(&decided_by, files) && claims.iter().all(|new| new.id != claim.id)
    });
    ledger.extend_from_slice(claims);
    let mut tables = standing_tables(reports)?;
    tables.retain(|(path, _)| !scope.holds(path, files));
    tables.extend_from_slice(files);
    let files = [files, &render_claims(&ledger), &[render_dictionary(&tables)]].concat();
    replace(reports, &lock, &files, scope)
}

/// The CSV files that the list of sums names; one that is gone is left out.
fn standing_tables(reports: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let listed = match read::text(&reports.join(sums::NAME), LONGEST) {
        Ok(text) => sums::parse(&text),
        Err(ReadError::Missing) => return Ok(Vec::new()),
        Err(error) => return Err(unread(&reports.join(sums::NAME), error)),
    };
    let mut tables = Vec::new();
    for path in listed.into_keys().map(PathBuf::from).filter(|path| path.extension().is_some_and(|kind| kind == "csv"))
    {
        match read::text(&reports.join(&path), LONGEST) {
            Ok(text) => tables.push((path, text)),
            Err(ReadError::Missing) => {}
            Err(error) => return Err(unread(&reports.join(&path), error)),
        }
    }
    Ok(tables)
}

fn standing_claims(reports: &Path) -> io::Result<Vec<Claim>> {
    let place = reports.join(CLAIMS);
    match read::text(&place, LONGEST) {
        Ok(text) => serde_json::from_str(&text).map_err(|error| {
            let said = format!("{error}; `cargo run --release` writes it again");
            at(&place, io::Error::new(io::ErrorKind::InvalidData, said))
        }),
        Err(ReadError::Missing) => Ok(Vec::new()),
        Err(error) => Err(unread(&place, error)),
    }
}

#[cfg(test)]
mod tests;
