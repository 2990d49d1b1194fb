//! What may a page ask of the reports, or of a file beside it? Nine directives between double braces.
//!
//! | directive | becomes |
//! |---|---|
//! | `{{table CHAPTER/EXPERIMENT}}`, `{{table CHAPTER/EXPERIMENT/TABLE}}` | the table for reading: of one alone, or of several |
//! | `{{figure CHAPTER/EXPERIMENT}}` | the figure with its caption |
//! | `{{value CHAPTER/EXPERIMENT[/TABLE] ROW-KEY COLUMN}}` | one cell of the table, as it is printed; also within a formula |
//! | `{{claim ID}}` | a box with statement, verdict, prediction and measurement |
//! | `{{ledger}}` | all claims, chapter by chapter |
//! | `{{tally}}`, `{{tally CHAPTER}}` | how the claims fared, or those of a chapter |
//! | `{{answer FILE OPTIONS…}}` | what `run input_normalization --data FILE OPTIONS…` prints |
//! | `{{refusal FILE OPTIONS…}}` | the same where the file is refused |
//! | `{{count WHAT}}`, `{{count WHAT CHAPTER}}` | one number of the tally: `facts`, `refuted`, `definitions`, … |
//!
//! `{{value …}}`, `{{tally …}}` and `{{count …}}` stand within a sentence; each of the others stands alone on its line. What begins with `{{#` is mdBook's own.

use super::own_data::Expected;
use crate::text::name as shown;
use std::ops::RangeInclusive;

