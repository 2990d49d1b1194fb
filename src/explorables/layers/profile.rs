//! How large are gradients and activations in each layer? In one network, and as theory predicts.

use super::setting::{Random, Setting};
use crate::bits;
use crate::bits::streams;
use crate::chapters::vanishing_gradients::examples::root_mean_square;
use crate::chapters::vanishing_gradients::gradient_by_layer::of_examples;
use crate::chapters::vanishing_gradients::gradient_by_layer::predictions::predicted;
use crate::chapters::vanishing_gradients::scaled_identity::{Gradients, chain, power};
use crate::initialize::{Initializer, Scheme};
use crate::network::{Architecture, Loss, Network, Targets};
use crate::theory::formats::Format;
use ndarray::Array2;

/// How large something is in one layer.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) layer: usize,
    /// In the network.
    pub(super) found: f64,
    pub(super) predicted: f64,
}

/// The sizes of all layers.
pub(super) struct Profile {
    /// Of ∂J/∂W\[1], …, ∂J/∂W\[L].
    pub(super) gradients: Vec<Size>,
    /// Of a\[0], …, a\[L−1].
    pub(super) activations: Vec<Size>,
}

impl Profile {
    pub(super) fn of(setting: &Setting) -> Self {
        match setting {
            Setting::Identity { c, depth } => identity(*c, *depth),
            Setting::Random(network) => random(network),
        }
    }

    /// L.
    pub(super) fn depth(&self) -> usize {
        self.gradients.len()
    }

    /// The gradient of the first layer.
    pub(super) fn first(&self) -> Size {
        self.gradients[0]
    }

    /// The gradient of the last hidden layer.
    pub(super) fn last_hidden(&self) -> Size {
        self.gradients[self.depth() - 2]
    }

    /// The activation of the last hidden layer.
    pub(super) fn last_activation(&self) -> Size {
        self.activations[self.depth() - 1]
    }
}

/// The notes' network, whose units of a layer all hold the same: norms of gradients, and the value of a unit.
fn identity(c: f64, depth: usize) -> Profile {
    let gradients = Gradients::of(c, depth);
    let gradient = gradients.layers().map(|row| Size { layer: row.layer, found: row.value, predicted: row.predicted });
    let values = chain::activations(Format::F64, c).take(depth).enumerate();
    Profile {
        gradients: gradient.collect(),
        activations: values.map(|(layer, found)| Size { layer, found, predicted: power(c, layer) }).collect(),
    }
}

/// Root mean squares, of gradients for dz\[L] = 1.
fn random(network: &Random) -> Profile {
    let mut widths = vec![network.width; network.depth];
    widths.push(1);
    let initializer = Initializer::new(Scheme::LeCun).gain(network.scale);
    // Every input is 1, and the logarithm of their mean square 0.
    let theory = predicted(network.activation, &initializer, &widths, 0.0);
    let (gradients, activations) = one_network(network, &widths, &initializer);
    Profile {
        gradients: sizes(1, gradients, &theory.gradients),
        activations: sizes(0, activations, &theory.activations),
    }
}

fn sizes(first: usize, found: Vec<f64>, logarithms: &[f64]) -> Vec<Size> {
    let both = found.into_iter().zip(logarithms);
    (first..)
        .zip(both)
        .map(|(layer, (found, &predicted))| Size { layer, found, predicted: bits::exp(predicted) })
        .collect()
}

/// The gradients and the activations of one network.
fn one_network(of: &Random, widths: &[usize], initializer: &Initializer) -> (Vec<f64>, Vec<f64>) {
    let architecture = Architecture::new(widths, of.activation, Loss::SquaredError);
    let inputs = Array2::ones((1, of.width));
    let network =
        Network::<f64>::new(architecture, inputs.view(), &Targets::column(&[1.0])).expect("the data are finite");
    // The numbers depend on the width alone: another scale, activation or depth leaves the network what it was.
    let mut stream = streams::stream(of.drawn, "explorables/layers", &of.width.to_string(), 0);
    let trace = network.trace(&network.initial(initializer, &mut stream));
    let error = trace.deltas[of.depth - 1][[0, 0]].abs();
    let gradients = of_examples(&trace).into_iter().map(|size| if error > 0.0 { size / error } else { 0.0 });
    let activations = trace.activations.iter().map(|layer| root_mean_square(layer.iter().copied()));
    (gradients.collect(), activations.collect())
}
