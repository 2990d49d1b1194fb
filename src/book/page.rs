//! How does a page become what mdBook renders? Formulas turn into MathML and directives into what the reports say; code stays.
//!
//! The page is cut into code, formulas and prose. A problem is reported with the byte where it stands.

use super::bounds::{LONGEST_EXPANDED, LONGEST_PAGE};
use super::directive::{Directive, RULES};
use super::error::Problem;
use super::include::Origin;
use super::markdown::{Span, spans};
use super::math::Converter;
use super::place::Up;
use super::references::References;
use super::reports::Reports;
use super::{computing, explorable, include, math, number, own_data, report_page, value};
use crate::storage::read;
use crate::text::{literal, name};
use std::ops::Range;

/// Expands pages from the reports.
pub(super) struct Expander {
    pub(super) reports: Reports,
    pub(super) references: References,
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
                Span::Formula(latex) => {
                    let formula = self.formula(&latex, range.start, Converter::inline, origin)?;
                    expanded.push_str(&math::joined(&page[..range.start], &formula, &page[range.end..]));
                }
                Span::Display(latex) => {
                    expanded.push_str(&self.formula(&latex, range.start, Converter::display, origin)?)
                }
            }
            position = range.end;
            bounded(&expanded, position)?;
        }
        self.prose(page, position..page.len(), origin, &mut expanded)?;
        Ok(expanded)
    }

    /// A formula with the values in it, as MathML.
    fn formula(&self, latex: &str, start: usize, convert: Convert, origin: Origin<'_>) -> Result<String, Problem> {
        let set = |latex: &str| convert(&self.converter, latex);
        value::in_formula(latex, &self.reports, origin.up, set).map_err(|problem| (start, problem))
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
            Directive::Table { table, part } => self.reports.table(table, &part, origin.up),
            Directive::Figure { experiment, panels } => {
                caption(&page[range.end..])?;
                // The caption is Markdown, which an empty line begins.
                let figure = self.reports.figure(experiment, &panels)?;
                Ok(format!("<figure class=\"report\">\n{figure}<figcaption>\n"))
            }
            Directive::EndOfFigure
                if !page[..range.start].rsplit("{{/figure}}").next().unwrap_or_default().contains("{{figure ") =>
            {
                Err("`{{/figure}}` ends no caption".to_owned())
            }
            Directive::EndOfFigure => Ok("</figcaption>\n</figure>\n".to_owned()),
            Directive::Claims(ids) => self.reports.claim_lines(&ids, &self.references, origin.up),
            Directive::Ledger => self.reports.ledger(),
            Directive::OwnData { words, expected } => own_data::said(words, expected, origin),
            Directive::Tally(chapter) => Ok(counted(&self.reports.tally(chapter)?.brief(), origin.up)),
            Directive::Count { what, chapter } => {
                Ok(counted(&self.reports.count(what, chapter)?.to_string(), origin.up))
            }
            // A heading is a link already, to itself.
            Directive::Value { table, key, column } if before.starts_with('#') => {
                Ok(number::html(&self.reports.cell(table, key, column)?))
            }
            Directive::Value { table, key, column } => value::link(&self.reports, table, key, column, origin.up),
            Directive::Citation { key, in_parentheses } => self.references.citation(key, in_parentheses, origin.up),
            Directive::References => self.references.list(),
            Directive::Reports => Ok(report_page::list(&self.reports)),
            Directive::Rules(chapter) => self.rules(chapter, origin),
            Directive::Explorable(name) => explorable::figure(name, &self.reports),
            Directive::OwnFile => Ok(computing::own_file()),
            Directive::Recompute => computing::whole_book(&self.reports),
        }
    }

    /// The rules of a chapter, whose links to places on its page become links to that page.
    fn rules(&self, chapter: &str, origin: Origin<'_>) -> Result<String, String> {
        let file = format!("{chapter}.md");
        let text = read::text(&origin.folder.join(&file), LONGEST_PAGE)
            .map_err(|error| format!("can't read the page `{}`: {error}", name(&file)))?;
        let section =
            text.split_once(&format!("\n{RULES}\n")).map(|(_, after)| after.split("\n## ").next().unwrap_or_default());
        let section = section.ok_or_else(|| format!("the page `{}` has no heading `{RULES}`", name(&file)))?;
        if section.contains("{{rules") {
            return Err(format!("the rules of `{}` ask for rules", name(&file)));
        }
        let section = section.trim().replace("](#", &format!("]({file}#"));
        self.expand(&section, origin).map_err(|(_, problem)| format!("in the rules of `{}`: {problem}", name(&file)))
    }
}

/// What stands between a figure and the end of its caption.
fn caption(after: &str) -> Result<(), String> {
    let before_next = after.split("{{figure ").next().unwrap_or_default();
    match before_next.split_once("{{/figure}}") {
        None => Err("the caption of this figure does not end; write `{{/figure}}` below it".to_owned()),
        Some((caption, _)) if caption.trim().is_empty() => {
            Err("this figure has no caption; write its conclusion between it and `{{/figure}}`".to_owned())
        }
        Some(_) => Ok(()),
    }
}

