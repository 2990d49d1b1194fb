//! Below what does a derivative not matter? A block whose gradient is zero, rightly, has no relative error; what can be shown of it is that it lies below a floor.
//!
//! A gradient counts as zero if its entries are below what 1024 roundings leave of the largest entry of all, or if all blocks have ‖g‖·s ≤ η, and η is a rounding: an optimum, where nothing else
//! is left. Any other is judged by its relative error alone, however small it is, unless somebody sets a floor.
//!
//! A derivative d of a parameter of size s changes the loss by d·s when the parameter changes by its own size. A block with the gradient g ≈ 0, numeric derivatives g̃ and their
//! bounds e is negligible if
//!
//! ```text
//! max(‖g‖, ‖|g̃ − g| + e‖)·s ≤ F
//! ```
//!
//! so that a true derivative of 2F and the gradient 0 never pass, as far as the bounds hold. s is the root mean square of the block's parameters (where they are all 0, of all
//! parameters; 1 if these are 0 too). F is the largest of
//!
//! | floor | where |
//! |---|---|
//! | τ·the largest block's ‖g‖·s | some block matters more |
//! | τ·the change of the loss where all parameters change by 1/64 of their size | all blocks are small: an optimum |
//! | 8192·η·√n | ‖g‖·s ≤ 2⁻²⁰·η: by the gradient's own word the loss shows nothing of the n parameters |
//!
//! (1024 roundings, 2⁻²⁰ and the 4096 roundings above which noise is not taken for one are chosen with room to spare, and not derived.) A quotient with steps of at least 2⁻¹⁰ of the size errs by about 4·2¹⁰·η where the loss is flat, and 8192 is twice that.
//!
//! ```
//! use wellposed_core::gradcheck::{Functions, GradientCheck, Verdict};
//!
//! // Nothing depends on w₁, and the gradient says so.
//! let loss = |w: &[f64]| 1.0 + w[0] * w[0];
//! let right = Functions::new(2, loss, |w: &[f64]| vec![2.0 * w[0], 0.0]);
//! let right = right.with_blocks(wellposed_core::objective::Block::vectors(&[("a", 1), ("unused", 1)]));
//! let report = GradientCheck::of(&right).run(&[0.5, 0.5])?;
//! let floor = report.block("unused").unwrap().negligible_below.expect("it is shown to lie below a floor");
//! assert!(report.passed() && floor == 1e-7 * 0.5, "{report}");
//! // Whoever wants more says so, and is told that the loss does not show it.
//! let strict = GradientCheck::of(&right).negligible_below(1e-30).run(&[0.5, 0.5])?;
//! assert_eq!(strict.verdict, Verdict::Undecidable);
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```

use super::point::Point;
use crate::bits::{self, Real, norm};

/// Roundings that may stand in place of a zero.
const ROUNDINGS: f64 = 1024.0;
/// What is so much smaller than η is nothing to the loss, also where parameters move by many times their size.
const NOTHING: f64 = 1.0 / 1_048_576.0;
/// Noise of so many roundings of the loss is not taken for its rounding: it may be how the loss behaves within a step that is long for a small parameter.
const LARGEST_ROUNDING: f64 = 4096.0;
/// So many η a derivative times the size of its parameter may be off.
const NOISE: f64 = 8192.0;

/// Floors of the blocks of one check.
pub(super) struct Floor {
    /// The sizes of their parameters.
    sizes: Vec<f64>,
    /// The norms of their gradients.
    gradients: Vec<f64>,
    /// To which blocks a floor applies.
    applies: Vec<bool>,
    /// F as it was set, or as the largest block makes it.
    value: f64,
    /// η; 0 where F was set.
    noise: f64,
    /// What ‖g‖·s is nothing to the loss.
    nothing: f64,
}

impl Floor {
    pub(super) fn of<T: Real>(point: &Point<T>, tolerance: f64, set: Option<f64>) -> Floor {
        let all: Vec<f64> = point.parameters.iter().map(|parameter| parameter.to_f64()).collect();
        let ranges = || point.blocks.iter().map(|block| block.range.clone());
        let sizes: Vec<f64> = ranges().map(|range| size(&all[range], &all)).collect();
        let gradients: Vec<f64> = ranges().map(|range| norm(&point.base.gradient[range])).collect();
        let largest = gradients.iter().zip(&sizes).map(|(gradient, size)| gradient * size).fold(0.0, bits::max);
        let (value, noise) = set.map_or((tolerance * largest, point.base.noise), |set| (set, 0.0));
        let entry = |gradient: &[f64]| gradient.iter().fold(0.0, |largest: f64, entry| bits::max(largest, entry.abs()));
        let zero = ROUNDINGS * T::UNIT_ROUNDOFF.to_f64() * entry(&point.base.gradient);
        let rounding = LARGEST_ROUNDING * T::UNIT_ROUNDOFF.to_f64() * point.base.loss.abs();
        let nothing = NOTHING * bits::min(noise, rounding);
        let all_small =
            set.is_some() || gradients.iter().zip(&sizes).all(|(g, size)| g * size <= bits::min(noise, rounding));
        let applies = ranges().map(|range| all_small || entry(&point.base.gradient[range]) <= zero).collect();
        Floor { sizes, gradients, applies, value, noise, nothing }
    }

    /// F for the block with this number, of so many derivatives.
    pub(super) fn value(&self, number: usize, count: usize) -> f64 {
        let says_nothing = self.gradients[number] * self.sizes[number] <= self.nothing;
        if says_nothing { bits::max(self.value, NOISE * self.noise * (count as f64).sqrt()) } else { self.value }
    }

    /// The norm of the derivatives of this block that lies at the floor; 0 where there is none.
    pub(super) fn derivative(&self, number: usize, count: usize) -> f64 {
        if self.applies[number] { self.value(number, count) / self.sizes[number] } else { 0.0 }
    }

    /// Whether no block makes a floor above the noise of one derivative.
    pub(super) fn is_noise(&self) -> bool {
        self.value < NOISE * self.noise
    }

    /// Then a part of a change of the loss makes one.
    pub(super) fn or_change(&mut self, change: f64) {
        if change.is_finite() {
            self.value = bits::max(self.value, change);
        }
    }

    /// The size of the parameters of the block with this number.
    pub(super) fn size(&self, number: usize) -> f64 {
        self.sizes[number]
    }
}

/// The root mean square of a block's parameters; of all parameters where they are 0; else 1.
pub(super) fn size(block: &[f64], all: &[f64]) -> f64 {
    let rms = |values: &[f64]| norm(values) / (values.len() as f64).sqrt();
    [block, all].map(rms).into_iter().find(|size| *size > 0.0).unwrap_or(1.0)
}
