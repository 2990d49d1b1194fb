//! Which network is looked at, what is wrong with it, and where? Networks of the chapter's reports, or one that is drawn.

use super::cause::Cause;
use super::draw::Drawn;
use super::setting::{Setting, Weights};
use super::subject::Subject;
use crate::bits::all_finite;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::after_training::scales::{self, LAWS, Law};
use crate::chapters::checking_caveats::after_training::stages::STEP;
use crate::chapters::checking_caveats::dropout::{self, checks};
use crate::chapters::checking_caveats::regularization::metrics;
use crate::descent::{Method, descend};
use crate::explorables::State;
use crate::gradcheck::catalogue::Bug;
use crate::network::Network;

/// The law whose bug hides best: g′ = 1 − z².
const HIDDEN: &str = "1 − z²";
/// Steps of training.
pub(super) const STEPS: u64 = 100;

/// A network with a gradient to be checked.
pub(super) struct Case {
    pub(super) family: Family,
    pub(super) bug: Option<Bug>,
    pub(super) cause: Cause,
    /// The layer of the bug, if its cause has one.
    pub(super) layer: usize,
}

/// Where its numbers come from.
pub(super) enum Family {
    /// The network of `checking_caveats/dropout`.
    Dropout(Settings),
    /// That of `checking_caveats/regularization`.
    Regularization(Settings),
    /// One of `checking_caveats/after_training`.
    Scales(Settings, Law),
    /// An unknown one.
    Drawn(Drawn),
}

impl Case {
    /// The case that was chosen; words that name none mean the first.
    pub(super) fn of(state: &State) -> Case {
        let settings = |experiment: &str| Settings::usual(&format!("checking_caveats/{experiment}"));
        let wrong =
            |family: Family, bug: Bug, layer: usize| Case { family, bug: Some(bug), cause: Cause::of(bug), layer };
        let drawn = |drawn: Drawn| {
            let Drawn { bug, cause, layer, .. } = drawn;
            Case { family: Family::Drawn(drawn), bug, cause, layer }
        };
        match state.words("case") {
            "unknown" => drawn(Drawn::of(seed(state))),
            "kink" => drawn(Drawn::beside_a_kink(seed(state))),
            "mask" => wrong(Family::Dropout(settings("dropout")), Bug::MaskNotScaled(2), 2),
            "ridge" => wrong(Family::Regularization(settings("regularization")), Bug::RidgeForgotten, 0),
            "small" => {
                let law = LAWS.into_iter().find(|law| law.name == HIDDEN).expect("a law of the chapter");
                wrong(Family::Scales(settings("after_training"), law), law.bug(), law.layer)
            }
            _ => Case { family: Family::Dropout(settings("dropout")), bug: None, cause: Cause::Masks, layer: 0 },
        }
    }

    /// Whether it draws masks.
    pub(super) fn has_masks(&self) -> bool {
        matches!(self.family, Family::Dropout(_) | Family::Drawn(_))
    }

    /// Whether its loss has a regularization.
    pub(super) fn has_ridge(&self) -> bool {
        !matches!(self.family, Family::Scales(..))
    }

    /// By which scale of the weights the report names the row of these parameters.
    pub(super) fn scale(&self, weights: Weights) -> Option<f64> {
        match (&self.family, weights) {
            (Family::Regularization(_), Weights::Start) => Some(0.1),
            (Family::Scales(..), Weights::Start) => Some(0.01),
            (Family::Regularization(_) | Family::Scales(..), Weights::Larger) => Some(1.0),
            _ => None,
        }
    }

    /// The network, with its regularization or without.
    pub(super) fn network(&self, ridge: bool) -> Network {
        let lambda = |own: f64| if ridge { own } else { 0.0 };
        match &self.family {
            Family::Dropout(settings) => checks::with_ridge(settings, dropout::KEEP, 0, lambda(checks::LAMBDA)),
            Family::Regularization(settings) => metrics::network(settings, lambda(metrics::LAMBDA)),
            Family::Scales(settings, law) => scales::network(settings, law.layers, 0.0),
            Family::Drawn(drawn) => drawn.network(ridge),
        }
    }

    /// The gradient under test beside the loss, with its regularization or without.
    pub(super) fn subject(&self, ridge: bool) -> Subject {
        let loss = (!ridge && self.has_ridge()).then(|| self.network(false));
        Subject::new(self.network(true), self.bug, loss)
    }

    /// The parameters at which a reader looks; none if training leaves the finite numbers.
    pub(super) fn parameters(&self, setting: &Setting) -> Option<Vec<f64>> {
        match setting.weights {
            Weights::Trained => self.trained(),
            weights => Some(self.untrained(weights)),
        }
    }

    fn untrained(&self, weights: Weights) -> Vec<f64> {
        let network = self.network(true);
        let scale = self.scale(weights).unwrap_or(1.0);
        let is_larger = weights == Weights::Larger;
        match &self.family {
            Family::Dropout(settings) => {
                let factor = if is_larger { 2.0 } else { 1.0 };
                checks::parameters(settings, &network).into_iter().map(|parameter| factor * parameter).collect()
            }
            Family::Regularization(settings) => metrics::parameters(settings, &network, scale, 0.0),
            Family::Scales(settings, _) => scales::parameters(settings, &network, scale, 0.0),
            Family::Drawn(drawn) => drawn.parameters(&network, is_larger),
        }
    }

    /// Where gradient descent by the gradient under test leads.
    fn trained(&self) -> Option<Vec<f64>> {
        let start = self.untrained(Weights::Start);
        let method = Method::GradientDescent { step: STEP };
        let run = descend(&mut self.subject(true), &start, method, STEPS, |_, _| false);
        (run.loss.is_finite() && all_finite(&run.parameters)).then_some(run.parameters)
    }
}

/// The seed of an unknown network; 0 for words that are none.
pub(super) fn seed(state: &State) -> u64 {
    state.words("seed").trim().parse().unwrap_or(0)
}
