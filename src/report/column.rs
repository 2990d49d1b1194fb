//! What is a column? Its key for programs, its words for readers, its unit, and how many digits of its numbers are to be read.

use std::fmt;

/// How the cells of a column are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Digits {
    /// Words or counts, as they are.
    Exact,
    /// Numbers with this many digits after the point for reading; the CSV keeps every digit.
    Fixed(u8),
    /// Numbers with this many significant digits for reading; the CSV keeps every digit.
    Significant(u8),
}

impl Digits {
    /// What [`Digits`] displays, read back.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.split_once(' ') {
            None if text == "exact" => Some(Digits::Exact),
            Some(("fixed", places)) => places.parse().ok().map(Digits::Fixed),
            Some(("significant", count)) => count.parse().ok().map(Digits::Significant),
            _ => None,
        }
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Digits::Exact => write!(formatter, "exact"),
            Digits::Fixed(places) => write!(formatter, "fixed {places}"),
            Digits::Significant(count) => write!(formatter, "significant {count}"),
        }
    }
}

/// A column: its name, its unit and its printed precision.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Column {
    /// Lower-case words joined by underscores: the key by which programs know the column.
    pub name: &'static str,
    /// The words or the formula that a reader sees above it; those of the name if there are none.
    pub title: &'static str,
    /// The unit of the numbers (`1` for a pure number), empty for words.
    pub unit: &'static str,
    /// How cells are printed.
    pub digits: Digits,
}

impl Column {
    /// A column of words.
    pub fn text(name: &'static str) -> Self {
        Column { name, title: "", unit: "", digits: Digits::Exact }
    }

    /// A column of counts.
    pub fn count(name: &'static str, unit: &'static str) -> Self {
        Column { name, title: "", unit, digits: Digits::Exact }
    }

    /// A column of numbers.
    pub fn number(name: &'static str, unit: &'static str, digits: Digits) -> Self {
        Column { name, title: "", unit, digits }
    }

    /// A column of pure numbers with so many significant digits.
    pub fn significant(name: &'static str, digits: u8) -> Self {
        Column::number(name, "1", Digits::Significant(digits))
    }

    /// What a reader sees above the column.
    pub fn words(&self) -> String {
        if self.title.is_empty() { self.name.replace('_', " ") } else { self.title.to_owned() }
    }

    /// The words above the column with its unit.
    pub fn heading(&self) -> String {
        with_unit(self.words(), self.unit)
    }

    /// The same column with these words or this formula above it.
    pub fn titled(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }
}

/// The words above a column and its unit, unless the words say it (`steps`) or there is none.
pub(super) fn with_unit(words: String, unit: &str) -> String {
    let said = words.split(' ').any(|word| word == unit || word.strip_suffix('s') == Some(unit));
    if said || matches!(unit, "" | "1") { words } else { format!("{words} ({unit})") }
}
