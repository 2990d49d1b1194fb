//! Which inputs does a model get? The features as they are, or as one of the normalizers leaves them.

use ndarray::Array2;

use crate::data::{self, Dataset, synthetic};
use crate::normalize::Normalizer;

/// The features as they are, or after a normalizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inputs {
    Raw,
    Normalized(Normalizer),
}

impl Inputs {
    /// Raw, and every normalizer.
    pub(super) fn all() -> Vec<Inputs> {
        [Inputs::Raw].into_iter().chain(Normalizer::ALL.into_iter().map(Inputs::Normalized)).collect()
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Inputs::Raw => "raw",
            Inputs::Normalized(normalizer) => normalizer.name(),
        }
    }

    /// The features that the model sees when it trains on all examples of a set.
    pub(super) fn of(self, dataset: &Dataset) -> Array2<f64> {
        match self {
            Inputs::Raw => dataset.features.clone(),
            Inputs::Normalized(normalizer) => {
                let fitted = normalizer.fit(dataset.features.view()).expect("a data set holds finite numbers");
                fitted.transform(dataset.features.view()).expect("the same columns as fitted")
            }
        }
    }
}

/// The notes' example of features whose ranges differ dramatically.
pub(super) const FAR_RANGES: &str = "1-1000_and_0-1";
/// The notes' example of features whose ranges are similar: 0–1, −1–1 and 1–2.
pub(super) const SIMILAR_RANGES: &str = "similar_ranges";

/// The notes' two examples, with exactly the moments of the uniform laws and a target to which all features contribute alike.
pub(super) fn notes_examples() -> [Dataset; 2] {
    let with_target = |name: &str, features: Array2<f64>| {
        let fitted = Normalizer::Standard.fit(features.view()).expect("a design holds finite numbers");
        let normalized = fitted.transform(features.view()).expect("the same columns as fitted");
        let target = normalized.sum_axis(ndarray::Axis(1));
        Dataset::new(name, features, target)
    };
    [
        with_target(FAR_RANGES, synthetic::range_1_to_1000_and_0_to_1()),
        with_target(SIMILAR_RANGES, synthetic::ranges_0_1_and_minus1_1_and_1_2()),
    ]
}

/// The bundled sets and the notes' two examples.
pub(super) fn sets() -> Vec<Dataset> {
    data::bundled().into_iter().chain(notes_examples()).collect()
}
