//! How elongated is the bowl? Eigenvalues of the Hessian of least squares, and their ratio κ.
//!
//! For J(b, w) = (1/2m)‖Z[b; w] − y‖² with Z = [1, X] the Hessian is H = (1/m)ZᵀZ. Its eigenvalues are taken from the singular
//! values of Z, λᵢ = σᵢ²/m, and never from the product ZᵀZ: forming it squares the condition number of Z, so that of a κ(H) above
//! 1/u ≈ 10¹⁶ nothing would be left, and of the 10¹² of the raw breast cancer data only four digits.
//!
//! Each singular value is known to about n·u·κ(Z with columns of length 1), relative to itself ([`crate::spectrum`]): the units of the features cost no digit, only
//! columns that nearly depend on each other do.
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::curvature::Curvature;
//!
//! // One feature with values ±1: H is the 2 × 2 identity.
//! let round = Curvature::of_least_squares(array![[-1.0], [1.0]].view())?;
//! assert!(round.condition_number() - 1.0 < 1e-15);
//! // The same feature around 3: H = [[1, 3], [3, 10]].
//! let long = Curvature::of_least_squares(array![[2.0], [4.0]].view())?;
//! assert!((long.condition_number() - 118.99).abs() < 0.01);
//! # Ok::<(), wellposed_core::spectrum::SpectrumError>(())
//! ```

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, s};

use crate::bits;
use crate::spectrum::{self, SpectrumError};

/// The eigenvalues and eigenvectors of the Hessian of a least-squares problem.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Curvature {
    /// The eigenvalues that differ from zero, the largest first.
    pub eigenvalues: Vec<f64>,
    /// Shape (rank, n + 1): the eigenvectors, one in each row.
    pub directions: Array2<f64>,
}

impl Curvature {
    // ANCHOR: of_least_squares
    /// The curvature of least squares with a bias on `features` (m, n), in coordinates [b, w₁ … wₙ].
    ///
    /// Directions along which J is flat (constant features, copies of others, more features than examples) are left out: descent does not move
    /// along them. Which they are does not depend on the units of the features, see [`Svd::rank`](spectrum::Svd::rank); only an eigenvalue that is
    /// no number beside the largest is left out as well.
    ///
    /// # Errors
    /// No examples, or a feature that is NaN or infinite; the error speaks of Z, whose column 1 is the bias.
    pub fn of_least_squares(features: ArrayView2<f64>) -> Result<Self, SpectrumError> {
        let design = with_bias(features);
        Curvature::of_design(design.view(), design.nrows())
    }

    /// The same from Z of so many examples, or from a matrix with the same ZᵀZ, such as the triangle R of Z = QR.
    ///
    /// # Errors
    /// As [`Curvature::of_least_squares`].
    pub fn of_design(design: ArrayView2<f64>, examples: usize) -> Result<Self, SpectrumError> {
        let parts = spectrum::svd(design)?;
        let rank = parts.rank_of_squares();
        let eigenvalues = parts.singular_values.iter().take(rank).map(|&sigma| sigma * sigma / examples as f64);
        Ok(Curvature { eigenvalues: eigenvalues.collect(), directions: parts.vt.slice(s![..rank, ..]).to_owned() })
    }
    // ANCHOR_END: of_least_squares

    /// The largest eigenvalue.
    pub fn largest(&self) -> f64 {
        self.eigenvalues[0]
    }

    /// The smallest eigenvalue that differs from zero.
    pub fn smallest(&self) -> f64 {
        self.eigenvalues[self.rank() - 1]
    }

    /// How many directions are not flat.
    pub fn rank(&self) -> usize {
        self.eigenvalues.len()
    }

    /// κ = λmax/λmin over the directions that are not flat. The level sets of J are √κ times as long as wide.
    pub fn condition_number(&self) -> f64 {
        self.largest() / self.smallest()
    }

    /// The coordinates of a vector of parameters along the eigenvectors.
    ///
    /// # Panics
    /// If there are not n + 1 parameters.
    pub fn coefficients(&self, parameters: ArrayView1<f64>) -> Vec<f64> {
        self.directions.outer_iter().map(|direction| inner(direction, parameters)).collect()
    }

    /// The minimum of J with the smallest norm: Σ (uᵢᵀy/σᵢ)·vᵢ, for the features that this is the curvature of and as many targets.
    ///
    /// # Panics
    /// If there are not as many targets as examples, or other features.
    pub fn minimum(&self, features: ArrayView2<f64>, target: ArrayView1<f64>) -> Array1<f64> {
        let (columns, of) = (features.ncols() + 1, self.directions.ncols());
        assert_eq!(columns, of, "columns of Z, and coordinates of this curvature");
        let design = with_bias(features);
        let examples = design.nrows() as f64;
        let mut minimum = Array1::zeros(design.ncols());
        let correlation: Array1<f64> =
            design.columns().into_iter().map(|column| inner(column, target) / examples).collect();
        for (direction, eigenvalue) in self.directions.outer_iter().zip(&self.eigenvalues) {
            minimum.scaled_add(inner(direction, correlation.view()) / eigenvalue, &direction);
        }
        minimum
    }
}

/// Z = [1, X].
pub fn with_bias(features: ArrayView2<f64>) -> Array2<f64> {
    let mut design = Array2::ones((features.nrows(), features.ncols() + 1));
    design.slice_mut(s![.., 1..]).assign(&features);
    design
}

fn inner(left: ArrayView1<f64>, right: ArrayView1<f64>) -> f64 {
    bits::dot(&left.to_vec(), &right.to_vec())
}

#[cfg(test)]
mod tests;
