//! What do derivatives along random directions say of a block? A screen: it is passed if one wrong entry would hardly have been missed.
//!
//! **Directions.** A direction with standard normal entries sees the entries of the gradient by their size: one that is wrong among others 10⁷ times as large goes unnoticed. So
//! each entry of a direction is divided by the size of that of the gradient,
//!
//! ```text
//! vᵢ = zᵢ·c/max(|gᵢ|, rms(g)/1000),   zᵢ normal,   c = min max(|gᵢ|, rms(g)/1000)
//! ```
//!
//! and an entry that is off by the part ρ of its own size shows as c·ρ·zᵢ, whatever its size, down to a thousandth of the root mean square. Where the whole gradient is 0, vᵢ = zᵢ times the size of the
//! parameters.
//!
//! **Verdict.** Along each of k directions the numeric derivative differs from v·g by at most t, bound included. An entry off by 1 % is missed by all with the probability erf(t/(√2·0.01c))ᵏ.
//! The block passes if that is at most 10⁻⁶, and if t is within the tolerance of what v·g is as a rule. It fails if one difference less its bound is more than six deviations of what an
//! error within the tolerance makes. How many directions that takes depends on t; where they are too few the report says how many would do.

use super::found::{Columns, unseen};
use super::judge::{Verdict, metric};
use super::limits::Limits;
use super::report::BlockReport;
use super::scope::{miss_probability, noticed};
use crate::bits::streams::{Stream, standard_normal};
use crate::bits::{self, norm};
use crate::objective::Block;

/// A direction rarely shows more than so many times the norm of an error: a normal number exceeds 6 deviations once in 500 million.
const DEVIATIONS: f64 = 6.0;
/// An error that directions miss with at most this probability counts as noticed.
pub(super) const MISSED: f64 = 1e-6;
/// The part by which one entry is off that has to be noticed.
pub(super) const OFF: f64 = 0.01;
/// Entries below this part of the root mean square are taken to be of that size.
const SMALLEST: f64 = 1e-3;

/// Directions in a block whose entries have one scale each.
pub(super) struct Scaled {
    /// What a normal number for each entry is multiplied with.
    pub(super) scales: Vec<f64>,
    /// What an entry of the gradient with its scale comes to, if it is not tiny; the scale where the gradient is 0.
    pub(super) unit: f64,
    /// The norm of the gradient with these scales.
    pub(super) norm: f64,
}

impl Scaled {
    /// For a block with this gradient; `size` is that of its parameters.
    pub(super) fn of(gradient: &[f64], size: f64) -> Scaled {
        let whole = norm(gradient);
        if whole == 0.0 {
            return Scaled { scales: vec![size; gradient.len()], unit: size, norm: 0.0 };
        }
        let smallest = SMALLEST * whole / (gradient.len() as f64).sqrt();
        let sizes: Vec<f64> = gradient.iter().map(|entry| bits::max(entry.abs(), smallest)).collect();
        let unit = sizes.iter().copied().fold(f64::INFINITY, bits::min);
        let scales: Vec<f64> = sizes.into_iter().map(|size| unit / size).collect();
        let scaled: Vec<f64> = scales.iter().zip(gradient).map(|(scale, entry)| scale * entry).collect();
        Scaled { norm: norm(&scaled), scales, unit }
    }

    /// The largest norm of the derivatives that goes unnoticed, where the gradient is 0; nothing is known of it elsewhere.
    pub(super) fn largest(&self, columns: &Columns) -> f64 {
        let most = columns.most().into_iter().fold(0.0, bits::max);
        if self.norm > 0.0 { f64::INFINITY } else { noticed(most, MISSED, number_of(columns)) / self.unit }
    }

    pub(super) fn draw(&self, stream: &mut Stream) -> Vec<f64> {
        self.scales.iter().map(|scale| scale * standard_normal(stream)).collect()
    }

    /// The bound that suffices along each of `count` directions, where `enough` suffices for the norm of the errors of a block whose gradient has the norm `gradient`.
    /// erf(x) ≤ 2x/√π.
    pub(super) fn enough(&self, enough: f64, gradient: f64, count: usize) -> f64 {
        let noticed = if gradient > 0.0 { OFF } else { 2.0 * enough } * self.unit;
        let seen = (0.5 * std::f64::consts::PI).sqrt() * bits::powf(MISSED, 1.0 / count as f64) * noticed;
        let share = if gradient > 0.0 { enough * self.norm / gradient } else { f64::INFINITY };
        bits::min(share, 0.5 * seen)
    }
}

/// What the derivatives of a block along directions say.
pub(super) fn judged(block: &Block, columns: &Columns, scaled: &Scaled, limits: Limits) -> BlockReport {
    let Columns { numeric, gradient, errors, .. } = columns;
    let count = numeric.len();
    let sum = scaled.norm + norm(numeric) / (count as f64).sqrt();
    let most = columns.most().into_iter().fold(0.0, bits::max);
    let excess = numeric.iter().zip(gradient).zip(errors).map(|((a, b), error)| (a - b).abs() - error);
    let least = excess.fold(0.0, bits::max);
    let directions = number_of(columns);
    let (low, high) = (least / DEVIATIONS / sum, bits::min(noticed(most, MISSED, directions) / sum, 1.0));
    let (low, high) = if sum > 0.0 && low.is_finite() { (low, high) } else { (0.0, 1.0) };
    let missed = miss_probability(most, OFF * scaled.unit, directions);
    let passes = scaled.norm > 0.0 && missed <= MISSED && most <= limits.pass * sum && columns.on_kinks == 0;
    let part = |column: &[f64]| if sum > 0.0 { norm(column) / sum } else { f64::INFINITY };
    BlockReport {
        verdict: match () {
            () if numeric.is_empty() => Verdict::Pass,
            () if low > limits.fail => Verdict::Fail,
            () if passes => Verdict::Pass,
            () => Verdict::Undecidable,
        },
        compared: count,
        metric: metric(numeric, gradient),
        low,
        high: if columns.on_kinks > 0 { 1.0 } else { high },
        noise_floor: part(&columns.rounding),
        truncation: part(&columns.truncation),
        missed: Some(missed),
        kinks: columns.kinks,
        on_kinks: columns.on_kinks,
        subgradients: columns.subgradients,
        ..unseen(block, Verdict::Undecidable)
    }
}

/// How many directions would suffice for an undecidable block whose derivatives along those that were taken are known well enough.
pub(super) fn suffice(found: &BlockReport, columns: &Columns, scaled: &Scaled, limits: Limits) -> Option<u32> {
    let most = columns.most().into_iter().fold(0.0, bits::max);
    let known = scaled.norm > 0.0 && most <= 2.0 * limits.pass * scaled.norm && found.on_kinks == 0;
    let enough = |count: &u32| miss_probability(most, OFF * scaled.unit, *count) <= MISSED;
    (1..=64).find(enough).filter(|_| known && found.verdict == Verdict::Undecidable)
}

fn number_of(columns: &Columns) -> u32 {
    u32::try_from(columns.numeric.len()).unwrap_or(u32::MAX)
}
