//! What is a derivative, and how wrong can the answer be? Quotients at shrinking steps, extrapolated, confirmed, with a bound; the one engine beneath automatic derivatives and the gradient checker.
//!
//! | file | answers |
//! |---|---|
//! | [`search.rs`](Search) | What is looked for, where, and at what price? |
//! | `asked.rs` | Where is f asked? |
//! | `window.rs` | What do steps from one on say? |
//! | `quotient.rs` | What is the slope to one point and to two, and what may rounding make of it? |
//! | `branches.rs` | Does the branch of one side begin at x? |
//! | `table.rs` | What do quotients tend to, and from where on can that be trusted? |
//! | `confirm.rs` | Does a step that no ladder contains say the same, and if not, is that noise? |
//! | `course.rs` | Which scale? |
//! | [`answer.rs`](Slope) | What comes out? |
//!
//! **Which scale.** Steps start at about max(1, |x|)/8 and shrink until quotients behave. Where a step contradicts what longer ones came to, nine values close together say whether that is noise; if not it was an accident, and they shrink further. If that gives nothing, or no good bound because values round x away, they start again at |x|/8; if rounding decides, at
//! longer steps, up to eight times the first, and beyond only if the slope is far above its bound: what is hidden in rounding at one scale may be a step at another. Where a shorter step contradicts the answer, they start below that answer's. The answer at shorter steps wins over another that contradicts it.
//!
//! **What the bound assumes.** (1) f is smooth at the scale where its quotients come together, and has no structure between the shortest step and x that neither f(x) nor the confirming step sees. (2) Values are off
//! by at most 4u(|f| + |x·f′|) + η, where η is what was told, or measured where values contradict each other. A function with structure below its own rounding is beyond any that can only be evaluated.
//!
//! ```
//! use wellposed_core::difference::ladder::{Point, Search, Status, slope};
//!
//! let cube = |x: f64| x * x * x;
//! let at = |step: f64| Point { offset: (1.0 + step) - 1.0, value: cube(1.0 + step) };
//! let found = slope(at, cube(1.0), &Search::at(1.0));
//! assert_eq!(found.status, Status::Bounded);
//! assert!((found.value - 3.0).abs() <= found.bound() && found.bound() < 1e-12);
//!
//! let relu = |offset: f64| Point { offset, value: offset.max(0.0) };
//! let found = slope(relu, 0.0, &Search::at(0.0));
//! assert_eq!((found.status, found.one_sided), (Status::Kink, (0.0, 1.0)));
//! assert_eq!(found.bound(), f64::INFINITY);
//! ```
//!
//! Source: Richardson 1911; Neville 1934; Ridders 1982, *Advances in Engineering Software* 4(2), for the choice by disagreement; Moré & Wild 2011 for the noise.

mod answer;
mod asked;
mod branches;
mod confirm;
mod course;
mod quotient;
mod search;
mod table;
mod window;

pub use answer::{Point, Slope, Status};
use course::Course;
pub use search::Search;

#[cfg(test)]
mod tests;

/// The slope of f at x, from `at(t)`, the value at about x + t, and `center` = f(x).
///
/// With a search that makes no sense (a step that is not positive, a NaN), or f(x) that is not finite, the answer is [`Status::NotFinite`].
pub fn slope(at: impl FnMut(f64) -> Point, center: f64, search: &Search) -> Slope {
    if !center.is_finite() || !search.is_sound() {
        return Slope::unknown(Status::NotFinite);
    }
    Course::new(at, center, search).run()
}
