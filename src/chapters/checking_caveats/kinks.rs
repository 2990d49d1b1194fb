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
use crate::report::{Axis, Cell, Column, Digits, Figure, Findings, Mark, Panel, Series, Table};

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
    Findings { tables: vec![table(&shares, &alarms, &checks)], figure: Some(figure()), claims: Vec::new() }
}

/// A network with this activation, and parameters for it.
fn drawn(settings: &Settings, activation: Activation, replicate: usize) -> (Network, Vec<f64>) {
    let mut numbers: Stream = settings.stream("networks", replicate);
    let architecture = Architecture::new(&[5, 8, 8, 3], activation, Loss::CrossEntropy);
    let network = subjects::network(architecture, EXAMPLES, &mut numbers);
    let parameters = subjects::parameters(&network, 1.5, 0.5, &mut numbers);
    (network, parameters)
}

fn table(shares: &[shares::Share], alarms: &[alarms::Alarms], checks: &[alarms::Checks]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let count = |name| Column::count(name, "1");
    let mut table = Table::new(
        "Kinks within ε of a parameter, and what they do to checks of right gradients",
        3,
        vec![
            Column::text("part"),
            Column::text("networks"),
            Column::number("epsilon", "1", Digits::Significant(1)),
            count("count"),
            count("parameters"),
            count("with_kink"),
            number("share"),
            number("predicted"),
            count("above_tolerance"),
            count("worries"),
            number("metric"),
            count("pass"),
            count("undecidable"),
            count("fail"),
            number("exponent"),
            number("low"),
            number("high"),
        ],
    );
    shares::push(&mut table, shares);
    alarms.iter().for_each(|one| one.push(&mut table));
    checks.iter().for_each(|one| one.push(&mut table));
    table.note(
        "Rows `share`: parameters for which a pre-activation changes its sign within ±ε; count: networks with at least one; predicted: in proportion to ε, from the row at 10⁻³. Rows `recipe`: the notes' metric of right gradients, its \
         median, and how many networks are above 10⁻⁷ and above 10⁻³. Rows `check`: the check of this project, with_kink counting parameters near which it saw one; `planted` are wrong gradients. \
         `zero example`: one input is 0 and so are the biases; `whole numbers`: inputs and weights are −1, 0 and 1.",
    );
    table
}

/// The cells of a row: where a column has nothing to say, nothing.
fn row(name: (&str, &str, Option<f64>), cells: [(usize, Cell); 6]) -> Vec<Cell> {
    let mut row = vec![Cell::Empty; 17];
    (row[0], row[1], row[2]) = (name.0.into(), name.1.into(), name.2.into());
    for (column, cell) in cells {
        row[column] = cell;
    }
    row
}

fn figure() -> Figure {
    let series = |part: &str, networks: &str, y: &'static str, label: &str, mark, color| Series {
        table: "",
        label: label.into(),
        x: "epsilon",
        y,
        only: vec![("part", part.to_owned()), ("networks", networks.to_owned())],
        mark,
        color,
    };
    let share = vec![
        series("share", "ReLU", "share", "measured", Mark::Points, 0),
        series("share", "ReLU", "predicted", "in proportion to ε", Mark::Dashed, 0),
    ];
    let recipe = vec![
        series("recipe", "ReLU", "metric", "ReLU", Mark::LinePoints, 0),
        series("recipe", "tanh", "metric", "tanh", Mark::LinePoints, 1),
    ];
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
            panel("parameters with a kink within ε", Axis::logarithmic("share").over(1e-6, 1.0), share),
            panel("median metric of right gradients", Axis::logarithmic("metric").over(1e-11, 1.0), recipe),
        ],
    }
}
