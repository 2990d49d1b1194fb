//! Where does a page hold code and formulas, and what would Markdown do to HTML put between its words?
//!
//! A page is read by the parser that mdBook uses, with formulas switched on, so that a dollar in a code block is never taken for
//! the beginning of a formula.

use super::bounds::DEEPEST_PAGE;
use super::error::Problem;
use crate::text::literal;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

/// A stretch of a page that is not prose.
#[derive(Debug, PartialEq)]
pub(super) enum Span {
    /// A code block or code between backticks; it stays as it is.
    Code,
    /// A formula in its line.
    Formula(String),
    /// A formula on a line of its own.
    Display(String),
}

/// mdBook's own options, and formulas between dollars.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
}

/// An event with the bytes that it takes.
type Part<'a> = (Event<'a>, Range<usize>);

/// A stretch with the bytes that it takes.
type Cut = (Range<usize>, Span);

/// What a page consists of with the bytes that each part takes; the error is a byte and a problem.
pub(super) fn events(page: &str, options: Options) -> Result<Vec<Part<'_>>, Problem> {
    let mut events = Vec::new();
    let mut depth: usize = 0;
    for (event, range) in Parser::new_ext(page, options).into_offset_iter() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth > DEEPEST_PAGE {
            return Err((range.start, format!("is nested more than {DEEPEST_PAGE} deep")));
        }
        events.push((event, range));
    }
    Ok(events)
}

/// The line of a byte, from 1.
pub(super) fn line_of(page: &str, byte: usize) -> usize {
    page[..byte].matches('\n').count() + 1
}

/// The code and the formulas of a page with the bytes that they take, in order; the error is a byte and a problem.
pub(super) fn spans(page: &str) -> Result<Vec<Cut>, Problem> {
    let mut spans: Vec<Cut> = events(page, options())?
        .into_iter()
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => Some((range, Span::Code)),
            Event::InlineMath(latex) => Some((range, Span::Formula(latex.into_string()))),
            Event::DisplayMath(latex) => Some((range, Span::Display(latex.into_string()))),
            _ => None,
        })
        .collect();
    spans.sort_by_key(|(range, _)| range.start);
    Ok(spans)
}

/// HTML whose words Markdown leaves as they are: what stands outside of the tags is escaped, references are kept.
pub(super) fn literal_html(html: &str) -> String {
    let mut escaped = String::new();
    let mut rest = html;
    while let Some(start) = rest.find(['<', '&']) {
        escaped.push_str(&literal(&rest[..start]));
        let close = if rest[start..].starts_with('<') { '>' } else { ';' };
        let end = rest[start..].find(close).map_or(rest.len(), |length| start + length + 1);
        escaped.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    escaped + &literal(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_in_code_are_no_formulas() {
        let page = "A `$x$` and\n\n```sh\necho $HOME $PATH\n```\n\nbut $y_1$.\n\n$$ z $$\n";
        let found: Vec<Span> = spans(page).unwrap().into_iter().map(|(_, span)| span).collect();
        assert_eq!(found, [Span::Code, Span::Code, Span::Formula("y_1".into()), Span::Display(" z ".into())]);
    }

    #[test]
    fn a_page_without_a_bottom_is_refused_where_it_gets_too_deep() {
        let emphases = "*a ".repeat(100_000) + &" a*".repeat(100_000);
        for deep in [">".repeat(100_000) + "a", "- ".repeat(100_000) + "a", emphases] {
            let (byte, problem) = spans(&deep).unwrap_err();
            assert!(byte < deep.len() / 2 && problem == format!("is nested more than {DEEPEST_PAGE} deep"), "{byte}");
        }
        for flat in ["[".repeat(100_000), "> a\n\n".repeat(10_000), "> ".repeat(20)] {
            assert_eq!(spans(&flat), Ok(Vec::new()));
        }
    }

    #[test]
    fn ranges_cover_the_dollars() {
        let page = "so $y$ is";
        assert_eq!(&page[spans(page).unwrap()[0].0.clone()], "$y$");
    }

    #[test]
    fn tags_and_references_survive_and_words_are_escaped() {
        assert_eq!(literal_html("<mo>|</mo><mi>&lt;</mi>*"), "<mo>&#124;</mo><mi>&lt;</mi>&#42;");
        assert_eq!(literal_html("a<b"), "a<b");
    }
}
