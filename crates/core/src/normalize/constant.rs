//! When does a feature not vary, and what is done about it?
//!
//! Dividing by the standard deviation of a feature that does not vary is division by 0 or, worse, by rounding noise: a column
//! of 14.62 whose σ came out as 1.8e-15 instead of 0 became a column of −1 (scikit-learn issue 17794). A feature counts as constant if
//!
//! ```text
//! spread ≤ 64·u·|location|        u = 2⁻⁵³, so 64·u = 7.1e-15
//! ```
//!
//! where (spread, location) is (σ, mean), (max − min, max|x|) or (interquartile range, max|x|). (The median of noise around 0 is no
//! larger than the noise. The price: beside a value 1.4e14 interquartile ranges away, such as 1e30 for none, a feature keeps its unit.)
//!
//! **Why 64.** A column of equal values has exactly spread 0 (see [`moments`](super::moments)). If the values are the same
//! quantity, each rounded when it was stored or computed, σ is up to u·|μ| for each rounding, and 64 are what a short computation leaves. A spread below that tells nothing about the
//! feature. The test is relative: values of size 1e-12 around 0 are not constant.

/// A feature whose spread is at most this share of its location counts as constant: 64 unit roundoffs.
pub const NEAR_CONSTANT: f64 = 32.0 * f64::EPSILON;

/// What is done with features (for whitening: directions) that do not vary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum ConstantFeatures {
    /// The scale is 1: the feature is shifted as the normalizer says and otherwise keeps its unit, so that noise is not amplified
    /// and the inverse exists.
    #[default]
    CenterOnly,
    /// Fitting is an error that names the first such column.
    Error,
}

/// Whether a spread of this size is nothing but rounding.
pub(super) fn is_constant(spread: f64, location: f64) -> bool {
    spread <= NEAR_CONSTANT * location.abs()
}
