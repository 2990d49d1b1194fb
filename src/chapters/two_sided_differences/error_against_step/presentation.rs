//! How are the curves tabulated and drawn?

use super::super::functions::Function;
use super::{Curve, FORMULAS, fits};
use crate::chapters::precision::Precision;
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Series, Table};

const KEYS: usize = 5;

pub(super) fn table(curves: &[Curve]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let mut table = Table::new(
        "Error of difference quotients: best step and least error, measured and predicted, and the slopes on both sides",
        KEYS,
        vec![
            Column::text("part"),
            Column::text("precision"),
            Column::text("formula"),
            Column::text("function"),
            Column::number("step", "1", Digits::Significant(3)),
            number("best_step"),
            number("predicted_step"),
            Column::number("error", "1", Digits::Significant(2)),
            Column::number("predicted_error", "1", Digits::Significant(2)),
            number("slope_truncation"),
            number("slope_low"),
            number("slope_high"),
            number("slope_rounding"),
            number("rounding_low"),
            number("rounding_high"),
        ],
    );
    curves.iter().for_each(|curve| table.push(optimum(curve)));
    table.read_first(table.rows().len());
    curves.iter().for_each(|curve| points(&mut table, curve));
    table.note(
        "Rows `best`: the step with the least error, absolute, where an error is the largest of 16 steps within a quarter of a decade; slopes of ln error over ln step, with 95 % intervals. \
         Cells are empty where f^(p+1) = 0, so that there is no truncation error, or where too few steps show it alone. The CSV also holds the curves, in rows `curve`.",
    );
    table
}

fn name(part: &str, curve: &Curve) -> Vec<Cell> {
    vec![part.into(), curve.precision.name().into(), curve.formula.name().into(), curve.example.name().into()]
}

fn optimum(curve: &Curve) -> Vec<Cell> {
    let mut row = name("best", curve);
    let known = (curve.high_derivative() != 0.0).then_some(());
    row.extend([Cell::Empty, curve.best().step.into(), known.map(|()| curve.predicted_step()).into()]);
    row.extend([curve.best().error.into(), known.map(|()| curve.predicted_error()).into()]);
    for fit in [fits::truncation(curve), fits::rounding(curve)] {
        let line = fit.map(|fit| fit.line);
        row.extend(
            [line.map(|line| line.slope), line.map(|line| line.interval.low), line.map(|line| line.interval.high)]
                .map(Cell::from),
        );
    }
    row
}

fn points(table: &mut Table, curve: &Curve) {
    for point in &curve.points {
        let mut row = name("curve", curve);
        row.extend([
            point.step.into(),
            Cell::Empty,
            Cell::Empty,
            point.error.into(),
            (point.truncation + point.rounding).into(),
        ]);
        row.resize(table.columns().len(), Cell::Empty);
        table.push(row);
    }
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
    let series = |color: usize, label: &str, y: &'static str, mark: Mark| Series {
        table: "",
        label: label.into(),
        x: "step",
        y,
        only: vec![
            ("part", "curve".into()),
            ("precision", precision.name().into()),
            ("formula", FORMULAS[color].name().into()),
            ("function", Function::Exponential.name().into()),
        ],
        mark,
        color,
    };
    let both = |color: usize| {
        let label = FORMULAS[color].name().replace('_', "-");
        [series(color, &label, "error", Mark::Points), series(color, "", "predicted_error", Mark::Dashed)]
    };
    Panel {
        title: format!("{}, e^θ at 1", precision.name()),
        x: Axis::logarithmic("step"),
        y: Axis::logarithmic("error"),
        series: (0..FORMULAS.len()).flat_map(both).collect(),
        equal: false,
    }
}
