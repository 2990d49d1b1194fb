//! What does a training program see? The gradient that it asks first, and one at the same parameters later.

use super::super::judges::Place;
use crate::gradcheck::catalogue::{ContractBug, ContractMutant};
use crate::objective::Objective;

/// The step after the first gradient is so many times the gradient long.
const RATE: f64 = 0.1;

/// Gradients at the same parameters.
pub(super) struct Calls {
    /// Into a buffer of zeros, after the loss was asked.
    pub(super) first: Vec<f64>,
    /// Into the same buffer, after loss and gradient were asked one step further.
    pub(super) later: Vec<f64>,
    /// By what part of itself the loss differs afterwards.
    pub(super) loss_changes_by: f64,
}

/// Code with a bug, or without, that was not called yet.
pub(super) fn mutant(place: &Place<f64>, bug: Option<ContractBug>) -> ContractMutant {
    ContractMutant::new(place.network.clone(), bug)
}

/// The parameters after a step of descent along this gradient.
pub(super) fn after_step(parameters: &[f64], gradient: &[f64]) -> Vec<f64> {
    parameters.iter().zip(gradient).map(|(parameter, slope)| parameter - RATE * slope).collect()
}

impl Calls {
    pub(super) fn of(mut mutant: ContractMutant, here: &[f64]) -> Self {
        let mut buffer = vec![0.0; here.len()];
        let loss = mutant.loss(here);
        mutant.loss_and_gradient(here, &mut buffer);
        let first = buffer.clone();
        let there = after_step(here, &first);
        mutant.loss(&there);
        mutant.loss_and_gradient(&there, &mut buffer);
        mutant.loss_and_gradient(here, &mut buffer);
        let loss_changes_by = (mutant.loss(here) - loss).abs() / loss;
        Calls { first, later: buffer, loss_changes_by }
    }
}
