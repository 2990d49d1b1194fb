//! How is a file of one's own read, and what is said of it? The options that describe it, and the answer: the first screen, or tables.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use wellposed::data::{Encoding, Missing, OnText, OwnData, Reading, Task, parse_table, read_table};
use wellposed::text::shell;

use super::Failure;

/// In place of a file's name; a file of that name is `./-`.
pub(super) const STANDARD_INPUT: &str = "-";

/// A file of one's own, and how it is to be read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Data of your own")]
pub(crate) struct OwnFile {
    /// A CSV file of your own, plain or packed by gzip, or `-` for standard input: one line of column names, then an example a line
    #[arg(long, value_name = "FILE", requires = "target", conflicts_with_all = ["seed", "replicates"])]
    pub(crate) data: Option<PathBuf>,
    /// The column of FILE that is to be predicted, by name or number
    #[arg(long, value_name = "COLUMN", requires = "data")]
    target: Option<String>,
    /// Whether the target is a value or a class; seen from its cells if it is left out
    #[arg(long, value_name = "TASK", requires = "data", value_parser = one_of(Task::WORDS))]
    task: Option<Task>,
    /// Columns that are no features, by names or numbers, separated by commas
    #[arg(long, value_name = "COLUMNS", requires = "data")]
    drop: Vec<String>,
    /// Columns that are features, and no others
    #[arg(long, value_name = "COLUMNS", requires = "data")]
    only: Vec<String>,
    /// Columns of words: a feature of 0 and 1 for each word but the most frequent
    #[arg(long, value_name = "COLUMNS", requires = "data")]
    categorical: Vec<String>,
    /// Columns of dates: days since 1970-01-01
    #[arg(long, value_name = "COLUMNS", requires = "data")]
    dates: Vec<String>,
    /// What to do with other columns of words or dates [default: leave-out, with a note]
    #[arg(long, value_name = "WHAT", requires = "data", value_parser = one_of(OnText::WORDS))]
    text: Option<OnText>,
    /// What to do with missing cells; mean and median are those of the rows of FILE, so give it training rows alone [default: refuse]
    #[arg(long, value_name = "WHAT", requires = "data", value_parser = one_of(Missing::WORDS))]
    missing: Option<Missing>,
    /// The decimal sign
    #[arg(long, value_name = "SIGN", requires = "data", value_parser = decimal)]
    decimal: Option<char>,
    /// The sign between groups of three digits, such as `,`
    #[arg(long, value_name = "SIGN", requires = "data", value_parser = thousands)]
    thousands: Option<char>,
    /// The sign between cells; `tab` and `space` are words for them
    #[arg(long, value_name = "SIGN", requires = "data", value_parser = delimiter)]
    delimiter: Option<char>,
    /// How bytes are letters
    #[arg(long, value_name = "NAME", requires = "data", value_parser = one_of(Encoding::WORDS))]
    encoding: Option<Encoding>,
    /// Labels of the target that differ by capitals alone are one class
    #[arg(long, requires = "data")]
    fold_case: bool,
    /// Print every table below the recommendation
    #[arg(long, requires = "data")]
    pub(crate) all: bool,
}

/// One of these words, and what it stands for.
pub(super) fn one_of<T, const N: usize>(words: [(&'static str, T); N]) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    let meant = move |typed: String| words.iter().find(|(word, _)| *word == typed).map(|(_, meant)| *meant);
    PossibleValuesParser::new(words.map(|(word, _)| word)).try_map(move |typed| meant(typed).ok_or("no such word"))
}

fn sign(text: &str) -> Option<char> {
    let mut signs = text.chars();
    signs.next().filter(|_| signs.next().is_none())
}

pub(super) fn decimal(text: &str) -> Result<char, String> {
    sign(text).filter(|sign| ['.', ','].contains(sign)).ok_or_else(|| "a decimal sign is `.` or `,`".to_owned())
}

pub(super) fn thousands(text: &str) -> Result<char, String> {
    let sign = if text == "space" { Some(' ') } else { sign(text) };
    let known = [',', '.', ' ', '\'', '_'];
    sign.filter(|sign| known.contains(sign))
        .ok_or_else(|| "a sign between groups is one of `,`, `.`, `'`, `_` and space".to_owned())
}

pub(super) fn delimiter(text: &str) -> Result<char, String> {
    match text {
        "tab" | "\\t" => Some('\t'),
        "space" => Some(' '),
        text => sign(text),
    }
    .ok_or_else(|| "a sign between cells is a single letter, or `tab` or `space`".to_owned())
}

impl OwnFile {
    /// How the file is to be read, if there is one.
    fn reading(&self) -> Option<Reading> {
        Some(Reading {
            task: self.task,
            drop: self.drop.clone(),
            only: self.only.clone(),
            categorical: self.categorical.clone(),
            dates: self.dates.clone(),
            text: self.text.unwrap_or_default(),
            missing: self.missing.unwrap_or_default(),
            decimal: self.decimal,
            thousands: self.thousands,
            delimiter: self.delimiter,
            encoding: self.encoding,
            fold_case: self.fold_case,
            ..Reading::of(self.target.clone()?)
        })
    }

    /// The examples of the file, if there is one.
    pub(crate) fn read(&self) -> Result<Option<OwnData>, Failure> {
        let (Some(file), Some(reading)) = (&self.data, self.reading()) else { return Ok(None) };
        let read = if file == Path::new(STANDARD_INPUT) {
            parse_table(io::stdin().lock(), "standard input", &reading)?
        } else {
            read_table(file, &reading)?
        };
        Ok(Some(read))
    }

    /// The same options as words of a command.
    pub(crate) fn words(&self) -> Vec<(&'static str, String)> {
        let text = |text: &Option<String>| text.as_ref().map(shell);
        let sign = |sign: Option<char>| sign.map(|sign| shell(sign.to_string()));
        let one = [("data", self.data.as_ref().map(shell)), ("target", text(&self.target))];
        let lists =
            [("drop", &self.drop), ("only", &self.only), ("categorical", &self.categorical), ("dates", &self.dates)];
        let lists =
            lists.into_iter().flat_map(|(option, names)| names.iter().map(move |name| (option, Some(shell(name)))));
        let signs = [("decimal", self.decimal), ("thousands", self.thousands), ("delimiter", self.delimiter)];
        let words = [
            ("task", word(Task::WORDS, self.task)),
            ("text", word(OnText::WORDS, self.text)),
            ("missing", word(Missing::WORDS, self.missing)),
            ("encoding", word(Encoding::WORDS, self.encoding)),
        ];
        let signs = signs.into_iter().map(|(option, value)| (option, sign(value)));
        let fold_case = [("fold-case", self.fold_case.then(String::new))];
        let all = one.into_iter().chain(words).chain(lists).chain(signs).chain(fold_case);
        all.filter_map(|(option, value)| Some((option, value?))).collect()
    }
}

fn word<T: PartialEq, const N: usize>(words: [(&'static str, T); N], meant: Option<T>) -> Option<String> {
    let meant = meant?;
    words.into_iter().find(|(_, known)| *known == meant).map(|(word, _)| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_single_letters_or_their_names() {
        assert_eq!((delimiter("tab"), delimiter("space"), delimiter(";")), (Ok('\t'), Ok(' '), Ok(';')));
        assert!(delimiter("").is_err() && delimiter(";;").is_err());
        assert_eq!((decimal(","), thousands("space"), thousands("'")), (Ok(','), Ok(' '), Ok('\'')));
        assert!(decimal(";").is_err() && thousands("x").is_err());
    }
}
