//! What do the blocks say together? The account of a comparison, and the report that it leads to.

use super::advice::Advice;
use super::advise;
use super::along::{self, Scaled};
use super::contract::OWN;
use super::diagnosis::{Seen, diagnose};
use super::floor::Floor;
use super::found::{self, Columns, negligible, worst};
use super::judge::{Band, Verdict, metric};
use super::limits::Limits;
use super::measured::Measured;
use super::point::Point;
use super::report::{BlockReport, Coordinate, Report, position};
use super::scope::Scope;
use crate::bits::{Real, norm};

/// What was measured, and what it says block by block.
pub(super) struct Account<'c> {
    pub(super) limits: Limits,
    pub(super) scope: Scope,
    pub(super) floor: Floor,
    /// Scales of the directions; none for coordinates.
    pub(super) scaled: Vec<Scaled>,
    /// How many times the derivative each entry is expected to be.
    pub(super) multiples: &'c [f64],
    /// Entries that are to be 0 and are not.
    pub(super) broken: Vec<(usize, f64)>,
    pub(super) measured: Vec<Measured>,
    /// How often the loss was asked besides.
    pub(super) evaluations: u64,
    pub(super) columns: Vec<Columns>,
    pub(super) blocks: Vec<BlockReport>,
}

impl Account<'_> {
    /// What the derivatives of the block with this number say.
    pub(super) fn judged<T: Real>(&self, point: &Point<T>, number: usize, columns: &Columns) -> BlockReport {
        let block = &point.blocks[number];
        let gradient = norm(&point.base.gradient[block.range.clone()]);
        let (mut found, most) = match self.scaled.get(number) {
            Some(scaled) => {
                let found = along::judged(block, columns, scaled, self.limits);
                (found, scaled.largest(columns))
            }
            None => {
                let own = OWN * T::UNIT_ROUNDOFF.to_f64() * gradient;
                (found::judged(block, columns, self.limits, own), norm(&columns.most()))
            }
        };
        negligible(&mut found, gradient, most, number, &self.floor);
        found
    }

    /// Adds a block to the account.
    pub(super) fn add<T: Real>(
        &mut self,
        point: &Point<T>,
        number: usize,
        mut found: BlockReport,
        columns: Columns,
        measured: &[Measured],
    ) {
        let block = &point.blocks[number];
        let whole = norm(&point.base.gradient);
        found.share = if whole > 0.0 { norm(&point.base.gradient[block.range.clone()]) / whole } else { 0.0 };
        let along = !self.scaled.is_empty();
        let place = |index: usize| match along {
            true => ((0, 0), f64::NAN),
            false => (position(block, index), point.parameters[index].to_f64()),
        };
        found.worst = worst(measured, &columns, place);
        if let Some(worst) = found.worst.as_mut().filter(|_| !along) {
            let times = self.multiples[worst.index];
            (worst.numeric, worst.gradient) = (times * worst.numeric, times * worst.gradient);
            worst.error *= times.abs();
        }
        let zeros = self.multiples[block.range.clone()].iter().filter(|times| **times == 0.0).count();
        found.compared += if along { 0 } else { zeros };
        let mut broken = self.broken.iter().filter(|(index, _)| block.range.contains(index)).peekable();
        if let Some(&&(index, gradient)) = broken.peek() {
            found.verdict = Verdict::Fail;
            found.wrong += broken.count();
            found.worst = Some(Coordinate {
                index,
                position: position(block, index),
                parameter: point.parameters[index].to_f64(),
                numeric: 0.0,
                error: 0.0,
                gradient,
                step: f64::NAN,
                evaluations: 0,
            });
        }
        self.blocks.push(found);
        self.columns.push(columns);
    }

    /// What would decide the undecidable blocks, and what a pass is worth.
    fn advice<T: Real>(&self, point: &Point<T>, verdict: Verdict) -> Vec<Advice> {
        let mut advice = Vec::new();
        for (number, (block, columns)) in self.blocks.iter().zip(&self.columns).enumerate() {
            let suffice =
                self.scaled.get(number).and_then(|scaled| along::suffice(block, columns, scaled, self.limits));
            advice.extend(advise::of_block::<T>(block, columns, point.base, suffice));
        }
        match verdict {
            Verdict::Undecidable if size_of::<T>() == 4 => advice.insert(0, Advice::DoublePrecision),
            Verdict::Pass => advice.extend(advise::of_screen(self.scope, &self.blocks)),
            _ => {}
        }
        advice
    }

    /// Where the bug may be.
    fn diagnosis<T: Real>(&self, point: &Point<T>, draws: bool) -> Option<super::Diagnosis> {
        let mut measured = self.measured.iter();
        let mut parameters =
            |count| measured.by_ref().take(count).map(|one| point.parameters[one.index].to_f64()).collect();
        let seen = point.blocks.iter().zip(&self.blocks).zip(&self.columns).map(|((block, report), columns)| {
            let own = OWN * T::UNIT_ROUNDOFF.to_f64() * norm(&point.base.gradient[block.range.clone()]);
            Seen {
                block,
                report,
                parameters: parameters(columns.numeric.len()),
                numeric: &columns.numeric,
                gradient: &columns.gradient,
                errors: &columns.errors,
                own,
                fails_above: self.limits.fail,
            }
        });
        diagnose(&seen.collect::<Vec<Seen>>(), draws)
    }
}

/// Writes what the blocks say together into the report.
pub(super) fn conclude<T: Real>(report: &mut Report, point: &Point<T>, account: &Account, draws: bool) {
    let all = |column: fn(&Columns) -> &[f64]| account.columns.iter().map(column).collect::<Vec<&[f64]>>().concat();
    report.metric = metric(&all(|columns| &columns.numeric), &all(|columns| &columns.gradient));
    report.band = Band::of(report.metric);
    report.verdict = Verdict::over(account.blocks.iter().map(|block| block.verdict));
    report.evaluations += account.evaluations + account.columns.iter().map(|columns| columns.evaluations).sum::<u64>();
    report.advice = account.advice(point, report.verdict);
    let refuted = account.blocks.iter().any(|block| block.beyond.is_some_and(|beyond| beyond.refutes));
    if report.verdict == Verdict::Fail && account.scaled.is_empty() && account.broken.is_empty() && !refuted {
        report.diagnosis = account.diagnosis(point, draws);
    }
    report.blocks.clone_from(&account.blocks);
}
