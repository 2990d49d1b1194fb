//! How does a normalizer learn its numbers, once and from the training set?

use super::constant::ConstantFeatures;
use super::diagonal::{self, Diagonal};
use super::error::NormalizeError;
use super::fitted::Fitted;
use super::map::Map;
use super::normalizer::Normalizer;
use super::whitening;
use ndarray::ArrayView2;

impl Normalizer {
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
            Normalizer::WhitenPca | Normalizer::WhitenZca => return whitening::fit(self, training, policy),
        };
        let Diagonal { shift, scale, constant } = diagonal?;
        Ok(Fitted { normalizer: self, examples, constant_features: constant, shift, map: Map::Scale(scale) })
    }
}
