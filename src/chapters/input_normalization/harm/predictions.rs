//! Does a model predict the same after normalization? Least squares without a penalty does, all others do not.

use ndarray::Array2;

use super::{BOTH_STEPS, ratio};
use crate::bits;
use crate::chapters::Settings;
use crate::data::{self, Dataset};
use crate::normalize::Normalizer;
use crate::parallel;
use crate::report::{Cell, Column, Digits, Table};
use crate::statistics;

use super::super::classifiers::{LinearFit, Model, PENALTY, indicators, wrong_share};
use super::super::win_tie_loss::{Comparison, OVERLAP, Source, TRAINING_SHARE, standardized};
use super::super::words::words;

const SPLITS: usize = 30;
/// Training examples of the leak: few, so that their statistics are as uncertain as they get.
const FEW: f64 = 20.0;
const LEAK_SPLITS: usize = 200;

/// Mean test errors without and with a step of normalization.
#[derive(Clone, Debug)]
pub(super) struct TestError {
    case: Cell,
    recipe: &'static str,
    pub(super) before: f64,
    pub(super) after: f64,
    /// Of before − after over random splits.
    standard_error: f64,
}

impl TestError {
    pub(super) fn over_splits(case: Cell, recipe: &'static str, errors: &[(f64, f64)], overlap: f64) -> Self {
        let (before, after): (Vec<f64>, Vec<f64>) = errors.iter().copied().unzip();
        let differences: Vec<f64> = errors.iter().map(|(before, after)| before - after).collect();
        let mean = |values: &[f64]| statistics::mean(values).expect("there are splits");
        let deviation = statistics::standard_deviation(&differences).expect("there are two splits");
        let standard_error = deviation * (1.0 / errors.len() as f64 + overlap).sqrt();
        TestError { case, recipe, before: mean(&before), after: mean(&after), standard_error }
    }

    pub(super) fn ratio(&self) -> Option<f64> {
        ratio(self.before, self.after)
    }
}

pub(super) fn errors_table(errors: &[TestError]) -> Table {
    let columns = vec![
        Column::text("case").from(|row: &TestError| row.case.clone()).key(),
        Column::text("recipe").titled("what is done").from(|row: &TestError| row.recipe),
        Column::significant("before", 4).from(|row: &TestError| row.before),
        Column::significant("after", 4).from(|row: &TestError| row.after),
        Column::significant("ratio", 4).titled("after / before").from(TestError::ratio),
        Column::number("standard_error", "1", Digits::Significant(2)).from(|row: &TestError| row.standard_error),
    ];
    Table::of("How does the test error change?", columns, errors).named("errors").noted(
        "Error: share of test examples in a wrong class, mean over random splits; after / before above 1 is harm. Standard error: of the mean change, corrected for the \
         overlap of splits where splits of one set share examples.",
    )
}

/// Least squares on class indicators, with a penalty that is the same for both inputs.
#[derive(Debug)]
pub(super) struct Linear {
    pub(super) error: TestError,
    penalty: f64,
    /// The largest change of a prediction over all test examples.
    largest_change: f64,
}

pub(super) fn linear_models(set: &Dataset, settings: &Settings) -> [Linear; 2] {
    [
        linear(("least_squares_wine", "least squares, wine"), 0.0, set, settings),
        linear(("ridge_wine", "ridge, wine"), PENALTY, set, settings),
    ]
}

pub(super) fn table(linear: &[Linear]) -> Table {
    let columns = vec![
        Column::text("case").from(|row: &Linear| row.error.case.clone()).key(),
        Column::significant("penalty", 4).from(|row: &Linear| row.penalty),
        Column::significant("largest_change", 4)
            .titled("largest change of a prediction")
            .from(|row: &Linear| row.largest_change),
    ];
    Table::of("Which linear model predicts the same after both steps?", columns, linear)
        .named("predictions")
        .noted("Over all test examples. Least squares is the control: without a penalty predictions stay the same up to rounding.")
}

/// The comparisons of nearest neighbors are those of `win_tie_loss`, drawn by its settings.
pub(super) fn neighbors(shared: &Settings) -> impl Iterator<Item = TestError> {
    data::bundled().into_iter().map(|set| {
        let case = Cell::Named {
            key: format!("nearest_neighbors_{}", set.name),
            words: format!("nearest neighbors, {}", words(&set.name)),
        };
        let found = Comparison::measure(shared, &Source::Set(set), Model::NearestNeighbors);
        let Comparison { raw: before, standardized: after, standard_error, .. } = found;
        TestError { case, recipe: BOTH_STEPS, before, after, standard_error }
    })
}

fn linear(case: (&str, &str), penalty: f64, set: &Dataset, settings: &Settings) -> Linear {
    let splits: Vec<((f64, f64), f64)> = parallel::cells(0..settings.replicates_or(SPLITS).max(2), |replicate| {
        let (training, test) = set.split(&mut settings.stream("linear", replicate), TRAINING_SHARE);
        let (normal_training, normal_test) = standardized(&training, &test);
        let raw = outputs(&training, &test, penalty);
        let normal = outputs(&normal_training, &normal_test, penalty);
        let change = (&raw - &normal).iter().fold(0.0, |largest: f64, change| bits::max(largest, change.abs()));
        ((wrong_share(&raw, &test), wrong_share(&normal, &test)), change)
    });
    let (errors, changes): (Vec<(f64, f64)>, Vec<f64>) = splits.into_iter().unzip();
    let error = TestError::over_splits(case.into(), BOTH_STEPS, &errors, OVERLAP);
    Linear { error, penalty, largest_change: changes.into_iter().fold(0.0, bits::max) }
}

fn outputs(training: &Dataset, test: &Dataset, penalty: f64) -> Array2<f64> {
    LinearFit::least_squares(training.features.view(), indicators(training).view(), penalty)
        .predict(test.features.view())
}

/// The test error that is reported with the statistics of 20 training examples, and with those of all examples: a leak makes it
/// look smaller than it is.
pub(super) fn leak(set: &Dataset, settings: &Settings) -> TestError {
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
    let case = ("leak_nearest_neighbors_wine", "nearest neighbors, 20 examples of wine");
    TestError::over_splits(case.into(), "statistics of all examples", &errors, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::few_settings;

    #[test]
    fn only_the_penalty_changes_predictions() {
        let [free, ridge] = linear_models(&data::wine(), &few_settings(module_path!(), 4));
        // Twice (1 + 3κ)·m·n·u·‖y‖ as for training examples (see `classifiers`), and ten times that for test examples, which lie
        // outside the span that was fitted: below 10⁻⁸ in any case.
        assert!(free.largest_change < 1e-8, "{free:?}");
        assert_eq!(free.error.before, free.error.after);
        assert!(ridge.largest_change > 1e-3, "{ridge:?}");
    }

    #[test]
    fn a_standard_error_by_hand() {
        let error = TestError::over_splits("by_hand".into(), BOTH_STEPS, &[(0.1, 0.2), (0.3, 0.6)], 0.0);
        // Differences −0.1 and −0.3: deviation 0.1·√2, over √2.
        assert!((error.standard_error - 0.1).abs() < 1e-15 && (error.ratio().unwrap() - 2.0).abs() < 1e-15);
    }
}
