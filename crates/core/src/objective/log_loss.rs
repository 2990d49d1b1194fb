//! How are the log loss and its derivative computed without cancellation?
//!
//! For a logit t and a label y in {0, 1} let s = 1 − 2y, so that s·t > 0 means "on the wrong side". Then
//!
//! - the loss is −y ln p − (1−y) ln(1−p) = ln(1 + e^(st)) = max(st, 0) + ln(1 + e^(−|st|)),
//! - its derivative is p − y = s·σ(st),
//!
//! and both keep their relative accuracy when p is close to y, where p − y would lose it.

use super::ObjectiveError;
use crate::bits::{self, Real, elementwise};
use ndarray::ArrayView1;

/// Writes the log loss of each logit to `losses`, and turns the logits into its derivatives divided by m: (p − y)/m.
pub(crate) fn log_losses<T: Real>(
    labels: impl Iterator<Item = T> + Clone,
    examples: T,
    logits: &mut [T],
    losses: &mut [T],
) {
    // +1 for label 0, −1 for label 1.
    let signs = labels.map(|label| T::one() - (label + label));
    for ((logit, sign), loss) in logits.iter_mut().zip(signs.clone()).zip(losses.iter_mut()) {
        *logit *= sign;
        *loss = -logit.abs();
    }
    elementwise::exp(losses);
    for (&logit, loss) in logits.iter().zip(losses) {
        // A NaN must stay one.
        let positive = if logit <= T::zero() { T::zero() } else { logit };
        *loss = positive + T::from_f64(bits::ln_1p(loss.to_f64()));
    }
    elementwise::sigmoid(logits);
    for (logit, sign) in logits.iter_mut().zip(signs) {
        *logit *= sign / examples;
    }
}

/// The labels, and the workspace of an evaluation.
#[derive(Clone, Debug)]
pub(super) struct LogLoss {
    labels: Vec<f64>,
    losses: Vec<f64>,
}

impl LogLoss {
    /// From labels that are 0 or 1.
    pub(super) fn new(labels: ArrayView1<f64>) -> Result<LogLoss, ObjectiveError> {
        if let Some((row, &value)) = labels.indexed_iter().find(|(_, value)| **value != 0.0 && **value != 1.0) {
            return Err(ObjectiveError::Target { example: row + 1, value, needed: "0 or 1" });
        }
        Ok(LogLoss { losses: vec![0.0; labels.len()], labels: labels.to_vec() })
    }

    /// Returns the mean log loss and turns the logits into its derivatives (p − y)/m.
    pub(super) fn evaluate(&mut self, logits: &mut [f64]) -> f64 {
        let examples = self.labels.len() as f64;
        log_losses(self.labels.iter().copied(), examples, logits, &mut self.losses);
        bits::sum(&self.losses) / examples
    }
}

/// √(p(1−p)/m) for each logit: the square root of the loss's second derivative.
pub(super) fn root_curvature(logits: &[f64]) -> Vec<f64> {
    let m = logits.len() as f64;
    logits.iter().map(|&logit| (bits::sigmoid(logit) * bits::sigmoid(-logit) / m).sqrt()).collect()
}

/// Adds (ridge/2)‖weights‖² to the loss, and its gradient to `gradient`.
pub(super) fn add_ridge(ridge: f64, weights: &[f64], gradient: &mut [f64]) -> f64 {
    bits::add_multiple(gradient, ridge, weights);
    ridge / 2.0 * bits::dot(weights, weights)
}

#[cfg(test)]
mod tests;
