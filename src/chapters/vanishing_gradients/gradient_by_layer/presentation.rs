//! How are the gradients shown? Slopes first, then the layers of the deepest networks.

use super::predictions::logarithms;
use super::{
    ACTIVATIONS, CONFIDENCE, DEEPEST, DEPTHS, EXAMPLES, Ensemble, INITIALIZERS, OverSeeds, WIDTH, rates, slope,
};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::activations;
use crate::report::{Axis, Cell, Column, Figure, Mark, Panel, Series, Table};

/// The initial weights in words.
fn words(initializer: &str) -> &'static str {
    match initializer {
        "deviation_0.01" => "σ = 0.01",
        "deviation_1" => "σ = 1",
        "lecun" => "LeCun",
        "he" => "He",
        _ => "orthogonal",
    }
}

fn weights(initializer: &'static str) -> Cell {
    (initializer, words(initializer)).into()
}

pub(super) fn tables(ensembles: &[Ensemble]) -> Vec<Table> {
    let about = format!(
        "Width {WIDTH}, {EXAMPLES} standardized digits, cross-entropy, {} seeds, {:.0}% intervals of the mean over seeds.",
        ensembles[0].profiles.len(),
        CONFIDENCE * 100.0
    );
    vec![slopes(ensembles, &about), with_depth(ensembles, &about), layers(ensembles)]
}

/// How the gradient changes from layer to layer in networks of one kind.
struct ByLayer<'e> {
    ensemble: &'e Ensemble,
    example: OverSeeds,
    predicted: f64,
}

impl<'e> ByLayer<'e> {
    fn of(ensemble: &'e Ensemble) -> Self {
        let depth = ensemble.depth;
        let predicted = exponentials(&logarithms(ensemble.activation, &ensemble.initializer, depth));
        let example = ensemble.slopes(|profile| &profile.example);
        ByLayer { ensemble, example, predicted: slope(2..=depth - 1, &predicted[1..depth - 1]) }
    }
}

fn exponentials(logarithms: &[f64]) -> Vec<f64> {
    logarithms.iter().map(|&logarithm| bits::exp(logarithm)).collect()
}

fn slopes(ensembles: &[Ensemble], about: &str) -> Table {
    let columns = vec![
        Column::text("activation").from(|row: &ByLayer| activations::cell(row.ensemble.activation)).key(),
        Column::text("initializer").titled("weights").from(|row: &ByLayer| weights(row.ensemble.name)).key(),
        Column::count("depth", "layers").titled("L").from(|row: &ByLayer| row.ensemble.depth).key(),
        Column::significant("slope", 3).from(|row: &ByLayer| row.example.mean),
        Column::significant("slope_low", 3).titled("at least").from(|row: &ByLayer| row.example.low()),
        Column::significant("slope_high", 3).titled("at most").from(|row: &ByLayer| row.example.high()),
        Column::significant("slope_predicted", 3).titled("predicted").from(|row: &ByLayer| row.predicted),
        Column::significant("slope_batch", 3)
            .titled("slope, of J")
            .from(|row: &ByLayer| row.ensemble.slopes(|profile| &profile.batch).mean),
        Column::significant("batch_first", 3)
            .titled("∂J/∂W[1]")
            .from(|row: &ByLayer| row.ensemble.typical(|profile| profile.batch[0])),
        Column::significant("batch_last_hidden", 3)
            .titled("∂J/∂W[L−1]")
            .from(|row: &ByLayer| row.ensemble.typical(|profile| profile.batch[row.ensemble.depth - 2])),
    ];
    let rows: Vec<ByLayer> = ensembles.iter().map(ByLayer::of).collect();
    let title = "How does the gradient change from layer to layer at the start of training?";
    let table = Table::of(title, columns, &rows).named("slopes");
    table.reading(rows.iter().map(|row| row.ensemble.depth == DEEPEST)).noted(format!(
        "{about} Slope of ln(root mean square of the derivatives by the weights) over the layers 2 … L − 1, for the gradients of single examples, \
         and for the gradient of J. A positive slope means that early layers learn more slowly. ∂J/∂W: root mean squares. The CSV has other depths."
    ))
}

/// How the gradient of W\[1] changes with the depth.
struct WithDepth {
    activation: Activation,
    name: &'static str,
    rate: OverSeeds,
    predicted: f64,
}

