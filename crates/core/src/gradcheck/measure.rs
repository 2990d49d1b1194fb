//! What are the numeric derivatives? A quotient that confirms the gradient, or a ladder of steps, for each coordinate; a ladder for each direction; in parallel.
//!
//! Each thread moves the parameters of a clone of the objective; a coordinate does not see the others, so the bits do not depend on the threads. An objective
//! with a [`Probe`] is asked through it.

use super::CheckError;
use super::agreement::{self, confirmed};
use super::guard::{at_parameters, caught, in_order};
use super::kinks;
use super::measured::Measured;
use super::place::Place;
use super::quotient::{Pair, Quotient, RATIO, quotient};
use super::repeat::{Base, scale};
use crate::bits::{self, Real};
use crate::objective::{Block, Objective, Probe};
use crate::parallel;

/// Where derivatives are taken.
pub(super) struct Point<'p, T, O> {
    pub(super) objective: &'p O,
    pub(super) parameters: &'p [T],
    /// What is known of the loss there.
    pub(super) base: &'p Base,
    /// The parts of the parameters.
    pub(super) blocks: &'p [Block],
}

impl<T, O> Point<'_, T, O> {
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
struct Mover<T: Real, O> {
    way: Way<T, O>,
    /// By how much it was moved last.
    step: f64,
}

/// How the loss with a moved parameter is computed.
enum Way<T: Real, O> {
    Plain { objective: O, moved: Vec<T> },
    Probe(Box<dyn Probe<T> + Send>),
}

impl<T: Real, O: Objective<T> + Clone> Mover<T, O> {
    fn new(point: &Point<T, O>) -> Result<Self, CheckError> {
        let way = match at_parameters("probe", || point.objective.probe(point.parameters))? {
            Some(probe) => Way::Probe(probe),
            None => Way::Plain {
                objective: at_parameters("clone", || point.objective.clone())?,
                moved: point.parameters.to_vec(),
            },
        };
        Ok(Mover { way, step: 0.0 })
    }

    fn loss_with(&mut self, index: usize, value: T) -> f64 {
        match &mut self.way {
            Way::Probe(probe) => probe.loss_with(index, value).to_f64(),
            Way::Plain { objective, moved } => {
                let before = std::mem::replace(&mut moved[index], value);
                let loss = objective.loss(moved).to_f64();
                moved[index] = before;
                loss
            }
        }
    }
}

/// The loss on both sides of one coordinate.
fn pair<T: Real, O: Objective<T> + Clone>(mover: &mut Mover<T, O>, index: usize, parameter: T, step: f64) -> Pair {
    let plus = T::from_f64(parameter.to_f64() + step);
    let minus = T::from_f64(parameter.to_f64() - step);
    let (right, left) = (plus.to_f64() - parameter.to_f64(), parameter.to_f64() - minus.to_f64());
    mover.step = right;
    let plus = mover.loss_with(index, plus);
    mover.step = -left;
    Pair { plus, minus: mover.loss_with(index, minus), right, left }
}

/// The derivative by one coordinate: two evaluations if these confirm the gradient, and otherwise a ladder of steps.
fn coordinate<T: Real, O: Objective<T> + Clone>(
    mover: &mut Mover<T, O>,
    point: &Point<T, O>,
    index: usize,
    enough: f64,
) -> Quotient {
    let (parameter, noise) = (point.parameters[index], point.base.noise);
    let scale = scale(parameter.to_f64());
    let Some(step) = agreement::step::<T>(noise / scale, enough, first_step::<T>() / (RATIO * RATIO)) else {
        return ladder(mover, point, index, first_step::<T>() * scale, enough);
    };
    let pair = pair(mover, index, parameter, step * scale);
    confirmed(pair, noise, point.base.gradient[index], enough).unwrap_or_else(|| {
        let found = ladder(mover, point, index, first_step::<T>() * scale, enough);
        Quotient { evaluations: found.evaluations + 2, ..found }
    })
}

/// The derivative by one coordinate that owes nothing to the gradient, from a first step on.
fn ladder<T: Real, O: Objective<T> + Clone>(
    mover: &mut Mover<T, O>,
    point: &Point<T, O>,
    index: usize,
    first: f64,
    enough: f64,
) -> Quotient {
    let Base { loss, noise, .. } = *point.base;
    quotient(|step| pair(mover, index, point.parameters[index], step), loss, noise, first, enough)
}

