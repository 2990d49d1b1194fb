//! How does a page of the book show claims? A line for each with verdict, statement, measurement and prediction; everything else opens.
//!
//! The lines are one block of HTML without a blank line, so Markdown leaves it as it is.

use super::language::typeset;
use super::place::Up;
use super::references::References;
use crate::report::claims::{band_in_words, measured_in_words, place_in_the_notes};
use crate::report::{Band, Case, Claim, Kind, Measured, Reading, Verdict};
use crate::text::html;

/// The claims, each in its line, as a block.
pub(super) fn lines(claims: &[&Claim], references: &References, up: Up) -> String {
    let lines: String = claims.iter().map(|claim| line(claim, references, up)).collect();
    typeset(&format!("<div class=\"claims\">\n{lines}</div>\n"))
}

fn line(claim: &Claim, references: &References, up: Up) -> String {
    let (id, statement) = (html(&claim.id), html(&claim.statement));
    let quantity = match claim.quantity.as_str() {
        "" => String::new(),
        quantity => format!(" <span class=\"claim-quantity\">{}</span>", html(quantity)),
    };
    let numbers = [
        ("measured", measured_in_words(&claim.measured, &claim.predicted)),
        ("predicted", band_in_words(&claim.predicted)),
    ];
    let numbers = numbers.map(|(name, words)| {
        format!("<span class=\"{name}\"><span class=\"name\">{name}</span> {}</span>", html(&words))
    });
    format!(
        "<details class=\"claim verdict-{} kind-{}\" id=\"claim-{id}\"><summary>{} <span class=\"claim-statement\">{statement}{quantity}</span> \
         <span class=\"claim-numbers\">{}</span></summary>\n<div class=\"claim-more\">\n{}\n</div>\n</details>\n",
        claim.verdict(),
        claim.kind,
        verdict_badge(claim),
        numbers.join(" "),
        more(claim, references, up).join("\n"),
    )
}

/// What opens: where the claim stands in the notes, what was measured, and where the prediction comes from.
fn more(claim: &Claim, references: &References, up: Up) -> Vec<String> {
    let mut lines = vec![places(claim, up)];
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
        lines.push(format!("<p class=\"claim-source\">{}</p>", references.linked(&claim.source, up)));
    }
    lines
}

/// The claim in the ledger and in the notes, and the report of its experiment.
fn places(claim: &Claim, up: Up) -> String {
    let mut places = vec![format!("<a href=\"{}\">{}</a>", up.to(&["claims"], Some(&claim.id)), html(&claim.id))];
    let notes = place_in_the_notes(claim);
    if !notes.is_empty() {
        places.push(format!("notes, {}", html(&notes)));
    }
    if !claim.experiment.is_empty() {
        let report = up.to(&["reports", &claim.chapter, &claim.experiment], None);
        places.push(format!("<a href=\"{report}\">report</a>"));
    }
    format!("<p class=\"claim-head\">{}</p>", places.join(" · "))
}

/// The verdict of a claim as it reads on its kind, after the kind itself where that is not a fact.
pub(super) fn verdict_badge(claim: &Claim) -> String {
    let (kind, verdict) = (claim.kind, claim.verdict());
    let name = if kind == Kind::Fact { String::new() } else { format!("<span class=\"claim-kind\">{kind}</span> ") };
    format!("<strong class=\"verdict verdict-{verdict} kind-{kind}\">{name}{}</strong>", kind.reads(verdict))
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
                "<tr><th scope=\"row\">{}</th><td>{predicted}</td><td>{measured}</td><td>{}</td></tr>",
                html(&case.name),
                badge(case.verdict())
            )
        })
        .collect();
    let header =
        ["case", "predicted", "measured", "verdict"].map(|name| format!("<th scope=\"col\">{name}</th>")).concat();
    format!(
        "<div class=\"table-wrapper\" tabindex=\"0\" role=\"region\" aria-label=\"The cases\"><table>\n<thead><tr>{header}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table></div>",
        rows.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::claims::examples;

    fn lines(claims: &[&Claim], up: Up) -> String {
        super::lines(claims, &References::of(std::path::Path::new("none")), up)
    }

    #[test]
    fn lines_are_one_block_of_escaped_html() {
        let claims = examples::claims();
        let block = lines(&claims.iter().collect::<Vec<_>>(), Up::default());
        assert!(!block.contains("\n\n"), "{block}");
        assert_eq!(block.matches("<details class=\"claim ").count(), claims.len());
        for claim in &claims {
            let first = format!(
                "<details class=\"claim verdict-{} kind-{}\" id=\"claim-{}\">",
                claim.verdict(),
                claim.kind,
                claim.id
            );
            assert!(block.contains(&first), "{first}");
            assert!(block.contains(&format!("<a href=\"claims.html#{0}\">{0}</a>", claim.id)));
        }
        assert!(block.contains("Step 1 gives zero mean. <span class=\"claim-quantity\">mean</span></span>"));
        assert!(block.contains("It is faster &amp; never &quot;slower&quot;."));
        assert!(block.contains("<small>by hand: a &lt; b | c</small>"));
        assert_eq!(lines(&[&claims[2]], Up::default()).matches("verdict verdict-").count(), 3);
    }

    #[test]
    fn a_line_says_its_kind_where_it_is_not_a_fact() {
        let claims = examples::claims();
        let line = |claim: &Claim| lines(&[claim], Up::from(2));
        assert!(
            !line(&claims[0]).contains("claim-kind") && line(&claims[0]).contains("kind-fact\">confirmed</strong>")
        );
        let badge = "<strong class=\"verdict verdict-confirmed kind-definition\"><span class=\"claim-kind\">definition</span> holds by construction</strong>";
        assert!(line(&claims[4]).contains(badge), "{}", line(&claims[4]));
        let mut measured = claims[0].clone();
        measured.experiment = "steps".into();
        assert!(line(&measured).contains("<a href=\"../../reports/input_normalization/steps.html\">report</a>"));
    }
}
