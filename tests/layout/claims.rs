//! Do the claims in `reports/claims.json` stand where they belong, and say why a number is missing?
//!
//! Claims are read as any reader of the file reads them: as JSON, by the names of their fields. A field that is gone fails the rule.

use super::{expect_none, read};
use serde_json::{Value, json};

/// The claims of the committed reports.
fn claims() -> Vec<Value> {
    let claims: Vec<Value> = serde_json::from_str(&read("reports/claims.json")).expect("reports/claims.json is JSON");
    assert!(!claims.is_empty(), "reports/claims.json: holds no claim");
    claims
}

/// A field that holds a text.
fn text<'a>(claim: &'a Value, field: &str) -> &'a str {
    claim[field].as_str().unwrap_or_else(|| panic!("reports/claims.json: a claim without `{field}`: {claim}"))
}

/// Complains about each claim that the page of its chapter does not show: the ledger links there.
fn not_discussed(claims: &[Value], page_of: impl Fn(&str) -> String) -> Vec<String> {
    let shown = |claim: &&Value| {
        let page = page_of(text(claim, "chapter"));
        let asked = page.split("{{claim ").skip(1).filter_map(|rest| rest.split("}}").next());
        asked.flat_map(str::split_whitespace).any(|id| id == text(claim, "id"))
    };
    let hidden = claims.iter().filter(|claim| !shown(claim));
    hidden
        .map(|claim| format!("book/src/{}.md: does not show the claim {}", text(claim, "chapter"), text(claim, "id")))
        .collect()
}

#[test]
fn every_claim_is_shown_on_the_page_of_its_chapter() {
    let planted = [json!({ "id": "L00-01", "chapter": "a" })];
    assert_eq!(not_discussed(&planted, |_| "{{claim L00-01}}".into()), [""; 0]);
    assert_eq!(not_discussed(&planted, |_| "{{claim L00-02 L00-01}}".into()), [""; 0]);
    assert_eq!(
        not_discussed(&planted, |_| "{{claim L00-02}}".into()),
        ["book/src/a.md: does not show the claim L00-01"]
    );
    expect_none(not_discussed(&claims(), |chapter| read(&format!("book/src/{chapter}.md"))));
}

/// Complains about each definition whose check fails: what is true by construction can fail only with the program.
fn broken(claims: &[Value]) -> Vec<String> {
    let definitions = claims.iter().filter(|claim| text(claim, "kind") == "definition");
    let broken = definitions.filter(|claim| text(claim, "verdict") != "confirmed");
    broken
        .map(|claim| {
            format!("reports/claims.json: {} is a definition, and {}", text(claim, "id"), text(claim, "verdict"))
        })
        .collect()
}

#[test]
fn every_definition_holds() {
    let planted = |kind: &str, verdict: &str| json!({ "id": "L00-01", "kind": kind, "verdict": verdict });
    assert_eq!(broken(&[planted("definition", "confirmed"), planted("fact", "refuted")]), [""; 0]);
    assert_eq!(broken(&[planted("definition", "undetermined"), planted("definition", "refuted")]).len(), 2);
    let claims = claims();
    assert!(claims.iter().any(|claim| text(claim, "kind") == "definition"), "no definition is among the claims");
    expect_none(broken(&claims));
}

/// Where the notes go on in English, with formulas, as if a machine had read them from images.
const TRANSCRIBED: [std::ops::RangeInclusive<u64>; 2] = [171..=187, 214..=238];

/// Complains about each claim that is called a transcription and stands elsewhere: in the notes' own words.
fn not_transcribed(claims: &[Value]) -> Vec<String> {
    let there = |line: &Value| TRANSCRIBED.iter().any(|lines| line.as_u64().is_some_and(|line| lines.contains(&line)));
    let transcribed = |claim: &&Value| {
        claim["seed_line"].as_array().is_some_and(|lines| !lines.is_empty() && lines.iter().all(there))
    };
    let misplaced =
        claims.iter().filter(|claim| text(claim, "kind") == "transcription").filter(|claim| !transcribed(claim));
    misplaced
        .map(|claim| format!("reports/claims.json: {} is no transcription: {}", text(claim, "id"), claim["seed_line"]))
        .collect()
}

#[test]
fn transcriptions_stand_where_the_notes_look_like_one() {
    let claim = |lines: &[u64]| json!({ "id": "L00-01", "kind": "transcription", "seed_line": lines });
    assert_eq!(not_transcribed(&[claim(&[183])]), [""; 0]);
    assert_eq!(not_transcribed(&[claim(&[183, 142]), claim(&[142]), claim(&[])]).len(), 3);
    let claims = claims();
    assert!(claims.iter().any(|claim| text(claim, "kind") == "transcription"), "no transcription is among the claims");
    expect_none(not_transcribed(&claims));
}

/// Whether a measurement has all its numbers, or else a word on why one is `null`.
fn is_explained(measured: &Value) -> bool {
    let noted = measured["note"].as_str().is_some_and(|note| !note.is_empty());
    noted || ["value", "low", "high"].iter().all(|number| measured[*number].is_number())
}

/// Complains about each measurement of which JSON has a `null` and no word on why.
fn unexplained(claims: &[Value]) -> Vec<String> {
    let of = |claim: &Value| -> Vec<String> {
        let readings = ["printed", "corrected"].map(|reading| &claim[reading]);
        let readings = readings.into_iter().filter(|reading| !reading.is_null()).map(|reading| (reading, "text"));
        let cases = claim["sweep"].as_array().into_iter().flatten().map(|case| (case, "name"));
        let all = std::iter::once((claim, "quantity")).chain(readings).chain(cases);
        let silent = all.filter(|(part, _)| !is_explained(&part["measured"]));
        silent.map(|(part, name)| format!("{}: {}", text(claim, "id"), text(part, name))).collect()
    };
    claims.iter().flat_map(of).map(|place| format!("reports/claims.json: no number and no note at {place}")).collect()
}

#[test]
fn no_measured_number_is_null_without_a_word() {
    let number = json!({ "value": 0.5, "low": 0.5, "high": 0.5 });
    let claim = |place: &str, measured: &Value| {
        let part = json!({ "name": "here", "text": "here", "quantity": "here", "measured": measured });
        let sound =
            json!({ "id": "L00-01", "quantity": "here", "measured": number, "printed": null, "corrected": null });
        let mut claim = sound;
        match place {
            "measured" => claim["measured"] = measured.clone(),
            "sweep" => claim["sweep"] = json!([part]),
            reading => claim[reading] = part,
        }
        [claim]
    };
    let silent = json!({ "value": null, "low": null, "high": null });
    let open_above = json!({ "value": 1.0, "low": 1.0, "high": null });
    let noted = json!({ "value": null, "low": null, "high": null, "note": "0 of 9 qualify" });
    for place in ["measured", "printed", "corrected", "sweep"] {
        for planted in [&silent, &open_above] {
            assert_eq!(
                unexplained(&claim(place, planted)),
                ["reports/claims.json: no number and no note at L00-01: here"],
                "{place}"
            );
        }
        // A side of a band without a bound is null by design, and is no measurement.
        for sound in [&number, &noted] {
            assert_eq!(unexplained(&claim(place, sound)), [""; 0], "{place}");
        }
    }
    expect_none(unexplained(&claims()));
}
