//! How do activations go forward and derivatives backward through a block of examples? By two matrix products a layer, in place.
//!
//! With A\[l] of shape (m, n\[l]), one example a row:
//!
//! ```text
//! forward    Z[l] = A[l−1]W[l]ᵀ + 1b[l]ᵀ,   A[l] = g(Z[l])
//! backward   D[l] = ∂J/∂Z[l]:   ∂J/∂W[l] = D[l]ᵀA[l−1],   ∂J/∂b[l] = D[l]ᵀ1,   ∂J/∂A[l−1] = D[l]W[l],   D[l−1] = ∂J/∂A[l−1] ∘ g′(Z[l−1])
//! ```
//!
//! All room is taken when the pass is made, but for the panels of the products, which grow to the largest of them in the first pass.

use ndarray::ArrayView2;

use super::architecture::Architecture;
use super::layer::Layer;
use super::loss::TargetRows;
use super::plan::{Mode, Plan, matrix, matrix_mut};
use crate::bits::{self, Panels, Real, add_product_with, product_with};

/// The workspace of a pass over at most so many examples.
#[derive(Clone, Debug)]
pub(super) struct Pass<T> {
    layers: Vec<Layer<T>>,
    panels: Panels<T>,
}

impl<T: Real> Pass<T> {
    /// Room for `rows` examples.
    pub(super) fn new(architecture: &Architecture, rows: usize) -> Self {
        let layers = (1..=architecture.depth()).map(|layer| Layer::new(architecture, layer, rows)).collect();
        Pass { layers, panels: Panels::new() }
    }

    /// Layer l, from 1.
    pub(super) fn layer(&self, layer: usize) -> &Layer<T> {
        &self.layers[layer - 1]
    }

    /// Computes all activations for the examples in the rows of `inputs`.
    pub(super) fn forward(&mut self, plan: &Plan, parameters: &[T], inputs: ArrayView2<T>, mode: Mode) {
        for layer in 1..=self.layers.len() {
            self.forward_layer(plan, parameters, inputs, mode, layer);
        }
    }

    /// Computes z\[l] and a\[l], from a[l−1] of the call before.
    pub(super) fn forward_layer(
        &mut self,
        plan: &Plan,
        parameters: &[T],
        inputs: ArrayView2<T>,
        mode: Mode,
        number: usize,
    ) {
        let rows = inputs.nrows();
        let (before, rest) = self.layers.split_at_mut(number - 1);
        let layer = &mut rest[0];
        let previous = before.last().map_or(inputs, |before| before.output(rows));
        let (width, count) = (layer.width, rows * layer.width);
        let z = matrix_mut(&mut layer.z[..count], rows, width);
        product_with(&mut self.panels, previous, plan.layout.weights(number).of(parameters).t(), z);
        let second = &parameters[plan.layout.second(number).range.clone()];
        if let (Some(normalized), Some(kind)) = (&mut layer.normalized, plan.architecture.normalization) {
            let shift = &parameters[plan.layout.third(number).range.clone()];
            let own = mode != Mode::Predict { own_statistics: false };
            normalized.forward(kind, &mut layer.z[..count], width, [second, shift], own);
        } else {
            bits::add_row(&mut layer.z[..count], second);
        }
        if !layer.value.is_empty() {
            layer.activate(plan, number, previous, mode);
        }
    }

    /// Writes the loss of each example, and starts the backward pass with the derivatives of J, a mean over `examples`.
    pub(super) fn take_loss(&mut self, plan: &Plan, targets: TargetRows<T>, examples: T, losses: &mut [T]) {
        let last = self.layers.last_mut().expect("a network has a layer");
        let count = losses.len() * last.width;
        let (logits, delta) = (&last.z[..count], &mut last.delta[..count]);
        plan.architecture.loss.evaluate(logits, last.width, targets, examples, losses, delta);
    }

    /// The first layer where a number is not finite, in the first `rows` examples.
    pub(super) fn first_broken_layer(&self, rows: usize) -> Option<usize> {
        let broken = |layer: &Layer<T>| layer.z(rows).iter().any(|z| !z.is_finite());
        self.layers.iter().position(broken).map(|index| index + 1)
    }

    /// ∂J/∂z\[L], to be set before a backward pass.
    pub(super) fn last_delta(&mut self) -> &mut [T] {
        &mut self.layers.last_mut().expect("a network has a layer").delta
    }

    /// Adds the gradient of the same examples, from ∂J/∂z\[L] back.
    pub(super) fn backward(&mut self, plan: &Plan, parameters: &[T], inputs: ArrayView2<T>, gradient: &mut [T]) {
        let rows = inputs.nrows();
        for number in (1..=self.layers.len()).rev() {
            let (before, rest) = self.layers.split_at_mut(number - 1);
            let layer = &mut rest[0];
            let (adds_input, count) = (plan.architecture.adds_input(number), rows * layer.width);
            if let (true, Some(before)) = (adds_input, before.last_mut()) {
                before.delta[..count].copy_from_slice(&layer.delta[..count]);
            }
            if !layer.value.is_empty() {
                layer.differentiate(plan, number, parameters, rows, gradient);
            }
            let delta = matrix(&layer.delta[..count], rows, layer.width);
            let previous = before.last().map_or(inputs, |before| before.output(rows));
            let weights = plan.layout.weights(number);
            add_product_with(&mut self.panels, delta.t(), previous, weights.of_mut(gradient));
            if layer.normalized.is_none() {
                bits::add_rows(&mut gradient[plan.layout.second(number).range.clone()], &layer.delta[..count]);
            }
            if let Some(before) = before.last_mut() {
                let width = before.width;
                let out = matrix_mut(&mut before.delta[..rows * width], rows, width);
                if adds_input {
                    add_product_with(&mut self.panels, delta, weights.of(parameters), out);
                } else {
                    product_with(&mut self.panels, delta, weights.of(parameters), out);
                }
            }
        }
    }
}
