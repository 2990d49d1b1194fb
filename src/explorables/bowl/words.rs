//! What does the picture say? κ before and after, what descent does, and the numbers, with the cells of the reports that hold the same.

use super::super::Number;
use super::super::control::told;
use super::picture::Path;
use super::problem::Problem;
use crate::chapters::input_normalization::convergence_speed::counted::TOLERANCE;
use crate::chapters::input_normalization::inputs::Inputs;
use crate::normalize::Normalizer;
use crate::report::{Cell, Digits};
use crate::theory::steps;

/// The report of condition numbers, and of steps.
const CONDITIONING: &str = "input_normalization/conditioning";
const SPEED: &str = "input_normalization/convergence_speed/least_squares";
/// In units of 2/λₘₐₓ: the learning rate of which the second reports.
const REPORTED_RATE: f64 = 0.5;
/// Up to so many steps times κ a count is exact; beyond, digits are printed.
const EXACT: f64 = 1e15;

pub(super) fn said(problem: &Problem, path: &Path) -> String {
    format!("{} {}", condition(problem), descent(problem, path))
}

fn condition(problem: &Problem) -> String {
    let [raw, kappa] = [problem.raw, problem.condition_number()];
    let done = match problem.inputs {
        Inputs::Raw => {
            let ratio = told(kappa.sqrt(), 3);
            return format!(
                "As they are, the examples have κ = {}: a bowl {ratio} times as long as wide.",
                told(kappa, 4)
            );
        }
        Inputs::Normalized(Normalizer::Center) => "Subtracting μ alone",
        Inputs::Normalized(Normalizer::Scale) => "Dividing by σ alone",
        Inputs::Normalized(_) => "Subtracting μ and dividing by σ",
    };
    // A hundredth more or less is not seen in a picture.
    let outcome = match kappa / raw {
        change if change > 1.01 => "makes the bowl longer",
        change if change < 0.99 => "makes the bowl rounder",
        _ => "leaves the bowl as long as it was",
    };
    format!("{done} {outcome}: κ goes from {} to {}.", told(raw, 4), told(kappa, 4))
}

fn descent(problem: &Problem, path: &Path) -> String {
    let rate = told(problem.rate, 3);
    match problem.steps {
        Some(steps) => {
            let all = if steps <= path.steps() as u64 { "" } else { ", the first of which are drawn" };
            let plural = if steps == 1 { "" } else { "s" };
            format!(
                "Descent with α = {} takes {} step{plural} to {TOLERANCE:e} of its first error{all}.",
                told(problem.step, 4),
                count(problem, steps)
            )
        }
        None if problem.rate > 1.0 => {
            let factor = told(2.0 * problem.rate - 1.0, 3);
            let out = match path.leaves {
                true => format!("the path leaves the picture after {} steps", path.steps()),
                false => "the path will leave the picture".to_owned(),
            };
            format!(
                "α is {rate} times the largest stable step: along the steepest axis each step turns the error over and multiplies it by {factor}, and {out}."
            )
        }
        None => format!("With α = {} descent needs more steps than can be counted.", told(problem.step, 4)),
    }
}

/// How many steps, as far as they are known.
fn count(problem: &Problem, steps: u64) -> String {
    if is_exact(problem, steps) { steps.to_string() } else { format!("about {}", told(steps as f64, 3)) }
}

fn is_exact(problem: &Problem, steps: u64) -> bool {
    steps as f64 * problem.condition_number() < EXACT
}

pub(super) fn numbers(problem: &Problem) -> Vec<Number> {
    let [largest, smallest] = problem.eigenvalues();
    let reported = |number: Number, column: &'static str| match problem.is_own() {
        true => number,
        false => number.reported(CONDITIONING, row(problem), column),
    };
    let mut numbers = vec![
        reported(Number::new("condition number κ", problem.condition_number(), 5), "condition_number"),
        reported(Number::new("largest eigenvalue λₘₐₓ", largest, 5), "largest_eigenvalue"),
        reported(Number::new("smallest eigenvalue λₘᵢₙ", smallest, 5), "smallest_eigenvalue"),
        reported(
            Number::new("largest stable step 2/λₘₐₓ", steps::largest_stable_step(largest), 5),
            "predicted_largest_step",
        ),
        Number::new("learning rate α", problem.step, 5),
    ];
    numbers.extend(problem.steps.map(|steps| steps_number(problem, steps)));
    numbers
}

/// The row of a report.
fn row(problem: &Problem) -> String {
    format!("{}/{}", problem.set.name, problem.inputs.name())
}

fn steps_number(problem: &Problem, steps: u64) -> Number {
    let label = "steps to 10⁻⁶ of the first error";
    if !is_exact(problem, steps) {
        return Number::new(label, steps as f64, 3);
    }
    let number = Number { label: label.into(), value: Cell::from(steps), digits: Digits::Exact, reported: None };
    match !problem.is_own() && problem.rate == REPORTED_RATE {
        true => number.reported(SPEED, format!("{}/gradient_descent_fixed", row(problem)), "eigenbasis_steps"),
        false => number,
    }
}

/// What should be known beside the numbers.
pub(super) fn lines(problem: &Problem) -> Vec<String> {
    let mut lines = Vec::new();
    if problem.curvature.rank() <= problem.set.feature_count() {
        lines.push("One axis is so flat that rounding hides it; κ and λₘᵢₙ are those of the other axes.".to_owned());
    }
    lines
}
