//! Which networks grow, and what does each way to check them cost?

use super::EXAMPLES;
use super::counted::{Counted, Tally};
use crate::activation::Activation;
use crate::bits::streams::Stream;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::{self, EPSILON};
use crate::difference::{Formula, Step, gradient};
use crate::gradcheck::{GradientCheck, Scope};
use crate::network::{Architecture, Loss};
use crate::objective::{Abilities, Objective};
use crate::parallel;

/// Networks of one shape that grow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Family {
    pub(super) name: &'static str,
    /// What grows; about √2 or 2 from one to the next.
    pub(super) sizes: [usize; 6],
    pub(super) widths: fn(usize) -> Vec<usize>,
    /// The exponent of the structured check, in the limit of large networks.
    pub(super) structured: f64,
}

/// One hidden layer of 8 units whose input grows; two hidden layers and four that all grow.
pub(super) const FAMILIES: [Family; 3] = [
    Family { name: "wide input", sizes: [8, 16, 32, 64, 128, 256], widths: |size| vec![size, 8, 3], structured: 1.0 },
    Family {
        name: "3 layers",
        sizes: [6, 9, 13, 18, 26, 37],
        widths: |size| vec![size, size, size, 3],
        structured: 1.5,
    },
    Family {
        name: "5 layers",
        sizes: [5, 7, 10, 14, 20, 28],
        widths: |size| vec![size, size, size, size, size, 3],
        structured: 2.0,
    },
];

/// A way to check a gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Method {
    /// Two forward passes for each parameter.
    Plain,
    /// The same quotients, from what is known at the parameters.
    Structured,
    /// The check of this project over all coordinates, with bounds.
    Check,
    /// The same along one direction in each block.
    Screen,
}

impl Method {
    pub(super) const ALL: [Method; 4] = [Method::Plain, Method::Structured, Method::Check, Method::Screen];

    pub(super) fn name(self) -> &'static str {
        match self {
            Method::Plain => "plain",
            Method::Structured => "structured",
            Method::Check => "check",
            Method::Screen => "screen",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Method::Plain => "the notes' recipe",
            Method::Structured => "the same by structure",
            Method::Check => "this project's check",
            Method::Screen => "one direction a block",
        }
    }

    fn run(self, counted: &mut Counted, parameters: &[f64]) -> Tally {
        counted.probes = self != Method::Plain;
        counted.take();
        match self {
            Method::Plain => {
                let loss = |moved: &[f64]| counted.loss(moved);
                gradient(loss, parameters, Formula::Central, Step::Absolute(EPSILON));
            }
            Method::Structured => {
                let mut probe = counted.probe(parameters).expect("plain layers");
                for (index, parameter) in parameters.iter().enumerate() {
                    probe.loss_with(index, parameter + EPSILON);
                    probe.loss_with(index, parameter - EPSILON);
                }
            }
            Method::Check => check(counted, Scope::All, parameters),
            Method::Screen => check(counted, Scope::Directions { count: 1, seed: 1 }, parameters),
        }
        counted.take()
    }
}

fn check(counted: &Counted, scope: Scope, parameters: &[f64]) {
    let report = GradientCheck::of(counted).scope(scope).run(parameters).expect("a network and its parameters");
    assert!(scope != Scope::All || report.passed(), "the gradient of a network is right");
}

/// What the check of one network costs.
#[derive(Clone, Debug)]
pub(super) struct Cost {
    pub(super) family: Family,
    pub(super) parameters: usize,
    /// S, the weights.
    pub(super) weights: usize,
    /// A training step: loss and gradient.
    pub(super) step: Tally,
    /// In the order of [`Method::ALL`].
    pub(super) methods: Vec<Tally>,
}

impl Cost {
    pub(super) fn tally(&self, method: Method) -> Tally {
        let index = Method::ALL.iter().position(|&other| other == method).expect("all are listed");
        self.methods[index]
    }

    /// How many times as much work a training step is that checks its gradient.
    pub(super) fn slowdown(&self, method: Method) -> f64 {
        1.0 + self.tally(method).products as f64 / self.step.products as f64
    }

    fn of(family: Family, size: usize, numbers: &mut Stream) -> Cost {
        let widths = (family.widths)(size);
        let weights = widths.windows(2).map(|pair| pair[0] * pair[1]).sum();
        let architecture = Architecture::new(&widths, Activation::Tanh, Loss::CrossEntropy);
        let network = subjects::network(architecture, EXAMPLES, numbers);
        let parameters = subjects::parameters(&network, 1.0, 0.5, numbers);
        let mut counted = Counted::new(network);
        subjects::gradient_of(&mut counted, &parameters);
        let step = counted.take();
        let methods = Method::ALL.map(|method| method.run(&mut counted, &parameters)).to_vec();
        Cost { family, parameters: counted.network().layout().dimension(), weights, step, methods }
    }
}

/// All networks, family by family and growing.
pub(super) fn all(settings: &Settings) -> Vec<Cost> {
    let cells: Vec<(Family, usize)> =
        FAMILIES.into_iter().flat_map(|family| family.sizes.map(|size| (family, size))).collect();
    let cost = |(family, size): (Family, usize)| {
        Cost::of(family, size, &mut settings.stream(&format!("{}/{size}", family.name), 0))
    };
    parallel::cells(cells, cost)
}

/// The networks of a family.
pub(super) fn of(costs: &[Cost], family: Family) -> Vec<&Cost> {
    costs.iter().filter(|cost| cost.family.name == family.name).collect()
}
