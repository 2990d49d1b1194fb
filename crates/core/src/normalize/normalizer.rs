//! What is done to the features? The names of the normalizers, with their formulas.
//!
//! ```
//! use wellposed_core::normalize::Normalizer;
//!
//! assert_eq!(Normalizer::ALL.map(Normalizer::name)[..3], ["center", "scale", "standard"]);
//! ```

/// What is done to the features. Examples are rows, features columns; σ is the population standard deviation, `√((1/m)Σ(x − μ)²)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Normalizer {
    /// `x − μ`: the first step of the lecture alone.
    Center,
    /// `x/σ` without centering: the second step alone, σ being the deviation from the mean all the same.
    Scale,
    /// `(x − μ)/σ`: both steps.
    Standard,
    /// `(x − min)/(max − min)`: the training data fill [0, 1], or [another range](super::Fitting::range).
    MinMax,
    /// `(x − median)/(interquartile range)`: outliers have no say. Quartiles, or [other quantiles](super::Fitting::quantiles), by
    /// [`quantile`](crate::statistics::quantile).
    Robust,
    /// `Λ^(−1/2)·Vᵀ·(x − μ)` with the covariance `V·Λ·Vᵀ`: uncorrelated coordinates of variance 1, largest λ first.
    WhitenPca,
    /// `V·Λ^(−1/2)·Vᵀ·(x − μ)`: the same, turned back so that the result is as near to the features as whitening allows.
    WhitenZca,
    /// `x/max|x|`: the training data lie in [−1, 1], and zeros stay zeros.
    MaxAbs,
}

impl Normalizer {
    /// Those that the reports compare: all but [`Normalizer::MaxAbs`].
    pub const ALL: [Normalizer; 7] = [
        Normalizer::Center,
        Normalizer::Scale,
        Normalizer::Standard,
        Normalizer::MinMax,
        Normalizer::Robust,
        Normalizer::WhitenPca,
        Normalizer::WhitenZca,
    ];

    /// The name in tables and files, such as `"min_max"`.
    pub fn name(self) -> &'static str {
        match self {
            Normalizer::Center => "center",
            Normalizer::Scale => "scale",
            Normalizer::Standard => "standard",
            Normalizer::MinMax => "min_max",
            Normalizer::Robust => "robust",
            Normalizer::WhitenPca => "whiten_pca",
            Normalizer::WhitenZca => "whiten_zca",
            Normalizer::MaxAbs => "max_abs",
        }
    }

    /// Whether a matrix follows the shift, and no scale.
    pub(super) fn whitens(self) -> bool {
        matches!(self, Normalizer::WhitenPca | Normalizer::WhitenZca)
    }

    /// Whether mean and deviation of each feature are all it needs.
    pub(super) fn has_moments(self) -> bool {
        matches!(self, Normalizer::Center | Normalizer::Scale | Normalizer::Standard)
    }
}
