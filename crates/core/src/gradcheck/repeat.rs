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
/// Spacings that are tried on a line.
const TRIES: usize = 4;
/// How many random lines are tried, and their spacings beside each other: where each step changes the loss by one of its roundings, one of them sees a straight line.
const LINES: usize = 2;
const SPACINGS: [f64; 3] = [1.0, 1.618_033_988_749_895, 1.259_921_049_894_873];
/// If one sees so many times more than the other, it may have met a kink: a third one decides.
const APART: f64 = 16.0;

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
        let usual = unit * self.loss.abs();
        let mut lines: Vec<Line> = Vec::new();
        while lines.len() < LINES || (lines.len() < SPACINGS.len() && apart(&lines)) {
            match Line::of(subject, parameters, lines.len()) {
                Ok(line) => lines.push(line),
                Err(panic) => {
                    (self.panic, lines) = (Some(panic), Vec::new());
                    break;
                }
            }
        }
        self.evaluations += lines.iter().map(|line| line.evaluations).sum::<u64>();
        let mut deviations: Vec<f64> = lines.iter().filter_map(|line| line.deviation).collect();
        deviations.sort_by(f64::total_cmp);
        // The larger of two, the middle one of three.
        let deviation = deviations.get(deviations.len() / 2).copied();
        self.noise_measured = deviation.is_some();
        let deviation = deviation.unwrap_or(ASSUMED * usual);
        self.noise = bits::max(DEVIATIONS * bits::max(deviation, usual), self.spread);
        // A loss of exactly 0 has no unit of roundoff; the smallest normal number of the precision stands for it.
        let smallest = if is_double::<T>() { f64::MIN_POSITIVE } else { f64::from(f32::MIN_POSITIVE) };
        self.noise = bits::max(self.noise, smallest);
    }
}

/// Whether two lines saw noise of different sizes.
fn apart(lines: &[Line]) -> bool {
    let [Some(a), Some(b)] = [lines[0].deviation, lines[1].deviation] else { return false };
    bits::max(a, b) > APART * bits::min(a, b)
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
    /// The first spacing is a power of two, so that most parameters are moved without a rounding.
    fn of<T: Real>(subject: &mut Subject<'_, T>, parameters: &[T], line: usize) -> Result<Self, CheckError> {
        let mut signs = numbered_stream(0, "gradcheck/noise", &[line as u64]);
        let mut sign = |size: f64| if bernoulli(&mut signs, 0.5) { size } else { -size };
        // Each parameter by its own size: what is noise beside it is none of a loss that is smooth at that size. A parameter that is 0 has none, and stays unless all are 0.
        let sizes: Vec<f64> = parameters.iter().map(|parameter| parameter.to_f64().abs()).collect();
        let nowhere = sizes.iter().all(|size| *size == 0.0);
        let direction: Vec<f64> = sizes
            .iter()
            .map(|&size| {
                sign(match size {
                    _ if nowhere => 1.0,
                    0.0 => 0.0,
                    size => power_of_two(size),
                })
            })
            .collect();
        // √u: far above the spacing of the parameters, and its third power far below the noise.
        let mut spacing = SPACINGS[line] * power_of_two(T::UNIT_ROUNDOFF.to_f64().sqrt());
        let mut evaluations = 0;
        for _ in 0..TRIES {
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

/// Whether numbers have more digits than those of single precision.
pub(super) fn is_double<T: Real>() -> bool {
    T::UNIT_ROUNDOFF.to_f64() < 1e-12
}

/// The size by which a parameter is moved: 1, or the power of two below a larger one.
pub(super) fn scale(parameter: f64) -> f64 {
    power_of_two(bits::max(parameter.abs(), 1.0))
}

#[cfg(test)]
mod tests;
