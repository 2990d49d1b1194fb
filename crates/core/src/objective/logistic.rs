//! What is the loss of logistic regression? J(w) = mean log loss of σ(Zw) + (λ/2)(w₁² + … + w_n²), the bias free.
//!
//! Parameters [b, w₁, …, w_n]. Gradient (1/m)Zᵀ(p − y) + λw, Hessian (1/m)Zᵀdiag(p(1−p))Z + λ·diag(0, 1, …, 1). Without a ridge
//! (λ = 0) a separable set has no minimum: the loss falls to 0 as ‖w‖ grows.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::objective::{Logistic, Objective};
//!
//! let mut objective = Logistic::new(array![[-1.0], [1.0]].view(), array![0.0, 1.0].view(), 0.0)?;
//! let mut gradient = [0.0; 2];
//! let loss = objective.loss_and_gradient(&[0.0, 0.0], &mut gradient);
//! assert!((loss - std::f64::consts::LN_2).abs() < 1e-15);
//! assert_eq!(gradient, [0.0, -0.5]);
//! # Ok::<(), wellposed_core::objective::ObjectiveError>(())
//! ```

use super::design::Design;
use super::log_loss::{LogLoss, add_ridge, root_curvature};
use super::{Abilities, Objective, ObjectiveError, require, require_ridge};
use crate::bits;
use ndarray::{Array2, ArrayView1, ArrayView2};

/// Logistic regression with a bias and a ridge.
#[derive(Clone, Debug)]
pub struct Logistic {
    design: Design,
    log_loss: LogLoss,
    ridge: f64,
    logits: Vec<f64>,
}

impl Logistic {
    /// The objective for features of shape (m, n) and m labels that are 0 or 1.
    ///
    /// # Errors
    /// No examples, lengths that differ, a value that is not finite, another label, or a negative ridge.
    pub fn new(features: ArrayView2<f64>, labels01: ArrayView1<f64>, ridge: f64) -> Result<Logistic, ObjectiveError> {
        require(features, labels01)?;
        require_ridge(ridge)?;
        let log_loss = LogLoss::new(labels01)?;
        Ok(Logistic { design: Design::new(features), log_loss, ridge, logits: vec![0.0; labels01.len()] })
    }
}

impl Objective for Logistic {
    fn dimension(&self) -> usize {
        self.design.matrix().ncols()
    }

    fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        self.design.apply(parameters, &mut self.logits);
        let loss = self.log_loss.evaluate(&mut self.logits);
        self.design.apply_transposed(&self.logits, gradient);
        loss + add_ridge(self.ridge, &parameters[1..], &mut gradient[1..])
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities> {
        Some(self)
    }
}

impl Abilities for Logistic {
    fn base(&mut self) -> Option<&mut dyn Abilities> {
        None
    }

    fn curvature(&mut self, parameters: &[f64]) -> Option<Array2<f64>> {
        self.design.apply(parameters, &mut self.logits);
        let mut scaled = self.design.matrix().to_owned();
        for (mut row, root) in scaled.rows_mut().into_iter().zip(root_curvature(&self.logits)) {
            row *= root;
        }
        let mut hessian = bits::product(scaled.t(), scaled.view());
        hessian.diag_mut().iter_mut().skip(1).for_each(|entry| *entry += self.ridge);
        Some(hessian)
    }
}

#[cfg(test)]
mod tests;
