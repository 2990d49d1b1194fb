//! What is wrong with weights that start at zero, or all alike? Units that start alike stay alike, to the last bit.
//!
//! If two units of a layer have the same incoming and the same outgoing weights, they compute the same number and get the same gradient.
//! So they take the same step. By induction, a layer that starts constant acts as one unit for ever: W\[1] has equal rows and rank 1. The
//! same holds in floating point, bit for bit, as long as the sums for the two units run in the same order.
//!
//! With all weights zero it depends on g(0). For tanh and ReLU g(0) = 0: a[L−1] = 0, so ∂J/∂W\[L] = D\[L]ᵀa[L−1] = 0, and D[L−1] = 0
//! because W\[L] = 0. Only b\[L] has a gradient, and that stays so. For the sigmoid g(0) = ½: W\[L] moves at the first step, with equal
//! columns, and from then on the network is one of constant layers.
//!
//! **How fast is the symmetry broken?** Perturb each weight of a constant start by a relative η. As long as the rows are nearly alike,
//! their differences follow a linear recursion along the symmetric path, the same for every η:
//!
//! ```text
//! spread(t; η) = η·M(t)       spread = max_j ‖w_j − w_1‖/‖w_1‖ over the rows of W[1]
//! ```
//!
//! So the path with the smallest η predicts at which step all others come apart: when M(t) = 0.1/η. For ReLU the limit η → 0 is not the
//! constant path itself: where z\[1] < 0 for all units, z\[2] = b\[2] = 0 lies on the kink, and after the first step the sign of b\[2] is a
//! matter of rounding in one case and of the perturbation in the other.
//!
//! **A constant W\[L] sends nothing back.** The softmax makes Σ_k D\[L]_k = 0, so that W\[L]ᵀD\[L] = 0 but for rounding: the first step moves
//! only the last layer.

mod claims;
mod presentation;
mod rank;

use ndarray::ArrayView2;

use crate::activation::Activation;
use crate::bits::{self, streams};
use crate::chapters::Settings;
use crate::data;
use crate::descent::{Method, descend};
use crate::initialize::{Initializer, Scheme};
use crate::network::{Architecture, Loss, Network, Targets};
use crate::normalize::Normalizer;
use crate::parallel;
use crate::report::Findings;

const EXAMPLES: usize = 64;
const HIDDEN: usize = 8;
const STEPS: u64 = 1000;
const STEP: f64 = 0.3;
/// Rows that differ by this much, relative to their length, count as broken apart.
const APART: f64 = 0.1;
const CONSTANT: f64 = 0.05;
const ACTIVATIONS: [Activation; 3] = [Activation::Tanh, Activation::Relu, Activation::Sigmoid];
/// Steps after which a network is looked at.
const SHOWN: [usize; 5] = [0, 1, 10, 100, 1000];

/// Where a network starts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Start {
    Zeros,
    Constant,
    /// Constant, and each unit is dropped now and then.
    Dropout,
    /// Constant, each weight times 1 + η·(a normal number).
    Perturbed(f64, &'static str),
    /// Drawn: He for ReLU, LeCun otherwise.
    Random,
}

/// The smallest perturbation predicts the others.
const SMALLEST: Start = Start::Perturbed(1e-12, "constant_1e-12");

const STARTS: [Start; 8] = [
    Start::Zeros,
    Start::Constant,
    Start::Dropout,
    SMALLEST,
    Start::Perturbed(1e-9, "constant_1e-9"),
    Start::Perturbed(1e-6, "constant_1e-6"),
    Start::Perturbed(1e-3, "constant_1e-3"),
    Start::Random,
];

impl Start {
    const fn name(self) -> &'static str {
        match self {
            Start::Zeros => "zeros",
            Start::Constant => "constant",
            Start::Dropout => "constant_dropout",
            Start::Perturbed(_, name) => name,
            Start::Random => "random",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Start::Dropout => "constant, dropout",
            Start::Perturbed(_, "constant_1e-12") => "constant, η = 1e-12",
            Start::Perturbed(_, "constant_1e-9") => "constant, η = 1e-9",
            Start::Perturbed(_, "constant_1e-6") => "constant, η = 1e-6",
            Start::Perturbed(..) => "constant, η = 1e-3",
            _ => self.name(),
        }
    }
}

/// What W\[1] looks like after a step.
#[derive(Clone, Debug)]
struct Look {
    loss: f64,
    distinct_rows: usize,
    rank: usize,
    /// Names of the blocks whose gradient is not all zero.
    moving: String,
}

/// The training of one network.
#[derive(Clone, Debug)]
struct Path {
    activation: Activation,
    start: Start,
    /// After each of the steps [`SHOWN`].
    looks: Vec<Look>,
    /// After every step.
    spreads: Vec<f64>,
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let paths = paths(settings);
    Findings {
        tables: presentation::tables(&paths),
        figure: Some(presentation::figure()),
        claims: vec![claims::symmetry(&paths)],
    }
}

impl Path {
    /// Each look with its step.
    fn looks(&self) -> impl Iterator<Item = (usize, &Look)> {
        SHOWN.into_iter().zip(&self.looks)
    }

    /// The first step at which the rows have come apart; none if they never do, or were never alike.
    fn apart(&self) -> Option<usize> {
        let alike = self.spreads[0] <= APART && matches!(self.start, Start::Perturbed(..));
        self.spreads.iter().position(|&spread| spread > APART).filter(|_| alike)
    }

