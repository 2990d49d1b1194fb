//! What do steps from one on say? Central and one-sided quotients at steps that no period joins, until their limits are known or rounding takes over.
//!
//! **Steps.** Two neighbors have a ratio near 0.36, another one each time, with digits that fit no period: a loss with a period that divides one step sees another part of it at the next. Where quotients
//! change by half of themselves from step to step they say nothing yet, and the steps shrink faster.
//!
//! **Kinks.** Left and right limits that contradict each other are a kink, if both branches meet at f(x). A branch that is extrapolated to x from that side alone and misses f(x) begins at a kink that
//! lies on that side; then the slope of the *other* side is the derivative.

use super::answer::{Point, Slope, Status};
use super::search::Search;
use super::table::{Entry, Table};
use crate::bits;

/// Ratios of neighboring steps.
const RATIOS: [f64; 7] = [0.357_722_6, 0.371_133_7, 0.341_291_9, 0.363_471_3, 0.351_196_1, 0.377_350_3, 0.346_921_7];
/// The ratio where quotients say nothing yet, and where one side has no value.
const JUMP: f64 = 0.113_771_3;
const WALL: f64 = 0.291_371_9;
/// Quotients that change by more than this part of themselves say nothing yet, and by less than that, again and again without an answer, never will.
const WILD: f64 = 0.5;
const QUIET: f64 = 1e-4;
/// Steps at most.
const STEPS: usize = 40;
/// Slopes at a kink lie apart by so many times their bounds, as long as these are not those of rounding.
const EVIDENT: f64 = 64.0;
/// The search ends when so many steps have not halved the bound.
const IDLE: usize = 3;

/// What a window says.
pub(super) struct Answer {
    pub(super) slope: Slope,
    /// Whether truncation is below rounding or both below what suffices.
    done: bool,
}

/// Steps of one size and smaller.
pub(super) struct Window<'s> {
    pub(super) search: &'s Search,
    pub(super) center: f64,
    pub(super) noise: f64,
    pub(super) rungs: Vec<[Option<Point>; 2]>,
    pub(super) central: Table,
    curvature: Table,
    pub(super) sides: [Table; 2],
}

impl<'s> Window<'s> {
    pub(super) fn new(search: &'s Search, center: f64, noise: f64) -> Self {
        let table = Table::default;
        Window {
            search,
            center,
            noise,
            rungs: Vec::new(),
            central: table(),
            curvature: table(),
            sides: [table(), table()],
        }
    }

    /// Asks from `first` on, as long as there are pairs.
    pub(super) fn run(&mut self, first: f64, mut pair: impl FnMut(f64) -> Option<[Option<Point>; 2]>) {
        let (mut step, mut least, mut idle, mut quiet) = (first, f64::INFINITY, 0, 0);
        for number in 0..STEPS {
            let Some(rung) = pair(step) else { return };
            let reach =
                |rung: &[Option<Point>; 2]| rung.iter().flatten().map(|point| point.offset.abs()).fold(0.0, bits::max);
            if self.rungs.last().is_some_and(|last| reach(last) > 0.0 && reach(&rung) >= reach(last)) || step < 1e-300 {
                return;
            }
            self.push(rung);
            if self.contradiction().is_some() {
                return;
            }
            if let Some(answer) = self.answer() {
                let known = answer.slope.known();
                idle = if known <= 0.5 * least { 0 } else { idle + 1 };
                least = bits::min(least, known);
                let rounding = self.central.last().map_or(0.0, |(_, _, rounding)| rounding);
                if answer.done || idle >= IDLE || rounding > 2.0 * known {
                    return;
                }
            } else {
                quiet = if self.is_quiet() { quiet + 1 } else { 0 };
                if quiet > IDLE {
                    return;
                }
            }
            step *= self.ratio(number);
        }
    }

    /// Where the last step contradicts a limit of longer ones: its offset, and by how much the value there is off.
    pub(super) fn contradiction(&self) -> Option<(f64, f64)> {
        let sides = [&self.central, &self.sides[1], &self.sides[0]];
        let off = sides.into_iter().find(|table| !table.is_empty())?.contradiction()?;
        let last = self.rungs.last()?;
        let point = last[1].or(last[0])?;
        Some((point.offset, off * point.offset.abs()))
    }

    /// Trusts no limit of longer steps any more; their quotients stay.
    pub(super) fn forget_limits(&mut self) {
        let [left, right] = &mut self.sides;
        [&mut self.central, &mut self.curvature, left, right].into_iter().for_each(Table::forget_limit);
    }