/// One request to the reports, or to a file.
#[derive(Debug, PartialEq)]
pub(super) enum Directive<'a> {
    Table(&'a str),
    Figure(&'a str),
    Value { table: &'a str, key: &'a str, column: &'a str },
    Claim(&'a str),
    Ledger,
    Tally(Option<&'a str>),
    Count { what: &'a str, chapter: Option<&'a str> },
    OwnData { words: &'a str, expected: Expected },
}

impl<'a> Directive<'a> {
    /// Reads what stands between the braces.
    pub(super) fn parse(inner: &'a str) -> Result<Self, String> {
        let inner = inner.trim();
        let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        let rest = rest.trim();
        match name {
            "table" => Ok(Directive::Table(table(rest, "{{table CHAPTER/EXPERIMENT[/TABLE]}}")?)),
            "figure" => Ok(Directive::Figure(experiment(rest, "{{figure CHAPTER/EXPERIMENT}}")?)),
            "value" => Directive::value(rest),
            "claim" if !rest.is_empty() && !rest.contains(char::is_whitespace) => Ok(Directive::Claim(rest)),
            "claim" => Err(format!("`{}` is no identifier; write `{{{{claim ID}}}}`", shown(rest))),
            "ledger" if rest.is_empty() => Ok(Directive::Ledger),
            "tally" => Directive::tally(rest),
            "count" => Directive::count(rest),
            "answer" => Ok(Directive::OwnData { words: rest, expected: Expected::Answer }),
            "refusal" => Ok(Directive::OwnData { words: rest, expected: Expected::Refusal }),
            _ => Err(format!(
                "unknown directive `{}`; there are table, figure, value, claim, ledger, tally, count, answer and refusal",
                shown(inner)
            )),
        }
    }

    /// The key of a row may hold blanks: it is all that stands between the first word and the last.
    fn value(rest: &'a str) -> Result<Self, String> {
        let usage = "{{value CHAPTER/EXPERIMENT[/TABLE] ROW-KEY COLUMN}}";
        let words = rest
            .split_once(char::is_whitespace)
            .and_then(|(name, rest)| Some((name, rest.trim().rsplit_once(char::is_whitespace)?)));
        let (name, (key, column)) = words.ok_or_else(|| format!("`{}` names no cell; write `{usage}`", shown(rest)))?;
        Ok(Directive::Value { table: table(name, usage)?, key: key.trim(), column })
    }

    fn tally(rest: &'a str) -> Result<Self, String> {
        match rest.split_whitespace().collect::<Vec<_>>()[..] {
            [] => Ok(Directive::Tally(None)),
            [chapter] => Ok(Directive::Tally(Some(chapter))),
            _ => Err(format!("`{rest}` is no chapter; write `{{{{tally}}}}` or `{{{{tally CHAPTER}}}}`")),
        }
    }

    fn count(rest: &'a str) -> Result<Self, String> {
        match rest.split_whitespace().collect::<Vec<_>>()[..] {
            [what] => Ok(Directive::Count { what, chapter: None }),
            [what, chapter] => Ok(Directive::Count { what, chapter: Some(chapter) }),
            _ => Err(format!("`{rest}` counts nothing; write `{{{{count WHAT}}}}` or `{{{{count WHAT CHAPTER}}}}`")),
        }
    }

    /// Whether it stands alone on its line.
    pub(super) fn is_block(&self) -> bool {
        !matches!(self, Directive::Value { .. } | Directive::Tally(_) | Directive::Count { .. })
    }
}

/// A chapter and an experiment.
fn experiment<'a>(name: &'a str, usage: &str) -> Result<&'a str, String> {
    path(name, 2..=2).ok_or_else(|| format!("`{}` is no CHAPTER/EXPERIMENT; write `{usage}`", shown(name)))
}

/// A chapter, an experiment and, of one with several, a table.
fn table<'a>(name: &'a str, usage: &str) -> Result<&'a str, String> {
    path(name, 2..=3).ok_or_else(|| format!("`{}` is no CHAPTER/EXPERIMENT[/TABLE]; write `{usage}`", shown(name)))
}

/// So many words of lower-case letters, digits and underscores, with `/` between them.
fn path(name: &str, words: RangeInclusive<usize>) -> Option<&str> {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    (words.contains(&name.split('/').count()) && name.split('/').all(is_word)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_directive_is_read() {
        assert_eq!(Directive::parse("table a/b"), Ok(Directive::Table("a/b")));
        assert_eq!(Directive::parse("table a/b/c"), Ok(Directive::Table("a/b/c")));
        assert_eq!(Directive::parse(" figure a/b "), Ok(Directive::Figure("a/b")));
        assert_eq!(Directive::parse("claim L09-23"), Ok(Directive::Claim("L09-23")));
        assert_eq!(Directive::parse("ledger"), Ok(Directive::Ledger));
        assert_eq!(Directive::parse("tally"), Ok(Directive::Tally(None)));
        assert_eq!(Directive::parse("tally a"), Ok(Directive::Tally(Some("a"))));
        assert_eq!(Directive::parse("count facts"), Ok(Directive::Count { what: "facts", chapter: None }));
        assert_eq!(Directive::parse("count facts a"), Ok(Directive::Count { what: "facts", chapter: Some("a") }));
    }

    #[test]
    fn a_key_may_hold_blanks() {
        let value = Directive::Value { table: "a/b", key: "breast cancer/raw", column: "steps" };
        assert_eq!(Directive::parse("value a/b breast cancer/raw steps"), Ok(value));
    }

    #[test]
    fn what_is_wrong_is_named_with_what_would_be_right() {
        let problem = |inner| Directive::parse(inner).unwrap_err();
        assert_eq!(
            problem("tabel a/b"),
            "unknown directive `tabel a/b`; there are table, figure, value, claim, ledger, tally, count, answer and refusal"
        );
        let usage = "is no CHAPTER/EXPERIMENT[/TABLE]; write `{{table CHAPTER/EXPERIMENT[/TABLE]}}`";
        for planted in ["a", "a/b/c/d", "a//c", "a/b/C"] {
            let inner = format!("table {planted}");
            assert_eq!(Directive::parse(&inner), Err(format!("`{planted}` {usage}")));
        }
        assert!(problem("figure a/b/c").starts_with("`a/b/c` is no CHAPTER/EXPERIMENT; "));
        assert_eq!(
            problem("figure ../a/b"),
            "`../a/b` is no CHAPTER/EXPERIMENT; write `{{figure CHAPTER/EXPERIMENT}}`"
        );
        assert_eq!(
            problem("value a/b key"),
            "`a/b key` names no cell; write `{{value CHAPTER/EXPERIMENT[/TABLE] ROW-KEY COLUMN}}`"
        );
        assert_eq!(problem("claim"), "`` is no identifier; write `{{claim ID}}`");
        assert_eq!(problem("tally a b"), "`a b` is no chapter; write `{{tally}}` or `{{tally CHAPTER}}`");
        assert_eq!(problem("count"), "`` counts nothing; write `{{count WHAT}}` or `{{count WHAT CHAPTER}}`");
    }
}
