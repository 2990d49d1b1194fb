//! What do the held-out effects say of tuning the multiplier?

use super::{ACTIVATIONS, Addition, CONFIDENCE, DEPTHS, NORMALIZED, Sweep, effects_at};
use crate::report::{Band, Case, Claim, Measured};
use crate::statistics;

/// A gain below ten percent is not worth a search.
const WORTH: f64 = 1.1;
/// More than this is not moderate.
const MODERATE: f64 = 2.0;

const RATIO: &str =
    "steps at the default over steps at the tuned multiplier, on starts that did not choose it (median)";

/// The median of the effects with its exact interval; without enough starts for one, any value is possible.
fn median(effects: &[f64]) -> Measured {
    let median = statistics::median(effects).unwrap_or(f64::NAN);
    match statistics::median_interval(effects, CONFIDENCE) {
        Ok(interval) => Measured::interval(median, interval.low, interval.high, effects.len()),
        Err(_) => Measured::interval(median, 0.0, f64::INFINITY, effects.len()),
    }
}

/// L11-18: the formulas give only a starting point.
pub(super) fn only_a_starting_point(sweeps: &[Sweep]) -> Claim {
    let kinds = [Addition::Plain].into_iter().chain(NORMALIZED);
    let cases = kinds.flat_map(|addition| {
        ACTIVATIONS.map(|activation| {
            let these = sweeps.iter().filter(|sweep| sweep.addition == addition && sweep.activation == activation);
            let effects: Vec<f64> = these.flat_map(Sweep::effects).collect();
            Case::new(
                format!("{}, {}, all depths", addition.name(), activation.name()),
                Band::at_least(
                    WORTH,
                    "only a starting point means that a better variance can be found from there: at least ten percent fewer steps",
                ),
                median(&effects),
            )
        })
    });
    Claim::new("L11-18", "All these formulas only give a starting point, a default variance.")
        .lines(&[142])
        .swept(RATIO, cases.collect())
        .source("no theory predicts the best multiplier for a task; measured")
}

/// L11-20: tuning the multiplier has a moderate effect.
pub(super) fn moderate_effect(sweeps: &[Sweep]) -> Claim {
    let kinds = [Addition::Plain].into_iter().chain(NORMALIZED);
    let cases = kinds.flat_map(|addition| {
        // A median of fewer than five starts has no interval to speak of.
        let arrived = DEPTHS.map(|depth| (depth, effects_at(sweeps, addition, depth)));
        arrived.into_iter().filter(|(_, effects)| effects.len() >= 5).map(move |(depth, effects)| {
            Case::new(
                format!("{}, depth {depth}", addition.name()),
                Band::between(
                    WORTH,
                    MODERATE,
                    "moderate read as: worth the search (ten percent), and at most a factor of 2",
                ),
                median(&effects),
            )
        })
    });
    Claim::new("L11-20", "Tuning this multiplier sometimes has an effect of moderate size.")
        .lines(&[142])
        .swept(RATIO, cases.collect())
        .source("q_L ∝ g^(2L) for ReLU: the same multiplier is mild in shallow networks and violent in deep ones")
}

/// L11-21: it often helps considerably.
pub(super) fn often_considerable(sweeps: &[Sweep]) -> Claim {
    let share = |name: &str, chosen: &dyn Fn(&Sweep) -> bool| {
        let tasks: Vec<&Sweep> = sweeps.iter().filter(|sweep| chosen(sweep)).collect();
        let tasks: Vec<f64> = tasks.into_iter().filter_map(Sweep::effect).collect();
        let helped = tasks.iter().filter(|&&effect| effect > WORTH).count();
        let measured = match statistics::share_interval(helped, tasks.len(), CONFIDENCE) {
            Ok(interval) => {
                Measured::interval(helped as f64 / tasks.len() as f64, interval.low, interval.high, tasks.len())
            }
            Err(_) => Measured::interval(f64::NAN, 0.0, 1.0, 0),
        };
        let band = Band::at_least(
            0.5,
            "often read as: in at least half of the tasks; considerably as: by more than ten percent",
        );
        Case::new(name, band, measured)
    };
    let plain = |sweep: &Sweep| sweep.addition == Addition::Plain;
    let cases = vec![
        share("plain, depth 2 and 3", &|sweep| plain(sweep) && sweep.depth <= 3),
        share("plain, depth 5 and 10", &|sweep| plain(sweep) && (5..=10).contains(&sweep.depth)),
        share("plain, depth 20 and 50", &|sweep| plain(sweep) && sweep.depth >= 20),
        share("layer or batch normalization", &|sweep| !plain(sweep)),
    ];
    Claim::new("L11-21", "The multiplier is not the first thing to tune, but tuning it often helps considerably.")
        .lines(&[142])
        .figure("often")
        .swept("share of tasks (those where any start arrived) whose tuned multiplier saves more than ten percent of the steps, on starts that did not choose it", cases)
        .source("the lecture says that it helps a reasonable amount on some problems; the notes have made that many")
}
