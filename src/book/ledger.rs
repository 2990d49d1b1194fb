//! How do all claims look on one page? A tally, then a table for each chapter, each row with a link to the chapter's page.

use super::claim::verdict_badge;
use super::language::typeset;
use super::place::Up;
use crate::report::Claim;
use crate::report::claims::{Tally, band_in_words, measured_in_words, place_in_the_notes};
use crate::text::{html, literal};

/// The ledger as Markdown with tables in HTML; chapters in the order of their claims, by the titles that are given for them.
pub(super) fn ledger(claims: &[Claim], title: &dyn Fn(&str) -> String) -> String {
    let mut chapters: Vec<&str> = Vec::new();
    for claim in claims {
        if !chapters.contains(&claim.chapter.as_str()) {
            chapters.push(&claim.chapter);
        }
    }
    let sections = chapters.iter().map(|chapter| {
        let own: Vec<&Claim> = claims.iter().filter(|claim| claim.chapter == *chapter).collect();
        let tally = Tally::of(own.iter().copied());
        // A heading is a link already, to itself.
        let (title, address) = (literal(&title(chapter)), Up::default().to(&[chapter], None));
        let table = typeset(&table(&own));
        format!(
            "\n## {title}\n\n<p class=\"tally\"><a href=\"{address}\">The chapter</a>: {}.</p>\n\n{table}",
            tally.brief()
        )
    });
    sections.collect()
}

fn table(claims: &[&Claim]) -> String {
    let rows: String = claims.iter().map(|claim| row(claim)).collect();
    let head = ["claim", "verdict", "statement", "predicted", "measured"]
        .map(|name| format!("<th scope=\"col\">{name}</th>"))
        .concat();
    format!(
        "<div class=\"table-wrapper\"><table class=\"ledger\">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )
}

fn row(claim: &Claim) -> String {
    let id = html(&claim.id);
    let place = format!("claim-{}", claim.id);
    let link = format!("<a href=\"{}\">{id}</a>", Up::default().to(&[&claim.chapter], Some(&place)));
    let notes = match place_in_the_notes(claim) {
        place if place.is_empty() => place,
        place => format!("; notes, {}", html(&place)),
    };
    let cells = [
        verdict_badge(claim),
        format!("{} <small>{}{notes}</small>", html(&claim.statement), html(&claim.quantity)),
        html(&band_in_words(&claim.predicted)),
        html(&measured_in_words(&claim.measured, &claim.predicted)),
    ];
    let (verdict, kind, chapter) = (claim.verdict(), claim.kind, html(&claim.chapter));
    format!(
        "<tr id=\"{id}\" data-verdict=\"{verdict}\" data-kind=\"{kind}\" data-chapter=\"{chapter}\"><th scope=\"row\">{link}</th><td>{}</td></tr>\n",
        cells.join("</td><td>")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(id: &str, chapter: &str) -> Claim {
        let mut claim = Claim::new(id, "A statement.");
        claim.chapter = chapter.to_owned();
        claim
    }

    #[test]
    fn each_chapter_has_a_section_with_its_claims_and_links() {
        let claims = [claim("L09-01", "input_normalization"), claim("L10-01", "vanishing_gradients")];
        let page = ledger(&claims, &|chapter| format!("The {chapter}"));
        assert!(page.contains("\n## The input&#95;normalization\n\n<p class=\"tally\"><a href=\"input_normalization.html\">The chapter</a>: "), "{page}");
        let row = "<tr id=\"L10-01\" data-verdict=\"undetermined\" data-kind=\"fact\" data-chapter=\"vanishing_gradients\"><th scope=\"row\">\
                   <a href=\"vanishing_gradients.html#claim-L10-01\">L10-01</a></th><td><strong class=\"verdict";
        assert!(page.contains(row), "{page}");
        assert_eq!(page.matches("</a>: 1 fact tested (1 undetermined).</p>").count(), 2);
        assert_eq!(page.matches("<strong class=\"verdict verdict-undetermined kind-fact\">").count(), 2);
    }

    #[test]
    fn no_name_of_a_claim_or_chapter_is_followed() {
        let page = ledger(&[claim("\"><b>", "](javascript:x) {{#include y}}")], &str::to_owned);
        let heading = "\n## &#93;&#40;javascript&#58;x&#41; &#123;&#123;&#35;include y&#125;&#125;\n";
        assert!(page.contains(heading), "{page}");
        let link = "<a href=\"%5D%28javascript%3Ax%29%20%7B%7B%23include%20y%7D%7D.html#claim-%22%3E%3Cb%3E\">";
        assert!(page.contains("<tr id=\"&quot;&gt;&lt;b&gt;\" ") && page.contains(link), "{page}");
        assert!(!page.contains("<b>") && !page.contains("{{"), "{page}");
    }

    #[test]
    fn powers_are_set_in_words_and_not_in_addresses() {
        let page = ledger(&[Claim::new("1e5", "At most 1e5.")], &str::to_owned);
        assert!(page.contains("#claim-1e5\">") && page.contains("At most 1\u{202f}×\u{202f}10<sup>5</sup>."), "{page}");
        let page = ledger(&[claim("L00-00", "[^1]")], &str::to_owned);
        assert!(page.contains("<a href=\"%5B%5E1%5D.html\">"), "{page}");
    }

    #[test]
    fn no_claims_make_an_empty_ledger() {
        assert_eq!(ledger(&[], &str::to_owned), "");
    }
}
