//! Is a sum of squares of normal numbers as large as it should be? The χ² distribution, and with it the interval of a variance.
//!
//! P(χ²_ν ≤ x) = P(a, s), the regularized incomplete gamma function, with a = ν/2 and s = x/2 (*NIST Digital Library of Mathematical
//! Functions*, 8.11.4 and 8.9.2):
//!
//! ```text
//! s ≤ a + 1:  P(a, s) = sᵃe⁻ˢ/Γ(a + 1) · (1 + s/(a+1) + s²/((a+1)(a+2)) + …)
//! s > a + 1:  1 − P(a, s) = sᵃe⁻ˢ/Γ(a) · 1/(s + 1 − a − 1·(1 − a)/(s + 3 − a − 2·(2 − a)/(s + 5 − a − …)))
//! ```
//!
//! Both stop when a step changes less than rounding, after some 8√a steps at worst. The factor in front is computed through logarithms;
//! its relative error, and so that of the smaller tail, is about a·ln a·u: 10⁻¹⁰ for a million degrees of freedom.
//! The quantile is found by bisection down to neighboring numbers.
//!
//! **Variance.** For n independent normal values with a *known* mean, Σ(x − μ)²/σ² is χ²_n, so σ² lies between Σ(x − μ)²/χ²_n(1 − t) and Σ(x − μ)²/χ²_n(t)
//! with confidence 1 − 2t: exact for every n. For other laws it is wrong, and not only a little, however many values there are: Σ(x − μ)² of a
//! uniform law has 0.4 of the variance, and so its interval should be 0.63 times as wide.
//!
//! ```
//! use wellposed_core::statistics::{chi_squared_quantile, normal_variance_interval};
//!
//! assert!((chi_squared_quantile(0.95, 1)? - 3.841_458_820_694_124).abs() < 1e-12);
//! let interval = normal_variance_interval(&[1.0, -1.0, 2.0, 0.0], 0.0, 0.95)?;
//! assert!(interval.low < 1.5 && 1.5 < interval.high);
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use super::{Interval, StatisticsError, require, require_bounds, require_confidence, square};
use crate::bits;

/// With more degrees of freedom a series would take minutes, and less than six digits would be left.
const MOST: usize = 1 << 30;

/// P(χ² ≤ x) with 1 to 2³⁰ degrees of freedom.
///
/// # Errors
/// No degree of freedom or more than 2³⁰, or an x that is negative or NaN.
pub fn chi_squared_distribution(x: f64, degrees: usize) -> Result<f64, StatisticsError> {
    require_degrees(degrees)?;
    require(&[x], "the χ² distribution", "a number of 0 or more", |x| x >= 0.0)?;
    Ok(lower_tail(0.5 * degrees as f64, 0.5 * x))
}

/// The x with P(χ² ≤ x) = `probability`.
///
/// # Errors
/// No degree of freedom or more than 2³⁰, or a probability that is not strictly between 0 and 1.
pub fn chi_squared_quantile(probability: f64, degrees: usize) -> Result<f64, StatisticsError> {
    require_degrees(degrees)?;
    if !(probability > 0.0 && probability < 1.0) {
        return Err(StatisticsError::Probability { what: "the probability of a quantile", value: probability });
    }
    let shape = 0.5 * degrees as f64;
    // Beyond a + √(2·745·a) + 745 the tail is below e^(−745), the smallest number (Laurent & Massart 2000, Lemma 1).
    let (mut low, mut high) = (0.0, shape + 40.0 * shape.sqrt() + 800.0);
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return Ok(2.0 * low);
        }
        if lower_tail(shape, middle) <= probability { low = middle } else { high = middle }
    }
}

/// The exact interval of the variance of normal values with a known mean.
///
/// # Errors
/// No values, a value or mean that is not finite, a confidence outside (0, 1), or a bound that exceeds the largest number or is too small for its digits.
pub fn normal_variance_interval(values: &[f64], mean: f64, confidence: f64) -> Result<Interval, StatisticsError> {
    const WHAT: &str = "an interval of the variance";
    require_confidence(confidence)?;
    if values.is_empty() {
        return Err(StatisticsError::TooFew { what: WHAT, needed: 1, found: 0 });
    }
    require(values, WHAT, "finite values", f64::is_finite)?;
    require(&[mean], WHAT, "a finite mean", f64::is_finite)?;
    // In these units no square overflows, and none that counts vanishes.
    let unit = bits::unit_of(&[values, &[mean]].concat());
    let deviations = values.iter().map(|x| x / unit - mean / unit);
    let sum = bits::sum(&deviations.map(|x| x * x).collect::<Vec<f64>>());
    let tail = 0.5 * (1.0 - confidence);
    let exponent = libm::frexp(unit).1 - 1;
    let bound = |probability| square(sum / chi_squared_quantile(probability, values.len())?, exponent, WHAT);
    require_bounds(bound(1.0 - tail)?, bound(tail)?, WHAT, confidence)
}

fn require_degrees(degrees: usize) -> Result<(), StatisticsError> {
    const WHAT: &str = "the χ² distribution";
    match degrees {
        0 => Err(StatisticsError::TooFew { what: WHAT, needed: 1, found: 0 }),
        found if found > MOST => Err(StatisticsError::TooMany { what: WHAT, most: MOST, found }),
        _ => Ok(()),
    }
}

/// P(a, s), for a > 0 and s ≥ 0; 1 at infinity.
fn lower_tail(shape: f64, s: f64) -> f64 {
    if s == 0.0 || s == f64::INFINITY {
        return if s == 0.0 { 0.0 } else { 1.0 };
    }
    // sᵃe⁻ˢ/Γ(a + 1). It underflows to 0 only where the smaller tail does.
    let front = bits::exp(shape * bits::ln(s) - s - libm::lgamma(shape + 1.0));
    if s <= shape + 1.0 { front * series(shape, s) } else { 1.0 - front * shape * continued_fraction(shape, s) }
}

/// 1 + s/(a+1) + s²/((a+1)(a+2)) + …: terms fall, since s ≤ a + 1.
fn series(shape: f64, s: f64) -> f64 {
    let (mut term, mut sum, mut k) = (1.0, 1.0, 0.0);
    while term > 0.25 * f64::EPSILON * sum {
        k += 1.0;
        term *= s / (shape + k);
        sum += term;
    }
    sum
}

/// 1/(b₀ + a₁/(b₁ + …)) with b_k = s + 2k + 1 − a and a_k = −k(k − a), from the left (Lentz 1976). For s > a + 1 every
/// denominator is positive.
fn continued_fraction(shape: f64, s: f64) -> f64 {
    let mut partial = s + 1.0 - shape;
    let (mut numerators, mut denominators) = (f64::INFINITY, 1.0 / partial);
    let (mut value, mut k) = (denominators, 0.0);
    loop {
        k += 1.0;
        let coefficient = -k * (k - shape);
        partial += 2.0;
        denominators = 1.0 / (coefficient * denominators + partial);
        numerators = partial + coefficient / numerators;
        let change = numerators * denominators;
        value *= change;
        // Errors of the recurrence itself keep the change from reaching 1 exactly.
        if (change - 1.0).abs() <= 4.0 * f64::EPSILON || !change.is_finite() {
            return value;
        }
    }
}

#[cfg(test)]
mod tests;
