//! A cause is offered only if it explains the differences, and a factor is named only if a known mistake makes it.

use super::report;
use wellposed_core::bits;
use wellposed_core::gradcheck::{Cause, Certainty, Origin, Report, Scope};

const SLOPES: [f64; 8] = [0.7, -1.3, 0.4, 2.1, -0.6, 0.9, 1.7, -0.2];
const HERE: [f64; 8] = [0.3, -0.7, 0.2, 0.5, -0.4, 0.1, 0.6, 0.8];

fn loss(w: &[f64]) -> f64 {
    2.0 + w.iter().zip(SLOPES).map(|(w, slope)| slope * bits::sin(*w)).sum::<f64>()
}

fn right(w: &[f64]) -> Vec<f64> {
    w.iter().zip(SLOPES).map(|(w, slope)| slope * bits::cos(*w)).collect()
}

/// The report on a spoiled gradient, in blocks of 6 and 2 entries.
fn spoiled(spoil: impl Fn(&mut [f64]) + Clone + Sync) -> Report {
    let gradient = move |w: &[f64]| {
        let mut gradient = right(w);
        spoil(&mut gradient);
        gradient
    };
    report(&[("a", 6), ("b", 2)], loss, gradient, &HERE, Scope::All)
}

#[test]
fn factors_are_named_by_the_mistake_that_makes_them() {
    let cases = [
        (2.0, Origin::Twice),
        (0.5, Origin::Half),
        (12.0, Origin::Sum(12)),
        (1.0 / 12.0, Origin::Mean(12)),
        (-3.0, Origin::Unknown),
        (6.0_f64.sqrt(), Origin::Root(6)),
        (1.0 / 6.0_f64.sqrt(), Origin::InverseRoot(6)),
        (5.0_f64.sqrt(), Origin::Unknown),
        (1.25, Origin::Degrees(5)),
        (0.8, Origin::Degrees(5)),
        (std::f64::consts::PI, Origin::Angle),
        (std::f64::consts::PI / 180.0, Origin::Angle),
        (std::f64::consts::LN_2, Origin::Logarithm),
        (1243.63, Origin::Unknown),
        (0.287, Origin::Unknown),
    ];
    for (factor, origin) in cases {
        let report = spoiled(move |g| g.iter_mut().for_each(|g| *g *= factor));
        let diagnosis = report.diagnosis.as_ref().unwrap();
        assert!(matches!(diagnosis.cause, Cause::Factor(k) if (k / factor - 1.0).abs() < 1e-6), "{factor}\n{report}");
        assert_eq!(diagnosis.origin, Some(origin), "{factor}\n{report}");
        let text = report.to_string().split_whitespace().collect::<Vec<&str>>().join(" ");
        let unknown = text.contains("a constant factor, unknown origin");
        assert_eq!(unknown, origin == Origin::Unknown, "{report}");
        // One entry that the factor does not explain: no factor is offered.
        let report = spoiled(move |g| {
            g.iter_mut().for_each(|g| *g *= factor);
            g[1] *= 1.001;
        });
        let diagnosis = report.diagnosis.unwrap();
        assert!(!matches!(diagnosis.cause, Cause::Factor(_)) && diagnosis.origin.is_none(), "{factor}: {diagnosis}");
    }
    let sign = spoiled(|g| g.iter_mut().for_each(|g| *g = -*g)).diagnosis.unwrap();
    assert_eq!((sign.cause, sign.certainty), (Cause::Sign, Certainty::Exact));
}

#[test]
fn one_number_is_a_multiple_of_any_other() {
    // A block of one entry: what is 1243.63 times as large shows nothing, twice as much does.
    let cause = |factor: f64| {
        let gradient = move |w: &[f64]| vec![factor * bits::cos(w[0])];
        report(&[("a", 1)], |w| bits::sin(w[0]), gradient, &[0.3], Scope::All).diagnosis.unwrap().cause
    };
    assert_eq!(cause(1243.63), Cause::Unknown);
    assert!(matches!(cause(2.0), Cause::Factor(_)));
}

