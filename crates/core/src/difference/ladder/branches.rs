//! Does the branch of one side begin at x, or at a kink beside it? Its values, extrapolated to x without f(x), come to f(x) or miss it.
//!
//! A branch that misses f(x), and meets the other between x and its own shortest step, begins at a kink on its own side, however near: at max(0, t − 10⁻¹²) the right branch comes to −10⁻¹² at 0, far more than the
//! rounding of such values, and the derivative at 0 is that of the left. Two branches that do not meet are those of a jump.

use super::table::{Entry, Table};
use super::window::Window;

impl Window<'_> {
    /// Whether the branch of one side, extrapolated to x without f(x), comes to f(x); so it is said if it can't be told.
    pub(super) fn begins_at_center(&self, side: usize) -> bool {
        let mut values = Table::default();
        for point in self.rungs.iter().filter_map(|rung| rung[side]) {
            let slope = (point.value - self.center) / point.offset;
            values.push(
                point.offset.abs(),
                point.offset.abs(),
                point.value,
                self.own(point.value, point.offset, slope),
            );
        }
        let slope = self.sides[side].last().map_or(0.0, |(_, slope, _)| slope);
        let center = self.own(self.center, 0.0, slope);
        values.best().is_none_or(|found| (found.value - self.center).abs() <= found.bound() + center)
    }

    /// Whether the straight lines of both branches meet between x and the shortest step of the other side: if not, f jumps.
    pub(super) fn meets(&self, branch: &Entry, other: usize) -> bool {
        let mut points = self.rungs.iter().rev().map_while(|rung| rung[other]);
        let (Some(near), Some(far)) = (points.next(), points.next()) else { return false };
        let slope = (near.value - far.value) / (near.offset - far.offset);
        let meeting = (near.value - slope * near.offset - self.center) / (branch.value - slope);
        meeting * near.offset >= 0.0 && meeting.abs() <= near.offset.abs()
    }
}
