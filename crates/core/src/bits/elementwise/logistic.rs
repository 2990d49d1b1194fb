//! How is the logistic function computed without overflow, and hardly rounded but once? By `1/(1 + e⁻ˣ)` with both terms divided by `2ᵏ`, and one division, completed.
//!
//! ```text
//! e⁻ˣ = 2ᵏ·eʳ,   d = 2⁻ᵏ + eʳ,   sigmoid(x) = 2⁻ᵏ/d
//! ```
//!
//! `d` is a sum in two terms, `d₁ + d₂` (`two_terms.rs`), and with `q = 1/d₁` one step of Newton's method gives `1/d = q + q·((1 − q·d₁) − q·d₂)`, where
//! `1 − q·d₁` is exact.
//!
//! **Error**, in units of the last place of the result. The last step is rounded: ½; its second term is smaller by 2⁵⁰. With `u = 2⁻⁵³` the error of
//! `eʳ` is below `0.18u` at `r = −ln(2)/2`, where `eʳ = 0.71`, and below `0.25u` at `r = ln(2)/2`, where `eʳ = 1.41` (its parts are those in `hyperbolic.rs`). That is
//! below `0.26u` relative to `d > eʳ`: 0.26. Together this is below 0.8. A subnormal result is rounded once more, to a unit that is at least twice as large: below 0.9.

use super::exponential::{minus_one_plus, power};
use super::two_terms::{exact_sum, negative};
use super::{Function, single};
use crate::bits::lanes::Doubles;

/// `1/(1 + e⁻ˣ)` within one unit in the last place, subnormal and then zero for very negative `x`.
///
/// ```
/// use wellposed_core::bits::sigmoid;
///
/// assert_eq!(sigmoid(0.0), 0.5);
/// assert_eq!(sigmoid(40.0), 1.0);
/// assert!(sigmoid(-740.0) > 0.0);
/// ```
#[inline]
pub fn sigmoid(x: f64) -> f64 {
    single(Function::Sigmoid, x)
}

/// The logistic function of each lane.
#[inline(always)]
pub(super) fn sigmoid_lanes<I: Copy, D: Doubles<I>>(proof: I, x: D) -> D {
    let one = D::splat(proof, 1.0);
    // Beyond these ends the result is zero or 1; NaN stays.
    let minus_x = negative(proof, x).at_least(D::splat(proof, -40.0));
    let power = power(proof, minus_x.at_most(D::splat(proof, 746.0)));
    let minus_k = negative(proof, power.k);
    let (scale, exp) = (one.times_power_of_two(proof, minus_k), minus_one_plus(proof, &power, one));
    let mut d = exact_sum(exp.high.at_least(scale), exp.high.at_most(scale));
    d.low = d.low + exp.low;
    let reciprocal = one / d.high;
    let minus = negative(proof, reciprocal);
    let rest = minus.fused(d.low, minus.fused(d.high, one));
    rest.fused(reciprocal, reciprocal).times_power_of_two(proof, minus_k)
}
