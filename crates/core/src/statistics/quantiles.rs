//! Beyond which value does a standard normal, or a Student t, fall with a given small probability?
//!
//! Φ(z) = erfc(−z/√2)/2. For ν whole degrees of freedom the two-sided probability P(|T| ≤ t) is a finite sum in
//! θ = atan(t/√ν) (Abramowitz & Stegun, *Handbook of Mathematical Functions*, 26.7.3 and 26.7.4):
//!
//! - ν odd: (2/π)·(θ + sin θ·(cos θ + (2/3) cos³θ + … + (2·4⋯(ν−3))/(3·5⋯(ν−2)) cos^(ν−2) θ)), and 2θ/π for ν = 1;
//! - ν even: sin θ·(1 + (1/2) cos²θ + … + (1·3⋯(ν−3))/(2·4⋯(ν−2)) cos^(ν−2) θ).
//!
//! Without an end the same series add up to 1, so P(|T| > t) is the part that was left out: its terms are positive too,
//! and each is less than cos²θ times the one before.
//!
//! # Which of the two is inverted
//!
//! For a probability p let s = 2·min(p, 1 − p), the probability of both tails. From s = 10⁻⁶ on P(|X| ≤ x) = 1 − s is
//! inverted. It is known to an absolute u only, hence s to u/s, relative, and x to about u/(x²s): 10⁻¹³ at 95 %, 10⁻¹¹
//! at s = 10⁻⁶. Below, P(|X| > x) = s is inverted, to a few u or ν·u for every normal s: where 1 − s is 1, the other
//! way would find nothing.
//!
//! Both are inverted by bisection down to neighboring numbers, so a quantile is as good as the probability.
//!
//! ```
//! use wellposed_core::statistics::{normal_quantile, student_quantile};
//!
//! // One degree of freedom is the Cauchy distribution: tan(0.475 π).
//! assert!((student_quantile(0.975, 1)? - 12.706_204_736).abs() < 1e-8);
//! assert!((normal_quantile(1e-17)? + 8.493_793_224_109_598).abs() < 1e-14);
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use super::StatisticsError;
use crate::bits;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_PI, FRAC_2_SQRT_PI, SQRT_2};

/// Tails that are smaller together are inverted themselves.
const SMALL: f64 = 1e-6;

/// φ(z) = e^(−z²/2)/√(2π), the density of a standard normal number.
pub fn normal_density(z: f64) -> f64 {
    bits::exp(-0.5 * z * z) * (0.5 * FRAC_1_SQRT_2 * FRAC_2_SQRT_PI)
}

