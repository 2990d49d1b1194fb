//! What stands in the place of a report? A regular file of bounded length, or something that is named and not read.

use crate::storage::at;
use crate::storage::read::ReadError;
use std::io;
use std::path::Path;

/// A report is at most as long: the longest, `claims.json`, has 0.4 MB, so there is room for twenty times as much.
pub const LONGEST: u64 = 8 << 20;

/// A file of our name that can't be read or replaced.
pub(super) fn unread(place: &Path, error: ReadError) -> io::Error {
    match error {
        ReadError::System(error) => at(place, error),
        other => at(place, io::Error::new(io::ErrorKind::InvalidInput, other.to_string())),
    }
}
