//! What does it cost to normalize a test set with its own statistics, and how many digits does a variance keep?
//!
//! **Own statistics.** For y = wᵀz with z standardized by the population, a test set of m examples that is standardized by its own
//! mean μ̂ and deviation σ̂ gives z' = (z − μ̂)/σ̂ ≈ z − μ̂ − (σ̂ − 1)z. For Gaussian features Var(μ̂) = 1/m, Var(σ̂) ≈ 1/(2m)
//! and E z² = 1, so each feature adds w²(1/m + 1/(2m)): a mean squared error of 1.5‖w‖²/m.
//!
//! **Variance.** Relative error bounds of the algorithms for Σ(x − x̄)², n values, from Chan, Golub & LeVeque, *Algorithms for
//! Computing the Sample Variance* (The American Statistician 37, 1983), with their condition number
//! κ = ‖x‖₂/√Σ(x − x̄)² = √(1 + μ²/σ²).

use crate::bits;

/// The mean squared error that a perfect linear model gets from a test set (or any set) of `examples` normalized by its own
/// statistics: 1.5‖w‖²/m, for m ≥ 1, Gaussian features and standardized weights with the given squared norm.
pub fn own_statistics_penalty(squared_norm_of_weights: f64, examples: usize) -> f64 {
    1.5 * squared_norm_of_weights / examples as f64
}

/// The condition number of a variance: κ = √(1 + (μ/σ)²), for the offset μ/σ of the data.
pub fn variance_condition(offset: f64) -> f64 {
    libm::hypot(1.0, offset)
}

/// An algorithm for the sum of squared deviations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VarianceAlgorithm {
    /// Σx² − (Σx)²/n, "textbook": n·κ²·u.
    OnePass,
    /// The mean first, then Σ(x − x̄)²: n·u + (n·κ·u)².
    TwoPass,
    /// Two passes and the correction −(Σ(x − x̄))²/n: n·u + n³κ²u³.
    CorrectedTwoPass,
    /// Updating mean and sum with each value (Welford; West; Youngs & Cramer): n·κ·u.
    Updating,
    /// Two passes with pairwise sums: log₂n·u + (log₂n·κ·u)².
    PairwiseTwoPass,
    /// Updating by pairwise merging of blocks: log₂n·κ·u.
    PairwiseUpdating,
}

/// The bound, to first order and without its small constant, on the relative error of the variance of `count` ≥ 1 values at
/// `offset` = μ/σ in arithmetic of unit roundoff `unit_roundoff`. Above 1 it promises no digit; what is seen on
/// random data is smaller.
pub fn variance_error(algorithm: VarianceAlgorithm, count: usize, offset: f64, unit_roundoff: f64) -> f64 {
    let (n, u, condition) = (count as f64, unit_roundoff, variance_condition(offset));
    let depth = bits::max(libm::log2(n), 1.0);
    match algorithm {
        VarianceAlgorithm::OnePass => n * condition * condition * u,
        VarianceAlgorithm::TwoPass => n * u + (n * condition * u) * (n * condition * u),
        VarianceAlgorithm::CorrectedTwoPass => n * u + (n * u) * (n * condition * u) * (n * condition * u),
        VarianceAlgorithm::Updating => n * condition * u,
        VarianceAlgorithm::PairwiseTwoPass => depth * u + (depth * condition * u) * (depth * condition * u),
        VarianceAlgorithm::PairwiseUpdating => depth * condition * u,
    }
}

#[cfg(test)]
mod tests;
