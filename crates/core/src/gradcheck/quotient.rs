//! What is one derivative, and how wrong can the answer be? Quotients at steps h, h/4, h/16 and further only where these do not suffice.
//!
//! [`difference::ladder`](crate::difference::ladder) looks for the best bound there is, whatever it costs. A check has thousands of derivatives and
//! needs a bound that is good enough from few evaluations: six, as a rule. With J off by at most η at each point, the two-sided quotient D(h) errs by J‴h²/6 + O(h⁴)
//! and at most η/h. Of two neighboring steps
//!
//! ```text
//! R = (16·D(h/4) − D(h))/15
//! ```
//!
//! errs by O(h⁴) and at most 1.08·η/(h/4). Two neighboring R differ by 255/256 of the error of the first, so that a sixteenth of their difference
//! is a generous bound of the error of the second, as long as the quotients behave as the formula says: D must move sixteen times less
//! from step to step. (Four times less is taken for enough. If it does not, the whole difference is the bound.)
//!
//! **Kinks.** Where J bends, D(h) may agree with itself at all steps and be half the sum of two slopes. The one-sided quotients
//! tell: their difference S(h) is hJ″ + O(h³) where J is smooth, so that (4·S(h/4) − S(h))/3 falls by 64 from step to step; a bend within the step keeps it
//! at the jump of the slope. The steps then go on until they are shorter than the distance to the bend, or, if there is
//! a bend at the very point, until noise hides it: then there is no derivative but an interval between two slopes. Each slope is extrapolated from one-sided
//! quotients, (4S(h/4) − S(h))/3; it errs by O(h²) and at most 17/6·η/(h/4), and the step is taken that knows both slopes best.
//!
//! A bend at the distance d from the point, between the two steps of R (h/4 < d < h, a jump s of the slope), moves D(h) by s(1 − d/h)/2, hence R by
//! s(1 − d/h)/30, and leaves the jump s(1 − d/h)/3: ten times as much. Where d is little less than h both fall from step to step as if all were smooth, so
//! the bound never is less than a share of the jump. A jump that noise hides may be there all the same: half of it is part of what noise may do.

use crate::bits;

#[cfg(test)]
mod tests;

/// Each step is so many times shorter than the one before.
pub(super) const RATIO: f64 = 4.0;
/// No more steps than these: from 2⁻⁶ down to 2⁻²⁸.
const STEPS: usize = 12;
/// The jump (4S(h/4) − S(h))/3 errs by at most this times η/h: S errs by 4η/h.
const JUMP_ROUNDING: f64 = (16.0 + 1.0) / 3.0;
/// R errs by at most this times η/h for the shorter step h: 16/15 + 1/(15·4), and half of a jump that noise hides.
const ROUNDING: f64 = 16.0 / 15.0 + 1.0 / 60.0 + JUMP_ROUNDING / 2.0;
/// One of the slopes that make it errs by half of that.
const SIDE_ROUNDING: f64 = JUMP_ROUNDING / 2.0;
/// What of the difference of two R bounds the error of the second, where all is regular.
const SAFETY: f64 = 1.0 / 16.0;
/// A bend between the two steps of R moves R by a tenth of the jump that it leaves; four times that, where several bends may cancel in the jump.
const BEND: f64 = 0.4;

/// f at both sides of a point, and how far away these sides really are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// f(x₊).
    pub(super) plus: f64,
    /// f(x₋).
    pub(super) minus: f64,
    /// x₊ − x.
    pub(super) right: f64,
    /// x − x₋.
    pub(super) left: f64,
}

/// What the function looks like at the point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// It has a derivative as far as can be seen.
    Smooth,
    /// The slopes on both sides differ, however short the steps.
    Kink {
        /// The slope from the left.
        left: f64,
        /// The slope from the right.
        right: f64,
    },
    /// It is infinite or NaN beside the point, at every step.
    NotFinite,
}

/// A derivative with the bound of its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quotient {
    /// The derivative; at a kink the mean of both slopes.
    pub(super) value: f64,
    /// What may be off because steps are not zero.
    pub(super) truncation: f64,
    /// What may be off because f is noisy.
    pub(super) rounding: f64,
    /// What both slopes of a kink may be off.
    pub(super) sides: f64,
    /// The shorter of the two steps that the value comes from.
    pub(super) step: f64,
    /// How often f was computed.
    pub(super) evaluations: u64,
    /// What the function looks like.
    pub(super) shape: Shape,
    /// Whether some longer step had a kink within it, so that shorter ones were taken.
    pub(super) kink_nearby: bool,
}

impl Quotient {
    /// The bound of the error.
    pub(super) fn bound(&self) -> f64 {
        self.truncation + self.rounding
    }
}

/// One step of the ladder.
#[derive(Clone, Copy, Debug)]
struct Rung {
    step: f64,
    /// D(h).
    central: f64,
    /// Both one-sided quotients.
    sides: [f64; 2],
}

