//! How does a line stay short enough for a terminal? It is broken at blanks.

use std::fmt::{self, Write};

/// No line has more characters.
const WIDTH: usize = 100;

/// Writes a line, broken at blanks where it is too long; what follows is indented further.
pub(super) fn write_wrapped(text: &mut impl Write, line: &str) -> fmt::Result {
    let indent = line.len() - line.trim_start().len();
    let (mut column, mut first) = (indent, true);
    text.write_str(&line[..indent])?;
    for word in line.trim_start().split(' ') {
        let width = word.chars().count();
        if !first && column + 1 + width > WIDTH {
            write!(text, "\n{:1$}", "", indent + 4)?;
            column = indent + 4;
        } else if !first {
            text.write_char(' ')?;
            column += 1;
        }
        text.write_str(word)?;
        (column, first) = (column + width, false);
    }
    text.write_char('\n')
}
