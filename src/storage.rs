//! How are files read within bounds, and how are several of them replaced as one?
//!
//! What lies in a folder was put there by anybody: a pipe that never ends, a device, a terabyte. [`read`] takes regular files only,
//! up to a size that the caller names. [`exchange`] replaces files that belong together: a run that is killed in the middle leaves
//! the old files, or a note with which the next run completes the new ones. [`lock`] keeps two runs apart.
//!
//! ```
//! use wellposed::storage::{exchange::Exchange, lock::Lock, read};
//!
//! let folder = tempfile::tempdir()?;
//! let lock = Lock::of(folder.path())?;
//! let files = Exchange { written: vec![("a/b.md".into(), "text".into())], removed: Vec::new() };
//! files.carry_out(folder.path(), &lock)?;
//! assert_eq!(read::text(&folder.path().join("a/b.md"), 10)?, "text");
//! assert!(read::text(&folder.path().join("a/b.md"), 3).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod exchange;
pub mod lock;
pub mod read;
pub mod replacement;

use std::io;
use std::path::{Component, Path};

/// The error with the file that it is about.
pub fn at(place: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", place.display()))
}

/// Whether a path stays inside the folder that it starts from: no root, no `..`, and at least one name.
pub fn stays_inside(path: &Path) -> bool {
    let mut names = path.components().peekable();
    names.peek().is_some() && names.all(|name| matches!(name, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_stay_inside() {
        for inside in ["a", "a/b.md", "a/./b"] {
            assert!(stays_inside(Path::new(inside)), "{inside}");
        }
        for outside in ["", "/", "/a", "..", "a/../b", "../a", "./a"] {
            assert!(!stays_inside(Path::new(outside)), "{outside}");
        }
    }
}
