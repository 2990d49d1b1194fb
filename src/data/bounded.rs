//! How is a reader kept from taking all the memory there is, and how are bytes given back that were read and not used?
//!
//! For each example the bytes that may be read are counted down from a bound; where none is left the reader fails, and whoever reads knows
//! why. The reader of records takes more bytes at a time than one record has. Those beyond it are known, as they are in the piece that was handed
//! out last, and can be read again by another reader.

use std::io::{self, Read};

/// A reader that fails once no byte is left that it may take.
pub(super) struct Bounded<R> {
    inner: R,
    /// What was given back, and how much of that is taken again.
    back: Vec<u8>,
    taken: usize,
    /// What was handed out last, and how many bytes were in all.
    last: Vec<u8>,
    handed_out: u64,
    /// Whether nothing was taken since bytes were given back.
    given_back: bool,
    /// How many bytes may be taken. The first that are taken of those that came back are not counted: a reader holds as many that it has not used.
    pub(super) left: u64,
    /// Whether a quotation mark came by.
    pub(super) quoted: bool,
}

impl<R: Read> Bounded<R> {
    pub(super) fn of(inner: R, left: u64) -> Self {
        Bounded {
            inner,
            back: Vec::new(),
            taken: 0,
            last: Vec::new(),
            handed_out: 0,
            given_back: false,
            left,
            quoted: false,
        }
    }

    /// Everything beyond the first `used` bytes that were handed out is there again.
    pub(super) fn give_back_beyond(&mut self, used: u64) {
        let unused = usize::try_from(self.handed_out - used).expect("no more than was handed out last");
        let unused = self.last.split_off(self.last.len() - unused);
        self.give_back(&unused);
    }

    /// These bytes come next.
    pub(super) fn give_back(&mut self, bytes: &[u8]) {
        self.back = [bytes, &self.back[self.taken..]].concat();
        (self.taken, self.handed_out, self.given_back) = (0, 0, true);
        self.last.clear();
    }

    /// Fills the buffer from this place on as far as there is anything; without a bound, since the buffer has one. How much there is of it now.
    pub(super) fn fill(&mut self, buffer: &mut [u8], from: usize) -> io::Result<usize> {
        let mut filled = from;
        while filled < buffer.len() {
            match self.next(&mut buffer[filled..])? {
                0 => break,
                read => filled += read,
            }
        }
        Ok(filled)
    }

    fn next(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let back = &self.back[self.taken..];
        if back.is_empty() {
            return self.inner.read(buffer);
        }
        let count = back.len().min(buffer.len());
        buffer[..count].copy_from_slice(&back[..count]);
        self.taken += count;
        Ok(count)
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let free = std::mem::take(&mut self.given_back) && self.taken < self.back.len();
        if self.left == 0 && !free {
            return Err(io::Error::other("longer than the bound"));
        }
        let most = if free { buffer.len() } else { buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX)) };
        let read = self.next(&mut buffer[..most])?;
        if !free {
            self.left -= read as u64;
        }
        self.quoted |= buffer[..read].contains(&b'"');
        self.last.clear();
        self.last.extend_from_slice(&buffer[..read]);
        self.handed_out += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(reader: &mut impl Read, most: usize) -> String {
        let mut bytes = vec![0; most];
        let read = reader.read(&mut bytes).unwrap();
        String::from_utf8(bytes[..read].to_vec()).unwrap()
    }

    #[test]
    fn what_is_given_back_is_read_again_before_the_rest() {
        let mut reader = Bounded::of("0123456789".as_bytes(), 100);
        assert_eq!((read(&mut reader, 2), read(&mut reader, 4)), ("01".to_owned(), "2345".to_owned()));
        // Three bytes of six were used.
        reader.give_back_beyond(3);
        assert_eq!((read(&mut reader, 2), read(&mut reader, 9)), ("34".to_owned(), "5".to_owned()));
        reader.give_back(b"x");
        let mut rest = String::new();
        reader.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "x6789");
    }

    #[test]
    fn no_more_is_taken_than_the_bound_and_what_comes_back_is_counted_once() {
        let mut reader = Bounded::of("0123456789".as_bytes(), 4);
        assert_eq!(read(&mut reader, 9), "0123");
        assert!(reader.read(&mut [0; 9]).is_err());
        reader.give_back_beyond(2);
        assert_eq!(read(&mut reader, 9), "23");
        assert!(reader.read(&mut [0; 9]).is_err());
        reader.left = 1;
        assert_eq!(read(&mut reader, 9), "4");
        let mut buffer = [b' '; 9];
        assert_eq!((reader.fill(&mut buffer, 2).unwrap(), &buffer), (7, b"  56789  "));
    }
}
