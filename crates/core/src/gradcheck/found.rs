//! What was found in one block? Its comparison, entry by entry and as a whole, and its worst derivative.

use super::floor::Floor;
use super::judge::{Comparison, Verdict, least};
use super::limits::Limits;
use super::measured::Measured;
use super::report::{BlockReport, Coordinate};
use crate::bits;
use crate::bits::norm;
use crate::objective::Block;

/// A block of which nothing was seen.
pub(super) fn unseen(block: &Block, verdict: Verdict) -> BlockReport {
    BlockReport {
        name: block.name.clone(),
        layer: block.layer,
        start: block.range.start,
        verdict,
        parameters: block.range.len(),
        columns: block.shape.1,
        compared: 0,
        metric: f64::NAN,
        low: 0.0,
        high: 1.0,
        noise_floor: f64::NAN,
        truncation: f64::NAN,
        share: f64::NAN,
        worst: None,
        wrong: 0,
        unresolved: 0,
        unseen_below: 0.0,
        negligible_below: None,
        missed: None,
        kinks: 0,
        on_kinks: 0,
        subgradients: 0,
        beyond: None,
    }
}

/// The derivatives of a block, read once: what norms are taken of, and what is counted.
pub(super) struct Columns {
    /// The numeric derivatives.
    pub(super) numeric: Vec<f64>,
    /// Those of the gradient under test.
    pub(super) gradient: Vec<f64>,
    /// The bounds of the errors of the numeric ones.
    pub(super) errors: Vec<f64>,
    /// The parts of these bounds.
    pub(super) truncation: Vec<f64>,
    pub(super) rounding: Vec<f64>,
    /// How often the loss was computed.
    pub(super) evaluations: u64,
    /// Derivatives with a kink within some step, on a kink that contradicts the gradient, and on one between whose slopes it lies.
    pub(super) kinks: usize,
    pub(super) on_kinks: usize,
    pub(super) subgradients: usize,
}

impl Columns {
    pub(super) fn of(measured: &[Measured]) -> Self {
        let column = |of: fn(&Measured) -> f64| measured.iter().map(of).collect::<Vec<f64>>();
        let count = |of: fn(&Measured) -> bool| measured.iter().filter(|one| of(one)).count();
        Columns {
            numeric: column(Measured::numeric),
            gradient: column(|one| one.gradient),
            errors: column(Measured::error),
            truncation: column(|one| one.quotient.truncation),
            rounding: column(|one| one.quotient.rounding),
            evaluations: measured.iter().map(|one| one.quotient.evaluations).sum(),
            kinks: count(|one| one.quotient.kink_nearby),
            on_kinks: count(|one| one.on_kink),
            subgradients: count(Measured::is_subgradient),
        }
    }

    /// The largest difference that the bounds allow, of each derivative.
    pub(super) fn most(&self) -> Vec<f64> {
        let differences = self.numeric.iter().zip(&self.gradient).zip(&self.errors);
        differences.map(|((numeric, gradient), error)| (numeric - gradient).abs() + error).collect()
    }
}

/// What the derivatives of a block by coordinates say; `own` is what roundings of the gradient may make of one of its entries.
pub(super) fn judged(block: &Block, columns: &Columns, limits: Limits, own: f64) -> BlockReport {
    let Columns { numeric, gradient, errors, .. } = columns;
    let comparison = Comparison::of(numeric, gradient, errors, limits);
    let certain = columns.on_kinks == 0;
    let high = if certain { comparison.high } else { 1.0 };
    let entries =
        || numeric.iter().zip(gradient).zip(errors).map(|((numeric, gradient), error)| (*numeric, *gradient, *error));
    let wrong = entries().filter(|&(numeric, gradient, error)| least(numeric, gradient, error, own) > limits.fail);
    let resolved = |(numeric, gradient, error): &(f64, f64, f64)| {
        *error <= limits.entry() * (numeric.abs() + gradient.abs()) || *error == 0.0
    };
    let unseen_ones = entries().filter(|entry| !resolved(entry));
    let below = |(numeric, gradient, error): (f64, f64, f64)| (numeric - gradient).abs() + error;
    let (wrong, unresolved) = (wrong.count(), unseen_ones.clone().count());
    let verdict = match Verdict::of(comparison.low, high, limits) {
        _ if numeric.is_empty() => Verdict::Pass,
        _ if wrong > 0 => Verdict::Fail,
        verdict => verdict,
    };
    let sum = comparison.sum;
    let part = |column: &[f64]| if sum > 0.0 { norm(column) / sum } else { f64::INFINITY };
    BlockReport {
        verdict,
        compared: numeric.len(),
        metric: comparison.metric,
        low: comparison.low,
        high,
        noise_floor: part(&columns.rounding),
        truncation: part(&columns.truncation),
        wrong,
        unresolved,
        unseen_below: unseen_ones.map(below).fold(0.0, bits::max),
        kinks: columns.kinks,
        on_kinks: columns.on_kinks,
        subgradients: columns.subgradients,
        ..unseen(block, Verdict::Undecidable)
    }
}

/// Passes an undecidable block that lies below its floor: `gradient` is the norm of its gradient, `most` that of the largest differences that the bounds allow.
pub(super) fn negligible(found: &mut BlockReport, gradient: f64, most: f64, number: usize, floor: &Floor) {
    let below = floor.derivative(number, found.parameters);
    if found.verdict == Verdict::Undecidable && found.on_kinks == 0 && gradient <= below && most <= below {
        (found.verdict, found.negligible_below) = (Verdict::Pass, Some(floor.value(number, found.parameters)));
        found.unseen_below = most;
    }
}

/// Where the difference is largest: beyond its bound, or else relative to it. `parameter` and `position` are those of an index.
pub(super) fn worst(
    measured: &[Measured],
    columns: &Columns,
    place: impl Fn(usize) -> ((usize, usize), f64),
) -> Option<Coordinate> {
    // First how far beyond the bound, and if no difference is, what part of the bound it takes.
    let rank = |((numeric, gradient), error): ((&f64, &f64), &f64)| {
        let difference = (numeric - gradient).abs();
        (bits::max(difference - error, 0.0), difference / error)
    };
    let ranks = columns.numeric.iter().zip(&columns.gradient).zip(&columns.errors).map(rank);
    let (number, _) = ranks.enumerate().max_by(|(_, (a, x)), (_, (b, y))| a.total_cmp(b).then(x.total_cmp(y)))?;
    let one = &measured[number];
    let (position, parameter) = place(one.index);
    Some(Coordinate {
        index: one.index,
        position,
        parameter,
        numeric: one.numeric(),
        error: one.error(),
        gradient: one.gradient,
        step: one.quotient.step,
        evaluations: one.quotient.evaluations,
    })
}
