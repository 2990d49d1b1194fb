//! How does a page become what mdBook renders? Formulas turn into MathML and directives into what the reports say; code stays.
//!
//! The page is cut into code, formulas and prose. A problem is reported with the byte where it stands.

use super::bounds::LONGEST_EXPANDED;
use super::directive::Directive;
use super::error::Problem;
use super::include::Origin;
use super::markdown::{Span, spans};
use super::math::Converter;
use super::reports::Reports;
use super::{include, number, own_data};
use crate::text::{literal, name};
use std::ops::Range;

/// Expands pages from the reports.
pub(super) struct Expander {
    pub(super) reports: Reports,
    pub(super) converter: Converter,
}

impl Expander {
    /// The page with every formula and directive resolved.
    pub(super) fn expand(&self, page: &str, origin: Origin<'_>) -> Result<String, Problem> {
        include::check(page, origin)?;
        let mut expanded = String::with_capacity(page.len());
        let mut position = 0;
        for (range, span) in spans(page)? {
            self.prose(page, position..range.start, origin, &mut expanded)?;
            match span {
                Span::Code => expanded.push_str(&include::with_parts(&page[range.clone()], origin)),
                Span::Formula(latex) => expanded.push_str(&self.formula(&latex, range.start, Converter::inline)?),
                Span::Display(latex) => expanded.push_str(&self.formula(&latex, range.start, Converter::display)?),
            }
            position = range.end;
            bounded(&expanded, position)?;
        }
        self.prose(page, position..page.len(), origin, &mut expanded)?;
        Ok(expanded)
    }

    /// Prose between code and formulas: directives are resolved, and a dollar that belongs to no formula is refused.
    fn prose(&self, page: &str, range: Range<usize>, origin: Origin<'_>, expanded: &mut String) -> Result<(), Problem> {
        let mut position = range.start;
        while let Some((start, end)) = next_directive(page, position..range.end)? {
            lonely_dollar(page, position..start)?;
            expanded.push_str(&page[position..start]);
            let resolved = self.resolve(page, start..end, origin).map_err(|problem| (start, problem))?;
            expanded.push_str(&resolved);
            bounded(expanded, start)?;
            position = end;
        }
        lonely_dollar(page, position..range.end)?;
        expanded.push_str(&page[position..range.end]);
        Ok(())
    }

    /// What the reports, or a file beside the page, say to the directive that stands at `range`.
    fn resolve(&self, page: &str, range: Range<usize>, origin: Origin<'_>) -> Result<String, String> {
        let text = &page[range.clone()];
        if text.starts_with("{{#") {
            return Ok(text.to_owned());
        }
        let directive = Directive::parse(&text[2..text.len() - 2])?;
        let before = page[..range.start].rsplit('\n').next().unwrap_or_default();
        let after = page[range.end..].split('\n').next().unwrap_or_default();
        if directive.is_block() && !(before.is_empty() && after.trim().is_empty()) {
            return Err(format!("`{}` must stand alone on its line", name(text)));
        }
        match directive {
            Directive::Table(table) => self.reports.table(table),
            Directive::Figure(experiment) => self.reports.figure(experiment),
            Directive::Claim(id) => self.reports.claim(id),
            Directive::Ledger => self.reports.ledger(),
            Directive::OwnData { words, expected } => own_data::said(words, expected, origin),
            Directive::Tally(chapter) => Ok(counted(&self.reports.tally(chapter)?.to_string())),
            Directive::Count { what, chapter } => Ok(counted(&self.reports.count(what, chapter)?.to_string())),
            Directive::Value { table, key, column } => {
                let cell = self.reports.cell(table, key, column)?;
                let origin = literal(&format!("{table}: {key}, {column}"));
                Ok(format!("<span class=\"value\" title=\"{origin}\">{}</span>", number::html(&cell)))
            }
        }
    }

    /// A formula with the values in it, as MathML.
    fn formula(&self, latex: &str, start: usize, convert: Convert) -> Result<String, Problem> {
        let whole = self.with_values(latex).map_err(|problem| (start, problem))?;
        convert(&self.converter, &whole).map_err(|problem| (start, problem))
    }

    /// LaTeX with each `{{value …}}` replaced by its number; other double braces are LaTeX's own.
    fn with_values(&self, latex: &str) -> Result<String, String> {
        let mut whole = String::new();
        let mut rest = latex;
        while let Some(start) = rest.find("{{value ") {
            let end = rest[start..].find("}}").map(|length| start + length);
            let end = end.ok_or_else(|| format!("`{}` is not closed in its formula", name(&rest[start..])))?;
            let Directive::Value { table, key, column } = Directive::parse(&rest[start + 2..end])? else {
                return Err(format!("`{}` stands in a formula", name(&rest[start..end + 2])));
            };
            whole.push_str(&rest[..start]);
            whole.push_str(&number::latex(&self.reports.cell(table, key, column)?)?);
            rest = &rest[end + 2..];
        }
        Ok(whole + rest)
    }
}

/// What was counted over the claims, with the place that it comes from.
fn counted(words: &str) -> String {
    format!("<span class=\"value\" title=\"{}\">{}</span>", literal("reports/claims.json"), literal(words))
}

