//! Which bugs of the catalogue are found at the start, with enlarged parameters, and after some training?

use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::{self, TOLERANCE};
use crate::descent::{Method, descend};
use crate::gradcheck::catalogue::{Bug, Entry, Mutant};
use crate::gradcheck::{GradientCheck, Survey, Verdict};
use crate::network::{Architecture, Kind, Loss, Network};
use crate::parallel;
use crate::report::{Cell, Table};

/// The scales of the first weights.
pub(super) const STARTS: [f64; 3] = [0.01, 0.1, 1.0];
/// The stages of a survey.
pub(super) const STAGES: [&str; 3] = ["start", "enlarged", "trained"];
/// Training between two checks.
pub(super) const STEPS: u64 = 300;
pub(super) const STEP: f64 = 0.5;
const EXAMPLES: usize = 12;
/// λ: λ/m is near 0.001, so that the ridge does not keep the weights from growing.
const LAMBDA: f64 = 0.01;

fn network(settings: &Settings, dropout: bool) -> Network {
    let architecture = Architecture::new(&[6, 5, 5, 5, 3], Activation::Tanh, Loss::CrossEntropy).ridge(LAMBDA);
    let architecture = if dropout { architecture.dropout(0.8, settings.seed()) } else { architecture };
    subjects::network(architecture, EXAMPLES, &mut settings.stream("survey inputs", 0))
}

fn start(settings: &Settings, network: &Network, scale: f64) -> Vec<f64> {
    subjects::parameters(network, scale, 0.0, &mut settings.stream("survey parameters", 0))
}

// ANCHOR: survey
/// Three checks in one call: at the start, enlarged to weights of scale 1 and random biases, and after training.
fn survey(scale: f64) -> Survey {
    Survey { enlarge: 1.0 / scale, steps: STEPS, step: STEP, seed: 1 }
}
// ANCHOR_END: survey

/// What one stage says of a bug.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) verdict: Verdict,
    /// The metric over all parameters.
    pub(super) metric: f64,
}

/// A bug and its stages; none for a stage that training left without finite numbers.
pub(super) struct Surveyed {
    pub(super) scale: f64,
    pub(super) bug: Bug,
    pub(super) stages: [Option<Seen>; 3],
}

impl Surveyed {
    fn of(settings: &Settings, scale: f64, entry: Entry) -> Self {
        let network = network(settings, entry.needs_dropout());
        let start = start(settings, &network, scale);
        let mutant = Mutant::new(network, Some(entry.bug));
        let report =
            GradientCheck::of(&mutant).freeze(0).survey(&start, survey(scale)).expect("a network and its start");
        let stages = STAGES.map(|name| {
            let stage = report.stages.iter().find(|stage| stage.name == name)?;
            Some(Seen { verdict: stage.report.verdict, metric: stage.report.metric })
        });
        Surveyed { scale, bug: entry.bug, stages }
    }

    /// Whether some block fails at this stage.
    pub(super) fn is_found(&self, stage: usize) -> bool {
        self.stages[stage].is_some_and(|seen| seen.verdict == Verdict::Fail)
    }

    /// Whether the metric over all parameters is above the notes' tolerance.
    pub(super) fn is_found_by_metric(&self, stage: usize) -> bool {
        self.stages[stage].is_some_and(|seen| seen.metric > TOLERANCE)
    }

    pub(super) fn push(&self, table: &mut Table) {
        for (stage, seen) in STAGES.iter().zip(self.stages) {
            let setting = format!("{:?}", self.bug);
            let mut row: Vec<Cell> = vec!["bug".into(), (*stage).into(), setting.into(), self.scale.into()];
            row.extend([seen.map(|seen| seen.metric).into(), Cell::Empty]);
            row.push(seen.map(|seen| seen.verdict.name()).into());
            row.extend((0..7).map(|_| Cell::Empty));
            table.push(row);
        }
    }
}

/// These bugs from all starts.
pub(super) fn all(settings: &Settings, entries: &[Entry]) -> Vec<Surveyed> {
    let cells: Vec<(f64, Entry)> =
        STARTS.into_iter().flat_map(|scale| entries.iter().map(move |&entry| (scale, entry))).collect();
    parallel::cells(cells, |(scale, entry)| Surveyed::of(settings, scale, entry))
}

/// How many bugs each stage finds.
pub(super) fn push_counts(table: &mut Table, settings: &Settings, surveyed: &[Surveyed]) {
    for scale in STARTS {
        let weights = weights_by_stage(settings, scale);
        for (stage, name) in STAGES.iter().enumerate() {
            let of: Vec<&Surveyed> = surveyed.iter().filter(|one| one.scale == scale).collect();
            let count = |holds: &dyn Fn(&Surveyed) -> bool| of.iter().filter(|one| holds(one)).count();
            let mut row: Vec<Cell> = vec!["survey".into(), (*name).into(), "all bugs".into(), scale.into()];
            row.extend((0..5).map(|_| Cell::Empty));
            row.extend(
                [of.len(), count(&|one| one.is_found_by_metric(stage)), count(&|one| one.is_found(stage))]
                    .map(Cell::from),
            );
            let undecidable =
                |one: &Surveyed| one.stages[stage].is_some_and(|seen| seen.verdict == Verdict::Undecidable);
            row.push(count(&undecidable).into());
            row.push(weights[stage].into());
            table.push(row);
        }
    }
}

/// The root mean square of the weights, where a right gradient trains.
fn weights_by_stage(settings: &Settings, scale: f64) -> [f64; 3] {
    let mut network = network(settings, false);
    let start = start(settings, &network, scale);
    let trained = descend(&mut network, &start, Method::GradientDescent { step: STEP }, STEPS, |_, _| false);
    let size = |parameters: &[f64]| {
        let blocks = network.layout().blocks().iter().filter(|block| block.kind == Kind::Weights);
        let weights: Vec<f64> = blocks.flat_map(|block| parameters[block.range.clone()].iter().copied()).collect();
        bits::norm(&weights) / (weights.len() as f64).sqrt()
    };
    [size(&start), size(&start) / scale, size(&trained.parameters)]
}
