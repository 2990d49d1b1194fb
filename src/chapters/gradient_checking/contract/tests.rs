//! Does the checker name each bug as what it is, do recipes see those alone that are wrong at once, and are later gradients what the formulas say?

use super::super::examples::gradient;
use super::*;
use crate::chapters::testing::{few_findings, few_settings};
use crate::gradcheck::metric;

#[test]
fn the_checker_catches_each_failure_and_recipes_what_is_wrong_at_once() {
    let findings = few_findings(module_path!(), 2);
    let caught = |bug: &str, judge: &str| {
        let number = |column| findings.table("verdicts").number(&format!("{bug}/{judge}"), column);
        assert_eq!(number("undecidable"), 0.0, "{bug}/{judge}");
        number("caught") / number("networks")
    };
    for (index, (judge, _)) in JUDGES.iter().enumerate() {
        assert_eq!(caught("none", judge), 0.0, "{judge}");
        for entry in contract_catalogue() {
            let seen = if index == 0 { entry.fails } else { !entry.starts_right() };
            assert_eq!(
                caught(&format!("{:?}", entry.bug), judge),
                f64::from(u8::from(seen)),
                "{:?}, {judge}",
                entry.bug
            );
        }
    }
}

#[test]
fn the_checker_says_what_is_done() {
    for trial in trials(&few_settings(module_path!(), 1)) {
        let entry = contract_catalogue().into_iter().find(|entry| Some(entry.bug) == trial.bug);
        let expected = entry.map_or("none".to_owned(), |entry| {
            format!("{:?}{}", entry.breach, if entry.fails { "" } else { " (note)" })
        });
        assert_eq!(trial.breach, expected, "{:?}", trial.bug);
    }
}

#[test]
fn later_gradients_are_what_the_formulas_say() {
    let place = Place::<f64>::new(&few_settings(module_path!(), 1), SCALE, false, 0);
    let mut network = place.network.clone();
    let first = gradient(&mut network, &place.parameters);
    let there = gradient(&mut network, &calls::after_step(&place.parameters, &first));
    let later = |bug| Calls::of(calls::mutant(&place, bug), &place.parameters).later;
    let sum = |kept: f64| -> Vec<f64> {
        first.iter().zip(&there).map(|(first, there)| first + kept * there + kept * kept * first).collect()
    };
    // Two additions, in one order or the other.
    let off = |bug, kept| metric(&later(Some(bug)), &sum(kept));
    let own = 4.0 * f64::EPSILON;
    assert!(off(ContractBug::AddsToBuffer, 1.0) < own && off(ContractBug::SumsCalls, 1.0) < own);
    assert!(off(ContractBug::MomentumInBuffer, 0.9) < own && off(ContractBug::MomentumInBuffer, 1.0) > 0.01);
    assert_eq!(later(None), first);
}

#[test]
fn only_the_running_statistic_changes_the_loss() {
    for trial in trials(&few_settings(module_path!(), 1)) {
        let keeps = trial.bug == Some(ContractBug::LossOfRunningMean);
        assert_eq!((trial.loss > 0.0, keeps && trial.later > 0.0), (keeps, false), "{:?}", trial.bug);
    }
}
