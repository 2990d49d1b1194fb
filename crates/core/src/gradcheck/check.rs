//! What is checked, and in which order? First whether the loss is a function, then each block of its gradient.

use std::cell::RefCell;

use super::advice::Advice;
use super::blocks;
use super::cause::Diagnosis;
use super::diagnosis::{Seen, diagnose};
use super::found::{Columns, advice, judged, screen, unseen, worst};
use super::guard::at_parameters;
use super::judge::{Band, Verdict, metric};
use super::measure::{self, Point};
use super::measured::Measured;
use super::repeat::Base;
use super::report::Report;
use super::scope::{self, Scope};
use super::subject::{Given, Subject};
use super::{CheckError, Objective};
use crate::bits::streams::standard_normal;
use crate::bits::{Real, norm};
use crate::objective::{Abilities, Block};

/// The share of the tolerance that the bounds of a block may take, if they can: the rest is for the differences themselves.
const BOUNDS: f64 = 0.25;

/// A check of an objective's gradient, to be run at some parameters.
///
/// By default it compares every coordinate, with a tolerance of 1e-7 in double and 1e-2 in single precision: what the notes ask for, and two digits, which is
/// about what the quotients of a loss near 1 with derivatives near 0.01 can vouch for in either.
#[must_use = "a check does nothing until it is run"]
pub struct GradientCheck<'a, T: Real = f64> {
    pub(super) objective: Given<'a, T>,
    pub(super) tolerance: f64,
    scope: Scope,
    freeze: Option<u64>,
}

impl<'a, T: Real> GradientCheck<'a, T> {
    /// A check of `objective`, which is cloned and not changed; the clones are asked on as many threads as there are.
    pub fn of<O: Objective<T> + Clone + Sync>(objective: &'a O) -> Self {
        Self::given(Given::Shared(objective))
    }

    /// The same check of an objective that need be neither `Clone` nor `Sync`, such as one that asks another process: it is asked itself, one call after the other,
    /// and is left as the last call left it, with random choices that are [frozen](Self::freeze) if they were to be. The report is the same.
    ///
    /// ```
    /// use std::{cell::Cell, rc::Rc};
    /// use wellposed_core::gradcheck::{Functions, GradientCheck};
    ///
    /// let calls = Rc::new(Cell::new(0));
    /// let counted = |w: &[f64]| {
    ///     calls.set(calls.get() + 1);
    ///     w[0] * w[0]
    /// };
    /// let mut objective = Functions::new(1, counted, |w: &[f64]| vec![2.0 * w[0]]);
    /// let report = GradientCheck::of_mut(&mut objective).run(&[0.3])?;
    /// assert!(report.passed() && calls.get() == report.evaluations, "{report}");
    /// # Ok::<(), wellposed_core::gradcheck::CheckError>(())
    /// ```
    pub fn of_mut(objective: &'a mut dyn Objective<T>) -> Self {
        Self::given(Given::Only(RefCell::new(objective)))
    }

    fn given(objective: Given<'a, T>) -> Self {
        let tolerance = if T::UNIT_ROUNDOFF.to_f64() < 1e-12 { 1e-7 } else { 1e-2 };
        GradientCheck { objective, tolerance, scope: Scope::All, freeze: None }
    }

    /// The same with another tolerance of the relative error of a block.
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The same over some of the derivatives.
    pub fn scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    /// The same with the random choices of the objective held fixed ([`Abilities::freeze`]): common random numbers on both sides of each quotient.
    pub fn freeze(mut self, seed: u64) -> Self {
        self.freeze = Some(seed);
        self
    }

    /// Checks the gradient at `parameters`.
    ///
    /// # Errors
    /// If nothing can be compared: see [`CheckError`]. A loss that is no function is no error but undecidable. One that panics is an error where panics unwind;
    /// the hook that prints panics is left as it is.
    pub fn run(&self, parameters: &[T]) -> Result<Report, CheckError> {
        self.objective.asked(|subject| self.run_on(subject, parameters))
    }

    fn run_on(&self, subject: &mut Subject<'_, T>, parameters: &[T]) -> Result<Report, CheckError> {
        let objective = subject.one();
        let blocks = self.validate(objective, parameters)?;
        let draws = !at_parameters("repeats", || objective.abilities().repeats())?;
        if let Some(seed) = self.freeze
            && !at_parameters("freeze", || objective.abilities().freeze(seed))?
            && draws
        {
            return Err(CheckError::Freeze);
        }
        let base = Base::of(subject, parameters)?;
        let mut report = self.empty(&base);
        if !base.repeats {
            report.blocks = blocks.iter().map(|block| unseen(block, Verdict::Undecidable)).collect();
            report.advice = vec![Advice::Freeze { spread: base.spread }];
            return Ok(report);
        }
        if let Some(index) = base.gradient.iter().position(|entry| !entry.is_finite()) {
            let verdict =
                |block: &Block| if block.range.contains(&index) { Verdict::Fail } else { Verdict::Undecidable };
            report.blocks = blocks.iter().map(|block| unseen(block, verdict(block))).collect();
            (report.verdict, report.not_finite) = (Verdict::Fail, Some(index));
            return Ok(report);
        }
        // One that has panicked is not asked again; of one that can be copied there are others.
        if let (Some(panic), Subject::Only(_)) = (&base.panic, &*subject) {
            return Err(panic.clone());
        }
        let point = &Point { parameters, base: &base, blocks: &blocks };
        let (mut measured, counts) = self.measure(subject, point)?;
        if let Some(panic) = &base.panic {
            return Err(panic.clone());
        }
        let columns = self.judge(&mut report, subject.one(), point, &mut measured, &counts)?;
        self.conclude(&mut report, point, &measured, &columns, draws);
        Ok(report)
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
        if !(self.tolerance > 0.0 && self.tolerance < 1.0) {
            return Err(CheckError::Setting {
                name: "the tolerance",
                value: self.tolerance,
                needed: "above 0 and below 1, since the metric is at most 1",
            });
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
            tolerance: self.tolerance,
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
            not_finite: None,
            diagnosis: None,
            advice: Vec::new(),
        }
    }

