//! Is what contradicts the gradient found twice, and at the gradient's own scale? A failure is an accusation: it takes two searches that agree with each other.
//!
//! **Twice.** Few digits make accidents: a limit that is trusted since three quotients came together by chance. So where an answer contradicts the gradient g, a second search starts at other steps. If its answer
//! contradicts the first, or is as sharp and does not contradict g, the derivative is unknown. (If it finds nothing, the first stands.) In single precision one right gradient in 15,000 failed by such accidents before.
//!
//! **At its own scale.** A gradient that is right belongs to a loss that changes over steps of about ℓ = R/|g|, where R is by how much it changes within the steps that say otherwise, or as much as it is itself, if that is less. A search starts with steps of the size
//! of the parameter; a loss with a finer structure may look like noise to it, or like another function, and then what it finds is the slope of that. So a third search starts at ℓ/4 and is told of no noise. If that one comes
//! to g within its bound, each of the two slopes belongs to a scale, and which of them is noise the values do not say: the derivative is unknown.
//!
//! These searches decide against the first alone, and never for g: a wrong gradient gains no more from them than a doubt. A gradient that passes pays nothing for them.

use crate::bits;
use crate::difference::ladder::{Point, Search, Slope, Status, slope};

/// The first step of the second search, in parts of the first: no ratio that joins the steps of both.
const OTHER: f64 = 0.591_607_9;
/// Its answer weighs if its bound is at most so many times that of the first: a wide one contradicts nothing.
const SHARP: f64 = 4.0;
/// The first step of the third, in parts of ℓ, and by how much it must be the shorter one.
const PART: f64 = 0.25;
const SHORTER: f64 = 0.125;
/// A gradient agrees if it is off by no more than the bound and what suffices; in single precision a difference of this part of the gradient fails, which is less than what suffices (`limits.rs`).
const FAILS: f64 = 1e-3;

/// The slope along a line, unknown where it contradicts `gradient` and other searches do not.
pub(super) fn asked(mut at: impl FnMut(f64) -> Point, center: f64, search: &Search, gradient: f64) -> Slope {
    let mut changes = Vec::new();
    let watched = |step: f64| {
        let point = at(step);
        changes.push((point.offset.abs(), (point.value - center).abs()));
        point
    };
    let found = slope(watched, center, search);
    let single = search.unit > f64::EPSILON;
    let enough = if single { bits::min(search.absolute, FAILS * gradient.abs()) } else { search.absolute };
    let agrees = |found: &Slope| (nearest(found, gradient) - gradient).abs() <= found.known() + enough;
    if !is_decided(&found) || agrees(&found) {
        return found;
    }
    let mut evaluations = found.evaluations;
    let mut again = |first, noise| {
        let again = slope(&mut at, center, &Search { first, noise, ..*search });
        evaluations += again.evaluations;
        again
    };
    let other = again(OTHER * search.first, search.noise);
    let apart = (nearest(&other, gradient) - nearest(&found, gradient)).abs() > other.known() + found.known();
    let sharp = other.known() <= SHARP * found.known();
    let mut doubtful = is_decided(&other) && (apart || sharp && agrees(&other));
    let within = changes.iter().filter(|(offset, change)| *offset <= 1.01 * found.step && change.is_finite());
    let change = within.fold(0.0, |most, (_, change)| bits::max(most, *change));
    let size = if center == 0.0 { change } else { bits::min(change, center.abs()) };
    let own = PART * size / gradient.abs();
    if !doubtful && own.is_finite() && own > 0.0 && own < SHORTER * found.step {
        let finer = again(own, 0.0);
        doubtful = finer.status == Status::Bounded && agrees(&finer);
    }
    let judged = if doubtful { Slope { value: found.value, ..Slope::unknown(Status::Rough) } } else { found };
    Slope { evaluations, ..judged }
}

fn is_decided(found: &Slope) -> bool {
    matches!(found.status, Status::Bounded | Status::Kink)
}

/// The slope that is nearest to the gradient, of all between the two sides of a kink.
pub(super) fn nearest(found: &Slope, gradient: f64) -> f64 {
    let (left, right) = found.one_sided;
    match found.status {
        Status::Kink => bits::clamp(gradient, bits::min(left, right), bits::max(left, right)),
        _ => found.value,
    }
}
