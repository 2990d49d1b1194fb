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

mod claims;

use crate::chapters::Settings;
use crate::difference::{Formula, Step, derivative, realized};
use crate::report::{Cell, Column, Digits, Findings, Table};

/// The notes' ε and θ.
const STEP: f64 = 0.01;
const POINT: f64 = 1.0;
/// The step of the next lecture's gradient check.
const SMALL_STEP: f64 = 1e-7;
/// Unit roundoff of f64.
const U: f64 = f64::EPSILON / 2.0;

/// Runs the experiment.
pub fn run(_: &Settings) -> Findings {
    let mut table = Table::new(
        "The example of the notes: f(θ) = θ³ at θ = 1 with ε = 0.01",
        1,
        vec![
            Column::text("quantity"),
            Column::number("notes", "1", Digits::Significant(5)),
            Column::number("exact", "1", Digits::Significant(6)),
            Column::number("measured", "1", Digits::Significant(6)),
            Column::number("difference", "1", Digits::Significant(2)),
        ],
    );
    for (name, notes, exact, measured) in rows() {
        table.push([name.into(), Cell::from(notes), exact.into(), measured.into(), (measured - exact).into()]);
    }
    table.note(
        "Difference: measured − exact, the rounding of double precision. `unequal_sides`: points 1 + ε and 1 − ε/2. `width_1e-7`: (1 + ε) − (1 − ε) at ε = 1e-7 over \
         the nominal 2ε; `reach_1e-7`: (1 + ε) − 1 over ε.",
    );
    Findings { table, figure: None, claims: claims::claims() }
}

fn cube(x: f64) -> f64 {
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

/// Name, what the notes have, what is exact, what is measured.
fn rows() -> Vec<(&'static str, Option<f64>, f64, f64)> {
    let (one, two) = (3.0 + 3.0 * STEP + STEP * STEP, 3.0 + STEP * STEP);
    let (forward, central) = (slope(Formula::Forward, STEP), slope(Formula::Central, STEP));
    vec![
        ("right_point", Some(1.01), 1.01, POINT + STEP),
        ("left_point", Some(0.99), 0.99, POINT - STEP),
        ("derivative", Some(3.0), 3.0, 3.0 * POINT * POINT),
        ("one_sided", Some(3.0301), one, forward),
        ("one_sided_backward", None, 3.0 - 3.0 * STEP + STEP * STEP, slope(Formula::Backward, STEP)),
        ("two_sided", Some(3.0001), two, central),
        ("one_sided_error", Some(0.03), one - 3.0, forward - 3.0),
        ("two_sided_error", Some(0.0001), two - 3.0, central - 3.0),
        ("ratio_of_errors", None, 301.0, (forward - 3.0) / (central - 3.0)),
        ("as_printed", Some(3.0001), two * STEP * STEP, as_printed(STEP)),
        ("unequal_sides", None, 3.0 + 1.5 * STEP + 0.75 * STEP * STEP, lopsided(0.5, STEP)),
        ("width_1e-7", None, 1.0, width(SMALL_STEP)),
        ("reach_1e-7", None, 1.0, realized(POINT, SMALL_STEP) / SMALL_STEP),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Verdict;

    #[test]
    fn the_notes_numbers_are_right_and_the_printed_expression_is_not() {
        let found = run(&Settings::default());
        let number = |row: &str, column: &str| match found.table.cell(row, column) {
            Some(Cell::Number(number)) => *number,
            other => panic!("{row} {column}: {other:?}"),
        };
        for row in ["right_point", "left_point", "derivative", "one_sided", "two_sided"] {
            assert!((number(row, "measured") - number(row, "notes")).abs() < 1e-12, "{row}");
        }
        assert!((number("as_printed", "measured") - 3.0001e-4).abs() < 1e-15);
        assert!((number("ratio_of_errors", "measured") - 301.0).abs() < 1e-7);
        assert!((number("width_1e-7", "difference").abs() - 2.9e-11).abs() < 1e-12, "the ledger's 2.9e-11");
        assert!((number("reach_1e-7", "difference").abs() - 5.8e-10).abs() < 1e-11);
    }

    #[test]
    fn verdicts() {
        let found = run(&Settings::default());
        let verdict = |id: &str| found.claims.iter().find(|claim| claim.id == id).expect("a claim").verdict;
        for id in ["L12-02", "L12-05", "L12-07", "L12-08", "L12-09"] {
            assert_eq!(verdict(id), Verdict::Confirmed, "{id}");
        }
        assert_eq!((verdict("L12-04"), verdict("L12-06")), (Verdict::Conditional, Verdict::Refuted));
        let slip = found.claims.iter().find(|claim| claim.id == "L12-06").expect("a claim");
        assert_eq!(slip.corrected.as_ref().map(|reading| reading.verdict), Some(Verdict::Confirmed));
    }
}
