//! Is what lies between the slopes of both sides of a kink a subgradient? Along each coordinate every number between the two is one; along directions through the kink not every vector of such numbers is.
//!
//! At a tie of max(x, y, z) each coordinate has the slopes 0 and 1, and so (1, 1, 1) passes coordinate by coordinate; but it says that the loss rises by 3 along (1, 1, 1), where it rises by 1. Of a loss J that is
//! regular at w, such as a convex one, a (generalized) gradient g satisfies
//!
//! ```text
//! −J′(w; −d) ≤ g·d ≤ J′(w; d)   for every direction d
//! ```
//!
//! (Clarke 1983, *Optimization and Nonsmooth Analysis*, section 2.3), and of one whose negative is regular it satisfies the same with the signs turned: g·d lies between both slopes. So a few directions through the kinks of a block are
//! tried, along g itself and at random. If all of them bend to one side, a g·d that lies beyond both slopes refutes g. If some bend up and some down, nothing is proved: the block is undecided.
//!
//! ```
//! use wellposed_core::gradcheck::{Functions, GradientCheck, Verdict};
//!
//! let largest = |w: &[f64]| w.iter().fold(f64::NEG_INFINITY, |a, &b| if b > a { b } else { a });
//! let verdict = |g: [f64; 3]| {
//!     let objective = Functions::new(3, largest, move |_: &[f64]| g.to_vec());
//!     GradientCheck::of(&objective).run(&[0.5; 3]).unwrap().verdict
//! };
//! assert_eq!(verdict([0.0, 1.0, 0.0]), Verdict::Pass);
//! assert_eq!(verdict([0.25, 0.25, 0.5]), Verdict::Pass);
//! assert_eq!(verdict([1.0, 1.0, 1.0]), Verdict::Fail);
//! ```

use super::CheckError;
use super::measure;
use super::measured::Measured;
use super::point::Point;
use super::subject::Subject;
use crate::bits::streams::{numbered_stream, standard_normal};
use crate::bits::{self, Real, norm};
use crate::difference::ladder::Status;
use crate::objective::Block;

/// Random directions besides that of the gradient.
const RANDOM: usize = 8;

/// A direction along which a gradient is no subgradient.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Beyond {
    /// The slope by the gradient, g·d with ‖d‖ = 1.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub gradient: f64,
    /// The slope of the loss before the kink …
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub left: f64,
    /// … and after it.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub right: f64,
    /// A bound of the error of both.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub error: f64,
    /// Whether all directions bend to one side, so that this refutes the gradient.
    pub refutes: bool,
}

/// What directions through the kinks of a block say, and how often the loss was asked.
pub(super) struct Seen {
    pub(super) beyond: Option<Beyond>,
    pub(super) evaluations: u64,
}

/// Tries directions through the kinks of a block, of whose derivatives `measured` are those by coordinates. `enough` is a bound that suffices, and `share` the relative error that is let pass.
pub(super) fn seen<T: Real>(
    subject: &mut Subject<'_, T>,
    point: &Point<T>,
    block: &Block,
    measured: &[Measured],
    enough: f64,
    share: f64,
) -> Result<Seen, CheckError> {
    let at_kinks: Vec<usize> = measured
        .iter()
        .filter(|one| one.quotient.status == Status::Kink && !one.on_kink)
        .map(|one| one.index)
        .collect();
    if at_kinks.len() < 2 {
        return Ok(Seen { beyond: None, evaluations: 0 });
    }
    let along = measure::directions(subject, point, block, &directions(point, block, &at_kinks), enough)?;
    let evaluations = along.iter().map(|one| one.quotient.evaluations).sum();
    let slopes: Vec<Beyond> = along.iter().filter_map(|one| slopes(one, share)).collect();
    let up = slopes.iter().all(|one| one.right - one.left >= -one.error);
    let down = slopes.iter().all(|one| one.right - one.left <= one.error);
    let beyond = slopes.iter().filter(|one| excess(one) > 0.0).max_by(|a, b| excess(a).total_cmp(&excess(b)));
    let beyond = beyond.map(|one| Beyond { refutes: up || down, ..*one });
    Ok(Seen { beyond, evaluations })
}

/// Unit vectors over the block, zero but at kinks: along the gradient there, and random ones.
fn directions<T>(point: &Point<T>, block: &Block, at_kinks: &[usize]) -> Vec<Vec<f64>> {
    let spread = |entries: &mut dyn FnMut(usize) -> f64| {
        let mut direction = vec![0.0; block.range.len()];
        at_kinks.iter().for_each(|&index| direction[index - block.range.start] = entries(index));
        let size = norm(&direction);
        direction.iter_mut().for_each(|entry| *entry = if size > 0.0 { *entry / size } else { 0.0 });
        direction
    };
    let mut stream = numbered_stream(0, "gradcheck/subgradient", &[block.range.start as u64]);
    let mut all = vec![spread(&mut |index| point.base.gradient[index])];
    all.extend((0..RANDOM).map(|_| spread(&mut |_| standard_normal(&mut stream))));
    all.retain(|direction| direction.iter().any(|entry| *entry != 0.0));
    all
}

/// Both slopes along a direction, if they are known.
fn slopes(one: &Measured, share: f64) -> Option<Beyond> {
    let (left, right) = one.quotient.one_sided;
    let known = matches!(one.quotient.status, Status::Bounded | Status::Kink) && !one.on_kink;
    let error = one.quotient.known() + share * bits::max(left.abs(), right.abs());
    (known && left.is_finite() && right.is_finite()).then_some(Beyond {
        gradient: one.gradient,
        left,
        right,
        error,
        refutes: false,
    })
}

/// By how much g·d lies beyond both slopes and their error.
fn excess(one: &Beyond) -> f64 {
    let (least, most) = (bits::min(one.left, one.right), bits::max(one.left, one.right));
    bits::max(one.gradient - most, least - one.gradient) - one.error
}