/// Φ(z), the probability of a standard normal number below z; its relative error stays small far on the left.
pub fn normal_distribution(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The z with Φ(z) = `probability`.
///
/// # Errors
/// A probability that is not strictly between 0 and 1.
pub fn normal_quantile(probability: f64) -> Result<f64, StatisticsError> {
    // The tail further out than 40 standard deviations is below the smallest positive number.
    symmetric_quantile(probability, 40.0, |z| libm::erf(z / SQRT_2), |z| libm::erfc(z / SQRT_2))
}

/// The t with P(T ≤ t) = `probability` for Student's distribution with `degrees` ≥ 1 degrees of freedom; infinite where
/// it overflows (one degree, and a tail below 10⁻³⁰⁸).
///
/// # Errors
/// A probability that is not strictly between 0 and 1, or no degree of freedom.
pub fn student_quantile(probability: f64, degrees: usize) -> Result<f64, StatisticsError> {
    if degrees == 0 {
        return Err(StatisticsError::TooFew { what: "Student's distribution", needed: 1, found: 0 });
    }
    if degrees > MANY {
        return Ok(far_out(normal_quantile(probability)?, degrees as f64));
    }
    symmetric_quantile(probability, 1e17, |t| student_inside(t, degrees), |t| student_outside(t, degrees))
}

/// Beyond so many degrees of freedom the series, with half as many terms, gives way to an expansion.
const MANY: usize = 1 << 20;

/// The quantile of Student's distribution from that of the normal law, to order 1/ν³ (Abramowitz & Stegun, 26.7.5). What is left out is of order z⁹/ν⁴: relative to a quantile below 40, less
/// than 10⁻¹² from 2²⁰ degrees on, and far less where z is small.
fn far_out(z: f64, degrees: f64) -> f64 {
    let square = z * z;
    let first = (square + 1.0) / 4.0;
    let second = ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    z * (1.0 + (first + (second + third / degrees) / degrees) / degrees)
}

/// sin θ, cos θ, and the terms of the series of the head of this file without end, for θ = atan(t/√degrees).
fn student_terms(t: f64, degrees: usize) -> (f64, f64, impl Iterator<Item = f64>) {
    let root = (degrees as f64).sqrt();
    let hypotenuse = libm::hypot(t, root);
    let (sine, cosine) = (t / hypotenuse, root / hypotenuse);
    let first = if degrees % 2 == 1 { (2.0, cosine) } else { (1.0, 1.0) };
    // Each term is the one before times cos²θ·k/(k+1).
    let next = move |&(k, term): &(f64, f64)| Some((k + 2.0, term * (cosine * cosine * k / (k + 1.0))));
    (sine, cosine, std::iter::successors(Some(first), next).map(|(_, term)| term))
}

/// How many terms of the series belong to P(|T| ≤ t); with an odd number of degrees θ is one more.
fn terms_inside(degrees: usize) -> usize {
    if degrees % 2 == 1 { (degrees - 1) / 2 } else { degrees / 2 }
}

/// P(|T| ≤ t).
fn student_inside(t: f64, degrees: usize) -> f64 {
    let (sine, _, terms) = student_terms(t, degrees);
    let sum = terms.take(terms_inside(degrees)).fold(0.0, |sum, term| sum + term);
    if degrees % 2 == 1 { FRAC_2_PI * (libm::atan2(t, (degrees as f64).sqrt()) + sine * sum) } else { sine * sum }
}

/// P(|T| > t). What is left out after a term is below term·cos²θ/sin²θ.
fn student_outside(t: f64, degrees: usize) -> f64 {
    let (sine, cosine, terms) = student_terms(t, degrees);
    let ratio = cosine * cosine / (sine * sine);
    let (mut sum, mut before) = (0.0, f64::INFINITY);
    for term in terms.skip(terms_inside(degrees)) {
        sum += term;
        // The smallest numbers times a factor near 1 are themselves again: there the series has no end.
        if term * ratio <= 0.25 * f64::EPSILON * sum || term == before {
            break;
        }
        before = term;
    }
    if degrees % 2 == 1 { FRAC_2_PI * (sine * sum) } else { sine * sum }
}

/// P(|T| > t), t ≥ 0.
pub(super) fn student_tails(t: f64, degrees: usize) -> f64 {
    if t == f64::INFINITY {
        return 0.0;
    }
    let tails = 1.0 - student_inside(t, degrees);
    if tails >= SMALL { tails } else { student_outside(t, degrees) }
}

/// Inverts P(|X| ≤ x), or far out P(|X| > x), for a symmetric distribution: bisection until no number lies between the
/// ends.
fn symmetric_quantile(
    probability: f64,
    limit: f64,
    inside: impl Fn(f64) -> f64,
    outside: impl Fn(f64) -> f64,
) -> Result<f64, StatisticsError> {
    if !(probability > 0.0 && probability < 1.0) {
        return Err(StatisticsError::Probability { what: "the probability of a quantile", value: probability });
    }
    let tails = 2.0 * bits::min(probability, 1.0 - probability);
    let magnitude = if tails >= SMALL {
        let wanted = (2.0 * probability - 1.0).abs();
        bisect(limit, |x| inside(x) <= wanted)
    } else {
        // 1 lies well inside: the tails beyond it are at least 0.3 of any of these laws.
        let mut limit = 2.0;
        while limit < f64::INFINITY && outside(limit) > tails {
            limit *= 2.0;
        }
        if limit == f64::INFINITY { limit } else { bisect(limit, |x| outside(x) >= tails) }
    };
    Ok(if probability < 0.5 { -magnitude } else { magnitude })
}

/// The largest number from 0 to `limit` that lies below, where all smaller ones do.
pub(super) fn bisect(limit: f64, is_below: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, limit);
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return low;
        }
        if is_below(middle) { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests;
