//! Where is the bug, and what may it be? Read from which blocks fail and how their derivatives are related to the right ones.
//!
//! **Where.** Backpropagation goes from the last layer to the first. An error in ∂J/∂z\[l] spoils W\[l], b\[l] and everything below, so the *topmost* failing layer is where
//! to look. If there only W or only b fails, the error signal is right and what is made of it is wrong.
//!
//! **What.** With D the numeric derivatives and g the gradient under test:
//!
//! | seen in the failing blocks | cause |
//! |---|---|
//! | g = 0 | forgotten |
//! | g = −D | sign |
//! | g = kD | factor: a mean that should be a sum, a missing ½, a double regularization … |
//! | D − g = cθ | regularization: missing (c > 0) or too much (c < 0) |
//! | g is D of another block, or D transposed | order |
//! | only b fails, or only W | sum of the bias; input of the layer |
//! | W and b fail in the last layer | derivative of the loss |
//! | W and b fail in a hidden layer and below, g near D in direction | derivative of the activation (or the mask of dropout, if there is one) |
//! | the same, g far from D in direction | the way back through W[l+1] |
//!
//! The first five are relations that can be checked digit by digit; the others are what is left.

use super::cause::{Cause, Certainty, Diagnosis};
use super::judge::Verdict;
use super::report::BlockReport;
use crate::bits::{self, norm};
use crate::objective::{Block, Kind};

/// A relation holds if it leaves at most this part of the difference unexplained, or what bounds and tolerance allow.
const LEFT: f64 = 1e-4;
/// Above this cosine two error signals have a direction in common.
const SAME_DIRECTION: f64 = 0.8;

/// A block with its numeric derivatives and its gradient, coordinate by coordinate.
pub(super) struct Seen<'a> {
    pub(super) block: &'a Block,
    pub(super) report: &'a BlockReport,
    pub(super) parameters: Vec<f64>,
    pub(super) numeric: &'a [f64],
    pub(super) gradient: &'a [f64],
}

impl Seen<'_> {
    fn fails(&self) -> bool {
        self.report.verdict == Verdict::Fail
    }

    /// Whether every coordinate was compared.
    fn is_whole(&self) -> bool {
        self.numeric.len() == self.block.range.len()
    }

    /// Whether g = kD, up to what bounds allow.
    fn is_multiple(&self, k: f64) -> bool {
        self.is(&self.numeric.iter().map(|d| k * d).collect::<Vec<f64>>())
    }

    /// Whether the gradient is this vector: for all that can be seen, and much nearer to it than to the numeric derivatives. A small error
    /// is near anything that is near these.
    fn is(&self, vector: &[f64]) -> bool {
        let left = distance(self.gradient, vector);
        let resolution = self.report.noise_floor + self.report.truncation;
        let unseen = 4.0 * resolution * bits::max(norm(vector), norm(self.gradient));
        left <= LEFT * distance(self.gradient, self.numeric) + unseen
    }
}

/// ‖a − b‖.
fn distance(a: &[f64], b: &[f64]) -> f64 {
    norm(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<f64>>())
}

/// The diagnosis of a check in which some block fails.
pub(super) fn diagnose(seen: &[Seen], masked: bool) -> Option<Diagnosis> {
    // By layer from the top, and within a layer what is computed last; blocks of no layer in their order.
    let top = seen.iter().filter(|one| one.fails()).max_by_key(|one| (one.block.layer, one.block.range.start))?;
    let failing: Vec<&Seen> = seen.iter().filter(|one| one.fails()).collect();
    let here = |kind: Kind| failing.iter().any(|one| one.block.layer == top.block.layer && one.block.kind == kind);
    let (cause, certainty) = match relation(seen, &failing) {
        Some(cause) => (cause, Certainty::Exact),
        None if top.block.layer == 0 => (Cause::Unknown, Certainty::Guess),
        None => match (here(Kind::Weights), here(Kind::Bias)) {
            (true, false) => (Cause::LayerInput, Certainty::Likely),
            (false, true) => (Cause::BiasSum, Certainty::Likely),
            _ => signal(seen, top, masked),
        },
    };
    Some(Diagnosis { block: top.block.name.clone(), layer: top.block.layer, cause, certainty })
}

