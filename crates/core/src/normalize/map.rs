//! What follows the shift of a fitted normalizer: a division of each feature, or a matrix?

use ndarray::Array2;

/// What follows the shift.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub(super) enum Map {
    /// Division of each feature.
    Scale(Vec<f64>),
    /// Multiplication by a matrix (n, n), and its inverse.
    Whiten { matrix: Array2<f64>, inverse: Array2<f64> },
}
