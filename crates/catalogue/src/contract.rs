//! Which mistakes are made in the code around right formulas? It keeps something from call to call, or does something else to the buffer than write to it.
//!
//! A [`ContractMutant`] is a network whose formulas are right, with one [`ContractBug`] in how they are called. Most of these gradients are right when they are asked for the first
//! time, and wrong later: of the right gradient g and a buffer that holds h,
//!
//! ```text
//! added to the buffer   h + g          0 + g at first
//! summed over calls     g + … + g      g at first
//! kept activations      g of a forward pass elsewhere, with the weights from here: g as long as nothing was asked elsewhere
//! ```
//!
//! With no bug it is the gradient of the network, bit for bit. [`contract_catalogue`] says of each bug which [`Breach`](wellposed_core::gradcheck::Breach) a checker should name.
//!
//! ```
//! use wellposed_catalogue::{ContractBug, ContractMutant, example};
//! use wellposed_core::gradcheck::{Breach, GradientCheck, Verdict};
//! use wellposed_core::objective::Objective;
//!
//! let (mut network, parameters) = example(1.0, false, 1);
//! let mut mutant = ContractMutant::new(network.clone(), Some(ContractBug::AddsToBuffer));
//! let (mut right, mut found) = (vec![0.0; parameters.len()], vec![0.0; parameters.len()]);
//! network.loss_and_gradient(&parameters, &mut right);
//! mutant.loss_and_gradient(&parameters, &mut found);
//! assert_eq!(found, right);
//!
//! let report = GradientCheck::of(&mutant).run(&parameters)?;
//! assert_eq!((report.verdict, report.faults[0].breach), (Verdict::Fail, Breach::Adds));
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```

mod entries;
#[cfg(test)]
mod tests;

pub use entries::{ContractEntry, contract_catalogue};

use super::backward;
use wellposed_core::bits::{self, Real};
use wellposed_core::network::{Network, Trace};
use wellposed_core::objective::{Abilities, Objective, Probe};

/// β of [`ContractBug::MomentumInBuffer`].
const MOMENTUM: f64 = 0.9;
/// How much of its running mean [`ContractBug::LossOfRunningMean`] keeps in a call.
const KEPT: f64 = 0.9;
/// Masks that no evaluation takes which is counted from 0.
const OTHER_MASKS: u64 = 1 << 32;

/// A planted bug of the code around the formulas; the number is the layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractBug {
    /// The gradient is added to what the buffer holds: `+=` for `=`.
    AddsToBuffer,
    /// The buffer is taken for the velocity of momentum: 0.9 times what it holds is added.
    MomentumInBuffer,
    /// The last entry of ∂J/∂b is never written: a loop that ends one too early.
    BiasNotWritten(usize),
    /// Each call adds its gradient to the sum of all before: `.grad` without zeroing.
    SumsCalls,
    /// The backward pass takes the activations that the last call of the loss has left.
    ActivationsOfLastLoss,
    /// It takes those that the previous call of the gradient has left.
    ActivationsOfLastGradient,
    /// The masks of dropout are drawn anew on the way back.
    MasksDrawnAnew,
    /// Sums over examples start at the next example in each call, as threads may finish in any order: last bits.
    SumsInAnotherOrder,
    /// The loss has the running mean of squared activations as a penalty, which calls of the gradient move on. No gradient passes through it.
    LossOfRunningMean,
}

/// A network with code of its own around the formulas.
#[derive(Clone, Debug)]
pub struct ContractMutant<T: Real = f64> {
    network: Network<T>,
    bug: Option<ContractBug>,
    kept: Kept<T>,
}

/// What is kept from call to call.
#[derive(Clone, Debug, Default)]
struct Kept<T> {
    /// How often the gradient was asked.
    calls: u64,
    /// The gradients of all calls, added; empty before the first.
    sum: Vec<T>,
    /// Where the activations come from.
    seen: Option<Vec<T>>,
    /// The running mean.
    mean: Option<T>,
}

impl<T: Real> ContractMutant<T> {
    /// A network of dense layers, perhaps with a ridge and dropout, around whose formulas the code has this bug.
    ///
    /// # Panics
    /// If the network has normalized layers or residual connections: see [`Mutant::new`](super::Mutant::new).
    pub fn new(network: Network<T>, bug: Option<ContractBug>) -> Self {
        backward::require_plain(&network);
        ContractMutant { network, bug, kept: Kept::default() }
    }

    /// The network itself.
    pub fn network(&self) -> &Network<T> {
        &self.network
    }

    /// Writes the gradient, from whatever activations and masks, in whatever order; returns the loss.
    fn compute(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        let calls = self.kept.calls;
        let trace = match self.bug {
            Some(ContractBug::ActivationsOfLastLoss | ContractBug::ActivationsOfLastGradient) => {
                self.network.trace(self.kept.seen.as_deref().unwrap_or(parameters))
            }
            Some(ContractBug::MasksDrawnAnew) => with_other_masks(&self.network, parameters, OTHER_MASKS + calls),
            Some(ContractBug::SumsInAnotherOrder) => {
                from_example(self.network.trace(parameters), calls as usize % self.network.examples())
            }
            _ => return self.network.loss_and_gradient(parameters, gradient),
        };
        backward::of_trace(&self.network, &trace, parameters, None, gradient);
        self.network.loss(parameters)
    }

    /// What becomes of a gradient in a buffer that held something.
    fn deliver(&mut self, held: &[T], gradient: &mut [T]) {
        let add = |gradient: &mut [T], share: T| gradient.iter_mut().zip(held).for_each(|(g, &h)| *g += share * h);
        match self.bug {
            Some(ContractBug::AddsToBuffer) => add(gradient, T::one()),
            Some(ContractBug::MomentumInBuffer) => add(gradient, T::from_f64(MOMENTUM)),
            Some(ContractBug::BiasNotWritten(layer)) => {
                let last = self.network.layout().blocks()[2 * layer - 1].range.end - 1;
                gradient[last] = held[last];
            }
            Some(ContractBug::SumsCalls) => {
                self.kept.sum.resize(gradient.len(), T::zero());
                self.kept.sum.iter_mut().zip(&*gradient).for_each(|(sum, &g)| *sum += g);
                gradient.copy_from_slice(&self.kept.sum);
            }
            _ => {}
        }
    }

    /// The running mean, where it is in the loss.
    fn penalty(&mut self, parameters: &[T], moves_on: bool) -> Option<T> {
        if self.bug != Some(ContractBug::LossOfRunningMean) {
            return None;
        }
        let trace = self.network.trace(parameters);
        let last: Vec<T> = trace.activations.last().into_iter().flatten().copied().collect();
        let now = bits::dot(&last, &last) / T::from_f64(last.len() as f64);
        let mean = self.kept.mean.get_or_insert(now);
        if moves_on {
            *mean += T::from_f64(1.0 - KEPT) * (now - *mean);
        }
        Some(*mean)
    }
}

/// What happens in each layer, with other masks on the way back.
fn with_other_masks<T: Real>(network: &Network<T>, parameters: &[T], evaluation: u64) -> Trace<T> {
    let mut other = network.clone();
    other.freeze_masks(evaluation);
    let (mut trace, other) = (network.trace(parameters), other.trace(parameters));
    trace.masks = other.masks;
    trace
}

/// The same examples in another order: from this one on, and then those before it.
fn from_example<T: Real>(mut trace: Trace<T>, first: usize) -> Trace<T> {
    for matrices in [&mut trace.pre_activations, &mut trace.activations, &mut trace.masks, &mut trace.deltas] {
        matrices.iter_mut().for_each(|matrix| *matrix = backward::from_row(matrix, first));
    }
    trace
}

impl<T: Real> Objective<T> for ContractMutant<T> {
    fn dimension(&self) -> usize {
        self.network.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        let held = gradient.to_vec();
        let penalty = self.penalty(parameters, true);
        let loss = self.compute(parameters, gradient);
        self.deliver(&held, gradient);
        self.kept.calls += 1;
        if self.bug == Some(ContractBug::ActivationsOfLastGradient) {
            self.kept.seen = Some(parameters.to_vec());
        }
        penalty.map_or(loss, |penalty| loss + penalty)
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        if self.bug == Some(ContractBug::ActivationsOfLastLoss) {
            self.kept.seen = Some(parameters.to_vec());
        }
        let penalty = self.penalty(parameters, false);
        let loss = self.network.loss(parameters);
        penalty.map_or(loss, |penalty| loss + penalty)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        Some(self)
    }
}

/// Those of the network, but for what does not know of the penalty.
impl<T: Real> Abilities<T> for ContractMutant<T> {
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        self.network.abilities()
    }

    fn terms(&mut self, parameters: &[T]) -> Vec<(&'static str, T)> {
        let mut terms = self.network.terms(parameters);
        terms.extend(self.penalty(parameters, false).map(|penalty| ("activity", penalty)));
        terms
    }

    fn probe(&mut self, parameters: &[T]) -> Option<Box<dyn Probe<T> + Send>> {
        let penalized = self.bug == Some(ContractBug::LossOfRunningMean);
        if penalized { None } else { self.network.probe(parameters) }
    }
}
