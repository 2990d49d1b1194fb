//! Do the blocks fail that should, and does the diagnosis meet its bars?

use super::*;
use crate::chapters::testing::few_settings;
use crate::gradcheck::catalogue::{Bug, catalogue};
use crate::report::Verdict;

fn settings() -> Settings {
    few_settings(module_path!(), 2)
}

#[test]
fn the_claims_come_out_and_the_bars_are_met() {
    let findings = run(&settings());
    for id in ["L14-03", "L14-04"] {
        assert_eq!(findings.verdict(id), Verdict::Refuted, "{id}");
    }
    for id in ["L14-05", "L14-06", "L14-07"] {
        let claim = findings.claim(id);
        assert_eq!(claim.verdict(), Verdict::Confirmed, "{id} {:?}", claim.sweep);
    }
    for claim in findings.claims.iter().filter(|claim| claim.printed.is_some()) {
        assert_eq!(claim.printed.as_ref().unwrap().verdict(), Verdict::Refuted, "{}", claim.id);
        assert_eq!(claim.corrected.as_ref().unwrap().verdict(), Verdict::Confirmed, "{}", claim.id);
    }
    assert_eq!(findings.claims.len(), 5);
    assert!(crate::report::svg::render(&figure(), &findings.tables).is_ok());
}

#[test]
fn predicted_blocks_fail_and_other_predictions_would_not() {
    let trials = runs::all(&settings(), 2);
    let wrong: Vec<String> = (trials.iter().filter(|trial| !trial.as_predicted()))
        .map(|trial| format!("{:?}: {:?} for {:?}", trial.entry.bug, trial.seen, trial.predicted))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // One layer higher is planted: the pattern of a signal would be longer by two blocks.
    for trial in trials.iter().filter(|trial| trial.kind() == "way back") {
        assert_ne!(trial.seen, patterns::failing(trial.entry.bug, trial.entry.layer + 1));
    }
}

#[test]
fn every_bug_has_a_kind_and_a_pattern_by_hand() {
    for entry in catalogue() {
        assert!(KINDS.contains(&patterns::kind(entry.bug)), "{:?}", entry.bug);
        assert!(!patterns::failing(entry.bug, entry.layer).is_empty());
    }
    assert_eq!(patterns::failing(Bug::BiasSign(3), 3), ["b[3]"]);
    assert_eq!(patterns::failing(Bug::PropagationTransposed(2), 2), ["W[1]", "b[1]", "W[2]", "b[2]"]);
    assert_eq!(patterns::failing(Bug::RidgeForgotten, 4), ["W[1]", "W[2]", "W[3]", "W[4]"]);
}
