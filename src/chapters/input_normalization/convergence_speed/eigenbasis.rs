//! Where does descent start, seen along the axes of the bowl? The singular values of A, the directions, and the minimum
//! along them, to high relative accuracy and with the same bits on every machine.
//!
//! The Hessian of a least-squares problem is AᵀA with A = Z/√m = U·Σ·Vᵀ: its eigenvalues are λᵢ = σᵢ², its directions the rows of Vᵀ, and w* = Σ (uᵢᵀy/σᵢ)·vᵢ. A step
//! count of 10⁶ must not be off by one, so that λₘᵢₙ is needed to better than 10⁻⁶: [`spectrum::svd`] errs by about u·κ(AD)·λ in each
//! λ, where D gives every column the same length, so that features of very different size cost nothing.

use ndarray::{ArrayView1, ArrayView2, s};

use super::super::design::Design;
use crate::bits;
use crate::spectrum;

/// The axes of a bowl ½(w − w*)ᵀH(w − w*) along which it is not flat, the steepest first.
#[derive(Clone, Debug)]
pub(crate) struct Eigenbasis {
    /// The eigenvalues λᵢ of H.
    pub(crate) eigenvalues: Vec<f64>,
    /// The unit vectors vᵢ of parameters.
    directions: Vec<Vec<f64>>,
    /// vᵢᵀw*: with the start at 0 also minus the error there.
    pub(crate) coefficients: Vec<f64>,
}

impl Eigenbasis {
    /// Least squares with a bias: J(b, w) = (1/2m)‖Zw − y‖², Z = [1, X]; w* is the minimum of smallest norm.
    pub(super) fn of_least_squares(design: &Design) -> Self {
        let root = (design.examples as f64).sqrt();
        Eigenbasis::of_factor((&design.matrix / root).view(), (&design.target / root).to_vec().as_slice())
    }

    /// J(w) = ½‖Aw − y‖².
    pub(super) fn of_factor(factor: ArrayView2<f64>, target: &[f64]) -> Self {
        let parts = spectrum::svd(factor).expect("the factor is not empty, and the data are finite");
        let rank = parts.rank_of_squares();
        let singular_values = parts.singular_values.slice(s![..rank]);
        let along = |(u, sigma): (ArrayView1<f64>, &f64)| bits::dot(&u.to_vec(), target) / sigma;
        Eigenbasis {
            coefficients: parts.u.columns().into_iter().zip(&singular_values).map(along).collect(),
            directions: parts.vt.slice(s![..rank, ..]).rows().into_iter().map(|row| row.to_vec()).collect(),
            eigenvalues: singular_values.iter().map(|sigma| sigma * sigma).collect(),
        }
    }

    /// λₘₐₓ.
    pub(crate) fn largest(&self) -> f64 {
        self.eigenvalues[0]
    }

    /// λₘᵢₙ over the directions that are not flat.
    pub(super) fn smallest(&self) -> f64 {
        self.eigenvalues[self.eigenvalues.len() - 1]
    }

    /// κ.
    pub(super) fn condition_number(&self) -> f64 {
        self.largest() / self.smallest()
    }

    /// w* = Σ (vᵢᵀw*)·vᵢ.
    pub(super) fn minimum(&self) -> Vec<f64> {
        let mut minimum = vec![0.0; self.directions[0].len()];
        // Small parts first, so that a large one does not swallow them one by one.
        for (direction, coefficient) in self.directions.iter().zip(&self.coefficients).rev() {
            for (sum, component) in minimum.iter_mut().zip(direction) {
                *sum += coefficient * component;
            }
        }
        minimum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use ndarray::array;

    #[test]
    fn two_columns_by_hand() {
        // AᵀA = [[5, 4], [4, 5]]: eigenvalues 9 and 1 along (1, 1)/√2 and (1, −1)/√2.
        let basis = Eigenbasis::of_factor(array![[2.0, 1.0], [1.0, 2.0]].view(), &[5.0, 4.0]);
        // One turn with tangent 1, whose parts are rounded a handful of times.
        assert!((basis.largest() - 9.0).abs() < 9.0 * 8.0 * f64::EPSILON);
        assert!((basis.smallest() - 1.0).abs() < 8.0 * f64::EPSILON);
        // Aw = y has the solution (2, 1).
        let minimum = basis.minimum();
        assert!((minimum[0] - 2.0).abs() < 1e-14 && (minimum[1] - 1.0).abs() < 1e-14, "{minimum:?}");
    }

    #[test]
    fn columns_of_very_different_size_keep_all_digits() {
        // Orthogonal columns turned by nothing, then a graded matrix: det(AᵀA) = (ac)² exactly for A = [[a, b], [0,
        // c]].
        let (a, b, c) = (1e7, 3.0, 2e-8);
        let basis = Eigenbasis::of_factor(array![[a, b], [0.0, c]].view(), &[0.0, 0.0]);
        let determinant = basis.largest() * basis.smallest();
        assert!((determinant / (a * c * a * c) - 1.0).abs() < 1e-14, "{determinant}");
        // Through the product AᵀA the small eigenvalue would be lost: b² + c² is b², as c² = 4e-16 is less than b²·u.
        let product = array![[a * a, a * b], [a * b, b * b + c * c]];
        let lost = spectrum::symmetric_eigenvalues(product.view()).unwrap()[0];
        assert!((lost / (c * c) - 1.0).abs() > 0.1, "{lost}");
    }

    #[test]
    fn the_eigenvalues_of_the_data_sum_to_the_mean_squares_of_their_columns() {
        for set in data::bundled() {
            let basis = Eigenbasis::of_least_squares(&Design::of(set.features.view(), &set.target));
            let (m, n) = (set.features.nrows() as f64, basis.eigenvalues.len() as f64);
            let sum = |features: &ndarray::Array2<f64>| 1.0 + features.iter().map(|x| x * x).sum::<f64>() / m;
            // Each λ is off by at most 20n·u of the largest, and a plain sum of m·n squares by m·n·u.
            let tolerance = (20.0 * n * n + m * n) * f64::EPSILON;
            let found: f64 = basis.eigenvalues.iter().sum();
            assert!((found / sum(&set.features) - 1.0).abs() < tolerance, "{}", set.name);
            let mut planted = set.features.clone();
            planted.mapv_inplace(|x| x * (1.0 + 1e-8));
            assert!((found / sum(&planted) - 1.0).abs() > tolerance, "{}", set.name);
        }
    }

    #[test]
    fn a_constant_feature_is_flat_and_gets_no_weight_beyond_the_smallest_norm() {
        // y = 3 + x₁; the constant feature 1 shares the intercept with the bias, half and half.
        let features = array![[-1.0, 1.0], [1.0, 1.0], [-2.0, 1.0], [2.0, 1.0]];
        let basis = Eigenbasis::of_least_squares(&Design::of(features.view(), &array![2.0, 4.0, 1.0, 5.0]));
        assert_eq!(basis.eigenvalues.len(), 2);
        for (found, exact) in basis.minimum().iter().zip([1.5, 1.0, 1.5]) {
            assert!((found - exact).abs() < 1e-14);
        }
    }
}
