//! What does each rule say of the gradient? The reader's, which is the metric at one ε held against one threshold; the library's check; and the recipes of the chapter.

use super::bet::Bet;
use super::game::RULES;
use super::round::Round;
use crate::chapters::gradient_checking::judges::Place;
use crate::chapters::gradient_checking::recipes::{FINE_EPSILON, NOTES_EPSILON, central};
use crate::gradcheck::catalogue::Bug;
use crate::gradcheck::{GradientCheck, Report, Verdict, metric};

/// ε of the curve.
const STEPS: [f64; 11] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11];

/// An ε with the metric there.
pub(super) type Point = (f64, f64);

/// A gradient with what was found of it.
pub(super) struct Judged {
    pub(super) round: Round,
    pub(super) bet: Bet,
    /// The metric at the ε of the bet.
    pub(super) metric: f64,
    place: Place<f64>,
    /// What the library's check says; nothing if it could not compare anything.
    pub(super) report: Option<Report>,
}

impl Judged {
    pub(super) fn of(mut round: Round, bet: Bet) -> Judged {
        let (network, parameters) = (round.network.clone(), round.parameters.clone());
        let report = GradientCheck::of(&round.mutant(round.bug)).run(&parameters).ok();
        let place = Place::of(network, parameters, round.exact.clone(), &mut round.directions);
        let mut judged = Judged { round, bet, metric: f64::NAN, place, report };
        judged.metric = judged.metric_at(bet.epsilon);
        judged
    }

    pub(super) fn bug(&self) -> Option<Bug> {
        self.round.bug
    }

    pub(super) fn is_wrong(&self) -> bool {
        self.round.bug.is_some()
    }

    /// The metric at this ε; at those of the recipes the quotients are there.
    fn metric_at(&self, epsilon: f64) -> f64 {
        let numeric = &self.place.numeric;
        if epsilon == NOTES_EPSILON {
            metric(&numeric.notes, &self.round.found)
        } else if epsilon == FINE_EPSILON {
            metric(&numeric.fine, &self.round.found)
        } else {
            metric_at(&mut self.round.clone(), epsilon)
        }
    }

    /// Whether the gradient passes by the reader's rule.
    pub(super) fn passes(&self) -> bool {
        self.bet.passes(self.metric)
    }

    pub(super) fn curve(&self) -> Vec<Point> {
        STEPS.map(|epsilon| (epsilon, self.metric_at(epsilon))).to_vec()
    }

    /// The curve of a gradient that nobody judges.
    pub(super) fn curve_of(round: &mut Round) -> Vec<Point> {
        STEPS.map(|epsilon| (epsilon, metric_at(round, epsilon))).to_vec()
    }

    pub(super) fn checker(&self) -> Verdict {
        self.report.as_ref().map_or(Verdict::Undecidable, |report| report.verdict)
    }

    /// What the reader's rule says, and then each of the judges.
    pub(super) fn verdicts(&self) -> [Verdict; RULES] {
        let mut verdicts = [if self.passes() { Verdict::Pass } else { Verdict::Fail }; RULES];
        verdicts[1..].copy_from_slice(&self.place.verdicts(self.checker(), &self.round.found));
        verdicts
    }

    /// The names of the blocks of which the check says this.
    pub(super) fn names(&self, verdict: Verdict) -> Vec<&str> {
        let blocks = self.report.iter().flat_map(|report| &report.blocks);
        blocks.filter(|block| block.verdict == verdict).map(|block| block.name.as_str()).collect()
    }
}

fn metric_at(round: &mut Round, epsilon: f64) -> f64 {
    metric(&central(&mut round.network, &round.parameters, epsilon), &round.found)
}
