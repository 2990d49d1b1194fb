//! What is lost when a sum is rounded? A number that can be computed: a sum kept in two terms is exact.
//!
//! ```text
//! |a| ≥ |b| or a = 0:   high = a + b rounded,   low = b − (high − a) exactly,   high + low = a + b      (Dekker 1971)
//! ```
//!
//! What is small beside such a sum is added to `low`, and the two are summed again: `high` is then the rounded result and `low` what is still left.
//! A quotient is completed by it: with `r ≈ 1/high` and `q ≈ n·r`, one step of Newton's method is `q + (n − q·high − q·low)·r`, where `n − q·high` is one fused
//! multiply-add, and exact.

use std::ops::{Add, Sub};

use crate::bits::lanes::Doubles;

/// `high + low`, with `low` at most half a unit in the last place of `high`.
#[derive(Clone, Copy)]
pub(super) struct TwoTerms<D> {
    pub(super) high: D,
    pub(super) low: D,
}

/// `larger + smaller`, exactly, where `|larger| ≥ |smaller|` or `larger = 0`.
#[inline(always)]
pub(super) fn exact_sum<D: Copy + Add<Output = D> + Sub<Output = D>>(larger: D, smaller: D) -> TwoTerms<D> {
    let high = larger + smaller;
    TwoTerms { high, low: smaller - (high - larger) }
}

/// `−x`.
#[inline(always)]
pub(super) fn negative<I: Copy, D: Doubles<I>>(proof: I, x: D) -> D {
    D::splat(proof, -0.0) - x
}