/// How a formula is set: in its line or on a line of its own.
type Convert = fn(&Converter, &str) -> Result<String, String>;

/// Refuses a page that the reports make longer than a page can be.
fn bounded(expanded: &str, byte: usize) -> Result<(), Problem> {
    let problem = || (byte, format!("here the page gets longer than {LONGEST_EXPANDED} bytes"));
    if expanded.len() > LONGEST_EXPANDED { Err(problem()) } else { Ok(()) }
}

/// Where the next `{{…}}` of a stretch begins and ends; one that is escaped by a backslash is words.
fn next_directive(page: &str, range: Range<usize>) -> Result<Option<(usize, usize)>, Problem> {
    let text = &page[range.clone()];
    let starts = text.match_indices("{{").map(|(start, _)| start);
    let Some(start) = starts.into_iter().find(|&start| !text[..start].ends_with('\\')) else { return Ok(None) };
    let line = text[start..].lines().next().unwrap_or_default();
    match line.find("}}") {
        Some(length) => Ok(Some((range.start + start, range.start + start + length + 2))),
        None => Err((range.start + start, format!("`{}` is not closed on its line", name(line)))),
    }
}

/// Refuses a dollar outside of formulas; a backslash before it makes it a word.
fn lonely_dollar(page: &str, range: Range<usize>) -> Result<(), Problem> {
    let text = &page[range.clone()];
    let mut dollars = text.match_indices('$').map(|(start, _)| start);
    match dollars.find(|&start| !text[..start].ends_with('\\')) {
        Some(start) => {
            let problem = "a dollar that neither opens nor closes a formula; write `\\$` for the sign".to_owned();
            Err((range.start + start, problem))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::reports::tests::scratch;

    fn expand(page: &str) -> Result<String, Problem> {
        let (root, reports) = scratch();
        let origin = Origin { folder: root.path(), project: root.path() };
        Expander { reports, converter: Converter::new() }.expand(page, origin)
    }

    #[test]
    fn a_value_stands_in_prose_and_in_a_formula() {
        let prose = expand("It took {{value first/steps wine/standard steps}} steps.").unwrap();
        let span = "<span class=\"value\" title=\"first&#47;steps&#58; wine&#47;standard&#44; steps\">7.2</span>";
        assert_eq!(prose, format!("It took {span} steps."));
        let formula = expand("$k = {{value first/steps wine/standard steps}}$").unwrap();
        assert!(formula.starts_with("<math>") && formula.contains("<mn>7&#46;2</mn>"), "{formula}");
    }

    #[test]
    fn the_tally_stands_in_a_sentence() {
        let page = expand("Of {{count all}}: {{tally first}}.").unwrap();
        assert!(
            page.starts_with("Of <span class=\"value\" title=\"reports&#47;claims&#46;json\">1</span>: <span"),
            "{page}"
        );
        assert!(page.contains(">1 fact tested &#40;1 confirmed&#44; 0 refuted"), "{page}");
        let (start, problem) = expand("In {{tally fist}}").unwrap_err();
        assert_eq!((start, problem.ends_with("did you mean `first`?")), (3, true));
    }

    #[test]
    fn code_is_left_alone() {
        let page = "Write `{{table a/b}}` or `$x$`:\n\n```text\n{{value a/b c d}} $HOME\n```\n\nor \\{{claim X}}.\n";
        assert_eq!(expand(page).unwrap(), page);
    }

    #[test]
    fn blocks_stand_alone() {
        assert!(
            expand("text\n\n{{table first/steps}}\n\n{{figure first/steps}}\n\n{{claim L00-01}}\n{{ledger}}\n").is_ok()
        );
        let (start, problem) = expand("See {{table first/steps}}").unwrap_err();
        assert_eq!((start, problem.as_str()), (4, "`{{table first/steps}}` must stand alone on its line"));
    }

    #[test]
    fn a_page_that_grows_without_end_is_stopped() {
        let longest = LONGEST_EXPANDED / 200;
        let (at, problem) = expand(&"{{claim L00-01}}\n".repeat(longest)).unwrap_err();
        assert!(at > 0 && problem.starts_with("here the page gets longer than"), "{problem}");
        assert!(expand(&"{{claim L00-01}}\n".repeat(100)).is_ok());
    }

    #[test]
    fn every_planted_mistake_is_found_where_it_stands() {
        for (page, at, words) in [
            ("a\n{{value first/steps wine/rw steps}}", 2, "did you mean `wine/raw`?"),
            ("a $k = {{value first/steps wine/raw step}}$", 2, "did you mean `steps`?"),
            ("a\n\n{{tabel first/steps}}\n", 3, "unknown directive"),
            ("a {{claim L00-01", 2, "is not closed on its line"),
            ("a $\\frac{1}$ b", 2, "no LaTeX that can be set"),
            ("costs 5$ a piece", 7, "a dollar that neither opens nor closes"),
            ("```rust,ignore\n{{#include none.rs:x}}\n```", 15, "can't include `none.rs`"),
        ] {
            let (start, problem) = expand(page).unwrap_err();
            assert_eq!(start, at, "{problem}");
            assert!(problem.contains(words), "{problem}");
        }
    }
}
