//! What do fan-in, fan-out and Glorot's mean of both do where widths change? Linear networks with every weight drawn.

use ndarray::Array2;

use super::{NETWORKS, geometric_mean, signal::logarithm};
use crate::activation::Activation;
use crate::bits::{self, streams};
use crate::chapters::Settings;
use crate::initialize::{Fan, Initializer, Scheme};
use crate::network::{Architecture, Loss, Network, Targets};
use crate::parallel;
use crate::report::{Column, Table};

const WIDTHS: [&[usize]; 4] = [&[784, 100], &[100, 784], &[300, 300], &[784, 100, 10]];
/// Targets so large that the loss's derivative by the outputs, z − y, is −y but for 10⁻⁸ of it: a direction that does not depend on the weights.
const FAR: f64 = 1e8;

/// Linear networks of the same widths and formula.
pub(super) struct Unequal {
    pub(super) widths: &'static [usize],
    pub(super) weights: &'static str,
    initializer: Initializer,
    /// ln of the mean square of the outputs over that of the inputs, of each network.
    pub(super) forward: Vec<f64>,
    /// ln of the mean square of ∂J/∂x over that of ∂J/∂z\[L], of each network.
    pub(super) backward: Vec<f64>,
}

pub(super) fn observe(settings: &Settings) -> Vec<Unequal> {
    let formulas = [
        ("fan_in", Initializer::new(Scheme::LeCun)),
        ("fan_out", Initializer::new(Scheme::LeCun).fan(Fan::Out)),
        ("glorot", Initializer::new(Scheme::Glorot)),
    ];
    let cells: Vec<_> =
        WIDTHS.iter().flat_map(|widths| formulas.map(|(weights, formula)| (*widths, weights, formula))).collect();
    let observed = cells.into_iter().map(|(widths, weights, initializer)| {
        let passes: Vec<(f64, f64)> = parallel::cells(0..settings.replicates_or(NETWORKS), |network| {
            let mut stream = settings.stream(&format!("{}/{weights}", name(widths)), network);
            passes(Activation::Identity, widths, &initializer, &mut stream)
        });
        let (forward, backward) = passes.into_iter().unzip();
        Unequal { widths, weights, initializer, forward, backward }
    });
    observed.collect()
}

/// `784-100`.
fn name(widths: &[usize]) -> String {
    widths.iter().map(usize::to_string).collect::<Vec<String>>().join("-")
}

/// One network, one example: ln of the factors up and down.
pub(super) fn passes(
    activation: Activation,
    widths: &[usize],
    initializer: &Initializer,
    stream: &mut streams::Stream,
) -> (f64, f64) {
    let normals = |count: usize, scale: f64, stream: &mut streams::Stream| {
        Array2::from_shape_simple_fn((1, count), || scale * streams::standard_normal(stream))
    };
    let inputs = normals(widths[0], 1.0, stream);
    let targets = Targets::Values(normals(widths[widths.len() - 1], FAR, stream));
    let architecture = Architecture::new(widths, activation, Loss::SquaredError);
    let network = Network::<f64>::new(architecture, inputs.view(), &targets).expect("shapes that fit");
    let parameters = network.initial(initializer, stream);
    let trace = network.trace(&parameters);
    let below = bits::product(trace.deltas[0].view(), network.layout().weights(1).of(&parameters));
    let of = |matrix: &Array2<f64>| logarithm(matrix.as_slice().expect("one row"));
    let last = widths.len() - 2;
    (of(&trace.pre_activations[last]) - of(&inputs), of(&below) - of(&trace.deltas[last]))
}

impl Unequal {
    /// The factors up and down for mean squares: ∏ n_in·Var(w) and ∏ n_out·Var(w).
    pub(super) fn predicted(&self) -> (f64, f64) {
        self.widths.windows(2).fold((1.0, 1.0), |(up, down), shape| {
            let variance = self.initializer.variance(shape[0], shape[1]);
            (up * shape[0] as f64 * variance, down * shape[1] as f64 * variance)
        })
    }

    fn words(&self) -> &'static str {
        match self.weights {
            "fan_in" => "1/n_in",
            "fan_out" => "1/n_out",
            _ => "2/(n_in + n_out)",
        }
    }
}

pub(super) fn table(unequal: &[Unequal], about: &str) -> Table {
    let mut columns = vec![
        Column::text("widths").from(|row: &Unequal| name(row.widths)).key(),
        Column::text("weights").from(|row: &Unequal| (row.weights, row.words())).key(),
        Column::count("layers", "layers").from(|row: &Unequal| row.widths.len() - 1),
    ];
    columns.extend(geometric_mean(["up", "up_low", "up_high"], |row: &Unequal| row.forward.clone()));
    columns.push(Column::significant("up_predicted", 3).titled("predicted").from(|row: &Unequal| row.predicted().0));
    columns.extend(geometric_mean(["down", "down_low", "down_high"], |row: &Unequal| row.backward.clone()));
    columns.push(Column::significant("down_predicted", 3).titled("predicted").from(|row: &Unequal| row.predicted().1));
    Table::of("What do formulas for the variance do where widths change?", columns, unequal)
        .named("widths")
        .noted(format!("{about} Linear networks, every weight drawn."))
}
