//! What is the loss with one parameter moved? A value, or NaN where it panics.
//!
//! A copy of an objective that has panicked is asked again, on the other side; the only one that there is, is not.

use super::CheckError;
use super::guard::{at_parameters, caught};
use super::point::Point;
use crate::bits::Real;
use crate::difference::ladder::{Point as Value, Slope, Status};
use crate::objective::{Abilities, Objective, Probe};

/// Moves one parameter.
pub(super) struct Mover<T: Real> {
    /// The quick way to the loss, where there is one.
    probe: Option<Box<dyn Probe<T> + Send>>,
    parameters: Vec<T>,
    /// Whether an objective that has panicked may be asked again: one that is a copy.
    copied: bool,
    /// By how much a parameter was moved when the loss panicked last, and what that said.
    panic: Option<(f64, String)>,
}

impl<T: Real> Mover<T> {
    pub(super) fn new(objective: &mut dyn Objective<T>, point: &Point<T>) -> Result<Self, CheckError> {
        let probe = at_parameters("probe", || objective.abilities().probe(point.parameters))?;
        Ok(Mover { probe, parameters: point.parameters.to_vec(), copied: point.copied, panic: None })
    }

    fn loss_with(&mut self, objective: &mut dyn Objective<T>, index: usize, value: T) -> Result<f64, String> {
        if let Some(probe) = &mut self.probe {
            return caught(|| probe.loss_with(index, value).to_f64());
        }
        let before = std::mem::replace(&mut self.parameters[index], value);
        let loss = caught(|| objective.loss(&self.parameters).to_f64());
        self.parameters[index] = before;
        loss
    }

    /// The loss with one coordinate moved; NaN where it panics.
    pub(super) fn at(&mut self, objective: &mut dyn Objective<T>, index: usize, step: f64) -> Value {
        let parameter = self.parameters[index].to_f64();
        let there = T::from_f64(parameter + step);
        let offset = there.to_f64() - parameter;
        if self.panic.is_some() && !self.copied {
            return Value { offset, value: f64::NAN };
        }
        let value = self.loss_with(objective, index, there).unwrap_or_else(|message| {
            self.panic = Some((offset, message));
            f64::NAN
        });
        Value { offset, value }
    }

    /// A derivative, or the panic that stands in its way: any panic of an objective that may not be asked again.
    pub(super) fn judged(&mut self, found: Slope, point: &Point<T>, index: usize) -> Result<Slope, CheckError> {
        match self.panic.take() {
            Some((step, message)) if !self.copied || !matches!(found.status, Status::Bounded | Status::Kink) => {
                Err(point.panicked("loss", index, step, message))
            }
            _ => Ok(found),
        }
    }
}
