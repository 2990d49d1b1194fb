//! How are the rows shown? A table for each model, with speed-ups against raw inputs, and a figure of steps against κ.

use super::super::inputs::Inputs;
use super::super::words::{named, words};
use super::speed::{self, Speed, with_inputs};
use super::{EXAMPLES, Technique, counted, least_squares, logistic, network, two_features};
use crate::report::{self, Axis, Column, Digits, Figure, Mark, Panel, Series, Table};

/// A row, and the one that its speed-up is against.
pub(super) struct Compared<'s> {
    pub(super) speed: &'s Speed,
    raw: Option<&'s Speed>,
}

/// A column of a table of these rows.
pub(super) type Typed<'s> = report::Typed<'static, Compared<'s>>;

impl<'s> Compared<'s> {
    pub(super) fn all(speeds: impl IntoIterator<Item = &'s Speed>, among: &'s [Speed]) -> Vec<Self> {
        speeds.into_iter().map(|speed| Compared { speed, raw: with_inputs(among, speed, "raw") }).collect()
    }

    /// Where no step is needed there is no quotient of steps.
    fn quotient(&self, of: fn(&Speed) -> Option<f64>) -> Option<f64> {
        Some(of(self.raw?)? / of(self.speed).filter(|&steps| steps > 0.0)?)
    }
}

/// A column of numbers.
fn number<'s>(name: &'static str, unit: &'static str, of: fn(&Speed) -> Option<f64>) -> Typed<'s> {
    Column::number(name, unit, Digits::Significant(6)).from(move |row: &Compared| of(row.speed))
}

/// A column of steps.
pub(super) fn steps<'s>(name: &'static str, words: &'static str, of: fn(&Speed) -> Option<u64>) -> Typed<'s> {
    Column::count(name, "steps").titled(words).from(move |row: &Compared| of(row.speed))
}

/// What is given, and what theory says of it.
pub(super) fn predicted<'s>() -> [Typed<'s>; 4] {
    [
        number("condition_number", "1", |speed| speed.condition_number),
        number("step", "1", |speed| speed.step),
        number("predicted_rate", "1", |speed| speed.rate),
        number("predicted_steps", "steps", |speed| speed.predicted),
    ]
}

/// The gain against raw inputs, and how a run ended.
pub(super) fn gains<'s>() -> [Typed<'s>; 3] {
    let predicted = Column::number("predicted_speedup", "1", Digits::Significant(6));
    let seen = Column::number("speedup", "1", Digits::Significant(4));
    [
        predicted.from(|row: &Compared| row.quotient(|speed| speed.predicted)),
        seen.from(|row: &Compared| row.quotient(|speed| speed.steps().map(|steps| steps as f64))),
        Column::text("outcome").from(|row: &Compared| row.speed.outcome.clone()),
    ]
}

/// The columns that name a row, with words.
fn names<'s>() -> [Typed<'s>; 3] {
    [
        Column::text("data").from(|row: &Compared| named(&row.speed.data)).key(),
        Column::text("inputs").from(|row: &Compared| named(row.speed.inputs)).key(),
        Column::text("method").from(|row: &Compared| named(row.speed.method)).key(),
    ]
}

fn counted<'s>() -> Typed<'s> {
    steps("eigenbasis_steps", "steps, counted", |speed| speed.eigenbasis)
}

fn taken<'s>() -> Typed<'s> {
    steps("measured_steps", "steps, taken", |speed| speed.measured)
}

fn of_the_loss<'s>() -> Typed<'s> {
    steps("loss_steps", "steps until the loss is there", |speed| speed.loss_steps)
}

/// A table for each model.
pub(super) fn tables(speeds: &[Speed]) -> Vec<Table> {
    vec![least_squares(speeds), logistic(speeds), network(speeds), two_features(speeds)]
}

/// The table of a model, with some rows for reading.
fn of_model<'s>(
    speeds: &'s [Speed],
    model: &'static str,
    columns: impl IntoIterator<Item = Typed<'s>>,
    read: fn(&Speed) -> bool,
    title: &str,
) -> Table {
    let rows = Compared::all(speeds.iter().filter(|speed| speed.model == model), speeds);
    let read: Vec<bool> = rows.iter().map(|row| read(row.speed)).collect();
    Table::of(title, columns.into_iter().collect(), &rows).named(model).reading(read)
}

