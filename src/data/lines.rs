//! How are the lines of a file read whose length nobody knows? One example at a time, and never more than [`LONGEST`] bytes for one: a
//! pipe without an end, a device, or a quotation mark that is never closed end in one clear line and not in all the memory there is.
//!
//! Each example comes with the line in which it starts, counted as an editor counts. A line of our own ends the file: where it is
//! swallowed by a cell, a quotation mark was left open, and the line of that mark is known.

use std::io::{BufRead, BufReader, Chain, Cursor, Read};

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};

use super::bounded::Bounded;
use super::dialect::said;
use super::{Dialect, Fault, Reading};

/// The most bytes of one example, or of the header: 16 MiB hold 20,000 columns of 800 characters.
pub(super) const LONGEST: u64 = 16 << 20;
/// So many bytes after the header are looked at to see how cells are written.
const SAMPLE: u64 = 1 << 16;

/// Stands alone in the line that ends every file.
pub(super) const END: &str = "\u{1a}end_of_file\u{1a}";

/// The records of a file, with the line in which each starts.
pub(super) struct Lines<R> {
    reader: Reader<Bounded<R>>,
    pub(super) dialect: Dialect,
    encoding: &'static str,
    /// The cells of the example that was read last.
    pub(super) record: StringRecord,
    /// The line in which it starts.
    pub(super) line: u64,
    /// Lines before the first that the reader sees.
    skipped: u64,
}

/// The rest of a file from the start of a line on.
pub(super) struct Rest<R> {
    pub(super) bytes: Bounded<R>,
    /// The number of that line.
    pub(super) line: u64,
    pub(super) dialect: Dialect,
    encoding: &'static str,
}

/// What was read to see how the file is written, the rest of the file, and the line that ends it.
type Whole<R> = Chain<Chain<Cursor<Vec<u8>>, BufReader<R>>, Cursor<Vec<u8>>>;

/// Looks at the first lines to see how the file separates columns and writes numbers. Every line ends with a line feed.
pub(super) fn lines<R: Read>(reader: R, encoding: &'static str, reading: &Reading) -> Result<Lines<Whole<R>>, Fault> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let mut start = first_line(&mut reader)?;
    let mut skipped = 0;
    let said = std::str::from_utf8(&start).ok().and_then(|line| said(line.trim()));
    if said.is_some() {
        skipped = breaks(&start);
        start = first_line(&mut reader)?;
    }
    let read = reader.by_ref().take(SAMPLE).read_to_end(&mut start).map_err(Fault::Unreadable)?;
    let sample = String::from_utf8_lossy(&start);
    let mut sample: Vec<&str> = sample.lines().filter(|line| !line.trim().is_empty()).collect();
    if read as u64 == SAMPLE {
        // Its last line may be cut.
        sample.truncate(sample.len().saturating_sub(1).max(1));
    }
    let dialect = Dialect::of(&sample, said, reading);
    // The last line of the file ends like every other, so that lines can be counted.
    let end = format!("\n{END}\n").into_bytes();
    let whole = Cursor::new(start).chain(reader).chain(Cursor::new(end));
    let rest = Rest { bytes: Bounded::of(whole, LONGEST), line: 1, dialect, encoding };
    Ok(Lines::of(rest, skipped))
}

/// The first line that is not blank, with those before it.
fn first_line(reader: &mut impl BufRead) -> Result<Vec<u8>, Fault> {
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
    Ok(start)
}

#[cfg(test)]
impl<R: Read> Rest<R> {
    pub(super) fn of(reader: R, line: u64, dialect: Dialect) -> Self {
        Rest { bytes: Bounded::of(reader, LONGEST), line, dialect, encoding: "UTF-8" }
    }
}

impl<R: Read> Lines<R> {
    fn of(rest: Rest<R>, skipped: u64) -> Self {
        let Rest { bytes, line, dialect, encoding } = rest;
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(u8::try_from(dialect.delimiter).unwrap_or(b','))
            .buffer_capacity(1 << 16)
            .from_reader(bytes);
        Lines { reader, dialect, encoding, record: StringRecord::new(), line, skipped }
    }

    /// Goes on with the rest of a file that has begun.
    pub(super) fn of_rest(mut rest: Rest<R>) -> Self {
        // Behind a line feed no mark of the encoding is looked for, which belongs to the start of a file.
        rest.bytes.give_back(b"\n");
        let skipped = rest.line - 2;
        Lines::of(rest, skipped)
    }

    /// Everything behind the record that was read last.
    pub(super) fn rest(self) -> Rest<R> {
        let line = self.skipped + self.reader.position().line();
        let used = self.reader.position().byte();
        let mut bytes = self.reader.into_inner();
        bytes.give_back_beyond(used);
        Rest { bytes, line, dialect: self.dialect, encoding: self.encoding }
    }

    /// Goes on to the next record, if there is one.
    pub(super) fn next(&mut self) -> Result<bool, Fault> {
        let start = self.line.max(self.skipped + self.reader.position().line());
        self.reader.get_mut().left = LONGEST;
        if !self.read(start)? {
            return Ok(false);
        }
        self.line = self.line_of_record();
        if self.swallowed_the_end() {
            return Err(Fault::OpenQuote { line: self.line + self.breaks_before_the_last_cell() });
        }
        // A file may hold that line itself; then something follows.
        let found = self.record.as_slice() != END || self.read_beyond()?;
        if self.dialect.delimiter == ' ' {
            self.record = self.record.iter().filter(|cell| !cell.is_empty()).collect();
        }
        Ok(found)
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
            _ => Fault::NotUtf8 { line: self.line_of_record(), encoding: self.encoding },
        })
    }

    /// Whether there is one more record, which is not kept.
    fn read_beyond(&mut self) -> Result<bool, Fault> {
        let end = self.record.clone();
        let more = self.read(self.line)?;
        self.record = end;
        Ok(more)
    }

    /// The line in which the record starts. The reader has taken the record's last line feed and knows how many line feeds that makes;
    /// those inside of quotes belong to the record.
    fn line_of_record(&self) -> u64 {
        let inside = breaks(self.record.as_slice().as_bytes());
        let ended = u64::from(!self.record.as_slice().ends_with('\n'));
        self.skipped + self.reader.position().line().saturating_sub(inside + ended).max(1)
    }

    /// Lines between the start of the record and its last cell.
    fn breaks_before_the_last_cell(&self) -> u64 {
        let cells = self.record.len().saturating_sub(1);
        self.record.iter().take(cells).map(|cell| breaks(cell.as_bytes())).sum()
    }
}

/// How many lines end in the text.
pub(super) fn breaks(text: &[u8]) -> u64 {
    text.iter().filter(|&&byte| byte == b'\n').count() as u64
}
