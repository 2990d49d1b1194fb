//! How is the symmetry shown? A table of looks at W\[1] and of the steps at which its rows come apart, and the spreads over the steps.

use super::{ACTIVATIONS, APART, CONSTANT, EXAMPLES, HIDDEN, Look, Path, SHOWN, STEP, Start};
use crate::activation::Activation;
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Series, Table};

/// What stands for the moving parameters in rows that hold a spread alone.
const UNRECORDED: &str = "not recorded";

pub(super) fn table(paths: &[Path]) -> Table {
    let columns = vec![
        Column::text("activation"),
        Column::text("start"),
        Column::text("row"),
        Column::count("step", "steps"),
        Column::number("loss", "1", Digits::Significant(4)),
        Column::count("distinct_rows", "rows"),
        Column::count("rank", "1"),
        Column::number("spread", "1", Digits::Significant(3)),
        Column::text("moving"),
        Column::number("predicted_step", "steps", Digits::Exact),
    ];
    let mut table = Table::new(
        "Rows of W[1] while a network trains that started from zeros, a constant or random weights",
        3,
        columns,
    );
    paths
        .iter()
        .for_each(|path| path.looks.iter().zip(SHOWN).for_each(|(look, step)| table.push(path.cells(look, step))));
    for path in paths {
        if let Some(step) = path.apart() {
            table.push(path.apart_cells(step, path.predicted_apart(paths)));
        }
    }
    table.read_first(table.rows().len());
    for path in paths.iter().filter(|path| matches!(path.start, Start::Perturbed(..))) {
        for (step, &spread) in path.spreads.iter().enumerate().step_by(5) {
            table.push(path.spread_cells(step, spread));
        }
    }
    table.note(format!(
        "{EXAMPLES} digits, standardized; widths 64, {HIDDEN}, {HIDDEN}, 10; full-batch gradient descent with step \
         {STEP}; constant: every weight is {CONSTANT}; constant_ε: times 1 + ε·(a normal number); constant_dropout: \
         each hidden unit is kept with probability 0.8; random: He for ReLU, LeCun otherwise. Biases start at 0. \
         distinct_rows are counted bit by bit. rank: rows that stand out of the span of the others by more than 64u of \
         the longest. spread: largest distance of a row from the first, relative to the first. moving: the parameters \
         whose gradient is not all zero. A row `apart` gives the first step at which the spread exceeds {APART}, and \
         the step that the smallest ε predicts. The CSV also has every fifth spread."
    ));
    table
}

impl Path {
    fn key(&self, row: String, step: usize) -> Vec<Cell> {
        vec![self.activation.name().into(), self.start.name().into(), row.into(), step.into()]
    }

    fn cells(&self, look: &Look, step: u64) -> Vec<Cell> {
        let mut cells = self.key(step.to_string(), step as usize);
        cells.extend([look.loss.into(), look.distinct_rows.into(), look.rank.into()]);
        cells.extend([self.spreads[step as usize].into(), look.moving.as_str().into(), Cell::Empty]);
        cells
    }

    fn apart_cells(&self, step: usize, predicted: Option<usize>) -> Vec<Cell> {
        let mut cells = self.key("apart".into(), step);
        cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, self.spreads[step].into(), Cell::Empty]);
        cells.push(predicted.map(|step| step as f64).into());
        cells
    }

    fn spread_cells(&self, step: usize, spread: f64) -> Vec<Cell> {
        let mut cells = self.key(format!("spread_{step}"), step);
        cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, spread.into(), UNRECORDED.into(), Cell::Empty]);
        cells
    }
}

pub(super) fn figure() -> Figure {
    let panel = |activation: Activation| Panel {
        title: activation.name().into(),
        x: Axis::linear("step"),
        y: Axis::logarithmic("spread of the rows of W[1]").over(1e-13, 10.0),
        series: ["constant_1e-3", "constant_1e-6", "constant_1e-9", "constant_1e-12"]
            .into_iter()
            .enumerate()
            .map(|(color, start)| Series {
                table: "",
                label: start.replace("constant_", "ε = "),
                x: "step",
                y: "spread",
                only: vec![
                    ("activation", activation.name().into()),
                    ("start", start.into()),
                    ("moving", UNRECORDED.into()),
                ],
                mark: Mark::Line,
                color,
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
