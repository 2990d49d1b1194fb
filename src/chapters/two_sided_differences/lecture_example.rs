//! What do one-sided and two-sided differences of θ³ give at θ = 1 with ε = 0.01, and which of the triangles matter?
//!
//! Everything here has a closed form, so every digit of the notes can be checked:
//!
//! ```text
//! one-sided   ((1 + ε)³ − 1)/ε        = 3 + 3ε + ε²  = 3.0301
//! two-sided   ((1 + ε)³ − (1 − ε)³)/2ε = 3 + ε²       = 3.0001,   errors in the ratio (3ε + ε²)/ε² = 301
//! ```
//!
//! With points θ + ε and θ − rε the quotient is 3 + 3(1 − r)ε + (1 − r + r²)ε²: both small triangles are in it for every r > 0, but only r = 1 cancels the term in ε.
//!
//! **Steps without any error.** 1 ± h and 1 ± 3h are numbers of the format, for h a multiple of its spacing at 1. The cube is two rounded products,
//!
//! ```text
//! (1 ± h)(1 ± h) = 1 ± 2h + h²,  rounded to 1 ± 2h          (1 ± 2h)(1 ± h) = 1 ± 3h + 2h²,  rounded to 1 ± 3h
//! ```
//!
//! as long as h² and 2h² are at most half of the spacing: half is u above 1 and u/2 below. (At exactly half the even neighbor is taken, which is the wanted one
//! here: 2⁻²⁷ in f64 above, 2⁻¹³ in f32 below.) So the quotient is 3 for every h ≤ √(u/2) one-sided and for every h ≤ √u/2 two-sided, where a point lies below 1; at the next
//! step it is not. (Some longer two-sided steps give 3 again, where both cubes are rounded up alike.)

mod claims;

use crate::bits::Real;
use crate::chapters::Settings;
use crate::difference::{Formula, Step, derivative, realized};
use crate::report::{Column, Digits, Findings, Table};

/// The notes' ε and θ.
pub(crate) const STEP: f64 = 0.01;
pub(crate) const POINT: f64 = 1.0;
/// The step of the next lecture's gradient check.
const SMALL_STEP: f64 = 1e-7;
/// Unit roundoff of f64.
const U: f64 = f64::EPSILON / 2.0;

/// Runs the experiment.
pub fn run(_: &Settings) -> Findings {
    let number = |name, digits| Column::number(name, "1", Digits::Significant(digits));
    let columns = vec![
        Column::text("quantity").from(|row: &Quantity| row.name).key(),
        number("notes", 5).titled("the notes").from(|row: &Quantity| row.notes),
        number("exact", 6).from(|row: &Quantity| row.exact),
        number("measured", 6).from(|row: &Quantity| row.measured),
        number("difference", 2).titled("measured − exact").from(|row: &Quantity| row.measured - row.exact),
    ];
    let table = Table::of("The example of the notes: f(θ) = θ³ at θ = 1 with ε = 0.01", columns, quantities()).noted(
        "The difference is the rounding of double precision. The notes don't have all quantities. The last step without error is exactly √(u/2) one-sided and √u/2 two-sided; \
         measured is the last step of the format that is not above.",
    );
    Findings { tables: vec![table], figure: None, claims: claims::claims() }
}

fn cube<T: Real>(x: T) -> T {
    x * x * x
}

fn slope(formula: Formula, step: f64) -> f64 {
    derivative(cube, POINT, formula, Step::Absolute(step)).value
}

/// The quotient over θ + ε and θ − rε.
fn lopsided(ratio: f64, step: f64) -> f64 {
    let (right, left) = (POINT + step, POINT - ratio * step);
    (cube(right) - cube(left)) / (right - left)
}

/// The printed expression, read as arithmetic reads it: first divide by 2, then multiply by ε.
fn as_printed(step: f64) -> f64 {
    (cube(POINT + step) - cube(POINT - step)) / 2.0 * step
}

/// The width that two points have in fact, over the one that they should have.
fn width(step: f64) -> f64 {
    ((POINT + step) - (POINT - step)) / (2.0 * step)
}

/// The largest step up to which the cubes at 1 + h, and at 1 − h where the formula needs them, are 1 ± 3h as stored: by bisection, since what is rounded away grows with h.
fn last_without_error<T: Real>(formula: Formula) -> f64 {
    let spacing = 2.0 * T::UNIT_ROUNDOFF.to_f64();
    let is_exact = |count: u64| {
        let step = count as f64 * spacing;
        let on_line = |h: f64| cube(T::from_f64(POINT + h)).to_f64() == POINT + 3.0 * h;
        on_line(step) && (formula == Formula::Forward || on_line(-step))
    };
    let (mut exact, mut rounded) = (1, (STEP / spacing) as u64);
    while rounded - exact > 1 {
        let middle = exact + (rounded - exact) / 2;
        if is_exact(middle) { exact = middle } else { rounded = middle }
    }
    exact as f64 * spacing
}

/// A number of the example.
struct Quantity {
    /// Key and words.
    name: (&'static str, &'static str),
    notes: Option<f64>,
    exact: f64,
    measured: f64,
}

