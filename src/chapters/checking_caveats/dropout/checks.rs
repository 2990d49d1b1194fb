//! What does the check say of right and wrong gradients, with fresh masks, frozen ones, all of them, and none?

use rand::RngExt;

use super::KEEP;
use crate::activation::Activation;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::{self, largest_error};
use crate::gradcheck::catalogue::{Bug, Mutant};
use crate::gradcheck::{GradientCheck, Objective, Report};
use crate::network::{Architecture, Expected, Loss, Network};
use crate::parallel;
use crate::report::{Column, Measured, Table};

/// Widths: ten hidden units.
const WIDTHS: [usize; 4] = [4, 5, 5, 3];
pub(super) const HIDDEN: usize = 10;
const EXAMPLES: usize = 12;

/// λ.
pub(crate) const LAMBDA: f64 = 0.1;

/// The network with this probability to keep a unit, and the masks of this replicate.
pub(super) fn network(settings: &Settings, keep: f64, replicate: usize) -> Network {
    with_ridge(settings, keep, replicate, LAMBDA)
}

/// The same with another ridge.
pub(crate) fn with_ridge(settings: &Settings, keep: f64, replicate: usize, lambda: f64) -> Network {
    let architecture = Architecture::new(&WIDTHS, Activation::Tanh, Loss::CrossEntropy).ridge(lambda);
    let architecture = architecture.dropout(keep, settings.stream("masks", replicate).random());
    subjects::network(architecture, EXAMPLES, &mut settings.stream("inputs", 0))
}

pub(crate) fn parameters(settings: &Settings, network: &Network) -> Vec<f64> {
    subjects::parameters(network, 1.0, 0.5, &mut settings.stream("parameters", 0))
}

/// Where the masks of a check come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Masks {
    /// New ones in each evaluation.
    Fresh,
    /// The same in each evaluation.
    Frozen,
    /// The mean over all of them.
    All,
    /// keep_prob = 1.
    None,
}

impl Masks {
    pub(super) fn name(self) -> &'static str {
        match self {
            Masks::Fresh => "fresh",
            Masks::Frozen => "frozen",
            Masks::All => "all",
            Masks::None => "none",
        }
    }
}

/// Bugs of the code that dropout has.
const OF_MASKS: [Bug; 8] = [
    Bug::MaskForgotten(1),
    Bug::MaskForgotten(2),
    Bug::MaskNotScaled(1),
    Bug::MaskNotScaled(2),
    Bug::MaskOfNextExample(1),
    Bug::MaskOfNextExample(2),
    Bug::WeightsWithoutMask(2),
    Bug::WeightsWithoutMask(3),
];
/// Bugs that have nothing to do with it.
const OTHERS: [Bug; 6] = [
    Bug::LossWithoutLastExample,
    Bug::BiasForgotten(1),
    Bug::WeightsDoubled(2),
    Bug::RidgeDoubled,
    Bug::DerivativeOne(1),
    Bug::PropagationHalved(1),
];

/// A check of one gradient.
#[derive(Clone, Debug)]
pub(super) struct Check {
    pub(super) masks: Masks,
    pub(super) bug: Option<Bug>,
    pub(super) report: Report,
}

impl Check {
    fn of(settings: &Settings, masks: Masks, bug: Option<Bug>) -> Check {
        let network = network(settings, if masks == Masks::None { 1.0 } else { KEEP }, 0);
        let parameters = parameters(settings, &network);
        let report = match masks {
            Masks::All => run(&Expected::new(network).expect("ten hidden units"), None, &parameters),
            Masks::Fresh => run(&Mutant::new(network, bug), None, &parameters),
            Masks::Frozen | Masks::None => run(&Mutant::new(network, bug), Some(0), &parameters),
        };
        Check { masks, bug, report }
    }

    pub(super) fn error(&self) -> Measured {
        largest_error(&self.report)
    }

    /// Whether the bug is one of dropout's own code.
    pub(super) fn is_of_masks(&self) -> bool {
        self.bug.is_some_and(|bug| OF_MASKS.contains(&bug))
    }

    /// The same, where anything was compared.
    fn compared(&self) -> Option<Measured> {
        self.report.blocks.iter().any(|block| block.compared > 0).then(|| self.error())
    }

    fn gradient(&self) -> (String, String) {
        self.bug.map_or(("right".into(), "right".into()), |bug| (format!("{bug:?}"), bug.words()))
    }
}

pub(super) fn table(checks: &[Check]) -> Table {
    let columns = vec![
        Column::text("masks").from(|row: &Check| row.masks.name()).key(),
        Column::text("gradient").from(Check::gradient).key(),
        Column::significant("metric", 3)
            .titled("largest relative error of a block")
            .from(|row: &Check| row.compared().map(|error| error.value)),
        Column::significant("low", 3).titled("at least").from(|row: &Check| row.compared().map(|error| error.low)),
        Column::significant("high", 3).titled("at most").from(|row: &Check| row.compared().map(|error| error.high)),
        Column::text("verdict").from(|row: &Check| row.report.verdict.name()),
        Column::count("evaluations", "1").from(|row: &Check| row.report.evaluations),
    ];
    let read = checks.iter().map(|check| check.bug.is_none() || check.is_of_masks() && check.masks == Masks::Frozen);
    Table::of("What does the check of this project say of a network with dropout?", columns, checks).named("checks").reading(read).noted(format!(
        "Layers of 4, 5, 5 and 3 units, keep_prob = {KEEP}. Masks: new ones in each evaluation (fresh), the same in each (frozen), the mean over the {} sets of kept units (all), or keep_prob = 1 (none). With fresh masks \
         nothing is compared, and there is no error to tell. The CSV has every bug in each way.",
        1_u32 << HIDDEN
    ))
}

fn run<O: Objective + Clone + Sync>(objective: &O, freeze: Option<u64>, parameters: &[f64]) -> Report {
    let check = GradientCheck::of(objective);
    let check = match freeze {
        Some(seed) => check.freeze(seed),
        None => check,
    };
    check.run(parameters).expect("a network and its parameters")
}

/// All checks: the right gradient in every way, bugs with fresh and frozen masks and without dropout.
pub(super) fn all(settings: &Settings) -> Vec<Check> {
    let mut cells: Vec<(Masks, Option<Bug>)> =
        [Masks::Fresh, Masks::All, Masks::Frozen, Masks::None].map(|masks| (masks, None)).into();
    for masks in [Masks::Fresh, Masks::Frozen, Masks::None] {
        cells.extend(OF_MASKS.iter().chain(&OTHERS).map(|&bug| (masks, Some(bug))));
    }
    parallel::cells(cells, |(masks, bug)| Check::of(settings, masks, bug))
}