/// What two neighboring steps say.
#[derive(Clone, Copy, Debug)]
struct Joint {
    step: f64,
    /// R.
    value: f64,
    rounding: f64,
    /// By how much D moved.
    moved: f64,
    jump: f64,
    sides: [f64; 2],
}

/// The derivative at a point where f is `center`, from `pair(h)` at steps from `first` on, if f is off by at most `noise` at each point.
///
/// It stops when the bound of the error is at most `enough`, or when shorter steps make it no smaller.
pub(super) fn quotient(
    mut pair: impl FnMut(f64) -> Pair,
    center: f64,
    noise: f64,
    first: f64,
    enough: f64,
) -> Quotient {
    let mut best = Quotient {
        value: f64::NAN,
        truncation: f64::INFINITY,
        rounding: f64::INFINITY,
        sides: f64::INFINITY,
        step: f64::NAN,
        evaluations: 0,
        shape: Shape::NotFinite,
        kink_nearby: false,
    };
    let (mut rung, mut joints): (Option<Rung>, Vec<Joint>) = (None, Vec::with_capacity(STEPS));
    let (mut step, mut evaluations, mut kink_nearby) = (first, 0, false);
    for _ in 0..STEPS {
        let next = look(pair(step), center);
        (evaluations, step) = (evaluations + 2, step / RATIO);
        let Some(next) = next else {
            (rung, joints) = (None, Vec::with_capacity(STEPS));
            continue;
        };
        if let Some(before) = rung.replace(next) {
            joints.push(Joint::of(&before, &next, noise));
        }
        let [.., before, last] = joints.as_slice() else { continue };
        let candidate = judge(before, last, noise);
        kink_nearby |= candidate.kink_nearby;
        let better = match (best.shape, candidate.shape) {
            (Shape::NotFinite, _) => true,
            // The jump between two slopes is no error of theirs.
            (Shape::Kink { left, right }, Shape::Kink { left: l, right: r }) => {
                // Slopes of longer steps that shorter ones contradict had another bend within.
                let apart = bits::max((left - l).abs(), (right - r).abs());
                candidate.sides < best.sides || apart > best.sides + candidate.sides
            }
            // Noise as large as the jump hides a kink and does not remove it.
            (Shape::Kink { left, right }, _) if last.jump_rounding(noise) > 0.5 * (right - left).abs() => break,
            _ => candidate.bound() < best.bound(),
        };
        if better {
            best = candidate;
        }
        // The next step could not do better: its noise alone is more.
        if best.bound() <= enough || ROUNDING * noise / step > best.bound() {
            break;
        }
    }
    Quotient { evaluations, kink_nearby, ..best }
}

/// The quotients of one step; none if something is not finite.
fn look(pair: Pair, center: f64) -> Option<Rung> {
    let Pair { plus, minus, right, left } = pair;
    let central = (plus - minus) / (right + left);
    let sides = [(center - minus) / left, (plus - center) / right];
    let finite = central.is_finite() && sides.iter().all(|side| side.is_finite());
    finite.then_some(Rung { step: 0.5 * (right + left), central, sides })
}

impl Joint {
    fn of(long: &Rung, short: &Rung, noise: f64) -> Joint {
        let at_zero = |long: f64, short: f64| (RATIO * short - long) / (RATIO - 1.0);
        let sides = [0, 1].map(|side| at_zero(long.sides[side], short.sides[side]));
        Joint {
            step: short.step,
            value: (RATIO * RATIO * short.central - long.central) / (RATIO * RATIO - 1.0),
            rounding: ROUNDING * noise / short.step,
            moved: (short.central - long.central).abs(),
            jump: sides[1] - sides[0],
            sides,
        }
    }

    fn jump_rounding(&self, noise: f64) -> f64 {
        JUMP_ROUNDING * noise / self.step
    }
}

/// The derivative and its bound from three steps in a row.
fn judge(before: &Joint, last: &Joint, noise: f64) -> Quotient {
    let difference = (last.value - before.value).abs();
    // Noise may move D by as much as it errs.
    let regular = last.moved <= before.moved / RATIO + 2.0 * last.rounding;
    let jump = last.jump.abs();
    let bends = jump > last.jump_rounding(noise) && jump > before.jump.abs() / 8.0;
    let truncation = if regular { SAFETY * difference } else { difference };
    // A bend just within the longer step can look regular: D, and the jump, then fall as fast as those of a smooth function.
    let truncation = bits::max(truncation, BEND * bits::max(jump - last.jump_rounding(noise), 0.0));
    let [left, right] = last.sides;
    // Of two neighboring steps the longer errs sixteen times as much: the whole difference is a generous bound.
    let moved = [0, 1].map(|side| (last.sides[side] - before.sides[side]).abs());
    Quotient {
        value: last.value,
        truncation: if bends { bits::max(truncation, 0.5 * jump) } else { truncation },
        rounding: last.rounding,
        sides: bits::max(moved[0], moved[1]) + SIDE_ROUNDING * noise / last.step,
        step: last.step,
        evaluations: 0,
        shape: if bends { Shape::Kink { left, right } } else { Shape::Smooth },
        kink_nearby: bends,
    }
}
