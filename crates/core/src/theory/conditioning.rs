//! How ill conditioned is a least-squares problem, given the statistics of its features?
//!
//! The Hessian of J = (1/2m)‖Zw − y‖² with Z = [1, X] tends to the second moments E zzᵀ as m grows. For independent features with
//! means μ_j and variances σ_j² these are 1 and μᵀ on the border, diag(σ²) + μμᵀ inside; all predictions here follow from it.
//!
//! ```
//! use wellposed_core::spectrum;
//! use wellposed_core::theory::conditioning::{second_moments, uniform_moments};
//!
//! // Features on 0…1, −1…1 and 1…2, with a bias: not quite as harmless as they look.
//! let moments = [uniform_moments(0.0, 1.0), uniform_moments(-1.0, 1.0), uniform_moments(1.0, 2.0)];
//! let eigenvalues = spectrum::symmetric_eigenvalues(second_moments(&moments).view())?;
//! assert_eq!(spectrum::condition_number(&eigenvalues)?.value.round(), 152.0);
//! # Ok::<(), spectrum::SpectrumError>(())
//! ```

use ndarray::Array2;

/// κ of two centered independent features whose ranges (or deviations) have the given ratio r ≥ 1: r², since the eigenvalues are
/// the variances.
pub fn of_range_ratio(ratio: f64) -> f64 {
    ratio * ratio
}

/// κ of two standardized features of correlation ρ, |ρ| < 1: (1+|ρ|)/(1−|ρ|), from the eigenvalues 1 ± ρ.
pub fn of_correlation(correlation: f64) -> f64 {
    (1.0 + correlation.abs()) / (1.0 - correlation.abs())
}

/// κ of the sample covariance of independent standardized features, as their number and the number of examples grow with ratio
/// γ = features/examples < 1: ((1+√γ)/(1−√γ))², if the values have a finite fourth moment (the law: Marchenko & Pastur 1967; that no
/// eigenvalue stays beyond its edges: Bai & Yin 1993).
///
/// It is a limit. For finitely many Gaussian features the expected extreme singular values of the design, over √m, lie inside
/// 1 ± √γ (Davidson & Szarek 2001, Theorem II.13), so that κ is smaller as a rule.
pub fn of_random_features(features_per_example: f64) -> f64 {
    let root = features_per_example.sqrt();
    of_range_ratio((1.0 + root) / (1.0 - root))
}

/// By how much scaling every variable of a symmetric positive definite d × d matrix to unit diagonal can miss the best diagonal scaling
/// at most: κ(unit diagonal) ≤ d·min_D κ(DHD), in the 2-norm (van der Sluis, *Numerische Mathematik* 14, 1969, Theorem 4.1; Higham 2002,
/// §7.3). So it gains at least κ_before/(d·κ_best), and may lose, up to a factor of d. For d = 2 it is the best scaling.
pub fn van_der_sluis_factor(dimension: usize) -> f64 {
    dimension as f64
}

/// Mean and variance of a uniform feature on (low, high): ((low+high)/2, (high−low)²/12).
pub fn uniform_moments(low: f64, high: f64) -> (f64, f64) {
    let width = high - low;
    (low + width / 2.0, width * width / 12.0)
}

/// The matrix of second moments of independent features with a bias column first, from (mean, variance) of each feature: shape
/// (d+1, d+1), the limit of (1/m)ZᵀZ.
pub fn second_moments(features: &[(f64, f64)]) -> Array2<f64> {
    let mean = |index: usize| if index == 0 { 1.0 } else { features[index - 1].0 };
    Array2::from_shape_fn((features.len() + 1, features.len() + 1), |(i, j)| {
        let own = if i == j && i > 0 { features[i - 1].1 } else { 0.0 };
        mean(i) * mean(j) + own
    })
}

/// The exact spectrum of [`second_moments`] for `dimension` ≥ 1 features of the same mean μ and variance σ² > 0.
///
/// The bias and the direction (1, …, 1)/√d span an invariant plane, on which the matrix is [[1, μ√d], [μ√d, σ² + dμ²]]: trace
/// T = 1 + σ² + dμ², determinant σ². Its eigenvalues are λ₊ = (T + √(T² − 4σ²))/2 and λ₋ = σ²/λ₊ (the quotient, because the
/// difference would cancel). Across the plane the matrix is σ²I, with multiplicity d − 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EqualFeatures {
    /// λ₋.
    pub low: f64,
    /// σ², of multiplicity d − 1.
    pub middle: f64,
    /// How often `middle` occurs.
    pub multiplicity: usize,
    /// λ₊.
    pub high: f64,
}

impl EqualFeatures {
    /// The spectrum for features of the given mean and variance.
    ///
    /// # Panics
    /// If there are no features.
    pub fn new(dimension: usize, mean: f64, variance: f64) -> EqualFeatures {
        assert!(dimension > 0, "a spectrum of equal features needs at least one feature");
        let trace = 1.0 + variance + dimension as f64 * mean * mean;
        // T² − 4σ² = (1 − σ²)² + dμ²(2 + 2σ² + dμ²) ≥ 0, written so that nothing cancels.
        let pull = dimension as f64 * mean * mean;
        let root = ((1.0 - variance) * (1.0 - variance) + pull * (2.0 + 2.0 * variance + pull)).sqrt();
        let high = (trace + root) / 2.0;
        EqualFeatures { low: variance / high, middle: variance, multiplicity: dimension - 1, high }
    }

    /// λ_max/λ_min. The plane's eigenvalues enclose σ² (1 ≤ λ₊, and λ₊λ₋ = σ²), so these are its two. For features on 0…1 it is
    /// about 12(13/12 + d/4)².
    pub fn condition(&self) -> f64 {
        self.high / self.low
    }
}

#[cfg(test)]
mod tests;
