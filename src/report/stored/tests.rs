//! A verdict that was typed is named, wherever it stands in a claim; one that the evidence gives is taken.

use super::super::claims::{claims_json, examples};
use super::*;

/// What comes of the file of all example claims after these texts in it were replaced, each once and from the claim of that row on.
fn edited(id: &str, replaced: &[(&str, &str)]) -> Result<Vec<Claim>, String> {
    let mut text = claims_json(&examples::claims());
    for (old, new) in replaced {
        let start = text.find(&format!("\"id\": \"{id}\"")).unwrap();
        let (before, from) = text.split_at(start);
        assert!(from.contains(old), "{old} is not in {from}");
        text = before.to_owned() + &from.replacen(old, new, 1);
    }
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

fn verdict(name: &str) -> String {
    format!("\"verdict\": \"{name}\"")
}

#[test]
fn a_typed_verdict_is_refused_with_claim_place_and_evidence() {
    let [confirmed, refuted, conditional, open] = ["confirmed", "refuted", "conditional", "undetermined"].map(verdict);
    for (id, old, new, said) in [
        (
            "L09-02",
            &confirmed,
            &refuted,
            "claim L09-02: the verdict is refuted, but the evidence says confirmed (measured 0.25, predicted ≤ 1)",
        ),
        (
            "L09-01",
            &conditional,
            &confirmed,
            "claim L09-01: the verdict is confirmed, but the evidence says conditional (cases: 1 confirmed, 1 refuted)",
        ),
        (
            "L09-01",
            &refuted,
            &open,
            "claim L09-01: case `digits`: the verdict is undetermined, but the evidence says refuted (measured 7, predicted ≤ 1)",
        ),
        (
            "L10-01",
            &refuted,
            &confirmed,
            "claim L10-01: the verdict is confirmed, but the evidence says refuted (measured 5, predicted ≤ 1)",
        ),
        (
            "L10-01",
            &confirmed,
            &refuted,
            "claim L10-01: corrected: the verdict is refuted, but the evidence says confirmed (measured 0, predicted ≤ 1)",
        ),
        (
            "L10-02",
            &open,
            &confirmed,
            "claim L10-02: the verdict is confirmed, but the evidence says undetermined (measured nothing, predicted nothing)",
        ),
    ] {
        let problem = edited(id, &[(old, new)]).unwrap_err();
        assert!(problem.starts_with(&format!("{said} at line ")), "{problem}");
        // The same words in their own place are taken.
        assert!(edited(id, &[(old, old)]).is_ok());
    }
    assert!(
        edited("L10-01", &[("\"text\": \"divide by σ²\"", "\"text\": \"divide\"")]).is_ok(),
        "words are no evidence"
    );
}

#[test]
fn evidence_and_verdict_that_were_changed_together_are_taken() {
    let value = ["\"value\": 0.25", "\"low\": 0.25", "\"high\": 0.25"];
    let raised: Vec<(&str, &str)> =
        value.into_iter().zip(["\"value\": 2.5", "\"low\": 2.5", "\"high\": 2.5"]).collect();
    let problem = edited("L09-02", &raised).unwrap_err();
    assert!(
        problem.contains("the verdict is confirmed, but the evidence says refuted (measured 2.5, predicted ≤ 1)"),
        "{problem}"
    );
    let (confirmed, refuted) = (verdict("confirmed"), verdict("refuted"));
    let claims = edited("L09-02", &[raised.as_slice(), &[(&confirmed, &refuted)]].concat()).unwrap();
    assert_eq!(claims[0].verdict(), Verdict::Refuted);
    // A band that is moved decides as well.
    let wider = [("\"high\": 1.0", "\"high\": 9.0")];
    assert!(edited("L10-03", &wider).is_ok(), "0 is still inside");
    assert!(edited("L10-03", &[("\"high\": 1.0", "\"high\": -1.0")]).unwrap_err().contains("says refuted"));
}

#[test]
fn what_a_claim_shows_is_the_evidence_of_its_sweep_or_of_its_printed_reading() {
    // 7 is what the sweep's refuted case measured, and what the claim shows; both stay refuted at 8.
    let shown =
        [("\"value\": 7.0", "\"value\": 8.0"), ("\"low\": 7.0", "\"low\": 8.0"), ("\"high\": 7.0", "\"high\": 8.0")];
    let problem = edited("L09-01", &shown).unwrap_err();
    let said = "claim L09-01: it shows other evidence (measured 8, predicted ≤ 1) than that of its most telling case (measured 7, predicted ≤ 1)";
    assert!(problem.starts_with(said), "{problem}");
    let everywhere = [shown, shown].concat();
    assert!(edited("L09-01", &everywhere).is_ok());
    let problem = edited("L10-01", &[("\"from\": \"by hand", "\"from\": \"by heart")]).unwrap_err();
    assert!(problem.contains("that of its reading as printed"), "{problem}");
}

#[test]
fn a_case_and_a_reading_alone_are_judged_as_well() {
    let case = Case::new("wine\n", Band::at_most(1.0, ""), Measured::nothing("x\n".repeat(500)));
    let stored = serde_json::to_string(&case).unwrap();
    assert_eq!(serde_json::to_string(&serde_json::from_str::<Case>(&stored).unwrap()).unwrap(), stored);
    let problem = serde_json::from_str::<Case>(&stored.replace("undetermined", "refuted")).unwrap_err().to_string();
    assert!(
        problem
            .starts_with(r"case `wine\n`: the verdict is refuted, but the evidence says undetermined (measured x\nx"),
        "{problem}"
    );
    assert!(problem.chars().count() < 250 && problem.lines().count() == 1, "{problem}");
    let reading = Reading::new("x", "q", Band::at_most(1.0, ""), Measured::exact(2.0));
    let stored = serde_json::to_string(&reading).unwrap();
    assert_eq!(serde_json::from_str::<Reading>(&stored).unwrap(), reading);
    assert!(serde_json::from_str::<Reading>(&stored.replace("refuted", "confirmed")).is_err());
}
