//! What do the held-out effects say of tuning the multiplier?

use super::{ACTIVATIONS, Addition, CONFIDENCE, NORMALIZED, Sweep};
use crate::bits;
use crate::chapters::activations;
use crate::report::{Band, Case, Claim, Measured};
use crate::statistics;

/// A gain below ten percent is not worth a search.
pub(super) const WORTH: f64 = 1.1;
/// More than this is not moderate.
const MODERATE: f64 = 2.0;
/// The least share of tasks that is called sometimes.
const SOMETIMES: f64 = 0.01;
/// More than nothing: a choice of the default itself gives a ratio of exactly 1.
const SOMETHING: f64 = 1.01;

/// A gain that should be told from none.
const TELL: f64 = 1.05;

/// The geometric mean over tasks of the effects, with its interval; tasks are independent, starts of a task share a choice.
fn typical<'a>(sweeps: impl Iterator<Item = &'a Sweep>) -> Measured {
    let logarithms: Vec<f64> = sweeps.filter_map(Sweep::effect).map(bits::ln).collect();
    let value = statistics::mean(&logarithms).map_or(f64::NAN, bits::exp);
    match statistics::mean_interval(&logarithms, CONFIDENCE) {
        Ok(interval) => Measured::interval(value, bits::exp(interval.low), bits::exp(interval.high), logarithms.len())
            .noted(tasks_needed(&logarithms)),
        Err(_) => Measured::nothing(format!("tasks in which a start arrived: {}, too few", logarithms.len())),
    }
}

/// How many tasks would decide: the interval of the mean logarithm has to be narrower than the way from [`SOMETHING`] to [`TELL`].
fn tasks_needed(logarithms: &[f64]) -> String {
    let distance = bits::ln(TELL / SOMETHING);
    let deviation = statistics::standard_deviation(logarithms);
    let needed = deviation.and_then(|deviation| statistics::replicates_to_tell(deviation, distance, CONFIDENCE));
    let percent = (TELL - 1.0) * 100.0;
    needed.map_or(String::new(), |tasks| format!("such tasks needed to tell a gain of {percent:.0} %: {tasks}"))
}

/// The share of tasks of which something is true, among those where any start arrived.
fn share(sweeps: &[Sweep], is_so: impl Fn(&[f64]) -> bool) -> Measured {
    let tasks: Vec<Vec<f64>> = sweeps.iter().map(Sweep::effects).filter(|effects| !effects.is_empty()).collect();
    let count = tasks.iter().filter(|effects| is_so(effects)).count();
    match statistics::share_interval(count, tasks.len(), CONFIDENCE) {
        Ok(interval) => Measured::interval(count as f64 / tasks.len() as f64, interval.low, interval.high, tasks.len()),
        Err(_) => Measured::nothing("no start of any task arrived"),
    }
}

/// L11-18: the formulas give only a starting point.
///
/// No bar of so many percent is asked for: a better variance exists wherever the search finds one that holds on other starts.
pub(super) fn only_a_starting_point(sweeps: &[Sweep]) -> Claim {
    let kinds = [Addition::Plain].into_iter().chain(NORMALIZED);
    let cases = kinds.flat_map(|addition| {
        ACTIVATIONS.map(|activation| {
            let these = sweeps.iter().filter(|sweep| sweep.addition == addition && sweep.activation == activation);
            Case::new(
                format!("{}, {}, all depths", addition.words(), activations::words(activation)),
                Band::at_least(
                    SOMETHING,
                    "only a starting point means that something better can be found from there: a ratio above 1, which \
                     is what the default itself has; one percent, so that a draw is not a gain",
                ),
                typical(these),
            )
        })
    });
    Claim::new("L11-18", "All these formulas only give a starting point, a default variance.")
        .lines(&[142])
        .swept(
            "steps at the default over steps at the tuned multiplier, on starts that did not choose it (median; geometric mean over tasks)",
            cases.collect(),
        )
        .source("no theory predicts the best multiplier for a task; measured")
}

/// L11-20: tuning the multiplier has, sometimes, a moderate effect.
pub(super) fn moderate_effect(sweeps: &[Sweep]) -> Claim {
    let moderate = |effects: &[f64]| statistics::median(effects).is_ok_and(|m| (WORTH..=MODERATE).contains(&m));
    let band = Band::at_least(
        SOMETIMES,
        "sometimes read as: in some tasks, at least one of a hundred (a share of 0 would leave it open: no sample shows \
         that something never happens); moderate as: worth the search, ten percent, and at most a factor of 2",
    );
    Claim::new("L11-20", "Tuning this multiplier sometimes has an effect of moderate size.")
        .lines(&[142])
        .measured(
            "share of tasks (those where any start arrived) with a moderate effect: steps at the default over steps at the \
             tuned multiplier, on starts that did not choose it (median), between 1.1 and 2",
            band,
            share(sweeps, moderate),
        )
        .source("q_L ∝ γ^(2L) for ReLU: the same multiplier is mild in shallow networks and violent in deep ones")
}

/// L11-21: it often helps considerably.
pub(super) fn often_considerable(sweeps: &[Sweep]) -> Claim {
    let helped = |effects: &[f64]| statistics::median(effects).is_ok_and(|median| median > WORTH);
    let band =
        Band::at_least(0.5, "often read as: in at least half of the tasks; considerably as: by more than ten percent");
    Claim::new("L11-21", "The multiplier is not the first thing to tune, but tuning it often helps considerably.")
        .lines(&[142])
        .figure("often")
        .measured(
            "share of tasks (those where any start arrived) whose tuned multiplier saves more than ten percent of the steps, on starts \
             that did not choose it",
            band,
            share(sweeps, helped),
        )
        .source("the lecture says that it helps a reasonable amount on some problems; the notes have made that many")
}
