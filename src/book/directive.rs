//! What may a page ask of the reports, or of a file beside it? Directives between double braces.
//!
//! | directive | becomes |
//! |---|---|
//! | `{{table CHAPTER/EXPERIMENT[/TABLE] [columns A, B] [rows KEY; KEY]}}` | these columns and rows of a table, at most twelve rows |
//! | `{{figure CHAPTER/EXPERIMENT [panels 1, 3]}}`, `{{/figure}}` | the figure, or these panels of it; the caption stands between the two |
//! | `{{value CHAPTER/EXPERIMENT[/TABLE] ROW-KEY COLUMN}}` | one cell of the table, as it is printed; also within a formula |
//! | `{{claim ID ID …}}` | a line for each claim with verdict, statement, measurement and prediction |
//! | `{{ledger}}` | all claims, chapter by chapter |
//! | `{{tally}}`, `{{tally CHAPTER}}` | how the claims fared, or those of a chapter |
//! | `{{answer FILE OPTIONS…}}` | what `run input_normalization --data FILE OPTIONS…` prints |
//! | `{{refusal FILE OPTIONS…}}` | the same where the file is refused |
//! | `{{count WHAT}}`, `{{count WHAT CHAPTER}}` | one number of the tally: `facts`, `refuted`, `definitions`, … |
//! | `{{cite KEY}}`, `{{citep KEY}}` | a work in a sentence, “Ng (2017)”, or in parentheses, “Ng, 2017” |
//! | `{{references}}` | all works that are cited |
//! | `{{reports}}` | all pages of reports |
//! | `{{rules CHAPTER}}` | what stands on a chapter's page under the heading [`RULES`] |
//! | `{{explorable NAME}}` | a figure that computes in the reader's browser, with its still |
//! | `{{own_file}}` | where a chapter takes a file of the reader's own |
//! | `{{recompute}}` | where the whole book is computed again in the reader's browser |
//!
//! `value`, `tally`, `count`, `cite` and `citep` stand within a sentence; each of the others stands alone on its line. What begins with `{{#` is mdBook's own.

use super::own_data::Expected;
use crate::text::name as shown;
use std::ops::RangeInclusive;

/// The heading of the rules on a chapter's page.
pub(super) const RULES: &str = "## Rules that you can apply today";

