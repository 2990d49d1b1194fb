//! What does one layer do to a block of examples? It applies the activation, the mask of dropout and the residual connection, and takes their
//! derivatives on the way back.
//!
//! ```text
//! a[l] = g(z[l]) ∘ mask/keep + a[l−1]        ∂J/∂z[l] = ∂J/∂a[l] ∘ mask/keep ∘ g′(z[l])
//! ```
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::activation::Activation;
//! use wellposed_core::network::{Architecture, Loss, Network, Targets};
//!
//! // W[1] = 2, b[1] = 0 at x = 3: g(6) with ReLU, and 3 added by the residual connection. W[2] = 1, b[2] = 0.
//! let architecture = Architecture::new(&[1, 1, 1], Activation::Relu, Loss::SquaredError).residual();
//! let network = Network::<f64>::new(architecture, array![[3.0]].view(), &Targets::column(&[8.0]))?;
//! let trace = network.trace(&[2.0, 0.0, 1.0, 0.0]);
//! assert_eq!(trace.activations[1], array![[9.0]]);
//! // z[2] − y = 1 goes back through W[2] = 1 and g′(6) = 1.
//! assert_eq!((trace.deltas[0].clone(), trace.gradient), (array![[1.0]], vec![3.0, 1.0, 9.0, 1.0]));
//! # Ok::<(), wellposed_core::network::NetworkError>(())
//! ```

use ndarray::ArrayView2;

use super::architecture::{Architecture, Dropout};
use super::normalization::Normalized;
use super::plan::{BLOCK, Mode, Plan, matrix};
use crate::bits::Real;
use crate::bits::streams::{bernoulli, numbered_stream};

/// A layer's part of the workspace; matrices lie by rows, one for each example.
#[derive(Clone, Debug)]
pub(super) struct Layer<T> {
    pub(super) width: usize,
    /// What the activation is taken of.
    pub(super) z: Vec<T>,
    pub(super) normalized: Option<Normalized<T>>,
    /// g(z).
    pub(super) value: Vec<T>,
    /// 0 or 1/keep, with dropout.
    mask: Option<Vec<T>>,
    /// a\[l], where it is not g(z).
    output: Option<Vec<T>>,
    /// ∂J/∂a\[l], then ∂J/∂z\[l].
    pub(super) delta: Vec<T>,
}

impl<T: Real> Layer<T> {
    pub(super) fn new(architecture: &Architecture, layer: usize, rows: usize) -> Self {
        let width = architecture.widths()[layer];
        let (hidden, zeros) = (layer < architecture.depth(), || zeros(rows * width));
        let differs = hidden && (architecture.dropout.is_some() || architecture.adds_input(layer));
        Layer {
            width,
            z: zeros(),
            normalized: (hidden && architecture.normalization.is_some()).then(|| Normalized::new(rows, width)),
            value: if hidden { zeros() } else { Vec::new() },
            mask: (hidden && architecture.dropout.is_some()).then(zeros),
            output: differs.then(zeros),
            delta: zeros(),
        }
    }

