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
//! | g = kD | factor; see `factor.rs` for its origin |
//! | D − g = cθ | regularization: missing (c > 0) or too much (c < 0) |
//! | g is D of another block, or D transposed | order |
//! | g = 0 or g = kD in the entries that differ | the same, of these entries |
//! | a few entries differ, the others don't | these entries |
//! | only b fails, or only W | sum of the bias; input of the layer |
//! | W and b fail in the last layer | derivative of the loss |
//! | W and b fail in a hidden layer and below, g near D in direction | derivative of the activation (or the mask of dropout, if there is one) |
//! | the same, g far from D in direction | the way back through W[l+1] |
//!
//! The first five are relations that hold digit by digit: each entry of every failing block has to be explained to within the bound of its numeric derivative and the roundings of the gradient,
//! or the relation is not offered. One that two numbers can't contradict shows nothing: k and c need two entries whose bounds are a thousandth of them, unless k is −1, 2 or ½.
//! The others are what is left.

use super::cause::{Cause, Certainty, Diagnosis};
use super::factor::Origin;
use super::judge::{Verdict, least};
use super::report::BlockReport;
use crate::bits::{self, norm};
use crate::objective::{Block, Kind};

/// Above this cosine two error signals have a direction in common.
const SAME_DIRECTION: f64 = 0.8;
/// An entry shows a relation if its bound is below this part of it.
const SHOWS: f64 = 1e-3;
/// A block in which at most one of so many entries is wrong is right but for these.
const FEW: usize = 8;

/// A block with its numeric derivatives and its gradient, coordinate by coordinate.
pub(super) struct Seen<'a> {
    pub(super) block: &'a Block,
    pub(super) report: &'a BlockReport,
    pub(super) parameters: Vec<f64>,
    pub(super) numeric: &'a [f64],
    pub(super) gradient: &'a [f64],
    /// The bounds of the numeric derivatives.
    pub(super) errors: &'a [f64],
    /// What roundings may make of an entry of the gradient.
    pub(super) own: f64,
    /// An entry that is certain to be off by more than this is wrong.
    pub(super) fails_above: f64,
}

impl Seen<'_> {
    fn fails(&self) -> bool {
        self.report.verdict == Verdict::Fail
    }

    /// Whether every coordinate was compared.
    fn is_whole(&self) -> bool {
        self.numeric.len() == self.block.range.len()
    }

    /// Whether the gradient is k times the numeric derivatives in these places, which may be those of another block, for all that bounds allow.
    fn is(&self, k: f64, numeric: impl Iterator<Item = (f64, f64)>) -> bool {
        let explained = |(g, (d, error)): (&f64, (f64, f64))| (g - k * d).abs() <= k.abs() * error + self.own;
        self.gradient.iter().zip(numeric).all(explained)
    }

    /// Its own numeric derivatives with their bounds.
    fn bounded(&self) -> impl Iterator<Item = (f64, f64)> + Clone {
        self.numeric.iter().copied().zip(self.errors.iter().copied())
    }
}

/// The diagnosis of a check in which some block fails.
pub(super) fn diagnose(seen: &[Seen], masked: bool) -> Option<Diagnosis> {
    // By layer from the top, and within a layer what is computed last; blocks of no layer in their order.
    let top = seen.iter().filter(|one| one.fails()).max_by_key(|one| (one.block.layer, one.block.range.start))?;
    let failing: Vec<&Seen> = seen.iter().filter(|one| one.fails()).collect();
    let here = |kind: Kind| failing.iter().any(|one| one.block.layer == top.block.layer && one.block.kind == kind);
    let known = relation(seen, &failing).or_else(|| of_wrong_entries(seen, &failing)).or_else(|| few(&failing));
    let (cause, certainty) = match known {
        Some((cause, _)) => (cause, Certainty::Exact),
        None if top.block.layer == 0 => (Cause::Unknown, Certainty::Guess),
        None => match (here(Kind::Weights), here(Kind::Bias)) {
            (true, false) => (Cause::LayerInput, Certainty::Likely),
            (false, true) => (Cause::BiasSum, Certainty::Likely),
            _ => signal(seen, top, masked),
        },
    };
    let origin = known.and_then(|(_, origin)| origin);
    Some(Diagnosis { block: top.block.name.clone(), layer: top.block.layer, cause, certainty, origin })
}

/// What is known exactly: a cause, and the origin of its factor if it is one.
type Known = (Cause, Option<Origin>);

/// A relation that holds in all failing blocks.
fn relation(seen: &[Seen], failing: &[&Seen]) -> Option<Known> {
    let all = |holds: &dyn Fn(&Seen) -> bool| failing.iter().all(|one| holds(one));
    if let Some(known) = multiple(seen, failing) {
        return Some(known);
    }
    let elsewhere = |one: &Seen| {
        let other = |other: &&Seen| other.block.range != one.block.range && other.numeric.len() == one.gradient.len();
        seen.iter().filter(other).any(|other| one.is(1.0, other.bounded()))
    };
    let cause = match regularization(failing) {
        Some(missing) => Cause::Regularization(missing),
        None if all(&|one| is_transposed(one)) => Cause::Transposed,
        None if all(&elsewhere) => Cause::Order,
        None => return None,
    };
    Some((cause, None))
}

