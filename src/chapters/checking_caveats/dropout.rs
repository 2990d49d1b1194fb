//! What can be checked where units are dropped at random? Nothing, if every evaluation draws its own masks; everything, if the masks are held fixed.
//!
//! **Fresh masks.** The two values of a quotient belong to different masks. With deviation σ of J over masks a quotient is normal with deviation σ/(√2ε), and the norm of n of them is
//! about
//!
//! ```text
//! σ√n / (√2ε),   metric ≈ 1 − 2‖g‖/‖g̃‖
//! ```
//!
//! **Frozen masks.** With the same masks in every evaluation J is an ordinary function. Every line of code that dropout has takes part in it.
//!
//! **All masks.** E\[J] over the 2ⁿ sets of kept units is a function as well, and its gradient is the mean of what backpropagation gives for each.
//!
//! **No dropout.** With keep_prob = 1 every mask is 1: the check passes whatever is done with masks on the way back.

pub(crate) mod checks;
mod claims;
mod masks;
#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::report::{Axis, Figure, Findings, Mark, Panel, Series};

/// The probability to keep a unit.
pub(crate) const KEEP: f64 = 0.8;
/// Replicates of the check with fresh masks.
const REPLICATES: usize = 20;

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let fresh = masks::fresh(settings, settings.replicates_or(REPLICATES));
    let draws = masks::draws(settings);
    let checks = checks::all(settings);
    let claims = claims::all(&fresh, &draws, &checks);
    let tables = vec![checks::table(&checks), draws.table(), masks::recipe(&fresh), masks::replicates(&fresh)];
    Findings { tables, figure: Some(figure()), claims }
}

fn figure() -> Figure {
    let series = |masks: &str, label: &str, color| {
        Series::of("checks", ("metric", "gradient"), Mark::Points, color).only("masks", masks).labeled(label)
    };
    Figure {
        title: "Right and wrong gradients with frozen masks, and without dropout".into(),
        alternative: "One panel with a row for each gradient and a logarithmic axis for the largest relative error of a block. With frozen masks the right gradient lies far below \
                      the tolerance and every bug of the masks far above. Without dropout all of them lie below."
            .into(),
        panels: vec![Panel {
            title: "largest relative error of a block".into(),
            x: Axis::logarithmic("metric").over(1e-15, 1.0),
            y: Axis::linear("gradient"),
            series: vec![series("frozen", "frozen masks", 0), series("none", "keep_prob = 1", 1)],
            equal: false,
        }],
    }
}
