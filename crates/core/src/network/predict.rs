//! What does a trained network answer? Its logits for any inputs, and how many of its own examples it gets right.
//!
//! An example is right if z_y > zₖ for every other class k; for one logistic unit, if z > 0 and y = 1, or z ≤ 0 and y =
//! 0.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::activation::Activation;
//! use wellposed_core::network::{Architecture, Loss, Network, Targets};
//!
//! // z = x − 1: right for 0 and 3, wrong for 2.
//! let architecture = Architecture::new(&[1, 1], Activation::Identity, Loss::Logistic);
//! let targets = Targets::column(&[0.0, 0.0, 1.0]);
//! let network = Network::<f64>::new(architecture, array![[0.0], [2.0], [3.0]].view(), &targets)?;
//! assert_eq!(network.predict(&[1.0, -1.0], array![[5.0]].view()), array![[4.0]]);
//! assert_eq!(network.accuracy(&[1.0, -1.0]), 2.0 / 3.0);
//! # Ok::<(), wellposed_core::network::NetworkError>(())
//! ```

use ndarray::{Array2, ArrayView2, Axis};

use super::pass::Pass;
use super::plan::{BLOCK, Mode};
use super::{Loss, Network, Targets};
use crate::bits::Real;

impl<T: Real> Network<T> {
    /// z\[L] for each row of `inputs`, shape (rows, n\[L]): logits, without dropout, and with the batch statistics of the
    /// network's own examples.
    ///
    /// # Panics
    /// If `parameters` or the rows of `inputs` have another length.
    pub fn predict(&self, parameters: &[T], inputs: ArrayView2<T>) -> Array2<T> {
        self.check_parameters(parameters);
        assert_eq!(inputs.ncols(), self.inputs.ncols(), "columns of the inputs to predict from");
        let (depth, sees_all) = (self.plan.architecture.depth(), self.plan.architecture.sees_all_examples());
        let block = if sees_all { self.examples().max(BLOCK) } else { BLOCK };
        let mut pass = Pass::new(&self.plan.architecture, block);
        if sees_all {
            pass.forward(&self.plan, parameters, self.inputs.view(), Mode::Predict { own_statistics: true });
        }
        let mut logits = Array2::zeros((inputs.nrows(), self.plan.architecture.widths()[depth]));
        for (inputs, mut out) in
            inputs.axis_chunks_iter(Axis(0), block).zip(logits.axis_chunks_iter_mut(Axis(0), block))
        {
            pass.forward(&self.plan, parameters, inputs, Mode::Predict { own_statistics: false });
            out.assign(&pass.layer(depth).z(inputs.nrows()));
        }
        logits
    }

    /// The share of the network's own examples that it puts in the right class: the largest logit, or for one logistic unit its sign.
    /// A tie for the largest is not right, and a NaN never is. With the squared error there are no classes, and the share is 0.
    ///
    /// # Panics
    /// If `parameters` has another length than the layout.
    pub fn accuracy(&self, parameters: &[T]) -> f64 {
        let logits = self.predict(parameters, self.inputs.view());
        let right = |example: usize| match (&self.targets, self.plan.architecture.loss()) {
            (Targets::Classes(classes), _) => {
                let (row, class) = (logits.row(example), classes[example]);
                row[class].is_finite() && row.iter().enumerate().all(|(other, &z)| other == class || z < row[class])
            }
            (Targets::Values(values), Loss::Logistic) => {
                let z = logits[[example, 0]];
                z.is_finite() && (z > T::zero()) == (values[[example, 0]] > T::zero())
            }
            _ => false,
        };
        let examples = self.examples();
        (0..examples).filter(|&example| right(example)).count() as f64 / examples as f64
    }
}