fn least_squares(speeds: &[Speed]) -> Table {
    // By the best step for all data, and by all methods for one set.
    let read = |speed: &Speed| {
        ["raw", "standard"].contains(&speed.inputs)
            && (speed.method == Technique::BestStep.name() || speed.data == "breast_cancer")
    };
    let columns = names().into_iter().chain(predicted()).chain([counted(), taken(), of_the_loss()]).chain(gains());
    let both = speeds.iter().filter_map(|speed| Some(speed.measured?.abs_diff(speed.eigenbasis?)));
    let title = "Steps of least squares to 10⁻⁶, predicted, counted and taken";
    of_model(speeds, counted::MODEL, columns, read, title)
        .noted(format!(
            "From w = 0 until ‖w − w*‖ ≤ 10⁻⁶·‖w*‖, or until the loss is as near. Counts above {} \
             are not run; nobody predicts or counts steps of Adam, nor counts Newton's. In {} rows steps were both counted in \
             the eigenbasis and taken: the two differ by at most {}. Speed-ups are against raw inputs. Adam has the best \
             step size of {:?}.",
            least_squares::BUDGET,
            both.clone().count(),
            both.max().unwrap_or(0),
            speed::ADAM_STEPS,
        ))
        .noted(
            "Counts of gradient descent hold to the relative error of λₘᵢₙ. Momentum at its best parameters has double \
             roots, which rounding parts: its counts hold to a relative √(uκ), three digits at κ = 10¹⁰.",
        )
}

fn logistic(speeds: &[Speed]) -> Table {
    let columns = names().into_iter().chain(predicted()).chain([taken()]).chain(gains());
    let title = "Steps of logistic regression until the loss is within 10⁻⁶ of its distance at the start";
    of_model(speeds, logistic::MODEL, columns, |speed| speed.inputs == "standard", title).noted(format!(
        "Class 0 or not, {EXAMPLES} examples at most, ridge {}, {} steps at most. The fixed step is 1 over a bound of the \
         curvature, κ that bound over λₘᵢₙ at the minimum. Nothing is predicted for Adam and Newton's method; a run that \
         spent its budget has no number of steps.",
        logistic::RIDGE,
        logistic::BUDGET,
    ))
}

fn network(speeds: &[Speed]) -> Table {
    let of_starts = [
        number("step", "1", |speed| speed.step),
        taken(),
        steps("fewest_steps", "", |speed| speed.fewest),
        steps("most_steps", "", |speed| speed.most),
    ];
    let [_, speedup, outcome] = gains();
    let columns = names().into_iter().chain(of_starts).chain([speedup, outcome]);
    let title = format!("Steps of a small network to a loss of {}·ln 2", network::LEVEL);
    of_model(speeds, network::MODEL, columns, |speed| speed.inputs == "standard", &title).noted(format!(
        "{} hidden units, {EXAMPLES} examples at most, {} steps at most: median, fewest and most over starts, empty where they \
         did not arrive. The step size is the best of a grid; Newton's method has none.",
        network::HIDDEN,
        network::BUDGET,
    ))
}

fn two_features(speeds: &[Speed]) -> Table {
    let ratio = Column::number("ratio", "1", Digits::Significant(1)).titled("r");
    let ratio = ratio.from(|row: &Compared| two_features::ratio(&row.speed.data)).key();
    let ([_, inputs, method], [predicted_speedup, speedup, _]) = (names(), gains());
    let columns = [ratio, inputs, method].into_iter().chain(predicted());
    let columns = columns.chain([counted(), of_the_loss(), predicted_speedup, speedup]);
    let read = |speed: &Speed| speed.inputs == "raw" && speed.method == Technique::BestStep.name();
    let title = "Steps of least squares on two features of correlation 0.9, one r times as wide";
    of_model(speeds, two_features::MODEL, columns, read, title).noted(
        "Counted and not taken: for momentum up to a million steps, and not those of its loss. Speed-ups are against raw inputs.",
    )
}

/// Steps against κ, with what theory predicts.
pub(super) fn figure() -> Figure {
    let panel = |title: &str, technique: Technique| {
        let of = |table, y, mark, color, inputs: Inputs| {
            let series = Series::of(table, ("condition_number", y), mark, color);
            series.only("inputs", inputs.name()).only("method", technique.name())
        };
        let points = Inputs::all().into_iter().map(|inputs| {
            of(counted::MODEL, "eigenbasis_steps", Mark::Points, inputs.color(), inputs).labeled(words(inputs.name()))
        });
        let color = Inputs::all().len();
        let prediction = of(two_features::MODEL, "predicted_steps", Mark::Dashed, color, Inputs::Raw);
        Panel {
            title: title.into(),
            x: Axis::logarithmic("condition number κ"),
            y: Axis::logarithmic("steps to 10⁻⁶"),
            series: points.chain([prediction.labeled("predicted")]).collect(),
            equal: false,
        }
    };
    Figure {
        title: "Steps to 10⁻⁶ against the condition number".into(),
        alternative: "Steps of least squares on five data sets against κ, on logarithmic axes, one panel for gradient \
                      descent and one for momentum. The points lie along the dashed predictions, κ/2·ln 10⁶ with slope \
                      1 and √κ/2·ln 10⁶ with slope one half, those of momentum somewhat above. Raw inputs reach 10¹³ \
                      steps; whitened ones take a single step."
            .into(),
        panels: vec![
            panel("gradient descent at its best step", Technique::BestStep),
            panel("momentum at its best parameters", Technique::Momentum),
        ],
    }
}
