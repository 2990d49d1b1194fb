//! Why was a file refused? All that has to be settled, in one message, so that the next run needs no third.
//!
//! One fault alone is one line. Several, or one beside columns that would be left out, are a line each, in the order of the columns, with the option that settles it; the first ten are
//! shown, and how many more there are.

use std::fmt;

use super::Fault;
use super::account::{LeftOut, counted};
use crate::text::name as shown;

/// What is wrong with a file, and which file it is.
#[derive(Debug)]
#[non_exhaustive]
pub struct DataError {
    /// The file, as it was named.
    pub file: String,
    /// What is wrong with it: at least one fault.
    pub faults: Vec<Fault>,
    /// How many rows were read.
    pub rows: usize,
    /// Columns that would be left out, if the faults were settled.
    pub left_out: Vec<LeftOut>,
}

/// So many faults are shown.
const SHOWN: usize = 10;
/// A line for a terminal.
const WIDTH: usize = 100;

impl DataError {
    pub(super) fn of(file: String, fault: Fault) -> Self {
        DataError { file, faults: vec![fault], rows: 0, left_out: Vec::new() }
    }

    /// The first fault.
    ///
    /// # Panics
    /// Never: there is one.
    pub fn fault(&self) -> &Fault {
        &self.faults[0]
    }

    fn lines(&self) -> Vec<[String; 3]> {
        let one = |fault: &Fault| {
            let (what, remedy) = fault.what_and_remedy();
            [fault.subject(), what, remedy]
        };
        let faults = self.faults.iter().take(SHOWN).map(one);
        let asked = self.left_out.iter().filter(|left_out| !left_out.remedy.is_empty());
        let left_out = asked.map(|left_out| {
            [shown(&left_out.column), format!("{}: left out, or", left_out.why), left_out.remedy.clone()]
        });
        faults.chain(left_out.take(SHOWN)).collect()
    }
}

impl std::error::Error for DataError {}

impl fmt::Display for DataError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DataError { file, faults, rows, .. } = self;
        let remedies = self.left_out.iter().any(|left_out| !left_out.remedy.is_empty());
        if let ([fault], false) = (faults.as_slice(), remedies) {
            return write!(formatter, "{file}: {fault}");
        }
        let (faults, read) = (counted(faults.len(), "thing"), counted(*rows, "row"));
        write!(formatter, "{file}: {faults} to settle ({read} read)")?;
        let lines = self.lines();
        let width = |part: usize| lines.iter().map(|line| line[part].chars().count()).max().unwrap_or(0);
        let (first, second) = (width(0), width(1).min(WIDTH / 2));
        for [subject, what, remedy] in &lines {
            let line = format!("  {subject:first$}  {what:second$}  {remedy}");
            let line = line.trim_end();
            match line.chars().count() > WIDTH && !remedy.is_empty() {
                true => write!(formatter, "\n  {subject:first$}  {what}\n  {:first$}    {remedy}", "")?,
                false => write!(formatter, "\n{line}")?,
            }
        }
        match self.faults.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(formatter, "\n  and {} more", counted(more, "fault")),
        }
    }
}
