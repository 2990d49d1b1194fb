//! How does a number of a report stand in a sentence or in a formula? As a link to the row that holds it.
//!
//! A formula is LaTeX until it is MathML, in which a link is HTML within `<mtext>`. So a letter that means nothing to anybody stands for the
//! number while the formula is set.

use super::directive::Directive;
use super::number;
use super::place::{self, Up};
use super::reports::Reports;
use crate::text::{literal, name};

/// A cell as a link to its row on the report's page.
pub(super) fn link(reports: &Reports, table: &str, key: &str, column: &str, up: Up) -> Result<String, String> {
    let shown = number::html(&reports.cell(table, key, column)?);
    let address = up.to_report(table, Some(&place::row(table, key)));
    let from = literal(&format!("{}: {key}, {column}", place::last(table)));
    Ok(format!("<a class=\"value\" href=\"{address}\" title=\"{from}\">{shown}</a>"))
}

/// A formula, set by `set`, with a link for each `{{value …}}` in it.
pub(super) fn in_formula(
    latex: &str,
    reports: &Reports,
    up: Up,
    set: impl Fn(&str) -> Result<String, String>,
) -> Result<String, String> {
    let (marked, links) = marked(latex, reports, up)?;
    let mut mathml = set(&marked)?;
    for (mark, link) in links {
        let mark = mark.to_string();
        if mathml.matches(&mark).count() != 1 {
            return Err("a value in this formula has no place of its own; write it beside the formula".to_owned());
        }
        mathml = mathml.replace(&mark, &link);
    }
    Ok(mathml)
}

/// LaTeX in which a mark stands for each `{{value …}}`, and the links for the marks; other double braces are LaTeX's own.
fn marked(latex: &str, reports: &Reports, up: Up) -> Result<(String, Vec<(char, String)>), String> {
    let (mut whole, mut links, mut rest) = (String::new(), Vec::new(), latex);
    // A private area of Unicode.
    for mark in '\u{e000}'..='\u{e0ff}' {
        let Some(start) = rest.find("{{value ") else { break };
        let end = rest[start..].find("}}").map(|length| start + length);
        let end = end.ok_or_else(|| format!("`{}` is not closed in its formula", name(&rest[start..])))?;
        let Directive::Value { table, key, column } = Directive::parse(&rest[start + 2..end])? else {
            return Err(format!("`{}` stands in a formula", name(&rest[start..end + 2])));
        };
        links.push((mark, link(reports, table, key, column, up)?));
        whole += &format!("{}{{\\text{{{mark}}}}}", &rest[..start]);
        rest = &rest[end + 2..];
    }
    Ok((whole + rest, links))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::reports::tests::scratch;

    #[test]
    fn a_value_in_a_formula_is_a_link_in_a_place_of_its_own() {
        let (_root, reports) = scratch();
        let formula = |latex, set: fn(&str) -> String| in_formula(latex, &reports, Up::from(1), |latex| Ok(set(latex)));
        let latex = "k = {{value first/steps wine/standard steps}}_{{2}}";
        let link = "<a class=\"value\" href=\"../reports/first/steps.html#steps%3Awine%2Fstandard\" title=\"steps&#58; wine&#47;standard&#44; steps\">7.2</a>";
        assert_eq!(formula(latex, str::to_owned).unwrap(), format!("k = {{\\text{{{link}}}}}_{{{{2}}}}"));
        assert!(formula(latex, |latex| latex.repeat(2)).unwrap_err().contains("no place of its own"));
        assert!(formula("{{value first/steps wine", str::to_owned).unwrap_err().contains("not closed in its formula"));
    }
}
