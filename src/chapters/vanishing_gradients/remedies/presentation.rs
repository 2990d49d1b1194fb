//! How are the remedies shown? A table of all, and two maps over remedy and depth: what was learned, and what the
//! gradient was at the start.

use super::plans::WIDTH;
use super::training::{BATCH, EXAMPLES, NORM, STEP_SIZES, STEPS, most_by_guessing};
use super::{CONFIDENCE, DIVERGED, GUESSING, Row, typical};
use crate::report::{Axis, Column, Figure, Mark, Panel, Scale, Series, Table};

/// The networks of which the table for reading has depth 50 as well.
const AT_50: [&str; 3] = ["small_residual", "large_clipping", "tanh_orthogonal"];

pub(super) fn table(rows: &[Row]) -> Table {
    let columns = vec![
        Column::text("network").from(|row: &Row| (row.plan.name, row.plan.words)).key(),
        Column::count("depth", "layers").titled("L").from(|row: &Row| row.depth).key(),
        Column::significant("step", 3).from(|row: &Row| row.step),
        Column::significant("accuracy", 3).from(|row: &Row| row.accuracy().0),
        Column::significant("accuracy_low", 3)
            .titled("at least")
            .from(|row: &Row| row.accuracy().1.map(|interval| interval.low)),
        Column::significant("accuracy_high", 3)
            .titled("at most")
            .from(|row: &Row| row.accuracy().1.map(|interval| interval.high)),
        Column::text("outcome").from(Row::outcome),
        Column::significant("loss", 3).from(|row: &Row| row.over_seeds(|run| run.loss).0),
        Column::count("seeds", "1").from(|row: &Row| row.runs.len()),
        Column::count("diverged", "seeds").from(Row::diverged),
        Column::significant("factor", 3).from(|row: &Row| typical(&row.factors)),
        Column::significant("factor_predicted", 3).titled("predicted").from(|row: &Row| row.plan.factor()),
        Column::significant("gradient_of_first_layer", 3).titled("∂J/∂W[1]").from(|row: &Row| typical(&row.gradients)),
    ];
    let sizes: Vec<String> = STEP_SIZES.iter().map(f64::to_string).collect();
    let read = |row: &Row| row.depth != 50 || AT_50.contains(&row.plan.name);
    let table = Table::of("What does each remedy buy, by depth?", columns, rows);
    table.reading(rows.iter().map(read)).noted(format!(
        "Width {WIDTH}, ReLU unless named tanh, {EXAMPLES} standardized digits, {STEPS} steps of gradient descent on batches of {BATCH}, each with the best \
         step of {} (chosen on another seed). Accuracy: median over seeds on the examples trained on, with its {:.0}% interval; a run that diverged \
         has accuracy 0. Outcome: diverged if most runs did, guessing up to the accuracy {:.3}, three deviations above that of guesses. Small: \
         σ = 0.01; He: σ = √(2/n); large: σ = 0.5; clipping to norm {NORM}. Factor: by how much squared derivatives by z \
         grow per layer backward at the start (geometric mean over seeds and layers, one batch, double precision); predicted for great width \
         and that batch, where it is known and the same in all layers. ∂J/∂W[1]: root mean square at the start. The CSV has depth 50 for every network.",
        sizes.join(", "),
        CONFIDENCE * 100.0,
        most_by_guessing()
    ))
}

pub(super) fn figure() -> Figure {
    let of = |mark, color| Series::of("", ("depth", "network"), mark, color);
    let heat = |label: &str, value, scale, range| of(Mark::Heat { value, scale, range: Some(range) }, 0).labeled(label);
    let came_to = |word: &str, color| of(Mark::Points, color).only("outcome", word).labeled(word);
    let panel = |title: &str, series: Vec<Series>| Panel {
        title: title.into(),
        x: Axis::linear("depth L"),
        y: Axis::linear(""),
        series,
        equal: false,
    };
    let accuracy = heat("accuracy", "accuracy", Scale::Linear, (0.0, 1.0));
    let gradient = heat("gradient of W[1]", "gradient_of_first_layer", Scale::Logarithmic, (1e-10, 1e10));
    Figure {
        title: "What each remedy buys, by depth".into(),
        alternative: "Two maps with a row for each network and a column for each depth. Accuracy after training, with \
                      marks in place of numbers where networks diverged and where they guess: \
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
            panel("after training", vec![accuracy, came_to(DIVERGED, 1), came_to(GUESSING, 7)]),
            panel("at the start", vec![gradient]),
        ],
    }
}