fn with_depth(ensembles: &[Ensemble], about: &str) -> Table {
    let row = |activation| {
        INITIALIZERS.iter().map(move |(name, initializer)| {
            let first = DEPTHS.map(|depth| logarithms(activation, initializer, depth)[0]);
            let predicted = slope(DEPTHS.into_iter(), &exponentials(&first));
            WithDepth { activation, name, rate: OverSeeds::new(&rates(ensembles, activation, name)), predicted }
        })
    };
    let columns = vec![
        Column::text("activation").from(|row: &WithDepth| activations::cell(row.activation)).key(),
        Column::text("initializer").titled("weights").from(|row: &WithDepth| weights(row.name)).key(),
        Column::significant("slope", 3).from(|row: &WithDepth| row.rate.mean),
        Column::significant("slope_low", 3).titled("at least").from(|row: &WithDepth| row.rate.low()),
        Column::significant("slope_high", 3).titled("at most").from(|row: &WithDepth| row.rate.high()),
        Column::significant("slope_predicted", 3).titled("predicted").from(|row: &WithDepth| row.predicted),
    ];
    let title = "How does the gradient of the first layer change with the depth of the network?";
    Table::of(title, columns, ACTIVATIONS.into_iter().flat_map(row)).named("rates").noted(format!(
        "{about} Slope over the depth of ln(root mean square of ∂J/∂W[1]), through networks of {} layers.",
        DEPTHS.map(|depth| depth.to_string()).join(", ")
    ))
}

/// A layer of networks of one kind, relative to the last hidden one.
struct Layer<'e> {
    ensemble: &'e Ensemble,
    layer: usize,
    predicted: f64,
}

impl Layer<'_> {
    /// Every layer near the ends, and each fifth.
    fn all(ensemble: &Ensemble) -> impl Iterator<Item = Layer<'_>> {
        let depth = ensemble.depth;
        let predicted = logarithms(ensemble.activation, &ensemble.initializer, depth);
        let is_shown = move |layer: &usize| *layer <= 5 || layer.is_multiple_of(5) || layer + 3 >= depth;
        (1..=depth).filter(is_shown).map(move |layer| {
            let predicted = bits::exp(predicted[layer - 1] - predicted[depth - 2]);
            Layer { ensemble, layer, predicted }
        })
    }

    fn relative(&self) -> f64 {
        let last_hidden = self.ensemble.depth - 2;
        self.ensemble.typical(|profile| profile.example[self.layer - 1] / profile.example[last_hidden])
    }
}

fn layers(ensembles: &[Ensemble]) -> Table {
    let columns = vec![
        Column::text("activation").from(|row: &Layer| activations::cell(row.ensemble.activation)).key(),
        Column::text("initializer").titled("weights").from(|row: &Layer| weights(row.ensemble.name)).key(),
        Column::count("layer", "1").titled("l").from(|row: &Layer| row.layer).key(),
        Column::significant("batch", 3)
            .titled("∂J/∂W[l]")
            .from(|row: &Layer| row.ensemble.typical(|profile| profile.batch[row.layer - 1])),
        Column::significant("example_relative", 3).titled("relative to l = L − 1").from(Layer::relative),
        Column::significant("predicted_relative", 3).titled("predicted").from(|row: &Layer| row.predicted),
    ];
    let deepest = ensembles.iter().filter(|ensemble| ensemble.depth == DEEPEST);
    let rows: Vec<Layer> = deepest.flat_map(Layer::all).collect();
    let table = Table::of(format!("The gradient of each layer at depth {DEEPEST}"), columns, &rows).named("layers");
    table.reading(rows.iter().map(|row| row.layer == 1)).noted(
        "Root mean squares: of the gradient of J, and of the gradients of single examples over those of layer L − 1. The CSV has more layers.",
    )
}

pub(super) fn figure() -> Figure {
    let panels = ACTIVATIONS.map(|activation| {
        let series = INITIALIZERS.iter().enumerate().flat_map(|(color, (name, _))| {
            let of = |y, mark| {
                let series = Series::of("layers", ("layer", y), mark, color).only("activation", activation.name());
                series.only("initializer", *name)
            };
            [of("example_relative", Mark::Line).labeled(words(name)), of("predicted_relative", Mark::Dashed)]
        });
        // Nothing but chance moves the lines of ReLU; on a scale of their own they would look as if they fell.
        let relative = Axis::logarithmic("gradient, relative to layer L − 1");
        Panel {
            title: activations::words(activation).to_owned(),
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
