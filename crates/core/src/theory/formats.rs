//! Into how many layers does a number format reach? The exponent k at which cᵏ overflows, turns subnormal, reaches zero or sticks.
//!
//! A binary format with p significant bits has normal numbers from 2^E_min to (2 − 2¹⁻ᵖ)·2^E_max, and below them the multiples of 2^(E_min+1−p)
//! (IEEE 754-2019, table 3.5; for bf16 Kalamkar et al. 2019, *A Study of BFLOAT16 for Deep Learning Training*):
//!
//! | | p | E_min | E_max | unit roundoff 2⁻ᵖ | largest | smallest normal | smallest subnormal |
//! |---|---|---|---|---|---|---|---|
//! | f64 | 53 | −1022 | 1023 | 1.1·10⁻¹⁶ | 1.8·10³⁰⁸ | 2.2·10⁻³⁰⁸ | 4.9·10⁻³²⁴ |
//! | f32 | 24 | −126 | 127 | 6.0·10⁻⁸ | 3.4·10³⁸ | 1.2·10⁻³⁸ | 1.4·10⁻⁴⁵ |
//! | bf16 | 8 | −126 | 127 | 3.9·10⁻³ | 3.4·10³⁸ | 1.2·10⁻³⁸ | 9.2·10⁻⁴¹ |
//! | f16 | 11 | −14 | 15 | 4.9·10⁻⁴ | 65504 | 6.1·10⁻⁵ | 6.0·10⁻⁸ |
//!
//! # Repeated products
//!
//! Start at 1, multiply by c and round, again and again: to nearest, ties to even. First c itself is rounded, which matters near 1 (1.01 becomes
//! 1.0078 in bf16, 1.001 becomes 1). While the values are normal, each product is off by a factor between 1 − u and 1 + u, so a threshold T is crossed
//! between ln T/ln(c(1 + u)) and ln T/ln(c(1 − u)) products ([`Format::overflow`], [`Format::subnormal`]). A power of two makes no error at all.
//!
//! Below the smallest normal number the spacing is constant and n, the value in units of the smallest subnormal number, goes to round(c·n). It
//! stays where (1 − c)·n < ½ (or = ½ with n even). This map is monotone, so a falling sequence stops at the largest n that stays
//! ([`Format::sticks_at`]): none for c ≤ ½, and at least 1 for ½ < c < 1, which therefore never reaches zero. Until then n moves by c·n ± ½, so with
//! n∞ = ½/(1 − c) and λ = ln(1/c) it takes at least ln((n₀ + n∞)/(n + n∞))/λ products from n₀ = 2^(p−1). It takes at most ln((n₀ − n∞)·λ)/λ to come within
//! 1/λ of n∞, and from there falls by 1 or more each time ([`Format::settles`]).
//!
//! The number next below 1 is c = 1 − u. It moves every normal number to the next one below, so 2ᵖ⁻¹ products lead from
//! one power of two to the next and 2ᵖ⁻¹·|E_min| to the smallest normal number; there (1 − c)·n = ½ with n even, and it
//! stays.
//!
//! A c that is not a normal number of the format (0, negative, infinite, NaN, or out of its range) has no such
//! sequence: the answers are `None`, and [`Format::sticks_at`] is 0.
//!
//! ```
//! use wellposed_core::theory::formats::{Depths, Format};
//!
//! assert_eq!(Format::F32.overflow(1.5), Some(Depths { low: 219, high: 219 }));
//! assert_eq!(Format::F32.settles(0.5), Some(Depths { low: 150, high: 150 })); // 0.5¹⁴⁹ is the smallest number of f32
//! assert_eq!(Format::F32.sticks_at(0.5), 0);
//! assert_eq!(Format::F32.sticks_at(0.9), 4); // 4·0.9 = 3.6 rounds to 4
//! ```

use crate::bits;
use std::f64::consts::LN_2;

/// A binary floating-point format with subnormal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// `f64`, `f32`, `bf16` or `f16`.
    pub name: &'static str,
    /// Significant bits p, the leading one included.
    pub digits: i32,
    /// Exponent of the smallest normal number.
    pub smallest_exponent: i32,
    /// Exponent of the largest numbers.
    pub largest_exponent: i32,
}

/// The exponents k among which something happens for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depths {
    /// Not before this.
    pub low: u64,
    /// Not after this.
    pub high: u64,
}

impl Format {
    /// IEEE 754 double precision.
    pub const F64: Format = Format { name: "f64", digits: 53, smallest_exponent: -1022, largest_exponent: 1023 };
    /// IEEE 754 single precision.
    pub const F32: Format = Format { name: "f32", digits: 24, smallest_exponent: -126, largest_exponent: 127 };
    /// The upper half of single precision.
    pub const BF16: Format = Format { name: "bf16", digits: 8, smallest_exponent: -126, largest_exponent: 127 };
    /// IEEE 754 half precision.
    pub const F16: Format = Format { name: "f16", digits: 11, smallest_exponent: -14, largest_exponent: 15 };
    /// All of them.
    pub const ALL: [Format; 4] = [Format::F64, Format::F32, Format::BF16, Format::F16];

    /// The largest relative error of one rounding, 2⁻ᵖ.
    pub fn unit_roundoff(self) -> f64 {
        libm::ldexp(1.0, -self.digits)
    }

    /// The largest finite number.
    pub fn largest(self) -> f64 {
        libm::ldexp(2.0 - 2.0 * self.unit_roundoff(), self.largest_exponent)
    }

