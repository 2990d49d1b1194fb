//! Does the gradient depend on its parameters alone? Calls with other buffers, and after other calls, that should return the same bits.
//!
//! | call | a gradient that keeps its contract | otherwise |
//! |---|---|---|
//! | into a buffer of 0, of 1, of NaN | the same | it adds (g + 1, NaN), leaves entries (1, NaN), or reads |
//! | again, and again | the same | it grows by g each time, or differs: parallel sums, random choices |
//! | after everything was asked at other parameters | the same | it uses what another call left behind |
//!
//! Differences within what the tolerance allows are notes. Of a gradient g and another g′, both within a relative error τ of one derivative D in the notes' metric,
//!
//! ```text
//! ‖gᵢ − D‖ ≤ τ(‖gᵢ‖ + ‖D‖),  ‖D‖ ≤ ‖gᵢ‖(1 + τ)/(1 − τ)   ⇒   ‖g − g′‖ ≤ (‖g‖ + ‖g′‖)·2τ/(1 − τ)
//! ```
//!
//! so that two that are further apart can't both be right: that is a failure, whatever D is.

use super::CheckError;
use super::fault::{Breach, Fault};
use super::guard::{at_parameters, caught};
use super::judge::metric;
use super::report::entry_name;
use super::scope::choices;
use crate::bits::streams::bernoulli;
use crate::bits::{self, Real};
use crate::objective::{Block, Objective};

/// Sums of a block's entries are off by no more than so many units of roundoff of its norm: the terms of all entries have one size, and few cancel.
pub(super) const OWN: f64 = 64.0;
/// Parameters are moved by these parts of their size, the first that leads to a finite loss.
pub(super) const MOVES: [f64; 3] = [1.0 / 64.0, 1.0 / 8192.0, 1.0 / 1_048_576.0];

/// Gradients of one objective at the same parameters.
pub(super) struct Calls<'c, T: Real> {
    objective: &'c mut dyn Objective<T>,
    parameters: &'c [T],
    blocks: &'c [Block],
    /// The relative error that is allowed.
    tolerance: f64,
    /// How many there were.
    pub(super) evaluations: u64,
}

/// What a buffer holds before a call.
#[derive(Clone, Copy)]
pub(super) enum Held {
    Zeros,
    Ones,
    NaN,
}

impl<'c, T: Real> Calls<'c, T> {
    pub(super) fn of(
        objective: &'c mut dyn Objective<T>,
        parameters: &'c [T],
        blocks: &'c [Block],
        tolerance: f64,
    ) -> Self {
        Calls { objective, parameters, blocks, tolerance, evaluations: 0 }
    }

    /// The gradient, written over what the buffer held.
    fn gradient(&mut self, held: Held) -> Result<Vec<f64>, CheckError> {
        self.evaluations += 1;
        at_parameters("loss_and_gradient", || gradient(self.objective, self.parameters, held).1)
    }

    /// The faults that calls at the same parameters show, after one of which the buffer held zeros and one of which it held ones. The gradient becomes the growth of one that grows.
    pub(super) fn repeated(&mut self, zeros: &mut Vec<f64>, ones: &[f64]) -> Result<Vec<Fault>, CheckError> {
        // Other parameters may have been asked in between; what that leaves behind is looked for apart.
        at_parameters("loss", || self.objective.loss(self.parameters))?;
        let nans = self.gradient(Held::NaN)?;
        self.evaluations += 1;
        if same(zeros, ones) && same(zeros, &nans) {
            return Ok(Vec::new());
        }
        let (again, last) = (self.gradient(Held::Zeros)?, self.gradient(Held::Zeros)?);
        let growth: Vec<f64> = last.iter().zip(&again).map(|(last, again)| last - again).collect();
        let grows = !same(&again, &last) && is_growth(zeros, &again, &last, OWN * T::UNIT_ROUNDOFF.to_f64());
        Ok(if grows {
            *zeros = growth;
            vec![self.fault(Breach::Grows, true, &again, &last)]
        } else if !same(zeros, &again) || !same(&again, &last) {
            let other = if same(zeros, &again) { &last } else { &again };
            vec![self.fault(Breach::Varies, self.apart(zeros, other), zeros, other)]
        } else {
            self.buffer(zeros, ones, &nans)
        })
    }

    /// What a buffer of ones and one of NaN have made of a gradient that is otherwise the same each time.
    fn buffer(&self, zeros: &[f64], ones: &[f64], nans: &[f64]) -> Vec<Fault> {
        let own = OWN * T::UNIT_ROUNDOFF.to_f64() * (1.0 + bits::norm(zeros));
        let touched: Vec<usize> =
            (0..zeros.len()).filter(|&i| !equal(zeros[i], ones[i]) || !equal(zeros[i], nans[i])).collect();
        let (kept, rest): (Vec<usize>, Vec<usize>) =
            touched.iter().partition(|&&i| zeros[i] == 0.0 && ones[i] == 1.0 && nans[i].is_nan());
        let adds = rest.iter().all(|&i| (ones[i] - zeros[i] - 1.0).abs() <= own && nans[i].is_nan());
        let breach = match (rest.is_empty(), adds) {
            (true, _) => Breach::Unwritten,
            (_, true) => Breach::Adds,
            _ => Breach::ReadsBuffer,
        };
        let shown = if rest.is_empty() { &kept } else { &rest };
        let Some(&index) = shown.first() else { return Vec::new() };
        let entry = entry_name(self.blocks, index);
        let other = if equal(zeros[index], ones[index]) { nans[index] } else { ones[index] };
        vec![Fault { breach, fails: true, entries: touched.len(), entry, one: zeros[index], other }]
    }

