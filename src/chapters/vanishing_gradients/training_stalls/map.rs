//! How does a run end, for each start and each step? Chains of 2×2 matrices, trained until ŷ is within a thousandth of
//! y.

use super::TARGET;
use super::chain::Chain;
use super::plateau::power;
use crate::bits;
use crate::bits::Real;
use crate::chapters::precision::Precision;
use crate::descent::{Method, Outcome, descend};
use crate::parallel;

/// Depth, and what the chain computes in.
pub(super) const MAPS: [(usize, Precision); 3] = [(10, Precision::F64), (50, Precision::F64), (150, Precision::F32)];
pub(super) const SCALES: [f64; 10] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2];
pub(super) const STEPS: [f64; 11] = [1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1.0];
pub(super) const BUDGET: u64 = 5000;
/// A run has converged when |ŷ − y| is at most this part of y.
pub(super) const TOLERANCE: f64 = 1e-3;

/// A run and how it ended.
pub(super) struct Cell {
    pub(super) depth: usize,
    pub(super) c: f64,
    pub(super) step: f64,
    pub(super) outcome: Outcome,
    pub(super) steps: u64,
}

pub(super) fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for (depth, precision) in MAPS {
        for c in SCALES {
            cells.extend(STEPS.map(|step| (depth, precision, c, step)));
        }
    }
    let run = |(depth, precision, c, step)| match precision {
        Precision::F64 => cell::<f64>(depth, c, step, BUDGET),
        Precision::F32 => cell::<f32>(depth, c, step, BUDGET),
    };
    parallel::cells(cells, run)
}

pub(super) fn cell<T: Real>(depth: usize, c: f64, step: f64, budget: u64) -> Cell {
    let mut chain = Chain::<T>::new(depth);
    let start = chain.start(c);
    // Both units are off by as much.
    let reached = T::from_f64(TOLERANCE * TOLERANCE * TARGET * TARGET);
    let run = descend(&mut chain, &start, Method::GradientDescent { step }, budget, |_, loss| loss <= reached);
    Cell { depth, c, step, outcome: run.outcome, steps: run.steps }
}

/// λ at the start along the direction in which all layers move together; negative on a plateau.
pub(super) fn curvature_at_start(depth: usize, c: f64) -> f64 {
    let layers = depth as f64;
    2.0 * layers * power(c, 2 * depth - 2) + 2.0 * (layers - 1.0) * (power(c, depth) - TARGET) * power(c, depth - 2)
}

/// λ along the same direction where ŷ = y: 2L·s^(2−2/L).
fn curvature_at_solution(depth: usize) -> f64 {
    2.0 * depth as f64 * crate::bits::powf(TARGET, 2.0 - 2.0 / depth as f64)
}

/// 2/λ with the larger of the two: where c^L > s, that of the start.
pub(super) fn stable_step(depth: usize, c: f64) -> f64 {
    2.0 / bits::max(curvature_at_start(depth, c), curvature_at_solution(depth))
}

/// The step above which the first one is fatal, if the chain explodes.
pub(super) fn fatal_step(depth: usize, c: f64) -> Option<f64> {
    let output = power(c, depth);
    (output > TARGET).then(|| 1.0 / (power(c, depth - 2) * (output - TARGET)))
}

/// Where the step of a cell lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Below 2/λ.
    Stable,
    /// Between 2/λ and the fatal step.
    Between,
    /// Above the fatal step.
    Fatal,
}

impl Zone {
    pub(super) const ALL: [Zone; 3] = [Zone::Stable, Zone::Between, Zone::Fatal];

    /// Its key and its words.
    pub(super) fn name(self) -> (&'static str, &'static str) {
        match self {
            Zone::Stable => ("below_stable", "below 2/λ"),
            Zone::Between => ("between", "between the limits"),
            Zone::Fatal => ("above_fatal", "above c^(2−L)/(c^L − s)"),
        }
    }
}

impl Cell {
    /// `None` for a chain that does not explode.
    pub(super) fn zone(&self) -> Option<Zone> {
        let fatal = fatal_step(self.depth, self.c)?;
        Some(match self.step {
            step if step > fatal => Zone::Fatal,
            step if step < stable_step(self.depth, self.c) => Zone::Stable,
            _ => Zone::Between,
        })
    }

    /// Where the first infinite number came up.
    pub(super) fn layer(&self) -> Option<usize> {
        match self.outcome {
            Outcome::Diverged { layer } => layer,
            _ => None,
        }
    }

    pub(super) fn diverged(&self) -> bool {
        matches!(self.outcome, Outcome::Diverged { .. })
    }
}
