//! Is the loss a function, and how precisely is it computed? Asked before anything is compared.
//!
//! A loss that draws a new mask of dropout at each call is no function of the parameters, and its difference quotients are noise divided by a small number. Two
//! calls at the same parameters tell. Then the noise: values along a random line at a tiny spacing (see [`noise`]) show the
//! standard deviation σ of the rounding errors, and
//!
//! ```text
//! η = 4·max(σ, u|J|)
//! ```
//!
//! is taken for the largest error of a value. An error of four deviations is rare, and a quotient is made of several values whose errors would all have to be the worst
//! ones. u|J| is what the last rounding of the loss may cost, even where the line was lucky.

use super::CheckError;
use super::contract::{self, Held};
use super::guard::{at_parameters, caught};
use super::place::Place;
use super::subject::Subject;
use crate::bits;
use crate::bits::streams::{bernoulli, numbered_stream};
use crate::bits::{Real, power_of_two};
use crate::difference::noise::{self, Noise};
use crate::objective::{Abilities, Objective, ObjectiveError};

/// How many deviations an error is at most.
const DEVIATIONS: f64 = 4.0;
/// Where no noise can be measured, so many units of roundoff of the loss are taken for its deviation.
const ASSUMED: f64 = 16.0;
/// More than so many units of roundoff between two calls are no rounding but another loss.
const ROUNDING: f64 = 64.0;
/// Values along a line, as many as the estimate of noise wants.
const VALUES: usize = 9;
/// How many random lines are tried.
const LINES: usize = 2;

/// What is known of the loss at the parameters.
#[derive(Clone, Debug)]
pub(super) struct Base {
    pub(super) loss: f64,
    pub(super) gradient: Vec<f64>,
    /// The gradient once more, written over ones instead of zeros.
    pub(super) over_ones: Vec<f64>,
    /// Two calls differ by so much.
    pub(super) spread: f64,
    /// Whether that is more than rounding.
    pub(super) repeats: bool,
    /// η.
    pub(super) noise: f64,
    /// Whether σ was measured.
    pub(super) noise_measured: bool,
    pub(super) evaluations: u64,
    /// A panic where the noise was measured, with all parameters moved: an error unless one parameter alone is found to do the same.
    pub(super) panic: Option<CheckError>,
}

impl Base {
    /// Looks at the loss and its gradient at `parameters`.
    pub(super) fn of<T: Real>(subject: &mut Subject<'_, T>, parameters: &[T]) -> Result<Base, CheckError> {
        let objective = subject.one();
        let unit = T::UNIT_ROUNDOFF.to_f64();
        let mut loss = || at_parameters("loss", || objective.loss(parameters).to_f64());
        let (first, second) = (loss()?, loss()?);
        if !(first.is_finite() && second.is_finite()) {
            return Err(CheckError::Loss { loss: if first.is_finite() { second } else { first } });
        }
        let rounding = ROUNDING * unit * first.abs();
        let validate = || objective.abilities().validate(parameters);
        at_parameters("loss_and_gradient", validate)?.map_err(refusal)?;
        let mut over = |held| at_parameters("loss_and_gradient", || contract::gradient(objective, parameters, held));
        let ((beside, gradient), (beside_again, over_ones)) = (over(Held::Zeros)?, over(Held::Ones)?);
        if let Some(beside) = [beside, beside_again].into_iter().find(|loss| !loss.is_finite()) {
            return Err(CheckError::TwoLosses { alone: first, beside });
        }
        let spread = bits::max((first - second).abs(), (beside - beside_again).abs());
        let repeats = spread <= rounding;
        if repeats && (beside - first).abs() > rounding {
            return Err(CheckError::TwoLosses { alone: first, beside });
        }
        let (noise, noise_measured, evaluations, panic) = (spread, false, 4, None);
        let mut base =
            Base { loss: first, gradient, over_ones, spread, repeats, noise, noise_measured, evaluations, panic };
        if repeats {
            base.measure(subject, parameters, unit);
        }
        Ok(base)
    }

    /// η, from random lines through the parameters.
    fn measure<T: Real>(&mut self, subject: &mut Subject<'_, T>, parameters: &[T], unit: f64) {
        let lines: Result<Vec<Line>, CheckError> = (0..LINES).map(|line| Line::of(subject, parameters, line)).collect();
        let lines = lines.unwrap_or_else(|panic| {
            self.panic = Some(panic);
            Vec::new()
        });
        self.evaluations += lines.iter().map(|line| line.evaluations).sum::<u64>();
        let deviation = lines.iter().filter_map(|line| line.deviation).reduce(bits::max);
        self.noise_measured = deviation.is_some();
        let deviation = deviation.unwrap_or(ASSUMED * unit * self.loss.abs());
        self.noise = bits::max(DEVIATIONS * bits::max(deviation, unit * self.loss.abs()), self.spread);
        // A loss of exactly 0 has no unit of roundoff; the smallest normal number stands for it.
        self.noise = bits::max(self.noise, f64::MIN_POSITIVE);
    }
}

