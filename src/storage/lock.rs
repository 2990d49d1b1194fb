//! Is another run writing into this folder right now? The folder itself is locked, so a killed run leaves no lock behind.
//!
//! The system forgets the lock with the process that holds it (`flock`), and no file is needed. Where a system can't lock folders, the
//! run goes on without: two runs at once are then the user's to avoid.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::at;

/// Reports are written within a second and a book within some; whoever holds a folder longer has been stopped.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// A folder that this run alone writes into, as long as this lives.
#[derive(Debug)]
pub struct Lock {
    _folder: Option<File>,
}

impl Lock {
    /// Makes the folder if there is none, and waits until no other run writes into it.
    ///
    /// # Errors
    /// If the folder can't be made, or if another run holds it for a minute.
    pub fn of(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
        Lock::within(folder, LONGEST_WAIT)
    }

    fn within(folder: &Path, wait: Duration) -> io::Result<Self> {
        // A folder that may be written but not read can't be opened, nor can any folder on some systems.
        let Ok(handle) = File::open(folder) else { return Ok(Lock { _folder: None }) };
        let started = Instant::now();
        loop {
            match handle.try_lock() {
                Ok(()) => return Ok(Lock { _folder: Some(handle) }),
                Err(TryLockError::Error(_)) => return Ok(Lock { _folder: None }),
                Err(TryLockError::WouldBlock) if started.elapsed() < wait => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                Err(TryLockError::WouldBlock) => {
                    let said = "another run is writing here; wait until it has ended";
                    return Err(at(folder, io::Error::new(io::ErrorKind::ResourceBusy, said)));
                }
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_by_one_and_free_again_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::of(folder.path()).unwrap();
        let error = Lock::within(folder.path(), Duration::from_millis(20)).unwrap_err();
        assert!(error.to_string().ends_with(": another run is writing here; wait until it has ended"), "{error}");
        drop(first);
        assert!(Lock::within(folder.path(), Duration::from_millis(20)).is_ok());
    }

    #[test]
    fn a_missing_folder_is_made_and_an_impossible_one_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("new/folder");
        drop(Lock::of(&place).unwrap());
        assert!(place.is_dir());
        std::fs::write(folder.path().join("file"), "").unwrap();
        let error = Lock::of(&folder.path().join("file/folder")).unwrap_err().to_string();
        assert!(error.contains("file/folder: "), "{error}");
    }
}