/// A relation of the wrong entries alone, where others of their blocks are right.
fn of_wrong_entries(seen: &[Seen], failing: &[&Seen]) -> Option<Known> {
    if failing.iter().any(|one| one.report.wrong == 0) {
        return None;
    }
    let wrong: Vec<Wrong> = failing.iter().map(|one| Wrong::of(one)).collect();
    let parts: Vec<Seen> = failing.iter().zip(&wrong).map(|(one, wrong)| wrong.seen(one)).collect();
    multiple(seen, &parts.iter().collect::<Vec<&Seen>>())
}

/// The entries of a block that are certain to be wrong.
struct Wrong {
    numeric: Vec<f64>,
    gradient: Vec<f64>,
    errors: Vec<f64>,
}

impl Wrong {
    fn of(one: &Seen) -> Wrong {
        let wrong = |&i: &usize| least(one.numeric[i], one.gradient[i], one.errors[i], one.own) > one.fails_above;
        let wrong: Vec<usize> = (0..one.numeric.len()).filter(wrong).collect();
        let of = |column: &[f64]| wrong.iter().map(|&index| column[index]).collect();
        Wrong { numeric: of(one.numeric), gradient: of(one.gradient), errors: of(one.errors) }
    }

    fn seen<'s>(&'s self, one: &Seen<'s>) -> Seen<'s> {
        let Wrong { numeric, gradient, errors } = self;
        Seen { numeric, gradient, errors, parameters: Vec::new(), ..*one }
    }
}

/// Whether g = kD in all these blocks: a forgotten gradient, a sign or a factor.
fn multiple(seen: &[Seen], failing: &[&Seen]) -> Option<Known> {
    if failing.iter().all(|one| one.gradient.iter().all(|&g| g == 0.0)) {
        return Some((Cause::Forgotten, None));
    }
    let (mut product, mut square) = (0.0, 0.0);
    for one in failing {
        product += bits::dot(one.gradient, one.numeric);
        square += bits::dot(one.numeric, one.numeric);
    }
    let k = product / square;
    let shows = |one: &&Seen| {
        let enough = |&(d, error): &(f64, f64)| k.abs() * error + one.own <= SHOWS * (k * d).abs();
        one.bounded().filter(enough).count()
    };
    let shown: usize = failing.iter().map(shows).sum();
    let origin = Origin::of(k, uncertainty(failing, k), &sizes(seen));
    let plain = matches!(origin, Origin::Sign | Origin::Twice | Origin::Half);
    let holds = k.is_finite() && failing.iter().all(|one| one.is(k, one.bounded()));
    let known = if origin == Origin::Sign { (Cause::Sign, None) } else { (Cause::Factor(k), Some(origin)) };
    (holds && (shown > 1 || (shown == 1 && plain))).then_some(known)
}

/// What k may be off: what its best entry leaves.
fn uncertainty(failing: &[&Seen], k: f64) -> f64 {
    let of = |one: &&Seen| {
        let each = |(d, error): (f64, f64)| (k.abs() * error + one.own) / d.abs();
        one.bounded().map(each).fold(f64::INFINITY, bits::min)
    };
    failing.iter().map(of).fold(f64::INFINITY, bits::min)
}

/// Sizes that a factor may come from: rows, columns and numbers of the blocks.
fn sizes(seen: &[Seen]) -> Vec<u64> {
    let of = |one: &Seen| [one.block.shape.0, one.block.shape.1, one.block.range.len()].map(|size| size as u64);
    seen.iter().flat_map(of).collect()
}

/// c, if D − g = cθ in all failing blocks.
fn regularization(failing: &[&Seen]) -> Option<f64> {
    let (mut product, mut square) = (0.0, 0.0);
    for one in failing {
        let missing: Vec<f64> = one.numeric.iter().zip(one.gradient).map(|(d, g)| d - g).collect();
        product += bits::dot(&missing, &one.parameters);
        square += bits::dot(&one.parameters, &one.parameters);
    }
    let c = product / square;
    let entries = || {
        failing.iter().flat_map(|one| {
            let allowed = one.errors.iter().map(|error| error + one.own);
            let missing = one.numeric.iter().zip(one.gradient).map(|(d, g)| d - g);
            missing.zip(&one.parameters).zip(allowed)
        })
    };
    let explained = entries().all(|((missing, theta), allowed)| (missing - c * theta).abs() <= allowed);
    // One number is a multiple of any other: that shows nothing.
    let shown = entries().filter(|((_, theta), allowed)| *allowed <= SHOWS * (c * *theta).abs()).count();
    (c != 0.0 && c.is_finite() && explained && shown > 1).then_some(c)
}

/// How many entries are wrong, if they are few among right ones.
fn few(failing: &[&Seen]) -> Option<Known> {
    let few = |one: &&Seen| one.report.wrong > 0 && one.report.wrong * FEW <= one.numeric.len();
    let count = failing.iter().map(|one| one.report.wrong).sum();
    failing.iter().all(few).then_some((Cause::Entries(count), None))
}

/// Whether the gradient of a matrix lies by columns where it should lie by rows, or is that of a square matrix transposed.
fn is_transposed(one: &Seen) -> bool {
    let (rows, columns) = one.block.shape;
    if !one.is_whole() || rows < 2 || columns < 2 {
        return false;
    }
    let by_columns = (0..columns).flat_map(|column| (0..rows).map(move |row| row * columns + column));
    one.is(1.0, by_columns.map(|index| (one.numeric[index], one.errors[index])))
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
