//! Do misses follow their laws, and does the checker never pass what it can't see?

use super::*;
use crate::chapters::testing::{few_findings, few_settings, own_settings};
use crate::report;

/// A binomial count lies within five deviations of its mean, but for two in a million; plus one for small means.
fn near(misses: &Misses, slack: f64) -> bool {
    let (trials, p) = (misses.trials as f64, misses.predicted);
    let deviation = (trials * p * (1.0 - p)).sqrt();
    (misses.missed as f64 - trials * p).abs() <= 5.0 * deviation + 1.0 + slack * trials * p
}

#[test]
fn misses_follow_the_law() {
    let law = law::all(&few_settings(module_path!(), 20));
    assert_eq!(law.len(), 4 * 4 * 3);
    for misses in &law {
        assert!(
            near(misses, 0.0),
            "{} {} {}: {} {}",
            misses.case.0,
            misses.ratio,
            misses.directions,
            misses.missed,
            misses.predicted
        );
    }
    // Another number of directions is noticed.
    let one = law
        .iter()
        .find(|misses| misses.case.0 == "one_entry" && misses.ratio == 0.3 && misses.directions == 1)
        .unwrap();
    assert!(!near(&Misses { predicted: one.predicted * one.predicted, ..*one }, 0.0));
}

#[test]
fn the_checker_misses_as_often_as_predicted_and_passes_nothing_wrong() {
    let checker = checker::all(&few_settings(module_path!(), 10));
    for misses in &checker {
        // The bounds of the slopes add up to a quarter of the tolerance to t = 6τ(…): up to 5 % each.
        assert!(
            near(misses, 0.05 * f64::from(misses.directions)),
            "{} {}: {} {}",
            misses.ratio,
            misses.directions,
            misses.missed,
            misses.predicted
        );
        assert_eq!(misses.passed, Some(0));
    }
}

#[test]
fn the_average_over_chi_by_hand() {
    // For large errors erf(z) ≈ 2z/√π, and E[1 + |N|] = 1 + √(2/π).
    let pi = std::f64::consts::PI;
    let expected = 2.0 / pi.sqrt() * 3.0 / 2.0_f64.sqrt() / 1e4 * (1.0 + (2.0 / pi).sqrt());
    assert!((checker::predicted(1e4, 1) / expected - 1.0).abs() < 1e-5);
}

#[test]
fn a_screen_costs_the_same_for_any_size() {
    let cost = cost::all(&own_settings(module_path!()));
    let (first, last) = (&cost[0], &cost[cost.len() - 1]);
    assert!(last.every > 5 * first.every, "in proportion to the parameters");
    assert!(last.directions < 2 * first.directions);
    assert!(report::svg::render(&presentation::figure(), &few_findings(module_path!(), 1).tables).is_ok());
}
