//! How are bytes letters? UTF-8, UTF-16 and Latin-1 all become UTF-8, and every end of a line one line feed.
//!
//! A mark at the start tells UTF-8 and UTF-16. Without one a text of which every second byte is zero is UTF-16, as digits and commas are
//! in it. Latin-1 can't be told from its bytes: somebody has to say it. It is read as Windows-1252, of which it is a part but for signs
//! that nobody prints (WHATWG, Encoding Standard, section 4.2).
//!
//! Where the bytes are no text of their encoding, a byte is passed on that is none in UTF-8 either, so that the reader of lines finds
//! the place.

use std::io::{self, Chain, Cursor, Read};

/// How bytes are letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// One to four bytes a letter.
    #[default]
    Utf8,
    /// Two or four bytes a letter, the low byte first.
    Utf16Le,
    /// Two or four bytes a letter, the high byte first.
    Utf16Be,
    /// One byte a letter.
    Latin1,
}

impl Encoding {
    /// The words for them; of `utf-16` the mark at the start says which.
    pub const WORDS: [(&'static str, Encoding); 6] = [
        ("utf-8", Encoding::Utf8),
        ("utf-16", Encoding::Utf16Le),
        ("utf-16le", Encoding::Utf16Le),
        ("utf-16be", Encoding::Utf16Be),
        ("latin-1", Encoding::Latin1),
        ("windows-1252", Encoding::Latin1),
    ];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
            Encoding::Latin1 => "Latin-1",
        }
    }

    fn is_utf16(self) -> bool {
        matches!(self, Encoding::Utf16Le | Encoding::Utf16Be)
    }
}

/// The marks, and what they say.
const MARKS: [(&[u8], Encoding); 3] =
    [(b"\xef\xbb\xbf", Encoding::Utf8), (b"\xff\xfe", Encoding::Utf16Le), (b"\xfe\xff", Encoding::Utf16Be)];
