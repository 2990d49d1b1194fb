//! Where is a function asked? On both sides of x, inside of its domain, no more often than was allowed.

use super::answer::Point;
use super::search::Search;

/// A function along a line, with its price.
pub(super) struct Asked<'s, F> {
    at: F,
    search: &'s Search,
    pub(super) evaluations: u64,
}

impl<'s, F: FnMut(f64) -> Point> Asked<'s, F> {
    pub(super) fn new(at: F, search: &'s Search) -> Self {
        Asked { at, search, evaluations: 0 }
    }

    /// Whether two more values may be asked for, and two that confirm them.
    pub(super) fn may(&self) -> bool {
        self.room() >= 4
    }

    /// How many more values may be asked for.
    pub(super) fn room(&self) -> u64 {
        self.search.evaluations.saturating_sub(self.evaluations)
    }

    /// The values on the left and on the right, at about this distance; none where it is outside, vanishes beside x, or is not finite.
    pub(super) fn pair(&mut self, step: f64) -> [Option<Point>; 2] {
        [self.one(-step), self.one(step)]
    }

    /// The value at about this offset.
    pub(super) fn one(&mut self, offset: f64) -> Option<Point> {
        let (left, right) = self.search.inside;
        if !(-left..=right).contains(&offset) {
            return None;
        }
        self.evaluations += 1;
        let point = (self.at)(offset);
        let aside = point.offset != 0.0 && point.offset.signum() == offset.signum();
        (aside && point.offset.is_finite() && point.value.is_finite()).then_some(point)
    }

    /// An offset of the size of x, if that is much smaller than this one.
    pub(super) fn of_x(&self, offset: f64) -> Option<f64> {
        let beside = 0.125 * self.search.position;
        (beside > 0.0 && beside < 0.125 * offset.abs()).then(|| beside.copysign(offset))
    }

    /// One unit of roundoff of a number at this offset from x.
    pub(super) fn unit_at(&self, offset: f64) -> f64 {
        self.search.unit * (self.search.position + offset.abs())
    }
}
