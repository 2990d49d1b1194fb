//! Where is the project? The reports, the pages and the book lie in it, and the command may be called from any folder inside.

use std::env;
use std::path::{Path, PathBuf};

use wellposed::storage::exchange::mixed;

use super::Failure;

/// The folder that holds `book/book.toml`: the one that cargo runs, or else the nearest above the current folder.
///
/// # Errors
/// If there is none.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let current = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let cargo = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    cargo
        .filter(|folder| is_root(folder))
        .or_else(|| current.ancestors().find(|folder| is_root(folder)).map(Path::to_path_buf))
        .ok_or(Failure::NoProject(current))
}

/// The folder of reports, for a command that reads them.
///
/// # Errors
/// If a run was killed while it replaced them: then some are old and some new, and nothing should be said of them.
pub(crate) fn settled_reports(root: &Path) -> Result<PathBuf, Failure> {
    let reports = root.join("reports");
    match mixed(&reports) {
        Ok(false) => Ok(reports),
        Ok(true) => Err(Failure::Mixed),
        Err(error) => Err(Failure::Reports(error)),
    }
}

fn is_root(folder: &Path) -> bool {
    folder.join("book/book.toml").is_file()
}
