//! Which checks suspect a right gradient, and do they still find a wrong one?

use super::{EPSILONS, EXAMPLES, count, drawn, epsilon};
use crate::activation::Activation;
use crate::bits::streams::{Stream, bernoulli};
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::{Recipe, TOLERANCE};
use crate::gradcheck::catalogue::{Bug, Mutant};
use crate::gradcheck::{GradientCheck, Report, Verdict};
use crate::network::{Architecture, Kind, Loss, Network, Targets};
use crate::objective::Objective;
use crate::parallel;
use crate::report::{Column, Table};
use crate::statistics;
use ndarray::Array2;

/// Above this the lecture worries.
const WORRY: f64 = 1e-3;
/// Wrong gradients of ReLU networks.
const PLANTED: [Bug; 6] = [
    Bug::BiasForgotten(1),
    Bug::WeightsSign(2),
    Bug::WeightsDoubled(2),
    Bug::DerivativeOne(1),
    Bug::PropagationHalved(1),
    Bug::Scaled(1.0 + 1e-5),
];

/// The notes' recipe over many right gradients.
pub(super) struct Alarms {
    name: &'static str,
    epsilon: f64,
    pub(super) metrics: Vec<f64>,
}

impl Alarms {
    pub(super) fn above(&self, limit: f64) -> usize {
        self.metrics.iter().filter(|&&metric| metric > limit).count()
    }
}

pub(super) fn table(alarms: &[Alarms]) -> Table {
    let columns = vec![
        Column::text("networks").from(|row: &Alarms| row.name).key(),
        epsilon().from(|row: &Alarms| row.epsilon).key(),
        count("count").titled("drawn").from(|row: &Alarms| row.metrics.len()),
        count("above_tolerance").titled("metric above 10⁻⁷").from(|row: &Alarms| row.above(TOLERANCE)),
        count("worries").titled("above 10⁻³").from(|row: &Alarms| row.above(WORRY)),
        Column::significant("metric", 3)
            .titled("median metric")
            .from(|row: &Alarms| statistics::median(&row.metrics).expect("finite metrics")),
    ];
    Table::of("What does the notes' recipe say of right gradients?", columns, alarms).named("recipe")
}

/// ReLU, and tanh as a control: the same numbers, without kinks.
pub(super) fn all(settings: &Settings, networks: usize) -> Vec<Alarms> {
    let mut all = Vec::new();
    for (name, activation) in [("ReLU", Activation::Relu), ("tanh", Activation::Tanh)] {
        for epsilon in EPSILONS {
            let metric = |replicate: usize| {
                let (mut network, parameters) = drawn(settings, activation, replicate);
                Recipe::of(&mut network, &parameters, epsilon).metric()
            };
            let metrics = parallel::cells(0..networks, metric);
            all.push(Alarms { name, epsilon, metrics });
        }
    }
    all
}

/// The check of this project over many networks.
pub(super) struct Checks {
    pub(super) name: &'static str,
    pub(super) verdicts: Vec<Verdict>,
    pub(super) kinks: usize,
    parameters: usize,
}

impl Checks {
    fn of(name: &'static str, reports: &[Report]) -> Self {
        let count = |of: fn(&crate::gradcheck::BlockReport) -> usize| {
            reports.iter().flat_map(|report| report.blocks.iter().map(of)).sum()
        };
        Checks {
            name,
            verdicts: reports.iter().map(|report| report.verdict).collect(),
            kinks: count(|block| block.kinks),
            parameters: count(|block| block.parameters),
        }
    }

    pub(super) fn count(&self, verdict: Verdict) -> usize {
        self.verdicts.iter().filter(|one| **one == verdict).count()
    }
}

pub(super) fn checks_table(checks: &[Checks]) -> Table {
    let columns = vec![
        Column::text("networks").from(|row: &Checks| row.name).key(),
        count("count").titled("drawn").from(|row: &Checks| row.verdicts.len()),
        count("parameters").from(|row: &Checks| row.parameters),
        count("with_kink").titled("near a kink that was seen").from(|row: &Checks| row.kinks),
        count("pass").from(|row: &Checks| row.count(Verdict::Pass)),
        count("undecidable").from(|row: &Checks| row.count(Verdict::Undecidable)),
        count("fail").from(|row: &Checks| row.count(Verdict::Fail)),
    ];
    Table::of("What does the check of this project say of networks with kinks?", columns, checks).named("checks").noted(
        "`zero example`: one input is 0 and so are the biases; `whole numbers`: inputs and weights are −1, 0 and 1; `planted`: wrong gradients of ReLU networks.",
    )
}

fn check<O: Objective + Clone + Sync>(objective: &O, parameters: &[f64]) -> Report {
    GradientCheck::of(objective).run(parameters).expect("a network and its parameters")
}

/// Right gradients of networks of four kinds, and wrong ones of ReLU networks.
pub(super) fn checks(settings: &Settings, networks: usize) -> Vec<Checks> {
    let right = |name: &'static str, of: &(dyn Fn(usize) -> (Network, Vec<f64>) + Sync)| {
        let report = |replicate: usize| {
            let (network, parameters) = of(replicate);
            check(&network, &parameters)
        };
        Checks::of(name, &parallel::cells(0..networks, report))
    };
    let planted = |replicate: usize| {
        let (network, parameters) = drawn(settings, Activation::Relu, replicate);
        let bug = PLANTED[replicate % PLANTED.len()];
        check(&Mutant::new(network, Some(bug)), &parameters)
    };
    vec![
        right("ReLU", &|replicate| drawn(settings, Activation::Relu, replicate)),
        right("tanh", &|replicate| drawn(settings, Activation::Tanh, replicate)),
        right("zero example", &|replicate| with_zero_example(settings, replicate)),
        right("whole numbers", &|replicate| of_whole_numbers(settings, replicate)),
        Checks::of("planted", &parallel::cells(0..networks, planted)),
    ]
}

fn network(inputs: &Array2<f64>) -> Network {
    let architecture = Architecture::new(&[5, 8, 8, 3], Activation::Relu, Loss::CrossEntropy);
    let classes = Targets::Classes((0..EXAMPLES).map(|example| example % 3).collect());
    Network::new(architecture, inputs.view(), &classes).expect("widths and examples fit")
}

/// The first example is 0 and so are the biases: every pre-activation of it lies on the kink.
fn with_zero_example(settings: &Settings, replicate: usize) -> (Network, Vec<f64>) {
    let (random, mut parameters) = drawn(settings, Activation::Relu, replicate);
    let mut inputs = random.trace(&parameters).activations[0].clone();
    inputs.row_mut(0).fill(0.0);
    for block in random.layout().blocks().iter().filter(|block| block.kind == Kind::Bias) {
        parameters[block.range.clone()].fill(0.0);
    }
    (network(&inputs), parameters)
}

/// Inputs and weights are −1, 0 and 1: many pre-activations lie on the kink.
fn of_whole_numbers(settings: &Settings, replicate: usize) -> (Network, Vec<f64>) {
    let mut numbers = settings.stream("whole numbers", replicate);
    let draw = |numbers: &mut Stream| f64::from(i8::from(bernoulli(numbers, 0.5)) - i8::from(bernoulli(numbers, 0.5)));
    let inputs = Array2::from_shape_simple_fn((EXAMPLES, 5), || draw(&mut numbers));
    let network = network(&inputs);
    let parameters = (0..network.layout().dimension()).map(|_| draw(&mut numbers)).collect();
    (network, parameters)
}
