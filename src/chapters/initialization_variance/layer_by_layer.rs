//! What becomes of activations on the way up, and of derivatives on the way down, layer by layer?
//!
//! v_l = mean of a\[l]² over the units and e_l = mean of (∂J/∂a\[l])² are followed through 150 layers of 500 units, from v_0 = 1 up and from e_L = 1
//! down, for formulas and activations. For infinite width theory predicts (see [`length_map`])
//!
//! ```text
//! v_l = E[g(√q z)²], q = σ_w²v_{l−1}      e_{l−1}/e_l = χ = σ_w²E[g′(√q z)²]
//! ```
//!
//! and for finite width how far ln v_l of one network strays from that ([`finite_width`]). The table has geometric means over
//! networks, since factors multiply.
//!
//! With unequal widths a layer of `n_in` inputs and `n_out` units multiplies the one by n_in·Var(w), the other by n_out·Var(w):
//!
//! | formula | up | down |
//! |---|---|---|
//! | 1/n_in | 1 | n_out/n_in |
//! | 1/n_out | n_in/n_out | 1 |
//! | 2/(n_in + n_out) | 2n_in/(n_in + n_out) | 2n_out/(n_in + n_out) |

mod claims;
mod signal;
mod unequal;

use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::activations;
use crate::initialize::{Initializer, Scheme};
use crate::parallel;
use crate::report::{Axis, Column, Figure, Findings, Mark, Panel, Series, Table, Typed};
use crate::statistics::{self, Interval};
use crate::theory::{finite_width, length_map};

const WIDTH: usize = 500;
const DEPTH: usize = 150;
const NETWORKS: usize = 32;
/// Of the intervals.
const CONFIDENCE: f64 = 0.99;
/// After how many layers the table has a row.
const LAYERS: [usize; 19] = [150, 140, 125, 110, 100, 90, 75, 60, 50, 40, 30, 20, 15, 10, 7, 5, 3, 2, 1];

/// Networks of one kind.
#[derive(Clone, Copy)]
struct Ensemble {
    activation: Activation,
    weights: &'static str,
    initializer: Initializer,
}

const fn ensemble(activation: Activation, weights: &'static str, scheme: Scheme) -> Ensemble {
    Ensemble { activation, weights, initializer: Initializer::new(scheme) }
}

const ENSEMBLES: [Ensemble; 10] = [
    ensemble(Activation::Identity, "lecun", Scheme::LeCun),
    ensemble(Activation::Relu, "lecun", Scheme::LeCun),
    ensemble(Activation::Relu, "he", Scheme::He),
    ensemble(Activation::Relu, "deviation_0.1", Scheme::FixedDeviation(0.1)),
    ensemble(Activation::Tanh, "lecun", Scheme::LeCun),
    ensemble(Activation::Tanh, "he", Scheme::He),
    Ensemble {
        activation: Activation::Tanh,
        weights: "lecun_gain_1.667",
        initializer: Initializer::new(Scheme::LeCun).gain(5.0 / 3.0),
    },
    ensemble(Activation::Sigmoid, "lecun", Scheme::LeCun),
    ensemble(Activation::Gelu, "he", Scheme::He),
    ensemble(Activation::Selu, "lecun", Scheme::LeCun),
];

/// What the networks of an ensemble show, and what theory says of them.
struct Observed {
    ensemble: Ensemble,
    /// ln v_l, l = 0 … L, of each network.
    forward: Vec<Vec<f64>>,
    /// ln e_{L−k}, k = 0 … L, of each network.
    backward: Vec<Vec<f64>>,
    path: Vec<finite_width::Path>,
    /// ln e_{L−k} for infinite width.
    backward_predicted: Vec<f64>,
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let observed = observe(settings);
    let unequal = unequal::observe(settings);
    let about = format!(
        "Geometric means over {} networks with {}% intervals. Signals start at 1 at either end: up from the input, down from the output.",
        settings.replicates_or(NETWORKS),
        CONFIDENCE * 100.0
    );
    let tables = vec![table(&observed, &about), unequal::table(&unequal, &about)];
    let claims = claims::all(&observed, &unequal);
    Findings { tables, figure: Some(figure()), claims }
}

/// e to an end of the interval of the mean of logarithms, if there are enough.
fn end(logarithms: &[f64], of: fn(Interval) -> f64) -> Option<f64> {
    statistics::mean_interval(logarithms, CONFIDENCE).ok().map(|interval| bits::exp(of(interval)))
}

/// The columns of a geometric mean with its interval, from logarithms.
fn geometric_mean<'f, R: 'f>([mean, low, high]: [&'static str; 3], of: fn(&R) -> Vec<f64>) -> [Typed<'f, R>; 3] {
    let center = |logarithms: &[f64]| bits::exp(statistics::mean(logarithms).expect("finite logarithms"));
    [
        Column::significant(mean, 3).from(move |row: &R| center(&of(row))),
        Column::significant(low, 3).titled("at least").from(move |row: &R| end(&of(row), |interval| interval.low)),
        Column::significant(high, 3).titled("at most").from(move |row: &R| end(&of(row), |interval| interval.high)),
    ]
}

/// Networks of one kind after so many layers.
type Row<'o> = (&'o Observed, usize);

