//! How is a fused multiply-add found without the instruction? From sums and products whose rounding errors are known; where these fail, from integers.
//!
//! **In numbers.** For `|a|, |b|` in 2^±480 (or zero) and `|c| < 2^1000` nothing below overflows, and no rounding error underflows; then (Boldo & Melquiond, "Emulation of FMA and
//! correctly rounded sums: proved algorithms using rounding to odd", IEEE Transactions on Computers 57, 2008)
//!
//! ```text
//! u₁ + u₂ = a·b        exactly (Dekker 1971, with Veltkamp's split)
//! t₁ + t₂ = c + u₂     exactly (Knuth)
//! v₁ + v₂ = u₁ + t₁    exactly
//! a·b + c = v₁ + (t₂ + v₂ rounded to odd),   rounded once
//! ```
//!
//! Where `u₂` is zero, because the product is exact, `u₁ + c` is the result, with the sign of zero that it must have. All lanes take these
//! steps together, and where one is out of range all are computed in integers, one after the other.
//!
//! **In integers.** With `a = m_a·2^i` and so on, `m_a·m_b` has at most 106 bits and is exact in 128. Both terms are shifted up to bit 124, and the one with the smaller
//! exponent down again by the difference; what falls out below is kept as one bit that is set if anything did ("sticky"). Something can only fall out if the
//! exponents differ by more than 18 bits, since there are 19 zeros below a product; then at most one leading bit cancels, and the lowest bit is far below those
//! that decide the rounding. One rounding follows, to 53 bits, or to fewer where the result is subnormal.

/// `2^-480`, `2^480` and `2^1000`: within these ends nothing overflows or underflows.
const LEAST_FACTOR: f64 = f64::from_bits((1023 - 480) << 52);
const LARGEST_FACTOR: f64 = f64::from_bits((1023 + 480) << 52);
const LARGEST_ADDEND: f64 = f64::from_bits((1023 + 1000) << 52);
/// `2²⁷ + 1`: splits 53 bits into twice 26 and a sign.
const SPLITTER: f64 = 134_217_729.0;

/// `a·b + c` of each lane, rounded once.
// A module of WebAssembly is loaded with a page: one copy there, where elsewhere each kernel has its own.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn fused_doubles<const N: usize>(a: [f64; N], b: [f64; N], c: [f64; N]) -> [f64; N] {
    let mut within = true;
    for lane in 0..N {
        within &= is_factor(a[lane]) & is_factor(b[lane]) & (c[lane].abs() <= LARGEST_ADDEND);
    }
    if within { fused_within(a, b, c) } else { each_in_integers(a, b, c) }
}

#[inline(always)]
fn is_factor(x: f64) -> bool {
    (x == 0.0) | ((x.abs() >= LEAST_FACTOR) & (x.abs() <= LARGEST_FACTOR))
}

#[inline(never)]
fn each_in_integers<const N: usize>(a: [f64; N], b: [f64; N], c: [f64; N]) -> [f64; N] {
    std::array::from_fn(|lane| in_integers(a[lane], b[lane], c[lane]))
}

/// The same in `f32`: a product is exact in `f64`; the sum is rounded to odd there, so that the rounding to `f32` is the only one that counts.
#[cfg_attr(target_arch = "wasm32", inline(never))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn fused_singles<const N: usize>(a: [f32; N], b: [f32; N], c: [f32; N]) -> [f32; N] {
    let mut result = c;
    for lane in 0..N {
        result[lane] = odd_sum(f64::from(a[lane]) * f64::from(b[lane]), f64::from(c[lane])) as f32;
    }
    result
}

/// The same for lanes of which none is out of range.
// Each step for all lanes, and then the next, without a branch: so the compiler finds the registers.
#[inline(always)]
fn fused_within<const N: usize>(a: [f64; N], b: [f64; N], c: [f64; N]) -> [f64; N] {
    let (mut product, mut product_rest) = ([0.0; N], [0.0; N]);
    for lane in 0..N {
        product[lane] = a[lane] * b[lane];
        let ((a_high, a_low), (b_high, b_low)) = (split(a[lane]), split(b[lane]));
        product_rest[lane] = a_low * b_low - (((product[lane] - a_high * b_high) - a_low * b_high) - a_high * b_low);
    }
    let (mut sum, mut rest) = ([0.0; N], [0.0; N]);
    for lane in 0..N {
        let (first, first_rest) = exact_sum(c[lane], product_rest[lane]);
        let (second, second_rest) = exact_sum(product[lane], first);
        (sum[lane], rest[lane]) = (second, odd_sum(first_rest, second_rest));
    }
    let mut result = [0.0; N];
    for lane in 0..N {
        result[lane] = where_zero(product_rest[lane], product[lane] + c[lane], sum[lane] + rest[lane]);
    }
    result
}

/// One number where `x` is zero, and the other where it is not.
#[inline(always)]
fn where_zero(x: f64, zero: f64, other: f64) -> f64 {
    let mask = u64::from(x == 0.0).wrapping_neg();
    f64::from_bits(zero.to_bits() & mask | other.to_bits() & !mask)
}

