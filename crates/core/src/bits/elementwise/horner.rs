//! How is a polynomial taken of many numbers at once? By Horner's rule, all lanes through one coefficient and then through the next.
//!
//! The lanes do not wait for each other, and a chain of dependent operations is as long as the polynomial, whatever the number of lanes.

use std::hint::black_box;

/// `c₀ + x(c₁ + x(c₂ + …))` of each lane.
#[inline(always)]
pub(super) fn horner<const N: usize, const TERMS: usize>(coefficients: &[f64; TERMS], x: [f64; N]) -> [f64; N] {
    let mut sum = [coefficients[TERMS - 1]; N];
    // A loop whose length the compiler is not told stays one, with the lanes inside; unrolled, it would compute one lane after the other.
    for coefficient in black_box(&coefficients[..TERMS - 1]).iter().rev() {
        for lane in 0..N {
            sum[lane] = sum[lane] * x[lane] + coefficient;
        }
    }
    sum
}
