//! What stands in one cell of a table? Words, a name with its words for readers, a count, a number, or nothing.

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// Words.
    Text(String),
    /// A name: the key by which programs, links and tests know it, and the words or the formula that a reader sees.
    Named {
        /// As files for machines have it.
        key: String,
        /// As tables for reading and figures show it.
        words: String,
    },
    /// A count.
    Integer(i64),
    /// A measured or predicted value; infinities and NaN are results like any other.
    Number(f64),
    /// Nothing was measured here.
    Empty,
}

impl Cell {
    /// The number or the count in it, if there is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Number(number) => Some(*number),
            Cell::Integer(count) => Some(*count as f64),
            Cell::Text(_) | Cell::Named { .. } | Cell::Empty => None,
        }
    }

    /// The cell in the name of its row.
    pub(super) fn key(&self) -> String {
        match self {
            Cell::Text(text) | Cell::Named { key: text, .. } => text.clone(),
            Cell::Integer(count) => count.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Empty => String::new(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<(&str, &str)> for Cell {
    /// A name by its key and its words.
    fn from((key, words): (&str, &str)) -> Self {
        Cell::Named { key: key.to_owned(), words: words.to_owned() }
    }
}

impl From<(String, String)> for Cell {
    /// A name by its key and its words.
    fn from((key, words): (String, String)) -> Self {
        Cell::Named { key, words }
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Cell::Integer(i64::try_from(count).expect("a count fits in 63 bits"))
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Cell::Integer(i64::try_from(count).expect("a count fits in 63 bits"))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Cell::Empty, Into::into)
    }
}