/// How many bytes are looked at, and are read at a time.
const HEAD: u64 = 256;
const CHUNK: usize = 1 << 16;
/// In no text of UTF-8.
const NO_TEXT: u8 = 0xff;
/// What Windows-1252 has at 0x80 … 0x9f; zero where it has nothing.
const WINDOWS: [u16; 32] = [
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
    0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

/// A reader of UTF-8 whose lines end with a line feed.
pub(super) struct Text<R> {
    inner: Chain<Cursor<Vec<u8>>, R>,
    pub(super) encoding: Encoding,
    /// Bytes that are not letters yet.
    raw: Vec<u8>,
    ready: Vec<u8>,
    taken: usize,
    /// Whether the last byte was a carriage return.
    returned: bool,
    ended: bool,
}

impl<R: Read> Text<R> {
    /// Looks at the first bytes, unless the encoding is known.
    pub(super) fn of(mut reader: R, wanted: Option<Encoding>) -> io::Result<Self> {
        let mut head = Vec::new();
        reader.by_ref().take(HEAD).read_to_end(&mut head)?;
        let mark = MARKS.iter().find(|(mark, _)| head.starts_with(mark));
        let encoding = match (wanted, mark) {
            // Of the two kinds of UTF-16 the mark knows best.
            (Some(wanted), Some((_, marked))) if wanted.is_utf16() && marked.is_utf16() => *marked,
            (Some(wanted), _) if wanted.is_utf16() => by_zeros(&head).unwrap_or(wanted),
            (Some(wanted), _) => wanted,
            (None, Some((_, marked))) => *marked,
            (None, None) => by_zeros(&head).unwrap_or_default(),
        };
        if let Some((mark, marked)) = mark
            && *marked == encoding
        {
            head.drain(..mark.len());
        }
        let inner = Cursor::new(head).chain(reader);
        Ok(Text { inner, encoding, raw: Vec::new(), ready: Vec::new(), taken: 0, returned: false, ended: false })
    }

    fn refill(&mut self) -> io::Result<()> {
        let kept = self.raw.len();
        self.raw.resize(kept + CHUNK, 0);
        let read = self.inner.read(&mut self.raw[kept..]);
        self.raw.truncate(kept + read.as_ref().map_or(0, |&read| read));
        self.ended = read? == 0;
        (self.taken, self.ready) = (0, std::mem::take(&mut self.ready));
        self.ready.clear();
        match self.encoding {
            Encoding::Utf8 => {}
            Encoding::Latin1 => latin_1(&mut self.raw, &mut self.ready),
            Encoding::Utf16Le => utf_16(&mut self.raw, &mut self.ready, u16::from_le_bytes, self.ended),
            Encoding::Utf16Be => utf_16(&mut self.raw, &mut self.ready, u16::from_be_bytes, self.ended),
        }
        let kept = unify(&mut self.ready, &mut self.returned);
        self.ready.truncate(kept);
        Ok(())
    }

    /// Bytes that are letters already, read to where they are wanted.
    fn read_utf_8(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(buffer)?;
            let kept = unify(&mut buffer[..read], &mut self.returned);
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}

/// Carriage returns, alone or before a line feed, become line feeds; `returned` if the byte before was one. How many bytes are left.
fn unify(text: &mut [u8], returned: &mut bool) -> usize {
    if !*returned && !text.contains(&b'\r') {
        return text.len();
    }
    let mut kept = 0;
    for place in 0..text.len() {
        let byte = text[place];
        let second = *returned && byte == b'\n';
        *returned = byte == b'\r';
        if !second {
            text[kept] = if *returned { b'\n' } else { byte };
            kept += 1;
        }
    }
    kept
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.encoding == Encoding::Utf8 && !buffer.is_empty() {
            return self.read_utf_8(buffer);
        }
        while self.taken == self.ready.len() && !self.ended {
            self.refill()?;
        }
        let count = buffer.len().min(self.ready.len() - self.taken);
        buffer[..count].copy_from_slice(&self.ready[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}

/// UTF-16 if every second byte, and no other, is zero as a rule.
fn by_zeros(head: &[u8]) -> Option<Encoding> {
    let pairs = head.chunks_exact(2);
    let (count, high) = (pairs.len(), |byte: usize| pairs.clone().filter(|pair| pair[byte] == 0).count());
    let (first, second) = (high(0), high(1));
    let mostly = |many: usize, few: usize| count > 0 && 4 * many >= 3 * count && few == 0;
    match () {
        () if mostly(second, first) => Some(Encoding::Utf16Le),
        () if mostly(first, second) => Some(Encoding::Utf16Be),
        () => None,
    }
}

fn push(ready: &mut Vec<u8>, letter: char) {
    ready.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
}

fn latin_1(raw: &mut Vec<u8>, ready: &mut Vec<u8>) {
    for byte in raw.drain(..) {
        let windows = byte.checked_sub(0x80).and_then(|place| WINDOWS.get(usize::from(place)));
        let letter = windows.filter(|&&letter| letter != 0).and_then(|&letter| char::from_u32(letter.into()));
        push(ready, letter.unwrap_or(char::from(byte)));
    }
}

/// Whole letters; half of one stays for the next time, unless there is none.
fn utf_16(raw: &mut Vec<u8>, ready: &mut Vec<u8>, unit: fn([u8; 2]) -> u16, ended: bool) {
    let mut units: Vec<u16> = raw.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    let leading = |unit: &u16| (0xd800..0xdc00).contains(unit);
    if !ended && units.last().is_some_and(leading) {
        units.pop();
    }
    for letter in char::decode_utf16(units.iter().copied()) {
        match letter {
            Ok(letter) => push(ready, letter),
            Err(_) => ready.push(NO_TEXT),
        }
    }
    raw.drain(..2 * units.len());
    if ended && !raw.is_empty() {
        raw.clear();
        ready.push(NO_TEXT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read from these bytes, a byte at a time, so that every letter is cut.
    fn read(bytes: &[u8], wanted: Option<Encoding>) -> (Encoding, Vec<u8>) {
        struct Single<'a>(&'a [u8]);
        impl Read for Single<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let most = buffer.len().min(1);
                self.0.read(&mut buffer[..most])
            }
        }
        let mut text = Text::of(Single(bytes), wanted).unwrap();
        let mut all = Vec::new();
        text.read_to_end(&mut all).unwrap();
        (text.encoding, all)
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "größe,y\n€ 𝄞,1\n";
        let units = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let long = "x,y\n".repeat(200);
        let plain: Vec<u8> = long.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, wanted, encoding, text) in [
            (text.as_bytes().to_vec(), None, Encoding::Utf8, text),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), None, Encoding::Utf8, text),
            ([b"\xff\xfe".as_slice(), &units(u16::to_le_bytes)].concat(), None, Encoding::Utf16Le, text),
            ([b"\xfe\xff".as_slice(), &units(u16::to_be_bytes)].concat(), None, Encoding::Utf16Be, text),
            (
                [b"\xfe\xff".as_slice(), &units(u16::to_be_bytes)].concat(),
                Some(Encoding::Utf16Le),
                Encoding::Utf16Be,
                text,
            ),
            (plain, None, Encoding::Utf16Le, &long),
            (b"gr\xf6\xdfe,\x80\n".to_vec(), Some(Encoding::Latin1), Encoding::Latin1, "größe,€\n"),
        ] {
            assert_eq!(read(&bytes, wanted), (encoding, text.as_bytes().to_vec()));
        }
        assert_eq!(read(&[0; 500], None).0, Encoding::Utf8, "zeros alone are no UTF-16");
    }

    #[test]
    fn what_is_no_text_stays_none() {
        for bytes in [b"\xff\xfea\0\0\xd8b\0".as_slice(), b"\xff\xfea\0b"] {
            assert!(String::from_utf8(read(bytes, None).1).is_err());
        }
        assert!(String::from_utf8(read(b"gr\xf6\xdfe", None).1).is_err());
    }

    #[test]
    fn all_line_ends_are_one() {
        for text in ["a\r\nb\nc\rd\n\n", "a\nb\r\nc\nd\r\r\n"] {
            assert_eq!(read(text.as_bytes(), None).1, b"a\nb\nc\nd\n\n");
        }
    }
}