fn table(observed: &[Observed], about: &str) -> Table {
    let mut columns = vec![
        Column::text("activation").from(|row: &Row| activations::cell(row.0.ensemble.activation)).key(),
        Column::text("weights").from(|row: &Row| (row.0.ensemble.weights, row.0.ensemble.words())).key(),
        Column::count("layers", "layers").from(|row: &Row| row.1).key(),
    ];
    columns.extend(geometric_mean(["up", "up_low", "up_high"], |row: &Row| row.0.up(row.1)));
    columns.push(Column::significant("up_predicted", 3).titled("predicted").from(|row: &Row| row.0.path[row.1].length));
    columns.push(Column::significant("up_typical", 3).titled("typical").from(|row: &Row| row.0.typical(row.1)));
    columns.extend(geometric_mean(["down", "down_low", "down_high"], |row: &Row| row.0.down(row.1)));
    columns.push(
        Column::significant("down_predicted", 3)
            .titled("predicted")
            .from(|row: &Row| bits::exp(row.0.backward_predicted[row.1])),
    );
    let rows: Vec<Row> = LAYERS.iter().flat_map(|&layers| observed.iter().map(move |one| (one, layers))).collect();
    let title = "Mean square of activations after so many layers from the input, and of derivatives after so many from the output";
    Table::of(title, columns, &rows).named("layers").reading(rows.iter().map(|row| row.1 == DEPTH)).noted(format!(
        "{about} {WIDTH} units in each of {DEPTH} layers. Predicted: for infinite width; typical: e to the mean of the logarithm at this width, to first \
         order. The CSV has more depths."
    ))
}

fn observe(settings: &Settings) -> Vec<Observed> {
    let networks = settings.replicates_or(NETWORKS);
    let cells: Vec<(Ensemble, usize)> =
        ENSEMBLES.iter().flat_map(|&ensemble| (0..networks).map(move |network| (ensemble, network))).collect();
    let mut passes: Vec<signal::Passes> = parallel::cells(cells, |(ensemble, network)| {
        let cell = format!("{}/{}", ensemble.activation.name(), ensemble.weights);
        let mut stream = settings.stream(&cell, network);
        signal::passes(ensemble.activation, &ensemble.initializer, &[WIDTH; DEPTH + 1], &mut stream)
    });
    let theory: Vec<_> = parallel::cells(&ENSEMBLES, |ensemble| ensemble.predict());
    let observed = ENSEMBLES.iter().zip(theory).map(|(&ensemble, (path, backward_predicted))| {
        let own = passes.drain(..networks);
        let (forward, backward) = own.map(|passes| (passes.forward, passes.backward)).unzip();
        Observed { ensemble, forward, backward, path, backward_predicted }
    });
    observed.collect()
}

impl Ensemble {
    /// The variance of its weights.
    fn words(&self) -> &'static str {
        match self.weights {
            "lecun" => "1/n",
            "he" => "2/n",
            "deviation_0.1" => "0.1²",
            _ => "(5/3)²/n",
        }
    }

    /// The path of v, and ln e from the output down for infinite width.
    fn predict(&self) -> (Vec<finite_width::Path>, Vec<f64>) {
        let weight_variance = WIDTH as f64 * self.initializer.variance(WIDTH, WIDTH);
        let path = finite_width::lengths(self.activation, weight_variance, 1.0, WIDTH, DEPTH);
        let mut backward = vec![0.0];
        for layer in (1..=DEPTH).rev() {
            let chi = length_map::slope(self.activation, weight_variance, weight_variance * path[layer - 1].length);
            backward.push(backward[backward.len() - 1] + bits::ln(chi));
        }
        (path, backward)
    }
}

impl Observed {
    fn up(&self, layers: usize) -> Vec<f64> {
        self.forward.iter().map(|logarithms| logarithms[layers]).collect()
    }

    fn down(&self, layers: usize) -> Vec<f64> {
        self.backward.iter().map(|logarithms| logarithms[layers]).collect()
    }

    /// e to the mean of ln v_l, to first order.
    fn typical(&self, layers: usize) -> f64 {
        let path = self.path[layers];
        path.length * bits::exp(path.mean)
    }
}

fn figure() -> Figure {
    let drawn = [
        ("ReLU, 2/n", "relu", "he"),
        ("ReLU, 1/n", "relu", "lecun"),
        ("tanh, 1/n", "tanh", "lecun"),
        ("tanh, 2/n", "tanh", "he"),
        ("sigmoid, 1/n", "sigmoid", "lecun"),
    ];
    let panel = |title: &str, measured: &'static str, predicted: &'static str| {
        let series = drawn.iter().enumerate().flat_map(|(color, (label, activation, weights))| {
            [(measured, Mark::Points, *label), (predicted, Mark::Dashed, "")].map(|(y, mark, label)| {
                let series = Series::of("layers", ("layers", y), mark, color).labeled(label);
                series.only("activation", *activation).only("weights", *weights)
            })
        });
        Panel {
            title: title.into(),
            x: Axis::linear("layers passed"),
            y: Axis::logarithmic("mean square").over(1e-12, 1e8),
            series: series.collect(),
            equal: false,
        }
    };
    Figure {
        title: "Activations from the input up, derivatives from the output down".into(),
        alternative: "Two panels with a logarithmic axis over the number of layers passed. Activations: ReLU with 2/n stays near 1, ReLU \
                      with 1/n falls along a straight line and leaves the picture, tanh with 1/n falls slowly like 1/2l, tanh with \
                      2/n and sigmoid stay level. Derivatives: ReLU with 2/n near 1, tanh with 1/n slowly down, tanh with 2/n up along a \
                      straight line, ReLU with 1/n and sigmoid down along straight lines."
            .into(),
        panels: vec![panel("activations", "up", "up_predicted"), panel("derivatives", "down", "down_predicted")],
    }
}

#[cfg(test)]
mod tests;
