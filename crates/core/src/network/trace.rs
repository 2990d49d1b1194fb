//! What happens in each layer? All activations and derivatives of one forward and backward pass over all examples.
//!
//! D\[l] = ∂J/∂Z\[l] is what a layer hands back: ∂J/∂W\[l] = D\[l]ᵀA[l−1].
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::activation::Activation;
//! use wellposed_core::network::{Architecture, Loss, Network, Targets};
//!
//! // One linear unit: z = 3·2 + 1 = 7 for the target 5, J = ½·2², D = 2, ∂J/∂w = 2·2.
//! let architecture = Architecture::new(&[1, 1], Activation::Identity, Loss::SquaredError);
//! let network = Network::<f64>::new(architecture, array![[2.0]].view(), &Targets::column(&[5.0]))?;
//! let trace = network.trace(&[3.0, 1.0]);
//! assert_eq!((trace.pre_activations[0][[0, 0]], trace.loss, trace.deltas[0][[0, 0]]), (7.0, 2.0, 2.0));
//! assert_eq!(trace.gradient, [4.0, 2.0]);
//! # Ok::<(), wellposed_core::network::NetworkError>(())
//! ```

use ndarray::Array2;

use super::Network;
use super::pass::Pass;
use super::plan::Mode;
use crate::bits::{self, Real};

/// All layers of one pass. Matrices have a row for each example.
#[derive(Clone, Debug)]
#[must_use = "a trace changes nothing where it is taken"]
#[non_exhaustive]
pub struct Trace<T: Real = f64> {
    /// What the activations are taken of, and last the logits: z\[1], …, z\[L].
    pub pre_activations: Vec<Array2<T>>,
    /// a\[0], …, a[L−1].
    pub activations: Vec<Array2<T>>,
    /// With dropout the masks of layers 1, …, L − 1, of 0 and 1/keep; otherwise empty.
    pub masks: Vec<Array2<T>>,
    /// D\[1], …, D\[L]: the derivatives of J by W\[l]a[l−1] + b\[l]. J is a mean, so they carry a factor 1/m.
    pub deltas: Vec<Array2<T>>,
    /// The gradient, without that of the ridge.
    pub gradient: Vec<T>,
    /// J, without the ridge.
    pub loss: T,
}

impl<T: Real> Trace<T> {
    /// By which factor the mean square of ∂J/∂z changes per hidden layer backward, from layer L − 1 to layer 2 (geometric mean); none for
    /// L < 4. Layer 1 has other inputs than the rest, and layer L other units.
    pub fn backward_growth(&self) -> Option<f64> {
        let (first, last) = (2, self.deltas.len().checked_sub(1)?);
        if last <= first {
            return None;
        }
        let logarithm = |layer: usize| {
            let delta: Vec<T> = self.deltas[layer - 1].iter().copied().collect();
            2.0 * bits::ln(bits::norm(&delta).to_f64()) - bits::ln(delta.len() as f64)
        };
        Some(bits::exp((logarithm(first) - logarithm(last)) / (last - first) as f64))
    }
}

impl<T: Real> Network<T> {
    /// All layers, over all examples (whatever mini-batches were asked for), with the masks of dropout that the next evaluation takes.
    ///
    /// Without a ridge and without mini-batches the gradient is that of
    /// [`loss_and_gradient`](crate::objective::Objective::loss_and_gradient) to rounding; the examples are added in one sum here.
    ///
    /// # Panics
    /// If `parameters` has another length than the layout.
    pub fn trace(&self, parameters: &[T]) -> Trace<T> {
        self.check_parameters(parameters);
        let (plan, rows) = (&self.plan, self.examples());
        let mut pass = Pass::new(&plan.architecture, rows);
        let mut losses = vec![T::zero(); rows];
        let mut gradient = vec![T::zero(); plan.layout.dimension()];
        let examples = T::from_f64(rows as f64);
        pass.forward(plan, parameters, self.inputs.view(), Mode::Train { evaluation: self.evaluation, first: 0 });
        pass.take_loss(plan, self.targets.rows(0..rows), examples, &mut losses);
        pass.backward(plan, parameters, self.inputs.view(), &mut gradient);
        let layers = 1..=plan.architecture.depth();
        let mut activations = vec![self.inputs.clone()];
        activations.extend((1..plan.architecture.depth()).map(|layer| pass.layer(layer).output(rows).to_owned()));
        let mask = |layer| pass.layer(layer).mask(rows).map(|mask| mask.to_owned());
        let masks = (1..plan.architecture.depth()).filter_map(mask).collect();
        Trace {
            masks,
            pre_activations: layers.clone().map(|layer| pass.layer(layer).z(rows).to_owned()).collect(),
            activations,
            deltas: layers.map(|layer| pass.layer(layer).delta(rows).to_owned()).collect(),
            gradient,
            loss: bits::sum(&losses) / examples,
        }
    }
}
