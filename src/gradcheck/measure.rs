//! What are the numeric derivatives? One ladder of steps for each coordinate or direction, in parallel.
//!
//! Each thread moves the parameters of a clone of the objective; a coordinate does not see the others, so the bits do not depend on the threads. An objective
//! with a [`Probe`] is asked through it.

use rayon::prelude::*;

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
    /// Whether a pre-activation changed its sign within the longest step; false where nothing is known of pre-activations.
    pub(super) crossed: bool,
}

impl Measured {
    /// The numeric derivative: at a kink the slope that is nearest to the gradient, since every slope between the two sides is one.
    pub(super) fn numeric(&self) -> f64 {
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

/// The derivatives by the given coordinates. `enough` is the bound of the error that suffices for each.
pub(super) fn coordinates<T: Real, O: Objective<T> + Clone + Sync>(
    objective: &O,
    parameters: &[T],
    base: &Base,
    indices: &[(usize, f64)],
) -> Vec<Measured> {
    let measure = |mover: &mut Mover<T, O>, &(index, enough): &(usize, f64)| {
        let parameter = parameters[index];
        let first = first_step::<T>() * scale(parameter.to_f64());
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
        let quotient = quotient(pair, base.loss, base.noise, first, enough);
        Measured { index, gradient: base.gradient[index], quotient, crossed: false }
    };
    let mut measured: Vec<Measured> =
        indices.par_iter().map_init(|| Mover::new(objective, parameters), measure).collect();
    tell_crossings::<T, O>(objective, parameters, &mut measured);
    measured
}

/// Where a kink was seen and the objective tells its pre-activations: did one change its sign?
fn tell_crossings<T: Real, O: Objective<T> + Clone>(objective: &O, parameters: &[T], measured: &mut [Measured]) {
    let mut objective = objective.clone();
    let mut at = Vec::new();
    if !measured.iter().any(|one| one.quotient.kink_nearby) || !objective.pre_activations(parameters, &mut at) {
        return;
    }
    let (mut moved, mut inputs) = (parameters.to_vec(), Vec::new());
    for one in measured.iter_mut().filter(|one| one.quotient.kink_nearby) {
        let parameter = parameters[one.index];
        let step = first_step::<T>() * scale(parameter.to_f64());
        one.crossed = [step, -step].into_iter().any(|step| {
            moved[one.index] = T::from_f64(parameter.to_f64() + step);
            objective.pre_activations(&moved, &mut inputs);
            // A pre-activation at 0 is on the kink itself.
            at.iter().zip(&inputs).any(|(&a, &b)| a == T::zero() || (a > T::zero()) != (b > T::zero()))
        });
        moved[one.index] = parameter;
    }
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
    let measure = |(number, direction): (usize, &Vec<f64>)| {
        let (mut objective, mut moved) = (objective.clone(), parameters.to_vec());
        let length = bits::dot(direction, direction).sqrt();
        let mut along = |step: f64| {
            for ((moved, parameter), v) in moved[range.clone()].iter_mut().zip(here).zip(direction) {
                *moved = T::from_f64(parameter.to_f64() + step * v);
            }
            objective.loss(&moved).to_f64()
        };
        let pair = |step: f64| Pair { plus: along(step), minus: along(-step), right: step, left: step };
        let first = first_step::<T>() * scale(largest) / length.max(1.0);
        let quotient = quotient(pair, base.loss, noise, first, enough);
        Measured { index: number, gradient: bits::dot(direction, gradient), quotient, crossed: false }
    };
    directions.par_iter().enumerate().map(measure).collect()
}
