//! Does a model predict the same after normalization? Least squares without a penalty does, all others do not.

use ndarray::Array2;

use super::degenerate::over_splits;
use super::{BOTH_STEPS, Effect};
use crate::bits;
use crate::chapters::Settings;
use crate::data::{self, Dataset};
use crate::normalize::Normalizer;
use crate::parallel;

use super::super::classifiers::{LinearFit, Model, PENALTY, indicators, wrong_share};
use super::super::win_tie_loss::{Comparison, OVERLAP, Source, TRAINING_SHARE, standardized};

const SPLITS: usize = 30;
/// Training examples of the leak: few, so that their statistics are as uncertain as they get.
const FEW: f64 = 20.0;
const LEAK_SPLITS: usize = 200;

/// The comparisons of nearest neighbors are those of `win_tie_loss`, drawn by its settings, `shared`.
pub(super) fn effects(settings: &Settings, shared: &Settings) -> Vec<Effect> {
    let wine = data::wine();
    let mut effects =
        vec![linear("least_squares_wine", 0.0, &wine, settings), linear("ridge_wine", PENALTY, &wine, settings)];
    effects.extend(data::bundled().into_iter().map(|set| {
        let case = format!("nearest_neighbors_{}", set.name);
        let comparison = Comparison::measure(shared, &Source::Set(set), Model::NearestNeighbors);
        let effect = Effect::new(case, BOTH_STEPS, super::TEST_ERROR, comparison.raw, comparison.standardized);
        Effect { standard_error: Some(comparison.standard_error), ..effect }
    }));
    effects.push(leak(&wine, settings));
    effects
}

/// Test errors and the largest change of a prediction for least squares with a penalty that is the same for both inputs.
fn linear(case: &str, penalty: f64, set: &Dataset, settings: &Settings) -> Effect {
    let splits: Vec<((f64, f64), f64)> = parallel::cells(0..settings.replicates_or(SPLITS).max(2), |replicate| {
        let (training, test) = set.split(&mut settings.stream("linear", replicate), TRAINING_SHARE);
        let (normal_training, normal_test) = standardized(&training, &test);
        let raw = outputs(&training, &test, penalty);
        let normal = outputs(&normal_training, &normal_test, penalty);
        let change = (&raw - &normal).iter().fold(0.0, |largest: f64, change| bits::max(largest, change.abs()));
        ((wrong_share(&raw, &test), wrong_share(&normal, &test)), change)
    });
    let (errors, changes): (Vec<(f64, f64)>, Vec<f64>) = splits.into_iter().unzip();
    let effect = over_splits(case, BOTH_STEPS, &errors, OVERLAP);
    let effect = if penalty == 0.0 { Effect { predicted: Some(effect.before), ..effect } } else { effect };
    Effect { largest_change: Some(changes.into_iter().fold(0.0, bits::max)), ..effect }
}

fn outputs(training: &Dataset, test: &Dataset, penalty: f64) -> Array2<f64> {
    LinearFit::least_squares(training.features.view(), indicators(training).view(), penalty)
        .predict(test.features.view())
}

/// The test error that is reported with the statistics of 20 training examples, and with those of all examples: a leak makes it
/// look smaller than it is.
fn leak(set: &Dataset, settings: &Settings) -> Effect {
    let everything = Normalizer::Standard.fit(set.features.view()).expect("finite");
    let errors: Vec<(f64, f64)> = parallel::cells(0..settings.replicates_or(LEAK_SPLITS).max(2), |replicate| {
        let share = FEW / set.examples() as f64;
        let (training, test) = set.split(&mut settings.stream("leak", replicate), share);
        let (honest_training, honest_test) = standardized(&training, &test);
        let apply = |part: &Dataset| {
            let features = everything.transform(part.features.view()).expect("the same columns as fitted");
            Dataset { features, ..part.clone() }
        };
        let model = Model::NearestNeighbors;
        (model.test_error(&honest_training, &honest_test), model.test_error(&apply(&training), &apply(&test)))
    });
    // Training sets of 20 out of 178 hardly overlap, and what is asked is the difference for this set: no correction.
    over_splits("leak_nearest_neighbors_wine", "statistics of all examples", &errors, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::few_settings;

    #[test]
    fn only_the_penalty_changes_predictions() {
        let settings = few_settings(module_path!(), 4);
        let wine = data::wine();
        let free = linear("free", 0.0, &wine, &settings);
        let ridge = linear("ridge", PENALTY, &wine, &settings);
        // Twice (1 + 3κ)·m·n·u·‖y‖ as for training examples (see `classifiers`), and ten times that for test examples, which lie
        // outside the span that was fitted: below 10⁻⁸ in any case.
        assert!(free.largest_change.unwrap() < 1e-8, "{free:?}");
        assert_eq!(free.before, free.after);
        assert!(ridge.largest_change.unwrap() > 1e-3, "{ridge:?}");
    }
}
