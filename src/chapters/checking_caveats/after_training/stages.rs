//! Which bugs of the catalogue are found at the start, with enlarged parameters, and after some training?

use super::scale;
use crate::activation::Activation;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::{self, TOLERANCE};
use crate::descent::{Method, descend};
use crate::gradcheck::catalogue::{Bug, Entry, Mutant};
use crate::gradcheck::{GradientCheck, Survey, Verdict};
use crate::network::{Architecture, Kind, Loss, Network};
use crate::parallel;
use crate::report::{Column, Table};

/// The scales of the first weights.
pub(super) const STARTS: [f64; 3] = [0.01, 0.1, 1.0];
/// The stages of a survey.
pub(super) const STAGES: [&str; 3] = ["start", "enlarged", "trained"];
/// Training between two checks.
pub(super) const STEPS: u64 = 300;
pub(crate) const STEP: f64 = 0.5;
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

    /// Whether nothing is decided at this stage.
    fn is_open(&self, stage: usize) -> bool {
        self.stages[stage].is_some_and(|seen| seen.verdict == Verdict::Undecidable)
    }
}

/// These bugs from all starts.
pub(super) fn all(settings: &Settings, entries: &[Entry]) -> Vec<Surveyed> {
    let cells: Vec<(f64, Entry)> =
        STARTS.into_iter().flat_map(|scale| entries.iter().map(move |&entry| (scale, entry))).collect();
    parallel::cells(cells, |(scale, entry)| Surveyed::of(settings, scale, entry))
}

/// How many bugs a stage finds.
struct Count {
    stage: usize,
    start: f64,
    bugs: usize,
    by_metric: usize,
    found: usize,
    open: usize,
    weights: f64,
}

/// How many bugs each stage finds.
pub(super) fn counts(settings: &Settings, surveyed: &[Surveyed]) -> Table {
    let rows = STARTS.into_iter().flat_map(|start| {
        let weights = weights_by_stage(settings, start);
        let of: Vec<&Surveyed> = surveyed.iter().filter(|one| one.scale == start).collect();
        let count = |holds: fn(&Surveyed, usize) -> bool, stage| of.iter().filter(|one| holds(one, stage)).count();
        let row = |stage: usize| Count {
            stage,
            start,
            bugs: of.len(),
            by_metric: count(Surveyed::is_found_by_metric, stage),
            found: count(Surveyed::is_found, stage),
            open: count(Surveyed::is_open, stage),
            weights: weights[stage],
        };
        [0, 1, 2].map(row)
    });
    let columns = vec![
        Column::text("stage").from(|row: &Count| STAGES[row.stage]).key(),
        scale().titled("scale of the start").from(|row: &Count| row.start).key(),
        Column::count("bugs", "1").from(|row: &Count| row.bugs),
        Column::count("found_by_metric", "1").titled("metric above 10⁻⁷").from(|row: &Count| row.by_metric),
        Column::count("found", "1").titled("a block fails").from(|row: &Count| row.found),
        Column::count("undecidable", "1").from(|row: &Count| row.open),
        Column::significant("weights", 3).titled("size of the weights").from(|row: &Count| row.weights),
    ];
    Table::of("Which bugs of the catalogue are found at the start, enlarged and trained?", columns, rows).named("stages").noted(format!(
        "A network of four layers whose weights have the deviation scale/√n and whose biases are 0, at the start, after enlarging to scale 1 with random biases, and after {STEPS} steps of {STEP}. \
         The metric is over all parameters; the size is the root mean square of the weights, for a right gradient."
    ))
}

/// Rows of the table of all bugs that a page would show.
const SHOWN: usize = 30;

/// What each stage says of each bug.
pub(super) fn bugs(surveyed: &[Surveyed]) -> Table {
    let rows =
        surveyed.iter().flat_map(|one| STAGES.iter().zip(one.stages).map(move |(stage, seen)| (*stage, one, seen)));
    type Row<'s> = (&'static str, &'s Surveyed, Option<Seen>);
    let columns = vec![
        Column::text("stage").from(|row: &Row| row.0).key(),
        Column::text("bug").from(|row: &Row| (format!("{:?}", row.1.bug), row.1.bug.words())).key(),
        scale().titled("scale of the start").from(|row: &Row| row.1.scale).key(),
        Column::significant("metric", 3).from(|row: &Row| row.2.map(|seen| seen.metric)),
        Column::text("verdict").from(|row: &Row| row.2.map(|seen| seen.verdict.name())),
    ];
    let mut table = Table::of("What does each stage say of each bug?", columns, rows).named("bugs");
    table.note("There is nothing to say where training left no finite numbers.");
    table.read_first(SHOWN);
    table
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
