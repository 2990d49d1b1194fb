//! How is most of a large file read fast? Most files are plain: lines of text without a quotation mark, or with marks around whole cells. Their lines
//! need no reader that remembers what came before, so they are cut into pieces, which are read side by side and taken in the order of the
//! file: what is read does not depend on the number of threads.
//!
//! The first piece that is not plain ends it. That piece and all that follows is left to the careful reader of [`super::lines`], which
//! knows what is wrong or unusual, and in which line. Both read the same; this one in a third of the time.

use std::io::Read;

use super::lines::{END, Rest, breaks};
use super::part::Part;
use super::{Dialect, Fault};
use crate::parallel;

/// Bytes of a piece, and pieces that are read side by side.
const PIECE: usize = 1 << 19;
const PIECES: usize = 16;
const MOST_COLUMNS: usize = 4096;

/// A piece of whole lines, and the number of the first; or how many there are.
type Piece<'a> = (&'a [u8], u64);

/// What was read of a piece, and whether a quotation mark stands in it.
type Found = (Part, bool);

/// Takes the rows of all pieces up to the first that is not plain; what is left of the file.
pub(super) fn read<R: Read>(mut rest: Rest<R>, like: &Part, take: impl FnMut(Part)) -> Result<Rest<R>, Fault> {
    // Several blanks may separate two cells; and a piece of so many columns has too few rows.
    if rest.dialect.delimiter == ' ' || like.columns.len() > MOST_COLUMNS {
        return Ok(rest);
    }
    pieces_of(&mut rest, like, take, PIECE)?;
    Ok(rest)
}

fn pieces_of<R: Read>(rest: &mut Rest<R>, like: &Part, mut take: impl FnMut(Part), piece: usize) -> Result<(), Fault> {
    let (mut buffer, mut kept) = (vec![0; piece * PIECES], 0);
    loop {
        let filled = rest.bytes.fill(&mut buffer, kept).map_err(Fault::Unreadable)?;
        let text = &buffer[..filled];
        let ended = filled < buffer.len();
        let whole = if ended { without_the_end(text) } else { whole_lines(text) };
        let mut used = 0;
        for ((lines, count), read) in side_by_side(whole, rest.line, piece, |piece| plain(piece, &rest.dialect, like)) {
            let Some((part, quoted)) = read else { break };
            take(part);
            rest.bytes.quoted |= quoted;
            rest.line += count;
            used += lines.len();
        }
        if ended || used < whole.len() || whole.is_empty() {
            rest.bytes.give_back(&text[used..]);
            return Ok(());
        }
        kept = filled - used;
        buffer.copy_within(used..filled, 0);
    }
}

/// Up to the last line feed.
fn whole_lines(text: &[u8]) -> &[u8] {
    let end = text.iter().rposition(|&byte| byte == b'\n').map_or(0, |place| place + 1);
    &text[..end]
}

/// Without the line that ends every file; its line feed may be gone already.
fn without_the_end(text: &[u8]) -> &[u8] {
    let end = format!("\n{END}\n").into_bytes();
    let before = text.strip_suffix(end.as_slice());
    before.or_else(|| text.strip_suffix(&end[1..])).unwrap_or(&[])
}

/// The pieces in their order, with the number of their lines, and with what was read of each.
fn side_by_side<T: Send>(
    text: &[u8],
    mut line: u64,
    piece: usize,
    read: impl Fn(Piece) -> T + Sync,
) -> impl Iterator<Item = (Piece<'_>, T)> {
    let mut pieces = Vec::new();
    let mut left = text;
    while !left.is_empty() {
        let least = piece.min(left.len()) - 1;
        let end = left[least..].iter().position(|&byte| byte == b'\n').map_or(left.len(), |place| least + place + 1);
        let (first, others) = left.split_at(end);
        pieces.push(first);
        left = others;
    }
    let counted: Vec<Piece> = parallel::cells(pieces, |piece| (piece, breaks(piece)));
    let numbered = counted.iter().map(|&(piece, count)| {
        line += count;
        (piece, line - count)
    });
    let read = parallel::cells(numbered.collect::<Vec<Piece>>(), read);
    counted.into_iter().zip(read)
}

/// The rows of plain lines; `None` if something in them takes a more careful look.
fn plain((bytes, first): Piece, dialect: &Dialect, like: &Part) -> Option<Found> {
    let text = std::str::from_utf8(bytes).ok()?;
    // A blank line at the end may be the first of very many.
    if text == "\n" || text.ends_with("\n\n") {
        return None;
    }
    let (mut part, mut number) = (Part::like(&like.columns), first);
    let mut row = |line: &str, cells: &[&str]| {
        match (cells.len(), part.columns.len()) {
            _ if line.is_empty() => {}
            (found, expected) if found == expected => part.take(number, cells.iter().copied(), dialect),
            (found, expected) => part.refuse(Fault::Ragged { line: number, expected, found, open_quote: false }),
        }
        number += 1;
    };
    let quoted = text.contains('"');
    if quoted {
        let mut cells = Vec::new();
        for line in text.lines() {
            split_quoted(line, dialect.delimiter, &mut cells)?;
            row(line, &cells);
        }
    } else {
        split(text, u8::try_from(dialect.delimiter).ok()?, row);
    }
    Some((part, quoted))
}