    /// The faults that show after the loss and its gradient were asked at other parameters: `gradient` and `loss` are those from before. Nothing is known where no other
    /// parameters have a finite loss.
    pub(super) fn after_others(&mut self, loss: f64, gradient: &[f64]) -> Vec<Fault> {
        for size in MOVES {
            let moved = moved(self.parameters, size);
            let Some(found) = self.after(&moved) else { continue };
            let Ok((then, loss_then)) = found else { break };
            let mut faults = Vec::new();
            if !same(gradient, &then) {
                faults.push(self.fault(Breach::Stale, self.apart(gradient, &then), gradient, &then));
            }
            if (loss_then - loss).abs() > OWN * T::UNIT_ROUNDOFF.to_f64() * loss.abs() {
                let (breach, entry) = (Breach::StaleLoss, String::new());
                faults.push(Fault { breach, fails: true, entries: 0, entry, one: loss, other: loss_then });
            }
            return faults;
        }
        Vec::new()
    }

    /// Gradient and loss after both were asked at `moved`; none if the loss is not finite there, and an error if something panics.
    fn after(&mut self, moved: &[T]) -> Option<Result<(Vec<f64>, f64), String>> {
        let Calls { objective, parameters, .. } = self;
        let there = caught(|| (gradient(*objective, moved, Held::Zeros).0, objective.loss(moved).to_f64()));
        self.evaluations += 2;
        match there {
            Ok((beside, alone)) if !(beside.is_finite() && alone.is_finite()) => return None,
            Ok(_) => self.evaluations += 3,
            Err(message) => return Some(Err(message)),
        }
        // The loss is asked after a gradient elsewhere too, so that a loss that keeps something shows it.
        Some(caught(|| {
            let found = gradient(*objective, parameters, Held::Zeros).1;
            gradient(*objective, moved, Held::Zeros);
            (found, objective.loss(parameters).to_f64())
        }))
    }

    /// Whether two gradients can't both be within the tolerance, in some block.
    fn apart(&self, one: &[f64], other: &[f64]) -> bool {
        let most = 2.0 * self.tolerance / (1.0 - self.tolerance);
        self.blocks.iter().map(|block| block.range.clone()).any(|range| {
            let apart = metric(&one[range.clone()], &other[range]);
            apart > most || apart.is_nan()
        })
    }

    /// A fault, with the entry where two gradients are furthest apart.
    fn fault(&self, breach: Breach, fails: bool, one: &[f64], other: &[f64]) -> Fault {
        let differ: Vec<usize> = (0..one.len()).filter(|&index| !equal(one[index], other[index])).collect();
        let apart = |index: &usize| (one[*index] - other[*index]).abs();
        let index = differ.iter().copied().max_by(|a, b| apart(a).total_cmp(&apart(b))).unwrap_or(0);
        let entry = entry_name(self.blocks, index);
        Fault { breach, fails, entries: differ.len(), entry, one: one[index], other: other[index] }
    }
}

/// Loss and gradient, the latter into a buffer that holds something.
pub(super) fn gradient<T: Real>(objective: &mut dyn Objective<T>, parameters: &[T], held: Held) -> (f64, Vec<f64>) {
    let held = match held {
        Held::Zeros => T::zero(),
        Held::Ones => T::one(),
        Held::NaN => T::from_f64(f64::NAN),
    };
    let mut buffer = vec![held; parameters.len()];
    let loss = objective.loss_and_gradient(parameters, &mut buffer).to_f64();
    (loss, buffer.into_iter().map(Real::to_f64).collect())
}

/// The same number, or both none.
fn equal(one: f64, other: f64) -> bool {
    one == other || (one.is_nan() && other.is_nan())
}

fn same(one: &[f64], other: &[f64]) -> bool {
    one.iter().zip(other).all(|(&one, &other)| equal(one, other))
}

/// Whether the fourth and the fifth call go on from the first by the same growth: g₄ − g₁ = 3(g₅ − g₄), up to `own` roundings.
fn is_growth(first: &[f64], fourth: &[f64], fifth: &[f64], own: f64) -> bool {
    let slack = 4.0 * own * (bits::norm(first) + bits::norm(fifth));
    let off = |((first, fourth), fifth): ((&f64, &f64), &f64)| ((fourth - first) - 3.0 * (fifth - fourth)).abs();
    let grown: Vec<f64> = fifth.iter().zip(fourth).map(|(fifth, fourth)| fifth - fourth).collect();
    first.iter().zip(fourth).zip(fifth).map(off).all(|off| off <= slack) && bits::norm(&grown) > 4.0 * slack
}

/// The parameters, each moved by a part of its size (one that is 0: of the size of the others), up or down.
pub(super) fn moved<T: Real>(parameters: &[T], part: f64) -> Vec<T> {
    let values: Vec<f64> = parameters.iter().map(|parameter| parameter.to_f64()).collect();
    let size = super::floor::size(&values, &values);
    let mut signs = choices(0, usize::MAX);
    let mut moved = |value: f64| {
        let step = part * if value == 0.0 { size } else { value };
        T::from_f64(if bernoulli(&mut signs, 0.5) { value + step } else { value - step })
    };
    values.into_iter().map(&mut moved).collect()
}
