//! How do all claims look on one page? A tally, then a table for each chapter, each row with a link to the chapter's page.

use super::number::with_powers;
use crate::report::Claim;
use crate::report::claims::{Tally, band_in_words, measured_in_words, place_in_the_notes, verdict_badge};
use crate::text::{address, html, literal};

/// The ledger as Markdown with tables in HTML.
pub(super) fn ledger(claims: &[Claim]) -> String {
    let mut chapters: Vec<&str> = Vec::new();
    for claim in claims {
        if !chapters.contains(&claim.chapter.as_str()) {
            chapters.push(&claim.chapter);
        }
    }
    let sections = chapters.iter().map(|chapter| {
        let own: Vec<&Claim> = claims.iter().filter(|claim| claim.chapter == *chapter).collect();
        let tally = Tally::of(own.iter().copied());
        let (title, address) = (literal(&title(chapter)), address(chapter));
        let table = with_powers(&table(&own));
        format!("\n## [{title}]({address}.md)\n\n<p class=\"tally\">{tally}.</p>\n\n{table}")
    });
    sections.collect()
}

/// `input_normalization` as a heading.
fn title(chapter: &str) -> String {
    let words = chapter.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn table(claims: &[&Claim]) -> String {
    let rows: String = claims.iter().map(|claim| row(claim)).collect();
    let head = "<tr><th>claim</th><th>statement</th><th>verdict</th><th>predicted</th><th>measured</th></tr>";
    format!(
        "<div class=\"table-wrapper\"><table class=\"ledger\">\n<thead>{head}</thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )
}

fn row(claim: &Claim) -> String {
    let id = html(&claim.id);
    let link = format!("<a href=\"{}.md#claim-{}\">{id}</a>", address(&claim.chapter), address(&claim.id));
    let place = match place_in_the_notes(claim) {
        place if place.is_empty() => place,
        place => format!("; notes, {}", html(&place)),
    };
    let cells = [
        link,
        format!("{} <small>{}{place}</small>", html(&claim.statement), html(&claim.quantity)),
        verdict_badge(claim),
        html(&band_in_words(&claim.predicted)),
        html(&measured_in_words(&claim.measured, &claim.predicted)),
    ];
    format!("<tr id=\"{id}\"><td>{}</td></tr>\n", cells.join("</td><td>"))
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
        let page = ledger(&[claim("L09-01", "input_normalization"), claim("L10-01", "vanishing_gradients")]);
        assert!(page.contains("\n## [Input normalization](input_normalization.md)\n\n"), "{page}");
        assert!(page.contains("<a href=\"vanishing_gradients.md#claim-L10-01\">"), "{page}");
        assert_eq!(page.matches("<p class=\"tally\">1 fact tested (0 confirmed, ").count(), 2);
        assert_eq!(page.matches("<strong class=\"verdict verdict-undetermined kind-fact\">").count(), 2);
    }

    #[test]
    fn no_name_of_a_claim_or_chapter_is_followed() {
        let page = ledger(&[claim("\"><b>", "](javascript:x) {{#include y}}")]);
        let heading = "\n## [&#93;&#40;javascript&#58;x&#41; &#123;&#123;&#35;include y&#125;&#125;](%5D%28javascript%3Ax%29%20%7B%7B%23include%20y%7D%7D.md)\n";
        assert!(page.contains(heading), "{page}");
        assert!(page.contains("<tr id=\"&quot;&gt;&lt;b&gt;\"><td><a href=\"%5D%28javascript%3Ax%29%20%7B%7B%23include%20y%7D%7D.md#claim-%22%3E%3Cb%3E\">"), "{page}");
        assert!(!page.contains("<b>") && !page.contains("{{"), "{page}");
    }

    #[test]
    fn powers_are_set_in_words_and_not_in_addresses() {
        let page = ledger(&[Claim::new("1e5", "At most 1e5.")]);
        assert!(page.contains("#claim-1e5\">") && page.contains("At most 1\u{202f}×\u{202f}10<sup>5</sup>."), "{page}");
        let page = ledger(&[claim("L00-00", "[^1]")]);
        assert!(page.contains("(%5B%5E1%5D.md)"), "{page}");
    }

    #[test]
    fn no_claims_make_an_empty_ledger() {
        assert_eq!(ledger(&[]), "");
    }
}
