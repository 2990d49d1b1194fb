//! How does the metric of a wrong derivative grow with the scale of the weights?

use super::scale;
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::{self, TOLERANCE, gradient_of};
use crate::gradcheck::catalogue::{Bug, Mutant};
use crate::gradcheck::{Band, GradientCheck, Verdict, metric};
use crate::network::{Architecture, Loss, Network};
use crate::report::{Column, Measured, Table};

const EXAMPLES: usize = 20;
const OF_BIASES: &str = "ridge on biases";
/// The scales of the table.
const SCALES: [f64; 4] = [1e-3, 1e-2, 1e-1, 1.0];

/// A bug in a layer of a network, with or without biases.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Law {
    pub(crate) name: &'static str,
    bug: fn(usize) -> Bug,
    /// p, the order of the local error.
    order: usize,
    /// L.
    pub(crate) layers: usize,
    /// l.
    pub(crate) layer: usize,
    pub(super) biases: bool,
}

const fn law(
    name: &'static str,
    bug: fn(usize) -> Bug,
    order: usize,
    layers: usize,
    layer: usize,
    biases: bool,
) -> Law {
    Law { name, bug, order, layers, layer, biases }
}

pub(crate) const LAWS: [Law; 10] = [
    law("tanh′ = 1", Bug::DerivativeOne, 2, 3, 1, false),
    law("tanh′ = 1", Bug::DerivativeOne, 2, 3, 2, false),
    law("tanh′ = 1", Bug::DerivativeOne, 2, 2, 1, false),
    law("tanh′ = 1", Bug::DerivativeOne, 2, 4, 1, false),
    law("tanh′ = 1", Bug::DerivativeOne, 2, 3, 1, true),
    law("tanh′ = 1", Bug::DerivativeOne, 2, 3, 2, true),
    law("1 − a", Bug::DerivativeNotSquared, 1, 3, 1, false),
    law("1 − a", Bug::DerivativeNotSquared, 1, 3, 2, true),
    law("1 − z²", Bug::DerivativeOfPreActivation, 4, 3, 1, false),
    law("(1 − a²)²", Bug::DerivativeTwice, 2, 3, 1, false),
];

impl Law {
    /// The bug in its layer.
    pub(crate) fn bug(self) -> Bug {
        (self.bug)(self.layer)
    }

    pub(crate) fn setting(self) -> String {
        let biases = if self.biases { "biases" } else { "no biases" };
        format!("L = {}, l = {}, {biases}", self.layers, self.layer)
    }

    /// pl + L − l, or p + L − l with biases.
    pub(super) fn exponent(self) -> f64 {
        let local = self.order * if self.biases { 1 } else { self.layer };
        (local + self.layers - self.layer) as f64
    }
}

/// The network of so many layers with this ridge.
pub(crate) fn network(settings: &Settings, layers: usize, ridge: f64) -> Network {
    let widths = [&[5, 6][..], &[4, 4][..layers - 2], &[3]].concat();
    let architecture = Architecture::new(&widths, Activation::Tanh, Loss::CrossEntropy).ridge(ridge);
    subjects::network(architecture, EXAMPLES, &mut settings.stream("inputs", layers))
}

pub(crate) fn parameters(settings: &Settings, network: &Network, scale: f64, biases: f64) -> Vec<f64> {
    let layers = network.architecture().depth();
    subjects::parameters(network, scale, biases * scale, &mut settings.stream("parameters", layers))
}

/// The metric of a bug's gradient against the right one, both by backpropagation.
pub(crate) fn exact(settings: &Settings, law: Law, scale: f64) -> f64 {
    let mut network = network(settings, law.layers, 0.0);
    let parameters = parameters(settings, &network, scale, if law.biases { 1.0 } else { 0.0 });
    let right = gradient_of(&mut network, &parameters);
    metric(&right, &gradient_of(&mut Mutant::new(network, Some(law.bug())), &parameters))
}

/// Scales from 10⁻² to 10⁻¹, evenly in the logarithm: small enough for the law, and large enough for 16 digits.
fn small_scales() -> Vec<f64> {
    (0..6).map(|step| bits::powf(10.0, f64::from(step) / 5.0 - 2.0)).collect()
}

/// The exponent of the scale in the metric.
pub(super) fn exponent(settings: &Settings, law: Law) -> Measured {
    let scales = small_scales();
    subjects::exponent(&scales, &scales.iter().map(|&scale| exact(settings, law, scale)).collect::<Vec<f64>>())
}

/// A bug at one scale.
pub(super) struct Hidden {
    name: &'static str,
    setting: String,
    pub(super) scale: f64,
    pub(super) metric: f64,
    pub(super) verdict: Verdict,
}

