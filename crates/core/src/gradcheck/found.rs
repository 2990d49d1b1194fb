//! What was found in one block? Its comparison, its worst derivative, and what would decide it.

use super::advice::Advice;
use super::judge::{Comparison, Verdict};
use super::measured::Measured;
use super::repeat::Base;
use super::report::{BlockReport, Coordinate, Report};
use super::scope::{self, Scope};
use crate::bits;
use crate::bits::{Real, norm};
use crate::objective::Block;

/// A direction rarely shows more than so many times the norm of an error: a normal number exceeds 6 deviations once in 500 million.
const DEVIATIONS: f64 = 6.0;
/// An error that directions miss with at most this probability counts as noticed.
const MISSED: f64 = 1e-6;
/// A loss whose values are off by more than so many units of roundoff is noisier than its own arithmetic need be.
const NOISY: f64 = 256.0;

/// A block of which nothing was seen.
pub(super) fn unseen(block: &Block, verdict: Verdict) -> BlockReport {
    BlockReport {
        name: block.name.clone(),
        layer: block.layer,
        verdict,
        parameters: block.range.len(),
        compared: 0,
        metric: f64::NAN,
        low: 0.0,
        high: 1.0,
        noise_floor: f64::NAN,
        truncation: f64::NAN,
        share: f64::NAN,
        worst: None,
        kinks: 0,
        on_kinks: 0,
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
    truncation: Vec<f64>,
    rounding: Vec<f64>,
    /// How often the loss was computed.
    pub(super) evaluations: u64,
    /// Derivatives with a kink within some step, and on a kink.
    kinks: usize,
    on_kinks: usize,
}

impl Columns {
    pub(super) fn of(measured: &[Measured]) -> Self {
        let column = || Vec::with_capacity(measured.len());
        let [numeric, gradient, errors, truncation, rounding] = [column(), column(), column(), column(), column()];
        let (evaluations, kinks, on_kinks) = (0, 0, 0);
        let mut columns = Columns { numeric, gradient, errors, truncation, rounding, evaluations, kinks, on_kinks };
        for one in measured {
            columns.numeric.push(one.numeric());
            columns.gradient.push(one.gradient);
            columns.errors.push(one.error());
            columns.truncation.push(one.quotient.truncation);
            columns.rounding.push(one.quotient.rounding);
            columns.evaluations += one.quotient.evaluations;
            columns.kinks += usize::from(one.quotient.kink_nearby);
            columns.on_kinks += usize::from(one.on_kink);
        }
        columns
    }
}

/// What the derivatives of a block say; `gradient` is the norm of its gradient.
pub(super) fn judged(block: &Block, columns: &Columns, gradient: f64, scope: Scope, tolerance: f64) -> BlockReport {
    let Columns { numeric, gradient: under_test, errors, .. } = columns;
    let mut comparison = Comparison::of(numeric, under_test, errors, tolerance);
    let mut sum = comparison.sum;
    if let Scope::Directions { count, .. } = scope {
        sum = gradient + norm(numeric) / (count as f64).sqrt();
        let differences = numeric.iter().zip(under_test).zip(errors).map(|((a, b), error)| ((a - b).abs(), *error));
        let (mut least, mut most) = (0.0_f64, 0.0_f64);
        for (difference, error) in differences {
            (least, most) = (bits::max(least, difference - error), bits::max(most, difference + error));
        }
        let directions = u32::try_from(count).unwrap_or(u32::MAX);
        let (low, high) = (least / DEVIATIONS / sum, bits::min(scope::noticed(most, MISSED, directions) / sum, 1.0));
        let (low, high) = if sum > 0.0 && low.is_finite() { (low, high) } else { (0.0, 1.0) };
        comparison = Comparison { low, high, verdict: Verdict::of(low, high, tolerance), ..comparison };
    }
    if columns.on_kinks > 0 {
        comparison = Comparison { high: 1.0, verdict: Verdict::of(comparison.low, 1.0, tolerance), ..comparison };
    }
    let part = |column: &[f64]| if sum > 0.0 { norm(column) / sum } else { f64::INFINITY };
    BlockReport {
        verdict: if numeric.is_empty() { Verdict::Pass } else { comparison.verdict },
        compared: numeric.len(),
        metric: comparison.metric,
        low: comparison.low,
        high: comparison.high,
        noise_floor: part(&columns.rounding),
        truncation: part(&columns.truncation),
        kinks: columns.kinks,
        on_kinks: columns.on_kinks,
        ..unseen(block, Verdict::Undecidable)
    }
}

/// Where the difference is largest: beyond its bound, or else relative to it.
pub(super) fn worst<T: Real>(
    block: &Block,
    measured: &[Measured],
    columns: &Columns,
    parameters: &[T],
    scope: Scope,
) -> Option<Coordinate> {
    // First how far beyond the bound, and if no difference is, what part of the bound it takes.
    let rank = |((numeric, gradient), error): ((&f64, &f64), &f64)| {
        let difference = (numeric - gradient).abs();
        (bits::max(difference - error, 0.0), difference / error)
    };
    let ranks = columns.numeric.iter().zip(&columns.gradient).zip(&columns.errors).map(rank);
    let (number, _) = ranks.enumerate().max_by(|(_, (a, x)), (_, (b, y))| a.total_cmp(b).then(x.total_cmp(y)))?;
    let one = &measured[number];
    let directions = matches!(scope, Scope::Directions { .. });
    let offset = if directions { 0 } else { one.index - block.range.start };
    Some(Coordinate {
        index: one.index,
        position: (offset / block.shape.1.max(1), offset % block.shape.1.max(1)),
        parameter: if directions { f64::NAN } else { parameters[one.index].to_f64() },
        numeric: one.numeric(),
        error: one.error(),
        gradient: one.gradient,
        step: one.quotient.step,
        evaluations: one.quotient.evaluations,
    })
}

/// What would decide an undecidable block.
pub(super) fn advice<T: Real>(block: &BlockReport, columns: &Columns, base: &Base) -> Option<Advice> {
    if block.verdict != Verdict::Undecidable || columns.numeric.is_empty() {
        return None;
    }
    let name = block.name.clone();
    if block.on_kinks > 0 {
        return Some(Advice::OnKinks { block: name, parameters: block.on_kinks });
    }
    let size = |column: &[f64]| norm(column) / (column.len() as f64).sqrt();
    let derivative = bits::max(size(&columns.numeric), size(&columns.gradient));
    let floor = size(&columns.rounding);
    let bends = block.truncation.is_nan() || block.truncation > block.noise_floor;
    Some(if bends {
        Advice::Bends { block: name }
    } else if derivative <= floor / bits::clamp(block.high, 1e-3, 1.0) {
        Advice::Enlarge { block: name, derivative, floor }
    } else if base.noise > NOISY * T::UNIT_ROUNDOFF.to_f64() * base.loss.abs() {
        Advice::LessNoise { block: name, noise: base.noise }
    } else {
        Advice::Tolerance { block: name, resolved: 2.0 * block.high }
    })
}

/// What a pass of some of the derivatives is worth.
pub(super) fn screen(scope: Scope, report: &Report) -> Option<Advice> {
    match scope {
        Scope::All => None,
        Scope::Sample { .. } => {
            let (compared, parameters) =
                report.blocks.iter().fold((0, 0), |(c, p), block| (c + block.compared, p + block.parameters));
            (compared < parameters).then_some(Advice::Sample { compared, parameters })
        }
        Scope::Directions { .. } => {
            let noticed = report.blocks.iter().fold(0.0_f64, |noticed, block| bits::max(noticed, block.high));
            Some(Advice::Screen { noticed })
        }
    }
}
