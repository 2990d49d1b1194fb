//! What does normalization do to features that hardly vary, and to zeros?

use ndarray::{Array2, ArrayView2, Axis, concatenate};

use super::predictions::TestError;
use super::{BOTH_STEPS, Effect, columns};
use crate::bits::streams;
use crate::chapters::Settings;
use crate::data::{self, Dataset};
use crate::normalize::Normalizer;
use crate::normalize::moments::Moments;
use crate::parallel;
use crate::report::Table;

use super::super::classifiers::Model;
use super::super::win_tie_loss::{OVERLAP, TRAINING_SHARE, standardized};

/// Columns of noise beside the 13 features of wine: three times as many.
const NOISE_COLUMNS: usize = 39;
/// The deviation of the noise, around the value 1.
const NOISE: f64 = 1e-6;
const SPLITS: usize = 20;
/// A step without the other.
const STEP_1_ALONE: &str = "step 1 alone";

pub(super) fn table(settings: &Settings) -> Table {
    let effects = constant_features().into_iter().chain([amplified_noise(settings)]).chain(zeros());
    Table::of("What becomes of features that hardly vary, and of zeros?", columns(), effects).named("features").noted(
        "After / before is empty where there is nothing before and nothing after. With a policy: a constant feature is centered and not scaled.",
    )
}

/// (x − μ)/σ by the letter is 0/0 in a constant feature; the fitted normalizer only centers it.
fn constant_features() -> [Effect; 2] {
    let digits = data::digits();
    let fitted = Normalizer::Standard.fit(digits.features.view()).expect("finite");
    let nan = |features: &Array2<f64>| features.iter().filter(|value| value.is_nan()).count() as f64;
    let (raw, letter) = (nan(&digits.features), nan(&by_the_letter(digits.features.view())));
    let policy = nan(&fitted.transform(digits.features.view()).expect("finite"));
    let predicted = (fitted.constant_features().len() * digits.examples()) as f64;
    let quantity = "values that are not a number";
    let letter = [raw, letter, predicted];
    [
        Effect::new(("nan_by_the_letter", "digits by the letter"), "(x − μ)/σ by the letter", quantity, letter),
        Effect::new(("nan_with_a_policy", "digits with a policy"), BOTH_STEPS, quantity, [raw, policy, 0.0]),
    ]
}

/// The formula of the notes without a thought for σ = 0.
fn by_the_letter(features: ArrayView2<f64>) -> Array2<f64> {
    let moments = Moments::of(features);
    let variances = moments.variance();
    Array2::from_shape_fn(features.dim(), |(i, j)| (features[[i, j]] - moments.mean()[j]) / variances[j].sqrt())
}

/// Wine in standard units beside columns 1 + 10⁻⁶·z: their deviation as they are, and after both steps.
fn amplified_noise(settings: &Settings) -> Effect {
    let set = noisy_wine(settings);
    let deviation = |features: &Array2<f64>| Moments::of(features.view()).variance()[set.feature_count() - 1].sqrt();
    let normal = Normalizer::Standard.fit(set.features.view()).and_then(|fitted| fitted.transform(set.features.view()));
    let values = [deviation(&set.features), deviation(&normal.expect("finite")), 1.0];
    Effect::new(("noise_amplified", "noise beside wine"), BOTH_STEPS, "deviation of a nearly constant feature", values)
}

/// The same inputs for nearest neighbors.
pub(super) fn noise_in_neighbors(settings: &Settings) -> TestError {
    let set = noisy_wine(settings);
    let errors: Vec<(f64, f64)> = parallel::cells(0..settings.replicates_or(SPLITS).max(2), |replicate| {
        let (training, test) = set.split(&mut settings.stream("noise_split", replicate), TRAINING_SHARE);
        let (normal_training, normal_test) = standardized(&training, &test);
        let model = Model::NearestNeighbors;
        (model.test_error(&training, &test), model.test_error(&normal_training, &normal_test))
    });
    let case = ("noise_nearest_neighbors", "nearest neighbors, wine beside noise");
    TestError::over_splits(case.into(), BOTH_STEPS, &errors, OVERLAP)
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

/// Digits: half of the pixels are 0, and no mean is.
fn zeros() -> [Effect; 2] {
    let digits = data::digits();
    let fitted = Normalizer::Center.fit(digits.features.view()).expect("finite");
    let centered = fitted.transform(digits.features.view()).expect("finite");
    let constant = Normalizer::Standard.fit(digits.features.view()).expect("finite").constant_features().len();
    let varying = digits.feature_count() - constant;
    let share = |features: &Array2<f64>| nonzeros(features) as f64 / features.len() as f64;
    let shares = [share(&digits.features), share(&centered), varying as f64 / digits.feature_count() as f64];
    let bytes = [nonzeros(&digits.features), nonzeros(&centered), digits.examples() * varying];
    let bytes = bytes.map(|nonzeros| sparse_bytes(nonzeros, digits.examples()));
    [
        Effect::new(("nonzero_share", "digits"), STEP_1_ALONE, "share of values that are not 0", shares),
        Effect::new(("sparse_bytes", "digits"), STEP_1_ALONE, "bytes in compressed sparse rows", bytes),
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
    }

    #[test]
    fn noise_that_nobody_sees_costs_test_error_once_it_is_scaled() {
        let error = noise_in_neighbors(&few_settings(module_path!(), 6));
        assert!(error.ratio().unwrap() > 1.5, "{error:?}");
    }
}