/// What an objective says of its own gradient.
fn refusal(error: ObjectiveError) -> CheckError {
    match error {
        ObjectiveError::GradientLength { entries, parameters } => {
            CheckError::GradientLength { given: entries, dimension: parameters }
        }
        error => CheckError::Objective(error),
    }
}

/// What the loss is like along a random line.
struct Line {
    /// σ, if it can be seen.
    deviation: Option<f64>,
    evaluations: u64,
}

impl Line {
    /// The spacing is a power of two, so that most parameters are moved without a rounding.
    fn of<T: Real>(subject: &mut Subject<'_, T>, parameters: &[T], line: usize) -> Result<Self, CheckError> {
        let mut signs = numbered_stream(0, "gradcheck/noise", &[line as u64]);
        let mut sign = |size: f64| if bernoulli(&mut signs, 0.5) { size } else { -size };
        let direction: Vec<f64> = parameters.iter().map(|parameter| sign(scale(parameter.to_f64()))).collect();
        // √u: far above the spacing of the parameters, and its third power far below the noise.
        let mut spacing = power_of_two(T::UNIT_ROUNDOFF.to_f64().sqrt());
        let mut evaluations = 0;
        for _ in 0..4 {
            let value = |objective: &mut dyn Objective<T>, _: &mut Option<()>, step: usize| {
                let moved: Vec<T> = (parameters.iter().zip(&direction))
                    .map(|(parameter, direction)| T::from_f64(parameter.to_f64() + step as f64 * spacing * direction))
                    .collect();
                let place = Place::Line { step: step as f64 * spacing };
                caught(|| objective.loss(&moved).to_f64()).map_err(|message| CheckError::Panic {
                    method: "loss",
                    place,
                    message,
                })
            };
            let values = subject.in_order(VALUES, 1, value)?;
            evaluations += VALUES as u64;
            match noise::of_values(&values) {
                Noise::Level(deviation) => return Ok(Line { deviation: Some(deviation), evaluations }),
                Noise::TooFine => spacing *= 16.0,
                _ => spacing /= 16.0,
            }
        }
        Ok(Line { deviation: None, evaluations })
    }
}

/// The size by which a parameter is moved: 1, or the power of two below a larger one.
pub(super) fn scale(parameter: f64) -> f64 {
    power_of_two(bits::max(parameter.abs(), 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objective::Functions;

    fn base(objective: &mut dyn Objective, parameters: &[f64]) -> Result<Base, CheckError> {
        Base::of(&mut Subject::Only(objective), parameters)
    }

    #[test]
    fn sizes_by_hand() {
        assert_eq!([-5.0, 0.0, 0.01].map(scale), [4.0, 1.0, 1.0]);
    }

    #[test]
    fn noise_is_measured_and_a_loss_with_more_of_it_has_more() {
        let smooth = |w: &[f64]| 2.0 + w[0] * w[0] + w[0] * w[1];
        let coarse = move |w: &[f64]| (smooth(w) * 1e10).round() / 1e10;
        let gradient = |w: &[f64]| vec![2.0 * w[0] + w[1], w[0]];
        let fine = base(&mut Functions::new(2, smooth, gradient), &[0.3, 0.7]).unwrap();
        let rough = base(&mut Functions::new(2, coarse, gradient), &[0.3, 0.7]).unwrap();
        assert!(fine.repeats && fine.noise_measured && rough.noise_measured);
        // Four roundings of numbers near 2, four deviations of them.
        assert!(fine.noise >= 2.0 * f64::EPSILON && fine.noise < 40.0 * f64::EPSILON, "{}", fine.noise);
        // A rounding to 1e-10 has the deviation 1e-10/√12.
        assert!((0.2e-10..4.0e-10).contains(&rough.noise), "{}", rough.noise);
    }

    #[test]
    fn a_loss_that_draws_is_found_out_and_two_losses_are_refused() {
        let mut calls = 0.0;
        let drawing = move |w: &[f64]| {
            calls += 1.0;
            w[0] * w[0] + calls
        };
        let found = base(&mut Functions::new(1, drawing, |w: &[f64]| vec![2.0 * w[0]]), &[1.0]).unwrap();
        assert!(!found.repeats && found.spread >= 1.0 && found.evaluations == 4);

        struct Two;
        impl Objective for Two {
            fn dimension(&self) -> usize {
                1
            }
            fn loss_and_gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
                gradient[0] = 1.0;
                w[0]
            }
            fn loss(&mut self, w: &[f64]) -> f64 {
                2.0 * w[0]
            }
            fn abilities(&mut self) -> Option<&mut dyn Abilities> {
                None
            }
        }
        assert!(matches!(base(&mut Two, &[1.0]), Err(CheckError::TwoLosses { .. })));
    }
}
