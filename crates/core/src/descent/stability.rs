//! Which step is the largest that does not diverge? Found by descending, to be held against 2/λ_max.
//!
//! Whether a step is stable shows only along the top eigenvector, so the descents start there: from where 40 steps at the upper
//! bound lead, each of which multiplies the part of an unstable mode by |1 − αλ|, the top one's most. A step then counts as stable
//! if 4000 steps do not raise the loss. At (1 + δ)·2/λ_max the top mode's loss grows by (1 + 2δ)² a step; if it has the share s of
//! the loss at the start, that shows after ln(1/s)/4δ steps. So 4000 steps resolve δ = 3·10⁻⁴ for every s above 1 %, and the
//! bisection ends at a width of 5·10⁻⁴: together below [`STABLE_STEP_TOLERANCE`].
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::descent::{STABLE_STEP_TOLERANCE, largest_stable_step};
//! use wellposed_core::objective::LeastSquares;
//!
//! let mut objective = LeastSquares::from_moments(array![[1.0, 0.0], [0.0, 5.0]].view(), &[1.0, 1.0], 0.0)?;
//! let found = largest_stable_step(&mut objective, 0.1, 1.0);
//! assert!((found - 2.0 / 5.0).abs() < 0.4 * STABLE_STEP_TOLERANCE);
//! # Ok::<(), wellposed_core::objective::ObjectiveError>(())
//! ```

use super::{Method, Outcome, descend};
use crate::objective::Objective;

/// The relative error of [`largest_stable_step`] on a quadratic.
pub const STABLE_STEP_TOLERANCE: f64 = 1e-3;

/// Steps at the upper bound before the start.
const AMPLIFICATION: u64 = 40;
/// Steps after which the loss is compared with that of the start.
const TRIAL: u64 = 4000;

/// The largest step between `low` and `high` with which gradient descent does not diverge, by bisection.
///
/// Returns `low` if even that diverges, and nearly `high` if that does not. `high` should be well above the limit (twice, say),
/// so that 40 steps there single out the top mode, but not so far that they overflow.
///
/// # Panics
/// If not 0 ≤ `low` ≤ `high` < ∞.
pub fn largest_stable_step(objective: &mut dyn Objective, low: f64, high: f64) -> f64 {
    assert!(low >= 0.0 && high >= low && high.is_finite(), "stable steps are looked for from {low} to {high}");
    // Any vector with a part along the top eigenvector will do; this one has no symmetry that could prevent it.
    let anywhere: Vec<f64> = (1..=objective.dimension()).map(|index| 1.0 / index as f64).collect();
    let run = |objective: &mut dyn Objective, start: &[f64], step: f64, steps: u64| {
        descend(objective, start, Method::GradientDescent { step }, steps, |_, _| false)
    };
    let start = run(objective, &anywhere, high, AMPLIFICATION);
    let (mut stable, mut unstable) = (low, high);
    while unstable - stable > STABLE_STEP_TOLERANCE / 2.0 * stable {
        let middle = stable + (unstable - stable) / 2.0;
        if middle <= stable || middle >= unstable {
            break;
        }
        let trial = run(objective, &start.parameters, middle, TRIAL);
        let is_stable = !matches!(trial.outcome, Outcome::Diverged { .. }) && trial.loss <= start.loss;
        if is_stable { stable = middle } else { unstable = middle }
    }
    stable
}

#[cfg(test)]
mod tests;