    /// The same, by the growth of the smallest perturbation.
    fn predicted_apart(&self, paths: &[Path]) -> Option<usize> {
        let (Start::Perturbed(relative, _), Start::Perturbed(smallest, _)) = (self.start, SMALLEST) else {
            return None;
        };
        let small = paths.iter().find(|path| path.activation == self.activation && path.start == SMALLEST)?;
        let grown = |spread: f64| spread * (relative / smallest) > APART;
        (self.start != SMALLEST).then(|| small.spreads.iter().position(|&spread| grown(spread)))?
    }
}

fn paths(settings: &Settings) -> Vec<Path> {
    let set = data::digits();
    let order = streams::permutation(&mut settings.stream("examples", 0), set.examples());
    let set = set.select(&order[..EXAMPLES]);
    let fitted = Normalizer::Standard.fit(set.features.view()).expect("a data set is finite");
    let inputs = fitted.transform(set.features.view()).expect("the same columns as fitted");
    let targets = Targets::Classes(set.target.iter().map(|&class| class as usize).collect());
    let plans: Vec<(Activation, Start)> =
        ACTIVATIONS.into_iter().flat_map(|activation| STARTS.map(|start| (activation, start))).collect();
    parallel::cells(plans, |(activation, start)| {
        let architecture = Architecture::new(&[inputs.ncols(), HIDDEN, HIDDEN, 10], activation, Loss::CrossEntropy);
        let architecture =
            if start == Start::Dropout { architecture.dropout(0.8, settings.seed()) } else { architecture };
        let network = Network::new(architecture, inputs.view(), &targets).expect("widths and examples fit");
        let first = first(&network, start, &mut settings.stream("weights", 0));
        path(network, activation, start, &first)
    })
}

/// The parameters that a network starts from.
fn first(network: &Network, start: Start, stream: &mut streams::Stream) -> Vec<f64> {
    let scheme = match start {
        Start::Zeros => Scheme::Zeros,
        Start::Constant | Start::Dropout | Start::Perturbed(..) => Scheme::Constant(CONSTANT),
        Start::Random if network.architecture().activation() == Activation::Relu => Scheme::He,
        Start::Random => Scheme::LeCun,
    };
    let mut parameters = network.initial(&Initializer::new(scheme), stream);
    if let Start::Perturbed(relative, _) = start {
        // Biases are 0 and stay so.
        parameters.iter_mut().for_each(|weight| *weight *= 1.0 + relative * streams::standard_normal(stream));
    }
    parameters
}

/// Trains a network and looks at W\[1] on the way.
fn path(mut network: Network, activation: Activation, start: Start, first: &[f64]) -> Path {
    let weights = network.layout().weights(1).clone();
    let watched = network.clone();
    let (mut spreads, mut snapshots) = (Vec::new(), Vec::new());
    let run = descend(&mut network, first, Method::GradientDescent { step: STEP }, STEPS, |parameters, loss| {
        let step = spreads.len();
        spreads.push(spread(weights.of(parameters)));
        if SHOWN.contains(&step) {
            snapshots.push((parameters.to_vec(), loss));
        }
        false
    });
    // A path that no longer moves stands still for the rest of the steps.
    while spreads.len() <= STEPS as usize {
        spreads.push(spread(weights.of(&run.parameters)));
        if SHOWN.contains(&(spreads.len() - 1)) {
            snapshots.push((run.parameters.clone(), run.loss));
        }
    }
    let look = |(parameters, loss): &(Vec<f64>, f64)| {
        let rows = weights.of(parameters);
        let rank = rank::of(rows);
        Look { loss: *loss, distinct_rows: distinct_rows(rows), rank, moving: moving(&watched, parameters) }
    };
    Path { activation, start, looks: snapshots.iter().map(look).collect(), spreads }
}

/// How many rows differ in at least one bit.
fn distinct_rows(matrix: ArrayView2<f64>) -> usize {
    let mut rows: Vec<Vec<u64>> =
        matrix.rows().into_iter().map(|row| row.iter().map(|x| x.to_bits()).collect()).collect();
    rows.sort_unstable();
    rows.dedup();
    rows.len()
}

/// max_j ‖w_j − w_1‖/‖w_1‖ over the rows; 0 for zeros.
fn spread(matrix: ArrayView2<f64>) -> f64 {
    let first = matrix.row(0).to_vec();
    let length = bits::dot(&first, &first);
    let farthest = matrix.rows().into_iter().fold(0.0, |farthest: f64, row| {
        let difference: Vec<f64> = row.iter().zip(&first).map(|(a, b)| a - b).collect();
        bits::max(farthest, bits::dot(&difference, &difference))
    });
    if farthest == 0.0 { 0.0 } else { (farthest / length).sqrt() }
}

/// The blocks whose gradient has a number other than 0, or `none`, or `all`.
fn moving(network: &Network, parameters: &[f64]) -> String {
    let gradient = network.trace(parameters).gradient;
    let blocks = network.layout().blocks();
    let names: Vec<&str> = blocks
        .iter()
        .filter(|block| gradient[block.range.clone()].iter().any(|&entry| entry != 0.0))
        .map(|block| block.name.as_str())
        .collect();
    match names.len() {
        0 => "none".into(),
        count if count == blocks.len() => "all".into(),
        _ => names.join(" "),
    }
}

#[cfg(test)]
mod tests;
