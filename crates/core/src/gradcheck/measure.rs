//! What are the numeric derivatives? A quotient that confirms the gradient, or a ladder of steps, for each coordinate; a ladder for each direction; in parallel.
//!
//! Each thread moves the parameters of a copy of the objective; a coordinate does not see the others, so the bits do not depend on the threads. An objective
//! with a [`Probe`] is asked through it.

use super::CheckError;
use super::agreement::{self, confirmed};
use super::guard::{at_parameters, caught};
use super::kinks;
use super::measured::Measured;
use super::place::Place;
use super::quotient::{Pair, Quotient, RATIO, quotient};
use super::repeat::{Base, scale};
use super::subject::Subject;
use crate::bits::{self, Real};
use crate::objective::{Abilities, Block, Objective, Probe};
use crate::parallel;

/// Where derivatives are taken.
pub(super) struct Point<'p, T> {
    pub(super) parameters: &'p [T],
    /// What is known of the loss there.
    pub(super) base: &'p Base,
    /// The parts of the parameters.
    pub(super) blocks: &'p [Block],
}

impl<T> Point<'_, T> {
    /// The error of a method that panicked with one parameter moved.
    fn panicked(&self, method: &'static str, index: usize, step: f64, message: String) -> CheckError {
        let block = self.blocks.iter().find(|block| block.range.contains(&index));
        let block = block.map_or_else(String::new, |block| block.name.clone());
        CheckError::Panic { method, place: Place::Coordinate { index, block, step }, message }
    }
}

/// Into so many parts for each thread are coordinates divided, or twice as many, so that none waits long for another.
const PARTS: usize = 2;

/// The first step, for a parameter of size 1. Two quarterings lead from there to 2⁻¹⁰ and 2⁻⁶, near the best step of a quotient of fourth order, u^(1/5).
fn first_step<T: Real>() -> f64 {
    if T::UNIT_ROUNDOFF.to_f64() < 1e-12 { 1.0 / 64.0 } else { 1.0 / 4.0 }
}

/// Moves one parameter.
struct Mover<T: Real> {
    /// The quick way to the loss, where there is one.
    probe: Option<Box<dyn Probe<T> + Send>>,
    parameters: Vec<T>,
    /// By how much it was moved last.
    step: f64,
}

impl<T: Real> Mover<T> {
    fn new(objective: &mut dyn Objective<T>, point: &Point<T>) -> Result<Self, CheckError> {
        let probe = at_parameters("probe", || objective.abilities().probe(point.parameters))?;
        Ok(Mover { probe, parameters: point.parameters.to_vec(), step: 0.0 })
    }

    fn loss_with(&mut self, objective: &mut dyn Objective<T>, index: usize, value: T) -> f64 {
        if let Some(probe) = &mut self.probe {
            return probe.loss_with(index, value).to_f64();
        }
        let before = std::mem::replace(&mut self.parameters[index], value);
        let loss = objective.loss(&self.parameters).to_f64();
        self.parameters[index] = before;
        loss
    }

    /// The loss on both sides of one coordinate.
    fn pair(&mut self, objective: &mut dyn Objective<T>, index: usize, step: f64) -> Pair {
        let parameter = self.parameters[index].to_f64();
        let (plus, minus) = (T::from_f64(parameter + step), T::from_f64(parameter - step));
        let (right, left) = (plus.to_f64() - parameter, parameter - minus.to_f64());
        self.step = right;
        let plus = self.loss_with(objective, index, plus);
        self.step = -left;
        Pair { plus, minus: self.loss_with(objective, index, minus), right, left }
    }
}

/// The derivative by one coordinate: two evaluations if these confirm the gradient, and otherwise a ladder of steps.
fn coordinate<T: Real>(
    objective: &mut dyn Objective<T>,
    mover: &mut Mover<T>,
    point: &Point<T>,
    index: usize,
    enough: f64,
) -> Quotient {
    let noise = point.base.noise;
    let scale = scale(point.parameters[index].to_f64());
    let first = first_step::<T>() * scale;
    let Some(step) = agreement::step::<T>(noise / scale, enough, first_step::<T>() / (RATIO * RATIO)) else {
        return ladder(objective, mover, point, index, first, enough);
    };
    let pair = mover.pair(objective, index, step * scale);
    confirmed(pair, noise, point.base.gradient[index], enough).unwrap_or_else(|| {
        let found = ladder(objective, mover, point, index, first, enough);
        Quotient { evaluations: found.evaluations + 2, ..found }
    })
}

/// The derivative by one coordinate that owes nothing to the gradient, from a first step on.
fn ladder<T: Real>(
    objective: &mut dyn Objective<T>,
    mover: &mut Mover<T>,
    point: &Point<T>,
    index: usize,
    first: f64,
    enough: f64,
) -> Quotient {
    let Base { loss, noise, .. } = *point.base;
    quotient(|step| mover.pair(objective, index, step), loss, noise, first, enough)
}

