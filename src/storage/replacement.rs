//! How does a file of any length come to its place whole, or not at all? It is written beside it under another name, and renamed when it is complete.
//!
//! A place where something else than a regular file stands, such as a device, is refused; a link is followed. A new file gets the mode that the user's
//! mask gives, a replaced one keeps its own. What is not completed is removed; only a killed run leaves a file `.wellposed-new-…` behind.
//!
//! ```
//! use std::io::Write;
//! use wellposed::storage::replacement::Replacement;
//!
//! let folder = tempfile::tempdir()?;
//! let place = folder.path().join("a.csv");
//! let mut file = Replacement::of(&place)?;
//! write!(file, "text")?;
//! assert!(!place.exists());
//! file.complete()?;
//! assert_eq!(std::fs::read_to_string(&place)?, "text");
//! drop(Replacement::of(&place)?);
//! assert_eq!(std::fs::read_dir(folder.path())?.count(), 1);
//! # Ok::<(), std::io::Error>(())
//! ```

use std::fs::{self, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::at;
use super::read::regular;

/// A file on its way to its place.
#[derive(Debug)]
pub struct Replacement {
    place: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Replacement {
    /// Begins the file; its folder is made if there is none.
    ///
    /// # Errors
    /// With the place: something else stands there, or the folder can't be written.
    pub fn of(place: &Path) -> io::Result<Self> {
        let begun = || {
            let old = place.metadata().ok();
            if let Some(old) = &old {
                regular(old.file_type()).map_err(|error| io::Error::other(error.to_string()))?;
            }
            let place = if old.is_some() { fs::canonicalize(place)? } else { place.to_owned() };
            let folder = place.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
            fs::create_dir_all(folder)?;
            let file = BufWriter::new(beside(folder, old.as_ref())?);
            Ok(Replacement { place, file })
        };
        begun().map_err(|error| at(place, error))
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// With the place, where the old file is as it was.
    pub fn complete(self) -> io::Result<()> {
        let Replacement { place, file } = self;
        let moved =
            || file.into_inner().map_err(|error| error.into_error())?.persist(&place).map_err(|error| error.error);
        moved().map(drop).map_err(|error| at(&place, error))
    }
}

/// A file with the mode of an old one, or of a new one.
fn beside(folder: &Path, old: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".wellposed-new-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    Ok(file)
}

impl Write for Replacement {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.file.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    #[test]
    fn a_file_keeps_its_mode_and_a_link_stays_one() {
        let folder = tempfile::tempdir().unwrap();
        let (place, link) = (folder.path().join("a"), folder.path().join("link"));
        fs::write(&place, "old").unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a", &link).unwrap();
        let mut file = Replacement::of(&link).unwrap();
        write!(file, "new").unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "old");
        file.complete().unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
        assert_eq!(fs::metadata(&place).unwrap().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn what_is_no_file_and_what_can_not_be_made_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let said = |place: &Path| Replacement::of(place).unwrap_err().to_string();
        assert!(said(Path::new("/dev/null")).ends_with("/dev/null: is a device, not a regular file"));
        assert!(said(folder.path()).ends_with(": is a folder, not a regular file"));
        fs::write(folder.path().join("a"), "").unwrap();
        assert!(said(&folder.path().join("a/b")).contains("a/b: "));
        assert!(Replacement::of(&folder.path().join("new/b")).is_ok());
    }
}