impl Hidden {
    pub(super) fn follows(&self, law: Law) -> bool {
        self.name == law.name && self.setting == law.setting()
    }

    /// The rows that a person reads: the first law, and the bug of the biases.
    pub(super) fn is_shown(&self) -> bool {
        self.follows(LAWS[0]) || self.name == OF_BIASES
    }

    pub(super) fn passes_the_notes(&self) -> bool {
        self.metric <= TOLERANCE
    }
}

pub(super) fn table(hidden: &[Hidden]) -> Table {
    let columns = vec![
        Column::text("bug").from(|row: &Hidden| row.name).key(),
        Column::text("setting").from(|row: &Hidden| row.setting.clone()).key(),
        scale().titled("scale of the weights").from(|row: &Hidden| row.scale).key(),
        Column::significant("metric", 3).from(|row: &Hidden| row.metric),
        Column::text("word").titled("the lecture's word").from(|row: &Hidden| Band::of(row.metric).name()),
        Column::text("verdict").titled("this project's check").from(|row: &Hidden| row.verdict.name()),
    ];
    Table::of("Bugs that hide at small weights", columns, hidden).named("scales").reading(hidden.iter().map(Hidden::is_shown)).noted(
        "Setting: layers L, layer l of the bug, biases. Metric: over all parameters, of two gradients by backpropagation, so that no quotient blurs it. The CSV has every bug.",
    )
}

pub(super) fn exponents(settings: &Settings) -> Table {
    let columns = vec![
        Column::text("bug").from(|row: &(Law, Measured)| row.0.name).key(),
        Column::text("setting").from(|row: &(Law, Measured)| row.0.setting()).key(),
        Column::significant("exponent", 3).titled("exponent of the scale").from(|row: &(Law, Measured)| row.1.value),
        Column::significant("exponent_predicted", 3).titled("predicted").from(|row: &(Law, Measured)| row.0.exponent()),
    ];
    let rows = LAWS.map(|law| (law, exponent(settings, law)));
    Table::of("How does the metric of a wrong derivative grow with the weights?", columns, rows)
        .named("exponents")
        .noted("Setting: layers L, layer l of the bug, biases.")
}

/// Every law at every scale, and the ridge on biases with and without biases.
pub(super) fn all(settings: &Settings) -> Vec<Hidden> {
    let mut hidden: Vec<Hidden> =
        LAWS.iter().flat_map(|&law| SCALES.map(|scale| of_law(settings, law, scale))).collect();
    for biases in [0.0, 1.0] {
        hidden.extend(SCALES.map(|scale| of_biases(settings, scale, biases)));
    }
    hidden
}

fn of_law(settings: &Settings, law: Law, scale: f64) -> Hidden {
    let network = network(settings, law.layers, 0.0);
    let parameters = parameters(settings, &network, scale, if law.biases { 1.0 } else { 0.0 });
    let mutant = Mutant::new(network, Some(law.bug()));
    let report = GradientCheck::of(&mutant).run(&parameters).expect("a network and its parameters");
    let metric = exact(settings, law, scale);
    Hidden { name: law.name, setting: law.setting(), scale, metric, verdict: report.verdict }
}

/// A ridge of which the gradient by biases has a part, and the loss has none.
pub(super) fn of_biases(settings: &Settings, scale: f64, biases: f64) -> Hidden {
    let mut network = network(settings, 3, 1.0);
    let parameters = parameters(settings, &network, scale, biases);
    let right = gradient_of(&mut network, &parameters);
    let mut mutant = Mutant::new(network, Some(Bug::RidgeOnBiases));
    let metric = metric(&right, &gradient_of(&mut mutant, &parameters));
    let report = GradientCheck::of(&mutant).run(&parameters).expect("a network and its parameters");
    let setting = if biases == 0.0 { "no biases" } else { "biases" };
    Hidden { name: OF_BIASES, setting: setting.into(), scale, metric, verdict: report.verdict }
}

/// The points of the figure: three layers, the bug in the first, no biases.
pub(super) fn curves(settings: &Settings) -> Table {
    let laws = LAWS.into_iter().filter(|law| law.layers == 3 && law.layer == 1 && !law.biases);
    let scales = || (0..=12).map(|step| bits::powf(10.0, f64::from(step) / 4.0 - 3.0));
    let columns = vec![
        Column::text("bug").from(|row: &(Law, f64)| row.0.name).key(),
        scale().titled("scale of the weights").from(|row: &(Law, f64)| row.1).key(),
        Column::significant("metric", 3).from(|row: &(Law, f64)| exact(settings, row.0, row.1)),
    ];
    let rows = laws.flat_map(|law| scales().map(move |scale| (law, scale)));
    Table::of("The metric over the scale, for a bug in the first of three layers without biases", columns, rows)
        .named("curves")
}
