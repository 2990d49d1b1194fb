//! What do the networks that were drawn show? The length of the signal behind each of their layers.
//!
//! With normal weights and before others are asked for they are the very networks of the report, in its order.

use super::setting::{LARGEST, SMALLEST, Setting, Weights};
use crate::bits::{
    self,
    streams::{self, Stream},
};
use crate::chapters::Settings;
use crate::chapters::initialization_variance::typical_and_mean::ensemble::{Row, by_lengths, by_matrices};

/// The experiment with the same networks.
const EXPERIMENT: &str = "initialization_variance/typical_and_mean";

/// Networks, each as ln v_l for l = 1 … L, in the order of v_L; −∞ from where a signal has died.
pub(super) struct Drawn {
    pub(super) traces: Vec<Vec<f64>>,
    /// Which of them is followed layer by layer.
    pub(super) followed: usize,
    /// All of them behind the last layer.
    pub(super) last: Row,
}

impl Drawn {
    pub(super) fn of(setting: &Setting) -> Self {
        let drawn = (0..setting.count()).map(|replicate| trace(setting, replicate));
        let mut traces: Vec<Vec<f64>> = drawn.collect();
        // The order of drawing is that of a report's sums.
        let depth = setting.ensemble.depth;
        let last = setting.ensemble.row(&traces, depth);
        traces.sort_by(|a, b| a[depth - 1].total_cmp(&b[depth - 1]));
        let followed = match setting.followed.as_str() {
            LARGEST => traces.len() - 1,
            SMALLEST => 0,
            _ => traces.len() / 2,
        };
        Drawn { traces, followed, last }
    }

    pub(super) fn count(&self) -> usize {
        self.traces.len()
    }

    /// How many signals have died.
    pub(super) fn dead(&self) -> usize {
        self.last.logarithms.iter().filter(|logarithm| !logarithm.is_finite()).count()
    }

    /// ln of the largest v_L.
    pub(super) fn largest(&self) -> f64 {
        self.last.logarithms.iter().copied().fold(f64::NEG_INFINITY, bits::max)
    }
}

/// ln v_l of one network.
fn trace(setting: &Setting, replicate: usize) -> Vec<f64> {
    let mut stream = stream(setting, replicate);
    let mut trace = match setting.ensemble.by_matrices {
        true => by_matrices(&setting.ensemble, &setting.initializer(), &mut stream),
        false => by_lengths(&setting.ensemble, &mut stream),
    };
    let growth = setting.log_growth();
    for (layer, logarithm) in trace.iter_mut().enumerate() {
        *logarithm += (layer + 1) as f64 * growth;
    }
    trace
}

fn stream(setting: &Setting, replicate: usize) -> Stream {
    let cell = setting.ensemble.cell();
    if setting.is_normal() && setting.draws == 0 {
        return Settings::usual(EXPERIMENT).stream(&cell, replicate);
    }
    let law = match setting.weights {
        Weights::Independent(law) => law.name(),
        Weights::Orthogonal => "orthogonal",
    };
    streams::stream(setting.draws, "explorables/networks", &format!("{law}/{cell}"), replicate)
}
