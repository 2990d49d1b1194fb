//! Which examples are classified? Bundled sets, split again and again, and laws of which every replicate draws anew.

use ndarray::{Array1, Array2};

use crate::bits::{self, streams};
use crate::chapters::Settings;
use crate::data::{self, Dataset};
use crate::normalize::Normalizer;

/// The share of the examples that a model is trained on.
pub(in super::super) const TRAINING_SHARE: f64 = 2.0 / 3.0;
/// ρ for splits of one set: test examples for each training example.
pub(in super::super) const OVERLAP: f64 = (1.0 - TRAINING_SHARE) / TRAINING_SHARE;
/// The law that is made so that the units of its features tell what matters.
pub(super) const WIDE_SIGNAL: &str = "wide_signal";
/// How many examples a law gives.
pub(super) const LAW_EXAMPLES: usize = 300;
const SPLITS: usize = 30;
/// Digits is ten times as large as the others, so a few splits tell as much.
const SPLITS_OF_DIGITS: usize = 6;

/// Where examples come from.
#[derive(Clone)]
pub(in super::super) enum Source {
    /// A set that is split again and again.
    Set(Dataset),
    /// A law of which every replicate draws new examples.
    Law { name: &'static str, draw: fn(&mut streams::Stream) -> Dataset },
}

impl Source {
    pub(super) fn name(&self) -> &str {
        match self {
            Source::Set(set) => &set.name,
            Source::Law { name, .. } => name,
        }
    }

    pub(super) fn splits(&self) -> usize {
        if self.name() == "digits" { SPLITS_OF_DIGITS } else { SPLITS }
    }

    /// Training and test set of one replicate; the same for every model.
    pub(super) fn split(&self, settings: &Settings, replicate: usize) -> (Dataset, Dataset) {
        let mut stream = settings.stream(self.name(), replicate);
        match self {
            Source::Set(set) => set.split(&mut stream, TRAINING_SHARE),
            Source::Law { draw, .. } => draw(&mut stream).split(&mut stream, TRAINING_SHARE),
        }
    }

    /// ρ: what overlapping splits add to the variance of a mean.
    pub(super) fn overlap(&self) -> f64 {
        match self {
            Source::Set(_) => OVERLAP,
            Source::Law { .. } => 0.0,
        }
    }
}

/// The bundled sets and four laws.
pub(super) fn sources() -> Vec<Source> {
    let laws = [
        Source::Law { name: "similar_ranges", draw: similar_ranges },
        Source::Law { name: "1-1000_and_0-1", draw: far_ranges },
        Source::Law { name: "heavy_tails", draw: heavy_tails },
        Source::Law { name: WIDE_SIGNAL, draw: wide_signal },
    ];
    data::bundled().into_iter().map(Source::Set).chain(laws).collect()
}

/// Four independent features in −1 … 1 that matter alike.
fn similar_ranges(stream: &mut streams::Stream) -> Dataset {
    labeled_by_sum("similar_ranges", data::synthetic::uniform(&[(-1.0, 1.0); 4], LAW_EXAMPLES, stream), stream)
}

/// The notes' x₁ in 1 … 1000 and x₂ in 0 … 1; both matter alike.
fn far_ranges(stream: &mut streams::Stream) -> Dataset {
    let ranges = data::synthetic::RANGES_1_TO_1000_AND_0_TO_1;
    labeled_by_sum("1-1000_and_0-1", data::synthetic::uniform(&ranges, LAW_EXAMPLES, stream), stream)
}

/// Four features with Student's t law of two degrees of freedom: z/√E with an exponential E. Their variance is infinite.
fn heavy_tails(stream: &mut streams::Stream) -> Dataset {
    let features = Array2::from_shape_simple_fn((LAW_EXAMPLES, 4), || {
        let exponential = -bits::ln(1.0 - streams::uniform(stream, 0.0, 1.0));
        streams::standard_normal(stream) / bits::max(exponential, f64::MIN_POSITIVE).sqrt()
    });
    labeled_by_sum("heavy_tails", features, stream)
}

/// Classes at ±1.5 along one feature of deviation 1, and nine features of noise with deviation 0.05: units that tell what matters.
fn wide_signal(stream: &mut streams::Stream) -> Dataset {
    let labels = Array1::from_shape_fn(LAW_EXAMPLES, |i| (i % 2) as f64);
    let features = Array2::from_shape_fn((LAW_EXAMPLES, 10), |(i, feature)| {
        let normal = streams::standard_normal(stream);
        if feature == 0 { 3.0 * labels[i] - 1.5 + normal } else { 0.05 * normal }
    });
    Dataset::new(WIDE_SIGNAL, features, labels)
}

/// Class 1 where the sum of the features, each from its median in interquartile ranges, and of some noise is positive. A feature
/// counts at most 2, so that in heavy tails none decides alone.
fn labeled_by_sum(name: &str, features: Array2<f64>, stream: &mut streams::Stream) -> Dataset {
    let robust = Normalizer::Robust.fit(features.view()).and_then(|fitted| fitted.transform(features.view()));
    let robust = robust.expect("draws are finite");
    let labels = robust
        .outer_iter()
        .map(|row| {
            let score: f64 = row.iter().map(|x| bits::clamp(*x, -2.0, 2.0)).sum();
            f64::from(u8::from(score + 0.3 * streams::standard_normal(stream) > 0.0))
        })
        .collect();
    Dataset::new(name, features, labels)
}

/// Training and test set, standardized with the training set's statistics.
pub(in super::super) fn standardized(training: &Dataset, test: &Dataset) -> (Dataset, Dataset) {
    let fitted = Normalizer::Standard.fit(training.features.view()).expect("a data set holds finite numbers");
    let apply = |set: &Dataset| {
        let features = fitted.transform(set.features.view()).expect("the same columns as fitted");
        Dataset { features, ..set.clone() }
    };
    (apply(training), apply(test))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::own_settings;

    #[test]
    fn classes_are_of_similar_size_and_training_statistics_leave_the_test_set_alone() {
        for source in sources() {
            let (training, test) = source.split(&own_settings(module_path!()), 0);
            let share = training.indicator(1.0).sum() / training.examples() as f64;
            // At most three classes of unequal size (wine), or ten (digits).
            assert!((0.05..0.75).contains(&share), "{}: {share}", source.name());
            let (normal, normal_test) = standardized(&training, &test);
            let mean = |set: &Dataset| set.features.column(0).sum() / set.examples() as f64;
            assert!(mean(&normal).abs() < 1e-12);
            let varies = test.features.column(0).iter().any(|x| *x != test.features[[0, 0]]);
            assert!(!varies || mean(&normal_test) != 0.0, "{}: the test set has its own mean", source.name());
        }
    }
}
