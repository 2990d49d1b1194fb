//! How is `eˣ` computed? Reduced to `|r| ≤ ln(2)/2` by Cody and Waite's subtraction, then by a polynomial.
//!
//! ```text
//! x = k·ln 2 + r,   r = (x − k·L₁) − k·L₂,   L₁ + L₂ = ln 2
//! eˣ = 2ᵏ·(1 + r(1 + r·q)),   q = ½ + r(c₃ + c₄r + … + c₁₁r⁸) ≈ (eʳ − 1 − r)/r²
//! ```
//!
//! `c₃` is the double nearest to 1/6; those above it are minimax (`coefficients.py`): `r²·q` is off by less than `2^−55.16·|r| = 0.23u|r|`, where `u = 2⁻⁵³`.
//!
//! **Error**, where it is largest, at `r = −ln(2)/2`, in units of the last place of `2^−k·eˣ < 1`, which is `u`. The last step is rounded: ½. The one
//! before it, `1 + r·q < 1`, is rounded by `u/2`, times `|r|`: 0.18. `q < ½` is rounded by `u/4`, times `r²`: 0.03. The two halves of the polynomial in it, near 1/6, are
//! rounded by `u/8`, times `|r|³`: 0.01. `x − k·L₁` is exact, for `k·L₁` has no more than 44 bits; `r` is rounded by `u/4`, times `eʳ`: 0.18. The polynomial: 0.08. Together this
//! is below 0.98; on the other side, with a unit of `2u`, it is below 0.97. A subnormal result is rounded once more, to a unit that is at least twice as large: below
//! ½ + 0.49. The tests find no more than 0.92.
//!
//! Where `eʳ − 1` is part of a larger formula, what is lost in rounding `r` is kept and added, times `eʳ`, so that `r` counts as exact.

use super::horner::horner;
use super::two_terms::{TwoTerms, exact_sum};
use super::{Function, single};
use crate::bits::lanes::{Doubles, ROUNDER};

/// `1/ln 2`.
const INVERSE_LN_2: f64 = std::f64::consts::LOG2_E;
/// The leading 33 bits of `ln 2`: times an integer of 11 bits it is exact (fdlibm, `e_exp.c`).
pub(super) const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
/// The rest of `ln 2`.
pub(super) const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);

/// `c₃, …, c₁₁`.
const COEFFICIENTS: [f64; 9] = [
    1.0 / 6.0,
    0.04166666666662033,
    0.008333333333325471,
    0.001388888892038866,
    0.00019841269882746586,
    2.4801516480635944e-5,
    2.7557243860654535e-6,
    2.762217934001219e-7,
    2.5109984323680713e-8,
];

/// `eˣ` within one unit in the last place: 0 below about −745.13, infinite above about 709.78.
///
/// ```
/// use wellposed_core::bits::exp;
///
/// assert_eq!(exp(0.0), 1.0);
/// assert_eq!(exp(-745.2), 0.0);
/// assert_eq!(exp(f64::NEG_INFINITY), 0.0);
/// assert_eq!(exp(710.0), f64::INFINITY);
/// ```
#[inline]
pub fn exp(x: f64) -> f64 {
    single(Function::Exp, x)
}

/// `eˣ` of each lane.
#[inline(always)]
pub(super) fn exp_lanes<I: Copy, D: Doubles<I>>(proof: I, x: D) -> D {
    let splat = |number| D::splat(proof, number);
    // Beyond these ends the result is infinite or zero; NaN stays.
    let x = x.at_least(splat(-746.0)).at_most(splat(710.0));
    let Power { k, r, q, .. } = power(proof, x);
    let slope = q.fused(r.high, splat(1.0));
    slope.fused(r.high, splat(1.0)).times_power_of_two(proof, k)
}

/// The parts of `eˣ = 2ᵏ·(1 + r + r²·q)`.
pub(super) struct Power<D> {
    pub(super) k: D,
    r: TwoTerms<D>,
    q: D,
    square: D,
}

/// The same parts, for `|x| < 1000`.
#[inline(always)]
pub(super) fn power<I: Copy, D: Doubles<I>>(proof: I, x: D) -> Power<D> {
    let (k, TwoTerms { high: r, low }) = reduced(proof, x);
    let (q, square) = (horner(proof, &COEFFICIENTS, r).fused(r, D::splat(proof, 0.5)), r * r);
    // What is lost of r counts eʳ times, as does a change of r.
    let low = low.fused(q.fused(square, r), low);
    Power { k, r: TwoTerms { high: r, low }, q, square }
}

/// `k` and `r`, where `x = k·ln 2 + r`; `r` in two terms.
#[inline(always)]
fn reduced<I: Copy, D: Doubles<I>>(proof: I, x: D) -> (D, TwoTerms<D>) {
    let splat = |number| D::splat(proof, number);
    let k = x.fused(splat(INVERSE_LN_2), splat(ROUNDER)) - splat(ROUNDER);
    let difference = k.fused(splat(-LN_2_HIGH), x);
    let high = k.fused(splat(-LN_2_LOW), difference);
    (k, TwoTerms { high, low: k.fused(splat(-LN_2_LOW), difference - high) })
}

/// `c + (eʳ − 1)`, where `c` is zero or at least ½.
#[inline(always)]
pub(super) fn minus_one_plus<I: Copy, D: Doubles<I>>(_: I, power: &Power<D>, c: D) -> TwoTerms<D> {
    let linear = exact_sum(c, power.r.high);
    exact_sum(linear.high, power.q.fused(power.square, power.r.low + linear.low))
}
