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
mod tests {
    use super::*;
    use crate::objective::differences::{evaluate, largest_excess, largest_excess_of_curvature, random_features};
    use ndarray::array;

    fn example() -> Logistic {
        let (x, y) = random_features(30, 3, "logistic");
        Logistic::new(x.view(), y.mapv(|y| f64::from(u8::from(y > 0.0))).view(), 0.1).unwrap()
    }

    #[test]
    fn gradient_by_differences_and_planted_errors() {
        let (mut objective, parameters) = (example(), [0.3, -1.0, 0.5, 2.0]);
        let (_, gradient) = evaluate(&mut objective, &parameters);
        assert!(largest_excess(&mut objective, &parameters, &gradient) <= 1.0);
        let mut ridge_on_the_bias = gradient.clone();
        ridge_on_the_bias[0] += 0.1 * parameters[0];
        assert!(largest_excess(&mut objective, &parameters, &ridge_on_the_bias) > 100.0);
        let mut no_ridge = gradient;
        no_ridge[2] -= 0.1 * parameters[2];
        assert!(largest_excess(&mut objective, &parameters, &no_ridge) > 100.0);
    }

    #[test]
    fn hessian_by_differences_of_the_gradient() {
        let (mut objective, parameters) = (example(), [0.3, -1.0, 0.5, 2.0]);
        let hessian = objective.curvature(&parameters).unwrap();
        assert_eq!(hessian, hessian.t());
        assert!(largest_excess_of_curvature(&mut objective, &parameters, &hessian) <= 1.0);
        let mut planted = hessian;
        planted[(0, 0)] += 0.1;
        assert!(largest_excess_of_curvature(&mut objective, &parameters, &planted) > 100.0);
    }

    #[test]
    fn by_hand() {
        // One example x = 1, y = 1 at w = 0: p = 1/2, so the Hessian is (1/4)[[1, 1], [1, 1]] and the ridge.
        let mut objective = Logistic::new(array![[1.0]].view(), array![1.0].view(), 0.5).unwrap();
        assert_eq!(objective.curvature(&[0.0, 0.0]).unwrap(), array![[0.25, 0.25], [0.25, 0.75]]);
        assert!(Logistic::new(array![[1.0]].view(), array![1.0].view(), -1.0).is_err());
    }
}
