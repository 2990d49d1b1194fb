//! Is a normalizer that was read from a file one that fitting could have made?
//!
//! [`Fitted`] is stored as its `normalizer`, the number of training `examples`, the `constant_features` counted from 0, the `shift`, a `map` (the `scale`, or the whitening `matrix` with
//! its `inverse`), the `offset`, and how many values of each feature were `missing` (null: a gap is refused); without the last two, 0 and null. Reading checks
//! that the lengths agree and that every number is finite and no scale is 0, so that a damaged file is an error and not a transformation to infinity.
//!
//! Written as JSON and read again, every number has the same bits (serde_json's feature `float_roundtrip`).
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::normalize::{Fitted, Normalizer};
//!
//! let fitted = Normalizer::Standard.fit(array![[1.0, 10.0], [3.0, 30.0]].view()).unwrap();
//! let stored = serde_json::to_string(&fitted).unwrap();
//! assert_eq!(
//!     stored,
//!     r#"{"normalizer":"standard","examples":2,"constant_features":[],"shift":[2.0,20.0],"map":{"scale":[1.0,10.0]},"offset":0.0,"missing":null}"#
//! );
//! assert_eq!(serde_json::from_str::<Fitted>(&stored).unwrap(), fitted);
//! assert!(serde_json::from_str::<Fitted>(&stored.replace("[1.0,10.0]", "[1.0,0.0]")).is_err());
//! ```

use super::error::NormalizeError;
use super::fitted::Fitted;
use super::map::Map;
use super::normalizer::Normalizer;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The fields of [`Fitted`], not yet checked.
#[derive(Serialize, Deserialize)]
struct Stored {
    normalizer: Normalizer,
    examples: usize,
    constant_features: Vec<usize>,
    shift: Vec<f64>,
    map: Map,
    #[serde(default)]
    offset: f64,
    #[serde(default)]
    missing: Option<Vec<usize>>,
}

impl From<Fitted> for Stored {
    fn from(fitted: Fitted) -> Self {
        let Fitted { normalizer, examples, constant_features, shift, map, offset, missing } = fitted;
        Stored { normalizer, examples, constant_features, shift, map, offset, missing }
    }
}

impl Serialize for Fitted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stored::from(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Fitted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Stored::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}

impl TryFrom<Stored> for Fitted {
    type Error = NormalizeError;

    fn try_from(stored: Stored) -> Result<Self, NormalizeError> {
        let Stored { normalizer, examples, constant_features, shift, map, offset, missing } = stored;
        let features = shift.len();
        let finite = |mut values: std::slice::Iter<f64>| values.all(|value| value.is_finite());
        let (whitens, shaped, sound) = match &map {
            Map::Scale(scale) => {
                (false, scale.len() == features, finite(scale.iter()) && scale.iter().all(|&scale| scale > 0.0))
            }
            Map::Whiten { matrix, inverse } => {
                let sound = [matrix, inverse].into_iter().flatten().all(|value| value.is_finite());
                (true, [matrix, inverse].iter().all(|matrix| matrix.dim() == (features, features)), sound)
            }
        };
        let are_counts = |counts: &[usize]| counts.len() == features && counts.iter().all(|&count| count < examples);
        let checks = [
            (features > 0 && examples > 0, "it needs at least one feature and one training example"),
            (whitens == normalizer.whitens(), "whitening has a matrix, the other normalizers have a scale"),
            (offset == 0.0 || normalizer == Normalizer::MinMax, "only min-max has an offset"),
            (missing.as_deref().is_none_or(are_counts), "a count of missing values that does not fit"),
            (shaped, "shift and scale or matrix differ in length"),
            (
                sound && offset.is_finite() && finite(shift.iter()),
                "every number must be finite and every scale positive",
            ),
            (constant_features.iter().all(|&index| index < features), "a constant feature that is not there"),
        ];
        match checks.into_iter().find(|(holds, _)| !holds) {
            Some((_, reason)) => Err(NormalizeError::Stored { reason }),
            None => Ok(Fitted { normalizer, examples, constant_features, shift, map, offset, missing }),
        }
    }
}