/// The lines of a text without quotation marks, and the cells of each.
fn split<'a>(text: &'a str, delimiter: u8, mut row: impl FnMut(&'a str, &[&'a str])) {
    let (mut cells, mut line, mut cell) = (Vec::new(), 0, 0);
    let mut end = |place: usize, ends_line: bool| {
        cells.push(&text[cell..place]);
        cell = place + 1;
        if ends_line {
            row(&text[line..place], &cells);
            cells.clear();
            line = cell;
        }
    };
    let bytes = text.as_bytes();
    each_place(bytes, [delimiter, b'\n'], |place| end(place, bytes[place] == b'\n'));
    if !text.ends_with('\n') {
        end(text.len(), true);
    }
}

/// The places of two bytes, in ascending order, eight bytes at a time: of a byte 0 in x the sum x + 0x7f has no bit 7, and of no other that has none itself.
fn each_place(bytes: &[u8], wanted: [u8; 2], mut found: impl FnMut(usize)) {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    const LOW: u64 = 0x7f * EACH;
    let [one, other] = wanted.map(|byte| u64::from(byte) * EACH);
    let is_no_zero = |x: u64| ((x & LOW) + LOW) | x;
    let (words, rest) = bytes.as_chunks::<8>();
    for (word, start) in words.iter().zip((0..).step_by(8)) {
        let word = u64::from_le_bytes(*word);
        let mut places = !(is_no_zero(word ^ one) & is_no_zero(word ^ other)) & !LOW;
        while places != 0 {
            found(start + places.trailing_zeros() as usize / 8);
            places &= places - 1;
        }
    }
    let start = bytes.len() - rest.len();
    (start..bytes.len()).filter(|&place| wanted.contains(&bytes[place])).for_each(found);
}

/// The cells of a line in which marks stand around whole cells and nowhere else.
fn split_quoted<'a>(line: &'a str, delimiter: char, cells: &mut Vec<&'a str>) -> Option<()> {
    cells.clear();
    let mut left = line;
    loop {
        let (cell, after) = match left.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => left.split_at(left.find(delimiter).unwrap_or(left.len())),
        };
        if cell.contains('"') {
            return None;
        }
        cells.push(cell);
        if after.is_empty() {
            return Some(());
        }
        left = after.strip_prefix(delimiter)?;
    }
}

#[cfg(test)]
mod tests {
    use super::super::column::{Column, Wanted};
    use super::*;

    /// The first column of what is read fast, and how many bytes are left.
    fn fast(text: &str, piece: usize) -> (Vec<f64>, u64, usize) {
        let columns = || [Wanted::Numbers, Wanted::Words].map(|wanted| Column::new(String::new(), 1, wanted)).into();
        let like = Part { columns: columns(), count: 0, ragged: Vec::new() };
        let bytes = format!("{text}\n{END}\n").into_bytes();
        let mut rest = Rest::of(bytes.as_slice(), 10, Dialect::of_numbers('.', None));
        let mut first = Vec::new();
        pieces_of(&mut rest, &like, |part| first.extend_from_slice(&part.columns[0].values), piece).unwrap();
        let mut left = Vec::new();
        std::io::Read::read_to_end(&mut rest.bytes, &mut left).unwrap();
        (first, rest.line, left.len() - END.len() - 1)
    }

    #[test]
    fn bytes_are_found_where_they_are() {
        for text in ["", ",", "\n", "a,b\nc", "abcdefgh,", "\u{ac}\u{8a},\u{2c}\u{10a}x,\n\n,,,,,,,,,1234567,\u{7f}-+."]
        {
            let mut found = Vec::new();
            each_place(text.as_bytes(), [b',', b'\n'], |place| found.push(place));
            let places = |wanted: [u8; 2]| {
                (0..text.len()).filter(|&place| wanted.contains(&text.as_bytes()[place])).collect::<Vec<_>>()
            };
            assert_eq!(found, places([b',', b'\n']), "{text:?}");
            assert!(found.is_empty() || found != places([b'-', b'\n']) || !text.contains(','));
        }
    }

    #[test]
    fn all_is_read_whatever_the_size_of_a_piece() {
        let text: String = (0..1000).map(|row| format!("{row},\"word, {}\"\n", row % 3)).collect();
        for piece in [16, 50, 1 << 20] {
            let (numbers, line, left) = fast(&text, piece);
            assert_eq!((numbers, line), ((0..1000).map(f64::from).collect(), 1010), "{piece}");
            assert!(left <= 1, "of the line that ends the file no more than its first line feed");
        }
        assert_eq!(fast(text.trim_end(), 1 << 20).0.len(), 1000);
    }

    #[test]
    fn what_is_not_plain_and_all_behind_it_is_left_and_plain_lines_are_not() {
        let lines: String = (0..100).map(|row| format!("{row},x\n")).collect();
        for odd in [
            "1,\"a\"\"b\"\n",
            "1,\"two\nlines\"\n",
            "1,a\"b\n",
            "1,\"a\"b\n",
            "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n",
        ] {
            let (numbers, line, left) = fast(&format!("{lines}{odd}{lines}"), 16);
            assert!(numbers.len() < 101 && numbers.len() > 90 && left > lines.len(), "{odd:?}: {}", numbers.len());
            assert_eq!(line, 10 + numbers.len() as u64);
        }
        assert_eq!(fast(&format!("{lines}1,\"a,b\"\n{lines}"), 16).0.len(), 201);
    }
}
