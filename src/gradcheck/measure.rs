//! What are the numeric derivatives? A quotient that confirms the gradient, or a ladder of steps, for each coordinate; a ladder for each direction; in parallel.
//!
//! Each thread moves the parameters of a clone of the objective; a coordinate does not see the others, so the bits do not depend on the threads. An objective
//! with a [`Probe`] is asked through it.

use rayon::prelude::*;

use super::agreement::{self, confirmed};
use super::kinks;
use super::quotient::{Pair, Quotient, RATIO, Shape, quotient};
use super::repeat::{Base, scale};
use crate::bits::{self, Real};
use crate::objective::{Objective, Probe};

/// A derivative of the gradient under test beside the numeric one.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// The coordinate; for a direction its number.
    pub(super) index: usize,
    pub(super) gradient: f64,
    pub(super) quotient: Quotient,
    /// Whether it moves a pre-activation off a kink, so that the gradient need not be the derivative.
    pub(super) on_kink: bool,
}

impl Measured {
    /// The numeric derivative: at a kink the slope that is nearest to the gradient, since every slope between the two sides is one.
    pub(super) fn numeric(&self) -> f64 {
        if self.on_kink {
            return self.gradient;
        }
        match self.quotient.shape {
            Shape::Kink { left, right } => self.gradient.clamp(left.min(right), left.max(right)),
            _ => self.quotient.value,
        }
    }

    /// The bound of its error.
    pub(super) fn error(&self) -> f64 {
        match self.quotient.shape {
            Shape::Kink { .. } => self.quotient.sides,
            _ => self.quotient.bound(),
        }
    }
}

/// Where derivatives are taken.
pub(super) struct Point<'p, T, O> {
    pub(super) objective: &'p O,
    pub(super) parameters: &'p [T],
    /// What is known of the loss there.
    pub(super) base: &'p Base,
}

/// Into so many parts for each thread are coordinates divided, or twice as many, so that none waits long for another.
const PARTS: usize = 2;

/// The first step, for a parameter of size 1. Two quarterings lead from there to 2⁻¹⁰ and 2⁻⁶, near the best step of a quotient of fourth order, u^(1/5).
fn first_step<T: Real>() -> f64 {
    if T::UNIT_ROUNDOFF.to_f64() < 1e-12 { 1.0 / 64.0 } else { 1.0 / 4.0 }
}

/// Moves one parameter.
enum Mover<T: Real, O> {
    Plain { objective: O, moved: Vec<T> },
    Probe(Box<dyn Probe<T> + Send>),
}

impl<T: Real, O: Objective<T> + Clone> Mover<T, O> {
    fn new(point: &Point<T, O>) -> Self {
        match point.objective.probe(point.parameters) {
            Some(probe) => Mover::Probe(probe),
            None => Mover::Plain { objective: point.objective.clone(), moved: point.parameters.to_vec() },
        }
    }

    fn loss_with(&mut self, index: usize, value: T) -> f64 {
        match self {
            Mover::Probe(probe) => probe.loss_with(index, value).to_f64(),
            Mover::Plain { objective, moved } => {
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
    Pair {
        plus: mover.loss_with(index, plus),
        minus: mover.loss_with(index, minus),
        right: plus.to_f64() - parameter.to_f64(),
        left: parameter.to_f64() - minus.to_f64(),
    }
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
) -> Vec<Measured> {
    let measure = |mover: &mut Mover<T, O>, &(index, enough): &(usize, f64)| {
        let quotient = coordinate(mover, point, index, enough);
        Measured { index, gradient: point.base.gradient[index], quotient, on_kink: false }
    };
    // A mover takes as long to make as some evaluations: no more of them than keep all threads busy.
    let share = indices.len() / (PARTS * rayon::current_num_threads());
    indices.par_iter().with_min_len(share.max(1)).map_init(|| Mover::new(point), measure).collect()
}

/// Looks for kinks where derivatives by coordinates contradict the gradient; see [`kinks::confirm`].
pub(super) fn confirm<T: Real, O: Objective<T> + Clone>(
    point: &Point<T, O>,
    measured: &mut [Measured],
    enough: f64,
    needed: f64,
) {
    let (mut objective, mut here) = (point.objective.clone(), Vec::new());
    if !objective.pre_activations(point.parameters, &mut here) {
        return;
    }
    let mut mover = Mover::new(point);
    let mut at = point.parameters.to_vec();
    let moved = |one: &Measured, step: f64, there: &mut Vec<T>| {
        let parameter = std::mem::replace(&mut at[one.index], T::from_f64(point.parameters[one.index].to_f64() + step));
        objective.pre_activations(&at, there);
        at[one.index] = parameter;
    };
    let again = |one: &Measured, first: f64| ladder(&mut mover, point, one.index, first, enough);
    kinks::confirm(measured, needed, &here, moved, again);
}

/// The derivatives along directions, each a vector over `range` with a bound that suffices.
pub(super) fn directions<T: Real, O: Objective<T> + Clone + Sync>(
    point: &Point<T, O>,
    range: std::ops::Range<usize>,
    directions: &[Vec<f64>],
    enough: f64,
) -> Vec<Measured> {
    let &Point { objective, parameters, base } = point;
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
    let along = |direction: &[f64], first: f64| {
        let (mut objective, mut moved) = (objective.clone(), parameters.to_vec());
        let mut at = |step: f64| {
            move_along(direction, step, &mut moved);
            objective.loss(&moved).to_f64()
        };
        let pair = |step: f64| Pair { plus: at(step), minus: at(-step), right: step, left: step };
        quotient(pair, base.loss, noise, first, enough)
    };
    let measure = |(number, direction): (usize, &Vec<f64>)| {
        let first = first_step::<T>() * scale(largest) / bits::dot(direction, direction).sqrt().max(1.0);
        let quotient = along(direction, first);
        Measured { index: number, gradient: bits::dot(direction, gradient), quotient, on_kink: false }
    };
    let mut measured: Vec<Measured> = directions.par_iter().enumerate().map(measure).collect();
    let (mut objective, mut signs, mut at) = (objective.clone(), Vec::new(), parameters.to_vec());
    if objective.pre_activations(parameters, &mut signs) {
        let moved = |one: &Measured, step: f64, there: &mut Vec<T>| {
            move_along(&directions[one.index], step, &mut at);
            objective.pre_activations(&at, there);
        };
        let again = |one: &Measured, first: f64| along(&directions[one.index], first);
        kinks::confirm(&mut measured, f64::INFINITY, &signs, moved, again);
    }
    measured
}