    /// Whether quotients hardly change.
    pub(super) fn is_quiet(&self) -> bool {
        self.central.moved() < QUIET && !self.central.is_empty()
    }

    fn ratio(&self, number: usize) -> f64 {
        match (self.central.is_empty(), self.sides.iter().all(Table::is_empty)) {
            (_, true) => JUMP,
            (true, false) => WALL,
            _ if self.central.moved() > WILD => JUMP,
            _ => RATIOS[number % RATIOS.len()],
        }
    }

    /// The same values, with more noise.
    pub(super) fn with_noise(&self, noise: f64) -> Window<'s> {
        let mut again = Window::new(self.search, self.center, noise);
        self.rungs.iter().for_each(|rung| again.push(*rung));
        again
    }

    fn push(&mut self, rung: [Option<Point>; 2]) {
        let one_sided = [0, 1].map(|side| rung[side].and_then(|point| self.one_sided(point, side)));
        for (table, one) in self.sides.iter_mut().zip(&one_sided) {
            match one {
                Some(one) => table.push(one.reach, one.reach, one.slope, one.rounding),
                None => table.clear(),
            }
        }
        match one_sided {
            [Some(left), Some(right)] => {
                let (step, slope, rounding) = self.together(&left, &right);
                let (width, abscissa) = (2.0 * step, left.reach * right.reach);
                self.central.push(step, abscissa, slope, rounding);
                let bend = 2.0 * (right.slope - left.slope) / width;
                self.curvature.push(step, abscissa, bend, 2.0 * (right.rounding + left.rounding) / width);
            }
            _ => [&mut self.central, &mut self.curvature].into_iter().for_each(Table::clear),
        }
        self.rungs.push(rung);
    }

    /// What the steps say so far.
    pub(super) fn answer(&self) -> Option<Answer> {
        let sides = [self.sides[0].best(), self.sides[1].best()];
        match (sides, self.central.best()) {
            ([Some(left), Some(right)], _) if left.contradicts(&right) && evident(&left, &right) => {
                // What shorter steps contradict on either side was a bend at another scale, and no kink.
                let stands = self.sides.iter().all(|table| table.contradiction().is_none());
                if stands { self.bent(left, right) } else { None }
            }
            (_, Some(central)) if (0..2).all(|side| self.comes_to(&central, side)) => {
                Some(self.smooth(central, (central.value, central.value), false))
            }
            ([Some(left), None], _) => self.one_of_two(left, 0),
            ([None, Some(right)], _) => self.one_of_two(right, 1),
            _ => None,
        }
    }

    /// Whether a side has the same limit, as far as it has one, or at least comes nearer.
    fn comes_to(&self, central: &Entry, side: usize) -> bool {
        let table = &self.sides[side];
        table.best().map_or_else(|| table.approaches(central.value), |best| !best.contradicts(central))
    }

    /// One side is known and the other is not: a wall, where it has no values, or a kink, where its branch does not begin at x.
    fn one_of_two(&self, entry: Entry, side: usize) -> Option<Answer> {
        let kink = !self.sides[1 - side].is_empty();
        let begins_elsewhere = || !self.begins_at_center(1 - side) && self.meets(&entry, 1 - side);
        (!kink || entry.has_settled() && begins_elsewhere()).then(|| self.smooth(entry, alone(entry.value, side), kink))
    }

    fn smooth(&self, entry: Entry, one_sided: (f64, f64), kink_nearby: bool) -> Answer {
        let Entry { value, truncation, rounding, step, reach } = entry;
        let slope = Slope {
            value,
            truncation,
            rounding,
            step,
            reach,
            one_sided,
            kink_nearby,
            noise: self.noise,
            ..Slope::unknown(Status::Bounded)
        };
        // What is even in the step has other roundings than what is odd: that it has settled too is no accident.
        let settled =
            entry.has_settled() && (one_sided.0.is_nan() || one_sided.1.is_nan() || self.curvature.has_settled());
        Answer { slope, done: settled || slope.bound() <= self.search.enough(value) }
    }

    /// A kink at x, or beside it.
    fn bent(&self, left: Entry, right: Entry) -> Option<Answer> {
        match (self.begins_at_center(0), self.begins_at_center(1)) {
            (true, false) if self.meets(&left, 1) => Some(self.smooth(left, alone(left.value, 0), true)),
            (false, true) if self.meets(&right, 0) => Some(self.smooth(right, alone(right.value, 1), true)),
            (true, true) => {
                let sides = bits::max(left.bound(), right.bound());
                let value = 0.5 * (left.value + right.value);
                let slope = Slope {
                    truncation: f64::INFINITY,
                    rounding: bits::max(left.rounding, right.rounding),
                    sides,
                    status: Status::Kink,
                    ..self.smooth(Entry { value, ..left }, (left.value, right.value), true).slope
                };
                let settled = left.has_settled() && right.has_settled();
                Some(Answer { slope, done: settled || sides <= self.search.enough(value) })
            }
            _ => None,
        }
    }

    /// The two shortest steps of one side that are longer than this, the shorter one first, each with its slope.
    pub(super) fn beyond(&self, side: usize, reach: f64) -> Option<[(f64, f64); 2]> {
        self.sides[side].beyond(reach)
    }

    /// Where quotients moved least, or the longest step with a value: the offset, and by how much the value was taken to be off.
    pub(super) fn quietest(&self) -> Option<(f64, f64)> {
        let values = |rung: &[Option<Point>; 2]| rung[1].or(rung[0]);
        let quietest = self.central.quietest().and_then(|back| values(&self.rungs[self.rungs.len() - 1 - back]));
        let point = quietest.or_else(|| self.rungs.iter().find_map(values))?;
        Some((point.offset, self.own(point.value, point.offset, (point.value - self.center) / point.offset)))
    }

    /// The shortest step at which f was another than at x, and by how much.
    pub(super) fn shortest_change(&self) -> Option<(f64, f64)> {
        let changed = |point: &&Point| point.value != self.center;
        let points = self.rungs.iter().rev().flat_map(|rung| rung.iter().flatten());
        points.filter(changed).map(|point| (point.offset, (point.value - self.center).abs())).next()
    }

    /// Whether the central quotients did not come nearer to 0 before they were 0, as those of a smooth function do, and those on both sides of one tread do not.
    pub(super) fn falls_from_a_slope(&self) -> bool {
        self.central.last_two_changes().is_some_and(|[last, before]| last.abs() > 0.5 * before.abs())
    }

    /// f″ and its bound, where the answer is that of both sides and f″ is known.
    pub(super) fn bend(&self, found: &Slope) -> Option<(f64, f64)> {
        let known = self.curvature.best().filter(|_| found.is_of_both_sides());
        known.map(|bend| (bend.value, bend.bound()))
    }

    /// Whether f at the shortest step is what it is at x.
    pub(super) fn ends_flat(&self) -> bool {
        self.rungs.last().is_some_and(|rung| rung.iter().flatten().all(|point| point.value == self.center))
    }

    /// How large the noise is in parts of what it is thought to be, as far as the last step shows in what an answer is made of.
    pub(super) fn unrest(&self, found: &Slope) -> f64 {
        match found.one_sided {
            (_, right) if right.is_nan() => self.sides[0].unrest(),
            (left, _) if left.is_nan() => self.sides[1].unrest(),
            _ if found.status == Status::Kink => bits::max(self.sides[0].unrest(), self.sides[1].unrest()),
            _ => bits::max(self.central.unrest(), self.curvature.unrest()),
        }
    }

    /// Why there is no answer.
    pub(super) fn reason(&self) -> Status {
        let grows = |table: &Table| table.growth() > 4.0;
        match () {
            () if self.rungs.iter().flatten().flatten().next().is_none() => Status::NotFinite,
            () if grows(&self.central) || self.sides.iter().any(grows) => Status::Singular,
            () => Status::Rough,
        }
    }

    /// The central quotient at the shortest step, or that of a side.
    pub(super) fn last(&self) -> f64 {
        let last = |table: &Table| table.last().map(|(_, slope, _)| slope);
        last(&self.central).or(last(&self.sides[1])).or(last(&self.sides[0])).unwrap_or(f64::NAN)
    }
}

/// Whether a kink is more than an accident of two tables: both limits have settled, or lie apart by very much more than their bounds.
fn evident(left: &Entry, right: &Entry) -> bool {
    let apart = (left.value - right.value).abs();
    left.has_settled() && right.has_settled() || apart > EVIDENT * (left.bound() + right.bound())
}

/// The slope of one side, and nothing of the other.
fn alone(value: f64, side: usize) -> (f64, f64) {
    if side == 0 { (value, f64::NAN) } else { (f64::NAN, value) }
}
