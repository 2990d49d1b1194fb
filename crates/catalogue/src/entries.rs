//! Which bugs are in the catalogue, where are they, and what should a diagnosis say of them?

use ndarray::Array2;

use super::Bug;
use wellposed_core::activation::Activation;
use wellposed_core::bits::Real;
use wellposed_core::bits::streams::{standard_normal, stream};
use wellposed_core::gradcheck::Cause;
use wellposed_core::network::{Architecture, Loss, Network, Targets};
use wellposed_core::objective::Kind;

/// A bug with what is to be found out about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// The bug.
    pub bug: Bug,
    /// The layer of the topmost block whose gradient is wrong.
    pub layer: usize,
    /// Causes that are right: the name of the mistake, or a relation that it leads to exactly. The numbers in them do not count.
    pub causes: &'static [Cause],
}

const FACTOR: Cause = Cause::Factor(0.0);
const REGULARIZATION: Cause = Cause::Regularization(0.0);

/// The catalogue, for networks of four layers like [`example`].
pub fn catalogue() -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut add = |bug: Bug, layer: usize, causes: &'static [Cause]| entries.push(Entry { bug, layer, causes });
    add(Bug::LossSign, 4, &[Cause::LossDerivative, Cause::Sign]);
    add(Bug::LossSum, 4, &[Cause::LossDerivative, FACTOR]);
    add(Bug::LossMeanTwice, 4, &[Cause::LossDerivative, FACTOR]);
    add(Bug::LossWithoutTargets, 4, &[Cause::LossDerivative]);
    add(Bug::LossShiftedTargets, 4, &[Cause::LossDerivative]);
    add(Bug::LossWithoutLastExample, 4, &[Cause::LossDerivative]);
    for layer in [1, 3] {
        add(Bug::BiasForgotten(layer), layer, &[Cause::BiasSum, Cause::Forgotten]);
        add(Bug::BiasMean(layer), layer, &[Cause::BiasSum, FACTOR]);
        add(Bug::BiasOfFirstExample(layer), layer, &[Cause::BiasSum]);
        add(Bug::BiasWithoutLastExample(layer), layer, &[Cause::BiasSum]);
        add(Bug::BiasSign(layer), layer, &[Cause::BiasSum, Cause::Sign]);
        add(Bug::BiasOfMagnitudes(layer), layer, &[Cause::BiasSum]);
        add(Bug::BiasBeforeActivation(layer), layer, &[Cause::BiasSum]);
    }
    for layer in [2, 3] {
        add(Bug::WeightsOfOwnActivations(layer), layer, &[Cause::LayerInput]);
    }
    for layer in [2, 4] {
        add(Bug::WeightsForgotten(layer), layer, &[Cause::LayerInput, Cause::Forgotten]);
        add(Bug::WeightsSign(layer), layer, &[Cause::LayerInput, Cause::Sign]);
        add(Bug::WeightsDoubled(layer), layer, &[Cause::LayerInput, FACTOR]);
        add(Bug::WeightsByColumns(layer), layer, &[Cause::Transposed]);
        add(Bug::WeightsOfPreActivations(layer), layer, &[Cause::LayerInput]);
        add(Bug::WeightsWithoutLastExample(layer), layer, &[Cause::LayerInput]);
        add(Bug::WeightsWithoutMask(layer), layer, &[Cause::LayerInput]);
        add(Bug::WeightsOneEntry(layer), layer, &[Cause::LayerInput, Cause::Entries(0)]);
    }
    add(Bug::RidgeForgotten, 4, &[REGULARIZATION]);
    add(Bug::RidgeForgottenIn(2), 2, &[REGULARIZATION]);
    add(Bug::RidgeDoubled, 4, &[REGULARIZATION]);
    add(Bug::RidgeHalved, 4, &[REGULARIZATION]);
    add(Bug::RidgeSign, 4, &[REGULARIZATION]);
    add(Bug::RidgeNotDivided, 4, &[REGULARIZATION]);
    add(Bug::RidgeOnBiases, 4, &[REGULARIZATION]);
    for layer in [1, 3] {
        add(Bug::DerivativeOne(layer), layer, &[Cause::ActivationDerivative]);
        add(Bug::DerivativeNotSquared(layer), layer, &[Cause::ActivationDerivative]);
        add(Bug::DerivativeOfPreActivation(layer), layer, &[Cause::ActivationDerivative]);
        add(Bug::DerivativeTwice(layer), layer, &[Cause::ActivationDerivative]);
        add(Bug::PropagationUpdatedWeights(layer), layer, &[Cause::Propagation]);
        add(Bug::PropagationHalved(layer), layer, &[Cause::Propagation, FACTOR]);
        add(Bug::PropagationWithoutLastUnit(layer), layer, &[Cause::Propagation]);
        add(Bug::MaskForgotten(layer), layer, &[Cause::Mask]);
        add(Bug::MaskNotScaled(layer), layer, &[Cause::Mask, FACTOR]);
        add(Bug::MaskOfNextExample(layer), layer, &[Cause::Mask]);
    }
    for layer in [1, 2] {
        add(Bug::PropagationTransposed(layer), layer, &[Cause::Propagation]);
    }
    add(Bug::PropagationOtherWeights(2), 2, &[Cause::Propagation]);
    add(Bug::LayersExchanged(2, 3), 3, &[Cause::Order]);
    add(Bug::Scaled(1.0 + 1e-5), 4, &[FACTOR]);
    add(Bug::Scaled(2.0), 4, &[FACTOR]);
    entries
}

