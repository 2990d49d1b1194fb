//! What does the ridge add? (λ/2m)Σ‖W\[l]‖² to the loss and (λ/m)W\[l] to its gradient; biases are free.

use super::Network;
use super::architecture::Architecture;
use crate::bits::{self, Real};

impl<T: Real> Network<T> {
    /// (λ/2m)Σ‖W\[l]‖²; adds its gradient. m counts all examples, also where a mini-batch stands for them: the mean over an epoch is J.
    pub(super) fn add_ridge(&self, parameters: &[T], mut gradient: Option<&mut [T]>) -> T {
        let mut penalty = T::zero();
        if self.plan.architecture.ridge == 0.0 {
            return penalty;
        }
        let ridge = ridge_factor::<T>(&self.plan.architecture, self.examples());
        for layer in 1..=self.plan.architecture.depth() {
            let range = self.plan.layout.weights(layer).range.clone();
            let weights = &parameters[range.clone()];
            penalty += ridge / T::from_f64(2.0) * bits::dot(weights, weights);
            if let Some(gradient) = gradient.as_deref_mut() {
                bits::add_multiple(&mut gradient[range], ridge, weights);
            }
        }
        penalty
    }
}

/// λ/m.
pub(super) fn ridge_factor<T: Real>(architecture: &Architecture, examples: usize) -> T {
    T::from_f64(architecture.ridge) / T::from_f64(examples as f64)
}
