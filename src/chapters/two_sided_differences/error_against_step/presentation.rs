//! How are the curves tabulated and drawn?

use super::super::functions::Function;
use super::{Curve, FORMULAS, Point, fits};
use crate::chapters::precision::Precision;
use crate::difference::Formula;
use crate::report::{Axis, Column, Figure, Mark, Panel, Series, Table};
use crate::statistics::Line;

/// A curve with the lines on both of its sides.
struct Optimum<'c> {
    curve: &'c Curve,
    truncation: Option<Line>,
    rounding: Option<Line>,
}

impl<'c> Optimum<'c> {
    fn of(curve: &'c Curve) -> Self {
        let [truncation, rounding] =
            [fits::truncation(curve), fits::rounding(curve)].map(|fit| fit.map(|fit| fit.line));
        Optimum { curve, truncation, rounding }
    }

    /// What the model says, where it says something.
    fn predicted(&self, of: fn(&Curve) -> f64) -> Option<f64> {
        (self.curve.high_derivative() != 0.0).then(|| of(self.curve))
    }
}

pub(super) fn optima(curves: &[Curve]) -> Table {
    let columns = vec![
        Column::text("precision").from(|row: &Optimum| row.curve.precision.name()).key(),
        Column::text("formula").from(|row: &Optimum| formula(row.curve)).key(),
        Column::text("function").from(|row: &Optimum| function(row.curve)).key(),
        Column::significant("best_step", 3).titled("best step").from(|row: &Optimum| row.curve.best().step),
        Column::significant("predicted_step", 3)
            .titled("predicted")
            .from(|row: &Optimum| row.predicted(Curve::predicted_step)),
        Column::significant("error", 2).titled("least error").from(|row: &Optimum| row.curve.best().error),
        Column::significant("predicted_error", 2)
            .titled("predicted")
            .from(|row: &Optimum| row.predicted(Curve::predicted_error)),
        Column::significant("slope_truncation", 3)
            .titled("slope, right side")
            .from(|row: &Optimum| row.truncation.map(|line| line.slope)),
        Column::significant("slope_low", 3)
            .titled("at least")
            .from(|row: &Optimum| row.truncation.map(|line| line.interval.low)),
        Column::significant("slope_high", 3)
            .titled("at most")
            .from(|row: &Optimum| row.truncation.map(|line| line.interval.high)),
        Column::significant("slope_rounding", 3)
            .titled("slope, left side")
            .from(|row: &Optimum| row.rounding.map(|line| line.slope)),
        Column::significant("rounding_low", 3)
            .titled("at least")
            .from(|row: &Optimum| row.rounding.map(|line| line.interval.low)),
        Column::significant("rounding_high", 3)
            .titled("at most")
            .from(|row: &Optimum| row.rounding.map(|line| line.interval.high)),
    ];
    let rows: Vec<Optimum> = curves.iter().map(Optimum::of).collect();
    let read: Vec<bool> = rows.iter().map(|row| row.curve.example.function == Function::Exponential).collect();
    let title = "The bottom of each V, measured and predicted, and the slopes of its sides";
    Table::of(title, columns, &rows).named("optima").reading(read).noted(
        "The step with the least error, absolute, where an error is the largest of 16 steps within a quarter of a decade; slopes of ln error over ln step, with 95 % intervals. \
         There is no prediction where f^(p+1) = 0, so that there is no truncation error, and no slope where too few steps show it alone.",
    )
}

pub(super) fn points(curves: &[Curve]) -> Table {
    let columns = vec![
        Column::text("precision").from(|row: &(&Curve, &Point)| row.0.precision.name()).key(),
        Column::text("formula").from(|row: &(&Curve, &Point)| formula(row.0)).key(),
        Column::text("function").from(|row: &(&Curve, &Point)| function(row.0)).key(),
        Column::significant("step", 3).from(|row: &(&Curve, &Point)| row.1.step).key(),
        Column::significant("error", 2).from(|row: &(&Curve, &Point)| row.1.error),
        Column::significant("predicted_error", 2)
            .titled("predicted")
            .from(|row: &(&Curve, &Point)| row.1.truncation + row.1.rounding),
    ];
    let rows = curves.iter().flat_map(|curve| curve.points.iter().map(move |point| (curve, point)));
    Table::of("The error at each step, the largest of 16 within a quarter of a decade", columns, rows).named("curves")
}

fn formula(curve: &Curve) -> (&'static str, &'static str) {
    (curve.formula.name(), words(curve.formula))
}

fn words(formula: Formula) -> &'static str {
    match formula {
        Formula::Forward => "one-sided",
        Formula::Central => "two-sided",
        _ => "five points",
    }
}

fn function(curve: &Curve) -> (&'static str, &'static str) {
    (curve.example.name(), curve.example.function.words())
}

pub(super) fn figure() -> Figure {
    Figure {
        title: "Errors of difference quotients over the step".into(),
        alternative: "Two panels, double and single precision, with logarithmic axes: error of the derivative of the exponential at 1 over the step. Each formula makes a V. The right \
                      sides rise with slopes 1, 2 and 4, the left sides fall with slope −1 and nearly coincide; the bottom lies lower and at larger steps the higher the order. Dashed lines, the \
                      model, run along the measured points. In single precision everything is higher and to the right."
            .into(),
        panels: Precision::ALL.map(panel).into(),
    }
}

fn panel(precision: Precision) -> Panel {
    let both = |(color, formula): (usize, &Formula)| {
        let of = |y, mark| {
            let series = Series::of("curves", ("step", y), mark, color).only("precision", precision.name());
            series.only("formula", formula.name()).only("function", Function::Exponential.name())
        };
        [of("error", Mark::Points).labeled(words(*formula)), of("predicted_error", Mark::Dashed)]
    };
    Panel {
        title: format!("{}, e^θ at 1", precision.words()),
        x: Axis::logarithmic("step"),
        y: Axis::logarithmic("error"),
        series: FORMULAS.iter().enumerate().flat_map(both).collect(),
        equal: false,
    }
}
