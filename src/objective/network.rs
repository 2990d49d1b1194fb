//! What is the loss of a small network? One hidden layer of tanh, one logistic output, mean log loss, ridge on the weights.
//!
//! With X of shape (m, n) and h hidden units: A = tanh(XW₁ᵀ + 1b₁ᵀ), t = Aw₂ + b₂, p = σ(t),
//! J = mean log loss(p, y) + (λ/2)(‖W₁‖² + ‖w₂‖²). Backward, with δ = (p − y)/m and D = δw₂ᵀ ∘ (1 − A²):
//!
//! ∂w₂ = Aᵀδ + λw₂, ∂b₂ = Σδ, ∂W₁ = DᵀX + λW₁, ∂b₁ = Dᵀ1.
//!
//! **Layout.** One flat slice [W₁ by rows (h·n), b₁ (h), w₂ (h), b₂ (1)].
//!
//! **Curvature.** The Hessian of a network need not be positive; the generalized Gauss–Newton matrix
//! (1/m)Σ p(1−p)·∇t∇tᵀ + λ (Schraudolph 2002) is. It is the Hessian of the loss with the network linearized in its parameters, and
//! equals the Hessian where the linearization is exact, as for w₂ and b₂.
//!
//! ```
//! use ndarray::array;
//! use wellposed::bits::streams::stream;
//! use wellposed::objective::{Network, Objective};
//!
//! let network = Network::new(array![[0.0, 1.0], [1.0, 0.0]].view(), array![0.0, 1.0].view(), 3, 1e-3)?;
//! assert_eq!(network.dimension(), 3 * 2 + 3 + 3 + 1);
//! assert_eq!(network.initial(&mut stream(1, "example", "weights", 0)).len(), 13);
//! # Ok::<(), wellposed::objective::ObjectiveError>(())
//! ```

use super::log_loss::{LogLoss, add_ridge, root_curvature};
use super::{Objective, ObjectiveError, require, require_ridge};
use crate::bits::{self, elementwise, streams};
use ndarray::{Array2, ArrayView1, ArrayView2, ArrayViewMut2, s};

/// A network with one hidden layer.
#[derive(Clone, Debug)]
pub struct Network {
    features: Array2<f64>,
    log_loss: LogLoss,
    hidden: usize,
    ridge: f64,
    /// A, shape (m, h).
    activations: Array2<f64>,
    /// D, shape (m, h).
    backward: Array2<f64>,
    /// t, then δ.
    logits: Vec<f64>,
    ones: Vec<f64>,
}

impl Network {
    /// The objective for features of shape (m, n), m labels that are 0 or 1, and `hidden` ≥ 1 units.
    ///
    /// # Errors
    /// No examples, lengths that differ, a value that is not finite, another label, no hidden unit, or a negative ridge.
    pub fn new(
        features: ArrayView2<f64>,
        labels01: ArrayView1<f64>,
        hidden: usize,
        ridge: f64,
    ) -> Result<Network, ObjectiveError> {
        require(features, labels01)?;
        require_ridge(ridge)?;
        if hidden == 0 {
            return Err(ObjectiveError::Setting {
                name: "the number of hidden units",
                value: 0.0,
                needed: "at least 1",
            });
        }
        let m = features.nrows();
        Ok(Network {
            features: features.as_standard_layout().into_owned(),
            log_loss: LogLoss::new(labels01)?,
            hidden,
            ridge,
            activations: Array2::zeros((m, hidden)),
            backward: Array2::zeros((m, hidden)),
            logits: vec![0.0; m],
            ones: vec![1.0; m],
        })
    }

    /// Initial parameters: weights normal with mean 0 and variance 1/(number of inputs of the layer), biases 0.
    pub fn initial(&self, stream: &mut streams::Stream) -> Vec<f64> {
        let mut parameters = vec![0.0; self.dimension()];
        let inputs = self.features.ncols();
        let [first, _, second, _] = self.split_mut(&mut parameters);
        for (weights, inputs) in [(first, inputs), (second, self.hidden)] {
            let deviation = (1.0 / inputs.max(1) as f64).sqrt();
            weights.fill_with(|| deviation * streams::standard_normal(stream));
        }
        parameters
    }

