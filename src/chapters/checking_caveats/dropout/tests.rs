//! Do fresh masks, frozen ones, all of them and none do what theory says, and are bugs found where they can be?

use super::checks::Masks;
use super::*;
use crate::chapters::testing::few_settings;
use crate::gradcheck::Verdict as Checked;
use crate::report::Verdict;

fn settings() -> Settings {
    few_settings(module_path!(), 4)
}

#[test]
fn the_claims_come_out() {
    let findings = run(&settings());
    for (id, verdict) in [
        ("L14-12", Verdict::Confirmed),
        ("L14-13", Verdict::Confirmed),
        ("L14-14", Verdict::Confirmed),
        ("L14-15", Verdict::Conditional),
        ("L14-16", Verdict::Refuted),
        ("L14-17", Verdict::Conditional),
    ] {
        let claim = findings.claim(id);
        assert_eq!(claim.verdict(), verdict, "{id} {:?} {:?}", claim.sweep, claim.measured);
        assert!(claim.corrected.as_ref().is_none_or(|reading| reading.verdict() == Verdict::Confirmed), "{id}");
    }
    assert_eq!(findings.claims.len(), 6);
    assert!(crate::report::svg::render(&figure(), &findings.tables).is_ok());
}

#[test]
fn frozen_masks_find_what_keep_one_hides() {
    for check in checks::all(&settings()) {
        let expected = match (check.masks, check.bug) {
            (Masks::Fresh, _) => Checked::Undecidable,
            (_, None) => Checked::Pass,
            (Masks::None, Some(_)) if check.is_of_masks() => Checked::Pass,
            _ => Checked::Fail,
        };
        assert_eq!(check.report.verdict, expected, "{:?} {:?}\n{}", check.masks, check.bug, check.report);
        let told = check.report.evaluations == 4;
        assert_eq!(told, check.masks == Masks::Fresh, "with fresh masks nothing is computed but that they are fresh");
    }
}

#[test]
fn fresh_masks_give_noise_of_the_predicted_norm() {
    for one in masks::fresh(&settings(), 4) {
        // 72 independent normal quotients: their norm is off by 1/√144, and five times that is rare.
        assert!(
            (one.numeric / one.predicted - 1.0).abs() < 5.0 / 144.0_f64.sqrt(),
            "{} {}",
            one.numeric,
            one.predicted
        );
        assert!(one.metric > 0.999 && one.gradient < 1e-3 * one.numeric);
        assert!((one.numeric / (10.0 * one.predicted) - 1.0).abs() > 0.5, "another ε is noticed");
    }
}