/// The derivatives by the given coordinates. `enough` is the bound of the error that suffices for each.
pub(super) fn coordinates<T: Real, O: Objective<T> + Clone + Sync>(
    point: &Point<T, O>,
    indices: &[(usize, f64)],
) -> Result<Vec<Measured>, CheckError> {
    let measure = |mover: &mut Option<Mover<T, O>>, number: usize| {
        let (index, enough) = indices[number];
        let mover = match mover {
            Some(mover) => mover,
            None => mover.insert(Mover::new(point)?),
        };
        let quotient = caught(|| coordinate(mover, point, index, enough));
        let quotient = quotient.map_err(|message| point.panicked("loss", index, mover.step, message))?;
        Ok(Measured { index, gradient: point.base.gradient[index], quotient, on_kink: false })
    };
    // A mover takes as long to make as some evaluations: no more of them than keep all threads busy.
    let share = indices.len() / (PARTS * parallel::threads());
    in_order(indices.len(), share.max(1), measure)
}

/// Looks for kinks where derivatives by coordinates contradict the gradient; see [`kinks::confirm`].
pub(super) fn confirm<T: Real, O: Objective<T> + Clone>(
    point: &Point<T, O>,
    measured: &mut [Measured],
    enough: f64,
    needed: f64,
) -> Result<(), CheckError> {
    let mut objective = at_parameters("clone", || point.objective.clone())?;
    let mut here = Vec::new();
    if !at_parameters("pre_activations", || objective.pre_activations(point.parameters, &mut here))? {
        return Ok(());
    }
    let mut mover = Mover::new(point)?;
    let mut at = point.parameters.to_vec();
    let moved = |one: &Measured, step: f64, there: &mut Vec<T>| {
        let parameter = std::mem::replace(&mut at[one.index], T::from_f64(point.parameters[one.index].to_f64() + step));
        caught(|| objective.pre_activations(&at, there))
            .map_err(|message| point.panicked("pre_activations", one.index, step, message))?;
        at[one.index] = parameter;
        Ok(())
    };
    let again = |one: &Measured, first: f64| {
        caught(|| ladder(&mut mover, point, one.index, first, enough))
            .map_err(|message| point.panicked("loss", one.index, mover.step, message))
    };
    kinks::confirm(measured, needed, &here, moved, again)
}

/// The derivatives of a block along directions, each a vector over it with a bound that suffices.
pub(super) fn directions<T: Real, O: Objective<T> + Clone + Sync>(
    point: &Point<T, O>,
    block: &Block,
    directions: &[Vec<f64>],
    enough: f64,
) -> Result<Vec<Measured>, CheckError> {
    let &Point { objective, parameters, base, .. } = point;
    let range = block.range.clone();
    let here = &parameters[range.clone()];
    let gradient = &base.gradient[range.clone()];
    // Moved parameters are rounded: each by u|θ|, which the loss sees as u|θ||g|.
    let rounding: f64 = here.iter().zip(gradient).fold(0.0, |sum, (parameter, g)| {
        let one = parameter.to_f64() * g;
        sum + one * one
    });
    let noise = base.noise + 4.0 * T::UNIT_ROUNDOFF.to_f64() * rounding.sqrt();
    let largest = here.iter().fold(1.0_f64, |largest, parameter| largest.max(parameter.to_f64().abs()));
    let move_along = |direction: &[f64], step: f64, moved: &mut [T]| {
        for ((moved, parameter), v) in moved[range.clone()].iter_mut().zip(here).zip(direction) {
            *moved = T::from_f64(parameter.to_f64() + step * v);
        }
    };
    let panicked = |method, number, step, message| {
        let place = Place::Direction { block: block.name.clone(), number, step };
        CheckError::Panic { method, place, message }
    };
    let along = |number: usize, first: f64| {
        let mut last = 0.0;
        let call = || {
            let (mut objective, mut moved) = (objective.clone(), parameters.to_vec());
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
    let measure = |_: &mut Option<()>, number: usize| {
        let direction = &directions[number];
        let first = first_step::<T>() * scale(largest) / bits::dot(direction, direction).sqrt().max(1.0);
        let quotient = along(number, first)?;
        Ok(Measured { index: number, gradient: bits::dot(direction, gradient), quotient, on_kink: false })
    };
    let mut measured = in_order(directions.len(), 1, measure)?;
    let mut objective = at_parameters("clone", || objective.clone())?;
    let (mut signs, mut at) = (Vec::new(), parameters.to_vec());
    if at_parameters("pre_activations", || objective.pre_activations(parameters, &mut signs))? {
        let moved = |one: &Measured, step: f64, there: &mut Vec<T>| {
            move_along(&directions[one.index], step, &mut at);
            caught(|| objective.pre_activations(&at, there))
                .map(|_| ())
                .map_err(|message| panicked("pre_activations", one.index, step, message))
        };
        let again = |one: &Measured, first: f64| along(one.index, first);
        kinks::confirm(&mut measured, f64::INFINITY, &signs, moved, again)?;
    }
    Ok(measured)
}
