//! Is the V where the model has it, do kinks fall with ε, and is no right gradient accused?

use super::*;
use crate::activation::Activation;
use crate::chapters::precision::Precision;
use crate::chapters::testing::few_settings;
use crate::gradcheck::Verdict;

fn few() -> Settings {
    few_settings(module_path!(), 7)
}

#[test]
fn smooth_metrics_follow_the_model_on_both_sides_of_the_v() {
    let sweeps = sweep::all(&few());
    for sweep in sweeps.iter().filter(|sweep| !sweep.activation.has_kink() && sweep.precision == Precision::F64) {
        // Truncation is computed, so that the right side is met closely; J may be off by more or less than u|J| on the left.
        for (exponent, factor) in [(2, 1.3), (3, 1.1), (8, 10.0), (10, 10.0)] {
            let ratio = sweep.median(exponent).value / sweep.predicted(exponent).unwrap();
            assert!(ratio < factor && ratio > 1.0 / factor, "{} 1e-{exponent}: {ratio}", sweep.activation.name());
        }
        let lowest = EXPONENTS.min_by(|&a, &b| sweep.median(a).value.total_cmp(&sweep.median(b).value)).unwrap();
        assert!([4, 5, 6].contains(&lowest), "u^(1/3) is 5e-6, not 1e-{lowest}");
    }
    let single =
        sweeps.iter().find(|sweep| sweep.precision == Precision::F32 && sweep.activation == Activation::Tanh).unwrap();
    assert!(single.median(7).value > 0.1, "nothing is left in single precision");
}

#[test]
fn kinks_within_the_step_are_as_many_as_their_density_says() {
    let kinks = kinks::all(&few_settings(module_path!(), 20));
    // 80 networks; those of one network are not independent. A factor of 2 is more than their spread, and far less than 10.
    for kinks in &kinks[1..3] {
        let ratio = kinks.share / kinks.predicted;
        assert!(ratio < 2.0 && ratio > 0.5, "1e-{}: {} {}", kinks.exponent, kinks.share, kinks.predicted);
    }
    assert!(kinks[2].predicted / kinks[1].predicted < 0.2, "ten times fewer, not as many");
}

#[test]
fn no_right_gradient_is_accused() {
    let correct = correct::all(&few_settings(module_path!(), 2));
    assert_eq!(correct.len(), 14);
    let count = |verdict| correct.iter().map(|correct| correct.count(verdict)).sum::<usize>();
    assert_eq!(count(Verdict::Fail), 0);
    assert!(count(Verdict::Pass) > 0, "and it is not silent");
}

#[test]
fn the_figure_is_drawn_from_the_table() {
    let findings = run(&few());
    assert!(crate::report::svg::render(findings.figure.as_ref().unwrap(), &findings.tables).is_ok());
    assert_eq!(findings.claims.len(), 4);
    assert_eq!(findings.verdict("L13-08"), crate::report::Verdict::Confirmed);
    assert_eq!(findings.verdict("L13-13"), crate::report::Verdict::Conditional);
    assert_eq!(findings.verdict("L13-16"), crate::report::Verdict::Refuted);
}
