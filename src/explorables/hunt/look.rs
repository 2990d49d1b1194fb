//! What is seen where a reader looks? The notes' recipe, block by block and coordinate by coordinate, beside what rounding may make of it.
//!
//! A value of the loss is off by about u|J|, a quotient by u|J|/ε, and the relative error of a block of n parameters by
//!
//! ```text
//! (u|J|/ε)·√n / (‖g̃‖ + ‖g‖)
//! ```
//!
//! A block fails if its relative error lies above this and above the notes' tolerance; where this lies above the tolerance, nothing smaller is decided.

use super::setting::Setting;
use super::subject::Subject;
use crate::bits::{self, Real};
use crate::chapters::checking_caveats::subjects::{Recipe, TOLERANCE};
use crate::gradcheck::{Verdict, metric};
use crate::objective::{Abilities, Objective};
use std::ops::Range;

/// One block.
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) range: Range<usize>,
    /// How many columns it has as a matrix.
    pub(super) columns: usize,
    /// ‖g̃ − g‖/(‖g̃‖ + ‖g‖).
    pub(super) metric: f64,
    /// What rounding may make of it.
    pub(super) rounding: f64,
    pub(super) verdict: Verdict,
}

/// All blocks.
pub(super) struct Look {
    pub(super) recipe: Recipe,
    pub(super) blocks: Vec<Seen>,
    /// By how much two calls of the loss at the same parameters differ.
    pub(super) spread: f64,
    /// u|J|/ε.
    noise: f64,
}

impl Look {
    /// Looks at the gradient of `subject` with this ε, with masks that are drawn anew or held fixed.
    pub(super) fn of(mut subject: Subject, parameters: &[f64], setting: &Setting) -> Look {
        if setting.frozen {
            subject.abilities().freeze(0);
        }
        let mut other = subject.clone();
        let (loss, again) = (other.loss(parameters), other.loss(parameters));
        let noise = f64::UNIT_ROUNDOFF * loss.abs() / setting.epsilon;
        let recipe = Recipe::of(&mut subject, parameters, setting.epsilon);
        let blocks = subject.network().layout().blocks().iter();
        let seen = |block: &crate::objective::Block| {
            let [numeric, gradient] = [&recipe.numeric, &recipe.gradient].map(|all| &all[block.range.clone()]);
            let sum = bits::norm(numeric) + bits::norm(gradient);
            let metric = metric(numeric, gradient);
            let rounding = noise * (block.range.len() as f64).sqrt() / sum;
            Seen {
                name: block.name.clone(),
                range: block.range.clone(),
                columns: block.shape.1,
                metric,
                rounding,
                verdict: verdict(metric, rounding),
            }
        };
        let blocks = blocks.map(seen).collect();
        Look { recipe, blocks, spread: (loss - again).abs(), noise }
    }

    /// The names of the blocks with this verdict.
    pub(super) fn names(&self, verdict: Verdict) -> Vec<&str> {
        self.blocks.iter().filter(|block| block.verdict == verdict).map(|block| block.name.as_str()).collect()
    }

    /// Gradient and quotient of each coordinate of a block.
    pub(super) fn coordinates(&self, block: &Seen) -> impl Iterator<Item = (f64, f64)> {
        let [gradient, numeric] = [&self.recipe.gradient, &self.recipe.numeric].map(|all| &all[block.range.clone()]);
        gradient.iter().copied().zip(numeric.iter().copied())
    }

    /// The places in a block where the two differ by more than tolerance and rounding allow.
    pub(super) fn apart(&self, block: &Seen) -> Vec<usize> {
        let apart = |(gradient, numeric): (f64, f64)| {
            let difference = (numeric - gradient).abs();
            difference > TOLERANCE * (numeric.abs() + gradient.abs()) && difference > self.noise
        };
        self.coordinates(block).enumerate().filter(|&(_, pair)| apart(pair)).map(|(place, _)| place).collect()
    }
}

fn verdict(metric: f64, rounding: f64) -> Verdict {
    if metric > bits::max(TOLERANCE, rounding) {
        Verdict::Fail
    } else if metric <= TOLERANCE && rounding <= TOLERANCE {
        Verdict::Pass
    } else {
        Verdict::Undecidable
    }
}
