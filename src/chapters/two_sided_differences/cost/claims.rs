//! Is it twice as slow, and does the complex step cost any digits? (L12-13, 15)

use super::methods::Outcome;
use super::{Count, U};
use crate::report::{Band, Case, Claim, Measured};

/// Operations of the longest formula among the functions, one after another; each rounds value and derivative.
const OPERATIONS: f64 = 16.0;

pub(super) fn claims(counts: &[Count], outcomes: &[Outcome]) -> Vec<Claim> {
    vec![twice_as_slow(counts), no_subtraction(outcomes)]
}

/// L12-13: 2n/(n + 1).
fn twice_as_slow(counts: &[Count]) -> Claim {
    let case = |count: &Count| {
        let band = Band::between(1.9, 2.1, "twice, to a twentieth");
        Case::new(format!("n = {}", count.n), band, Measured::exact(count.ratio()))
    };
    Claim::new("L12-13", "A gradient by two-sided differences takes twice as long as by one-sided ones.")
        .lines(&[161])
        .figure("2")
        .swept(
            "evaluations of f, two-sided over one-sided, for a gradient of n numbers",
            counts.iter().map(case).collect(),
        )
        .source("2n evaluations against n + 1, since f(θ) serves all one-sided quotients; for one number both take two")
}

/// L12-15: exact to rounding.
fn no_subtraction(outcomes: &[Outcome]) -> Claim {
    let stepped = outcomes.iter().filter(|outcome| outcome.method == "complex_step");
    let case = |outcome: &Outcome| {
        let band = Band::at_most(
            OPERATIONS,
            "one rounding for each of at most 16 operations; in these functions no term is subtracted from another of its size",
        );
        Case::new(outcome.function.name(), band, Measured::exact(outcome.error / U))
    };
    Claim::new("L12-15", "The complex step has no subtractive error, however small the step.")
        .swept(
            "|Im f(θ + ih)/h − f′|/|f′| in units of u, h = 1e-200, against dual numbers",
            stepped.map(case).collect(),
        )
        .source("Squire & Trapp 1998, for f analytic and real on the real line; |z|, max and conjugation in its code lose the imaginary part")
}
