//! Which gradients are checked? Those of tanh networks on random examples, with and without the probe that knows their structure.

use ndarray::Array2;
use wellposed::activation::Activation;
use wellposed::bits::streams::{standard_normal_matrix, stream};
use wellposed::gradcheck::{Abilities, Objective, Probe};
use wellposed::initialize::{Initializer, Scheme};
use wellposed::network::{Architecture, Loss, Network, Targets};

/// The network with these widths, its start, and the random examples that it sees: inputs and classes.
pub(crate) fn subject(widths: &[usize], examples: usize) -> (Network, Vec<f64>, (Array2<f64>, Vec<usize>)) {
    let mut numbers = stream(1, "benches/gradient_checking", "network", 0);
    let inputs = standard_normal_matrix(&mut numbers, examples, widths[0]);
    let classes: Vec<usize> = (0..examples).map(|example| example % widths[widths.len() - 1]).collect();
    let architecture = Architecture::new(widths, Activation::Tanh, Loss::CrossEntropy);
    let targets = Targets::Classes(classes.clone());
    let network = Network::new(architecture, inputs.view(), &targets).expect("shapes fit");
    let parameters = network.initial(&Initializer::new(Scheme::LeCun), &mut numbers);
    (network, parameters, (inputs, classes))
}

/// The network without its probe.
#[derive(Clone)]
pub(crate) struct Plain(pub(crate) Network);

impl Objective for Plain {
    fn dimension(&self) -> usize {
        self.0.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        self.0.loss_and_gradient(parameters, gradient)
    }

    fn loss(&mut self, parameters: &[f64]) -> f64 {
        self.0.loss(parameters)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities> {
        Some(self)
    }
}

impl Abilities for Plain {
    fn base(&mut self) -> Option<&mut dyn Abilities> {
        self.0.abilities()
    }

    fn probe(&mut self, _: &[f64]) -> Option<Box<dyn Probe<f64> + Send>> {
        None
    }
}
