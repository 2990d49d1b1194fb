//! Is the written-out backward pass right without a bug, is every bug one, and is every one found and explained?

use super::*;
use wellposed_core::gradcheck::{GradientCheck, Verdict, metric};

fn gradient(mutant: &mut Mutant, parameters: &[f64]) -> Vec<f64> {
    let mut gradient = vec![0.0; parameters.len()];
    mutant.loss_and_gradient(parameters, &mut gradient);
    gradient
}

#[test]
fn without_a_bug_it_is_the_gradient_of_the_network() {
    let (mut network, parameters) = example(1.0, true, 1);
    network.freeze_masks(0);
    let mut right = vec![0.0; parameters.len()];
    network.loss_and_gradient(&parameters, &mut right);
    let mut mutant = Mutant::new(network, None);
    let found = gradient(&mut mutant, &parameters);
    // Sums of 12 terms in another order, through four layers.
    assert!(metric(&found, &right) < 100.0 * f64::EPSILON);
}

#[test]
fn every_bug_is_found_at_weight_scale_1_and_the_right_gradient_passes() {
    let check = |bug, dropout| {
        let (network, parameters) = example(1.0, dropout, 1);
        GradientCheck::of(&Mutant::new(network, bug)).freeze(0).run(&parameters).unwrap()
    };
    for dropout in [false, true] {
        let right = check(None, dropout);
        assert!(right.passed(), "{right}");
    }
    for entry in catalogue() {
        let report = check(Some(entry.bug), entry.needs_dropout());
        assert_eq!(report.verdict, Verdict::Fail, "{:?}\n{report}", entry.bug);
    }
    assert_eq!(
        check(Some(Bug::SinglePrecision), false).verdict,
        Verdict::Pass,
        "an error of 1e-8 is below the tolerance"
    );
}

#[test]
fn the_diagnosis_names_the_layer_and_mostly_the_cause() {
    let (mut layers, mut causes, mut count) = (0, 0, 0);
    let mut wrong = Vec::new();
    for seed in 1..=2 {
        for entry in catalogue() {
            let (network, parameters) = example(1.0, entry.needs_dropout(), seed);
            let mutant = Mutant::new(network, Some(entry.bug));
            let report = GradientCheck::of(&mutant).freeze(0).run(&parameters).unwrap();
            let diagnosis = report.diagnosis.expect("a failure has a diagnosis");
            count += 1;
            layers += usize::from(diagnosis.layer == entry.layer);
            let right = entry.is_right(diagnosis.cause);
            causes += usize::from(right);
            if !right || diagnosis.layer != entry.layer {
                wrong.push(format!("{:?}: layer {} {:?}", entry.bug, diagnosis.layer, diagnosis.cause));
            }
        }
    }
    // What the project promises: nine of ten layers, seven of ten causes.
    assert!(10 * layers >= 9 * count, "{layers} of {count} layers\n{}", wrong.join("\n"));
    assert!(10 * causes >= 7 * count, "{causes} of {count} causes\n{}", wrong.join("\n"));
}

#[test]
fn bugs_are_many_and_different() {
    let entries = catalogue();
    assert!(entries.len() >= 40);
    for (index, entry) in entries.iter().enumerate() {
        assert!(entries[..index].iter().all(|other| other.bug != entry.bug), "{:?} stands twice", entry.bug);
    }
}
