//! How are the gradients shown? Slopes first, then the layers of the deepest networks.

use super::predictions::logarithms;
use super::{
    ACTIVATIONS, CONFIDENCE, DEEPEST, DEPTHS, EXAMPLES, Ensemble, INITIALIZERS, OverSeeds, WIDTH, rates, slope,
};
use crate::activation::Activation;
use crate::bits;
use crate::report::{Axis, Cell, Column, Digits, Figure, Mark, Panel, Series, Table};

/// Every layer near the ends, and each fifth.
fn is_shown(layer: usize, depth: usize) -> bool {
    layer <= 5 || layer.is_multiple_of(5) || layer + 3 >= depth
}

pub(super) fn table(ensembles: &[Ensemble]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let mut columns = vec![Column::text("part"), Column::text("activation"), Column::text("initializer")];
    columns.extend([Column::count("depth", "layers"), Column::count("layer", "1")]);
    columns.extend(["slope", "slope_low", "slope_high", "slope_predicted", "slope_batch"].map(number));
    columns.extend(["batch_first", "batch_last_hidden", "batch", "example_relative", "predicted_relative"].map(number));
    let mut table = Table::new(
        "The gradient of each layer at the start of training, and how it changes from layer to layer",
        5,
        columns,
    );
    let by_depth = |depth: usize| ensembles.iter().filter(move |ensemble| ensemble.depth == depth);
    by_depth(DEEPEST).for_each(|ensemble| table.push(by_layer(ensemble)));
    table.read_first(table.rows().len());
    for activation in ACTIVATIONS {
        for (name, _) in INITIALIZERS {
            table.push(with_depth(ensembles, activation, name));
        }
    }
    DEPTHS
        .iter()
        .filter(|&&depth| depth != DEEPEST)
        .flat_map(|&depth| by_depth(depth))
        .for_each(|ensemble| table.push(by_layer(ensemble)));
    by_depth(DEEPEST).for_each(|ensemble| layers(&mut table, ensemble));
    let seeds = ensembles[0].profiles.len();
    table.note(format!(
        "Width {WIDTH}, {EXAMPLES} standardized digits, cross-entropy, {seeds} seeds, {:.0}% intervals of the mean \
         over seeds. Rows `by_layer`: slope of ln(root mean square of the derivatives by the weights) over the layers \
         2 … L − 1, for the gradients of single examples; slope_batch is that of the gradient of J. A positive slope \
         means that early layers learn more slowly. The CSV also holds other depths, rows `with_depth` (slope over \
         the depth of the gradient of J by W[1], in columns slope …), and rows `layer` with the layers of the deepest \
         networks, relative to layer L − 1.",
        CONFIDENCE * 100.0
    ));
    table
}

fn slopes(slope: &OverSeeds) -> [Cell; 3] {
    let known = |end: f64| (!end.is_nan()).then_some(end);
    [slope.mean.into(), known(slope.interval.low).into(), known(slope.interval.high).into()]
}

fn by_layer(ensemble: &Ensemble) -> Vec<Cell> {
    let depth = ensemble.depth;
    let predicted: Vec<f64> = logarithms(ensemble.activation, &ensemble.initializer, depth)
        .iter()
        .map(|&logarithm| bits::exp(logarithm))
        .collect();
    let mut cells: Vec<Cell> =
        vec!["by_layer".into(), ensemble.activation.name().into(), ensemble.name.into(), depth.into(), Cell::Empty];
    cells.extend(slopes(&ensemble.slopes(|profile| &profile.example)));
    cells.push(slope(2..=depth - 1, &predicted[1..depth - 1]).into());
    cells.push(ensemble.slopes(|profile| &profile.batch).mean.into());
    cells.push(ensemble.typical(|profile| profile.batch[0]).into());
    cells.push(ensemble.typical(|profile| profile.batch[depth - 2]).into());
    cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
    cells
}

fn with_depth(ensembles: &[Ensemble], activation: Activation, name: &'static str) -> Vec<Cell> {
    let (_, initializer) = INITIALIZERS.iter().find(|(other, _)| *other == name).expect("an initializer of the list");
    let predicted: Vec<f64> =
        DEPTHS.iter().map(|&depth| bits::exp(logarithms(activation, initializer, depth)[0])).collect();
    let mut cells: Vec<Cell> =
        vec!["with_depth".into(), activation.name().into(), name.into(), Cell::Empty, Cell::Empty];
    cells.extend(slopes(&OverSeeds::new(&rates(ensembles, activation, name))));
    cells.push(slope(DEPTHS.into_iter(), &predicted).into());
    cells.extend((0..6).map(|_| Cell::Empty));
    cells
}

fn layers(table: &mut Table, ensemble: &Ensemble) {
    let depth = ensemble.depth;
    let predicted = logarithms(ensemble.activation, &ensemble.initializer, depth);
    for layer in (1..=depth).filter(|&layer| is_shown(layer, depth)) {
        let mut cells: Vec<Cell> =
            vec!["layer".into(), ensemble.activation.name().into(), ensemble.name.into(), depth.into(), layer.into()];
        cells.extend((0..7).map(|_| Cell::Empty));
        cells.push(ensemble.typical(|profile| profile.batch[layer - 1]).into());
        cells.push(ensemble.typical(|profile| profile.example[layer - 1] / profile.example[depth - 2]).into());
        cells.push(bits::exp(predicted[layer - 1] - predicted[depth - 2]).into());
        table.push(cells);
    }
}

pub(super) fn figure() -> Figure {
    let shown = [
        ("deviation_0.01", "σ = 0.01"),
        ("deviation_1", "σ = 1"),
        ("lecun", "LeCun"),
        ("he", "He"),
        ("orthogonal", "orthogonal"),
    ];
    let panels = ACTIVATIONS.map(|activation| {
        let series = shown.iter().enumerate().flat_map(|(color, (name, label))| {
            let series = |label: &str, y, mark| Series {
                table: "",
                label: label.to_owned(),
                x: "layer",
                y,
                only: vec![
                    ("part", "layer".to_owned()),
                    ("activation", activation.name().to_owned()),
                    ("initializer", (*name).to_owned()),
                ],
                mark,
                color,
            };
            [series(label, "example_relative", Mark::Line), series("", "predicted_relative", Mark::Dashed)]
        });
        // Nothing but chance moves the lines of ReLU; on a scale of their own they would look as if they fell.
        let relative = Axis::logarithmic("gradient, relative to layer L − 1");
        Panel {
            title: activation.name().to_owned(),
            x: Axis::linear("layer l"),
            y: if activation == Activation::Relu { relative.over(1e-6, 1e6) } else { relative },
            series: series.collect(),
            equal: false,
        }
    });
    Figure {
        title: format!("The gradient by the weights of each layer at depth {DEEPEST}"),
        alternative: "Three panels over the layer, each with a line for five initializers and a dashed prediction on \
                      it. Sigmoid: all lines rise from left to right, by up to two hundred and fifty orders of \
                      magnitude. Tanh: flat where the weights are small or critical, falling where they are large. \
                      ReLU: all lines are flat."
            .into(),
        panels: panels.into(),
    }
}
