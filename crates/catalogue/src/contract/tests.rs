//! Is it the network without a bug, is each bug right at first as far as it should be, and does the checker call it what it is?

use super::*;
use crate::entries::example_in;
use wellposed_core::gradcheck::{GradientCheck, Report, Verdict, metric};

/// A mutant of the example, whose masks of dropout stay the same.
fn mutant<T: Real>(bug: Option<ContractBug>, dropout: bool) -> (ContractMutant<T>, Vec<T>) {
    let (mut network, parameters) = example_in::<T>(1.0, dropout, 1);
    network.freeze_masks(0);
    (ContractMutant::new(network, bug), parameters)
}

/// The gradient, written over something.
fn over<T: Real>(objective: &mut dyn Objective<T>, parameters: &[T], held: f64) -> Vec<f64> {
    let mut gradient = vec![T::from_f64(held); parameters.len()];
    objective.loss_and_gradient(parameters, &mut gradient);
    gradient.into_iter().map(Real::to_f64).collect()
}

fn without_a_bug_in<T: Real>(dropout: bool) {
    let (mut mutant, parameters) = mutant::<T>(None, dropout);
    let mut network = mutant.network().clone();
    let halves: Vec<T> = parameters.iter().map(|&parameter| parameter / T::from_f64(2.0)).collect();
    for (at, held) in [(&parameters, 0.0), (&halves, 1.0), (&parameters, f64::NAN)] {
        assert_eq!(mutant.loss(at).to_f64().to_bits(), network.loss(at).to_f64().to_bits());
        let bits = |gradient: Vec<f64>| gradient.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        assert_eq!(bits(over(&mut mutant, at, held)), bits(over(&mut network, at, 0.0)));
    }
}

#[test]
fn without_a_bug_it_is_the_gradient_of_the_network_bit_for_bit() {
    for dropout in [false, true] {
        without_a_bug_in::<f64>(dropout);
        without_a_bug_in::<f32>(dropout);
    }
}

#[test]
fn the_first_gradient_is_right_where_the_catalogue_says_so_and_no_later_one_is_but_for_the_loss() {
    for entry in contract_catalogue() {
        let (mut mutant, parameters) = mutant::<f64>(Some(entry.bug), entry.needs_dropout());
        let right = over(&mut mutant.network().clone(), &parameters, 0.0);
        mutant.loss(&parameters);
        // Sums of 12 terms in another order, through four layers.
        let is_right = |found: &[f64]| metric(found, &right) < 100.0 * f64::EPSILON;
        let first = over(&mut mutant, &parameters, 0.0);
        assert_eq!(is_right(&first), entry.starts_right(), "{entry:?}");
        let halves: Vec<f64> = parameters.iter().map(|parameter| parameter / 2.0).collect();
        mutant.loss(&halves);
        over(&mut mutant, &halves, 0.0);
        let later = over(&mut mutant, &parameters, 1.0);
        let stays = matches!(entry.bug, ContractBug::SumsInAnotherOrder | ContractBug::LossOfRunningMean);
        assert_eq!(is_right(&later), stays, "{entry:?}");
        assert!(entry.bug == ContractBug::LossOfRunningMean || later != right, "{entry:?}");
    }
}

fn check<T: Real>(bug: Option<ContractBug>, dropout: bool) -> Report {
    let (mutant, parameters) = mutant::<T>(bug, dropout);
    GradientCheck::of(&mutant).freeze(0).run(&parameters).unwrap()
}

fn named_in<T: Real>() {
    for dropout in [false, true] {
        let right = check::<T>(None, dropout);
        assert!(right.passed() && right.faults.is_empty(), "{right}");
    }
    for entry in contract_catalogue() {
        let report = check::<T>(Some(entry.bug), entry.needs_dropout());
        let found: Vec<_> = report.faults.iter().map(|fault| (fault.breach, fault.fails)).collect();
        assert_eq!(found, [(entry.breach, entry.fails)], "{entry:?}\n{report}");
        assert_eq!(report.verdict == Verdict::Fail, entry.fails, "{entry:?}\n{report}");
    }
}

#[test]
fn the_checker_calls_each_what_it_is_in_double_precision() {
    named_in::<f64>();
}

#[test]
fn the_checker_calls_each_what_it_is_in_single_precision() {
    named_in::<f32>();
}

#[test]
fn what_does_not_know_of_the_penalty_is_not_asked() {
    let (mut penalized, parameters) = mutant::<f64>(Some(ContractBug::LossOfRunningMean), false);
    let terms: Vec<f64> = penalized.terms(&parameters).into_iter().map(|(_, term)| term).collect();
    let loss = penalized.loss(&parameters);
    // Three terms, each rounded a few times.
    assert!((bits::sum(&terms) - loss).abs() < 16.0 * f64::EPSILON * loss);
    assert!(penalized.probe(&parameters).is_none());
    assert!(mutant::<f64>(None, false).0.probe(&parameters).is_some());
}

#[test]
fn bugs_stand_once() {
    let entries = contract_catalogue();
    for (index, entry) in entries.iter().enumerate() {
        assert!(entries[..index].iter().all(|other| other.bug != entry.bug), "{:?} stands twice", entry.bug);
    }
}
