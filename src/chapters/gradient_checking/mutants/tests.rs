//! Are bugs found at ordinary weights, is no pass wrong, and is a judge that condemns everything seen through?

use super::super::examples::small;
use super::claims::separation;
use super::*;
use crate::activation::Activation;
use crate::chapters::testing::few_settings;

fn one() -> Settings {
    few_settings(module_path!(), 1)
}

#[test]
fn at_ordinary_weights_the_checker_finds_every_bug_and_accuses_nobody() {
    let cells = cells(&one(), &[1.0]);
    let tally = Tally::of(at(&cells, Precision::F64, 1.0), 0, tolerance(Precision::F64));
    assert_eq!((tally.caught, tally.passed, tally.undecidable), (tally.bugs, 0, 0));
    assert_eq!((tally.right, tally.false_alarms, tally.wrong_passes), (2, 0, 0));
    let single = Tally::of(at(&cells, Precision::F32, 1.0), 0, tolerance(Precision::F32));
    assert_eq!((single.false_alarms, single.wrong_passes), (0, 0));
    // The notes' recipe in single precision condemns right and wrong alike.
    let notes = Tally::of(at(&cells, Precision::F32, 1.0), 1, tolerance(Precision::F32));
    assert_eq!((notes.caught, notes.false_alarms), (notes.bugs, notes.right));
}

#[test]
fn at_tiny_weights_recipes_pass_bugs_and_the_checker_says_so() {
    let cells = cells(&one(), &[1e-3]);
    let tally = |method| Tally::of(at(&cells, Precision::F64, 1e-3), method, tolerance(Precision::F64));
    assert_eq!(tally(0).wrong_passes, 0);
    assert!(tally(3).wrong_passes > 0, "{:?}", tally(3));
    // The lowest threshold lies below the rounding of the quotients: it condemns everything.
    assert_eq!((tally(1).caught, tally(1).false_alarms), (tally(1).bugs, tally(1).right));
}

#[test]
fn tallies_count_by_hand() {
    use crate::gradcheck::catalogue::Bug;
    let judged = |bug, verdict, truth| Judged {
        bug,
        verdicts: vec![verdict],
        truth,
        entry: truth,
        fails_above: 1e-7,
        metric: 0.0,
        fine: 0.0,
        largest: 0.0,
    };
    let all = [
        judged(Some(Bug::LossSign), Verdict::Fail, 1.0),
        judged(Some(Bug::LossSum), Verdict::Pass, 0.5),
        judged(Some(Bug::LossSum), Verdict::Pass, 1e-9),
        judged(None, Verdict::Fail, 0.0),
        judged(None, Verdict::Pass, 0.0),
    ];
    let tally = Tally::of(all.iter(), 0, 1e-7);
    assert_eq!((tally.bugs, tally.caught, tally.passed, tally.wrong_passes), (3, 1, 2, 1));
    assert_eq!((tally.right, tally.false_alarms, tally.right_undecidable), (2, 1, 0));
    assert_eq!(separation(&[1.0, 3.0], &[2.0]), 0.5);
    assert_eq!(separation(&[2.0], &[2.0]), 0.5);
}

#[test]
fn a_consistent_mistake_is_invisible_and_an_inconsistent_one_is_not() {
    let (wanted, wrong) = (small(Activation::Tanh), small(Activation::Sigmoid));
    assert_eq!(forward::verdict(&one(), wrong.clone(), wrong.clone()), Verdict::Pass);
    assert_eq!(forward::verdict(&one(), wrong, wanted.clone()), Verdict::Fail);
    assert_eq!(forward::verdict(&one(), wanted.clone(), wanted), Verdict::Pass);
}

#[test]
fn the_findings_are_whole() {
    let findings = run(&one());
    assert!(crate::report::svg::render(findings.figure.as_ref().unwrap(), &findings.tables).is_ok());
    assert_eq!(findings.claims.len(), 12);
    assert_eq!(findings.verdict("L13-06"), crate::report::Verdict::Confirmed, "{:?}", findings.claim("L13-06").sweep);
    for id in ["L13-15", "L13-17", "L13-25"] {
        assert_eq!(findings.verdict(id), crate::report::Verdict::Refuted, "{id}");
        assert_eq!(findings.claim(id).corrected.as_ref().unwrap().verdict(), crate::report::Verdict::Confirmed, "{id}");
    }
}
