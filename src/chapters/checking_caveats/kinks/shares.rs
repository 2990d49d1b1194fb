//! For how many parameters does a pre-activation change its sign within ±ε?

use super::{EPSILONS, count, drawn, epsilon};
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::exponent;
use crate::network::Network;
use crate::objective::Abilities;
use crate::parallel;
use crate::report::{Column, Measured, Table};

/// The ε whose share predicts the others.
const REFERENCE: f64 = 1e-3;
/// The ε over which an exponent is fitted: dozens of crossings at the first, and less than a fifth of the parameters at the last.
const FITTED: [f64; 5] = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2];

/// What was counted at one ε.
pub(super) struct Share {
    pub(super) epsilon: f64,
    pub(super) parameters: usize,
    pub(super) with_kink: usize,
    /// Networks with at least one of them.
    pub(super) networks: usize,
}

impl Share {
    pub(super) fn value(&self) -> f64 {
        self.with_kink as f64 / self.parameters as f64
    }
}

/// How many parameters of a network have a kink within each ±ε; the ε rise. A kink within a short step is one within the longer ones.
pub(super) fn within(network: &mut Network, parameters: &[f64], epsilons: &[f64]) -> Vec<usize> {
    let (mut at, mut moved, mut inputs) = (Vec::new(), parameters.to_vec(), Vec::new());
    network.pre_activations(parameters, &mut at);
    let mut counts = vec![0; epsilons.len()];
    for index in 0..parameters.len() {
        let mut crosses = |epsilon: f64| {
            [epsilon, -epsilon].into_iter().any(|step| {
                moved[index] = parameters[index] + step;
                network.pre_activations(&moved, &mut inputs);
                at.iter().zip(&inputs).any(|(&a, &b)| (a > 0.0) != (b > 0.0))
            })
        };
        // From the longest step down to the first that crosses nothing.
        let shortest = epsilons.iter().rposition(|&epsilon| !crosses(epsilon)).map_or(0, |position| position + 1);
        counts[shortest..].iter_mut().for_each(|count| *count += 1);
        moved[index] = parameters[index];
    }
    counts
}

/// Over so many ReLU networks, at every ε.
pub(super) fn all(settings: &Settings, networks: usize) -> Vec<Share> {
    let of = |replicate: usize| {
        let (mut network, parameters) = drawn(settings, Activation::Relu, replicate);
        let counts = within(&mut network, &parameters, &EPSILONS);
        (parameters.len(), counts)
    };
    let counts: Vec<(usize, Vec<usize>)> = parallel::cells(0..networks, of);
    let share = |(index, &epsilon): (usize, &f64)| Share {
        epsilon,
        parameters: counts.iter().map(|(parameters, _)| parameters).sum(),
        with_kink: counts.iter().map(|(_, kinks)| kinks[index]).sum(),
        networks: counts.iter().filter(|(_, kinks)| kinks[index] > 0).count(),
    };
    EPSILONS.iter().enumerate().map(share).collect()
}

/// The exponent of ε in the share, where neither chance nor saturation decides.
pub(super) fn growth(shares: &[Share]) -> Measured {
    let fitted: Vec<&Share> = shares.iter().filter(|share| FITTED.contains(&share.epsilon)).collect();
    let epsilons: Vec<f64> = fitted.iter().map(|share| share.epsilon).collect();
    exponent(&epsilons, &fitted.iter().map(|share| share.value()).collect::<Vec<f64>>())
}

pub(super) fn table(shares: &[Share]) -> Table {
    let reference = shares.iter().find(|share| share.epsilon == REFERENCE).expect("ε of the reference").value();
    let columns = vec![
        epsilon().from(|row: &Share| row.epsilon).key(),
        count("count").titled("networks with a kink").from(|row: &Share| row.networks),
        count("parameters").from(|row: &Share| row.parameters),
        count("with_kink").titled("with a kink within ε").from(|row: &Share| row.with_kink),
        Column::significant("share", 3).from(Share::value),
        Column::significant("predicted", 3)
            .from(move |row: &Share| bits::min(reference * row.epsilon / REFERENCE, 1.0)),
    ];
    Table::of(
        "For how many parameters of ReLU networks does a pre-activation change its sign within ±ε?",
        columns,
        shares,
    )
    .named("shares")
    .noted("Predicted: in proportion to ε, from the row at 10⁻³.")
}

pub(super) fn growth_table(shares: &[Share]) -> Table {
    let columns = vec![
        Column::text("networks").from(|_: &Measured| "ReLU").key(),
        Column::significant("exponent", 3).titled("exponent of ε").from(|row: &Measured| row.value),
        Column::significant("low", 3).titled("at least").from(|row: &Measured| row.low),
        Column::significant("high", 3).titled("at most").from(|row: &Measured| row.high),
        Column::significant("predicted", 3).from(|_| 1.0),
    ];
    Table::of("How does the share of parameters with a kink grow with ε?", columns, [growth(shares)]).named("growth")
}
