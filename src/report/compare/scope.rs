//! Which files does a run answer for? A whole run for all reports, a run of some experiments for the files of these.

use super::super::sums::report_files;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The files of a run, and the paths that it answers for.
pub(in super::super) struct Scope {
    whole: bool,
    files: BTreeSet<PathBuf>,
    experiments: BTreeSet<PathBuf>,
}

impl Scope {
    /// The scope of these files; only a whole run writes the claims.
    pub(in super::super) fn of(files: &[(PathBuf, String)]) -> Self {
        let files: BTreeSet<PathBuf> = files.iter().map(|(path, _)| path.clone()).collect();
        let experiments = files.iter().map(|path| path.with_extension("")).collect();
        Scope { whole: files.contains(Path::new("claims.json")), files, experiments }
    }

    /// Whether the run answers for this path.
    pub(super) fn holds(&self, path: &Path) -> bool {
        self.whole || self.experiments.contains(&path.with_extension(""))
    }

    /// The generated files in scope that the run did not make, in the order of their paths.
    pub(in super::super) fn left_over(&self, reports: &Path) -> io::Result<Vec<PathBuf>> {
        let mut left_over = Vec::new();
        for path in report_files(reports)? {
            if self.holds(&path) && !self.files.contains(&path) && is_generated(&reports.join(&path))? {
                left_over.push(path);
            }
        }
        left_over.sort();
        Ok(left_over)
    }
}

/// Whether a file of our kinds says in its first three lines that it is not to be edited.
fn is_generated(place: &Path) -> io::Result<bool> {
    const LONGEST_BEGINNING: u64 = 4096;
    if !matches!(place.extension().and_then(|extension| extension.to_str()), Some("md" | "csv" | "svg")) {
        return Ok(false);
    }
    let mut beginning = Vec::new();
    fs::File::open(place)?.take(LONGEST_BEGINNING).read_to_end(&mut beginning)?;
    Ok(String::from_utf8_lossy(&beginning).lines().take(3).any(|line| line.contains("do not edit")))
}
