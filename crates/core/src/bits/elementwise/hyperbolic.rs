//! How is `tanh x` computed without cancellation at small `x`? From `e^{2|x|} − 1`, which keeps its relative error there.
//!
//! ```text
//! e^{2|x|} = 2ᵏ·eʳ,   n = (1 − 2⁻ᵏ) + (eʳ − 1),   d = (1 + 2⁻ᵏ) + (eʳ − 1),   tanh |x| = n/d
//! ```
//!
//! `n` and `d` are sums in two terms (`two_terms.rs`), `n₁ + n₂` and `d₁ + d₂`, and one division is enough: `r = 1/d₁`, `q = n₁·r`, and
//!
//! ```text
//! n/d = q + ((n₁ − q·d₁) + (n₂ − q·d₂))·r
//! ```
//!
//! **Error**, in units of the last place of the result. The last step is rounded: ½; its second term is smaller by 2⁵⁰, so that the roundings in it are nothing. `n` and
//! `d` have the error `δ` of `r²·q` in common, which makes `δ/n·(1 − tanh)` of the result. With `u = 2⁻⁵³` its parts are (`exponential.rs`):
//!
//! | `δ/u` | `q` | in `q` | `r²` | the sum | polynomial | together | `n` | `1 − tanh` | units of the result |
//! |---|---|---|---|---|---|---|---|---|---|
//! | `k = 1, r = −0.347` | 0.030 | 0.011 | 0.028 | 0.031 | 0.078 | 0.178 | 0.207 | 0.828 | 0.49 |
//! | `k = 0, r = 0.251` | 0.032 | 0.004 | 0.034 | 0.031 | 0.057 | 0.158 | 0.286 | 0.875 | 0.49 |
//!
//! These are the largest: the first, because much cancels in `n`; the second, just below `tanh = 1/8`, because the unit is smallest there. So the error is below 0.99. The tests find
//! no more than 0.9. Above 22, `1 − tanh x < 2e^{−44}` is far below half a unit.

use super::exponential::{minus_one_plus, power};
use super::two_terms::negative;
use super::{Function, single};
use crate::bits::lanes::{Doubles, ROUNDER};

/// The bits of a magnitude, and that of the sign.
const MAGNITUDE: f64 = f64::from_bits(u64::MAX >> 1);
const SIGN: f64 = -0.0;

/// The hyperbolic tangent within one unit in the last place; `tanh(±0) = ±0`.
///
/// ```
/// use wellposed_core::bits::tanh;
///
/// assert_eq!(tanh(1e-300), 1e-300);
/// assert_eq!(tanh(-25.0), -1.0);
/// ```
#[inline]
pub fn tanh(x: f64) -> f64 {
    single(Function::Tanh, x)
}

/// The hyperbolic tangent of each lane.
#[inline(always)]
pub(super) fn tanh_lanes<I: Copy, D: Doubles<I>>(proof: I, x: D) -> D {
    let splat = |number| D::splat(proof, number);
    let magnitude = x.and(splat(MAGNITUDE)).at_most(splat(22.0));
    let power = power(proof, magnitude + magnitude);
    // The biased exponent −k + 1023 is moved from the low bits of a sum to its place.
    let scale = (splat(ROUNDER + 1_023.0) - power.k).shift_left::<52>();
    let (one_minus, one_plus) = (splat(1.0) - scale, splat(1.0) + scale);
    let (n, mut d) = (minus_one_plus(proof, &power, one_minus), minus_one_plus(proof, &power, one_plus));
    // d − n = 2·2⁻ᵏ. From k = 53 on this is lost, in part or whole, when 1 ∓ 2⁻ᵏ is rounded.
    d.low = d.low + ((scale + scale) - (one_plus - one_minus));
    let reciprocal = splat(1.0) / d.high;
    let quotient = n.high * reciprocal;
    let minus = negative(proof, quotient);
    let rest = minus.fused(d.high, n.high) + minus.fused(d.low, n.low);
    rest.fused(reciprocal, quotient).and(splat(MAGNITUDE)).or(x.and(splat(SIGN)))
}
