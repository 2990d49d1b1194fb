//! What does a deep network compute, and what is its gradient? Dense layers, forward and backward by matrix products.
//!
//! A [`Network`] is an [`Architecture`] bound to its examples: an [`Objective`](crate::objective::Objective) like least squares, a function of one flat vector of
//! parameters. [`Network::initial`] draws a start, [`descend`](crate::descent::descend) trains.
//!
//! | file | answers |
//! |---|---|
//! | `architecture.rs` | Which layers are there, and what may be added to them? |
//! | `layout.rs` | Where does each weight lie? |
//! | `loss.rs` | Which loss is taken of the last layer? |
//! | `start.rs` | Where does training start? |
//! | `evaluate.rs`, `lane.rs` | In which order are examples added up? |
//! | `ridge.rs` | What does the ridge add? |
//! | `pass.rs`, `plan.rs` | How do a block of examples go forward and backward? |
//! | `layer.rs` | What does one layer do to them? |
//! | `normalization.rs` | How is a layer normalized? |
//! | `batches.rs` | Which examples does the next step see? |
//! | `predict.rs` | What does it answer to new examples? |
//! | `probe.rs` | What is the loss if one parameter is another? |
//! | `trace.rs` | What happens in each layer? |
//! | `expectation.rs` | What is the loss with dropout, as a mean over all masks? |
//! | `curvature.rs` | What is the Gauss–Newton matrix? |
//! | `abilities.rs` | What does it know besides its loss and gradient? |
//!
//! Errors are in `error.rs`. The bits of a gradient do not depend on the number of threads, see `evaluate.rs`.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::activation::Activation;
//! use wellposed_core::bits::streams::stream;
//! use wellposed_core::descent::{Method, Outcome, descend};
//! use wellposed_core::initialize::{Initializer, Scheme};
//! use wellposed_core::network::{Architecture, Loss, Network, Targets};
//!
//! // Exclusive or.
//! let inputs = array![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
//! let architecture = Architecture::new(&[2, 8, 2], Activation::Tanh, Loss::CrossEntropy);
//! let mut network = Network::<f64>::new(architecture, inputs.view(), &Targets::Classes(vec![0, 1, 1, 0]))?;
//! let start = network.initial(&Initializer::new(Scheme::LeCun), &mut stream(1, "example", "weights", 0));
//! let run = descend(&mut network, &start, Method::adam(0.1), 500, |_, loss| loss < 0.01);
//! assert_eq!(run.outcome, Outcome::Converged);
//! assert_eq!(network.accuracy(&run.parameters), 1.0);
//! # Ok::<(), wellposed_core::network::NetworkError>(())
//! ```

mod abilities;
mod architecture;
mod batches;
mod curvature;
mod error;
mod evaluate;
mod expectation;
mod lane;
mod layer;
mod layout;
mod loss;
mod normalization;
mod pass;
mod plan;
mod predict;
mod probe;
mod ridge;
mod start;
#[cfg(test)]
mod tests;
mod trace;

pub use crate::objective::{Block, Kind};
pub use architecture::{Architecture, Dropout, Normalization};
pub use error::NetworkError;
pub use expectation::Expected;
pub use layout::Layout;
pub use loss::{Loss, Targets};
pub use trace::Trace;

use ndarray::{Array2, ArrayView2};

use crate::bits::Real;
use crate::bits::streams::Stream;
use batches::Batches;
use lane::Lane;
use plan::Plan;

/// A network with the examples that it learns from.
#[derive(Clone, Debug)]
pub struct Network<T: Real = f64> {
    plan: Plan,
    inputs: Array2<T>,
    targets: Targets<T>,
    batches: Option<Batches<T>>,
    /// Empty before the first evaluation.
    lanes: Vec<Lane<T>>,
    /// The loss of each example of the last evaluation.
    losses: Vec<T>,
    /// Which masks of dropout the next evaluation takes.
    evaluation: u64,
    frozen: bool,
}

impl<T: Real> Network<T> {
    /// The network for inputs of shape (m, n\[0]) and m targets.
    ///
    /// # Errors
    /// A plan that no network can have, no examples, shapes that do not fit, or a number that is not finite or not allowed.
    pub fn new(
        architecture: Architecture,
        inputs: ArrayView2<f64>,
        targets: &Targets,
    ) -> Result<Network<T>, NetworkError> {
        architecture.check()?;
        let widths = architecture.widths();
        let (examples, columns) = inputs.dim();
        if columns != widths[0] {
            return Err(NetworkError::Inputs { columns, width: widths[0] });
        }
        if examples != targets.len() {
            return Err(NetworkError::Lengths { examples, targets: targets.len() });
        }
        if examples == 0 {
            return Err(NetworkError::Empty);
        }
        // In the precision of the network: 10³⁹ is infinite in single precision.
        let inputs = inputs.mapv(T::from_f64).as_standard_layout().into_owned();
        if let Some(((row, column), value)) = inputs.indexed_iter().find(|(_, value)| !value.is_finite()) {
            return Err(NetworkError::Input { example: row + 1, column: column + 1, value: value.to_f64() });
        }
        let targets = targets.cast::<T>();
        targets.check(architecture.loss(), widths[widths.len() - 1])?;
        if examples < 2 && architecture.sees_all_examples() {
            return Err(NetworkError::BatchStatistics);
        }
        let layout = Layout::of(&architecture);
        Ok(Network {
            plan: Plan { architecture, layout },
            inputs,
            targets,
            batches: None,
            lanes: Vec::new(),
            losses: Vec::new(),
            evaluation: 0,
            frozen: false,
        })
    }

    /// The plan.
    pub fn architecture(&self) -> &Architecture {
        &self.plan.architecture
    }

    /// Where each parameter lies.
    pub fn layout(&self) -> &Layout {
        &self.plan.layout
    }

    /// m, the number of examples.
    pub fn examples(&self) -> usize {
        self.inputs.nrows()
    }

    /// Lets each evaluation see the next `size` examples in an order that is drawn anew when all have been seen; examples that no longer fill
    /// a batch wait for the next order.
    ///
    /// # Errors
    /// If `size` is 0 or larger than the number of examples, or 1 with batch normalization.
    pub fn mini_batches(&mut self, size: usize, stream: Stream) -> Result<(), NetworkError> {
        let examples = self.examples();
        if size == 0 || size > examples {
            return Err(NetworkError::Batch { size, examples });
        }
        if size < 2 && self.plan.architecture.sees_all_examples() {
            return Err(NetworkError::BatchStatistics);
        }
        self.batches = Some(Batches::new(size, &self.inputs, &self.targets, stream));
        self.lanes.clear();
        Ok(())
    }

    /// Lets every evaluation take the masks of dropout of the one with this number, so that the loss is a function again. Without it
    /// the k-th evaluation takes the k-th masks, from 0.
    pub fn freeze_masks(&mut self, evaluation: u64) {
        (self.evaluation, self.frozen) = (evaluation, true);
    }

    fn check_parameters(&self, parameters: &[T]) {
        assert_eq!(parameters.len(), self.plan.layout.dimension(), "number of parameters of the network");
    }
}
