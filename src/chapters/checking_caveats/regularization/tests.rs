//! Are the metrics those of the formulas, and does the term alone show what the whole hides?

use super::*;
use crate::chapters::testing::{own_findings, own_settings};
use crate::gradcheck::Verdict as Checked;
use crate::report::Verdict;

#[test]
fn the_claims_come_out() {
    let findings = own_findings(module_path!());
    for (id, verdict) in [
        ("L14-08", Verdict::Refuted),
        ("L14-09", Verdict::Refuted),
        ("L14-10", Verdict::Confirmed),
        ("L14-11", Verdict::Refuted),
    ] {
        let claim = findings.claim(id);
        assert_eq!(claim.verdict(), verdict, "{id} {:?}", claim.sweep);
        assert!(claim.corrected.as_ref().is_none_or(|reading| reading.verdict() == Verdict::Confirmed), "{id}");
    }
    assert_eq!(findings.claims.len(), 4);
    assert!(crate::report::svg::render(&figure(), &findings.tables).is_ok());
}

#[test]
fn a_factor_of_two_by_formula_and_by_check() {
    for factor in metrics::factors(&own_settings(module_path!())) {
        // The quotients are good to nine digits.
        assert!((factor.metric / factor.predicted - 1.0).abs() < 1e-6, "{}", factor.ratio);
        assert!(factor.metric < 1.0 / 3.0 + 1e-9 && factor.cosine.abs() < 1.0);
    }
    let orthogonal = |r: f64| r / ((1.0 + r * r).sqrt() + (1.0 + 4.0 * r * r).sqrt());
    for (ratio, known) in [(0.01, 0.0050), (0.1, 0.049), (1.0, 0.274), (10.0, 0.333)] {
        assert!((orthogonal(ratio) - known).abs() < 0.0006, "{ratio}");
    }
}

#[test]
fn the_metric_of_the_whole_falls_with_the_weights_and_that_of_the_term_does_not() {
    let spoiled = metrics::spoiled(&own_settings(module_path!()));
    let exponent = metrics::exponent(&spoiled, "forgotten");
    assert!((exponent.value - 1.0).abs() < 0.01, "{exponent:?}");
    for one in spoiled.iter().filter(|one| one.name != "right") {
        assert_eq!(
            one.report.verdict,
            Checked::Fail,
            "{} at {}: block by block nothing is hidden",
            one.name,
            one.scale
        );
    }
    let right = || spoiled.iter().filter(|one| one.name == "right");
    assert!(right().all(|one| one.report.verdict != Checked::Fail), "and a right gradient never fails");
    assert_eq!(squares(), (0.0, 10.0));
}
