//! Does a derivative that contradicts the gradient do so at the gradient's own scale? A gradient g that is right belongs to a loss that changes over steps of about ℓ = R/|g|, where R is by how much it changes within the steps that say otherwise.
//!
//! A search starts with steps of the size of the parameter. A loss with a finer structure may look like noise to it, or like another function, and then what it finds is the slope of that. So where its answer
//! contradicts g, a second search starts at ℓ/4 and is told of no noise. If that one comes to g within its bound, each of the two slopes belongs to a scale, and which of them is noise the values do not say: the derivative is
//! unknown. If it does not, or finds nothing, the contradiction stands.
//!
//! The second search decides against the first alone, and never for g: a wrong gradient gains no more from it than a doubt, and only one that is the slope at the scale which it claims itself.

use crate::bits;
use crate::difference::ladder::{Point, Search, Slope, Status, slope};

/// The first step of the second search, in parts of ℓ, and by how much it must be the shorter one.
const PART: f64 = 0.25;
const SHORTER: f64 = 0.125;

/// The slope along a line, unknown where the loss shows `gradient` at another scale.
pub(super) fn asked(mut at: impl FnMut(f64) -> Point, center: f64, search: &Search, gradient: f64) -> Slope {
    let mut changes = Vec::new();
    let watched = |step: f64| {
        let point = at(step);
        changes.push((point.offset.abs(), (point.value - center).abs()));
        point
    };
    let found = slope(watched, center, search);
    let within = changes.iter().filter(|(offset, change)| *offset <= 1.01 * found.step && change.is_finite());
    let change = within.fold(0.0, |most, (_, change)| bits::max(most, *change));
    let agrees = |found: &Slope| (nearest(found, gradient) - gradient).abs() <= found.known() + search.absolute;
    let first = PART * change / gradient.abs();
    let another = first.is_finite() && first > 0.0 && first < SHORTER * found.step;
    if !(another && matches!(found.status, Status::Bounded | Status::Kink) && !agrees(&found)) {
        return found;
    }
    let again = slope(at, center, &Search { first, noise: 0.0, ..*search });
    let doubtful = again.status == Status::Bounded && agrees(&again);
    let evaluations = found.evaluations + again.evaluations;
    if doubtful {
        Slope { evaluations, value: found.value, ..Slope::unknown(Status::Rough) }
    } else {
        Slope { evaluations, ..found }
    }
}

/// The slope that is nearest to the gradient, of all between the two sides of a kink.
pub(super) fn nearest(found: &Slope, gradient: f64) -> f64 {
    let (left, right) = found.one_sided;
    match found.status {
        Status::Kink => bits::clamp(gradient, bits::min(left, right), bits::max(left, right)),
        _ => found.value,
    }
}
