//! How are features shifted and scaled, without looking at the test set?
//!
//! ```text
//! Normalizer ── fit(training) ──► Fitted ── transform(any) ──► normalized
//! (what to do)                    (shift μ, scale σ, m)        z = (x − μ)/σ
//! ```
//!
//! A [`Normalizer`] only says what to do; it has no numbers and cannot transform. A [`Fitted`] has the numbers of one training
//! set and cannot be fitted again, so that statistics of a test set have no way in:
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::normalize::Normalizer;
//!
//! let (training, test) = (array![[1.0, 200.0], [3.0, 600.0]], array![[2.0, 800.0]]);
//! let fitted = Normalizer::Standard.fit(training.view())?;
//! assert_eq!(fitted.transform(training.view())?, array![[-1.0, -1.0], [1.0, 1.0]]);
//! assert_eq!(fitted.transform(test.view())?, array![[0.0, 2.0]]);
//! # Ok::<(), wellposed_core::normalize::NormalizeError>(())
//! ```
//!
//! Transforming without fitting does not compile:
//!
//! ```compile_fail,E0599
//! use ndarray::array;
//! use wellposed_core::normalize::Normalizer;
//!
//! let normalized = Normalizer::Standard.transform(array![[2.0, 800.0]].view());
//! ```
//!
//! | file | answers |
//! |---|---|
//! | [`constant`](ConstantFeatures) | When does a feature not vary, and what is done about it? |
//! | [`diagonal`](Normalizer) | By what is each feature shifted and divided? |
//! | [`whitening`](Normalizer::WhitenPca) | Which matrix removes variances and correlations? |
//! | [`fitted`](Fitted) | How are examples transformed, back again, and folded into a layer? |
//! | [`moments`], [`variance`] | How exactly are mean and variance computed, and by which formula? |
//! | [`error`](NormalizeError) | What can be wrong with the data, and where? |

mod constant;
mod deviation;
mod diagonal;
mod error;
mod fitted;
mod fold;
pub mod moments;
mod quantile;
mod rows;
#[cfg(feature = "serde")]
mod stored;
pub mod variance;
#[cfg(feature = "decompositions")]
mod whitening;

pub use constant::{ConstantFeatures, NEAR_CONSTANT};
pub use error::{Column, NormalizeError};
pub use fitted::Fitted;
pub use quantile::quantile;

pub use deviation::mean_and_deviation;
use diagonal::Diagonal;
use fitted::Map;
use ndarray::ArrayView2;

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
    /// `(x − min)/(max − min)`: the training data fill [0, 1].
    MinMax,
    /// `(x − median)/(interquartile range)`: outliers have no say. See [`quantile()`] for the definition.
    Robust,
    /// (Feature `decompositions`.) `Λ^(−1/2)·Vᵀ·(x − μ)` with the covariance `V·Λ·Vᵀ`: uncorrelated coordinates of variance 1, largest λ first.
    #[cfg(feature = "decompositions")]
    WhitenPca,
    /// (Feature `decompositions`.) `V·Λ^(−1/2)·Vᵀ·(x − μ)`: the same, turned back so that the result is as near to the features as whitening allows.
    #[cfg(feature = "decompositions")]
    WhitenZca,
}

impl Normalizer {
    /// All of them.
    pub const ALL: [Normalizer; if cfg!(feature = "decompositions") { 7 } else { 5 }] = [
        Normalizer::Center,
        Normalizer::Scale,
        Normalizer::Standard,
        Normalizer::MinMax,
        Normalizer::Robust,
        #[cfg(feature = "decompositions")]
        Normalizer::WhitenPca,
        #[cfg(feature = "decompositions")]
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
            #[cfg(feature = "decompositions")]
            Normalizer::WhitenPca => "whiten_pca",
            #[cfg(feature = "decompositions")]
            Normalizer::WhitenZca => "whiten_zca",
        }
    }

    /// Learns shift and scale from the rows of `training` (m, n); features that do not vary keep the scale 1.
    ///
    /// # Errors
    /// No rows or columns; a value that is not finite; a spread that exceeds the largest number.
    pub fn fit(self, training: ArrayView2<f64>) -> Result<Fitted, NormalizeError> {
        self.fit_with(training, ConstantFeatures::default())
    }

    /// Learns shift and scale with this policy for features that do not vary.
    ///
    /// # Errors
    /// As [`Normalizer::fit`], and a feature that does not vary if the policy is [`ConstantFeatures::Error`].
    pub fn fit_with(self, training: ArrayView2<f64>, policy: ConstantFeatures) -> Result<Fitted, NormalizeError> {
        let (examples, columns) = training.dim();
        if examples == 0 || columns == 0 {
            return Err(NormalizeError::Empty { rows: examples, columns });
        }
        // One row-major copy, if need be, in place of one for every reading.
        let training = training.as_standard_layout();
        let training = training.view();
        let diagonal = match self {
            Normalizer::Center => diagonal::center(training),
            Normalizer::Scale => diagonal::scale(training, policy),
            Normalizer::Standard => diagonal::standard(training, policy),
            Normalizer::MinMax => diagonal::min_max(training, policy),
            Normalizer::Robust => diagonal::robust(training, policy),
            #[cfg(feature = "decompositions")]
            Normalizer::WhitenPca | Normalizer::WhitenZca => return whitening::fit(self, training, policy),
        };
        let Diagonal { shift, scale, constant } = diagonal?;
        Ok(Fitted { normalizer: self, examples, constant_features: constant, shift, map: Map::Scale(scale) })
    }
}