/// The derivatives by the given coordinates. `enough` is the bound of the error that suffices for each.
pub(super) fn coordinates<T: Real>(
    subject: &mut Subject<'_, T>,
    point: &Point<T>,
    indices: &[(usize, f64)],
) -> Result<Vec<Measured>, CheckError> {
    let measure = |objective: &mut dyn Objective<T>, mover: &mut Option<Mover<T>>, number: usize| {
        let (index, enough) = indices[number];
        let mover = match mover {
            Some(mover) => mover,
            None => mover.insert(Mover::new(objective, point)?),
        };
        let quotient = caught(|| coordinate(objective, mover, point, index, enough));
        let quotient = quotient.map_err(|message| point.panicked("loss", index, mover.step, message))?;
        Ok(Measured { index, gradient: point.base.gradient[index], quotient, on_kink: false })
    };
    // A mover takes as long to make as some evaluations: no more of them than keep all threads busy.
    let share = indices.len() / (PARTS * parallel::threads());
    subject.in_order(indices.len(), share.max(1), measure)
}

/// Looks for kinks where derivatives by coordinates contradict the gradient; see [`kinks::confirm`].
pub(super) fn confirm<T: Real>(
    objective: &mut dyn Objective<T>,
    point: &Point<T>,
    measured: &mut [Measured],
    enough: f64,
    needed: f64,
) -> Result<(), CheckError> {
    let Some(here) = pre_activations(objective, point)? else { return Ok(()) };
    let mut mover = Mover::new(objective, point)?;
    let mut at = point.parameters.to_vec();
    let moved = |objective: &mut dyn Objective<T>, one: &Measured, step: f64, there: &mut Vec<T>| {
        let parameter = std::mem::replace(&mut at[one.index], T::from_f64(point.parameters[one.index].to_f64() + step));
        caught(|| objective.abilities().pre_activations(&at, there))
            .map_err(|message| point.panicked("pre_activations", one.index, step, message))?;
        at[one.index] = parameter;
        Ok(())
    };
    let again = |objective: &mut dyn Objective<T>, one: &Measured, first: f64| {
        caught(|| ladder(objective, &mut mover, point, one.index, first, enough))
            .map_err(|message| point.panicked("loss", one.index, mover.step, message))
    };
    kinks::confirm(objective, measured, needed, &here, moved, again)
}

/// The inputs of functions with a kink, if the objective tells.
fn pre_activations<T: Real>(objective: &mut dyn Objective<T>, point: &Point<T>) -> Result<Option<Vec<T>>, CheckError> {
    let mut here = Vec::new();
    let tell = || objective.abilities().pre_activations(point.parameters, &mut here);
    Ok(at_parameters("pre_activations", tell)?.then_some(here))
}

/// The derivatives of a block along directions, each a vector over it with a bound that suffices.
pub(super) fn directions<T: Real>(
    subject: &mut Subject<'_, T>,
    point: &Point<T>,
    block: &Block,
    directions: &[Vec<f64>],
    enough: f64,
) -> Result<Vec<Measured>, CheckError> {
    let &Point { parameters, base, .. } = point;
    let range = block.range.clone();
    let here = &parameters[range.clone()];
    let gradient = &base.gradient[range.clone()];
    // Moved parameters are rounded: each by u|θ|, which the loss sees as u|θ||g|.
    let rounding: f64 = here.iter().zip(gradient).fold(0.0, |sum, (parameter, g)| {
        let one = parameter.to_f64() * g;
        sum + one * one
    });
    let noise = base.noise + 4.0 * T::UNIT_ROUNDOFF.to_f64() * rounding.sqrt();
    let largest = here.iter().fold(1.0_f64, |largest, parameter| bits::max(largest, parameter.to_f64().abs()));
    let move_along = |direction: &[f64], step: f64, moved: &mut [T]| {
        for ((moved, parameter), v) in moved[range.clone()].iter_mut().zip(here).zip(direction) {
            *moved = T::from_f64(parameter.to_f64() + step * v);
        }
    };
    let panicked = |method, number, step, message| {
        let place = Place::Direction { block: block.name.clone(), number, step };
        CheckError::Panic { method, place, message }
    };
    let along = |objective: &mut dyn Objective<T>, number: usize, first: f64| {
        let mut last = 0.0;
        let call = || {
            let mut moved = parameters.to_vec();
            let mut at = |step: f64| {
                last = step;
                move_along(&directions[number], step, &mut moved);
                objective.loss(&moved).to_f64()
            };
            let pair = |step: f64| Pair { plus: at(step), minus: at(-step), right: step, left: step };
            quotient(pair, base.loss, noise, first, enough)
        };
        caught(call).map_err(|message| panicked("loss", number, last, message))
    };
    let measure = |objective: &mut dyn Objective<T>, _: &mut Option<()>, number: usize| {
        let direction = &directions[number];
        let first = first_step::<T>() * scale(largest) / bits::max(bits::dot(direction, direction).sqrt(), 1.0);
        let quotient = along(objective, number, first)?;
        Ok(Measured { index: number, gradient: bits::dot(direction, gradient), quotient, on_kink: false })
    };
    let mut measured = subject.in_order(directions.len(), 1, measure)?;
    let objective = subject.one();
    if let Some(signs) = pre_activations(objective, point)? {
        let mut at = parameters.to_vec();
        let moved = |objective: &mut dyn Objective<T>, one: &Measured, step: f64, there: &mut Vec<T>| {
            move_along(&directions[one.index], step, &mut at);
            caught(|| objective.abilities().pre_activations(&at, there))
                .map(|_| ())
                .map_err(|message| panicked("pre_activations", one.index, step, message))
        };
        let again = |objective: &mut dyn Objective<T>, one: &Measured, first: f64| along(objective, one.index, first);
        kinks::confirm(objective, &mut measured, f64::INFINITY, &signs, moved, again)?;
    }
    Ok(measured)
}
