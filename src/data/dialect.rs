//! How are cells written? Which sign separates them, which is the decimal sign, and which stands between groups of three digits.
//!
//! What nobody has said is seen from the first lines. A separator is the one of `,`, `;`, tab and `|` that the header holds most of, and
//! rather one of which the next line holds as many. The decimal sign is a comma only where cells are separated by another sign, numbers
//! like `3,5` stand in the first lines, which can't be groups of three digits, and none like `3.5` does. A line `sep=;` says what it says.

use super::Reading;
use super::cell::{Cell, number};

/// How cells are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between cells.
    pub delimiter: char,
    /// Before the fraction.
    pub decimal: char,
    /// Between groups of three digits, if there may be any.
    pub thousands: Option<char>,
}

const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

impl Dialect {
    /// The dialect of numbers alone.
    pub(super) fn of_numbers(decimal: char, thousands: Option<char>) -> Self {
        Dialect { delimiter: ',', decimal, thousands }
    }

    /// What was said, and what the first lines tell of the rest.
    pub(super) fn of(lines: &[&str], said: Option<char>, reading: &Reading) -> Self {
        let delimiter = reading.delimiter.or(said).unwrap_or_else(|| delimiter(lines));
        let comma = delimiter != ',' && reading.thousands != Some(',') && has_decimal_commas(lines, delimiter);
        let decimal = reading.decimal.unwrap_or(if comma || reading.thousands == Some('.') { ',' } else { '.' });
        Dialect { delimiter, decimal, thousands: reading.thousands }
    }

    /// What a reader should know of it: nothing if it is the usual one.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        match self.delimiter {
            ',' => {}
            '\t' => words.push("columns separated by tabs".to_owned()),
            ' ' => words.push("columns separated by blanks".to_owned()),
            sign => words.push(format!("columns separated by `{sign}`")),
        }
        if self.decimal == ',' {
            words.push("decimal comma".to_owned());
        }
        words.extend(self.thousands.map(|sign| format!("thousands separated by `{sign}`")));
        words
    }
}

/// The sign that a line `sep=;` names.
pub(super) fn said(line: &str) -> Option<char> {
    let mut signs = line.trim_matches(['"', '\n']).strip_prefix("sep=")?.chars();
    signs.next().filter(|sign| sign.is_ascii() && signs.next().is_none())
}

fn delimiter(lines: &[&str]) -> char {
    let count = |line: Option<&&str>, sign: char| line.map_or(0, |line| outside_of_quotes(line, sign));
    // Of equal ones `max_by_key` takes the last.
    let judged = DELIMITERS.into_iter().rev().max_by_key(|&sign| {
        let header = count(lines.first(), sign);
        (header > 0 && header == count(lines.get(1), sign), header)
    });
    judged.unwrap_or(',')
}

fn outside_of_quotes(line: &str, sign: char) -> usize {
    let mut quoted = false;
    let outside = line.chars().filter(|&letter| {
        quoted ^= letter == '"';
        letter == sign && !quoted
    });
    outside.count()
}

fn has_decimal_commas(lines: &[&str], delimiter: char) -> bool {
    let is_number = |cell: &str, decimal, thousands| {
        matches!(number(cell, &Dialect::of_numbers(decimal, thousands)), Cell::Number(_))
    };
    let cells = lines.iter().skip(1).flat_map(|line| line.split(delimiter)).map(|cell| cell.trim().trim_matches('"'));
    let mut commas = false;
    for cell in cells {
        if cell.contains('.') && is_number(cell, '.', None) {
            return false;
        }
        commas |= cell.contains(',') && is_number(cell, ',', None) && !is_number(cell, '.', Some(','));
    }
    commas
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> (char, char) {
        let lines: Vec<&str> = text.lines().collect();
        let dialect = Dialect::of(&lines, None, &Reading::default());
        (dialect.delimiter, dialect.decimal)
    }

    #[test]
    fn the_first_lines_tell_the_signs() {
        assert_eq!(seen("a,b\n1,2\n"), (',', '.'));
        assert_eq!(seen("a;b\n1,5;2\n"), (';', ','));
        assert_eq!(seen("a\tb\n1,5\t2\n"), ('\t', ','));
        assert_eq!(seen("a|b\n1.5|2\n"), ('|', '.'));
        assert_eq!(seen("size, in m2;price\n70;1\n"), (';', '.'));
        assert_eq!(seen("alone\n1\n"), (',', '.'));
        // Groups of three digits are no decimals, a point beside a comma leaves it open, and in a quoted cell neither is said.
        assert_eq!(seen("a;b\n1,500;2\n"), (';', '.'));
        assert_eq!(seen("a;b\n1,5;2.5\n"), (';', '.'));
        assert_eq!(seen("a,b\n\"1,5\",2\n"), (',', '.'));
    }

    #[test]
    fn a_line_may_say_the_separator() {
        assert_eq!(
            (said("sep=;"), said("\"sep=\t\"\n"), said("sep=ab"), said("sep,b")),
            (Some(';'), Some('\t'), None, None)
        );
    }
}
