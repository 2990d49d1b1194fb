//! How do the findings of a part of the suite get among the reports that stand? Where a full run puts them, and all others stay.
//!
//! The claims of the part take the place of those that the same experiments, or others of the same rows of the ledger, decided before; claims
//! that they no longer make are gone. All other claims are read from `claims.json`, judged again, and written as they were: what the
//! program wrote reads back to the same bytes. Page, tables, ledger and sums are exchanged together.

use super::Claim;
use super::compare::Scope;
use super::files::{Change, render_claims, replace};
use super::standing::{LONGEST, unread};
use super::sums::CLAIMS;
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
    let files = [files, &render_claims(&ledger)].concat();
    replace(reports, &lock, &files, scope)
}

fn standing_claims(reports: &Path) -> io::Result<Vec<Claim>> {
    let place = reports.join(CLAIMS[0]);
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
