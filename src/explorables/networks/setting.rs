//! Which networks does a reader ask for, and how many of them can be drawn at once?
//!
//! A weight costs a draw and a multiply-add. So that an answer takes no longer than a second in a browser, fewer networks are drawn where they
//! are large.

use super::super::State;
use crate::bits;
use crate::chapters::initialization_variance::typical_and_mean::ensemble::{self, Ensemble};
use crate::initialize::{Initializer, Law, Scheme};
use crate::theory::depth_law::Network;

/// Which network is followed layer by layer.
pub(super) const LARGEST: &str = "largest";
pub(super) const MIDDLE: &str = "middle";
pub(super) const SMALLEST: &str = "smallest";

/// So many weights are drawn at most.
pub(super) const MOST_WEIGHTS: usize = 2_000_000;
/// An orthogonal matrix takes n³ operations; wider ones are not drawn.
pub(super) const WIDEST_ORTHOGONAL: usize = 32;

/// How weights are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weights {
    /// One by one.
    Independent(Law),
    /// Whole matrices, which neither stretch nor shrink a direction.
    Orthogonal,
}

/// What the controls say.
pub(super) struct Setting {
    pub(super) ensemble: Ensemble,
    pub(super) weights: Weights,
    /// σ_w².
    pub(super) variance: f64,
    /// How many networks are asked for.
    pub(super) wanted: usize,
    /// Which of them is followed.
    pub(super) followed: String,
    /// How often others were drawn.
    pub(super) draws: u64,
    /// Whether the width is that of the control.
    pub(super) is_narrowed: bool,
}

/// How often others were drawn; whatever else somebody wrote is none.
pub(super) fn draws(state: &State) -> u64 {
    state.words("draws").parse().unwrap_or(0)
}

impl Setting {
    pub(super) fn of(state: &State) -> Self {
        let weights = weights(state.words("law"));
        let by_matrices = state.words("drawn") == "weights" || weights != Weights::Independent(Law::Normal);
        let asked = state.whole("width");
        let width = if weights == Weights::Orthogonal { asked.min(WIDEST_ORTHOGONAL) } else { asked };
        let network = if state.words("activation") == "relu" { Network::HeRelu } else { Network::Linear };
        let name = match (network, by_matrices) {
            (Network::HeRelu, true) => "he_relu_by_matrices",
            (Network::HeRelu, false) => "he_relu",
            (Network::Linear, true) => "linear_by_matrices",
            (Network::Linear, false) => "linear",
        };
        Setting {
            ensemble: Ensemble { name, network, width, depth: state.whole("depth"), by_matrices },
            weights,
            variance: state.number("variance"),
            wanted: state.whole("networks"),
            followed: state.words("followed").to_owned(),
            draws: draws(state),
            is_narrowed: width < asked,
        }
    }

    /// Whether weights have the law of which the reports tell.
    pub(super) fn is_normal(&self) -> bool {
        self.weights == Weights::Independent(Law::Normal)
    }

    /// Weights of variance 1.
    pub(super) fn initializer(&self) -> Initializer {
        match self.weights {
            Weights::Independent(law) => Initializer::new(Scheme::FixedDeviation(1.0)).law(law),
            Weights::Orthogonal => Initializer::new(Scheme::Orthogonal).gain((self.ensemble.width as f64).sqrt()),
        }
    }

    /// How many networks are drawn.
    pub(super) fn count(&self) -> usize {
        self.wanted.min(MOST_WEIGHTS / self.cost()).max(1)
    }

    /// What a network costs, in weights that are drawn and multiplied.
    fn cost(&self) -> usize {
        let n = self.ensemble.width;
        let layer = match self.weights {
            _ if !self.ensemble.by_matrices => n,
            Weights::Independent(Law::Truncated) => 2 * n * n,
            Weights::Independent(_) => n * n,
            // n³ products and sums without a draw, each half of a weight.
            Weights::Orthogonal => n * n + n * n * n / 2,
        };
        layer * self.ensemble.depth
    }

    /// The logarithm of the factor by which each layer multiplies the mean of v. The activations are positively homogeneous, so another variance of
    /// the weights changes nothing else.
    pub(super) fn log_growth(&self) -> f64 {
        bits::ln(self.variance / ensemble::weight_variance(self.ensemble.network))
    }

    /// The row of the report with networks of this width and depth, whose theory is the same whatever is drawn.
    pub(super) fn row(&self) -> Option<String> {
        if !self.is_normal() || self.log_growth() != 0.0 {
            return None;
        }
        let Ensemble { name, width, depth, .. } = self.ensemble;
        let names = [name, name.trim_end_matches("_by_matrices")];
        names.into_iter().find_map(|name| ensemble::key(name, width, depth))
    }

    /// The row of the report whose first networks are those drawn.
    pub(super) fn row_of_drawn(&self) -> Option<String> {
        let own = format!("{}/", self.ensemble.name);
        self.row().filter(|row| self.draws == 0 && row.starts_with(&own))
    }
}

fn weights(law: &str) -> Weights {
    match Law::ALL.into_iter().find(|known| known.name() == law) {
        Some(law) => Weights::Independent(law),
        None => Weights::Orthogonal,
    }
}
