//! Do wrong derivatives hide by their law, and do larger parameters bring them out?

use super::scales::{LAWS, exponent};
use super::*;
use crate::chapters::testing::own_settings;
use crate::gradcheck::Verdict as Checked;
use crate::gradcheck::catalogue::{Bug, Entry};
use crate::report::Verdict;

/// Bugs that hide at small weights, one that hides without biases, and two that do not hide.
fn few() -> Vec<Entry> {
    let chosen =
        [Bug::DerivativeOne(1), Bug::DerivativeTwice(3), Bug::RidgeOnBiases, Bug::BiasForgotten(3), Bug::LossSum];
    catalogue().into_iter().filter(|entry| chosen.contains(&entry.bug)).collect()
}

#[test]
fn the_claims_come_out() {
    let findings = findings(&own_settings(module_path!()), &stages::all(&own_settings(module_path!()), &few()));
    for (id, verdict) in [("L14-19", Verdict::Confirmed), ("L14-21", Verdict::Refuted)] {
        let claim = findings.claim(id);
        assert_eq!(claim.verdict(), verdict, "{id} {:?} {:?}", claim.sweep, claim.measured);
        assert!(claim.corrected.as_ref().is_none_or(|reading| reading.verdict() == Verdict::Confirmed), "{id}");
    }
    assert_eq!(findings.claims.len(), 4);
    assert!(crate::report::svg::render(&figure(), &findings.tables).is_ok());
}

#[test]
fn exponents_are_those_of_the_law_and_of_no_neighbor() {
    for law in LAWS {
        let found = exponent(&own_settings(module_path!()), law);
        assert!((found.value - law.exponent()).abs() < 0.25, "{law:?}: {found:?}");
    }
    let exponents: Vec<f64> = LAWS.iter().map(|law| law.exponent()).collect();
    assert_eq!(exponents, [4.0, 5.0, 3.0, 5.0, 4.0, 3.0, 3.0, 2.0, 6.0, 4.0], "by hand");
}

#[test]
fn a_bug_of_the_biases_shows_with_biases_only() {
    for scale in [0.01, 1.0] {
        let settings = own_settings(module_path!());
        let without = scales::of_biases(&settings, scale, 0.0);
        // The same numbers in another order of summation.
        assert!(without.metric < 1e-14, "nothing is multiplied with nothing");
        assert_ne!(without.verdict, Checked::Fail);
        let with = scales::of_biases(&settings, scale, 1.0);
        assert!(with.metric > 1e-4 && with.verdict == Checked::Fail, "{}", with.metric);
    }
}

#[test]
fn enlarging_finds_what_small_weights_hide() {
    let surveyed = stages::all(&own_settings(module_path!()), &few());
    let count = |scale: f64, stage: usize| {
        surveyed.iter().filter(|one| one.scale == scale && one.is_found_by_metric(stage)).count()
    };
    let all = few().len();
    assert_eq!(all, 5);
    assert_eq!(count(0.01, 0), 2, "the others are planted to hide");
    assert_eq!(count(1.0, 0), 4, "only the bug of the biases hides");
    assert_eq!(count(0.01, 1), all);
}