/// One request to the reports, or to a file.
#[derive(Debug, PartialEq)]
pub(super) enum Directive<'a> {
    Table { table: &'a str, part: Part<'a> },
    Figure { experiment: &'a str, panels: Vec<usize> },
    EndOfFigure,
    Value { table: &'a str, key: &'a str, column: &'a str },
    Claims(Vec<&'a str>),
    Ledger,
    Tally(Option<&'a str>),
    Count { what: &'a str, chapter: Option<&'a str> },
    OwnData { words: &'a str, expected: Expected },
    Citation { key: &'a str, in_parentheses: bool },
    References,
    Reports,
    Rules(&'a str),
    Explorable(&'a str),
    OwnFile,
    Recompute,
}

/// Which columns and rows of a table a page shows; all where none are named.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Part<'a> {
    pub(super) columns: Vec<&'a str>,
    /// Keys, in which a star stands for any letters.
    pub(super) rows: Vec<&'a str>,
}

const TABLE: &str = "{{table CHAPTER/EXPERIMENT[/TABLE] [columns A, B] [rows KEY; KEY]}}";
const FIGURE: &str = "{{figure CHAPTER/EXPERIMENT [panels 1, 3]}}";

impl<'a> Directive<'a> {
    /// Reads what stands between the braces.
    pub(super) fn parse(inner: &'a str) -> Result<Self, String> {
        let inner = inner.trim();
        let (name, rest) = first_word(inner);
        match name {
            "table" => Directive::table(rest),
            "figure" => Directive::figure(rest),
            "/figure" if rest.is_empty() => Ok(Directive::EndOfFigure),
            "value" => Directive::value(rest),
            "claim" if !rest.is_empty() => Ok(Directive::Claims(rest.split_whitespace().collect())),
            "claim" => Err("names no claim; write `{{claim ID}}` or `{{claim ID ID}}`".to_owned()),
            "ledger" if rest.is_empty() => Ok(Directive::Ledger),
            "tally" => Directive::tally(rest),
            "count" => Directive::count(rest),
            "answer" => Ok(Directive::OwnData { words: rest, expected: Expected::Answer }),
            "refusal" => Ok(Directive::OwnData { words: rest, expected: Expected::Refusal }),
            "cite" | "citep" => one(rest, "work", "{{cite KEY}}")
                .map(|key| Directive::Citation { key, in_parentheses: name == "citep" }),
            "references" if rest.is_empty() => Ok(Directive::References),
            "reports" if rest.is_empty() => Ok(Directive::Reports),
            "explorable" => Ok(Directive::Explorable(one(rest, "figure that computes", "{{explorable NAME}}")?)),
            "own_file" if rest.is_empty() => Ok(Directive::OwnFile),
            "recompute" if rest.is_empty() => Ok(Directive::Recompute),
            "rules" => Ok(Directive::Rules(path(rest, 1..=1, "CHAPTER", "{{rules CHAPTER}}")?)),
            _ => Err(format!(
                "unknown directive `{}`; there are table, figure, value, claim, ledger, tally, count, answer, refusal, cite, citep, references, \
                 reports, rules, explorable, own_file and recompute",
                shown(inner)
            )),
        }
    }

    fn table(rest: &'a str) -> Result<Self, String> {
        let (name, part) = first_word(rest);
        let table = path(name, 2..=3, "CHAPTER/EXPERIMENT[/TABLE]", TABLE)?;
        // The rows come last: a key may hold any words.
        let (before, rows) = match part.strip_prefix("rows ") {
            Some(rows) => ("", rows),
            None => part.split_once(" rows ").unwrap_or((part, "")),
        };
        let columns = match first_word(before) {
            ("", _) => "",
            ("columns", columns) => columns,
            (other, _) => return Err(format!("`{}` is neither columns nor rows; write `{TABLE}`", shown(other))),
        };
        let list = |text: &'a str, mark| text.split(mark).map(str::trim).filter(|word| !word.is_empty()).collect();
        Ok(Directive::Table { table, part: Part { columns: list(columns, ','), rows: list(rows, ';') } })
    }

    fn figure(rest: &'a str) -> Result<Self, String> {
        let (name, rest) = first_word(rest);
        let experiment = path(name, 2..=2, "CHAPTER/EXPERIMENT", FIGURE)?;
        let numbers = match first_word(rest) {
            ("", _) => return Ok(Directive::Figure { experiment, panels: Vec::new() }),
            ("panels", numbers) => {
                numbers.split(',').map(|number| number.trim().parse().ok().filter(|&panel| panel > 0))
            }
            _ => return Err(format!("`{}` names no panels; write `{FIGURE}`", shown(rest))),
        };
        let panels = numbers.collect::<Option<_>>();
        let panels = panels.ok_or_else(|| format!("`{}` names no panels; write `{FIGURE}`", shown(rest)))?;
        Ok(Directive::Figure { experiment, panels })
    }

    /// The key of a row may hold blanks: it is all that stands between the first word and the last.
    fn value(rest: &'a str) -> Result<Self, String> {
        let usage = "{{value CHAPTER/EXPERIMENT[/TABLE] ROW-KEY COLUMN}}";
        let words = rest
            .split_once(char::is_whitespace)
            .and_then(|(name, rest)| Some((name, rest.trim().rsplit_once(char::is_whitespace)?)));
        let (name, (key, column)) = words.ok_or_else(|| format!("`{}` names no cell; write `{usage}`", shown(rest)))?;
        let table = path(name, 2..=3, "CHAPTER/EXPERIMENT[/TABLE]", usage)?;
        Ok(Directive::Value { table, key: key.trim(), column })
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
        !matches!(
            self,
            Directive::Value { .. } | Directive::Tally(_) | Directive::Count { .. } | Directive::Citation { .. }
        )
    }
}

/// The first word, and what follows it.
fn first_word(text: &str) -> (&str, &str) {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (first, rest.trim())
}

/// A single word.
fn one<'a>(rest: &'a str, what: &str, usage: &str) -> Result<&'a str, String> {
    let is_one = !rest.is_empty() && !rest.contains(char::is_whitespace);
    if is_one { Ok(rest) } else { Err(format!("`{}` is no {what}; write `{usage}`", shown(rest))) }
}

/// So many words of lower-case letters, digits and underscores, with `/` between them: chapter, experiment, table.
fn path<'a>(name: &'a str, words: RangeInclusive<usize>, what: &str, usage: &str) -> Result<&'a str, String> {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let is_path = words.contains(&name.split('/').count()) && name.split('/').all(is_word);
    if is_path { Ok(name) } else { Err(format!("`{}` is no {what}; write `{usage}`", shown(name))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_directive_is_read() {
        let all = |table| Directive::Table { table, part: Part::default() };
        assert_eq!(Directive::parse("table a/b"), Ok(all("a/b")));
        assert_eq!(Directive::parse("table a/b/c"), Ok(all("a/b/c")));
        let figure = |panels| Directive::Figure { experiment: "a/b", panels };
        assert_eq!(Directive::parse(" figure a/b "), Ok(figure(vec![])));
        assert_eq!(Directive::parse("figure a/b panels 1, 3"), Ok(figure(vec![1, 3])));
        assert_eq!(Directive::parse("/figure"), Ok(Directive::EndOfFigure));
        assert_eq!(Directive::parse("claim L09-23"), Ok(Directive::Claims(vec!["L09-23"])));
        assert_eq!(Directive::parse("claim A  B"), Ok(Directive::Claims(vec!["A", "B"])));
        assert_eq!(Directive::parse("ledger"), Ok(Directive::Ledger));
        assert_eq!(Directive::parse("tally"), Ok(Directive::Tally(None)));
        assert_eq!(Directive::parse("tally a"), Ok(Directive::Tally(Some("a"))));
        assert_eq!(Directive::parse("count facts"), Ok(Directive::Count { what: "facts", chapter: None }));
        assert_eq!(Directive::parse("count facts a"), Ok(Directive::Count { what: "facts", chapter: Some("a") }));
        assert_eq!(Directive::parse("citep ng2017"), Ok(Directive::Citation { key: "ng2017", in_parentheses: true }));
        assert_eq!(Directive::parse("rules a"), Ok(Directive::Rules("a")));
        assert_eq!(Directive::parse("explorable bowl"), Ok(Directive::Explorable("bowl")));
        assert_eq!(Directive::parse("own_file"), Ok(Directive::OwnFile));
        assert_eq!(Directive::parse("recompute"), Ok(Directive::Recompute));
    }

    #[test]
    fn a_part_of_a_table_is_columns_rows_or_both() {
        let part = |inner| match Directive::parse(inner) {
            Ok(Directive::Table { part, .. }) => (part.columns, part.rows),
            other => panic!("{other:?}"),
        };
        assert_eq!(part("table a/b columns x, y"), (vec!["x", "y"], vec![]));
        assert_eq!(
            part("table a/b rows breast cancer/raw; two rows/1;"),
            (vec![], vec!["breast cancer/raw", "two rows/1"])
        );
        assert_eq!(part("table a/b columns x rows k*"), (vec!["x"], vec!["k*"]));
    }

    #[test]
    fn a_key_may_hold_blanks() {
        let value = Directive::Value { table: "a/b", key: "breast cancer/raw", column: "steps" };
        assert_eq!(Directive::parse("value a/b breast cancer/raw steps"), Ok(value));
    }

    #[test]
    fn what_is_wrong_is_named_with_what_would_be_right() {
        let problem = |inner: &str| Directive::parse(inner).unwrap_err();
        assert!(problem("tabel a/b").starts_with("unknown directive `tabel a/b`; there are table, figure, "));
        for planted in ["a", "a/b/c/d", "a//c", "a/b/C"] {
            let expected = format!("`{planted}` is no CHAPTER/EXPERIMENT[/TABLE]; write `{TABLE}`");
            assert_eq!(Directive::parse(&format!("table {planted}")), Err(expected));
        }
        assert_eq!(problem("table a/b row k"), format!("`row` is neither columns nor rows; write `{TABLE}`"));
        for planted in ["a/b/c", "../a/b"] {
            let expected = format!("`{planted}` is no CHAPTER/EXPERIMENT; write `{FIGURE}`");
            assert_eq!(Directive::parse(&format!("figure {planted}")), Err(expected));
        }
        for planted in ["panels", "panels 0", "panels one", "panel 1"] {
            let expected = format!("`{planted}` names no panels; write `{FIGURE}`");
            assert_eq!(Directive::parse(&format!("figure a/b {planted}")), Err(expected));
        }
        assert_eq!(
            problem("value a/b key"),
            "`a/b key` names no cell; write `{{value CHAPTER/EXPERIMENT[/TABLE] ROW-KEY COLUMN}}`"
        );
        assert_eq!(problem("claim"), "names no claim; write `{{claim ID}}` or `{{claim ID ID}}`");
        assert_eq!(problem("cite a b"), "`a b` is no work; write `{{cite KEY}}`");
        assert_eq!(problem("rules a/b"), "`a/b` is no CHAPTER; write `{{rules CHAPTER}}`");
        assert_eq!(problem("tally a b"), "`a b` is no chapter; write `{{tally}}` or `{{tally CHAPTER}}`");
        assert_eq!(problem("count"), "`` counts nothing; write `{{count WHAT}}` or `{{count WHAT CHAPTER}}`");
    }
}
