//! What are the numeric derivatives? One ladder of steps for each coordinate or direction, in parallel.
//!
//! Each thread moves the parameters of a clone of the objective; a coordinate does not see the others, so the bits do not depend on the threads. An objective
//! with a [`Probe`] is asked through it.

use rayon::prelude::*;

use super::kinks;
use super::quotient::{Pair, Quotient, Shape, quotient};
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
    fn new(objective: &O, parameters: &[T]) -> Self {
        match objective.probe(parameters) {
            Some(probe) => Mover::Probe(probe),
            None => Mover::Plain { objective: objective.clone(), moved: parameters.to_vec() },
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

/// The derivative by one coordinate, from a first step on.
fn coordinate<T: Real, O: Objective<T> + Clone>(
    mover: &mut Mover<T, O>,
    parameters: &[T],
    base: &Base,
    index: usize,
    first: f64,
    enough: f64,
) -> Quotient {
    let parameter = parameters[index];
    let pair = |step: f64| {
        let plus = T::from_f64(parameter.to_f64() + step);
        let minus = T::from_f64(parameter.to_f64() - step);
        Pair {
            plus: mover.loss_with(index, plus),
            minus: mover.loss_with(index, minus),
            right: plus.to_f64() - parameter.to_f64(),
            left: parameter.to_f64() - minus.to_f64(),
        }
    };
    quotient(pair, base.loss, base.noise, first, enough)
}

/// The derivatives by the given coordinates. `enough` is the bound of the error that suffices for each.
pub(super) fn coordinates<T: Real, O: Objective<T> + Clone + Sync>(
    objective: &O,
    parameters: &[T],
    base: &Base,
    indices: &[(usize, f64)],
) -> Vec<Measured> {
    let measure = |mover: &mut Mover<T, O>, &(index, enough): &(usize, f64)| {
        let first = first_step::<T>() * scale(parameters[index].to_f64());
        let quotient = coordinate(mover, parameters, base, index, first, enough);
        Measured { index, gradient: base.gradient[index], quotient, on_kink: false }
    };
    indices.par_iter().map_init(|| Mover::new(objective, parameters), measure).collect()
}

/// Looks for kinks where derivatives by coordinates contradict the gradient; see [`kinks::confirm`].
pub(super) fn confirm<T: Real, O: Objective<T> + Clone>(
    objective: &O,
    parameters: &[T],
    base: &Base,
    measured: &mut [Measured],
    enough: f64,
    needed: f64,
) {
    let (mut objective, mut here) = (objective.clone(), Vec::new());
    if !objective.pre_activations(parameters, &mut here) {
        return;
    }
    let mut mover = Mover::new(&objective, parameters);
    let mut at = parameters.to_vec();
    let moved = |one: &Measured, step: f64, there: &mut Vec<T>| {
        let parameter = std::mem::replace(&mut at[one.index], T::from_f64(parameters[one.index].to_f64() + step));
        objective.pre_activations(&at, there);
        at[one.index] = parameter;
    };
    let again = |one: &Measured, first: f64| coordinate(&mut mover, parameters, base, one.index, first, enough);
    kinks::confirm(measured, needed, &here, moved, again);
}

/// The derivatives along directions, each a vector over `range` with a bound that suffices.
pub(super) fn directions<T: Real, O: Objective<T> + Clone + Sync>(
    objective: &O,
    parameters: &[T],
    base: &Base,
    range: std::ops::Range<usize>,
    directions: &[Vec<f64>],
    enough: f64,
) -> Vec<Measured> {
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
