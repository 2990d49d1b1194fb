//! What are the numeric derivatives? A quotient that confirms the gradient, or a ladder of steps, for each coordinate; a ladder for each direction; in parallel.
//!
//! Each thread moves the parameters of a copy of the objective; a coordinate does not see the others, so the bits do not depend on the threads. An objective
//! with a [`Probe`](crate::objective::Probe) is asked through it.

use super::CheckError;
use super::agreement::{self, confirmed};
use super::doubt;
use super::guard::{at_parameters, caught};
use super::kinks;
use super::measured::Measured;
use super::mover::Mover;
use super::place::Place;
use super::point::Point;
use super::repeat::{Base, is_double, scale};
use super::subject::Subject;
use crate::bits::{self, Real};
use crate::difference::ladder::{Point as Value, Search, Slope, Status};
use crate::objective::{Abilities, Block, Objective};
use crate::parallel;

/// Into so many parts for each thread are coordinates divided, or twice as many, so that none waits long for another.
const PARTS: usize = 2;

/// A step is short beside a parameter that is so many times larger, and a second one is so many times longer.
const SHORT: f64 = 16.0;
/// A step of the size of a parameter, in parts of it.
const OF_PARAMETER: f64 = 0.125;
/// A quotient whose truncation may be so many times what suffices confirms nothing.
const LONG: f64 = 4.0;
const SECOND: f64 = 2.613_1;

/// The longest step of all, for a parameter of size 1: farther out a network is another one, however smooth the loss looks.
const FARTHEST: f64 = 0.5;

/// The first step, for a parameter of size 1.
fn first_step<T: Real>() -> f64 {
    if is_double::<T>() { 1.0 / 32.0 } else { 1.0 / 4.0 }
}

/// The longest step of a quotient that confirms, for a parameter of size 1.
fn longest_step<T: Real>() -> f64 {
    if is_double::<T>() { 1.0 / 1024.0 } else { 1.0 / 64.0 }
}

/// A relative error of a derivative that suffices, whatever the gradient is.
fn relative<T: Real>() -> f64 {
    if is_double::<T>() { 1e-10 } else { 1e-5 }
}

/// The derivative by one coordinate: two evaluations if these confirm the gradient, and otherwise a ladder of steps.
fn coordinate<T: Real>(
    objective: &mut dyn Objective<T>,
    mover: &mut Mover<T>,
    point: &Point<T>,
    index: usize,
    enough: f64,
) -> Slope {
    let (noise, gradient) = (point.base.noise, point.base.gradient[index]);
    let parameter = point.parameters[index].to_f64();
    let scale = scale(parameter);
    let Some(step) = agreement::step::<T>(noise / scale, enough, longest_step::<T>()) else {
        return ladder(objective, mover, point, index, enough, f64::INFINITY);
    };
    let mut evaluations = 0;
    let mut agrees = |objective: &mut dyn Objective<T>, mover: &mut Mover<T>, step: f64| {
        evaluations += 2;
        let pair = [-step * scale, step * scale].map(|step| mover.at(objective, index, step));
        // Values there may be larger than at the point, and rounding the parameter on the way is worth u|θg|.
        let largest = pair.iter().fold((parameter * gradient).abs(), |most, value| bits::max(most, value.value.abs()));
        let noise = bits::max(noise, 2.0 * T::UNIT_ROUNDOFF.to_f64() * largest);
        (confirmed(pair, noise, gradient, enough), agreement::truncation(pair, point.base.loss, noise, enough))
    };
    let (mut found, truncation) = agrees(objective, mover, step);
    // A step that is not short, beside the parameter or for the loss, deceives where the gradient is wrong by as much as truncation is: a second one tells, or all of them.
    if truncation > LONG {
        found = None;
    } else if found.is_some() && (truncation > 1.0 || SHORT * step * scale > parameter.abs()) {
        found = agrees(objective, mover, SECOND * step).0;
    }
    // Beside a parameter that is much smaller than the step the loss may be another.
    let beside = OF_PARAMETER * parameter.abs();
    if found.is_some() && beside > 0.0 && beside < OF_PARAMETER * step * scale {
        evaluations += 2;
        let pair = [-beside, beside].map(|step| mover.at(objective, index, step));
        found = found.filter(|_| !agreement::contradicted(pair, noise, gradient, enough));
    }
    match found {
        Some(found) => Slope { evaluations, ..found },
        None => {
            let found = ladder(objective, mover, point, index, enough, f64::INFINITY);
            Slope { evaluations: found.evaluations + evaluations, ..found }
        }
    }
}

