//! Is this a regular file, and is it as short as such a file is? Only then is it read.
//!
//! A pipe without a writer would block for ever, `/dev/zero` would fill the memory, and so would a file that grows while it is read:
//! never more bytes are taken than the caller allows. Links are followed; what they lead to must be a regular file.

use std::fs::{File, FileType};
use std::io::{self, Read as _};
use std::path::Path;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is nothing of that name, or a link that leads nowhere.
    #[error("there is no such file")]
    Missing,
    /// A folder, a pipe, a device or a socket.
    #[error("is {0}, not a regular file")]
    NotRegular(&'static str),
    /// Longer than such a file is.
    #[error("has more than {most} bytes, the most that are read")]
    TooLong {
        /// How many bytes would have been read.
        most: u64,
    },
    /// The bytes are no text.
    #[error("is not UTF-8 text (line {line})")]
    NotText {
        /// The first line that is not, from 1.
        line: usize,
    },
    /// The system says no.
    #[error("can't be read: {0}")]
    System(io::Error),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => ReadError::Missing,
            _ => ReadError::System(error),
        }
    }
}

/// The bytes of a regular file of at most `most` bytes.
///
/// # Errors
/// If there is no such file, or if it is longer or of another kind.
pub fn bytes(place: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    // Asked by name first: to open a pipe is to wait for its writer.
    regular(std::fs::metadata(place)?.file_type())?;
    let file = File::open(place)?;
    regular(file.metadata()?.file_type())?;
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(ReadError::TooLong { most }) } else { Ok(bytes) }
}

/// The text of a regular file of at most `most` bytes.
///
/// # Errors
/// As [`bytes`], and if it is not UTF-8.
pub fn text(place: &Path, most: u64) -> Result<String, ReadError> {
    String::from_utf8(bytes(place, most)?).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        ReadError::NotText { line: valid.iter().filter(|&&byte| byte == b'\n').count() + 1 }
    })
}

/// Refuses what is no regular file, by the name of what it is.
pub fn regular(kind: FileType) -> Result<(), ReadError> {
    if kind.is_file() { Ok(()) } else { Err(ReadError::NotRegular(named(kind))) }
}

fn named(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    if kind.is_dir() {
        "a folder"
    } else if kind.is_symlink() {
        "a link"
    } else {
        "something else"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_bound_and_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        std::fs::write(&place, "four").unwrap();
        assert_eq!(text(&place, 4).unwrap(), "four");
        assert_eq!(text(&place, 3).unwrap_err().to_string(), "has more than 3 bytes, the most that are read");
        assert_eq!(bytes(folder.path(), 3).unwrap_err().to_string(), "is a folder, not a regular file");
        assert!(matches!(bytes(&folder.path().join("b"), 3), Err(ReadError::Missing)));
        assert!(matches!(bytes(&place.join("b"), 3), Err(ReadError::System(_))));
    }

    #[test]
    fn bytes_that_are_no_text_are_named_by_their_line() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        std::fs::write(&place, b"one\ntwo\n\xff\n").unwrap();
        assert_eq!(text(&place, 20).unwrap_err().to_string(), "is not UTF-8 text (line 3)");
        assert_eq!(bytes(&place, 20).unwrap().len(), 10);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_behind_a_link_is_refused_and_a_file_behind_one_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let (endless, honest) = (folder.path().join("endless"), folder.path().join("honest"));
        std::os::unix::fs::symlink("/dev/zero", &endless).unwrap();
        std::fs::write(folder.path().join("a"), "text").unwrap();
        std::os::unix::fs::symlink("a", &honest).unwrap();
        assert_eq!(text(&endless, 10).unwrap_err().to_string(), "is a device, not a regular file");
        assert_eq!(text(&honest, 10).unwrap(), "text");
    }
}
