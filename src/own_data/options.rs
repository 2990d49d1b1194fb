//! Which file of one's own is meant, and how is it to be read? One set of options, for the command line and for the pages of the book.

use std::path::PathBuf;

use clap::{Args, Parser};

use super::complaint::complaint;
use super::values::{decimal, delimiter, one_of, thousands};
use crate::data::{Encoding, Missing, OnText, Reading, Task};
use crate::text::shell;

/// A file of one's own, and how it is to be read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Data of your own")]
pub struct OwnFile {
    /// A CSV file of your own, plain or packed by gzip, or `-` for standard input: one line of column names, then an example a line
    #[arg(long, value_name = "FILE", requires = "target")]
    pub data: Option<PathBuf>,
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
    pub all: bool,
}

/// The options alone, without a command before them.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct Alone {
    #[command(flatten)]
    own: OwnFile,
}

impl OwnFile {
    /// The options in these words.
    ///
    /// # Errors
    /// What is wrong with them, in a line.
    pub fn of_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<OwnFile, String> {
        Alone::try_parse_from(words).map(|alone| alone.own).map_err(complaint)
    }

    /// How the file is to be read, if there is one.
    pub fn reading(&self) -> Option<Reading> {
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

    /// The same options as words of a command.
    pub fn words(&self) -> Vec<(&'static str, String)> {
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
    fn words_become_options_and_words_again_or_a_complaint_in_a_line() {
        let words = ["--data", "a b.csv", "--target", "y", "--missing", "median", "--fold-case"];
        let again = OwnFile::of_words(words).unwrap().words();
        let text = |(option, value): &(&str, String)| format!("--{option} {value}").trim_end().to_owned();
        assert_eq!(
            again.iter().map(text).collect::<Vec<_>>(),
            ["--data 'a b.csv'", "--target y", "--missing median", "--fold-case"]
        );
        let complaint = |words: &[&str]| OwnFile::of_words(words.iter().copied()).unwrap_err();
        assert_eq!(
            complaint(&["--data", "a.csv", "--targt", "y"]),
            "unexpected argument '--targt' found; tip: a similar argument exists: '--target'"
        );
        assert!(complaint(&["--data", "a.csv"]).contains("--target <COLUMN>"));
    }
}
