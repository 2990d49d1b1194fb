//! How is a polynomial taken of many numbers at once? By Horner's rule in `x²`, fused, each lane of a register with its own argument.
//!
//! ```text
//! c₀ + x(c₁ + x(c₂ + …)) = (c₀ + x²(c₂ + x²(c₄ + …))) + x·(c₁ + x²(c₃ + …))
//! ```
//!
//! A step waits for the one before it, about four cycles. The two halves do not wait for each other, so the chain is half as long as that of Horner's rule in `x`, for one
//! more multiplication.

use crate::bits::lanes::Doubles;

/// `c₀ + x(c₁ + x(c₂ + …))` of each lane, of at least two terms.
#[inline(always)]
pub(super) fn horner<I: Copy, D: Doubles<I>, const TERMS: usize>(proof: I, coefficients: &[f64; TERMS], x: D) -> D {
    let square = x * x;
    let mut sum = D::splat(proof, coefficients[TERMS - 1]);
    let mut other = D::splat(proof, coefficients[TERMS - 2]);
    // From the last to the first, to one half and to the other in turn.
    for n in (0..TERMS - 2).rev() {
        (sum, other) = (other, sum.fused(square, D::splat(proof, coefficients[n])));
    }
    sum.fused(x, other)
}
