//! Do the failing blocks tell where the bug is?

use super::runs::{Tally, Trial};
use super::{BARS, printed};
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::every;
use crate::report::{Band, Case, Claim};

/// How many causes the diagnosis tells apart.
const CAUSES: f64 = 12.0;

pub(super) fn all(settings: &Settings, trials: &[Trial]) -> Vec<Claim> {
    vec![bias(settings, trials), weights(trials), guess(trials)]
}

fn count(trials: &[Trial], holds: impl Fn(&Trial) -> bool) -> usize {
    trials.iter().filter(|trial| holds(trial)).count()
}

/// Whether exactly one block fails, with this letter.
fn alone(trial: &Trial, letter: char) -> bool {
    trial.seen.len() == 1 && trial.seen[0].starts_with(letter)
}

/// A rule and its converse, over bugs of one kind.
fn leaf(trials: &[Trial], kind: &str, letter: char) -> Vec<Case> {
    let name = |what: &str| what.replace('X', &letter.to_string());
    let of_kind = |trial: &Trial| trial.kind() == kind;
    let forward = every(
        &name("the bug is in dX[l]: X[l] fails, and nothing else"),
        count(trials, |trial| of_kind(trial) && trial.as_predicted()),
        count(trials, of_kind),
        "all: nothing is computed from the gradient of a block",
    );
    let blamed = |trial: &Trial| of_kind(trial) || trial.predicted.len() == 1 && trial.predicted == trial.seen;
    let converse = every(
        &name("X[l] fails, and nothing else: what makes dX[l] is wrong"),
        count(trials, |trial| alone(trial, letter) && blamed(trial)),
        count(trials, |trial| alone(trial, letter)),
        "all: an error signal spoils W and b of its layer",
    );
    vec![forward, converse]
}

/// L14-05: db far and dw near means a bug in db. The sentence itself is garbled: readings are in `printed.rs`.
fn bias(settings: &Settings, trials: &[Trial]) -> Claim {
    let mut claim =
        Claim::new("L14-05", "If the components of db[l] are far off and those of dw[l] close, the bug is in db.")
            .lines(&[242])
            .swept("share of runs", leaf(trials, "bias", 'b'))
            .source("∂J/∂W[l] = D[l]ᵀA[l−1] and ∂J/∂b[l] = D[l]ᵀ1 share the error signal D[l] and nothing else");
    let (printed, corrected) = printed::sentence(settings);
    (claim.printed, claim.corrected) = (Some(printed), Some(corrected));
    claim
}

/// L14-06: the same for dw of one layer.
fn weights(trials: &[Trial]) -> Claim {
    Claim::new("L14-06", "If all components that are far off come from dw of one layer, the bug is there.")
        .lines(&[242])
        .swept("share of runs", leaf(trials, "weights", 'W'))
        .source("as for db; a ridge that is forgotten in one layer looks the same")
}

/// L14-07: a guess, and not always the bug.
fn guess(trials: &[Trial]) -> Claim {
    let tally = Tally::of(trials.iter());
    let (layer, cause) = (tally.share(tally.layers), tally.share(tally.causes));
    let below_one = 1.0 - 0.5 / tally.bugs as f64;
    let cases = vec![
        Case::new("layer: a guess", Band::at_least(0.25, "one of four layers, at random"), layer.clone()),
        Case::new(
            format!("layer: the bar of {}", BARS[0]),
            Band::at_least(BARS[0], "what this project asks of its diagnosis"),
            layer,
        ),
        Case::new(
            "cause: a guess, and not always right",
            Band::between(1.0 / CAUSES, below_one, "more than one of twelve causes at random, and not all bugs"),
            cause.clone(),
        ),
        Case::new(
            format!("cause: the bar of {}", BARS[1]),
            Band::at_least(BARS[1], "what this project asks of its diagnosis"),
            cause,
        ),
    ];
    Claim::new("L14-07", "This does not always find the bug at once, but gives a guess where to look.")
        .lines(&[242])
        .swept("share of runs in which the diagnosis names the layer, or the cause, of the bug", cases)
        .source("the blocks that fail depend on the layer of a wrong error signal, and not on what made it wrong")
}
