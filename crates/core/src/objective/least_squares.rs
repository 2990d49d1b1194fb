//! What is the loss of a linear model? J(w) = (1/2m)‖Zw − y‖², Z = [1, X], parameters w = [b, w₁, …, w_n].
//!
//! **Two forms.** With residuals r = Zw − y the gradient is (1/m)Zᵀr, at 4mn operations a step. With the moments
//! H = (1/m)ZᵀZ, q = (1/m)Zᵀy, c = (1/2m)‖y‖² it is Hw − q and J = ½(wᵀ(Hw − q) − wᵀq) + c, at 2n² operations, whatever m is.
//! [`LeastSquares::new`] takes the moments if m > n + 1.
//!
//! **What the moments lose.** Hw and q cancel near the minimum: the gradient has an error of about n·u·(‖H‖‖w‖ + ‖q‖) and the loss
//! one of about n·u·c, where residuals leave n·u·‖Z‖‖r‖/m and n·u·J. A loss (or its gap to the minimum) below n·u·c, and an error
//! of w below κ(H)·n·u·‖w‖, are rounding in this form; [`LeastSquares::with_residuals`] goes further.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::objective::{Abilities, LeastSquares};
//!
//! let (x, y) = (array![[0.0], [1.0], [2.0]], array![1.0, 1.0, 4.0]);
//! let mut objective = LeastSquares::new(x.view(), y.view())?;
//! assert_eq!(objective.curvature(&[0.0, 0.0]).unwrap(), array![[1.0, 1.0], [1.0, 5.0 / 3.0]]);
//! # Ok::<(), wellposed_core::objective::ObjectiveError>(())
//! ```

use super::design::Design;
use super::{Abilities, Objective, ObjectiveError, require};
use crate::bits;
use ndarray::{Array2, ArrayView1, ArrayView2};

/// Linear least squares with a bias.
#[derive(Clone, Debug)]
pub struct LeastSquares {
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    /// J = ½wᵀHw − qᵀw + c.
    Moments { hessian: Array2<f64>, right_side: Vec<f64>, constant: f64 },
    /// J = (1/2m)‖Zw − y‖².
    Residuals { design: Design, target: Vec<f64>, residual: Vec<f64> },
}

impl LeastSquares {
    /// The objective for features of shape (m, n) and m targets, by moments if m > n + 1, otherwise by residuals.
    ///
    /// # Errors
    /// No examples, lengths that differ, or a value that is not finite.
    pub fn new(features: ArrayView2<f64>, target: ArrayView1<f64>) -> Result<LeastSquares, ObjectiveError> {
        if features.nrows() <= features.ncols() + 1 {
            return LeastSquares::with_residuals(features, target);
        }
        require(features, target)?;
        let design = Design::new(features);
        let (m, y) = (features.nrows() as f64, target.to_vec());
        let mut right_side = vec![0.0; features.ncols() + 1];
        design.apply_transposed(&y, &mut right_side);
        right_side.iter_mut().for_each(|entry| *entry /= m);
        let hessian = bits::product(design.matrix().t(), design.matrix()) / m;
        Ok(LeastSquares { form: Form::Moments { hessian, right_side, constant: bits::dot(&y, &y) / (2.0 * m) } })
    }

    /// The objective in the form that keeps the residuals, whatever m is.
    ///
    /// # Errors
    /// As [`LeastSquares::new`].
    pub fn with_residuals(features: ArrayView2<f64>, target: ArrayView1<f64>) -> Result<LeastSquares, ObjectiveError> {
        require(features, target)?;
        let target = target.to_vec();
        let residual = vec![0.0; target.len()];
        Ok(LeastSquares { form: Form::Residuals { design: Design::new(features), target, residual } })
    }

    /// The quadratic ½wᵀHw − qᵀw + c: least squares in the limit of many examples, whose moments are known. H is made symmetric as
    /// (H + Hᵀ)/2.
    ///
    /// # Errors
    /// H not square or without entries, q of another length, or a number that is not finite.
    pub fn from_moments(
        hessian: ArrayView2<f64>,
        right_side: &[f64],
        constant: f64,
    ) -> Result<LeastSquares, ObjectiveError> {
        if hessian.is_empty() {
            return Err(ObjectiveError::Empty);
        }
        if hessian.nrows() != hessian.ncols() || hessian.nrows() != right_side.len() {
            let ((rows, columns), entries) = (hessian.dim(), right_side.len());
            return Err(ObjectiveError::Moments { rows, columns, entries });
        }
        let hessian = &hessian / 2.0 + &hessian.t() / 2.0;
        let entries = hessian.iter().chain(right_side).chain([&constant]);
        if let Some(&value) = entries.into_iter().find(|value| !value.is_finite()) {
            return Err(ObjectiveError::Setting { name: "a moment", value, needed: "finite" });
        }
        Ok(LeastSquares { form: Form::Moments { hessian, right_side: right_side.to_vec(), constant } })
    }
}

impl Objective for LeastSquares {
    fn dimension(&self) -> usize {
        match &self.form {
            Form::Moments { right_side, .. } => right_side.len(),
            Form::Residuals { design, .. } => design.matrix().ncols(),
        }
    }

    fn loss_and_gradient(&mut self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        match &mut self.form {
            Form::Moments { hessian, right_side, constant } => {
                // H is symmetric; its transpose is stored by columns, which is the faster side.
                bits::matrix_vector(hessian.t(), parameters, gradient);
                for (entry, right) in gradient.iter_mut().zip(&*right_side) {
                    *entry -= right;
                }
                (bits::dot(parameters, gradient) - bits::dot(parameters, right_side)) / 2.0 + *constant
            }
            Form::Residuals { design, target, residual } => {
                design.apply(parameters, residual);
                for (entry, target) in residual.iter_mut().zip(&*target) {
                    *entry -= target;
                }
                let m = target.len() as f64;
                design.apply_transposed(residual, gradient);
                gradient.iter_mut().for_each(|entry| *entry /= m);
                bits::dot(residual, residual) / (2.0 * m)
            }
        }
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities> {
        Some(self)
    }
}

impl Abilities for LeastSquares {
    fn base(&mut self) -> Option<&mut dyn Abilities> {
        None
    }

    fn curvature(&mut self, _parameters: &[f64]) -> Option<Array2<f64>> {
        Some(match &self.form {
            Form::Moments { hessian, .. } => hessian.clone(),
            Form::Residuals { design, target, .. } => {
                bits::product(design.matrix().t(), design.matrix()) / target.len() as f64
            }
        })
    }
}

#[cfg(test)]
mod tests;
