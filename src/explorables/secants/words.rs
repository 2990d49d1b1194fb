//! What does a reader read? The quotients, how many digits of them are right, what a smaller step would do, and what there is where there is none.

use super::super::control::{as_typed, told};
use super::super::{Number, State};
use super::measured::Measured;
use super::setting::{Chosen, F64, Setting, is_typed, words};
use crate::chapters::two_sided_differences::functions::Function;
use crate::chapters::two_sided_differences::lecture_example::{POINT, STEP};
use crate::report::Digits;
use crate::report::number::for_reading;

const EXAMPLE: &str = "two_sided_differences/lecture_example";
const CURVES: &str = "two_sided_differences/error_against_step/curves";
const OPTIMA: &str = "two_sided_differences/error_against_step/optima";

/// By which factor a step misses the best one before one of the two errors rules.
const FAR: f64 = 4.0;

/// The result.
pub(super) fn said(setting: &Setting, measured: &Measured) -> String {
    let [theta, step] = [measured.point, setting.step].map(|number| told(number, 4));
    if !measured.value.is_finite() {
        return format!("f has no finite value at θ = {theta}: choose a point where it has one.");
    }
    if measured.lost {
        let format = setting.format;
        return format!(
            "In {format} a step of {step} is lost beside θ = {theta}: θ + ε is θ, and there is no quotient."
        );
    }
    if !measured.quotient.is_finite() {
        return format!(
            "At θ = {theta} a step of {step} reaches to where f has no finite value in {}.",
            setting.format
        );
    }
    if !measured.slope.is_finite() {
        let [quotient, kind] = [told(measured.quotient, 4), words(setting.formula).to_owned()];
        return format!(
            "f has no finite derivative at θ = {theta}. The {kind} quotient gives {quotient} all the same."
        );
    }
    format!("{} {} {}", gives(setting, measured), right(setting, measured), rule(setting, measured))
}

fn gives(setting: &Setting, measured: &Measured) -> String {
    let [one, two, _] = measured.quotients.map(|quotient| told_or(quotient, "no number"));
    let (step, slope) = (told(setting.step, 4), told(measured.slope, 7));
    format!("With ε = {step} one side gives {one} and two sides give {two}; the derivative is {slope}.")
}

fn told_or(number: f64, nothing: &str) -> String {
    if number.is_finite() { told(number, 7) } else { nothing.to_owned() }
}

fn right(setting: &Setting, measured: &Measured) -> String {
    let kind = words(setting.formula);
    let Some(digits) = measured.digits(measured.error) else {
        return format!("The error of the {kind} quotient is {}.", told(measured.error, 2));
    };
    let at_best = measured.bottom.and_then(|bottom| Some((bottom.step, measured.digits(bottom.measured)?)));
    let fixed = |digits: f64| for_reading(digits, Digits::Fixed(1));
    match at_best {
        Some((best, most)) => {
            let (digits, best, most) = (fixed(digits), told(best, 2), fixed(most));
            format!(
                "The {kind} quotient has {digits} digits right, and at least {most} around the best step by theory, {best}."
            )
        }
        None => format!("The {kind} quotient has {} digits right.", fixed(digits)),
    }
}

/// What a smaller or a larger step would do.
fn rule(setting: &Setting, measured: &Measured) -> String {
    let (order, kind) = (setting.formula.order(), words(setting.formula));
    let (root, power) = match order {
        1 => ("square root", "ε"),
        2 => ("cube root", "ε²"),
        _ => ("fifth root", "ε⁴"),
    };
    let unit = format!("u = {}", told(measured.unit_roundoff, 2));
    let Some(bottom) = measured.bottom else {
        return if measured.high == 0.0 {
            format!("Theory knows no truncation error of the {kind} quotient here, and so no step that is too large.")
        } else {
            "Theory knows no rounding error here, and so no step that is too small.".to_owned()
        };
    };
    if measured.error == 0.0 {
        return "At this step all roundings cancel each other.".to_owned();
    }
    match setting.step / bottom.step {
        ratio if ratio < 1.0 / FAR => format!(
            "The step is too small: below about the {root} of {unit} rounding, in proportion to u/ε, is most of the error."
        ),
        ratio if ratio > FAR => format!(
            "Truncation, in proportion to {power}, is most of the error: a smaller step is better, down to about the {root} of {unit}."
        ),
        _ => {
            format!("This is the bottom of the V, where truncation and rounding are alike: about the {root} of {unit}.")
        }
    }
}