    /// [W₁, b₁, w₂, b₂] of a flat slice.
    fn split<'a>(&self, flat: &'a [f64]) -> [&'a [f64]; 4] {
        let (first, rest) = flat.split_at(self.hidden * self.features.ncols());
        let (first_bias, rest) = rest.split_at(self.hidden);
        let (second, second_bias) = rest.split_at(self.hidden);
        [first, first_bias, second, second_bias]
    }

    /// The same, to be written to.
    fn split_mut<'a>(&self, flat: &'a mut [f64]) -> [&'a mut [f64]; 4] {
        let (first, rest) = flat.split_at_mut(self.hidden * self.features.ncols());
        let (first_bias, rest) = rest.split_at_mut(self.hidden);
        let (second, second_bias) = rest.split_at_mut(self.hidden);
        [first, first_bias, second, second_bias]
    }

    /// Fills `activations` and `logits`.
    fn forward(&mut self, parameters: &[f64]) {
        assert_eq!(parameters.len(), self.dimension(), "number of parameters of the network");
        let [first, first_bias, second, second_bias] = self.split(parameters);
        let first = matrix(first, self.hidden, self.features.ncols());
        bits::product_into(self.features.view(), first.t(), self.activations.view_mut());
        for mut row in self.activations.rows_mut() {
            row.iter_mut().zip(first_bias).for_each(|(sum, bias)| *sum += bias);
        }
        if let Some(activations) = self.activations.as_slice_mut() {
            elementwise::tanh(activations);
        }
        bits::matrix_vector(self.activations.view(), second, &mut self.logits);
        self.logits.iter_mut().for_each(|logit| *logit += second_bias[0]);
    }

    /// `backward` = scale·w₂ᵀ ∘ (1 − A²), one scale for each example.
    fn fill_backward(&mut self, second: &[f64]) {
        for ((mut row, activations), scale) in
            self.backward.rows_mut().into_iter().zip(self.activations.rows()).zip(&self.logits)
        {
            for ((entry, activation), weight) in row.iter_mut().zip(activations).zip(second) {
                *entry = scale * weight * (1.0 - activation * activation);
            }
        }
    }
}

/// A flat slice as a matrix by rows.
fn matrix(flat: &[f64], rows: usize, columns: usize) -> ArrayView2<'_, f64> {
    ArrayView2::from_shape((rows, columns), flat).expect("the slice was cut to this length")
}

impl Objective for Network {
    fn dimension(&self) -> usize {
        self.hidden * (self.features.ncols() + 2) + 1
    }

    fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        assert_eq!(gradient.len(), self.dimension(), "length of the gradient of the network");
        self.forward(parameters);
        let loss = self.log_loss.evaluate(&mut self.logits);
        let [first, _, second, _] = self.split(parameters);
        self.fill_backward(second);
        let shape = (self.hidden, self.features.ncols());
        let [first_gradient, first_bias, second_gradient, second_bias] = self.split_mut(gradient);
        let out = ArrayViewMut2::from_shape(shape, &mut *first_gradient).expect("the slice was cut to this length");
        bits::product_into(self.backward.t(), self.features.view(), out);
        bits::matrix_vector(self.backward.t(), &self.ones, first_bias);
        bits::matrix_vector(self.activations.t(), &self.logits, second_gradient);
        second_bias[0] = bits::sum(&self.logits);
        loss + add_ridge(self.ridge, first, first_gradient) + add_ridge(self.ridge, second, second_gradient)
    }

    fn curvature(&mut self, parameters: &[f64]) -> Array2<f64> {
        self.forward(parameters);
        // Rows √(p(1−p)/m)·∇t: the same backward pass with these scales for δ.
        self.logits = root_curvature(&self.logits);
        let [_, _, second, _] = self.split(parameters);
        self.fill_backward(second);
        let (h, n) = (self.hidden, self.features.ncols());
        let mut jacobian = Array2::zeros((self.features.nrows(), self.dimension()));
        for (example, mut row) in jacobian.rows_mut().into_iter().enumerate() {
            let (backward, scale) = (self.backward.row(example), self.logits[example]);
            for unit in 0..h {
                let inputs = &self.features.row(example) * backward[unit];
                row.slice_mut(s![unit * n..(unit + 1) * n]).assign(&inputs);
            }
            row.slice_mut(s![h * n..h * (n + 1)]).assign(&backward);
            row.slice_mut(s![h * (n + 1)..h * (n + 2)]).assign(&(&self.activations.row(example) * scale));
            row[h * (n + 2)] = scale;
        }
        let mut curvature = bits::product(jacobian.t(), jacobian.view());
        let is_weight = |index: usize| index < h * n || (h * (n + 1)..h * (n + 2)).contains(&index);
        let ridge = self.ridge;
        curvature.diag_mut().indexed_iter_mut().filter(|(index, _)| is_weight(*index)).for_each(|(_, x)| *x += ridge);
        curvature
    }
}

#[cfg(test)]
mod tests;
