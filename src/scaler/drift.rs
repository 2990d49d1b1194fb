//! Has a column moved since training? Two means are compared with their standard errors, and two shares of missing cells exactly.
//!
//! **Means** (Welch 1947, *Biometrika* 34). With standard errors e = σ/√(m − 1) of both tables, σ being population deviations,
//!
//! ```text
//! t = (μ₂ − μ₁)/√(e₁² + e₂²)          ν = (e₁² + e₂²)²/(e₁⁴/(m₁ − 1) + e₂⁴/(m₂ − 1))
//! ```
//!
//! is nearly Student's with ν degrees of freedom if the rows are independent draws and nothing changed. A mean has moved if |t| is larger than t is with probability
//! [`LEVEL`]/k, where k is the number of columns that are judged: so at most one table in a hundred raises a false alarm in any of its columns (Bonferroni).
//! More than 10,000 degrees count as so many, which makes the limit larger by less than a thousandth. A difference that is nothing but rounding
//! ([`NEAR_CONSTANT`]) is none; and where neither table varies every other one is a move.
//!
//! **Missing cells** have the same level again (`missing.rs`). **Values outside** the training range are counted, without a judgment: of as many new rows as training rows
//! about two a column are outside anyway.
//!
//! With many rows the smallest move is found; how far it is, in training deviations, says whether it matters.

use std::collections::BTreeMap;

use super::exact::Column;
use super::missing::{Cells, probability_of_a_change};
use super::{ScaledColumn, Training};
use crate::normalize::NEAR_CONSTANT;
use crate::statistics::{normal_quantile, student_quantile};

/// The probability of a false alarm for all columns of a table together: once for means, once for missing cells.
pub const LEVEL: f64 = 0.01;

/// What became of all columns.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Drift {
    /// How many means were compared.
    pub judged: usize,
    /// The columns, in the order of the scaler.
    pub columns: Vec<ColumnDrift>,
}

/// What became of a column.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ColumnDrift {
    /// Its name.
    pub name: String,
    /// What was known of it; none if the scaler does not say.
    pub training: Option<Training>,
    /// Cells with a value.
    pub examples: u64,
    /// Cells without one.
    pub missing: u64,
    /// The mean of the values; none of no value.
    pub mean: Option<f64>,
    /// Values below the training minimum or above the maximum.
    pub outside: u64,
    /// Welch's t with its degrees of freedom; none if either table has fewer than two values.
    pub welch: Option<(f64, f64)>,
    /// Whether the mean has moved.
    pub moved: bool,
    /// Whether the share of missing cells has changed.
    pub missing_changed: bool,
}

impl ColumnDrift {
    /// By how many training deviations the mean has moved; none if training has no deviation.
    pub fn deviations(&self) -> Option<f64> {
        let training = self.training.filter(|training| training.deviation > 0.0)?;
        Some((self.mean? - training.mean) / training.deviation)
    }
}

/// What is seen of a column of the new table.
#[derive(Clone, Debug, Default)]
pub(super) struct Observed {
    values: Column,
    missing: u64,
    outside: u64,
}

impl Observed {
    pub(super) fn take(&mut self, value: f64, training: Option<&Training>) {
        if value.is_nan() {
            self.missing += 1;
            return;
        }
        self.values.add(value);
        let is_outside = training.is_some_and(|training| value < training.minimum || value > training.maximum);
        self.outside += u64::from(is_outside);
    }
}

/// Judges all columns.
pub(super) fn drift(columns: &[ScaledColumn], seen: &[Observed], level: f64) -> Drift {
    let compared: Vec<Option<Welch>> =
        columns.iter().zip(seen).map(|(column, seen)| welch(column, &seen.values)).collect();
    let judged = compared.iter().flatten().count();
    let tails = level / judged.max(1) as f64;
    let known = columns.iter().filter(|column| column.training.is_some()).count();
    let mut students = Students::default();
    let one = |((column, seen), welch): ((&ScaledColumn, &Observed), &Option<Welch>)| ColumnDrift {
        name: column.name.clone(),
        training: column.training,
        examples: seen.values.count,
        missing: seen.missing,
        mean: (seen.values.count > 0).then(|| seen.values.mean()),
        outside: seen.outside,
        welch: welch.as_ref().map(|welch| (welch.t, welch.degrees)),
        moved: welch.as_ref().is_some_and(|welch| students.exceeds(welch, tails)),
        missing_changed: column.training.is_some_and(|training| {
            let cells = |missing, examples| Cells { missing, all: missing + examples };
            let (old, new) = (cells(training.missing, training.examples), cells(seen.missing, seen.values.count));
            probability_of_a_change(old, new) < level / known as f64
        }),
    };
    Drift { judged, columns: columns.iter().zip(seen).zip(&compared).map(one).collect() }
}

/// Two means that are compared.
#[derive(Clone, Copy, Debug)]
struct Welch {
    t: f64,
    degrees: f64,
}

fn welch(column: &ScaledColumn, new: &Column) -> Option<Welch> {
    let training = column.training.filter(|training| training.examples > 1 && new.count > 1)?;
    let (before, after) = ((training.examples - 1) as f64, (new.count - 1) as f64);
    let errors = [training.deviation / before.sqrt(), new.deviation() / after.sqrt()];
    let difference = new.mean() - training.mean;
    let is_rounding = difference.abs() <= NEAR_CONSTANT * training.mean.abs();
    let largest = crate::bits::max(errors[0], errors[1]);
    if is_rounding || largest == 0.0 {
        let t = if is_rounding { 0.0 } else { f64::INFINITY.copysign(difference) };
        return Some(Welch { t, degrees: before + after });
    }
    // In units of the larger error no square overflows.
    let [one, other] = errors.map(|error| error / largest * (error / largest));
    let degrees = (one + other) * (one + other) / (one * one / before + other * other / after);
    Some(Welch { t: difference / largest / (one + other).sqrt(), degrees })
}

/// Limits of Student's t, each computed once.
#[derive(Default)]
pub(super) struct Students {
    known: BTreeMap<(u64, usize), f64>,
}

impl Students {
    const MOST_DEGREES: usize = 10_000;

    /// The t that |T| exceeds with probability `tails`; from 10,000 degrees on that of 10,000, which is larger by less than a thousandth.
    pub(super) fn quantile(&mut self, tails: f64, degrees: f64) -> f64 {
        let degrees = (degrees as usize).clamp(1, Self::MOST_DEGREES);
        let limit = || student_quantile(tails / 2.0, degrees).map_or(f64::INFINITY, f64::abs);
        *self.known.entry((tails.to_bits(), degrees)).or_insert_with(limit)
    }

    fn exceeds(&mut self, welch: &Welch, tails: f64) -> bool {
        // Student's limit is never below that of the normal law, which costs less.
        let least = normal_quantile(tails / 2.0).map_or(f64::INFINITY, f64::abs);
        welch.t.abs() > least && welch.t.abs() > self.quantile(tails, welch.degrees)
    }
}

#[cfg(test)]
mod tests;
