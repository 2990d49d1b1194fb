//! Which examples does the next step see? The next few of a random order.
//!
//! With m examples and batches of size b an order serves ⌊m/b⌋ steps; the m mod b examples at its end wait for the next
//! order.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::activation::Activation;
//! use wellposed_core::bits::streams::stream;
//! use wellposed_core::network::{Architecture, Loss, Network, Targets};
//! use wellposed_core::objective::Objective;
//!
//! // z = 0 for the targets 1 and 3: the losses ½ and 4½ come one at a time, in either order, and again.
//! let architecture = Architecture::new(&[1, 1], Activation::Identity, Loss::SquaredError);
//! let mut network = Network::<f64>::new(architecture, array![[1.0], [1.0]].view(), &Targets::column(&[1.0, 3.0]))?;
//! network.mini_batches(1, stream(1, "example", "batches", 0))?;
//! for _epoch in 0..3 {
//!     let losses = [network.loss(&[0.0, 0.0]), network.loss(&[0.0, 0.0])];
//!     assert!(losses == [0.5, 4.5] || losses == [4.5, 0.5]);
//! }
//! # Ok::<(), wellposed_core::network::NetworkError>(())
//! ```

use ndarray::Array2;

use super::Targets;
use crate::bits::Real;
use crate::bits::streams::Stream;
use rand::seq::SliceRandom;

/// A cursor over the examples in random order, with a copy of those it stands at.
#[derive(Clone, Debug)]
pub(super) struct Batches<T> {
    stream: Stream,
    order: Vec<usize>,
    /// Where in `order` the next batch starts.
    next: usize,
    inputs: Array2<T>,
    targets: Targets<T>,
}

impl<T: Real> Batches<T> {
    /// Batches of `size` examples.
    pub(super) fn new(size: usize, inputs: &Array2<T>, targets: &Targets<T>, stream: Stream) -> Self {
        let order: Vec<usize> = (0..inputs.nrows()).collect();
        let targets = match targets {
            Targets::Classes(_) => Targets::Classes(vec![0; size]),
            Targets::Values(values) => Targets::Values(Array2::zeros((size, values.ncols()))),
        };
        Batches { stream, next: order.len(), order, inputs: Array2::zeros((size, inputs.ncols())), targets }
    }

    /// How many examples are in a batch.
    pub(super) fn size(&self) -> usize {
        self.inputs.nrows()
    }

    /// The next batch of these examples.
    pub(super) fn next(&mut self, inputs: &Array2<T>, targets: &Targets<T>) -> (&Array2<T>, &Targets<T>) {
        let size = self.size();
        if self.next + size > self.order.len() {
            self.order.shuffle(&mut self.stream);
            self.next = 0;
        }
        let chosen = &self.order[self.next..self.next + size];
        self.next += size;
        for (mut row, &example) in self.inputs.rows_mut().into_iter().zip(chosen) {
            row.assign(&inputs.row(example));
        }
        self.targets.gather(targets, chosen);
        (&self.inputs, &self.targets)
    }
}
