//! What does the check say of every bug?

use rand::RngExt;

use super::patterns;
use crate::bits;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::share;
use crate::gradcheck::GradientCheck;
use crate::gradcheck::catalogue::{Bug, Entry, Mutant, catalogue, example};
use crate::parallel;
use crate::report::Measured;

/// One bug in one network.
pub(super) struct Trial {
    pub(super) entry: Entry,
    pub(super) predicted: Vec<String>,
    /// The blocks that fail.
    pub(super) seen: Vec<String>,
    pub(super) layer_named: bool,
    pub(super) cause_named: bool,
}

impl Trial {
    pub(super) fn kind(&self) -> &'static str {
        patterns::kind(self.entry.bug)
    }

    /// Whether exactly the predicted blocks fail.
    pub(super) fn as_predicted(&self) -> bool {
        self.seen == self.predicted
    }

    fn of(entry: Entry, seed: u64) -> Trial {
        let (network, parameters) = example(1.0, entry.needs_dropout(), seed);
        let mutant = Mutant::new(network, Some(entry.bug));
        let report = GradientCheck::of(&mutant).freeze(0).run(&parameters).expect("a network and its parameters");
        let diagnosis = report.diagnosis.as_ref();
        Trial {
            entry,
            predicted: patterns::failing(entry.bug, entry.layer),
            seen: report.failing().map(|block| block.name.clone()).collect(),
            layer_named: diagnosis.is_some_and(|diagnosis| diagnosis.layer == entry.layer),
            cause_named: diagnosis.is_some_and(|diagnosis| entry.is_right(diagnosis.cause)),
        }
    }
}

/// Seeds of the networks.
pub(super) fn seeds(settings: &Settings, count: usize) -> Vec<u64> {
    (0..count).map(|replicate| settings.stream("networks", replicate).random()).collect()
}

/// Every bug of the catalogue in so many networks.
pub(super) fn all(settings: &Settings, networks: usize) -> Vec<Trial> {
    let seeds = seeds(settings, networks);
    let cells: Vec<(Entry, u64)> =
        catalogue().into_iter().flat_map(|entry| seeds.iter().map(move |&seed| (entry, seed))).collect();
    parallel::cells(cells, |(entry, seed)| Trial::of(entry, seed))
}

/// The bugs, once each.
pub(super) fn bugs(trials: &[Trial]) -> Vec<Bug> {
    let mut bugs: Vec<Bug> = trials.iter().map(|trial| trial.entry.bug).collect();
    bugs.dedup();
    bugs
}

/// Counts over some trials.
pub(super) struct Tally {
    pub(super) bugs: usize,
    pub(super) runs: usize,
    pub(super) as_predicted: usize,
    pub(super) layers: usize,
    pub(super) causes: usize,
}

impl Tally {
    pub(super) fn of<'a>(trials: impl Iterator<Item = &'a Trial>) -> Tally {
        let trials: Vec<&Trial> = trials.collect();
        let count = |holds: fn(&Trial) -> bool| trials.iter().filter(|trial| holds(trial)).count();
        let mut bugs: Vec<Bug> = trials.iter().map(|trial| trial.entry.bug).collect();
        bugs.dedup();
        Tally {
            bugs: bugs.len(),
            runs: trials.len(),
            as_predicted: count(Trial::as_predicted),
            layers: count(|trial| trial.layer_named),
            causes: count(|trial| trial.cause_named),
        }
    }

    /// A share of the runs, with Wilson's interval for as many trials as there are bugs.
    pub(super) fn share(&self, count: usize) -> Measured {
        let value = count as f64 / self.runs as f64;
        let of_bugs = share((value * self.bugs as f64).round() as usize, self.bugs);
        Measured::interval(value, bits::min(of_bugs.low, value), bits::max(of_bugs.high, value), self.runs)
    }
}