    fn view<'a>(&self, values: &'a [T], rows: usize) -> ArrayView2<'a, T> {
        matrix(&values[..rows * self.width], rows, self.width)
    }

    /// What the activation is taken of, and in the last layer the logits.
    pub(super) fn z(&self, rows: usize) -> ArrayView2<'_, T> {
        self.view(&self.z, rows)
    }

    /// g(z\[l]) of a hidden layer.
    pub(super) fn value(&self, rows: usize) -> ArrayView2<'_, T> {
        self.view(&self.value, rows)
    }

    /// a\[l] of a hidden layer.
    pub(super) fn output(&self, rows: usize) -> ArrayView2<'_, T> {
        self.view(self.output.as_ref().unwrap_or(&self.value), rows)
    }

    /// The mask of dropout of the last forward pass, where there is one.
    pub(super) fn mask(&self, rows: usize) -> Option<ArrayView2<'_, T>> {
        self.mask.as_ref().map(|mask| self.view(mask, rows))
    }

    /// ∂J/∂z\[l], after the backward pass.
    pub(super) fn delta(&self, rows: usize) -> ArrayView2<'_, T> {
        self.view(&self.delta, rows)
    }

    /// a\[l] from z\[l] and a[l−1].
    pub(super) fn activate(&mut self, plan: &Plan, layer: usize, previous: ArrayView2<T>, mode: Mode) {
        let count = previous.nrows() * self.width;
        plan.architecture.activation.apply(&self.z[..count], &mut self.value[..count]);
        let Some(output) = &mut self.output else { return };
        output[..count].copy_from_slice(&self.value[..count]);
        if let (Some(mask), Some(dropout)) = (&mut self.mask, plan.architecture.dropout) {
            let mask = &mut mask[..count];
            match mode {
                Mode::Train { evaluation, first } => {
                    draw_mask(mask, self.width, dropout, [evaluation, layer as u64], first);
                }
                Mode::Subset { kept } => {
                    let before: usize = plan.architecture.widths[1..layer].iter().sum();
                    write_mask(mask, self.width, dropout, kept >> before);
                }
                Mode::Predict { .. } => mask.fill(T::one()),
            }
            output.iter_mut().zip(mask).for_each(|(output, &mut mask)| *output *= mask);
        }
        if plan.architecture.adds_input(layer) {
            output.iter_mut().zip(&previous).for_each(|(output, &input)| *output += input);
        }
    }

    /// ∂J/∂z\[l] from ∂J/∂a\[l].
    pub(super) fn differentiate(
        &mut self,
        plan: &Plan,
        layer: usize,
        parameters: &[T],
        rows: usize,
        gradient: &mut [T],
    ) {
        let (width, count) = (self.width, rows * self.width);
        let delta = &mut self.delta[..count];
        if let Some(mask) = &self.mask {
            delta.iter_mut().zip(mask).for_each(|(delta, &mask)| *delta *= mask);
        }
        plan.architecture.activation.multiply_derivative(&self.z[..count], &self.value[..count], delta);
        if let (Some(normalized), Some(kind)) = (&mut self.normalized, plan.architecture.normalization) {
            let (gain, shift) = (plan.layout.second(layer), plan.layout.third(layer));
            // The two blocks lie side by side.
            let (gain_gradient, shift_gradient) = gradient[gain.range.start..shift.range.end].split_at_mut(width);
            let gradients = [gain_gradient, shift_gradient];
            normalized.backward(kind, delta, width, &parameters[gain.range.clone()], gradients);
        }
    }
}

/// So many zeros, and room after them that nobody uses. Matrices of whole pages that follow one another would lie at the same place of a page, and many
/// processors compare only that when they ask whether what is read has just been written: a copy from one to the other then took
/// a sixth of the time of training.
fn zeros<T: Real>(count: usize) -> Vec<T> {
    let mut zeros = Vec::with_capacity(count + 1024 / size_of::<T>());
    zeros.resize(count, T::zero());
    zeros
}

/// Masks of 0 and 1/keep for the rows of a layer. Each block of rows has its own stream, keyed by what it is for, so that a mask does not
/// depend on how the examples are spread over passes.
fn draw_mask<T: Real>(mask: &mut [T], width: usize, dropout: Dropout, key: [u64; 2], first: usize) {
    let kept = T::from_f64(1.0 / dropout.keep);
    for (rows, first) in mask.chunks_mut(BLOCK * width).zip((first..).step_by(BLOCK)) {
        let mut stream = numbered_stream(dropout.seed, "network/dropout", &[key[0], key[1], first as u64]);
        rows.iter_mut().for_each(|mask| *mask = if bernoulli(&mut stream, dropout.keep) { kept } else { T::zero() });
    }
}

/// The same mask for all rows: unit j is kept if bit j is set.
fn write_mask<T: Real>(mask: &mut [T], width: usize, dropout: Dropout, kept: u32) {
    let one = T::from_f64(1.0 / dropout.keep);
    for row in mask.chunks_mut(width) {
        row.iter_mut().enumerate().for_each(|(j, mask)| *mask = if kept >> j & 1 == 1 { one } else { T::zero() });
    }
}
