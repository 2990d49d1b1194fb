//! What does a network know besides its loss and gradient? All that an objective can offer.

use ndarray::Array2;

use super::{Network, curvature, probe};
use crate::bits::Real;
use crate::objective::{Abilities, Block, Probe};

impl<T: Real> Abilities<T> for Network<T> {
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        None
    }

    fn blocks(&mut self) -> Vec<Block> {
        self.plan.layout.blocks().to_vec()
    }

    fn pre_activations(&mut self, parameters: &[T], inputs: &mut Vec<T>) -> bool {
        inputs.clear();
        if !self.plan.architecture.activation().has_kink() {
            return false;
        }
        let trace = self.trace(parameters);
        let hidden = self.plan.architecture.depth() - 1;
        trace.pre_activations[..hidden].iter().for_each(|z| inputs.extend(z.iter().copied()));
        hidden > 0
    }

    /// The data's share and the ridge's.
    fn terms(&mut self, parameters: &[T]) -> Vec<(&'static str, T)> {
        let ridge = self.add_ridge(parameters, None);
        vec![("data", self.trace(parameters).loss), ("ridge", ridge)]
    }

    fn freeze(&mut self, seed: u64) -> bool {
        self.freeze_masks(seed);
        self.repeats()
    }

    fn probe(&mut self, parameters: &[T]) -> Option<Box<dyn Probe<T> + Send>> {
        probe::probe(self, parameters).map(|probe| Box::new(probe) as Box<dyn Probe<T> + Send>)
    }

    fn curvature(&mut self, parameters: &[T]) -> Option<Array2<f64>> {
        curvature::gauss_newton(self, parameters)
    }

    fn repeats(&mut self) -> bool {
        self.batches.is_none() && (self.frozen || self.plan.architecture.dropout.is_none())
    }

    fn broken_layer(&mut self, gradient: &[T]) -> Option<usize> {
        let forward = self.lanes.iter().filter_map(|lane| lane.broken).min();
        // Backward from the last layer: what broke first lies last.
        forward.or_else(|| self.plan.layout.layer_of(gradient.iter().rposition(|entry| !entry.is_finite())?))
    }
}
