//! What does normalization do to features that hardly vary, and to zeros?

use ndarray::{Array2, ArrayView2, Axis, concatenate};

use super::{BOTH_STEPS, Effect, TEST_ERROR};
use crate::bits::streams;
use crate::chapters::Settings;
use crate::data::{self, Dataset};
use crate::normalize::Normalizer;
use crate::normalize::moments::Moments;
use crate::parallel;
use crate::statistics;

use super::super::classifiers::Model;
use super::super::win_tie_loss::{OVERLAP, TRAINING_SHARE, standardized};

/// Columns of noise beside the 13 features of wine: three times as many.
const NOISE_COLUMNS: usize = 39;
/// The deviation of the noise, around the value 1.
const NOISE: f64 = 1e-6;
const SPLITS: usize = 20;

pub(super) fn effects(settings: &Settings) -> Vec<Effect> {
    let mut effects = constant_features();
    effects.extend(noise(settings));
    effects.extend(zeros());
    effects
}

/// (x − μ)/σ by the letter is 0/0 in a constant feature; the fitted normalizer only centers it.
fn constant_features() -> Vec<Effect> {
    let digits = data::digits();
    let constant = Normalizer::Standard.fit(digits.features.view()).expect("finite").constant_features().len();
    let nan = |features: &Array2<f64>| features.iter().filter(|value| value.is_nan()).count() as f64;
    let raw = nan(&digits.features);
    let policy =
        Normalizer::Standard.fit(digits.features.view()).and_then(|fitted| fitted.transform(digits.features.view()));
    let quantity = "values that are not a number";
    vec![
        Effect::new(
            "nan_by_the_letter",
            "(x − μ)/σ by the letter",
            quantity,
            raw,
            nan(&by_the_letter(digits.features.view())),
        )
        .predicted((constant * digits.examples()) as f64),
        Effect::new("nan_with_a_policy", BOTH_STEPS, quantity, raw, nan(&policy.expect("finite"))).predicted(0.0),
    ]
}

/// The formula of the notes without a thought for σ = 0.
fn by_the_letter(features: ArrayView2<f64>) -> Array2<f64> {
    let moments = Moments::of(features);
    let variances = moments.variance();
    Array2::from_shape_fn(features.dim(), |(i, j)| (features[[i, j]] - moments.mean()[j]) / variances[j].sqrt())
}

/// Wine in standard units beside columns 1 + 10⁻⁶·z: as they are, and after both steps.
fn noise(settings: &Settings) -> Vec<Effect> {
    let set = noisy_wine(settings);
    let deviation = |features: &Array2<f64>| Moments::of(features.view()).variance()[set.feature_count() - 1].sqrt();
    let normal = Normalizer::Standard.fit(set.features.view()).and_then(|fitted| fitted.transform(set.features.view()));
    let amplified = Effect::new(
        "noise_amplified",
        BOTH_STEPS,
        "deviation of a nearly constant feature",
        deviation(&set.features),
        deviation(&normal.expect("finite")),
    );
    let errors: Vec<(f64, f64)> = parallel::cells(0..settings.replicates_or(SPLITS).max(2), |replicate| {
        let (training, test) = set.split(&mut settings.stream("noise_split", replicate), TRAINING_SHARE);
        let (normal_training, normal_test) = standardized(&training, &test);
        let model = Model::NearestNeighbors;
        (model.test_error(&training, &test), model.test_error(&normal_training, &normal_test))
    });
    vec![amplified.predicted(1.0), over_splits("noise_nearest_neighbors", BOTH_STEPS, &errors, OVERLAP)]
}

fn noisy_wine(settings: &Settings) -> Dataset {
    let wine = data::wine();
    let mut stream = settings.stream("noise", 0);
    let noise = Array2::from_shape_simple_fn((wine.examples(), NOISE_COLUMNS), || {
        1.0 + NOISE * streams::standard_normal(&mut stream)
    });
    let (standard, _) = standardized(&wine, &wine);
    let features = concatenate(Axis(1), &[standard.features.view(), noise.view()]).expect("as many rows");
    Dataset::new("noisy_wine", features, wine.target)
}

/// An effect on the mean test error over splits.
pub(super) fn over_splits(
    case: impl Into<String>,
    recipe: &'static str,
    errors: &[(f64, f64)],
    overlap: f64,
) -> Effect {
    let (before, after): (Vec<f64>, Vec<f64>) = errors.iter().copied().unzip();
    let differences: Vec<f64> = errors.iter().map(|(before, after)| before - after).collect();
    let mean = |values: &[f64]| statistics::mean(values).expect("there are splits");
    let deviation = statistics::standard_deviation(&differences).expect("there are two splits");
    let standard_error = deviation * (1.0 / errors.len() as f64 + overlap).sqrt();
    Effect {
        standard_error: Some(standard_error),
        ..Effect::new(case, recipe, TEST_ERROR, mean(&before), mean(&after))
    }
}

/// Digits: half of the pixels are 0, and no mean is.
fn zeros() -> Vec<Effect> {
    let digits = data::digits();
    let fitted = Normalizer::Center.fit(digits.features.view()).expect("finite");
    let centered = fitted.transform(digits.features.view()).expect("finite");
    let constant = Normalizer::Standard.fit(digits.features.view()).expect("finite").constant_features().len();
    let varying = digits.feature_count() - constant;
    let share = |features: &Array2<f64>| nonzeros(features) as f64 / features.len() as f64;
    let filled = digits.examples() * varying;
    vec![
        Effect::new(
            "nonzero_share",
            "step 1 alone",
            "share of values that are not 0",
            share(&digits.features),
            share(&centered),
        )
        .predicted(varying as f64 / digits.feature_count() as f64),
        Effect::new(
            "sparse_bytes",
            "step 1 alone",
            "bytes in compressed sparse rows",
            sparse_bytes(nonzeros(&digits.features), digits.examples()),
            sparse_bytes(nonzeros(&centered), digits.examples()),
        )
        .predicted(sparse_bytes(filled, digits.examples())),
    ]
}

fn nonzeros(features: &Array2<f64>) -> usize {
    features.iter().filter(|value| **value != 0.0).count()
}

/// 8 bytes for a value and 4 for its column, and 8 for the start of each row and the end of the last.
fn sparse_bytes(nonzeros: usize, rows: usize) -> f64 {
    (nonzeros * 12 + (rows + 1) * 8) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::few_settings;
    use ndarray::array;

    #[test]
    fn by_hand() {
        let features = array![[1.0, 7.0], [3.0, 7.0]];
        let letter = by_the_letter(features.view());
        assert!(letter[[0, 0]] == -1.0 && letter[[0, 1]].is_nan());
        assert_eq!(sparse_bytes(3, 2), 60.0);
        let effect = over_splits("by_hand", BOTH_STEPS, &[(0.1, 0.2), (0.3, 0.6)], 0.0);
        // Differences −0.1 and −0.3: deviation 0.1·√2, over √2.
        assert!((effect.standard_error.unwrap() - 0.1).abs() < 1e-15 && (effect.ratio().unwrap() - 2.0).abs() < 1e-15);
    }

    #[test]
    fn noise_that_nobody_sees_costs_test_error_once_it_is_scaled() {
        let effects = noise(&few_settings(module_path!(), 6));
        assert!(effects[1].ratio().unwrap() > 1.5, "{effects:?}");
    }
}
