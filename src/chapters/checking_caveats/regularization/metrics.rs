//! What does each check see of each wrong regularization?

use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::{self, gradient_of, largest_error};
use crate::difference::{Formula, Step, gradient};
use crate::gradcheck::catalogue::{Bug, Mutant};
use crate::gradcheck::{GradientCheck, Report, metric};
use crate::network::{Architecture, Kind, Loss, Network};
use crate::objective::{Abilities, Objective};
use crate::report::Measured;

pub(super) const EXAMPLES: usize = 20;
/// λ: λ/m is 0.05.
pub(crate) const LAMBDA: f64 = 1.0;
const SCALES: [f64; 5] = [1e-4, 1e-3, 1e-2, 1e-1, 1.0];
/// Up to here the gradient has not left its limit.
const SMALL: f64 = 1e-2;
const RATIOS: [f64; 4] = [0.01, 0.1, 1.0, 10.0];
/// The term is a square, whose two-sided quotient is exact at any step.
const TERM_STEP: f64 = 1.0 / 1024.0;

/// The gradients under test: a name, the bug, and how many times the right term they have.
const GRADIENTS: [(&str, Option<Bug>, f64); 5] = [
    ("right", None, 1.0),
    ("forgotten", Some(Bug::RidgeForgotten), 0.0),
    ("doubled", Some(Bug::RidgeDoubled), 2.0),
    ("wrong sign", Some(Bug::RidgeSign), -1.0),
    ("not divided by m", Some(Bug::RidgeNotDivided), EXAMPLES as f64),
];

/// A network with this λ.
pub(crate) fn network(settings: &Settings, lambda: f64) -> Network {
    let architecture = Architecture::new(&[5, 6, 4, 3], Activation::Tanh, Loss::CrossEntropy).ridge(lambda);
    subjects::network(architecture, EXAMPLES, &mut settings.stream("inputs", 0))
}

pub(crate) fn parameters(settings: &Settings, network: &Network, scale: f64, biases: f64) -> Vec<f64> {
    subjects::parameters(network, scale, biases, &mut settings.stream("parameters", 0))
}

/// (λ/m)W, and 0 for the biases.
fn term(network: &Network, parameters: &[f64]) -> Vec<f64> {
    let factor = network.architecture().lambda() / network.examples() as f64;
    let mut term = vec![0.0; parameters.len()];
    for block in network.layout().blocks().iter().filter(|block| block.kind == Kind::Weights) {
        block.range.clone().for_each(|index| term[index] = factor * parameters[index]);
    }
    term
}

/// a + k·b.
fn plus(a: &[f64], k: f64, b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + k * b).collect()
}

/// |k − 1|‖R‖ / (‖G‖ + ‖G + (k − 1)R‖), from the right gradient G and the term R.
pub(crate) fn predicted(network: &mut Network, parameters: &[f64], times: f64) -> f64 {
    let right = gradient_of(network, parameters);
    metric(&right, &plus(&right, times - 1.0, &term(network, parameters)))
}

/// One gradient at one scale of the weights.
pub(super) struct Spoiled {
    pub(super) name: &'static str,
    times: f64,
    pub(super) scale: f64,
    pub(super) report: Report,
    pub(super) predicted: f64,
    /// The metric over the term alone.
    pub(super) alone: f64,
}

impl Spoiled {
    fn of(settings: &Settings, (name, bug, times): (&'static str, Option<Bug>, f64), scale: f64) -> Self {
        let mut network = network(settings, LAMBDA);
        let parameters = parameters(settings, &network, scale, 0.0);
        let predicted = predicted(&mut network, &parameters, times);
        let mut mutant = Mutant::new(network, bug);
        let report = GradientCheck::of(&mutant).run(&parameters).expect("a network and its parameters");
        let alone = term_alone(&mut mutant, &parameters);
        Spoiled { name, times, scale, report, predicted, alone }
    }

    pub(super) fn error(&self) -> Measured {
        largest_error(&self.report)
    }

    /// |k − 1|/(|k| + 1) for k times the right term.
    pub(super) fn alone_predicted(&self) -> f64 {
        (self.times - 1.0).abs() / (self.times.abs() + 1.0)
    }
}

// ANCHOR: term_alone
/// The metric over the derivatives of the regularization alone, from the terms that the objective tells.
pub(super) fn term_alone(mutant: &mut Mutant, parameters: &[f64]) -> f64 {
    let data = mutant.network().trace(parameters).gradient;
    let under_test = plus(&gradient_of(mutant, parameters), -1.0, &data);
    let ridge = |moved: &[f64]| {
        let terms = mutant.abilities().terms(moved);
        terms.iter().find(|(name, _)| *name == "ridge").expect("a network tells its ridge").1
    };
    let numeric = gradient(ridge, parameters, Formula::Central, Step::Absolute(TERM_STEP)).values;
    metric(&numeric, &under_test)
}
// ANCHOR_END: term_alone

/// All gradients at all scales.
pub(super) fn spoiled(settings: &Settings) -> Vec<Spoiled> {
    GRADIENTS.iter().flat_map(|&gradient| SCALES.map(|scale| Spoiled::of(settings, gradient, scale))).collect()
}

/// The exponent of the scale in the metric of this gradient, where weights are small.
pub(super) fn exponent(spoiled: &[Spoiled], name: &str) -> Measured {
    let small = || spoiled.iter().filter(|one| one.name == name && one.scale <= SMALL);
    let scales: Vec<f64> = small().map(|one| one.scale).collect();
    subjects::exponent(&scales, &small().map(|one| one.report.metric).collect::<Vec<f64>>())
}

/// λ/m for λ/2m, where the term has this share in the gradient.
pub(super) struct Factor {
    pub(super) ratio: f64,
    pub(super) cosine: f64,
    pub(super) metric: f64,
    pub(super) predicted: f64,
    pub(super) word: &'static str,
    pub(super) verdict: &'static str,
}

impl Factor {
    fn of(settings: &Settings, ratio: f64) -> Self {
        let unregularized = network(settings, 0.0);
        let parameters = parameters(settings, &unregularized, 1.0, 0.5);
        let data = unregularized.trace(&parameters).gradient;
        let one = term(&network(settings, 1.0), &parameters);
        let lambda = ratio * bits::norm(&data) / bits::norm(&one);
        let cosine = bits::dot(&data, &one) / (bits::norm(&data) * bits::norm(&one));
        let length = |k: f64| (1.0 + 2.0 * k * cosine * ratio + k * k * ratio * ratio).sqrt();
        let mutant = Mutant::new(network(settings, lambda), Some(Bug::RidgeDoubled));
        let report = GradientCheck::of(&mutant).run(&parameters).expect("a network and its parameters");
        Factor {
            ratio,
            cosine,
            metric: report.metric,
            predicted: ratio / (length(1.0) + length(2.0)),
            word: report.band.name(),
            verdict: report.verdict.name(),
        }
    }
}

pub(super) fn factors(settings: &Settings) -> Vec<Factor> {
    RATIOS.map(|ratio| Factor::of(settings, ratio)).into()
}
