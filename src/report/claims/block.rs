//! How does a page of the book show one claim? As a box with statement, verdict, prediction and measurement.
//!
//! The box is one block of HTML without a blank line, so Markdown leaves it as it is.

use super::super::{Band, Case, Claim, Kind, Measured, Reading, Verdict};
use super::{band_in_words, measured_in_words, place_in_the_notes};
use crate::text::html;

/// The claim as a box; the sweep, where there is one, is folded.
///
/// Classes for the style sheet: `claim`, `claim-head`, `claim-id`, `claim-kind`, `claim-place`, `verdict`, `claim-statement`,
/// `claim-evidence`, `claim-source`; on the box and on every verdict `verdict-confirmed`, `verdict-refuted`, `verdict-conditional` or
/// `verdict-undetermined`, and on the box and its own verdict `kind-fact`, `kind-definition`, `kind-transcription` or `kind-literature`.
pub fn claim_block(claim: &Claim) -> String {
    let id = html(&claim.id);
    let mut lines = vec![
        format!("<div class=\"claim verdict-{} kind-{}\" id=\"claim-{id}\">", claim.verdict(), claim.kind),
        format!(
            "<p class=\"claim-head\"><span class=\"claim-id\">{id}</span> {} {}</p>",
            place(claim),
            verdict_badge(claim)
        ),
        format!("<p class=\"claim-statement\">{}</p>", html(&claim.statement)),
    ];
    match (&claim.printed, &claim.corrected) {
        (None, None) => lines.push(evidence(&claim.quantity, &claim.predicted, &claim.measured)),
        (printed, corrected) => {
            lines.extend(printed.as_ref().map(|reading| reading_lines("As printed", reading)));
            lines.extend(corrected.as_ref().map(|reading| reading_lines("Corrected", reading)));
        }
    }
    if !claim.sweep.is_empty() {
        lines.push(sweep(&claim.sweep));
    }
    if !claim.source.is_empty() {
        lines.push(format!("<p class=\"claim-source\">{}</p>", html(&claim.source)));
    }
    lines.push("</div>\n".to_owned());
    lines.join("\n")
}

fn place(claim: &Claim) -> String {
    match place_in_the_notes(claim) {
        place if place.is_empty() => place,
        place => format!("<span class=\"claim-place\">notes, {}</span>", html(&place)),
    }
}

/// The verdict of a claim as it reads on its kind, after the kind itself where that is not a fact.
pub fn verdict_badge(claim: &Claim) -> String {
    let (kind, verdict) = (claim.kind, claim.verdict());
    let name = if kind == Kind::Fact { String::new() } else { format!("<span class=\"claim-kind\">{kind}</span> ") };
    format!("{name}<strong class=\"verdict verdict-{verdict} kind-{kind}\">{}</strong>", kind.reads(verdict))
}

/// The verdict on a reading or a case.
fn badge(verdict: Verdict) -> String {
    format!("<strong class=\"verdict verdict-{verdict}\">{verdict}</strong>")
}

fn evidence(quantity: &str, predicted: &Band, measured: &Measured) -> String {
    let origin =
        if predicted.from.is_empty() { String::new() } else { format!(" <small>{}</small>", html(&predicted.from)) };
    let rows = [
        ("quantity", html(quantity)),
        ("predicted", html(&band_in_words(predicted)) + &origin),
        ("measured", html(&measured_in_words(measured, predicted))),
    ];
    let rows: Vec<String> = rows
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("<dt>{name}</dt><dd>{text}</dd>"))
        .collect();
    format!("<dl class=\"claim-evidence\">{}</dl>", rows.concat())
}

fn reading_lines(name: &str, reading: &Reading) -> String {
    let text = format!("<p>{name}: “{}” {}</p>", html(&reading.text), badge(reading.verdict()));
    format!("{text}\n{}", evidence(&reading.quantity, &reading.predicted, &reading.measured))
}

fn sweep(cases: &[Case]) -> String {
    let rows: Vec<String> = cases
        .iter()
        .map(|case| {
            let predicted = html(&band_in_words(&case.predicted));
            let measured = html(&measured_in_words(&case.measured, &case.predicted));
            format!(
                "<tr><td>{}</td><td>{predicted}</td><td>{measured}</td><td>{}</td></tr>",
                html(&case.name),
                badge(case.verdict())
            )
        })
        .collect();
    let header = "<tr><th>case</th><th>predicted</th><th>measured</th><th>verdict</th></tr>";
    let count = if cases.len() == 1 { "1 case".to_owned() } else { format!("{} cases", cases.len()) };
    format!("<details><summary>{count}</summary>\n<table>\n{header}\n{}\n</table>\n</details>", rows.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::super::examples;
    use super::*;

    #[test]
    fn a_box_is_one_block_of_escaped_html() {
        let claims = examples::claims();
        for claim in &claims {
            let block = claim_block(claim);
            assert!(!block.contains("\n\n"), "{block}");
            assert!(block.starts_with(&format!(
                "<div class=\"claim verdict-{} kind-{}\" id=\"claim-{}\">",
                claim.verdict(),
                claim.kind,
                claim.id
            )));
        }
        let conditional = claim_block(&claims[1]);
        assert!(conditional.contains("It is faster &amp; never &quot;slower&quot;."));
        assert!(conditional.contains("<summary>2 cases</summary>"));
        assert!(conditional.contains("<small>by hand: a &lt; b | c</small>"));
        assert_eq!(claim_block(&claims[2]).matches("verdict verdict-").count(), 3);
    }
    #[test]
    fn a_box_says_its_kind_where_it_is_not_a_fact() {
        let claims = examples::claims();
        assert!(!claim_block(&claims[0]).contains("claim-kind"), "{}", claim_block(&claims[0]));
        assert!(claim_block(&claims[0]).contains("kind-fact\">confirmed</strong>"));
        let definition = claim_block(&claims[4]);
        let head = "<span class=\"claim-kind\">definition</span> \
                    <strong class=\"verdict verdict-confirmed kind-definition\">holds by construction</strong>";
        assert!(definition.contains(head), "{definition}");
    }
}
