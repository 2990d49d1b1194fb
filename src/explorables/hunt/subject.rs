//! What is checked? A gradient, right or with a bug of the catalogue, beside a loss, which may lack the regularization that the gradient has.

use crate::gradcheck::catalogue::{Bug, Mutant};
use crate::network::Network;
use crate::objective::{Abilities, Objective};

/// A gradient beside the loss that it is checked by.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    tested: Tested,
    /// The loss, if it is another than that of the gradient.
    loss: Option<Network>,
}

/// Whose gradient it is.
#[derive(Clone, Debug)]
enum Tested {
    Right(Network),
    Wrong(Mutant),
}

impl Tested {
    fn objective(&mut self) -> &mut dyn Objective {
        match self {
            Tested::Right(network) => network,
            Tested::Wrong(mutant) => mutant,
        }
    }
}

impl Subject {
    /// The gradient of this network, with this bug if there is one.
    pub(super) fn new(network: Network, bug: Option<Bug>, loss: Option<Network>) -> Subject {
        let tested = match bug {
            Some(_) => Tested::Wrong(Mutant::new(network, bug)),
            None => Tested::Right(network),
        };
        Subject { tested, loss }
    }

    /// The network whose gradient is checked.
    pub(super) fn network(&self) -> &Network {
        match &self.tested {
            Tested::Right(network) => network,
            Tested::Wrong(mutant) => mutant.network(),
        }
    }
}

impl Objective for Subject {
    fn dimension(&self) -> usize {
        self.network().layout().dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        let own = self.tested.objective().loss_and_gradient(parameters, gradient);
        self.loss.as_mut().map_or(own, |network| network.loss(parameters))
    }

    fn loss(&mut self, parameters: &[f64]) -> f64 {
        match &mut self.loss {
            Some(network) => network.loss(parameters),
            None => self.tested.objective().loss(parameters),
        }
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities> {
        Some(self)
    }
}

/// Those of the loss; but both draw masks.
impl Abilities for Subject {
    fn base(&mut self) -> Option<&mut dyn Abilities> {
        match &mut self.loss {
            Some(network) => network.abilities(),
            None => self.tested.objective().abilities(),
        }
    }

    fn freeze(&mut self, seed: u64) -> bool {
        let own = self.tested.objective().abilities().freeze(seed);
        self.loss.as_mut().is_none_or(|network| network.abilities().freeze(seed)) && own
    }

    fn repeats(&mut self) -> bool {
        let own = self.tested.objective().abilities().repeats();
        self.loss.as_mut().is_none_or(|network| network.abilities().repeats()) && own
    }
}