    /// The derivatives, one block after the other, and how many each block has.
    fn measure(
        &self,
        subject: &mut Subject<'_, T>,
        point: &Point<T>,
    ) -> Result<(Vec<Measured>, Vec<usize>), CheckError> {
        let blocks = point.blocks;
        if let Scope::Directions { count, seed } = self.scope {
            let mut measured = Vec::new();
            for (number, block) in blocks.iter().enumerate() {
                let mut stream = scope::choices(seed, number);
                let mut draw = || block.range.clone().map(|_| standard_normal(&mut stream)).collect();
                let directions: Vec<Vec<f64>> = (0..count).map(|_| draw()).collect();
                let enough = self.enough(point.base, block);
                measured.extend(measure::directions(subject, point, block, &directions, enough)?);
            }
            return Ok((measured, vec![count; blocks.len()]));
        }
        let chosen: Vec<Vec<usize>> =
            blocks.iter().enumerate().map(|(number, block)| scope::chosen(self.scope, number, block)).collect();
        let indices: Vec<(usize, f64)> = (blocks.iter().zip(&chosen))
            .flat_map(|(block, chosen)| {
                let enough = self.enough_each(point.base, block);
                chosen.iter().map(move |&index| (index, enough))
            })
            .collect();
        Ok((measure::coordinates(subject, point, &indices)?, chosen.iter().map(Vec::len).collect()))
    }

    /// The bound of the error of a block's derivatives that suffices.
    fn enough(&self, base: &Base, block: &Block) -> f64 {
        BOUNDS * self.tolerance * 2.0 * norm(&base.gradient[block.range.clone()])
    }

    /// The same for each of them, if they are coordinates.
    fn enough_each(&self, base: &Base, block: &Block) -> f64 {
        self.enough(base, block) / (block.range.len() as f64).sqrt()
    }

    /// Judges each block; one that fails once more, after a look for kinks.
    fn judge(
        &self,
        report: &mut Report,
        objective: &mut dyn Objective<T>,
        point: &Point<T>,
        measured: &mut [Measured],
        counts: &[usize],
    ) -> Result<Vec<Columns>, CheckError> {
        let blocks = point.blocks;
        let whole = norm(&point.base.gradient);
        let (mut rest, mut all) = (measured, Vec::with_capacity(blocks.len()));
        for (block, &count) in blocks.iter().zip(counts) {
            let (measured, after) = rest.split_at_mut(count);
            rest = after;
            let gradient = norm(&point.base.gradient[block.range.clone()]);
            let look = |measured: &[Measured]| {
                let columns = Columns::of(measured);
                (judged(block, &columns, gradient, self.scope, self.tolerance), columns)
            };
            let (mut found, mut columns) = look(measured);
            if found.verdict == Verdict::Fail && !self.along_directions() {
                let needed = self.tolerance * (norm(&columns.numeric) + gradient);
                measure::confirm(objective, point, measured, self.enough_each(point.base, block), needed)?;
                (found, columns) = look(measured);
            }
            found.share = if whole > 0.0 { gradient / whole } else { 0.0 };
            found.worst = worst(block, measured, &columns, point.parameters, self.scope);
            report.advice.extend(advice::<T>(&found, &columns, point.base));
            report.blocks.push(found);
            all.push(columns);
        }
        Ok(all)
    }

    fn along_directions(&self) -> bool {
        matches!(self.scope, Scope::Directions { .. })
    }

    /// What the blocks say together.
    fn conclude(&self, report: &mut Report, point: &Point<T>, measured: &[Measured], columns: &[Columns], draws: bool) {
        let all = |column: fn(&Columns) -> &[f64]| columns.iter().map(column).collect::<Vec<&[f64]>>().concat();
        report.metric = metric(&all(|columns| &columns.numeric), &all(|columns| &columns.gradient));
        report.band = Band::of(report.metric);
        report.verdict = Verdict::over(report.blocks.iter().map(|block| block.verdict));
        report.evaluations += columns.iter().map(|columns| columns.evaluations).sum::<u64>();
        if report.verdict == Verdict::Fail && !self.along_directions() {
            report.diagnosis = diagnosis(report, point, measured, columns, draws);
        }
        if report.verdict == Verdict::Undecidable && std::mem::size_of::<T>() == 4 {
            report.advice.insert(0, Advice::DoublePrecision);
        }
        if report.verdict == Verdict::Pass {
            report.advice.extend(screen(self.scope, report));
        }
    }
}

/// Where the bug may be.
fn diagnosis<T: Real>(
    report: &Report,
    point: &Point<T>,
    measured: &[Measured],
    columns: &[Columns],
    draws: bool,
) -> Option<Diagnosis> {
    let mut measured = measured.iter();
    let mut parameters =
        |count| measured.by_ref().take(count).map(|one| point.parameters[one.index].to_f64()).collect();
    let seen = point.blocks.iter().zip(&report.blocks).zip(columns).map(|((block, report), columns)| Seen {
        block,
        report,
        parameters: parameters(columns.numeric.len()),
        numeric: &columns.numeric,
        gradient: &columns.gradient,
    });
    diagnose(&seen.collect::<Vec<Seen>>(), draws)
}
