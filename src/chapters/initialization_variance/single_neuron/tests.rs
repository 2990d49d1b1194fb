//! Have the numbers that were drawn the predicted law, and is another law seen?

use super::*;
use crate::chapters::testing::{few_settings, own_findings, own_settings};
use crate::report::Verdict;
use crate::statistics;

#[test]
fn inputs_have_the_mean_square_that_they_say() {
    let mut stream = own_settings(module_path!()).stream("test inputs", 0);
    for inputs in [Inputs::Normalized, Inputs::Shifted, Inputs::Rectified] {
        for n in [2, 3, 64, 4096] {
            let x = inputs.draw(n, &mut stream);
            let mean_square = bits::dot(&x, &x) / n as f64;
            assert!((mean_square / inputs.mean_square() - 1.0).abs() < 1e-13, "{} {n}", inputs.name());
        }
    }
    let shifted = Inputs::Shifted.draw(64, &mut stream);
    assert!((bits::sum(&shifted) / 64.0 - 3.0).abs() < 1e-14);
    assert!(Inputs::Rectified.draw(64, &mut stream).iter().all(|&x| x >= 0.0));
}

#[test]
fn predictions_by_hand() {
    let predicted = |index: usize| {
        let settings = few_settings(module_path!(), 2);
        sample_z(&settings, &SETTINGS[index], 64).predicted
    };
    let by_hand = [64.0, 1.0, 2.0, 1.0, 4.0 / 3.0, 10.0, 0.5, 1.0, 0.25, 0.5, 1.0];
    for (index, by_hand) in by_hand.into_iter().enumerate() {
        assert!((predicted(index) - by_hand).abs() < 1e-13, "{}", SETTINGS[index].weights);
    }
}

/// Whether variance and law are as predicted, each missed by chance once in a million.
fn as_predicted(sample: &Sample) -> bool {
    let distance = sample.distance() <= sample.largest_distance(1.0 - 1e-6);
    let interval = match sample.law {
        Law::Normal => statistics::normal_variance_interval(&sample.values, 0.0, 1.0 - 2e-6),
        _ => statistics::variance_interval(&sample.values, 1.0 - 2e-6),
    };
    let interval = interval.unwrap();
    distance && interval.low <= sample.predicted && sample.predicted <= interval.high
}

#[test]
fn every_sample_has_the_predicted_law_and_another_law_is_seen() {
    for mut sample in samples(&own_settings(module_path!())) {
        let name = format!("{} {} {} {}", sample.what, sample.weights, sample.inputs, sample.n);
        assert!(as_predicted(&sample), "{name}");
        // Planted: twice the variance.
        sample.predicted *= 2.0;
        assert!(!as_predicted(&sample), "{name}");
        // Planted: for weights, the right variance with another law.
        if sample.what == "w" {
            sample.predicted /= 2.0;
            sample.law = if sample.law == Law::Uniform { Law::Normal } else { Law::Uniform };
            assert!(sample.distance() > sample.largest_distance(1.0 - 1e-6), "{name}");
        }
    }
}

#[test]
fn the_notes_are_right_about_1_over_n_and_slip_in_the_printed_formulas() {
    let findings = own_findings(module_path!());
    for id in ["L11-02", "L11-05", "L11-06"] {
        assert_eq!(findings.verdict(id), Verdict::Confirmed, "{id}");
    }
    for id in ["L11-09", "L11-14"] {
        assert_eq!(findings.verdict(id), Verdict::Conditional, "{id}");
    }
    let summary = findings.claim("L11-23");
    assert_eq!(summary.verdict(), Verdict::Confirmed);
    assert!(summary.predicted.from.ends_with("gives 3"), "the text's formula has no value for the first layer");
    for id in ["L11-04", "L11-15", "L11-17"] {
        let claim = findings.claim(id);
        assert_eq!(claim.verdict(), Verdict::Refuted, "{id}");
        assert_eq!(claim.corrected.as_ref().unwrap().verdict(), Verdict::Confirmed, "{id}");
    }
    use Verdict::{Confirmed, Refuted};
    let verdicts = |id: &str| findings.claim(id).sweep.iter().map(|case| case.verdict()).collect::<Vec<Verdict>>();
    assert_eq!(verdicts("L11-09"), [Confirmed, Refuted, Confirmed, Refuted]);
    assert_eq!(verdicts("L11-14"), [Confirmed, Refuted, Refuted]);
    let measured = &findings.claim("L11-15").measured;
    assert!((measured.value - 0.25).abs() < 0.06, "n[l−1]/(2n[l−2]) = 1/4");
}
