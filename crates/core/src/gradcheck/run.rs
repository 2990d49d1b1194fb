//! In which order is a gradient checked? First whether the loss is a function, then each block of its gradient, and last whether its code depends on what was asked before.

use super::accounts::{Account, conclude};
use super::advice::Advice;
use super::along::Scaled;
use super::blocks;
use super::check::GradientCheck;
use super::contract::Calls;
use super::expected;
use super::fault::Breach;
use super::floor::Floor;
use super::found::{Columns, unseen};
use super::guard::{at_parameters, caught};
use super::judge::{Band, Verdict};
use super::limits::{enough, enough_each};
use super::measure;
use super::measured::Measured;
use super::point::Point;
use super::repeat::Base;
use super::report::Report;
use super::scope::{self, Scope};
use super::subject::Subject;
use super::{CheckError, Objective, contract, subgradient};
use crate::bits::{Real, norm};
use crate::objective::{Abilities, Block};

impl<T: Real> GradientCheck<'_, T> {
    /// Checks the gradient at `parameters`.
    ///
    /// # Errors
    /// If nothing can be compared: see [`CheckError`]. A loss that is no function is no error but undecidable. One that panics is an error where panics unwind;
    /// the hook that prints panics is left as it is.
    pub fn run(&self, parameters: &[T]) -> Result<Report, CheckError> {
        self.objective.asked(|subject| self.run_on(subject, parameters))
    }

    fn run_on(&self, subject: &mut Subject<'_, T>, parameters: &[T]) -> Result<Report, CheckError> {
        let blocks = self.validate(subject.one(), parameters)?;
        let multiples = expected::multiples(&self.expected, &blocks, parameters.len())?;
        let (blocks, left_out) = blocks::chosen(blocks, &self.only)?;
        let draws = self.frozen(subject.one())?;
        let mut base = Base::of(subject, parameters)?;
        let mut report = Report { left_out, ..self.empty(&base) };
        if !base.repeats {
            return Ok(no_function(report, &blocks));
        }
        // One that has panicked is not asked again; of one that can be copied there are others.
        if let (Some(panic), Subject::Only(_)) = (&base.panic, &*subject) {
            return Err(panic.clone());
        }
        let mut calls = Calls::of(subject.one(), parameters, &blocks, self.limits.pass);
        report.faults = calls.repeated(&mut base.gradient, &base.over_ones)?;
        report.evaluations += calls.evaluations;
        let mut entries = blocks.iter().flat_map(|block| block.range.clone());
        if let Some(index) = entries.find(|&index| !base.gradient[index].is_finite()) {
            return Ok(not_finite(report, &blocks, index));
        }
        let gradient = base.gradient.clone();
        let broken = expected::divide(&mut base.gradient, &multiples);
        let copied = matches!(subject, Subject::Copied(_));
        let point = &Point { parameters, base: &base, blocks: &blocks, copied };
        let account = self.compare(subject, point, &multiples, broken)?;
        conclude(&mut report, point, &account, draws);
        // A gradient that changes by itself shows nothing of what other calls change.
        if report.faults.iter().all(|fault| !matches!(fault.breach, Breach::Grows | Breach::Varies)) {
            let mut calls = Calls::of(subject.one(), parameters, &blocks, self.limits.pass);
            report.faults.extend(calls.after_others(base.loss, &gradient));
            report.evaluations += calls.evaluations;
        }
        if report.faults.iter().any(|fault| fault.fails) {
            report.verdict = Verdict::Fail;
        }
        Ok(report)
    }

    /// Freezes the objective's random choices, if that is wanted; returns whether it draws any.
    fn frozen(&self, objective: &mut dyn Objective<T>) -> Result<bool, CheckError> {
        let draws = !at_parameters("repeats", || objective.abilities().repeats())?;
        let freeze = |seed| at_parameters("freeze", || objective.abilities().freeze(seed));
        let frozen = self.freeze.map(freeze).transpose()?;
        if frozen == Some(false) && draws { Err(CheckError::Freeze) } else { Ok(draws) }
    }

    /// Compares the gradient, divided by what it is expected to be, with numeric derivatives.
    fn compare<'c>(
        &self,
        subject: &mut Subject<'_, T>,
        point: &Point<T>,
        multiples: &'c [f64],
        broken: Vec<(usize, f64)>,
    ) -> Result<Account<'c>, CheckError> {
        let mut floor = Floor::of(point, self.limits.pass, self.negligible_below);
        let scaled = self.scaled(point, &floor, multiples);
        let (measured, counts) = self.measure(subject, point, &floor, &scaled, multiples)?;
        let asked = floor.is_noise();
        if asked {
            let moved = contract::moved(point.parameters, contract::MOVES[0]);
            let there = caught(|| subject.one().loss(&moved).to_f64()).unwrap_or(f64::NAN);
            floor.or_change(self.limits.pass * (there - point.base.loss).abs());
        }
        let (limits, scope) = (self.limits, self.scope);
        let mut account = Account {
            limits,
            scope,
            floor,
            scaled,
            multiples,
            broken,
            measured,
            evaluations: u64::from(asked),
            columns: Vec::new(),
            blocks: Vec::new(),
        };
        self.judge(subject, point, &mut account, &counts)?;
        Ok(account)
    }

    /// Refuses parameters, blocks and settings that make no check.
    fn validate(&self, objective: &mut dyn Objective<T>, parameters: &[T]) -> Result<Vec<Block>, CheckError> {
        let dimension = at_parameters("dimension", || objective.dimension())?;
        if parameters.len() != dimension {
            return Err(CheckError::Length { given: parameters.len(), dimension });
        }
        if dimension == 0 {
            return Err(CheckError::Empty);
        }
        let setting = |name, value, needed| Err(CheckError::Setting { name, value, needed });
        let tolerance = self.limits.pass;
        if !(tolerance > 0.0 && tolerance < 1.0) {
            return setting("the tolerance", tolerance, "above 0 and below 1, since the metric is at most 1");
        }
        if let Some(floor) = self.negligible_below
            && !(floor >= 0.0 && floor.is_finite())
        {
            return setting("the floor of what is negligible", floor, "finite and not negative");
        }
        self.scope.check()?;
        let blocks = blocks::of(objective, dimension)?;
        if let Some(index) = parameters.iter().position(|parameter| !parameter.is_finite()) {
            let block = blocks.iter().find(|block| block.range.contains(&index)).map_or("θ", |block| &block.name);
            return Err(CheckError::Parameter { index, block: block.to_owned(), value: parameters[index].to_f64() });
        }
        Ok(blocks)
    }

    fn empty(&self, base: &Base) -> Report {
        Report {
            verdict: Verdict::Undecidable,
            precision: std::any::type_name::<T>().to_owned(),
            tolerance: self.limits.pass,
            fails_above: self.limits.fail,
            scope: self.scope,
            loss: base.loss,
            repeats: base.repeats,
            spread: base.spread,
            noise: base.noise,
            noise_measured: base.noise_measured,
            metric: f64::NAN,
            band: Band::Worry,
            evaluations: base.evaluations,
            blocks: Vec::new(),
            left_out: Vec::new(),
            not_finite: None,
            expected: self.expected.iter().map(|expected| (expected.part.to_string(), expected.times)).collect(),
            faults: Vec::new(),
            diagnosis: None,
            advice: Vec::new(),
        }
    }

    /// The scales of directions, one block after the other; none where there are no directions. Entries that are to be 0 stay where they are.
    fn scaled(&self, point: &Point<T>, floor: &Floor, multiples: &[f64]) -> Vec<Scaled> {
        let of = |(number, block): (usize, &Block)| {
            let range = block.range.clone();
            let mut scaled = Scaled::of(&point.base.gradient[range.clone()], floor.size(number));
            for (scale, &times) in scaled.scales.iter_mut().zip(&multiples[range]) {
                *scale = if times == 0.0 { 0.0 } else { *scale };
            }
            scaled
        };
        if self.along_directions() { point.blocks.iter().enumerate().map(of).collect() } else { Vec::new() }
    }

    /// The derivatives, one block after the other, and how many each block has.
    fn measure(
        &self,
        subject: &mut Subject<'_, T>,
        point: &Point<T>,
        floor: &Floor,
        scaled: &[Scaled],
        multiples: &[f64],
    ) -> Result<(Vec<Measured>, Vec<usize>), CheckError> {
        if let Scope::Directions { count, seed } = self.scope {
            let (mut measured, mut counts) = (Vec::new(), Vec::new());
            for (number, (block, scaled)) in point.blocks.iter().zip(scaled).enumerate() {
                let mut stream = scope::choices(seed, number);
                let moves = scaled.scales.iter().any(|scale| *scale != 0.0);
                let count = if moves { count } else { 0 };
                let directions: Vec<Vec<f64>> = (0..count).map(|_| scaled.draw(&mut stream)).collect();
                let gradient = norm(&point.base.gradient[block.range.clone()]);
                let enough = scaled.enough(enough(point, number, self.limits, floor), gradient, count);
                measured.extend(measure::directions(subject, point, block, &directions, enough)?);
                counts.push(count);
            }
            return Ok((measured, counts));
        }
        let each = |(number, block): (usize, &Block)| {
            let mut chosen = scope::chosen(self.scope, number, block);
            chosen.retain(|&index| multiples[index] != 0.0);
            enough_each(point, number, self.limits, floor, &chosen)
        };
        let indices: Vec<Vec<(usize, f64)>> = point.blocks.iter().enumerate().map(each).collect();
        Ok((measure::coordinates(subject, point, &indices.concat())?, indices.iter().map(Vec::len).collect()))
    }

    /// Judges each block; one that fails once more, after a look for kinks.
    fn judge(
        &self,
        subject: &mut Subject<'_, T>,
        point: &Point<T>,
        account: &mut Account,
        counts: &[usize],
    ) -> Result<(), CheckError> {
        let mut measured = std::mem::take(&mut account.measured);
        let mut rest = measured.as_mut_slice();
        for (number, &count) in counts.iter().enumerate() {
            let (part, after) = rest.split_at_mut(count);
            rest = after;
            let mut columns = Columns::of(part);
            let mut found = account.judged(point, number, &columns);
            if found.verdict == Verdict::Fail && !self.along_directions() {
                let enough = enough(point, number, self.limits, &account.floor) / (found.parameters as f64).sqrt();
                let needed = self.limits.fail * (norm(&columns.numeric) + norm(&columns.gradient));
                measure::confirm(subject.one(), point, part, enough, needed)?;
                columns = Columns::of(part);
                found = account.judged(point, number, &columns);
            }
            if found.verdict == Verdict::Pass && columns.subgradients > 0 && !self.along_directions() {
                let enough = enough(point, number, self.limits, &account.floor);
                let seen = subgradient::seen(subject, point, &point.blocks[number], part, enough, self.limits.pass)?;
                account.evaluations += seen.evaluations;
                if let Some(beyond) = seen.beyond {
                    found.verdict = if beyond.refutes { Verdict::Fail } else { Verdict::Undecidable };
                    (found.subgradients, found.beyond) = (0, Some(beyond));
                }
            }
            account.add(point, number, found, columns, part);
        }
        account.measured = measured;
        Ok(())
    }

    pub(super) fn along_directions(&self) -> bool {
        matches!(self.scope, Scope::Directions { .. })
    }
}

/// The report on a loss that differs from call to call.
fn no_function(mut report: Report, blocks: &[Block]) -> Report {
    report.blocks = blocks.iter().map(|block| unseen(block, Verdict::Undecidable)).collect();
    report.advice = vec![Advice::Freeze { spread: report.spread }];
    report
}

/// The report on a gradient that has an entry which is not finite, first at this place.
fn not_finite(mut report: Report, blocks: &[Block], index: usize) -> Report {
    let verdict = |block: &Block| if block.range.contains(&index) { Verdict::Fail } else { Verdict::Undecidable };
    report.blocks = blocks.iter().map(|block| unseen(block, verdict(block))).collect();
    (report.verdict, report.not_finite) = (Verdict::Fail, Some(index));
    report
}
