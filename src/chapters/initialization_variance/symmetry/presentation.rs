//! How is the symmetry shown? Looks at W\[1], the steps at which its rows come apart, and the spreads over the steps.

use super::{ACTIVATIONS, APART, CONSTANT, EXAMPLES, HIDDEN, Look, Path, SHOWN, STARTS, STEP, Start};
use crate::activation::Activation;
use crate::chapters::activations;
use crate::report::{Axis, Column, Digits, Figure, Mark, Panel, Series, Table};

/// A path, a step, and what belongs to it.
type Row<'p, T> = (&'p Path, usize, T);

fn spread<'f, T: 'f>() -> crate::report::Typed<'f, Row<'f, T>> {
    Column::number("spread", "1", Digits::Significant(3)).from(|row: &Row<T>| row.0.spreads[row.1])
}

pub(super) fn tables(paths: &[Path]) -> Vec<Table> {
    vec![looks(paths), departures(paths), spreads(paths)]
}

fn looks(paths: &[Path]) -> Table {
    let columns = vec![
        Column::text("activation").from(|row: &Row<&Look>| activations::cell(row.0.activation)).key(),
        Column::text("start").from(|row: &Row<&Look>| (row.0.start.name(), row.0.start.words())).key(),
        Column::count("step", "steps").titled("after").from(|row: &Row<&Look>| row.1).key(),
        Column::number("loss", "1", Digits::Significant(4)).from(|row: &Row<&Look>| row.2.loss),
        Column::count("distinct_rows", "rows").from(|row: &Row<&Look>| row.2.distinct_rows),
        Column::count("rank", "1").from(|row: &Row<&Look>| row.2.rank),
        spread(),
        Column::text("moving").from(|row: &Row<&Look>| row.2.moving.clone()),
    ];
    let at_path = |path| Path::looks(path).map(move |(step, look)| (path, step, look));
    let rows: Vec<Row<&Look>> = paths.iter().flat_map(at_path).collect();
    let read = |(path, step, _): &Row<&Look>| {
        *step == SHOWN[SHOWN.len() - 1] && matches!(path.start, Start::Zeros | Start::Constant | Start::Random)
    };
    let title = "What do the rows of W[1] look like while a network trains?";
    Table::of(title, columns, &rows).named("looks").reading(rows.iter().map(read)).noted(format!(
        "{EXAMPLES} digits, standardized; widths 64, {HIDDEN}, {HIDDEN}, 10; full-batch gradient descent with step {STEP}. Constant: every weight is \
         {CONSTANT}; random: He for ReLU, LeCun otherwise. Biases start at 0. Distinct rows are counted bit by bit. Rank: rows that stand out of the span \
         of the others by more than 64u of the longest. Spread: largest distance of a row from the first, relative to the first. Moving: the parameters \
         whose gradient is not all zero. The CSV has earlier steps, and starts that are constant with η, times 1 + η·(a normal number), or with dropout, \
         which keeps each hidden unit with probability 0.8."
    ))
}

fn departures(paths: &[Path]) -> Table {
    let columns = vec![
        Column::text("activation").from(|row: &Row<Option<usize>>| activations::cell(row.0.activation)).key(),
        Column::text("start").from(|row: &Row<Option<usize>>| (row.0.start.name(), row.0.start.words())).key(),
        Column::count("step", "steps").titled("apart at").from(|row: &Row<Option<usize>>| row.1),
        Column::count("predicted_step", "steps").titled("predicted").from(|row: &Row<Option<usize>>| row.2),
        spread(),
    ];
    let apart = |path| Some((path, Path::apart(path)?, path.predicted_apart(paths)));
    let title = "When do the rows of W[1] come apart after a constant start with a perturbation?";
    Table::of(title, columns, paths.iter().filter_map(apart)).named("departures").noted(format!(
        "The first step at which the spread exceeds {APART}, and the step that the smallest η predicts, for which there is no prediction. Where a row is \
         missing, the rows stay together for all steps."
    ))
}

fn spreads(paths: &[Path]) -> Table {
    let columns = vec![
        Column::text("activation").from(|row: &Row<()>| activations::cell(row.0.activation)).key(),
        Column::text("start").from(|row: &Row<()>| (row.0.start.name(), row.0.start.words())).key(),
        Column::count("step", "steps").titled("after").from(|row: &Row<()>| row.1).key(),
        spread(),
    ];
    let perturbed = paths.iter().filter(|path| matches!(path.start, Start::Perturbed(..)));
    let rows: Vec<Row<()>> =
        perturbed.flat_map(|path| (0..path.spreads.len()).step_by(5).map(move |step| (path, step, ()))).collect();
    let last = SHOWN[SHOWN.len() - 1];
    let table = Table::of("How far are the rows of W[1] from each other?", columns, &rows).named("spreads");
    table.reading(rows.iter().map(|row| row.1 == last)).noted("The CSV has every fifth step.")
}

pub(super) fn figure() -> Figure {
    let panel = |activation: Activation| Panel {
        title: activations::words(activation).into(),
        x: Axis::linear("step"),
        y: Axis::logarithmic("spread of the rows of W[1]").over(1e-13, 10.0),
        series: STARTS
            .iter()
            .rev()
            .filter(|start| matches!(start, Start::Perturbed(..)))
            .enumerate()
            .map(|(color, start)| {
                let series = Series::of("spreads", ("step", "spread"), Mark::Line, color).labeled(start.words());
                series.only("activation", activation.name()).only("start", start.name())
            })
            .collect(),
        equal: false,
    };
    Figure {
        title: "How a small perturbation breaks the symmetry of a constant start".into(),
        alternative: "Three panels, tanh, ReLU and sigmoid. On a logarithmic scale the spreads of the \
                      rows for four perturbations run in parallel, a factor of 1000 apart. With tanh they rise until \
                      the rows have come apart, one after the other; with ReLU and sigmoid they hardly grow."
            .into(),
        panels: ACTIVATIONS.map(panel).to_vec(),
    }
}