fn quantities() -> Vec<Quantity> {
    let (one, two) = (3.0 + 3.0 * STEP + STEP * STEP, 3.0 + STEP * STEP);
    let (forward, central) = (slope(Formula::Forward, STEP), slope(Formula::Central, STEP));
    let single = f32::UNIT_ROUNDOFF.to_f64();
    let of = |name, notes, exact, measured| Quantity { name, notes, exact, measured };
    let unprinted = |name, exact, measured| of(name, None, exact, measured);
    vec![
        of(("right_point", "θ + ε"), Some(1.01), 1.01, POINT + STEP),
        of(("left_point", "θ − ε"), Some(0.99), 0.99, POINT - STEP),
        of(("derivative", "3θ²"), Some(3.0), 3.0, 3.0 * POINT * POINT),
        of(("one_sided", "one-sided"), Some(3.0301), one, forward),
        unprinted(
            ("one_sided_backward", "one-sided, backward"),
            3.0 - 3.0 * STEP + STEP * STEP,
            slope(Formula::Backward, STEP),
        ),
        of(("two_sided", "two-sided"), Some(3.0001), two, central),
        of(("one_sided_error", "one-sided error"), Some(0.03), one - 3.0, forward - 3.0),
        of(("two_sided_error", "two-sided error"), Some(0.0001), two - 3.0, central - 3.0),
        unprinted(("ratio_of_errors", "ratio of the errors"), 301.0, (forward - 3.0) / (central - 3.0)),
        of(("as_printed", "(1.01³ − 0.99³)/2·0.01, as printed"), Some(3.0001), two * STEP * STEP, as_printed(STEP)),
        unprinted(
            ("unequal_sides", "between 1 + ε and 1 − ε/2"),
            3.0 + 1.5 * STEP + 0.75 * STEP * STEP,
            lopsided(0.5, STEP),
        ),
        unprinted(("width_1e-7", "((1 + ε) − (1 − ε))/2ε at ε = 10⁻⁷"), 1.0, width(SMALL_STEP)),
        unprinted(("reach_1e-7", "((1 + ε) − 1)/ε at ε = 10⁻⁷"), 1.0, realized(POINT, SMALL_STEP) / SMALL_STEP),
        unprinted(
            ("no_error_one_sided_f64", "last step without error, one-sided, f64"),
            (U / 2.0).sqrt(),
            last_without_error::<f64>(Formula::Forward),
        ),
        unprinted(
            ("no_error_two_sided_f64", "last step without error, two-sided, f64"),
            U.sqrt() / 2.0,
            last_without_error::<f64>(Formula::Central),
        ),
        unprinted(
            ("no_error_one_sided_f32", "last step without error, one-sided, f32"),
            (single / 2.0).sqrt(),
            last_without_error::<f32>(Formula::Forward),
        ),
        unprinted(
            ("no_error_two_sided_f32", "last step without error, two-sided, f32"),
            single.sqrt() / 2.0,
            last_without_error::<f32>(Formula::Central),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::own_findings;
    use crate::report::Verdict;

    #[test]
    fn the_notes_numbers_are_right_and_the_printed_expression_is_not() {
        let found = own_findings(module_path!());
        for row in ["right_point", "left_point", "derivative", "one_sided", "two_sided"] {
            assert!((found.number(row, "measured") - found.number(row, "notes")).abs() < 1e-12, "{row}");
        }
        assert!((found.number("as_printed", "measured") - 3.0001e-4).abs() < 1e-15);
        assert!((found.number("ratio_of_errors", "measured") - 301.0).abs() < 1e-7);
        assert!((found.number("width_1e-7", "difference").abs() - 2.9e-11).abs() < 1e-12, "the ledger's 2.9e-11");
        assert!((found.number("reach_1e-7", "difference").abs() - 5.8e-10).abs() < 1e-11);
    }

    /// Every step up to the limit and the first beyond it, for steps that are multiples of the spacing above 1.
    fn check_limit<T: Real>(formula: Formula, limit: f64, counts: impl Iterator<Item = u64>) {
        let spacing = 2.0 * T::UNIT_ROUNDOFF.to_f64();
        let quotient = |count: u64| {
            let step = Step::Absolute(count as f64 * spacing);
            derivative(cube, T::from_f64(POINT), formula, step).value.to_f64()
        };
        let last = (limit / spacing) as u64;
        assert_eq!(last_without_error::<T>(formula), last as f64 * spacing, "{formula:?}");
        for count in counts.take_while(|&count| count <= last).chain([last - 1, last]) {
            assert_eq!(quotient(count), 3.0, "{formula:?}, {count} spacings");
        }
        assert_ne!(quotient(last + 1), 3.0, "{formula:?}: planted, the step above the limit");
    }

    #[test]
    fn the_cube_at_one_has_no_error_up_to_the_derived_limit_and_one_just_above() {
        let single = f32::UNIT_ROUNDOFF.to_f64();
        // All steps of f32, and every 997th number of spacings in f64.
        for (formula, part) in [(Formula::Forward, 0.5_f64.sqrt()), (Formula::Central, 0.5), (Formula::Backward, 0.5)] {
            check_limit::<f32>(formula, part * single.sqrt(), 1..);
            check_limit::<f64>(formula, part * U.sqrt(), (1..).step_by(997));
        }
        // √u itself, which is twice the two-sided limit, is no limit: there is an error.
        assert_ne!(slope(Formula::Central, 0.99 * U.sqrt()), 3.0);
        assert_ne!(slope(Formula::Forward, 0.99 * U.sqrt()), 3.0);
    }

    #[test]
    fn verdicts() {
        let found = own_findings(module_path!());
        for id in ["L12-02", "L12-05", "L12-07", "L12-08", "L12-09"] {
            assert_eq!(found.verdict(id), Verdict::Confirmed, "{id}");
        }
        assert_eq!((found.verdict("L12-04"), found.verdict("L12-06")), (Verdict::Conditional, Verdict::Refuted));
        let slip = found.claim("L12-06");
        assert_eq!(slip.corrected.as_ref().map(|reading| reading.verdict()), Some(Verdict::Confirmed));
    }
}
