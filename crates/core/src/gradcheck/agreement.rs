//! Does one quotient confirm the gradient? Then two evaluations are enough, where the [ladder](crate::difference::ladder) takes a dozen.
//!
//! The quotient D(h) = (J(x + h) − J(x − h))/2h differs from the derivative by an error E: truncation, J‴h²/6 + …, and noise of at most η/h if J is off by at most η at each point. The gradient
//! under test, g, differs from it by an error b of its own, and D(h) − g = E − b. A D(h) that agrees with g says that both errors are small, unless they are equal. They have no reason
//! to be: g comes from a backward pass that does not know h, and truncation is a property of J beside x that does not know the backward pass. So
//!
//! ```text
//! |D(h) − g| + η/h
//! ```
//!
//! is taken for the bound of |E|. It holds if |b| ≤ η/h or if |b| ≥ 2|E|: only an error of the gradient that is no larger than twice that of the quotient can make it too small.
//! Near h = ∛u a function whose derivatives are of one size has a truncation near u^(2/3), far below any error of a gradient that one looks for.
//! No step is a power of two, so that none is a period of a loss whose periods are.
//!
//! A kink within h moves D(h) away from a right g, and so do a step that is too long for the function and noise above η.
//!
//! Only agreement counts here. A quotient that does not confirm the gradient says nothing against it: the ladder then finds out which of the two is wrong, with a bound that owes nothing to g.

use crate::bits::{self, Real};
use crate::difference::ladder::{Point, Slope, Status};

/// The share of the bound that noise may take.
const NOISE: f64 = 0.5;

/// The steps, for a parameter of size 1: near ∛u, and no ratio of small numbers.
const DOUBLE: f64 = 8.731_307e-6;
const SINGLE: f64 = 4.470_429e-3;

/// The step, for a parameter of size 1: near ∛u, or that doubled until noise takes no more than its share of `enough`; none above `longest`.
pub(super) fn step<T: Real>(noise: f64, enough: f64, longest: f64) -> Option<f64> {
    let mut step = if T::UNIT_ROUNDOFF.to_f64() < 1e-12 { DOUBLE } else { SINGLE };
    while step <= longest && noise / step > NOISE * enough {
        step *= 2.0;
    }
    (step <= longest).then_some(step)
}

/// The derivative by two evaluations, on the left and on the right, if they confirm `gradient` with a bound of the error that is at most `enough`.
pub(super) fn confirmed([left, right]: [Point; 2], noise: f64, gradient: f64, enough: f64) -> Option<Slope> {
    let width = right.offset - left.offset;
    let value = (right.value - left.value) / width;
    let (truncation, rounding) = ((value - gradient).abs(), 2.0 * noise / width);
    let step = 0.5 * width;
    // A NaN confirms nothing.
    (truncation + rounding <= enough).then_some(Slope {
        value,
        truncation,
        rounding,
        step,
        reach: step,
        one_sided: (value, value),
        evaluations: 2,
        ..Slope::unknown(Status::Bounded)
    })
}

/// What truncation may be in parts of what suffices: D(h)·(h/s)²/6, if the size over which the function bends, s = |D(h)/f″|, is that over which it changes.
pub(super) fn truncation([left, right]: [Point; 2], center: f64, noise: f64, enough: f64) -> f64 {
    let (odd, even) = ((right.value - left.value).abs(), (right.value - 2.0 * center + left.value).abs());
    let bend = bits::max(even - 4.0 * noise, 0.0);
    // h/s = 2·even/odd, and D(h) = odd/width.
    let expected = if bend == 0.0 { 0.0 } else { 4.0 * bend * bend / (6.0 * odd * (right.offset - left.offset)) };
    expected / enough
}

/// Whether a quotient differs from the gradient by more than what suffices and what noise explains; so it is said of one that can't be computed.
pub(super) fn contradicted([left, right]: [Point; 2], noise: f64, gradient: f64, enough: f64) -> bool {
    let width = right.offset - left.offset;
    let apart = ((right.value - left.value) / width - gradient).abs();
    width == 0.0 || apart.is_nan() || apart > enough + 2.0 * noise / width
}

#[cfg(test)]
mod tests;
