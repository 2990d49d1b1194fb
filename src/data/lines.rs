//! How are the lines of a file read whose length nobody knows? One example at a time, and never more than [`LONGEST`] bytes for one: a
//! pipe without an end, a device, or a quotation mark that is never closed end in one clear line and not in all the memory there is.
//!
//! Each example comes with the line in which it starts, counted as an editor counts. A line of our own ends the file: where it is
//! swallowed by a cell, a quotation mark was left open, and the line of that mark is known.

use std::io::{BufRead, BufReader, Chain, Cursor, Read};

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};

use super::Fault;

/// The most bytes of one example, or of the header: 16 MiB hold 20,000 columns of 800 characters.
pub(super) const LONGEST: u64 = 16 << 20;

/// Stands alone in the line that ends every file.
const END: &str = "\u{1a}end of file\u{1a}";

/// The records of a file, with the line in which each starts.
pub(super) struct Lines<R> {
    reader: Reader<Bounded<R>>,
    /// The cells of the example that was read last.
    pub(super) record: StringRecord,
    /// The line in which it starts.
    pub(super) line: u64,
    /// Whether lines end with a carriage return and a line feed.
    windows: bool,
}

/// What was read to see how the file is written, the rest of the file, and the line that ends it.
type Whole<R> = Chain<Chain<Cursor<Vec<u8>>, BufReader<R>>, Cursor<Vec<u8>>>;

/// Looks at the first line that is not blank to see how the file separates columns and ends lines.
pub(super) fn lines<R: Read>(reader: R) -> Result<Lines<Whole<R>>, Fault> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let (mut start, mut first) = (Vec::new(), 0..0);
    while start[first.clone()].trim_ascii().is_empty() {
        let most = (LONGEST + 1).saturating_sub(start.len() as u64);
        let read = reader.by_ref().take(most).read_until(b'\n', &mut start).map_err(Fault::Unreadable)?;
        if start.len() as u64 > LONGEST {
            return Err(Fault::EndlessHeader);
        }
        if read == 0 {
            return Err(Fault::Empty);
        }
        first = start.len() - read..start.len();
    }
    let windows = start.ends_with(b"\r\n");
    let separator = separator(&start[first]);
    // The last line of the file ends like every other, so that lines can be counted.
    let line_end = if windows { "\r\n" } else { "\n" };
    let end = format!("{line_end}{END}{line_end}").into_bytes();
    let whole = Cursor::new(start).chain(reader).chain(Cursor::new(end));
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .buffer_capacity(1 << 16)
        .from_reader(Bounded { inner: whole, left: LONGEST, quoted: false });
    Ok(Lines { reader, record: StringRecord::new(), line: 1, windows })
}

impl<R: Read> Lines<R> {
    /// Goes on to the next record, if there is one.
    pub(super) fn next(&mut self) -> Result<bool, Fault> {
        // On Windows the line feed of the record before is still to come.
        let start = self.reader.position().line() + u64::from(self.windows && !self.record.is_empty());
        self.reader.get_mut().left = LONGEST;
        if !self.read(start)? {
            return Ok(false);
        }
        self.line = self.line_of_record();
        if self.swallowed_the_end() {
            return Err(Fault::OpenQuote { line: self.line + self.breaks_before_the_last_cell() });
        }
        // A file may hold that line itself; then something follows.
        Ok(self.record.as_slice() != END || self.read_beyond()?)
    }

    /// Whether a quoted cell goes on beyond the end of the file.
    fn swallowed_the_end(&self) -> bool {
        let text = self.record.as_slice();
        text.ends_with('\n') && text.trim_end().ends_with(END)
    }

    fn read(&mut self, start: u64) -> Result<bool, Fault> {
        let read = self.reader.read_record(&mut self.record);
        read.map_err(|error| match error.into_kind() {
            ErrorKind::Io(_) if self.reader.get_ref().left == 0 => {
                Fault::TooLong { line: start, quoted: self.reader.get_ref().quoted }
            }
            ErrorKind::Io(error) => Fault::Unreadable(error),
            _ => Fault::NotUtf8 { line: self.line_of_record() },
        })
    }

    /// Whether there is one more record, which is not kept.
    fn read_beyond(&mut self) -> Result<bool, Fault> {
        let end = self.record.clone();
        let more = self.read(self.line)?;
        self.record = end;
        Ok(more)
    }

    /// The line in which the record starts. The reader has taken the record's last line feed (on Windows only the carriage return
    /// before it) and knows how many line feeds that makes; those inside of quotes belong to the record.
    fn line_of_record(&self) -> u64 {
        let inside = breaks(self.record.as_slice());
        let open = self.record.as_slice().ends_with('\n');
        let ended = u64::from(!self.windows && !open);
        self.reader.position().line().saturating_sub(inside + ended).max(1)
    }

    /// Lines between the start of the record and its last cell.
    fn breaks_before_the_last_cell(&self) -> u64 {
        let cells = self.record.len().saturating_sub(1);
        self.record.iter().take(cells).map(breaks).sum()
    }
}

fn breaks(text: &str) -> u64 {
    text.bytes().filter(|&byte| byte == b'\n').count() as u64
}

/// Which of comma, semicolon and tab stands most often outside of quotes; the comma where none does.
fn separator(line: &[u8]) -> u8 {
    let count = |separator: u8| {
        let mut quoted = false;
        let outside = line.iter().filter(|&&byte| {
            quoted ^= byte == b'"';
            byte == separator && !quoted
        });
        outside.count()
    };
    // Of equal counts `max_by_key` takes the last.
    [b'\t', b';', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

/// A reader that fails once no byte is left that it may take.
struct Bounded<R> {
    inner: R,
    left: u64,
    /// Whether a quotation mark came by.
    quoted: bool,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Err(std::io::Error::other("longer than the bound"));
        }
        let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let read = self.inner.read(&mut buffer[..most])?;
        self.left -= read as u64;
        self.quoted |= buffer[..read].contains(&b'"');
        Ok(read)
    }
}