/// A relation that holds in all failing blocks.
fn relation(seen: &[Seen], failing: &[&Seen]) -> Option<Cause> {
    let all = |holds: &dyn Fn(&Seen) -> bool| failing.iter().all(|one| holds(one));
    if all(&|one| one.gradient.iter().all(|&g| g == 0.0)) {
        return Some(Cause::Forgotten);
    }
    let first = failing.first()?;
    let factor = bits::dot(first.gradient, first.numeric) / bits::dot(first.numeric, first.numeric);
    if all(&|one| one.is_multiple(factor)) {
        return Some(if (factor + 1.0).abs() < LEFT { Cause::Sign } else { Cause::Factor(factor) });
    }
    if let Some(missing) = regularization(failing) {
        return Some(Cause::Regularization(missing));
    }
    if all(&|one| is_transposed(one)) {
        return Some(Cause::Transposed);
    }
    let elsewhere = |one: &Seen| {
        let other = |other: &&Seen| other.block.range != one.block.range && other.numeric.len() == one.gradient.len();
        seen.iter().filter(other).any(|other| one.is(other.numeric))
    };
    all(&elsewhere).then_some(Cause::Order)
}

/// c, if D − g = cθ in all failing blocks.
fn regularization(failing: &[&Seen]) -> Option<f64> {
    let missing = |one: &Seen| -> Vec<f64> { one.numeric.iter().zip(one.gradient).map(|(d, g)| d - g).collect() };
    let (mut product, mut square) = (0.0, 0.0);
    for one in failing {
        product += bits::dot(&missing(one), &one.parameters);
        square += bits::dot(&one.parameters, &one.parameters);
    }
    let c = product / square;
    let holds = |one: &&Seen| {
        let left: Vec<f64> = missing(one).iter().zip(&one.parameters).map(|(e, theta)| e - c * theta).collect();
        let resolution = (one.report.noise_floor + one.report.truncation) * (norm(one.numeric) + norm(one.gradient));
        // One number is a multiple of any other: that shows nothing.
        one.parameters.len() > 1 && norm(&left) <= LEFT * norm(&missing(one)) + 4.0 * resolution
    };
    let explained = failing.iter().all(holds) && c != 0.0 && c.is_finite();
    explained.then_some(c)
}

/// Whether the gradient of a matrix lies by columns where it should lie by rows, or is that of a square matrix transposed.
fn is_transposed(one: &Seen) -> bool {
    let (rows, columns) = one.block.shape;
    if !one.is_whole() || rows < 2 || columns < 2 {
        return false;
    }
    let by_columns: Vec<f64> = (0..columns)
        .flat_map(|column| (0..rows).map(move |row| row * columns + column))
        .map(|i| one.numeric[i])
        .collect();
    one.is(&by_columns)
}

/// The error signal of a layer is wrong: by the loss, the activation, the mask or the way back?
fn signal(seen: &[Seen], top: &Seen, masked: bool) -> (Cause, Certainty) {
    let last = seen.iter().map(|one| one.block.layer).max().unwrap_or(0);
    if top.block.layer == last {
        return (Cause::LossDerivative, Certainty::Likely);
    }
    let bias = seen.iter().find(|one| one.block.layer == top.block.layer && one.block.kind == Kind::Bias);
    let one = bias.filter(|bias| bias.numeric.len() > 2).unwrap_or(top);
    let cosine = bits::dot(one.gradient, one.numeric) / (norm(one.gradient) * norm(one.numeric));
    match (cosine > SAME_DIRECTION, masked) {
        (true, false) => (Cause::ActivationDerivative, Certainty::Guess),
        (true, true) => (Cause::Mask, Certainty::Guess),
        (false, _) => (Cause::Propagation, Certainty::Guess),
    }
}
