//! How do all claims look on one page? A tally, then a table for each chapter, each row with a link to the chapter's page.

use super::markdown::escaped;
use crate::report::Claim;
use crate::report::claims::{Tally, band_in_words, measured_in_words, place_in_the_notes, verdict_badge};

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
        format!("\n## [{}]({chapter}.md)\n\n<p class=\"tally\">{tally}.</p>\n\n{}", title(chapter), table(&own))
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
    let id = escaped(&claim.id);
    let link = format!("<a href=\"{}.md#claim-{id}\">{id}</a>", claim.chapter);
    let place = match place_in_the_notes(claim) {
        place if place.is_empty() => place,
        place => format!("; notes, {}", escaped(&place)),
    };
    let cells = [
        link,
        format!("{} <small>{}{place}</small>", escaped(&claim.statement), escaped(&claim.quantity)),
        verdict_badge(claim),
        escaped(&band_in_words(&claim.predicted)),
        escaped(&measured_in_words(&claim.measured, &claim.predicted)),
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
    fn no_claims_make_an_empty_ledger() {
        assert_eq!(ledger(&[]), "");
    }
}