/// What was counted over the claims, as a link to the ledger.
fn counted(words: &str, up: Up) -> String {
    format!("<a class=\"value\" href=\"{}\" title=\"the ledger\">{}</a>", up.to(&["claims"], None), literal(words))
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
        let rules = format!("# First\n\n{RULES}\n\n1. Do. ([why](#claim-L00-01))\n\n## Exercises\n");
        std::fs::write(root.path().join("first.md"), rules).unwrap();
        std::fs::write(root.path().join("second.md"), format!("\n{RULES}\n{{{{rules second}}}}\n")).unwrap();
        let work = "@misc{ng2017, author = {Ng, Andrew}, title = {T}, year = {2017}, url = {https://a.b}}";
        std::fs::write(root.path().join("references.bib"), work).unwrap();
        let origin = Origin { folder: root.path(), project: root.path(), up: Up::default() };
        let references = References::of(root.path());
        Expander { reports, references, converter: Converter::new() }.expand(page, origin)
    }

    #[test]
    fn a_value_stands_in_prose_and_in_a_formula() {
        let prose = expand("It took {{value first/steps wine/standard steps}} steps.").unwrap();
        let link = "<a class=\"value\" href=\"reports/first/steps.html#steps%3Awine%2Fstandard\" title=\"steps&#58; wine&#47;standard&#44; steps\">7.2</a>";
        assert_eq!(prose, format!("It took {link} steps."));
        assert_eq!(expand("## In {{value first/steps wine/standard steps}} steps").unwrap(), "## In 7.2 steps");
        let formula =
            expand("$k = {{value first/steps wine/standard steps}} \\cdot {{value first/steps wine/raw steps}}$")
                .unwrap();
        assert!(formula.starts_with("<math>") && formula.contains(&format!("<mtext>{link}</mtext>")), "{formula}");
        assert!(formula.contains(">1.2\u{202f}×\u{202f}10<sup>6</sup></a></mtext>"), "{formula}");
    }

    #[test]
    fn the_tally_stands_in_a_sentence() {
        let page = expand("Of {{count all}}: {{tally first}}.").unwrap();
        assert!(
            page.starts_with("Of <a class=\"value\" href=\"claims.html\" title=\"the ledger\">1</a>: <a"),
            "{page}"
        );
        assert!(page.contains(">1 fact tested &#40;1 confirmed&#41;<"), "{page}");
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
            expand("text\n\n{{table first/steps}}\n\n{{figure first/steps}}\nThey fall.\n{{/figure}}\n\n{{claim L00-01}}\n{{ledger}}\n").is_ok()
        );
        let (start, problem) = expand("See {{table first/steps}}").unwrap_err();
        assert_eq!((start, problem.as_str()), (4, "`{{table first/steps}}` must stand alone on its line"));
    }

    #[test]
    fn a_figure_has_a_caption_in_the_words_of_the_page() {
        let figure = expand("{{figure first/steps}}\n**They fall.** At $x$.\n{{/figure}}\n").unwrap();
        assert!(figure.starts_with("<figure class=\"report\">\n<div class=\"drawing\" "), "{figure}");
        assert!(
            figure.contains("<figcaption>\n\n**They fall.** At <math>")
                && figure.ends_with("\n</figcaption>\n</figure>\n\n"),
            "{figure}"
        );
    }

    #[test]
    fn works_are_cited_and_the_rules_of_a_chapter_are_quoted() {
        let cited = "So <a class=\"cite\" href=\"references.html#ng2017\">Ng (2017)</a>.";
        assert_eq!(expand("So {{cite ng2017}}.").unwrap(), cited);
        assert!(expand("{{references}}\n").unwrap().contains("<li id=\"ng2017\">"));
        assert_eq!(expand("{{rules first}}").unwrap(), "1. Do. ([why](first.md#claim-L00-01))");
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
            ("a\n\n{{figure first/steps}}\n", 3, "the caption of this figure does not end"),
            (
                "{{figure first/steps}}\n{{figure first/steps}}\na\n{{/figure}}",
                0,
                "the caption of this figure does not end",
            ),
            ("{{figure first/steps}}\n\n{{/figure}}\n", 0, "this figure has no caption"),
            ("a\n{{/figure}}\n", 2, "ends no caption"),
            ("a {{cite ng2018}}", 2, "did you mean `ng2017`?"),
            ("{{rules third}}", 0, "can't read the page `third.md`"),
            ("{{rules second}}", 0, "the rules of `second.md` ask for rules"),
            ("costs 5$ a piece", 7, "a dollar that neither opens nor closes"),
            ("```rust,ignore\n{{#include none.rs:x}}\n```", 15, "can't include `none.rs`"),
        ] {
            let (start, problem) = expand(page).unwrap_err();
            assert_eq!(start, at, "{problem}");
            assert!(problem.contains(words), "{problem}");
        }
    }
}
