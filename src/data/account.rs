//! What was read of a file? One plain record of all that was seen or decided: signs, rows, the target, what columns became, and what was
//! left out. The first lines of every answer print it.

use super::{Dialect, Encoding, Task};
use crate::text::{name as shown, shell};

/// What was read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Account {
    /// The file, as messages name it.
    pub file: String,
    /// How it is written.
    pub manner: Manner,
    /// Rows of the file that are examples.
    pub rows: usize,
    /// Rows that were left out because a cell is missing.
    pub dropped_rows: usize,
    /// How many features there are.
    pub features: usize,
    /// What is to be predicted.
    pub target: TargetRead,
    /// What became something else than it was, a line each: words that are columns now, days, cells that were filled.
    pub changed: Vec<Changed>,
    /// Columns that are no features.
    pub left_out: Vec<LeftOut>,
    /// Columns of whole numbers with more digits than are kept: the name and the first of these cells.
    pub rounded: Vec<(String, String)>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Manner {
    /// Signs between and in cells.
    pub dialect: Dialect,
    /// How bytes are letters.
    pub encoding: Encoding,
    /// Whether it was packed.
    pub packed: bool,
}

/// The target as it was read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TargetRead {
    /// Its name.
    pub name: String,
    /// The value or class that is predicted.
    pub task: Task,
    /// How many values differ.
    pub different: usize,
    /// The smallest and the largest value.
    pub range: [f64; 2],
    /// The classes in the order of their numbers, and how many examples each has; none for a regression.
    pub classes: Vec<(String, usize)>,
}

/// A column that became something else.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Changed {
    /// Its name.
    pub column: String,
    /// What was done.
    pub how: String,
}

/// A column that is no feature.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LeftOut {
    /// Its name.
    pub column: String,
    /// Why.
    pub why: String,
    /// The option that makes a feature of it, if there is one.
    pub remedy: String,
}

impl LeftOut {
    pub(super) fn new(column: &str, why: impl Into<String>, remedy: impl Into<String>) -> Self {
        LeftOut { column: column.to_owned(), why: why.into(), remedy: remedy.into() }
    }
}

/// The most classes that a line names.
const CLASSES: usize = 6;

impl Account {
    /// The first line: `houses.csv: 442 rows, 10 features; target price: regression, 214 different values, 25 to 346`.
    pub fn headline(&self) -> String {
        let rows = counted(self.rows, "row");
        let features = counted(self.features, "feature");
        format!("{}: {rows}, {features}; target {}", self.file, self.target.line())
    }

    /// How it is written, if that is not the usual way.
    pub fn manner(&self) -> Option<String> {
        let mut words = self.manner.dialect.words();
        if self.manner.encoding != Encoding::Utf8 {
            words.push(self.manner.encoding.name().to_owned());
        }
        if self.manner.packed {
            words.push("unpacked".to_owned());
        }
        (!words.is_empty()).then(|| format!("Read as: {}", words.join(", ")))
    }

    /// What else a reader has to know, a line each: rows that were left out, columns that were changed or are rounded.
    pub fn remarks(&self) -> Vec<(String, String)> {
        let rows = (self.dropped_rows > 0)
            .then(|| (counted(self.dropped_rows, "row"), "left out: a cell is missing (--missing)".to_owned()));
        let changed = self.changed.iter().map(|changed| (shown(&changed.column), changed.how.clone()));
        let rounded = self.rounded.iter().map(|(column, cell)| {
            (shown(column), format!("already rounded: {} has more digits than a number of 53 bits", shown(cell)))
        });
        rows.into_iter().chain(changed).chain(rounded).collect()
    }
}

impl TargetRead {
    /// `price: regression, 214 different values, 25 to 346`, or the classes with their numbers.
    pub fn line(&self) -> String {
        let name = shown(&self.name);
        match self.task {
            Task::Regression => {
                let [low, high] = self.range;
                format!(
                    "{name}: regression, {} different values, {} to {}",
                    thousands(self.different),
                    short(low),
                    short(high)
                )
            }
            Task::Classes => {
                let one = |(number, (class, count)): (usize, &(String, usize))| {
                    let number_of = if *class == number.to_string() { String::new() } else { format!(" = {number}") };
                    format!("{}{number_of} ({})", shown(class), thousands(*count))
                };
                let listed: Vec<String> = self.classes.iter().enumerate().take(CLASSES).map(one).collect();
                let more = if self.classes.len() > CLASSES { ", …" } else { "" };
                format!("{name}: {} classes, {}{more}", self.classes.len(), listed.join(", "))
            }
        }
    }
}

/// How an option names a column, so that a shell hands it on: by its name, or by its number if that is long or can't be typed.
pub(super) fn option_name(name: &str, position: usize) -> String {
    let plain = shown(name) == name && !name.contains(',') && name.parse::<usize>().is_err();
    if plain { shell(name) } else { position.to_string() }
}

/// A number with its noun.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// A count with commas between groups of three digits.
pub fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&[u8]> = digits.as_bytes().rchunks(3).rev().collect();
    groups.iter().map(|group| String::from_utf8_lossy(group)).collect::<Vec<_>>().join(",")
}

/// A value with the digits that a line has room for, whatever its size.
pub(crate) fn short(value: f64) -> String {
    let rounded = crate::bits::round_significant(value, 6);
    if rounded == 0.0 || (1e-3..1e9).contains(&rounded.abs()) { format!("{rounded}") } else { format!("{rounded:e}") }
}
