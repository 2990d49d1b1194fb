//! How wrong may a gradient be, and how precisely must a derivative be known? Two limits of the relative error, and the bounds that lead to a verdict.
//!
//! Up to the tolerance a relative error is let pass; above a second limit one that is certain is a failure. In double precision both are 1e-7, what the notes ask for. In single
//! precision a loss near 1 shows two digits of derivatives near 0.01, and those pass with a tolerance of 1e-2; but where it shows more, an error of 0.9 % is one: from 1e-3 on,
//! some thousand roundings, a difference that the bounds do not explain fails.
//!
//! An *entry* is judged on its own: certain to be off by more than the second limit of its own size, it fails, whatever its share of the block. To that end derivatives of small
//! entries are computed to 100 tolerances of their own size (no more than a hundredth), where the loss shows as much.

use super::floor::Floor;
use super::point::Point;
use crate::bits::{self, Real, norm};

/// The share of the tolerance that bounds may take, if they can: the rest is for the differences themselves.
const BOUNDS: f64 = 0.25;
/// A small entry is resolved to so many tolerances of its own size …
const ENTRY: f64 = 100.0;
/// … and to no less than this.
const COARSEST: f64 = 1e-2;

/// Limits of the relative error in the notes' metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    /// Up to this it passes: the tolerance.
    pub(super) pass: f64,
    /// Above this, if it is certain, it fails.
    pub(super) fail: f64,
}

impl Limits {
    /// Those of a precision.
    pub(super) fn of<T: Real>() -> Limits {
        if T::UNIT_ROUNDOFF.to_f64() < 1e-12 { Limits::both(1e-7) } else { Limits { pass: 1e-2, fail: 1e-3 } }
    }

    /// One limit for both.
    pub(super) fn both(tolerance: f64) -> Limits {
        Limits { pass: tolerance, fail: tolerance }
    }

    /// The relative bound to which an entry counts as resolved.
    pub(super) fn entry(&self) -> f64 {
        bits::max(self.pass, bits::min(ENTRY * self.pass, COARSEST))
    }
}

/// The bound of the norm of a block's errors that suffices: a part of the tolerance, or of the floor where the block lies below it.
pub(super) fn enough<T>(point: &Point<T>, number: usize, limits: Limits, floor: &Floor) -> f64 {
    let range = point.blocks[number].range.clone();
    let floor = floor.derivative(number, range.len());
    let gradient = norm(&point.base.gradient[range]);
    if gradient <= floor { 0.5 * floor } else { BOUNDS * limits.pass * 2.0 * gradient }
}

/// The coordinates of a block that are compared, each with the bound that suffices.
pub(super) fn enough_each<T>(
    point: &Point<T>,
    number: usize,
    limits: Limits,
    floor: &Floor,
    chosen: &[usize],
) -> Vec<(usize, f64)> {
    let (gradient, count) = (&point.base.gradient, point.blocks[number].range.len());
    let together = enough(point, number, limits, floor) / (count as f64).sqrt();
    let negligible = norm(&gradient[point.blocks[number].range.clone()]) <= floor.derivative(number, count);
    let each = |&index: &usize| {
        let own = BOUNDS * limits.entry() * 2.0 * gradient[index].abs();
        (index, if negligible || own == 0.0 { together } else { bits::min(together, own) })
    };
    chosen.iter().map(each).collect()
}
