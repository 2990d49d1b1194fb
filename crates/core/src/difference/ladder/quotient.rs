//! What is the slope to one point, and to two, and what may rounding make of it?
//!
//! With r, l the distances of the two points as stored and s₊, s₋ the slopes to them, the central quotient is (l·s₊ + r·s₋)/(r + l), which is exact for parabolas whatever r and l; its error has even powers
//! of the step alone, up to r − l. Three [tables](super::table) have their limits: central, left and right.
//!
//! **Rounding.** A value of f is taken to be off by η + 4u(|f| + |x·s|) with the slope s where the *point* is: numbers like x are rounded on the way to f, which f sees as u·x·f′. (At x itself both may be small while
//! they are not a step away: the square of a residual.)

use super::answer::{Point, Slope};
use super::window::Window;
use crate::bits;

/// Values are taken to be off by so many units of roundoff of themselves, and of what rounding x does to them.
const OWN: f64 = 4.0;
/// Below the normal numbers roundings are those of the smallest of all, 2⁻¹⁰⁷⁴: as many of these, and twice that for the quotient.
const TINY: f64 = 12.0 * f64::MIN_POSITIVE * f64::EPSILON;

/// The slope from x to one point, and by how much it may be off.
#[derive(Clone, Copy)]
pub(super) struct OneSided {
    pub(super) reach: f64,
    pub(super) slope: f64,
    pub(super) rounding: f64,
    /// η at the point.
    noise: f64,
}

impl Window<'_> {
    /// The slope from x to a point; none if it is infinite.
    pub(super) fn one_sided(&self, point: Point, side: usize) -> Option<OneSided> {
        let slope = (point.value - self.center) / point.offset;
        let before = self.rungs.last().and_then(|last| last[side]);
        let secant = before.map_or(0.0, |before| ((point.value - before.value) / (point.offset - before.offset)).abs());
        let secant = if secant.is_finite() { bits::max(secant, slope.abs()) } else { slope.abs() };
        let (noise, center) = (self.own(point.value, point.offset, secant), self.own(self.center, 0.0, slope));
        let reach = point.offset.abs();
        let rounding = (noise + center) / reach + OWN * self.search.unit * slope.abs() + TINY;
        (slope.is_finite() && rounding.is_finite()).then_some(OneSided { reach, slope, rounding, noise })
    }

    /// The central quotient of two points, with its step and its rounding.
    pub(super) fn together(&self, left: &OneSided, right: &OneSided) -> (f64, f64, f64) {
        let (l, r) = (left.reach, right.reach);
        let (width, skew) = (l + r, (l / r - r / l).abs());
        let slope = (l * right.slope + r * left.slope) / width;
        let noise = right.noise * (l / r) + left.noise * (r / l) + self.own(self.center, 0.0, slope) * skew;
        (0.5 * width, slope, noise / width + OWN * self.search.unit * slope.abs() + TINY)
    }

    /// By how much the central quotient of a pair differs from a slope of both sides, beyond what is left of its truncation, c·h² in h; with its rounding and step.
    pub(super) fn central_apart(&self, pair: [Point; 2], found: &Slope) -> Option<(f64, f64, f64)> {
        if !found.is_of_both_sides() {
            return None;
        }
        let [left, right] = [self.one_sided(pair[0], 0)?, self.one_sided(pair[1], 1)?];
        let (step, quotient, rounding) = self.together(&left, &right);
        let [(near, before), _] = self.central.beyond(step)?;
        let left_over = (before - found.value).abs() * (step / near) * (step / near);
        Some((bits::max((quotient - found.value).abs() - 2.0 * left_over, 0.0), rounding, step))
    }

    /// By how much a value may be off.
    pub(super) fn own(&self, value: f64, offset: f64, slope: f64) -> f64 {
        let moved = (self.search.position + offset.abs()) * slope.abs();
        self.noise + OWN * self.search.unit * (value.abs() + moved)
    }
}
