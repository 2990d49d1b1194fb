//! Which claims hold? All of them in two files: JSON for machines, and a page with the tally and a table for each chapter.

use super::super::text::{do_not_edit, with_alignment_marks};
use super::super::{Claim, Kind, Reading};
use super::{Tally, band_in_words, cases_by_verdict, measured_in_words, place_in_the_notes};
use crate::text;
use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::style::Style;
use tabled::settings::{Alignment, Modify};

/// The claims as a JSON array, indented, with a line end after it.
pub fn claims_json(claims: &[Claim]) -> String {
    serde_json::to_string_pretty(claims).expect("claims have string keys only") + "\n"
}

/// The page of all claims; `command` is the line that makes it.
pub fn claims_markdown(claims: &[Claim], command: &str) -> String {
    let mut page = format!("{}\n\n# Claims\n\n{}\n", do_not_edit(command), tally(claims));
    for chapter in chapters(claims) {
        let claims: Vec<&Claim> = claims.iter().filter(|claim| claim.chapter == chapter).collect();
        page += &format!("\n## {}\n\n{}\n", text::markdown(&heading(chapter)), chapter_table(&claims));
        let details: Vec<String> = claims.iter().flat_map(|claim| details(claim)).collect();
        if !details.is_empty() {
            page += &format!("\n{}\n", details.join("\n"));
        }
    }
    page
}

/// The chapters in the order of their first claims.
fn chapters(claims: &[Claim]) -> Vec<&str> {
    let mut chapters: Vec<&str> = Vec::new();
    for claim in claims {
        if !chapters.contains(&claim.chapter.as_str()) {
            chapters.push(&claim.chapter);
        }
    }
    chapters
}