#[inline(always)]
fn split(x: f64) -> (f64, f64) {
    let scaled = SPLITTER * x;
    let high = scaled - (scaled - x);
    (high, x - high)
}

/// The rounded sum, and what is lost in rounding it (Knuth).
#[inline(always)]
fn exact_sum(x: f64, y: f64) -> (f64, f64) {
    let sum = x + y;
    let part = sum - x;
    (sum, (x - (sum - part)) + (y - part))
}

/// `a·b + c`, rounded once, for all numbers there are.
fn in_integers(a: f64, b: f64, c: f64) -> f64 {
    if !(a.is_finite() && b.is_finite()) {
        return a * b + c;
    }
    if !c.is_finite() {
        return c;
    }
    if a == 0.0 || b == 0.0 {
        return a * b + c;
    }
    // The product alone has the sign and the rounding that it must have.
    if c == 0.0 {
        return a * b;
    }
    let (m_a, i_a) = parts(a);
    let (m_b, i_b) = parts(b);
    let (m_c, i_c) = parts(c);
    let product = leading(u128::from(m_a) * u128::from(m_b), i_a + i_b, a.is_sign_negative() != b.is_sign_negative());
    let addend = leading(u128::from(m_c), i_c, c.is_sign_negative());
    let (larger, smaller) = if product.exponent >= addend.exponent { (product, addend) } else { (addend, product) };
    let shifted = down(smaller.mantissa, larger.exponent.abs_diff(smaller.exponent));
    if larger.negative == smaller.negative {
        return rounded(Term { mantissa: larger.mantissa + shifted, ..larger });
    }
    // Equal exponents: either may be the larger. Nothing is left of equals but +0.
    if shifted > larger.mantissa {
        rounded(Term { mantissa: shifted - larger.mantissa, negative: smaller.negative, ..larger })
    } else if shifted == larger.mantissa {
        0.0
    } else {
        rounded(Term { mantissa: larger.mantissa - shifted, ..larger })
    }
}

/// A number ±mantissa·2^exponent that is not zero.
#[derive(Clone, Copy)]
struct Term {
    mantissa: u128,
    exponent: i32,
    negative: bool,
}

/// Where the leading bit is moved: two sums of such numbers do not overflow.
const LEADING: u32 = 124;

/// A finite number that is not zero as an integer of at most 53 bits and the exponent of two.
fn parts(x: f64) -> (u64, i32) {
    let (exponent, fraction) = ((x.to_bits() >> 52 & 0x7ff) as i32, x.to_bits() & ((1 << 52) - 1));
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
}

fn leading(mantissa: u128, exponent: i32, negative: bool) -> Term {
    let shift = mantissa.leading_zeros() - (127 - LEADING);
    Term { mantissa: mantissa << shift, exponent: exponent - shift as i32, negative }
}

/// Shifted down, with the lowest bit set if a bit fell out.
fn down(mantissa: u128, shift: u32) -> u128 {
    let shift = shift.min(127);
    let kept = mantissa >> shift;
    kept | u128::from(kept << shift != mantissa)
}

/// The nearest `f64`, of two equally near the even one.
fn rounded(term: Term) -> f64 {
    let bits = 128 - term.mantissa.leading_zeros() as i32;
    // The exponent of the last place: that of 53 bits, or of the least subnormal number.
    let last = (term.exponent + bits - 53).max(-1074);
    let shift = last - term.exponent;
    let magnitude = if shift <= 0 {
        // All bits fit (after a cancellation).
        (term.mantissa << -shift) as u64
    } else {
        // Two more places than are kept, the last of them sticky.
        let kept = down(term.mantissa << 2, shift as u32);
        let (quarters, whole) = (kept & 3, (kept >> 2) as u64);
        whole + u64::from(quarters == 3 || quarters == 2 && whole & 1 == 1)
    };
    // Added, not joined: the leading bit of the magnitude counts the exponent up by one, and a carry out of it by one more.
    let magnitude = (((last + 1074) as u64) << 52).saturating_add(magnitude).min(f64::INFINITY.to_bits());
    f64::from_bits(u64::from(term.negative) << 63 | magnitude)
}

/// `x + y` rounded to odd: towards zero or away, whichever of the two neighbors has an odd last place, if the sum is not exact.
#[inline(always)]
fn odd_sum(x: f64, y: f64) -> f64 {
    let (sum, rest) = exact_sum(x, y);
    // An inexact sum is not zero. One step towards the rest, as integers: up in magnitude if both have one sign. Without a branch, so that it is done in registers.
    let bits = sum.to_bits();
    let is_even_and_inexact = u64::from(rest != 0.0) & u64::from(sum.is_finite()) & !bits;
    let apart = (bits ^ rest.to_bits()) >> 63;
    f64::from_bits(bits.wrapping_add(is_even_and_inexact).wrapping_sub(2 * (apart & is_even_and_inexact)))
}

#[cfg(test)]
mod tests;
