//! How are the rows shown? As a table with speed-ups against raw inputs, and as steps against κ.

use super::super::inputs::Inputs;
use super::speed::{self, Speed, with_inputs};
use super::{EXAMPLES, Technique, counted, least_squares, logistic, network, two_features};
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Series, Table};

/// Significant digits for reading.
const DIGITS: Digits = Digits::Significant(6);

/// The table of all rows, each with its speed-up against raw inputs.
pub(super) fn table(title: &str, speeds: &[Speed]) -> Table {
    let columns = vec![
        Column::text("data"),
        Column::text("model"),
        Column::text("inputs"),
        Column::text("method"),
        Column::number("condition_number", "1", DIGITS),
        Column::number("step", "1", DIGITS),
        Column::number("predicted_rate", "1", DIGITS),
        Column::number("predicted_steps", "steps", DIGITS),
        Column::count("eigenbasis_steps", "steps"),
        Column::count("measured_steps", "steps"),
        Column::count("fewest_steps", "steps"),
        Column::count("most_steps", "steps"),
        Column::count("loss_steps", "steps"),
        Column::number("predicted_speedup", "1", DIGITS),
        Column::number("speedup", "1", Digits::Significant(4)),
        Column::text("outcome"),
    ];
    let mut table = Table::new(title, 4, columns);
    for speed in speeds {
        let raw = with_inputs(speeds, speed, "raw");
        // Where no step is needed there is no quotient of steps.
        let quotient = |of: fn(&Speed) -> Option<f64>| Some(of(raw?)? / of(speed).filter(|&steps| steps > 0.0)?);
        table.push([
            speed.data.as_str().into(),
            speed.model.into(),
            speed.inputs.into(),
            speed.method.into(),
            speed.condition_number.into(),
            speed.step.into(),
            speed.rate.into(),
            speed.predicted.into(),
            speed.eigenbasis.into(),
            speed.measured.into(),
            speed.fewest.into(),
            speed.most.into(),
            speed.loss_steps.into(),
            quotient(|speed| speed.predicted).into(),
            quotient(|speed| speed.steps().map(|steps| steps as f64)).into(),
            Cell::from(speed.outcome.as_str()),
        ]);
    }
    table
}

/// What a reader has to know of the runs.
pub(super) fn notes(table: &mut Table, speeds: &[Speed]) {
    let both: Vec<u64> = speeds.iter().filter_map(|speed| Some(speed.measured?.abs_diff(speed.eigenbasis?))).collect();
    table.note(format!(
        "Least squares from w = 0 until ‖w − w*‖ ≤ 10⁻⁶·‖w*‖; loss_steps until the loss is as near. Counts above {} \
         are not run. In {} rows steps were both counted in the eigenbasis and taken: the two differ by at most {}.",
        least_squares::BUDGET,
        both.len(),
        both.iter().max().unwrap_or(&0),
    ));
    table.note(
        "Counts of gradient descent hold to the relative error of λmin. Momentum at its best parameters has double \
         roots, which rounding parts: its counts hold to a relative √(uκ), three digits at κ = 10¹⁰.",
    );
    table.note(format!(
        "Logistic regression (class 0 or not, ridge {}) until the loss is within 10⁻⁶ of its distance at the start, {} \
         steps at most; the fixed step is 1 over a bound of the curvature, κ that bound over λmin at the minimum. \
         Network: {} hidden units, median over starts of the steps to a loss of {}·ln 2, {} at most, the best step \
         size of a grid. Both see at most {EXAMPLES} examples. Adam has the best step size of {:?}.",
        logistic::RIDGE,
        logistic::BUDGET,
        network::HIDDEN,
        network::LEVEL,
        network::BUDGET,
        speed::ADAM_STEPS,
    ));
    table.note(
        "Speed-ups are against raw inputs. two_features is least squares on two features of correlation 0.9, one r \
         times as wide; it and the other kinds of inputs are in the CSV.",
    );
}

/// Steps against κ, with what theory predicts.
pub(super) fn figure() -> Figure {
    let panel = |title: &str, technique: Technique| {
        let method = || ("method", technique.name().to_owned());
        let points = Inputs::all().into_iter().enumerate().map(|(color, inputs)| Series {
            table: "",
            label: inputs.name().replace('_', " "),
            x: "condition_number",
            y: "eigenbasis_steps",
            only: vec![("model", counted::MODEL.into()), ("inputs", inputs.name().into()), method()],
            mark: Mark::Points,
            color,
        });
        let prediction = Series {
            table: "",
            label: "predicted".into(),
            x: "condition_number",
            y: "predicted_steps",
            only: vec![("model", two_features::MODEL.into()), ("inputs", "raw".into()), method()],
            mark: Mark::Dashed,
            color: Inputs::all().len(),
        };
        Panel {
            title: title.into(),
            x: Axis::logarithmic("condition number κ"),
            y: Axis::logarithmic("steps to 10⁻⁶"),
            series: points.chain([prediction]).collect(),
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