/// `input_normalization` as words.
fn heading(chapter: &str) -> String {
    let words = chapter.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How many claims of each chapter are of each kind, and how many facts have each verdict; and all of them in words.
fn tally(claims: &[Claim]) -> String {
    let header = ["chapter"].into_iter().chain(Tally::default().named().into_iter().map(|(name, _)| name));
    let mut rows: Vec<Vec<String>> = vec![header.map(str::to_owned).collect()];
    for chapter in chapters(claims) {
        rows.push(tally_row(
            &text::markdown(chapter),
            &Tally::of(claims.iter().filter(|claim| claim.chapter == chapter)),
        ));
    }
    let all = Tally::of(claims);
    rows.push(tally_row("all", &all));
    let mut numeric = vec![true; rows[0].len()];
    numeric[0] = false;
    format!("{all}.\n\n{}", markdown(rows, &numeric))
}

fn tally_row(name: &str, tally: &Tally) -> Vec<String> {
    let counts = tally.named().into_iter().map(|(_, count)| count.to_string());
    std::iter::once(name.to_owned()).chain(counts).collect()
}

/// The verdict as it reads on the claim's kind, and the kind where it is not a fact.
fn verdict(claim: &Claim) -> String {
    let reads = claim.kind.reads(claim.verdict());
    if claim.kind == Kind::Fact { format!("**{reads}**") } else { format!("**{reads}** ({})", claim.kind) }
}

fn chapter_table(claims: &[&Claim]) -> String {
    let header = ["claim", "statement", "notes", "quantity", "predicted", "measured", "verdict"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for claim in claims {
        let cells = [
            claim.id.clone(),
            claim.statement.clone(),
            place_in_the_notes(claim),
            claim.quantity.clone(),
            with_origin(band_in_words(&claim.predicted), &claim.predicted.from),
            measured_in_words(&claim.measured, &claim.predicted),
        ];
        let mut row: Vec<String> = cells.iter().map(|cell| text::markdown(cell)).collect();
        row.push(verdict(claim));
        rows.push(row);
    }
    rows.insert(1, vec!["---".to_owned(); header.len()]);
    // Without padding, so that a claim that is new or reads differently changes its own line alone.
    rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect::<Vec<_>>().join("\n")
}

fn with_origin(band: String, from: &str) -> String {
    if from.is_empty() { band } else { format!("{band} ({from})") }
}

/// What the table has no room for: where a sweep flips, and both readings of a slip.
fn details(claim: &Claim) -> Vec<String> {
    let mut details = Vec::new();
    if !claim.sweep.is_empty() {
        details.push(format!("- **{}** {}.", text::markdown(&claim.id), text::markdown(&sweep_in_words(claim))));
    }
    for (name, reading) in [("as printed", &claim.printed), ("corrected", &claim.corrected)] {
        if let Some(reading) = reading {
            details.push(format!("- **{}** {name}: {}", text::markdown(&claim.id), in_a_line(reading)));
        }
    }
    details
}

/// `confirmed in all 3 cases`, or `confirmed for “wine”; refuted for “digits”`.
fn sweep_in_words(claim: &Claim) -> String {
    let groups = cases_by_verdict(&claim.sweep);
    if let [(verdict, names)] = groups.as_slice()
        && names.len() > 1
    {
        return format!("{verdict} in all {} cases", names.len());
    }
    let quoted = |names: &[String]| names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
    let groups: Vec<String> =
        groups.iter().map(|(verdict, names)| format!("{verdict} for {}", quoted(names))).collect();
    groups.join("; ")
}

fn in_a_line(reading: &Reading) -> String {
    let band = with_origin(band_in_words(&reading.predicted), &reading.predicted.from);
    let measured = measured_in_words(&reading.measured, &reading.predicted);
    let evidence = format!("{}: predicted {band}, measured {measured}", reading.quantity);
    format!("“{}”. {}: **{}**.", text::markdown(&reading.text), text::markdown(&evidence), reading.verdict())
}

/// A Markdown table whose cells are escaped already.
fn markdown(rows: Vec<Vec<String>>, numeric: &[bool]) -> String {
    let mut grid = Builder::from_iter(rows).build();
    grid.with(Style::markdown());
    for (position, _) in numeric.iter().enumerate().filter(|(_, numeric)| **numeric) {
        grid.with(Modify::new(Columns::one(position)).with(Alignment::right()));
    }
    with_alignment_marks(&grid.to_string(), numeric)
}

#[cfg(test)]
mod tests {
    use super::super::examples;
    use super::*;

    #[test]
    fn the_page_begins_with_the_tally() {
        let page = claims_markdown(&examples::claims(), "cargo run");
        let tally = "
4 facts tested (1 confirmed, 1 refuted, 1 conditional, 1 undetermined), 1 definition, 0 transcriptions, 0 from literature; 5 claims in all.

| chapter             | facts | confirmed | refuted | conditional | undetermined | definitions | transcriptions | literature | all |
|---------------------|------:|----------:|--------:|------------:|-------------:|------------:|---------------:|-----------:|----:|
| input_normalization |     2 |         1 |       0 |           1 |            0 |           0 |              0 |          0 |   2 |
| vanishing_gradients |     2 |         0 |       1 |           0 |            1 |           1 |              0 |          0 |   3 |
| all                 |     4 |         1 |       1 |           1 |            1 |           1 |              0 |          0 |   5 |
";
        assert!(page.contains(tally), "{page}");
        assert!(page.contains("\n## Vanishing gradients\n"));
        assert!(page.contains("| **holds by construction** (definition) |"), "{page}");
    }

    #[test]
    fn a_new_claim_changes_no_other_line_of_its_table() {
        let lines = |claims: &[Claim]| {
            let page = claims_markdown(claims, "cargo run");
            page.lines().filter(|line| line.starts_with("| L")).map(str::to_owned).collect::<Vec<_>>()
        };
        let (mut claims, before) = (examples::claims(), lines(&examples::claims()));
        claims.push(Claim { chapter: "vanishing_gradients".into(), ..Claim::new("L10-04", "word ".repeat(50)) });
        let after = lines(&claims);
        assert_eq!((&after[..before.len()], after.len()), (before.as_slice(), before.len() + 1));
    }

    #[test]
    fn slips_show_both_readings_and_sweeps_say_where_they_flip() {
        let page = claims_markdown(&examples::claims(), "cargo run");
        assert!(page.contains("- **L09-01** confirmed for “wine”; refuted for “digits”."), "{page}");
        assert!(page.contains("- **L10-01** as printed: “divide by σ²”. \\|Var − 1\\|: predicted ≤ 1 (by hand: a \\< b \\| c), measured 5: **refuted**."));
        assert!(page.contains("- **L10-01** corrected: “divide by σ”."));
        assert!(page.contains("measured 0: **confirmed**."));
    }

    #[test]
    fn json_reads_back_as_the_same_claims() {
        let claims = examples::claims();
        let back: Vec<Claim> = serde_json::from_str(&claims_json(&claims)).unwrap();
        assert_eq!(back[..3], claims[..3]);
        assert_eq!(back[4], claims[4]);
        assert!(claims_json(&claims).ends_with("]\n"));
    }
}
