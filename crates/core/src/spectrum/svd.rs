//! What is a singular value decomposition made of?

use ndarray::{Array1, Array2};

/// The thin singular value decomposition A = U Σ Vᵀ of an (m, n) matrix, k = min(m, n).
#[derive(Clone, Debug)]
pub struct Svd {
    /// Left singular vectors in columns, shape (m, k).
    pub u: Array2<f64>,
    /// Singular values, descending, length k.
    pub singular_values: Array1<f64>,
    /// Right singular vectors in rows, shape (k, n).
    pub vt: Array2<f64>,
}
