//! Which mistakes are made in backpropagation? A catalogue of planted bugs, to see which of them a check finds.
//!
//! A [`Mutant`] is a network whose loss is right and whose gradient comes from a backward pass, written out from the formulas, with one [`Bug`] in it:
//!
//! ```text
//! D[L] = ∂J/∂z[L],   ∂J/∂W[l] = D[l]ᵀA[l−1] + (λ/m)W[l],   ∂J/∂b[l] = D[l]ᵀ1,   D[l−1] = D[l]W[l] ∘ mask ∘ g′(Z[l−1])
//! ```
//!
//! With no bug it is the gradient of the network to rounding, which is tested. [`catalogue`] lists bugs of every formula, with the layer they are
//! in and what a diagnosis should say of them. Code can be wrong around right formulas too, in what it keeps and in what it does to the buffer: a [`ContractMutant`] has one
//! [`ContractBug`] of that kind, [`contract_catalogue`] lists them.
//!
//! | file | answers |
//! |---|---|
//! | `backward.rs` | What is the gradient, from the formulas, with one bug in it? |
//! | `entries.rs` | Which bugs of formulas are there, and what should a diagnosis say of them? |
//! | `contract.rs` | What does a gradient's code do wrong around right formulas? |
//! | `contract/entries.rs` | Which bugs of that kind are there, and what should a checker call them? |
//!
//! ```
//! use wellposed_catalogue::{Bug, Mutant, catalogue, example};
//! use wellposed_core::gradcheck::{GradientCheck, Verdict};
//!
//! assert!(catalogue().len() >= 40);
//! let (network, parameters) = example(1.0, false, 1);
//! let mutant = Mutant::new(network, Some(Bug::BiasOfFirstExample(2)));
//! let report = GradientCheck::of(&mutant).run(&parameters)?;
//! let failing: Vec<&str> = report.failing().map(|block| block.name.as_str()).collect();
//! assert_eq!(failing, ["b[2]"]);
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```

mod backward;
mod contract;
mod entries;
#[cfg(test)]
mod tests;
mod words;

pub use contract::{ContractBug, ContractEntry, ContractMutant, contract_catalogue};
pub use entries::{Entry, catalogue, example};

use wellposed_core::bits::Real;
use wellposed_core::network::Network;
use wellposed_core::objective::{Abilities, Objective};

/// A planted bug; the number is the layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bug {
    /// D\[L] has the wrong sign: y − p for p − y.
    LossSign,
    /// D\[L] is not divided by the number of examples.
    LossSum,
    /// D\[L] is divided by it twice.
    LossMeanTwice,
    /// D\[L] is p: the targets are forgotten.
    LossWithoutTargets,
    /// The targets are those of the next example.
    LossShiftedTargets,
    /// The last example is left out of D\[L].
    LossWithoutLastExample,
    /// ∂J/∂b is zero.
    BiasForgotten(usize),
    /// ∂J/∂b is a mean over examples of what already is one.
    BiasMean(usize),
    /// ∂J/∂b is that of the first example alone.
    BiasOfFirstExample(usize),
    /// ∂J/∂b leaves out the last example.
    BiasWithoutLastExample(usize),
    /// ∂J/∂b has the wrong sign.
    BiasSign(usize),
    /// ∂J/∂b sums |D|.
    BiasOfMagnitudes(usize),
    /// ∂J/∂b of a hidden layer sums ∂J/∂a in place of ∂J/∂z.
    BiasBeforeActivation(usize),
    /// ∂J/∂W is zero.
    WeightsForgotten(usize),
    /// ∂J/∂W has the wrong sign.
    WeightsSign(usize),
    /// ∂J/∂W is doubled.
    WeightsDoubled(usize),
    /// ∂J/∂W lies by columns.
    WeightsByColumns(usize),
    /// ∂J/∂W takes z[l−1] for a[l−1].
    WeightsOfPreActivations(usize),
    /// ∂J/∂W takes a\[l] for a[l−1]; the widths must agree.
    WeightsOfOwnActivations(usize),
    /// ∂J/∂W leaves out the last example.
    WeightsWithoutLastExample(usize),
    /// The activations of ∂J/∂W are not masked.
    WeightsWithoutMask(usize),
    /// One entry of ∂J/∂W is off by a tenth.
    WeightsOneEntry(usize),
    /// The gradient of the ridge is missing everywhere.
    RidgeForgotten,
    /// It is missing in one layer.
    RidgeForgottenIn(usize),
    /// It is that of (λ/m)‖W‖² in place of (λ/2m)‖W‖².
    RidgeDoubled,
    /// It is halved.
    RidgeHalved,
    /// It has the wrong sign.
    RidgeSign,
    /// It is not divided by the number of examples.
    RidgeNotDivided,
    /// Biases get it too.
    RidgeOnBiases,
    /// g′ is taken for 1 in one layer.
    DerivativeOne(usize),
    /// g′ = 1 − a in place of 1 − a².
    DerivativeNotSquared(usize),
    /// g′ = 1 − z² in place of 1 − a².
    DerivativeOfPreActivation(usize),
    /// g′ is multiplied in twice.
    DerivativeTwice(usize),
    /// D\[l] comes back through W[l+1] transposed; the widths must agree.
    PropagationTransposed(usize),
    /// D\[l] comes back through W\[l]; the widths must agree.
    PropagationOtherWeights(usize),
    /// D\[l] comes back through weights that a step of 0.1 has already changed.
    PropagationUpdatedWeights(usize),
    /// D\[l] is halved.
    PropagationHalved(usize),
    /// D\[l] leaves out the last unit of layer l + 1.
    PropagationWithoutLastUnit(usize),
    /// The mask of dropout is forgotten on the way back.
    MaskForgotten(usize),
    /// It is 0 and 1 in place of 0 and 1/keep.
    MaskNotScaled(usize),
    /// It is that of the next example.
    MaskOfNextExample(usize),
    /// The gradients of two layers of one shape are exchanged.
    LayersExchanged(usize, usize),
    /// The gradient is multiplied by this.
    Scaled(f64),
    /// The gradient is rounded to single precision.
    SinglePrecision,
}

/// A network with a backward pass of its own.
#[derive(Clone, Debug)]
pub struct Mutant<T: Real = f64> {
    network: Network<T>,
    bug: Option<Bug>,
}

impl<T: Real> Mutant<T> {
    /// A network of dense layers, perhaps with a ridge and dropout, whose gradient has this bug.
    ///
    /// # Panics
    /// If the network has normalized layers or residual connections, which the written-out backward pass does not know.
    pub fn new(network: Network<T>, bug: Option<Bug>) -> Self {
        backward::require_plain(&network);
        Mutant { network, bug }
    }

    /// The network itself.
    pub fn network(&self) -> &Network<T> {
        &self.network
    }
}

impl<T: Real> Objective<T> for Mutant<T> {
    fn dimension(&self) -> usize {
        self.network.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        backward::gradient(&self.network, parameters, self.bug, gradient);
        self.network.loss(parameters)
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        self.network.loss(parameters)
    }

    /// The loss is that of the network, and so is all that is known of it.
    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        self.network.abilities()
    }
}
