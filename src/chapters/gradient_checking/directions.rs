//! How often do random directions miss an error, and what do they cost?
//!
//! Along a direction v with independent standard normal entries the slopes of g and g̃ differ by vᵀe, e = g − ∇J, which is normal with the deviation ‖e‖. If differences up to t can't
//! be told from none, k directions miss the error with the probability
//!
//! ```text
//! P(|vᵀe| ≤ t)ᵏ = erf(t/(√2‖e‖))ᵏ
//! ```
//!
//! whether e has one entry or many. For directions of signs ±1 there is no such law: one wrong entry is never missed, and two that are equal up to the sign cancel in half of all directions.
//!
//! **The checker** with directions divides each entry of a direction by the size of that of the gradient, so that small entries are seen as well as large ones; ‖·‖ is then the norm of
//! entries in units of their own size. It fails a block only if some |vᵀe| exceeds 6τ(‖g‖ + ‖g̃‖), with ‖g̃‖ estimated by its slopes as ‖∇J‖χ_k/√k (χ_k² is a sum of k squares of standard normal
//! numbers). So it leaves a wrong gradient standing with the probability
//!
//! ```text
//! E[erf(6τ‖g‖(1 + χ_k/√k)/(√2‖e‖))ᵏ]
//! ```
//!
//! and says then that it can't tell: a pass needs that an entry off by a hundredth would have been missed with a probability of at most 10⁻⁶.

mod checker;
mod cost;
mod law;
mod presentation;
#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::report::Findings;

const CONFIDENCE: f64 = 0.95;
/// How many directions are tried.
const COUNTS: [u32; 3] = [1, 2, 4];

/// Misses among trials, with their prediction.
struct Misses {
    /// Key and words.
    case: (&'static str, &'static str),
    /// t/‖e‖, or ‖e‖ in units of the tolerance.
    ratio: f64,
    directions: u32,
    trials: usize,
    missed: usize,
    /// Where there is something to pass.
    passed: Option<usize>,
    predicted: f64,
}

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let (law, checker, cost) = (law::all(settings), checker::all(settings), cost::all(settings));
    Findings {
        tables: vec![presentation::law(&law), presentation::checker(&checker), presentation::cost(&cost)],
        figure: Some(presentation::figure()),
        claims: Vec::new(),
    }
}
