//! How far has a long file been read? A line on a terminal, and where there is none a word beforehand.

use std::io::{self, Read, Write as _};

use indicatif::{ProgressBar, ProgressStyle};
use wellposed::data::thousands;

/// Bytes that a core reads in a second, at least: half of what one of 2020 does.
const BYTES_A_SECOND: u64 = 100_000_000;
/// What takes longer than that is said beforehand.
const LONG: u64 = 20;

/// A reader that shows how much was read.
pub(super) struct Watched<R> {
    inner: R,
    bar: ProgressBar,
    name: String,
    read: u64,
    said: bool,
}

impl<R: Read> Watched<R> {
    /// Of so many bytes, if that is known.
    pub(super) fn of(inner: R, name: &str, length: Option<u64>) -> Self {
        let bar = length.filter(|&length| length > 0).map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        let template = if length.is_some() { "{bar:32} {bytes}/{total_bytes} {eta}" } else { "{bytes} read {elapsed}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let mut watched = Watched { inner, bar, name: name.to_owned(), read: 0, said: false };
        if let Some(seconds) = length.map(|length| length / BYTES_A_SECOND).filter(|&seconds| seconds > LONG) {
            watched.say(&format!("reading it may take {} s or more", thousands(seconds as usize)));
        }
        watched
    }

    fn say(&mut self, what: &str) {
        self.said = true;
        if self.bar.is_hidden() {
            let _ = writeln!(io::stderr(), "wellposed: --data: {}: {what}", self.name);
        }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        if self.read > BYTES_A_SECOND {
            self.bar.set_position(self.read);
        }
        if !self.said && self.read > LONG * BYTES_A_SECOND {
            self.say("more than 2 GB are read, and reading goes on; of many rows a random sample is kept");
        }
        Ok(read)
    }
}

impl<R> Drop for Watched<R> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_there_is_and_only_what_is_long_is_announced() {
        let read = |length| {
            let mut watched = Watched::of("1,2\n".as_bytes(), "own.csv", length);
            let mut text = String::new();
            watched.read_to_string(&mut text).unwrap();
            (text, watched.said)
        };
        assert_eq!(read(Some(4)), ("1,2\n".to_owned(), false));
        assert_eq!(read(None), ("1,2\n".to_owned(), false));
        assert!(read(Some(3_000_000_000)).1);
    }
}
