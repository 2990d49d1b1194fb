//! What is a singular value decomposition made of?

use crate::bits;
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

impl Svd {
    /// How many singular values are not zero. Those that this crate computes are exactly zero where columns depend on one another as far as
    /// rounding lets anybody tell, each measured by itself: so the rank does not depend on their units, and κ = σ₁/σ_rank may have any size.
    pub fn rank(&self) -> usize {
        self.singular_values.iter().filter(|&&value| value > 0.0).count()
    }

    /// How many squares of singular values are numbers beside that of the largest: σᵢ ≥ 2⁻⁵¹¹·σ₁, so that (σ₁/σᵢ)² does not overflow. At most the [rank](Self::rank).
    pub fn rank_of_squares(&self) -> usize {
        let squares = comparable(&self.singular_values).filter(|value| value * value > 0.0);
        squares.count().max(self.rank().min(1))
    }
}

/// The singular values σᵢ ≥ 2⁻⁵¹¹·σ₁ that are not zero, in any order: those whose (σ₁/σᵢ)² does not overflow.
pub fn comparable(singular_values: &Array1<f64>) -> impl Iterator<Item = f64> {
    let smallest = libm::ldexp(singular_values.iter().copied().fold(0.0, bits::max), -511);
    singular_values.iter().copied().filter(move |&value| value > 0.0 && value >= smallest)
}
