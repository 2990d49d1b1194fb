//! How are the remedies shown? A table of all, and two maps over remedy and depth: what was learned, and what the
//! gradient was at the start.

use super::plans::WIDTH;
use super::training::{BATCH, EXAMPLES, NORM, STEP_SIZES, STEPS};
use super::{CONFIDENCE, Row, typical};
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Scale, Series, Table};

pub(super) fn table(rows: &[Row]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let mut columns = vec![Column::text("network"), Column::count("depth", "layers"), number("step")];
    columns.extend(["accuracy", "accuracy_low", "accuracy_high", "loss"].map(number));
    columns.extend([Column::count("seeds", "1"), Column::count("diverged", "seeds")]);
    columns.extend(["factor", "factor_predicted", "gradient_of_first_layer"].map(number));
    let mut table =
        Table::new("What each remedy buys: accuracy on digits after a fixed number of steps, by depth", 2, columns);
    rows.iter().for_each(|row| table.push(cells(row)));
    let sizes: Vec<String> = STEP_SIZES.iter().map(f64::to_string).collect();
    table.note(format!(
        "Width {WIDTH}, ReLU unless named tanh, {EXAMPLES} standardized digits, {STEPS} steps of gradient descent on \
         batches of {BATCH}, each with the best step of {} (chosen on another seed). accuracy: median over seeds on \
         the examples trained on, with its {:.0}% interval; a run that diverged has accuracy 0. small: σ = 0.01; he: \
         σ = √(2/n); large: σ = 0.5; clipping to norm {NORM}. factor: by how much squared derivatives by z grow per \
         layer backward at the start (geometric mean over seeds and layers, one batch, double precision), with the \
         prediction for great width and that batch; gradient_of_first_layer: root mean square derivative by the \
         weights of W[1].",
        sizes.join(", "),
        CONFIDENCE * 100.0
    ));
    table
}

fn cells(row: &Row) -> Vec<Cell> {
    let (accuracy, interval) = row.over_seeds(|run| run.accuracy);
    vec![
        row.plan.name.into(),
        row.depth.into(),
        row.step.into(),
        accuracy.into(),
        interval.map(|interval| interval.low).into(),
        interval.map(|interval| interval.high).into(),
        row.over_seeds(|run| run.loss).0.into(),
        row.runs.len().into(),
        row.diverged().into(),
        typical(&row.factors).into(),
        row.plan.factor().into(),
        typical(&row.gradients).into(),
    ]
}

pub(super) fn figure() -> Figure {
    let panel = |title: &str, label: &str, value, scale, range| Panel {
        title: title.into(),
        x: Axis::linear("depth L"),
        y: Axis::linear(""),
        series: vec![Series {
            table: "",
            label: label.into(),
            x: "depth",
            y: "network",
            only: vec![],
            mark: Mark::Heat { value, scale, range: Some(range) },
            color: 0,
        }],
        equal: false,
    };
    Figure {
        title: "What each remedy buys, by depth".into(),
        alternative: "Two maps with a row for each network and a column for each depth. Accuracy after training: \
                      small weights learn at all depths with residual connections, and without them only at depth 10 \
                      with layer normalization. He's weights learn at depth 10 in every form; deeper only with both \
                      connections and layer normalization, and less with depth. Large weights learn a little at depth \
                      10 if gradients are clipped. Orthogonal weights with tanh learn well up to depth 50. Gradient \
                      of the first layer at the start: beyond the lower end of the scale for small weights alone; \
                      between a hundred-thousandth and a tenth for He's weights, with layer normalization, for small \
                      weights with residual connections and for orthogonal weights; far above 1 from depth 50 on for \
                      large weights, for He's weights with residual connections alone, and for He's weights with \
                      batch normalization."
            .into(),
        panels: vec![
            panel("after training", "accuracy", "accuracy", Scale::Linear, (0.0, 1.0)),
            panel("at the start", "gradient of W[1]", "gradient_of_first_layer", Scale::Logarithmic, (1e-10, 1e10)),
        ],
    }
}
