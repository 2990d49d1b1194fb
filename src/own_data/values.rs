//! Which words and signs do the options take that say how a file is written? For every command that reads one.

use clap::builder::{PossibleValuesParser, TypedValueParser};

/// In place of a file's name; a file of that name is `./-`.
pub const STANDARD_INPUT: &str = "-";

/// One of these words, and what it stands for.
pub fn one_of<T, const N: usize>(words: [(&'static str, T); N]) -> impl TypedValueParser<Value = T>
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

/// A decimal sign.
///
/// # Errors
/// What it may be.
pub fn decimal(text: &str) -> Result<char, String> {
    sign(text).filter(|sign| ['.', ','].contains(sign)).ok_or_else(|| "a decimal sign is `.` or `,`".to_owned())
}

/// A sign between groups of three digits.
///
/// # Errors
/// As [`decimal`].
pub fn thousands(text: &str) -> Result<char, String> {
    let sign = if text == "space" { Some(' ') } else { sign(text) };
    let known = [',', '.', ' ', '\'', '_'];
    sign.filter(|sign| known.contains(sign))
        .ok_or_else(|| "a sign between groups is one of `,`, `.`, `'`, `_` and space".to_owned())
}

/// A sign between cells.
///
/// # Errors
/// As [`decimal`].
pub fn delimiter(text: &str) -> Result<char, String> {
    match text {
        "tab" | "\\t" => Some('\t'),
        "space" => Some(' '),
        text => sign(text),
    }
    .ok_or_else(|| "a sign between cells is a single letter, or `tab` or `space`".to_owned())
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
