//! Does the gradient hold at other parameters too? The same check at the start, at enlarged weights and biases, and after some training, in one call.
//!
//! A backward pass may be right only where weights and biases are near zero: there tanh is its own tangent, and an error of its derivative is as small as
//! the square of what goes in. Biases that start at exactly 0 hide errors of their own. So the check is repeated where nothing is small.
//!
//! ```
//! use wellposed_core::gradcheck::{Functions, GradientCheck, Survey, Verdict};
//!
//! // tanh′ taken for 1: right to twelve digits at w = 1e-6, wrong at 1e-5 times 10⁵.
//! let wrong = Functions::new(1, |w: &[f64]| 2.0 + w[0].tanh(), |_: &[f64]| vec![1.0]);
//! let survey = Survey { enlarge: 1e5, steps: 3, step: 0.1, seed: 1 };
//! let report = GradientCheck::of(&wrong).survey(&[1e-5], survey)?;
//! assert_eq!(report.stages[0].report.verdict, Verdict::Pass);
//! assert_eq!(report.stages[1].report.verdict, Verdict::Fail);
//! assert!(!report.passed());
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```

use std::fmt;

use super::CheckError;
use super::check::GradientCheck;
use super::guard::caught;
use super::judge::Verdict;
use super::place::Place;
use super::report::Report;
use super::subject::Subject;
use crate::bits::streams::{numbered_stream, uniform};
use crate::bits::{Real, norm};
use crate::descent::{Method, descend};

/// Where else to check.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Survey {
    /// Every parameter times this; one that is 0 becomes a random number of the size of the others.
    pub enlarge: f64,
    /// So many steps of gradient descent, by the gradient under test, lead to the last parameters.
    pub steps: u64,
    /// The step size of these.
    pub step: f64,
    /// The seed of the random numbers.
    pub seed: u64,
}

impl Default for Survey {
    /// Ten times the parameters; a hundred steps of 0.1.
    fn default() -> Self {
        Survey { enlarge: 10.0, steps: 100, step: 0.1, seed: 1 }
    }
}

/// A check at one of the places.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Stage {
    /// `start`, `enlarged` or `trained`.
    pub name: String,
    /// What was found there.
    pub report: Report,
}

/// What a survey came to.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[must_use = "a survey that nobody looks at decides nothing"]
#[non_exhaustive]
pub struct SurveyReport {
    /// A failure anywhere decides; otherwise a pass at any place is a pass, since the code is the same everywhere.
    pub verdict: Verdict,
    /// The start, the enlarged parameters, and the trained ones unless training left the finite numbers.
    pub stages: Vec<Stage>,
}

impl SurveyReport {
    /// Whether no check failed and at least one passed.
    pub fn passed(&self) -> bool {
        self.verdict == Verdict::Pass
    }
}

impl<T: Real> GradientCheck<'_, T> {
    /// Checks at `start`, at enlarged parameters and after training.
    ///
    /// # Errors
    /// As [`run`](Self::run), or if the survey itself makes no sense.
    pub fn survey(&self, start: &[T], survey: Survey) -> Result<SurveyReport, CheckError> {
        for (name, value) in
            [("the factor of enlarged parameters", survey.enlarge), ("the step of training", survey.step)]
        {
            if !(value > 0.0 && value.is_finite()) {
                return Err(CheckError::Setting { name, value, needed: "positive and finite" });
            }
        }
        let mut stages = vec![Stage { name: "start".into(), report: self.run(start)? }];
        let mut add = |name: &'static str, parameters: &[T]| match self.run(parameters) {
            Ok(report) => {
                stages.push(Stage { name: name.into(), report });
                Ok(())
            }
            // Places that nobody chose may be out of range; that is no fault of the gradient.
            Err(CheckError::Loss { .. } | CheckError::Parameter { .. }) => Ok(()),
            Err(error) => Err(CheckError::Stage { stage: name, error: Box::new(error) }),
        };
        add("enlarged", &enlarged(start, survey))?;
        add("trained", &self.trained(start, survey)?)?;
        let all = || stages.iter().map(|stage| stage.report.verdict);
        let any = |wanted| all().any(|verdict| verdict == wanted);
        let verdict = if any(Verdict::Fail) {
            Verdict::Fail
        } else if any(Verdict::Pass) {
            Verdict::Pass
        } else {
            Verdict::Undecidable
        };
        Ok(SurveyReport { verdict, stages })
    }

    /// The parameters after training.
    fn trained(&self, start: &[T], survey: Survey) -> Result<Vec<T>, CheckError> {
        let (method, mut evaluations) = (Method::GradientDescent { step: survey.step }, 0_u64);
        let count = |_: &[T], _| {
            evaluations += 1;
            false
        };
        let run =
            |subject: &mut Subject<'_, T>| Ok(caught(|| descend(subject.one(), start, method, survey.steps, count)));
        self.objective.asked(run)?.map(|run| run.parameters).map_err(|message| {
            let place = Place::Training { steps: evaluations };
            CheckError::Panic { method: "loss_and_gradient", place, message }
        })
    }
}

/// Every parameter times the factor; zeros become uniform numbers of the root mean square of the others.
fn enlarged<T: Real>(start: &[T], survey: Survey) -> Vec<T> {
    let values: Vec<f64> = start.iter().map(|parameter| parameter.to_f64()).collect();
    let others = values.iter().filter(|value| **value != 0.0).count();
    let size = if others == 0 { 1.0 } else { norm(&values) / (others as f64).sqrt() };
    let mut stream = numbered_stream(survey.seed, "gradcheck/survey", &[]);
    let mut enlarge = |value: f64| {
        let drawn = uniform(&mut stream, -1.0, 1.0);
        survey.enlarge * if value == 0.0 { drawn * size } else { value }
    };
    values.into_iter().map(|value| T::from_f64(enlarge(value))).collect()
}

impl fmt::Display for SurveyReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for stage in &self.stages {
            writeln!(formatter, "{}: {}", stage.name, stage.report)?;
        }
        Ok(())
    }
}