#[test]
fn no_factor_comes_from_dividing_by_noise() {
    // The loss hardly depends on either; the gradient claims that it does.
    let loss = |w: &[f64]| 1.0 + 1e-17 * (w[0] + w[1]);
    let report = report(&[("a", 2)], loss, |_| vec![0.5, 0.25], &[0.3, 0.4], Scope::All);
    let diagnosis = report.diagnosis.as_ref().unwrap();
    assert!(!matches!(diagnosis.cause, Cause::Factor(_) | Cause::Regularization(_)), "{report}");
}

#[test]
fn few_wrong_entries_among_right_ones_are_counted() {
    assert_eq!(spoiled(|g| g[3] += 0.1).diagnosis.unwrap().cause, Cause::Unknown, "one of six is not few");
    let wide = |wrong: usize| {
        let loss = |w: &[f64]| w.iter().map(|w| bits::sin(*w)).sum::<f64>();
        let gradient = move |w: &[f64]| {
            let mut gradient: Vec<f64> = w.iter().map(|w| bits::cos(*w)).collect();
            gradient[..wrong].iter_mut().for_each(|g| *g += 0.1);
            gradient
        };
        let here: Vec<f64> = (0..24).map(|i| 0.05 * f64::from(i)).collect();
        report(&[("a", 24)], loss, gradient, &here, Scope::All).diagnosis.unwrap().cause
    };
    assert_eq!([wide(1), wide(3)], [Cause::Entries(1), Cause::Entries(3)]);
    assert_eq!(wide(12), Cause::Unknown);
}

#[test]
fn regularization_explains_every_entry_or_is_not_offered() {
    let cause = |spoil: fn(usize, f64) -> f64| {
        let spoiled = spoiled(move |g| g.iter_mut().zip(HERE).enumerate().for_each(|(i, (g, w))| *g -= spoil(i, w)));
        spoiled.diagnosis.unwrap().cause
    };
    assert!(matches!(cause(|_, w| 0.3 * w), Cause::Regularization(c) if (c - 0.3).abs() < 1e-6));
    assert!(!matches!(cause(|i, w| if i == 2 { 0.31 } else { 0.3 } * w), Cause::Regularization(_)));
}

#[test]
fn the_first_lines_say_it_and_no_line_is_long() {
    let reports = [
        spoiled(|_| ()),
        spoiled(|g| g[7] = 0.0),
        spoiled(|g| g.iter_mut().for_each(|g| *g *= 2.0)),
        spoiled(|g| g[2] = f64::NAN),
    ];
    let first = [
        "PASS  8 of 8 entries; ",
        "FAIL  b[1]: gradient 0, numeric -0.1393",
        "FAIL  b[",
        "FAIL  a[2]: the gradient is not",
    ];
    for (report, first) in reports.iter().zip(first) {
        let text = report.to_string();
        assert!(text.starts_with(first), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    }
    assert!(reports[1].to_string().contains("wrong: 1 of 2 entries of b; right: a"), "{}", reports[1]);
    assert!(format!("{:#}", reports[0]).lines().count() > reports[0].to_string().lines().count() + 3);
}

#[test]
fn the_wrong_entries_of_a_block_may_have_a_cause_of_their_own() {
    let cause = |spoil: fn(&mut [f64])| spoiled(spoil).diagnosis.unwrap();
    assert!(matches!(cause(|g| g[4] *= 0.5).cause, Cause::Factor(k) if (k - 0.5).abs() < 1e-6));
    assert_eq!(cause(|g| g[4] = 0.0).cause, Cause::Forgotten);
    assert_eq!(cause(|g| g[..2].iter_mut().for_each(|g| *g = -*g)).cause, Cause::Sign);
    let tripled = cause(|g| g[..2].iter_mut().for_each(|g| *g *= 3.0));
    assert_eq!(tripled.origin, Some(Origin::Sum(3)));
    // One number, and two that differ, are no such relation.
    assert_eq!(cause(|g| g[4] *= 1.1).cause, Cause::Unknown);
    assert_eq!(cause(|g| (g[0], g[1]) = (0.5 * g[0], 0.25 * g[1])).cause, Cause::Unknown);
}
