//! Does the test error differ, and how sure is that? A mean over splits with an interval that knows that splits overlap.

use super::CONFIDENCE;
use super::sources::{Source, standardized};
use crate::chapters::Settings;
use crate::chapters::input_normalization::classifiers::Model;
use crate::parallel;
use crate::statistics;

/// How the two kinds of inputs compare for one pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Win,
    Tie,
    Loss,
}

impl Outcome {
    pub(super) fn name(self) -> &'static str {
        match self {
            Outcome::Win => "win",
            Outcome::Tie => "tie",
            Outcome::Loss => "loss",
        }
    }
}

/// Test errors of one model on one source of examples.
pub(in super::super) struct Comparison {
    pub(super) data: String,
    pub(super) model: Model,
    pub(super) splits: usize,
    /// Mean test errors.
    pub(in super::super) raw: f64,
    pub(in super::super) standardized: f64,
    /// Mean of raw − standardized, with its interval and standard error.
    pub(super) difference: f64,
    pub(super) interval: (f64, f64),
    pub(in super::super) standard_error: f64,
}

impl Comparison {
    /// Splits, trains and tests.
    pub(in super::super) fn measure(settings: &Settings, source: &Source, model: Model) -> Self {
        let splits = settings.replicates_or(source.splits()).max(2);
        let errors: Vec<(f64, f64)> = parallel::cells(0..splits, |replicate| {
            let (training, test) = source.split(settings, replicate);
            let (normal_training, normal_test) = standardized(&training, &test);
            (model.test_error(&training, &test), model.test_error(&normal_training, &normal_test))
        });
        Comparison::of(source.name(), model, &errors, source.overlap())
    }

    pub(super) fn of(data: &str, model: Model, errors: &[(f64, f64)], overlap: f64) -> Self {
        let splits = errors.len();
        let mean = |of: fn(&(f64, f64)) -> f64| {
            statistics::mean(&errors.iter().map(of).collect::<Vec<f64>>()).expect("there are splits")
        };
        let differences: Vec<f64> = errors.iter().map(|(raw, standardized)| raw - standardized).collect();
        let difference = statistics::mean(&differences).expect("there are splits");
        let deviation = statistics::standard_deviation(&differences).expect("there are two splits");
        let standard_error = deviation * (1.0 / splits as f64 + overlap).sqrt();
        let quantile = statistics::student_quantile(0.5 + CONFIDENCE / 2.0, splits - 1).expect("there are two splits");
        let interval = (difference - quantile * standard_error, difference + quantile * standard_error);
        Comparison {
            data: data.to_owned(),
            model,
            splits,
            raw: mean(|errors| errors.0),
            standardized: mean(|errors| errors.1),
            difference,
            interval,
            standard_error,
        }
    }

    pub(super) fn outcome(&self) -> Outcome {
        match self.interval {
            (low, _) if low > 0.0 => Outcome::Win,
            (_, high) if high < 0.0 => Outcome::Loss,
            _ => Outcome::Tie,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(errors: &[(f64, f64)], overlap: f64) -> Outcome {
        Comparison::of("by_hand", Model::Ridge, errors, overlap).outcome()
    }

    #[test]
    fn intervals_by_hand() {
        // Differences 0.1 and 0.3: mean 0.2, deviation 0.1·√2, t(1 degree) = 12.7; standard error 0.1 without overlap.
        let comparison = Comparison::of("by_hand", Model::Ridge, &[(0.2, 0.1), (0.5, 0.2)], 0.0);
        assert!((comparison.difference - 0.2).abs() < 1e-15 && (comparison.standard_error - 0.1).abs() < 1e-15);
        assert_eq!(comparison.outcome(), Outcome::Tie);
        assert_eq!(outcome(&[(0.3, 0.1), (0.3, 0.1)], 0.5), Outcome::Win);
        assert_eq!(outcome(&[(0.1, 0.3), (0.1, 0.3)], 0.5), Outcome::Loss);
        assert_eq!(outcome(&[(0.2, 0.2), (0.2, 0.2)], 0.5), Outcome::Tie);
    }

    #[test]
    fn the_correction_keeps_many_overlapping_splits_from_deciding() {
        // Mean 0.01, deviation about 0.03: 1000 independent splits would decide, overlapping ones must not.
        let errors: Vec<(f64, f64)> =
            (0..1000).map(|i| (if i % 2 == 0 { 0.04 } else { 0.02 }, [0.06, -0.02][i % 2])).collect();
        assert_eq!(outcome(&errors, 0.0), Outcome::Win);
        assert_eq!(outcome(&errors, 0.5), Outcome::Tie);
    }
}
