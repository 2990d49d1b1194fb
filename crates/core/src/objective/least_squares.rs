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
mod tests {
    use super::*;
    use crate::objective::differences::{evaluate, largest_excess, random_features};
    use ndarray::array;

    #[test]
    fn by_hand() {
        // x = 0, 1, 2 and y = 1, 1, 4 at b = 1, w = 1: residuals 0, 1, −1; J = 2/6; gradient (1/3)(0, −1).
        let (x, y) = (array![[0.0], [1.0], [2.0]], array![1.0, 1.0, 4.0]);
        for mut objective in
            [LeastSquares::new, LeastSquares::with_residuals].map(|new| new(x.view(), y.view()).unwrap())
        {
            let (loss, gradient) = evaluate(&mut objective, &[1.0, 1.0]);
            // Moments: values of size up to 3 in a handful of operations, 20u·3 < 1e-14.
            assert!((loss - 1.0 / 3.0).abs() < 1e-14);
            assert!(gradient[0].abs() < 1e-14 && (gradient[1] + 1.0 / 3.0).abs() < 1e-14);
        }
    }

    #[test]
    fn gradient_by_differences_and_planted_errors() {
        let (x, y) = random_features(40, 3, "least_squares");
        for mut objective in
            [LeastSquares::new, LeastSquares::with_residuals].map(|new| new(x.view(), y.view()).unwrap())
        {
            let parameters = [0.3, -1.0, 0.5, 2.0];
            let (_, gradient) = evaluate(&mut objective, &parameters);
            assert!(largest_excess(&mut objective, &parameters, &gradient) <= 1.0);
            let without_mean: Vec<f64> = gradient.iter().map(|entry| entry * 40.0 / 39.0).collect();
            assert!(largest_excess(&mut objective, &parameters, &without_mean) > 100.0);
        }
    }

    #[test]
    fn moments_of_a_distribution_and_refusals() {
        let mut objective =
            LeastSquares::from_moments(array![[2.0, 0.0], [0.0, 8.0]].view(), &[2.0, 8.0], 5.0).unwrap();
        assert_eq!(evaluate(&mut objective, &[1.0, 1.0]), (0.0, vec![0.0, 0.0]));
        assert_eq!(evaluate(&mut objective, &[2.0, 1.0]), (1.0, vec![2.0, 0.0]));
        let refused = |hessian: Array2<f64>, right_side: &[f64], constant| {
            LeastSquares::from_moments(hessian.view(), right_side, constant).unwrap_err().to_string()
        };
        assert_eq!(
            refused(array![[1.0, 2.0]], &[1.0], 0.0),
            "H has 1 rows and 2 columns, and q 1 entries; H must be square, and q as long"
        );
        assert!(refused(array![[1.0]], &[1.0, 2.0], 0.0).contains("and q 2 entries"));
        for (entry, right, constant) in [(f64::NAN, 0.0, 0.0), (1.0, f64::INFINITY, 0.0), (1.0, 0.0, f64::NAN)] {
            assert!(refused(array![[entry]], &[right], constant).starts_with("a moment is "));
        }
        assert!(
            LeastSquares::from_moments(array![[f64::MIN]].view(), &[-0.0], 5e-324).is_ok(),
            "H need not be positive"
        );
        let error = LeastSquares::new(array![[1.0], [f64::NAN]].view(), array![1.0, 2.0].view()).unwrap_err();
        assert_eq!(error.to_string(), "feature 1 of example 2 is NaN; every feature must be finite");
        assert!(LeastSquares::new(array![[1.0]].view(), array![1.0, 2.0].view()).is_err());
        assert_eq!(
            LeastSquares::new(Array2::zeros((0, 2)).view(), array![].view()).unwrap_err(),
            ObjectiveError::Empty
        );
    }
}
