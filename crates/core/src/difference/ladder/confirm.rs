//! Does a step that no ladder contains say the same? One pair of values much nearer to x and, if these contradict, the noise there.
//!
//! At a step h′ some seven hundred times shorter the central quotient and the slopes of both sides must be what was found, up to the bound, to rounding η/h′, and to their own drift, which f″ or the two next steps tell. If they
//! are not, either values are noisier than was thought, and then nine of them close together show it, or f has a finer structure that longer steps step over: then what was found is nothing.

use super::answer::{Point, Slope};
use super::asked::Asked;
use super::window::Window;
use crate::bits;
use crate::difference::noise::{Noise, of_values};

/// How much shorter the step is.
const SHORTER: f64 = 1.37e-3;
/// No step is shorter than so many units of roundoff of x.
const ROOM: f64 = 128.0;
/// Noise beside a small x may be so much less than farther out.
const LESS: f64 = 0.125;
/// Values close together, and by how much their spacing grows if they are all equal.
const VALUES: usize = 9;
const WIDER: f64 = 51.703;
/// The first spacing, in units of roundoff of the size of the point.
const SPACING: f64 = 158.217;
/// Standard deviations of the noise that a value may be off by.
const DEVIATIONS: f64 = 4.0;

/// What the shorter step says.
pub(super) enum Confirmed {
    /// The same, up to so many times the rounding that was expected.
    Yes(f64),
    /// The same, if values are off by so much.
    Noisy(f64),
    /// Something else.
    No,
}

/// Looks at a shorter step, and at one of the size of x where x is much smaller still.
pub(super) fn confirm<F: FnMut(f64) -> Point>(asked: &mut Asked<F>, window: &Window, found: &Slope) -> Confirmed {
    let step = bits::max(SHORTER * found.step, ROOM * asked.unit_at(0.0));
    if step >= found.step {
        return Confirmed::Yes(0.0);
    }
    let mut unrest = 0.0;
    for step in [Some(step), asked.of_x(step)].into_iter().flatten() {
        let pair = asked.pair(step);
        let Some((off, more)) = apart(pair, window, found) else { return Confirmed::No };
        unrest = bits::max(unrest, more);
        if off > 0.0 {
            let near = pair[1].or(pair[0]).map_or(step, |point| point.offset);
            return match noise_near(asked, near, found.reach) {
                // The difference of two values.
                Some(noise) if off <= 2.0 * noise => Confirmed::Noisy(noise),
                _ => Confirmed::No,
            };
        }
    }
    Confirmed::Yes(unrest)
}

/// By how much the values of a pair contradict what was found, 0 if they do not, and their differences in parts of what rounding explains; none if a value is missing.
fn apart(pair: [Option<Point>; 2], window: &Window, found: &Slope) -> Option<(f64, f64)> {
    let (mut off, mut unrest): (f64, f64) = (0.0, 0.0);
    if let [Some(left), Some(right)] = pair
        && let Some((apart, rounding, reach)) = window.central_apart([left, right], found)
    {
        unrest = bits::max(unrest, apart / rounding);
        off = if apart > found.known() + rounding { apart * reach } else { 0.0 };
    }
    for (side, expected) in [found.one_sided.0, found.one_sided.1].into_iter().enumerate() {
        let beyond = expected.is_nan();
        let one = pair[side].and_then(|point| window.one_sided(point, side));
        // Beyond a kink nothing is expected, and beyond a wall no value; but if there is one, there is no wall.
        if beyond && (found.kink_nearby || one.is_none()) {
            continue;
        }
        let (one, expected) = (one?, if beyond { found.value } else { expected });
        let (drift, allowed) = if beyond { (0.0, 0.0) } else { drift(window, found, side, expected, one.reach) };
        let apart = (one.slope - expected - drift).abs() - allowed;
        if apart > 0.0 {
            unrest = bits::max(unrest, apart / one.rounding);
        }
        if apart > found.known() + one.rounding {
            off = bits::max(off, apart * one.reach);
        }
    }
    Some((off, unrest))
}

/// By how much the slope to a point at this distance drifts from the limit of its side, and by how much it may drift besides: c·r where f″ = 2c is known, and else c·r + d·r² through the two next points of that side.
fn drift(window: &Window, found: &Slope, side: usize, limit: f64, reach: f64) -> (f64, f64) {
    let Some([(near, slope), (far, far_slope)]) = window.beyond(side, reach) else { return (0.0, f64::INFINITY) };
    if let Some((bend, off)) = window.bend(found) {
        let sign = if side == 0 { -0.5 } else { 0.5 };
        let left_over = (slope - limit - sign * bend * near).abs();
        return (sign * bend * reach, 2.0 * left_over * (reach / near) * (reach / near) + 0.5 * off * reach);
    }
    let (first, second) = ((slope - limit) / near, (far_slope - limit) / far);
    let square = (second - first) / (far - near);
    let line = first - square * near;
    (reach * (line + square * reach), 2.0 * square.abs() * reach * near)
}

/// η at an offset, if it is noise: where x is much smaller, a fine structure looks like noise out there, and is none beside x.
pub(super) fn noise_near<F: FnMut(f64) -> Point>(asked: &mut Asked<F>, offset: f64, farthest: f64) -> Option<f64> {
    let noise = noise_at(asked, offset, farthest)?;
    let beside = asked.of_x(offset).map(|beside| noise_at(asked, beside, beside.abs()).unwrap_or(0.0));
    beside.is_none_or(|beside| beside > LESS * noise).then_some(noise)
}

/// η from values around an offset; none if they show no noise. Where they are all equal they are taken farther apart, and farther out, up to `farthest`: noise may be a staircase.
fn noise_at<F: FnMut(f64) -> Point>(asked: &mut Asked<F>, offset: f64, farthest: f64) -> Option<f64> {
    let half = (VALUES / 2) as f64;
    // A spacing that vanishes, beside 0, would not grow.
    let mut spacing = bits::max(SPACING * asked.unit_at(offset), f64::MIN_POSITIVE);
    while asked.room() >= VALUES as u64 {
        let middle = bits::max(offset.abs(), (half + 1.0) * spacing).copysign(offset);
        let mut values = Vec::with_capacity(VALUES);
        for number in 0..VALUES {
            values.push(asked.one(middle + (number as f64 - half) * spacing)?.value);
        }
        match of_values(&values) {
            Noise::Level(level) => return Some(DEVIATIONS * level),
            Noise::TooFine => spacing *= WIDER,
            _ => return None,
        }
        if !spacing.is_finite() || (half + 1.0) * spacing > farthest {
            return None;
        }
    }
    None
}
