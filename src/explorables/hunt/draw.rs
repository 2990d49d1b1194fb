//! Which unknown network is drawn? One of eight kinds by its seed: four with a bug that shows at once, one with a bug that small parameters hide, and three
//! without.
//!
//! Parameters are small at the start where a bug hides, and as often where none is; masks are drawn anew where nothing else is wrong, and as often where a
//! bug is. So no control tells by its position alone what is to be found.

use super::cause::Cause;
use crate::activation::Activation;
use crate::bits;
use crate::bits::streams::{Stream, below, bernoulli, stream, uniform};
use crate::chapters::checking_caveats::{dropout, subjects};
use crate::gradcheck::catalogue::Bug;
use crate::network::{Architecture, Loss, Network};

/// What its streams are named by.
const FIGURE: &str = "explorables/hunt";
const WIDTHS: [usize; 4] = [4, 5, 5, 3];
const EXAMPLES: usize = 12;
const LAMBDA: f64 = 0.5;
/// How far beyond 0 the pre-activation of a unit lies at a kink: within ±10⁻⁵, and not within ±10⁻⁶.
const BESIDE: (f64, f64) = (4e-6, 7e-6);

type InLayer = fn(usize) -> Bug;
const OF_BIAS: [InLayer; 4] = [Bug::BiasForgotten, Bug::BiasOfFirstExample, Bug::BiasSign, Bug::BiasMean];
const OF_WEIGHTS: [InLayer; 4] = [Bug::WeightsForgotten, Bug::WeightsSign, Bug::WeightsDoubled, Bug::WeightsByColumns];
const OF_SIGNAL: [InLayer; 6] = [
    Bug::DerivativeOne,
    Bug::DerivativeTwice,
    Bug::MaskForgotten,
    Bug::MaskNotScaled,
    Bug::PropagationHalved,
    Bug::PropagationWithoutLastUnit,
];
const OF_RIDGE: [Bug; 3] = [Bug::RidgeForgotten, Bug::RidgeDoubled, Bug::RidgeSign];

/// An unknown network.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    seed: u64,
    activation: Activation,
    /// Whether weights are near 0 at the start, and biases 0.
    small: bool,
    /// Whether masks are held fixed at the start.
    pub(super) frozen: bool,
    pub(super) bug: Option<Bug>,
    pub(super) cause: Cause,
    /// The layer of the bug.
    pub(super) layer: usize,
}

impl Drawn {
    /// The network of this seed.
    pub(super) fn of(seed: u64) -> Drawn {
        let mut numbers = stream(seed, FIGURE, "kind", 0);
        let kind = below(&mut numbers, 8);
        let (coin, other) = (bernoulli(&mut numbers, 0.5), bernoulli(&mut numbers, 0.5));
        let with = |(bug, layer): (Bug, usize)| Drawn {
            bug: Some(bug),
            layer,
            frozen: coin,
            ..Drawn::right(seed, Cause::of(bug))
        };
        let activation = if other { Activation::Relu } else { Activation::Tanh };
        match kind {
            0 => Drawn { activation, ..with(in_layer(&OF_BIAS, 3, &mut numbers)) },
            1 => Drawn { activation, ..with(in_layer(&OF_WEIGHTS, 3, &mut numbers)) },
            2 => with(in_layer(&OF_SIGNAL, 2, &mut numbers)),
            3 => Drawn { activation, ..with((one_of(&OF_RIDGE, &mut numbers), 0)) },
            4 if other => Drawn { small: true, ..with((Bug::RidgeOnBiases, 0)) },
            4 => Drawn { small: true, ..with(in_layer(&[Bug::DerivativeOfPreActivation], 2, &mut numbers)) },
            5 => Drawn { frozen: false, ..Drawn::right(seed, Cause::Masks) },
            6 => Drawn::beside_a_kink(seed),
            _ => Drawn { small: coin, ..Drawn::right(seed, Cause::Nothing) },
        }
    }

    /// One whose gradient is right, at a kink.
    pub(super) fn beside_a_kink(seed: u64) -> Drawn {
        Drawn { activation: Activation::Relu, ..Drawn::right(seed, Cause::Kink) }
    }

    fn right(seed: u64, cause: Cause) -> Drawn {
        Drawn { seed, activation: Activation::Tanh, small: false, frozen: true, bug: None, cause, layer: 0 }
    }

    /// The network, with its ridge or without.
    pub(super) fn network(&self, ridge: bool) -> Network {
        let architecture = Architecture::new(&WIDTHS, self.activation, Loss::CrossEntropy);
        let architecture = architecture.ridge(if ridge { LAMBDA } else { 0.0 }).dropout(dropout::KEEP, self.seed);
        subjects::network(architecture, EXAMPLES, &mut stream(self.seed, FIGURE, "inputs", 0))
    }

    /// Parameters at the start, or larger ones.
    pub(super) fn parameters(&self, network: &Network, larger: bool) -> Vec<f64> {
        let (weights, biases) = match (self.small, larger) {
            (true, false) => (0.01, 0.0),
            (true, true) | (false, false) => (1.0, 0.5),
            (false, true) => (2.0, 1.0),
        };
        let mut numbers = stream(self.seed, FIGURE, "parameters", 0);
        let mut parameters = subjects::parameters(network, weights, biases, &mut numbers);
        if self.cause == Cause::Kink && !larger {
            move_beside_a_kink(network.clone(), &mut parameters, &mut numbers);
        }
        parameters
    }
}

/// Moves the bias of a unit of the first layer so that for one example its pre-activation is barely positive: where that bends the loss
/// much and takes a short way.
fn move_beside_a_kink(mut network: Network, parameters: &mut [f64], numbers: &mut Stream) {
    network.freeze_masks(0);
    let trace = network.trace(parameters);
    let above = network.layout().weights(2).of(parameters);
    let slopes = bits::product(trace.deltas[1].view(), above) * &trace.masks[0];
    let z = &trace.pre_activations[0];
    let bend = |place: (usize, usize)| slopes[place].abs() / (0.1 + z[place].abs());
    let places = z.indexed_iter().map(|(place, _)| place);
    if let Some(place) = places.max_by(|&a, &b| bend(a).total_cmp(&bend(b))) {
        let bias = network.layout().blocks()[1].range.start + place.1;
        parameters[bias] += uniform(numbers, BESIDE.0, BESIDE.1) - z[place];
    }
}

/// One of these bugs, in one of the first layers.
fn in_layer(bugs: &[InLayer], layers: u64, numbers: &mut Stream) -> (Bug, usize) {
    let layer = 1 + below(numbers, layers) as usize;
    (one_of(bugs, numbers)(layer), layer)
}

fn one_of<T: Copy>(all: &[T], numbers: &mut Stream) -> T {
    all[below(numbers, all.len() as u64) as usize]
}
