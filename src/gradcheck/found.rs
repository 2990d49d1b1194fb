//! What was found in one block? Its comparison, its worst derivative, and what would decide it.

use super::advice::Advice;
use super::judge::{Comparison, Verdict, norm};
use super::measure::Measured;
use super::repeat::Base;
use super::report::{BlockReport, Coordinate, Report};
use super::scope::{self, Scope};
use crate::bits::Real;
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

/// What the derivatives of a block say; `gradient` is the norm of its gradient.
pub(super) fn judged(block: &Block, measured: &[Measured], gradient: f64, scope: Scope, tolerance: f64) -> BlockReport {
    let of = |what: &dyn Fn(&Measured) -> f64| -> Vec<f64> { measured.iter().map(what).collect() };
    let (numeric, under_test) = (of(&Measured::numeric), of(&|one| one.gradient));
    let errors = of(&Measured::error);
    let mut comparison = Comparison::of(&numeric, &under_test, &errors, tolerance);
    let mut sum = norm(&numeric) + norm(&under_test);
    if let Scope::Directions { count, .. } = scope {
        sum = gradient + norm(&numeric) / (count as f64).sqrt();
        let differences = numeric.iter().zip(&under_test).zip(&errors).map(|((a, b), error)| ((a - b).abs(), *error));
        let (mut least, mut most) = (0.0_f64, 0.0_f64);
        for (difference, error) in differences {
            (least, most) = (least.max(difference - error), most.max(difference + error));
        }
        let directions = u32::try_from(count).unwrap_or(u32::MAX);
        let (low, high) = (least / DEVIATIONS / sum, (scope::noticed(most, MISSED, directions) / sum).min(1.0));
        let (low, high) = if sum > 0.0 && low.is_finite() { (low, high) } else { (0.0, 1.0) };
        comparison = Comparison { low, high, verdict: Verdict::of(low, high, tolerance), ..comparison };
    }
    let on_kinks = measured.iter().filter(|one| one.on_kink).count();
    if on_kinks > 0 {
        comparison = Comparison { high: 1.0, verdict: Verdict::of(comparison.low, 1.0, tolerance), ..comparison };
    }
    let part = |what: &dyn Fn(&Measured) -> f64| if sum > 0.0 { norm(&of(what)) / sum } else { f64::INFINITY };
    BlockReport {
        verdict: if measured.is_empty() { Verdict::Pass } else { comparison.verdict },
        compared: measured.len(),
        metric: comparison.metric,
        low: comparison.low,
        high: comparison.high,
        noise_floor: part(&|one| one.quotient.rounding),
        truncation: part(&|one| one.quotient.truncation),
        kinks: measured.iter().filter(|one| one.quotient.kink_nearby).count(),
        on_kinks,
        ..unseen(block, Verdict::Undecidable)
    }
}

/// Where the difference is largest: beyond its bound, or else relative to it.
pub(super) fn worst<T: Real>(
    block: &Block,
    measured: &[Measured],
    parameters: &[T],
    scope: Scope,
) -> Option<Coordinate> {
    let excess = |one: &Measured| (one.numeric() - one.gradient).abs() - one.error();
    let one = measured.iter().max_by(|a, b| excess(a).total_cmp(&excess(b)))?;
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
pub(super) fn advice<T: Real>(block: &BlockReport, measured: &[Measured], base: &Base) -> Option<Advice> {
    if block.verdict != Verdict::Undecidable || measured.is_empty() {
        return None;
    }
    let name = block.name.clone();
    if block.on_kinks > 0 {
        return Some(Advice::OnKinks { block: name, parameters: block.on_kinks });
    }
    let count = (measured.len() as f64).sqrt();
    let size = |what: &dyn Fn(&Measured) -> f64| norm(&measured.iter().map(what).collect::<Vec<f64>>()) / count;
    let (derivative, floor) =
        (size(&Measured::numeric).max(size(&|one| one.gradient)), size(&|one| one.quotient.rounding));
    let bends = block.truncation.is_nan() || block.truncation > block.noise_floor;
    Some(if bends {
        Advice::Bends { block: name }
    } else if derivative <= floor / block.high.clamp(1e-3, 1.0) {
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
            let noticed = report.blocks.iter().fold(0.0_f64, |noticed, block| noticed.max(block.high));
            Some(Advice::Screen { noticed })
        }
    }
}
