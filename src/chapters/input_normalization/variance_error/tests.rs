//! Do the errors keep their bounds, and is what is seen told from what is bounded?

use super::*;
use crate::chapters::testing::{few_findings, own_findings};
use crate::report::Cell;

#[test]
fn the_exact_variance_is_right_by_hand() {
    // 1, 2, 3, 4 around 10: variance 5/4, mean square 10.25² … K² = 1 + 12.5²/1.25.
    let (variance, condition) = exact(&[11.0_f64, 12.0, 13.0, 14.0]);
    assert_eq!(variance, 1.25);
    assert_eq!(condition, 126.0_f64.sqrt());
}

#[test]
fn errors_stay_below_their_bounds_and_one_pass_breaks_the_bound_of_two_passes() {
    let findings = few_findings(module_path!(), 3);
    let table = findings.table("errors");
    let number = |row: &[Cell], name: &str| row[table.column(name).unwrap()].number();
    for row in table.rows() {
        if let (Some(error), Some(bound)) = (number(row, "largest_relative_error"), number(row, "bound")) {
            // The bounds are first order; a factor 4 covers what multiplies u (the mean, the square, the sum, the division).
            assert!(error <= 4.0 * bound, "{row:?}");
        }
    }
    let far = table.number("f64/one_pass/100000", "relative_error");
    assert!(far > 1e3 * Algorithm::TwoPass.bound(f64::EPSILON / 2.0, 1e5));
}

#[test]
fn two_passes_stay_flat_in_double_precision_only_and_a_bound_is_not_what_is_seen() {
    let findings = own_findings(module_path!());
    let (table, limits) = (findings.table("errors"), findings.table("limits"));
    let flat = |precision: &str, u: f64, offsets: &[f64]| {
        let row = |offset: &f64| format!("{precision}/two_pass/{offset}");
        offsets.iter().all(|offset| table.number(&row(offset), "largest_relative_error") <= EXAMPLES as f64 * u)
    };
    let (single, double) = (f64::from(f32::EPSILON) / 2.0, f64::EPSILON / 2.0);
    assert!(flat("f64", double, &OFFSETS));
    // Planted: in f32, up to the last offset at which the stored numbers vary.
    assert!(flat("f32", single, &OFFSETS[..4]) && !flat("f32", single, &OFFSETS[..8]));
    assert!(table.number("f32/two_pass/10000000", "relative_error") > 1.0, "no digit is left");

    // (m·u)^(−½), 1/(m·u) and 1/(m·u) but for the first term: the bisection finds what the formulas say.
    for (precision, u) in [("f32", single), ("f64", double)] {
        let limit = |algorithm: &str, column: &str| limits.number(&format!("{precision}/{algorithm}"), column);
        let product = EXAMPLES as f64 * u;
        assert!((limit("one_pass", "bound_is_one_at") * product.sqrt() - 1.0).abs() < 1e-9);
        assert!((limit("welford", "bound_is_one_at") * product - 1.0).abs() < 1e-9);
        assert!((limit("two_pass", "bound_is_one_at") * product - 1.0).abs() < product + 1e-9);
        // What is seen comes later, and before one rounding of μ² alone is as large as σ².
        let seen = limit("one_pass", "median_is_one_at");
        assert!(seen > 2.0 * limit("one_pass", "bound_is_one_at") && seen < u.sqrt().recip(), "{precision}: {seen}");
    }
    assert_eq!(limits.cell("f64/two_pass", "median_is_one_at"), Some(&Cell::Empty));
}

#[test]
fn a_time_stamp_lies_thousands_of_deviations_from_zero_and_a_year_or_a_temperature_does_not() {
    let condition = |values: &mut dyn Iterator<Item = f64>| exact(&values.collect::<Vec<f64>>()).1;
    let lost = Algorithm::OnePass.bound_is_one(f64::from(f32::EPSILON) / 2.0);
    // The seconds of one day, 1.7·10⁹ s after the start of 1970; the years since then; a year of kelvins.
    assert!(condition(&mut (0..86_400).map(|second| 1.7e9 + f64::from(second))) > 1e4);
    assert!(condition(&mut (1970..2026).map(f64::from)) < lost);
    assert!(condition(&mut (0..365).map(|day| 288.0 + 10.0 * libm::sin(f64::from(day) / 58.0))) < lost);
}