impl Entry {
    /// Whether a cause is one of the right ones, whatever number it carries.
    pub fn is_right(&self, cause: Cause) -> bool {
        self.causes.iter().any(|right| std::mem::discriminant(right) == std::mem::discriminant(&cause))
    }

    /// Whether the bug needs dropout to be one.
    pub fn needs_dropout(&self) -> bool {
        matches!(
            self.bug,
            Bug::MaskForgotten(_) | Bug::MaskNotScaled(_) | Bug::MaskOfNextExample(_) | Bug::WeightsWithoutMask(_)
        )
    }
}

/// A network of widths 6, 5, 5, 5, 3 with tanh, ridge and perhaps dropout on 12 random examples, and parameters for it: weights normal with deviation
/// scale/√n, biases with deviation scale/2.
pub fn example(scale: f64, dropout: bool, seed: u64) -> (Network, Vec<f64>) {
    example_in(scale, dropout, seed)
}

/// The same in either precision, which round the same draws.
pub(crate) fn example_in<T: Real>(scale: f64, dropout: bool, seed: u64) -> (Network<T>, Vec<T>) {
    let name = "gradcheck/catalogue";
    let mut numbers = stream(seed, name, "inputs", 0);
    let inputs = Array2::from_shape_simple_fn((12, 6), || standard_normal(&mut numbers));
    let architecture = Architecture::new(&[6, 5, 5, 5, 3], Activation::Tanh, Loss::CrossEntropy).ridge(0.5);
    let architecture = if dropout { architecture.dropout(0.8, seed) } else { architecture };
    let classes = (0..12).map(|example| example % 3).collect();
    let network =
        Network::new(architecture, inputs.view(), &Targets::Classes(classes)).expect("widths and examples fit");
    let mut numbers = stream(seed, name, "parameters", 0);
    let mut parameters = vec![T::zero(); network.layout().dimension()];
    for block in network.layout().blocks() {
        let deviation = if block.kind == Kind::Weights { 1.0 / (block.shape.1 as f64).sqrt() } else { 0.5 };
        parameters[block.range.clone()].fill_with(|| T::from_f64(scale * deviation * standard_normal(&mut numbers)));
    }
    (network, parameters)
}