/// The derivative by one coordinate that owes nothing to the gradient, from steps no longer than `longest`.
fn ladder<T: Real>(
    objective: &mut dyn Objective<T>,
    mover: &mut Mover<T>,
    point: &Point<T>,
    index: usize,
    enough: f64,
    longest: f64,
) -> Slope {
    let parameter = point.parameters[index].to_f64();
    let search = Search { position: parameter.abs(), ..search::<T>(point.base, scale(parameter), enough, longest) };
    let at = |step| mover.at(objective, index, step);
    doubt::asked(at, point.base.loss, &search, point.base.gradient[index])
}

/// What is more than the rounding of the value itself, which the ladder knows of.
fn beyond_rounding(base: &Base, unit: f64) -> f64 {
    bits::max(base.noise - 4.0 * unit * base.loss.abs(), 0.0)
}

/// A search along a line whose steps start at the size `scale`.
fn search<T: Real>(base: &Base, scale: f64, enough: f64, longest: f64) -> Search {
    let unit = T::UNIT_ROUNDOFF.to_f64();
    Search {
        first: bits::min(first_step::<T>() * scale, longest),
        inside: (bits::min(longest, FARTHEST * scale), bits::min(longest, FARTHEST * scale)),
        position: 0.0,
        unit,
        noise: beyond_rounding(base, unit),
        absolute: enough,
        relative: relative::<T>(),
        ..Search::at(0.0)
    }
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
        let quotient = coordinate(objective, mover, point, index, enough);
        let quotient = mover.judged(quotient, point, index)?;
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
        let found = ladder(objective, &mut mover, point, one.index, enough, first);
        mover.judged(found, point, one.index)
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
    let noise = 4.0 * T::UNIT_ROUNDOFF.to_f64() * rounding.sqrt();
    // Steps come from what moves: no parameter by more than its own size allows.
    let scale_along = |direction: &[f64]| {
        let moved = here.iter().zip(direction).filter(|(_, v)| **v != 0.0);
        let least =
            moved.fold(f64::INFINITY, |least, (parameter, v)| bits::min(least, scale(parameter.to_f64()) / v.abs()));
        bits::min(least, 1.0 / bits::max(bits::norm(direction), 1.0))
    };
    let move_along = |direction: &[f64], step: f64, moved: &mut [T]| {
        for ((moved, parameter), v) in moved[range.clone()].iter_mut().zip(here).zip(direction) {
            *moved = T::from_f64(parameter.to_f64() + step * v);
        }
    };
    let panicked = |method, number, step, message| {
        let place = Place::Direction { block: block.name.clone(), number, step };
        CheckError::Panic { method, place, message }
    };
    let along = |objective: &mut dyn Objective<T>, number: usize, longest: f64| {
        let (mut panic, mut moved) = (None, parameters.to_vec());
        let at = |step: f64| {
            if panic.is_some() && !point.copied {
                return Value { offset: step, value: f64::NAN };
            }
            move_along(&directions[number], step, &mut moved);
            if moved == parameters {
                return Value { offset: 0.0, value: base.loss };
            }
            let value = caught(|| objective.loss(&moved).to_f64()).unwrap_or_else(|message| {
                panic = Some((step, message));
                f64::NAN
            });
            Value { offset: step, value }
        };
        let along = search::<T>(base, scale_along(&directions[number]), enough, longest);
        let search = Search { noise: along.noise + noise, ..along };
        let found = doubt::asked(at, base.loss, &search, bits::dot(&directions[number], gradient));
        match panic {
            Some((step, message)) if !point.copied || !matches!(found.status, Status::Bounded | Status::Kink) => {
                Err(panicked("loss", number, step, message))
            }
            _ => Ok(found),
        }
    };
    let measure = |objective: &mut dyn Objective<T>, _: &mut Option<()>, number: usize| {
        let quotient = along(objective, number, f64::INFINITY)?;
        let gradient = bits::dot(&directions[number], gradient);
        Ok(Measured { index: number, gradient, quotient, on_kink: false })
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
        let again =
            |objective: &mut dyn Objective<T>, one: &Measured, longest: f64| along(objective, one.index, longest);
        kinks::confirm(objective, &mut measured, f64::INFINITY, &signs, moved, again)?;
    }
    Ok(measured)
}
