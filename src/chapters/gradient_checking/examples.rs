//! Which networks are checked? Small ones on random examples, in either precision, and ones whose gradient is spoiled.

use ndarray::Array2;

use crate::activation::Activation;
use crate::bits::Real;
use crate::bits::streams::{Stream, standard_normal};
use crate::network::{Architecture, Loss, Network, Targets};
use crate::objective::{Abilities, Kind, Objective};

/// Widths of the small network: 113 parameters in eight blocks; layers 2 and 3 have the same shape, so that bugs can exchange them.
pub(super) const WIDTHS: [usize; 5] = [6, 5, 5, 5, 3];
/// How many examples it sees.
pub(super) const EXAMPLES: usize = 12;

/// The small network, with the ridge λ = ½.
pub(super) fn small(activation: Activation) -> Architecture {
    Architecture::new(&WIDTHS, activation, Loss::CrossEntropy).ridge(0.5)
}

/// A network on normal inputs with classes in turn, and parameters: weights normal with deviation scale/√n[l−1], biases with deviation scale/2.
///
/// Both precisions round the same draws.
pub(crate) fn draw<T: Real>(
    architecture: Architecture,
    examples: usize,
    scale: f64,
    numbers: &mut Stream,
) -> (Network<T>, Vec<T>) {
    let widths = architecture.widths().to_vec();
    let inputs = Array2::from_shape_simple_fn((examples, widths[0]), || standard_normal(numbers));
    let classes = (0..examples).map(|example| example % widths[widths.len() - 1]).collect();
    let network =
        Network::new(architecture, inputs.view(), &Targets::Classes(classes)).expect("widths and examples fit");
    let mut parameters = vec![T::zero(); network.layout().dimension()];
    for block in network.layout().blocks() {
        let deviation = if block.kind == Kind::Weights { 1.0 / (block.shape.1 as f64).sqrt() } else { 0.5 };
        parameters[block.range.clone()].fill_with(|| T::from_f64(scale * deviation * standard_normal(numbers)));
    }
    (network, parameters)
}

/// The gradient of an objective, as numbers in double precision.
pub(crate) fn gradient<T: Real>(objective: &mut impl Objective<T>, parameters: &[T]) -> Vec<f64> {
    let mut gradient = vec![T::zero(); parameters.len()];
    objective.loss_and_gradient(parameters, &mut gradient);
    gradient.into_iter().map(Real::to_f64).collect()
}

/// A network whose gradient is spoiled afterwards.
#[derive(Clone)]
pub(super) struct Spoiled<F> {
    pub(super) network: Network,
    pub(super) spoil: F,
}

impl<F: Fn(&mut [f64])> Objective for Spoiled<F> {
    fn dimension(&self) -> usize {
        self.network.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        let loss = self.network.loss_and_gradient(parameters, gradient);
        (self.spoil)(gradient);
        loss
    }

    fn loss(&mut self, parameters: &[f64]) -> f64 {
        self.network.loss(parameters)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities> {
        self.network.abilities()
    }
}
