//! Which bugs of the code around right formulas does a judge see who looks at one gradient, and which does the checker see?
//!
//! Each bug of [`contract_catalogue`] is planted in small networks with tanh, at weights of size 1 in double precision (with dropout where the bug needs it), and shown to the seven judges.
//! The recipes look at one gradient, and so they get the one that a training program computes first: into a buffer of zeros, after the loss was asked at the same parameters. The checker
//! asks by itself.
//!
//! **What is to be seen.** By construction the first gradient is right, and the recipes pass, for all bugs that need an earlier call elsewhere or something in the buffer. Two are wrong at once:
//! an entry that is never written keeps the zero of the buffer, and masks that are drawn anew are others from the start. Training sees what comes later. After the first
//! gradient g it takes a step, asks loss and gradient g′ there, and is asked at the first parameters again (as after a step that is taken back), always with the same buffer. The later gradient is then
//!
//! ```text
//! added to the buffer, or summed over calls   g + g′ + g         about 3g: a relative error |3 − 1|/(3 + 1) = 1/2
//! momentum β in the buffer                    g + βg′ + β²g      about 2.71g for β = 0.9: 1.71/3.71 = 0.46
//! kept activations                            backward from those of the step, off by its size
//! ```
//!
//! A sum in another order differs in last bits and is no failure. The loss with a running statistic has the right gradient each time; it is the loss that is another one later.

mod calls;
#[cfg(test)]
mod tests;

use super::judges::{JUDGES, Place};
use crate::bits;
use crate::chapters::Settings;
use crate::gradcheck::catalogue::{ContractBug, contract_catalogue};
use crate::gradcheck::{Fault, GradientCheck, Verdict};
use crate::parallel;
use crate::report::{Column, Digits, Findings, Table};
use calls::Calls;

/// The size of the weights.
const SCALE: f64 = 1.0;
/// Judges for reading: the checker, and the notes' recipe with its first threshold. The other recipes say the same.
const SHOWN: usize = 2;
/// How many networks.
const NETWORKS: usize = 8;

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let trials = trials(settings);
    Findings { tables: vec![verdicts(&trials), errors(&trials)], figure: None, claims: Vec::new() }
}

/// A gradient's code before its judges.
struct Trial {
    /// None for the right one.
    bug: Option<ContractBug>,
    /// In the order of [`JUDGES`].
    verdicts: Vec<Verdict>,
    /// What the checker names; `none` if nothing.
    breach: String,
    /// The largest relative error of a block, of the first gradient …
    first: f64,
    /// … and of the later one.
    later: f64,
    /// By what part of itself the loss differs later.
    loss: f64,
}

fn trials(settings: &Settings) -> Vec<Trial> {
    let networks = settings.replicates_or(NETWORKS);
    let of_network = |network| {
        let [plain, dropping] = [false, true].map(|dropout| Place::new(settings, SCALE, dropout, network));
        let mut trials = vec![judge(&plain, None), judge(&dropping, None)];
        trials.extend(contract_catalogue().iter().map(|entry| {
            let place = if entry.needs_dropout() { &dropping } else { &plain };
            judge(place, Some(entry.bug))
        }));
        trials
    };
    parallel::cells(0..networks, of_network).into_iter().flatten().collect()
}

fn judge(place: &Place<f64>, bug: Option<ContractBug>) -> Trial {
    let mutant = calls::mutant(place, bug);
    let (verdict, breach) = match GradientCheck::of(&mutant).freeze(0).run(&place.parameters) {
        Ok(report) => (report.verdict, named(&report.faults)),
        Err(error) => (Verdict::Undecidable, error.to_string()),
    };
    let calls = Calls::of(mutant, &place.parameters);
    Trial {
        bug,
        verdicts: place.verdicts(verdict, &calls.first),
        breach,
        first: place.error(&calls.first),
        later: place.error(&calls.later),
        loss: calls.loss_changes_by,
    }
}

/// The breaches of a report; those that are notes say so.
fn named(faults: &[Fault]) -> String {
    let name = |fault: &Fault| format!("{:?}{}", fault.breach, if fault.fails { "" } else { " (note)" });
    if faults.is_empty() { "none".into() } else { faults.iter().map(name).collect::<Vec<_>>().join(", ") }
}

/// What was found of a bug in all networks.
struct Group<'t> {
    bug: Option<ContractBug>,
    trials: Vec<&'t Trial>,
}

impl Group<'_> {
    fn name(&self) -> (String, String) {
        self.bug.map_or(("none".into(), "none".into()), |bug| (format!("{bug:?}"), bug.words()))
    }

    fn said(&self, judge: usize, verdict: Verdict) -> usize {
        self.trials.iter().filter(|trial| trial.verdicts[judge] == verdict).count()
    }

    fn largest(&self, of: fn(&Trial) -> f64) -> f64 {
        self.trials.iter().map(|trial| of(trial)).fold(0.0, bits::max)
    }

    /// What the checker names, in all networks.
    fn named(&self) -> String {
        let mut names: Vec<&str> = self.trials.iter().map(|trial| trial.breach.as_str()).collect();
        names.dedup();
        names.join("; ")
    }
}

/// The right gradient, and each bug.
fn groups(trials: &[Trial]) -> impl Iterator<Item = Group<'_>> {
    let bugs = std::iter::once(None).chain(contract_catalogue().into_iter().map(|entry| Some(entry.bug)));
    bugs.map(|bug| Group { bug, trials: trials.iter().filter(|trial| trial.bug == bug).collect() })
}

fn verdicts(trials: &[Trial]) -> Table {
    let groups: Vec<Group> = groups(trials).collect();
    type Row<'g> = (&'g Group<'g>, usize);
    let rows: Vec<Row> = groups.iter().flat_map(|group| (0..JUDGES.len()).map(move |judge| (group, judge))).collect();
    let said = |verdict| move |row: &Row| row.0.said(row.1, verdict);
    let count = |name| Column::count(name, "1");
    let columns = vec![
        Column::text("bug").from(|row: &Row| row.0.name()).key(),
        Column::text("judge").from(|row: &Row| JUDGES[row.1]).key(),
        count("networks").from(|row: &Row| row.0.trials.len()),
        count("caught").from(said(Verdict::Fail)),
        count("undecidable").from(said(Verdict::Undecidable)),
        count("passed").from(said(Verdict::Pass)),
    ];
    Table::of("What does each judge say of bugs of the code around right formulas?", columns, &rows)
        .named("verdicts")
        .reading(rows.iter().map(|row| row.1 < SHOWN))
        .noted(
        "Double precision, weights of size 1. Caught: the judge says fail. The bug `none` is the right gradient, with and without dropout: what is caught there is a false alarm. The CSV has all judges.",
    )
}

fn errors(trials: &[Trial]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(2));
    let columns = vec![
        Column::text("bug").from(Group::name).key(),
        number("first_error").titled("error, first gradient").from(|row: &Group| row.largest(|trial| trial.first)),
        number("later_error").titled("a later one").from(|row: &Group| row.largest(|trial| trial.later)),
        number("loss_error").titled("of the loss then").from(|row: &Group| row.largest(|trial| trial.loss)),
        Column::text("named").titled("the checker's word").from(Group::named),
    ];
    Table::of("How wrong are the first gradient and a later one at the same parameters?", columns, groups(trials)).named("errors").noted(
        "The largest relative error of a block, of the gradient that a training program asks first and that the recipes judge; the same at the same parameters after a step and back; and by \
         what part of itself the loss differs then. The largest of the networks.",
    )
}
