//! How much work is a check? A network that counts its evaluations and the products that they take.
//!
//! With S = Σ n\[l]·n[l−1] a forward pass over m examples takes mS products of two numbers. Backward takes twice as many, but for the derivative by the
//! input that nobody needs: m(2S − n\[0]n\[1]). A moved weight of layer l < L costs one new pre-activation, one column of W[l+1], and all layers above:
//! m(1 + n[l+1] + Σ_{k > l+1} n\[k]n[k−1]); one of the last layer costs m. Additions of biases and activations are not counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::network::{Block, Network};
use crate::objective::{Abilities, Objective, Probe};

/// Evaluations of the loss, and products.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    pub(super) evaluations: u64,
    pub(super) products: u64,
}

#[derive(Debug, Default)]
struct Counters {
    evaluations: AtomicU64,
    products: AtomicU64,
}

impl Counters {
    // Sums of integers do not depend on the order of the threads.
    fn add(&self, products: u64) {
        self.evaluations.fetch_add(1, Ordering::Relaxed);
        self.products.fetch_add(products, Ordering::Relaxed);
    }
}

/// A network whose clones all count into one tally.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    network: Network,
    counters: Arc<Counters>,
    /// Whether it offers the quick way to the loss with one parameter moved.
    pub(super) probes: bool,
}

impl Counted {
    pub(super) fn new(network: Network) -> Self {
        Counted { network, counters: Arc::default(), probes: true }
    }

    pub(super) fn network(&self) -> &Network {
        &self.network
    }

    /// What was counted since the last call.
    pub(super) fn take(&self) -> Tally {
        let take = |counter: &AtomicU64| counter.swap(0, Ordering::Relaxed);
        Tally { evaluations: take(&self.counters.evaluations), products: take(&self.counters.products) }
    }

    /// n\[k]·n[k−1] for k = 1, …, L, times m.
    fn layers(&self) -> Vec<u64> {
        let examples = self.network.examples();
        self.network.architecture().widths().windows(2).map(|pair| (examples * pair[0] * pair[1]) as u64).collect()
    }

    /// The products of the loss with a parameter of each layer moved.
    fn moved(&self) -> Vec<u64> {
        let (layers, examples) = (self.layers(), self.network.examples() as u64);
        let widths = self.network.architecture().widths();
        let above = |layer: usize| widths.get(layer + 1).map_or(0, |&width| examples * width as u64);
        (1..=layers.len()).map(|l| examples + above(l) + layers.iter().skip(l + 1).sum::<u64>()).collect()
    }
}

impl Objective for Counted {
    fn dimension(&self) -> usize {
        self.network.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        let layers = self.layers();
        self.counters.add(3 * layers.iter().sum::<u64>() - layers[0]);
        self.network.loss_and_gradient(parameters, gradient)
    }

    fn loss(&mut self, parameters: &[f64]) -> f64 {
        self.counters.add(self.layers().iter().sum());
        self.network.loss(parameters)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities> {
        Some(self)
    }
}

impl Abilities for Counted {
    fn base(&mut self) -> Option<&mut dyn Abilities> {
        self.network.abilities()
    }

    /// The pass that each probe begins with is not counted: there is one for each thread.
    fn probe(&mut self, parameters: &[f64]) -> Option<Box<dyn Probe<f64> + Send>> {
        let probe = self.probes.then(|| self.network.probe(parameters)).flatten()?;
        let (blocks, moved) = (self.network.blocks(), self.moved());
        Some(Box::new(CountedProbe { probe, blocks, moved, counters: Arc::clone(&self.counters) }))
    }
}

struct CountedProbe {
    probe: Box<dyn Probe<f64> + Send>,
    blocks: Vec<Block>,
    moved: Vec<u64>,
    counters: Arc<Counters>,
}

impl Probe<f64> for CountedProbe {
    fn loss_with(&mut self, index: usize, value: f64) -> f64 {
        let block = self.blocks.iter().find(|block| block.range.contains(&index)).expect("a parameter of a block");
        self.counters.add(self.moved[block.layer - 1]);
        self.probe.loss_with(index, value)
    }
}
