//! How often is a right gradient suspected because ReLU has a kink?
//!
//! A two-sided quotient across a kink is a weighted mean of two slopes, and wrong by up to half their difference; at the kink itself by half, however small ε is. A parameter that is moved by ±ε moves each pre-activation z by ±ε|∂z/∂θ|, and
//! crosses the kink of those with |z| below that. With p(0) for the density of z at 0, the expected number of crossings is
//!
//! ```text
//! 2ε·Σ p(0)|∂z/∂θ|      over all units that θ reaches and all examples: in proportion to ε, to m and to the units
//! ```
//!
//! One crossing among n parameters is enough to raise the metric over all of them above 10⁻⁷. Smaller ε means fewer crossings and more rounding. A check that shortens the step where it sees a bend gets
//! rid of both, except at points that lie on a kink. There the loss has no derivative but two slopes, and what a backward pass with g′(0) = 0 gives may be one of them, or none.

mod alarms;
mod shares;
#[cfg(test)]
mod tests;

use crate::activation::Activation;
use crate::bits::streams::Stream;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects;
use crate::network::{Architecture, Loss, Network};
use crate::report::{Axis, Column, Digits, Figure, Findings, Mark, Panel, Series};

/// How many networks are drawn, and for how many times as many kinks are counted.
const NETWORKS: usize = 40;
const TIMES: usize = 5;
const EXAMPLES: usize = 20;
/// The ε of the table.
const EPSILONS: [f64; 8] = [1e-7, 1e-6, 1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2];

/// Runs the experiment. No claim of the notes is about kinks.
pub fn run(settings: &Settings) -> Findings {
    let networks = settings.replicates_or(NETWORKS);
    let shares = shares::all(settings, TIMES * networks);
    let alarms = alarms::all(settings, networks);
    let checks = alarms::checks(settings, networks);
    let tables = vec![
        shares::table(&shares),
        shares::growth_table(&shares),
        alarms::table(&alarms),
        alarms::checks_table(&checks),
    ];
    Findings { tables, figure: Some(figure()), claims: Vec::new() }
}

/// A network with this activation, and parameters for it.
fn drawn(settings: &Settings, activation: Activation, replicate: usize) -> (Network, Vec<f64>) {
    let mut numbers: Stream = settings.stream("networks", replicate);
    let architecture = Architecture::new(&[5, 8, 8, 3], activation, Loss::CrossEntropy);
    let network = subjects::network(architecture, EXAMPLES, &mut numbers);
    let parameters = subjects::parameters(&network, 1.5, 0.5, &mut numbers);
    (network, parameters)
}

fn count(name: &'static str) -> Column {
    Column::count(name, "1")
}

fn epsilon() -> Column {
    Column::number("epsilon", "1", Digits::Significant(1)).titled("ε")
}

fn figure() -> Figure {
    // As in `bands`: 0 is tanh, 1 is ReLU, which alone has kinks.
    let share = vec![
        Series::of("shares", ("epsilon", "share"), Mark::Points, 1).labeled("measured"),
        Series::of("shares", ("epsilon", "predicted"), Mark::Dashed, 1).labeled("in proportion to ε"),
    ];
    let metric = |networks: &str, color| {
        let series = Series::of("recipe", ("epsilon", "metric"), Mark::LinePoints, color);
        series.only("networks", networks).labeled(networks)
    };
    let recipe = vec![metric("tanh", 0), metric("ReLU", 1)];
    let panel = |title: &str, y: Axis, series| Panel {
        title: title.into(),
        x: Axis::logarithmic("ε"),
        y,
        series,
        equal: false,
    };
    Figure {
        title: "Kinks within ε, and the metric of right gradients".into(),
        alternative: "Two panels with logarithmic axes over ε. Left, the share of parameters with a kink within ε rises along a line of slope one and levels off near ε of a hundredth. Right, the \
                      median metric of right gradients: for tanh it falls with ε and rises again as ε squared; for ReLU it runs along that line up to a thousandth and then, where more than half of the networks \
                      have a kink within ε, jumps above the tolerance of the notes by orders of magnitude."
            .into(),
        panels: vec![
            panel("ReLU: parameters with a kink within ε", Axis::logarithmic("share").over(1e-6, 1.0), share),
            panel("median metric of right gradients", Axis::logarithmic("metric").over(1e-11, 1.0), recipe),
        ],
    }
}
