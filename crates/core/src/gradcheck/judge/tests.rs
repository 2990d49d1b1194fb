//! Do intervals hold what they promise, and verdicts follow from them?

use super::*;

const LIMITS: Limits = Limits { pass: 1e-3, fail: 1e-3 };

#[test]
fn the_response_to_factors_signs_and_zeros() {
    let gradient = [0.3, -1.0, 2.0];
    let times = |k: f64| gradient.map(|g| k * g);
    // |k − 1|/(k + 1), up to the rounding of norms.
    for (k, expected) in [(2.0, 1.0 / 3.0), (0.5, 1.0 / 3.0), (1.00001, 1e-5 / 2.00001), (0.0, 1.0), (-1.0, 1.0)] {
        assert!((metric(&gradient, &times(k)) - expected).abs() < 1e-15, "{k}");
    }
    assert_eq!(metric(&[0.0; 3], &[0.0; 3]), 0.0);
    assert_eq!(metric(&[1e200, 1e200], &[1e200, 1e200]), 0.0);
    assert_eq!(metric(&[1e200], &[-1e200]), 1.0, "squares overflow, norms do not");
    assert_eq!(metric(&[f64::MAX; 2], &[f64::MIN; 2]), 1.0, "norms overflow too");
    assert_eq!(metric(&[f64::MAX; 2], &[f64::MAX; 2]), 0.0);
    assert!(metric(&[f64::INFINITY], &[1.0]).is_nan() && metric(&[f64::NAN, f64::MAX], &[1.0, f64::MAX]).is_nan());
}

#[test]
fn verdicts_by_hand() {
    let of = |error: f64, bound: f64| Comparison::of(&[1.0 + error], &[1.0], &[bound], LIMITS).verdict;
    assert_eq!(of(0.0, 1e-6), Verdict::Pass);
    assert_eq!(of(0.1, 1e-6), Verdict::Fail);
    assert_eq!(of(0.0, 0.1), Verdict::Undecidable, "a lucky agreement");
    assert_eq!(of(0.1, 0.2), Verdict::Undecidable, "a difference that noise may have made");
    assert_eq!(Comparison::of(&[0.0], &[0.0], &[1e-9], LIMITS).verdict, Verdict::Undecidable, "nothing to compare");
    assert_eq!(Comparison::of(&[f64::NAN], &[0.0], &[1e-9], LIMITS).verdict, Verdict::Undecidable);
    assert_eq!(Comparison::of(&[0.5], &[0.0], &[1e-9], LIMITS).verdict, Verdict::Fail);
}

#[test]
fn the_interval_holds_the_metric_of_every_derivative_within_the_bounds() {
    // A quotient 1 that may be off by 0.1, and a gradient 1.1: the derivative 0.9 has the metric 0.2/2.
    let comparison = Comparison::of(&[1.0], &[1.1], &[0.1], LIMITS);
    assert!((comparison.high - (0.1 + 0.1) / (2.1 - 0.1)).abs() < 1e-15 && comparison.high >= 0.1);
    assert!(comparison.metric + 0.1 / 2.1 < 0.1, "without the change of the denominator it would not");
    for tenths in 0..=20 {
        let error = f64::from(tenths - 10) / 100.0;
        for gradient in [0.5, 0.95, 1.1, -2.0] {
            let comparison = Comparison::of(&[1.0], &[gradient], &[0.1], LIMITS);
            let exact = metric(&[1.0 + error], &[gradient]);
            let rounding = 4.0 * f64::EPSILON;
            assert!(comparison.low - rounding <= exact && exact <= comparison.high + rounding, "{error} {gradient}");
        }
    }
    assert_eq!(Comparison::of(&[1.0], &[0.5], &[2.0], LIMITS).verdict, Verdict::Undecidable, "noise above all");
}

#[test]
fn one_failure_decides() {
    let over = |parts: &[Verdict]| Verdict::over(parts.iter().copied());
    assert_eq!(over(&[Verdict::Pass, Verdict::Undecidable, Verdict::Fail]), Verdict::Fail);
    assert_eq!(over(&[Verdict::Pass, Verdict::Undecidable]), Verdict::Undecidable);
    assert_eq!(over(&[Verdict::Pass, Verdict::Pass]), Verdict::Pass);
}

#[test]
fn an_entry_is_judged_on_its_own_bound() {
    // Forgotten beside 10⁷; the same where the bound is as large; within the gradient's own roundings.
    assert!(least(1.0, 0.0, 1e-9, 0.0) > 0.99);
    assert_eq!(least(1.0, 0.0, 1.0, 0.0), 0.0);
    assert_eq!(least(1.0, 1.0 + 1e-6, 1e-9, 1e-6), 0.0);
    assert_eq!(least(f64::NAN, 1.0, 1e-9, 0.0), 0.0);
    assert!((least(1.0, 1.0002, 1e-9, 0.0) - 1e-4).abs() < 1e-7);
}

#[test]
fn what_is_certain_fails_below_a_coarse_tolerance() {
    let single = Limits { pass: 1e-2, fail: 1e-3 };
    let of = |gradient: f64, bound: f64| Comparison::of(&[1.0], &[gradient], &[bound], single).verdict;
    assert_eq!(of(1.018, 1e-4), Verdict::Fail, "0.9 %, and the bound shows it");
    assert_eq!(of(1.0, 1e-4), Verdict::Pass);
    assert_eq!(of(1.01, 9e-3), Verdict::Pass, "the bound leaves room for it");
    assert_eq!(of(1.018, 1.75e-2), Verdict::Undecidable);
}