/// The numbers beside the picture; those that are none are left out.
pub(super) fn numbers(setting: &Setting, measured: &Measured) -> Vec<Number> {
    let kind = words(setting.formula);
    let [one, two, five] = measured.quotients;
    let mut numbers = vec![
        noted(setting, Number::new("one-sided quotient", one, 9), "one_sided"),
        noted(setting, Number::new("two-sided quotient", two, 9), "two_sided"),
    ];
    if setting.color() == 2 {
        numbers.push(Number::new("five-point quotient", five, 9));
    }
    numbers.push(noted(setting, Number::new("derivative f′(θ), by dual numbers", measured.slope, 9), "derivative"));
    let error = Number::new(format!("error of the {kind} quotient"), measured.error, 3);
    numbers.push(noted(setting, error, ["one_sided_error", "two_sided_error", ""][setting.color()]));
    numbers
        .extend(measured.digits(measured.error).map(|digits| Number::new("decimal digits that are right", digits, 3)));
    numbers.extend(of_window(setting, measured));
    numbers.extend(of_bottom(setting, measured));
    numbers.retain(|number| number.value.number().is_some_and(f64::is_finite));
    numbers
}

/// With the cell of the notes' example, if this is it.
fn noted(setting: &Setting, number: Number, key: &str) -> Number {
    let is_cube = matches!(&setting.chosen, Chosen::Listed(Function::Cube));
    let is_notes = is_cube && setting.format == F64 && (setting.theta, setting.step) == (POINT, STEP);
    if is_notes && !key.is_empty() { number.reported(EXAMPLE, key, "measured") } else { number }
}

/// The largest error of the steps around, which a report has.
fn of_window(setting: &Setting, measured: &Measured) -> Option<Number> {
    let window = measured.window.as_ref()?;
    let label = format!("largest error of 16 steps around {}", told(window.point.step, 3));
    let key = format!("{}/{}", row(setting, window.example.function), window.point.step);
    Some(Number::new(label, window.point.error, 2).reported(CURVES, key, "error"))
}

fn of_bottom(setting: &Setting, measured: &Measured) -> Vec<Number> {
    let Some(bottom) = measured.bottom else { return Vec::new() };
    let numbers = [
        (Number::new("best step ε* by theory", bottom.step, 3), "predicted_step"),
        (Number::new("error at ε* by theory", bottom.predicted, 2), "predicted_error"),
    ];
    let reported = |(number, column): (Number, &'static str)| match &measured.window {
        Some(window) => number.reported(OPTIMA, row(setting, window.example.function), column),
        None => number,
    };
    let mut numbers: Vec<Number> = numbers.map(reported).into();
    numbers.push(Number::new("largest error of 16 steps around ε*", bottom.measured, 2));
    numbers
}

/// The key of a row of the chapter's reports.
fn row(setting: &Setting, function: Function) -> String {
    format!("{}/{}/{}", setting.format, setting.formula.name(), function.name())
}

/// How the typed function was read, which number θ is, and what can't be seen.
pub(super) fn lines(state: &State, setting: &Setting, measured: &Measured, alike: bool) -> Vec<String> {
    let read = is_typed(state).then(|| format!("f(θ) = {}", setting.chosen.words()));
    let is_other = measured.point != setting.theta;
    let point = is_other.then(|| format!("θ = {} in {}", as_typed(measured.point), setting.format));
    let close = alike.then(|| "At this ε the secant can't be told from the tangent in the left panel.".to_owned());
    read.into_iter().chain(point).chain(close).collect()
}

/// What a reader is told whose function can't be read.
pub(super) fn unread(message: &str) -> String {
    format!("This is no function of θ yet: {message}.")
}
