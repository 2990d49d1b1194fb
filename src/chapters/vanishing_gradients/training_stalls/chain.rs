//! What does a linear chain of two units compute, matrix by matrix? ŷ = W\[L]…W\[1]x without biases, and the gradient by
//! each matrix.
//!
//! A network of this crate has biases, and the last one alone would learn y, whatever the depth. So the chain is an
//! objective of its own. Parameters are the 2×2 matrices by rows, W\[1] first.

use super::TARGET;
use crate::bits::Real;
use crate::objective::{Abilities, Objective};

/// The chain with its one example, x = (1, 1) and y = s·(1, 1).
pub(super) struct Chain<T> {
    /// a\[0], …, a\[L].
    activations: Vec<[T; 2]>,
}

impl<T: Real> Chain<T> {
    pub(super) fn new(depth: usize) -> Self {
        Chain { activations: vec![[T::one(); 2]; depth + 1] }
    }

    /// W\[l] = cI for all l.
    pub(super) fn start(&self, c: f64) -> Vec<T> {
        let (diagonal, zero) = (T::from_f64(c), T::zero());
        [diagonal, zero, zero, diagonal].repeat(self.activations.len() - 1)
    }
}

impl<T: Real> Objective<T> for Chain<T> {
    fn dimension(&self) -> usize {
        4 * (self.activations.len() - 1)
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        for (layer, w) in parameters.chunks_exact(4).enumerate() {
            let a = self.activations[layer];
            self.activations[layer + 1] = [w[0] * a[0] + w[1] * a[1], w[2] * a[0] + w[3] * a[1]];
        }
        let output = self.activations[self.activations.len() - 1];
        let mut delta = output.map(|output| output - T::from_f64(TARGET));
        let loss = T::from_f64(0.5) * (delta[0] * delta[0] + delta[1] * delta[1]);
        let layers =
            parameters.chunks_exact(4).zip(gradient.chunks_exact_mut(4)).zip(&self.activations[..parameters.len() / 4]);
        for ((w, gradient), a) in layers.rev() {
            gradient.copy_from_slice(&[delta[0] * a[0], delta[0] * a[1], delta[1] * a[0], delta[1] * a[1]]);
            delta = [w[0] * delta[0] + w[2] * delta[1], w[1] * delta[0] + w[3] * delta[1]];
        }
        loss
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        Some(self)
    }
}

impl<T: Real> Abilities<T> for Chain<T> {
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        None
    }

    fn broken_layer(&mut self, gradient: &[T]) -> Option<usize> {
        let forward = self.activations.iter().position(|a| a.iter().any(|a| !a.is_finite()));
        // Backward from the last layer: what broke first lies last.
        forward.or_else(|| gradient.iter().rposition(|entry| !entry.is_finite()).map(|index| index / 4 + 1))
    }
}
