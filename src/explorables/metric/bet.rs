//! Which rule does the reader trust? The metric at one ε, up to one threshold.

use crate::explorables::State;

/// Keys and words of ε …
pub(super) const EPSILONS: &[(&str, &str)] = &[("1e-3", "10⁻³"), ("1e-5", "10⁻⁵"), ("1e-7", "10⁻⁷"), ("1e-9", "10⁻⁹")];
/// … and of the lecture's thresholds.
pub(super) const THRESHOLDS: &[(&str, &str)] = &[("1e-3", "10⁻³"), ("1e-5", "10⁻⁵"), ("1e-7", "10⁻⁷")];

/// The rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bet {
    pub(super) epsilon: f64,
    pub(super) threshold: f64,
    /// As a reader writes them.
    pub(super) words: [&'static str; 2],
}

impl Bet {
    pub(super) fn of(state: &State) -> Bet {
        let words = |choices: &'static [(&str, &'static str)], name: &str| {
            choices.iter().find(|(key, _)| *key == state.words(name)).map_or("", |(_, words)| *words)
        };
        Bet {
            epsilon: state.number("epsilon"),
            threshold: state.number("threshold"),
            words: [words(EPSILONS, "epsilon"), words(THRESHOLDS, "threshold")],
        }
    }

    /// Whether a gradient with this metric passes, as the recipes of the chapter have it.
    pub(super) fn passes(&self, metric: f64) -> bool {
        metric <= self.threshold
    }
}