    /// The smallest positive number with full precision.
    pub fn smallest_normal(self) -> f64 {
        libm::ldexp(1.0, self.smallest_exponent)
    }

    /// The smallest positive number.
    pub fn smallest_subnormal(self) -> f64 {
        libm::ldexp(1.0, self.smallest_exponent + 1 - self.digits)
    }

    /// The nearest number of the format, for a positive number between the smallest normal and the largest;
    /// [`Format::factor`] refuses others.
    pub fn nearest(self, number: f64) -> f64 {
        // frexp gives a fraction from ½ to 1: p bits before the point hold what the format keeps.
        let (fraction, exponent) = libm::frexp(number);
        libm::ldexp(libm::ldexp(fraction, self.digits).round_ties_even(), exponent - self.digits)
    }

    /// c, rounded to the format; `None` unless it is a positive normal number there.
    pub fn factor(self, c: f64) -> Option<f64> {
        let is_normal = c >= self.smallest_normal() && c < f64::INFINITY;
        is_normal.then(|| self.nearest(c)).filter(|&c| c <= self.largest())
    }

    /// The first k for which cᵏ is infinite; `None` unless c, rounded to the format, exceeds 1 and is finite.
    pub fn overflow(self, c: f64) -> Option<Depths> {
        // Half a spacing above the largest number a tie goes up.
        let threshold = f64::from(self.largest_exponent + 1) * LN_2 + bits::ln_1p(-self.unit_roundoff() / 2.0);
        let c = self.factor(c)?;
        (c > 1.0).then(|| self.crossing(c, threshold, Reached::AtThreshold))
    }

    /// The first k for which cᵏ lies below the smallest normal number; `None` unless c, rounded to the format, is a
    /// normal number below 1, and for the c next below 1, whose powers stick at the smallest normal number itself.
    pub fn subnormal(self, c: f64) -> Option<Depths> {
        let threshold = f64::from(self.smallest_exponent) * LN_2;
        let c = self.factor(c)?;
        (c < 1.0 - self.unit_roundoff()).then(|| self.crossing(c, threshold, Reached::Beyond))
    }

    // ANCHOR: sticks_at
    /// In units of the smallest subnormal number, where a falling sequence cᵏ stays for ever: 0 for c ≤ ½. For c ≥ 1 no
    /// sequence falls, and it is 0 too, as for a c that is no normal number.
    pub fn sticks_at(self, c: f64) -> u64 {
        let loss = 1.0 - self.factor(c).unwrap_or(1.0);
        if loss <= 0.0 {
            return 0;
        }
        // c is a multiple of 2⁻⁵³, and so is n·(1 − c): below 1 it is exact.
        let stays = |n: u64| {
            let lost = n as f64 * loss;
            lost < 0.5 || (lost == 0.5 && n.is_multiple_of(2))
        };
        let candidate = (0.5 / loss).ceil() as u64;
        (0..=candidate).rev().find(|&n| stays(n)).unwrap_or(0)
    }
    // ANCHOR_END: sticks_at

    /// The first k for which cᵏ is where it stays: at zero or at [`Format::sticks_at`]; `None` unless c, rounded to the
    /// format, is a normal number below 1.
    pub fn settles(self, c: f64) -> Option<Depths> {
        let exact = self.factor(c)?;
        if exact == 1.0 - self.unit_roundoff() {
            let products = u64::from(self.smallest_exponent.unsigned_abs()) << (self.digits - 1);
            return Some(Depths { low: products, high: products });
        }
        let normal = self.subnormal(c)?;
        if is_power_of_two(exact) {
            // Zero from half of the smallest subnormal number on: the tie goes to the even one.
            let threshold = f64::from(self.smallest_exponent - self.digits) * LN_2;
            return Some(self.crossing(exact, threshold, Reached::AtThreshold));
        }
        let (rate, end) = (-bits::ln(exact), self.sticks_at(c) as f64);
        let (start, drift) = (libm::ldexp(1.0, self.digits - 1), 0.5 / (1.0 - exact));
        let least = bits::ln((start + drift) / (end + drift)) / rate;
        let most = bits::ln(bits::max((start - drift) * rate, 1.0)) / rate + drift + 1.0 / rate - end;
        // The last product above the smallest normal number leaves up to one factor of 1/c.
        Some(Depths {
            low: (normal.low as f64 - 1.0 + least).floor() as u64,
            high: normal.high + most.ceil() as u64 + 1,
        })
    }

    /// Between which k the threshold is crossed, if every product may be off by a factor of 1 ± u.
    fn crossing(self, c: f64, ln_threshold: f64, reached: Reached) -> Depths {
        let u = if is_power_of_two(c) { 0.0 } else { self.unit_roundoff() };
        let at = |rounding: f64| {
            let real = ln_threshold / (bits::ln(c) + bits::ln_1p(rounding));
            // Only powers of two meet a threshold exactly; logarithms don't say so to the last digit.
            match (reached, (real - real.round()).abs() < 1e-9) {
                (Reached::Beyond, true) => real.round() as u64 + 1,
                (Reached::AtThreshold, true) => real.round() as u64,
                _ => real.ceil() as u64,
            }
        };
        let (one, other) = (at(-u), at(u));
        Depths { low: one.min(other), high: one.max(other) }
    }
}

/// Whether the threshold itself counts as crossed.
#[derive(Clone, Copy)]
enum Reached {
    AtThreshold,
    Beyond,
}

fn is_power_of_two(number: f64) -> bool {
    libm::frexp(number).0 == 0.5
}

#[cfg(test)]
mod tests;
