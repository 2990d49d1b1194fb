//! Do these values come from that distribution? Kolmogorov's distance, and how large it gets by chance.
//!
//! D = sup |F_n(x) − F(x)|, where F_n is the share of values at or below x; between two samples, sup |F_m(x) − G_n(x)|. If the values are
//! drawn from a continuous F, and independently, the distribution of D depends on their number and on nothing else. How it is computed,
//! exactly for up to 200 values and for two samples of up to 10⁷ pairs, stands in `kolmogorov/chance.rs`.
//!
//! ```
//! use wellposed_core::statistics::{kolmogorov_distance, kolmogorov_limit};
//!
//! let uniform = |x: f64| x.clamp(0.0, 1.0);
//! assert!((kolmogorov_distance(&[0.25, 0.75], uniform)? - 0.25).abs() < 1e-15);
//! // One value is off by more than 0.975 only where it lies within 0.025 of an end.
//! assert!((kolmogorov_limit(1, 0.95)? - 0.975).abs() < 1e-15);
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

mod chance;

use super::order::sorted;
use super::quantiles::bisect;
use super::{StatisticsError, require, require_confidence};
use crate::bits;

const WHAT: &str = "Kolmogorov's distance";
/// Up to so many values the distribution of D is computed exactly.
const EXACT: usize = 200;
/// Up to so many pairs of values from two samples it is.
const EXACT_PAIRS: usize = 10_000_000;

/// The distance between the values and a continuous distribution function.
///
/// # Errors
/// No values, a NaN, or a distribution that is NaN at one of the values.
pub fn kolmogorov_distance(values: &[f64], distribution: impl Fn(f64) -> f64) -> Result<f64, StatisticsError> {
    let sorted = sorted(values, WHAT)?;
    let n = sorted.len() as f64;
    let probabilities: Vec<f64> = sorted.into_iter().map(&distribution).collect();
    // Not found by max(), which passes a NaN over. The place is that in `values`.
    if probabilities.iter().any(|probability| probability.is_nan()) {
        let all: Vec<f64> = values.iter().map(|&value| distribution(value)).collect();
        require(&all, WHAT, "a probability for each value", |probability| !probability.is_nan())?;
    }
    let distances = probabilities
        .iter()
        .enumerate()
        .map(|(rank, &probability)| bits::max(probability - rank as f64 / n, (rank + 1) as f64 / n - probability));
    Ok(distances.fold(0.0, bits::max))
}

/// The distance between two samples.
///
/// # Errors
/// No values, or a NaN.
pub fn kolmogorov_distance_of_samples(first: &[f64], second: &[f64]) -> Result<f64, StatisticsError> {
    let (first, second) = (sorted(first, WHAT)?, sorted(second, WHAT)?);
    let share = |sample: &[f64], x: f64| sample.partition_point(|&value| value <= x) as f64 / sample.len() as f64;
    let differences = first.iter().chain(&second).map(|&x| (share(&first, x) - share(&second, x)).abs());
    Ok(differences.fold(0.0, bits::max))
}

/// The distance that `count` values drawn from the distribution exceed with probability 1 − confidence.
///
/// Up to 200 values that probability is right to some 10⁻¹³, beyond to first order in 1/√n: the limit is off by less than 2.5 per mille for
/// a confidence from 0.01 to 0.9999, and by less the larger the count.
///
/// # Errors
/// A confidence outside (0, 1), or no values.
pub fn kolmogorov_limit(count: usize, confidence: f64) -> Result<f64, StatisticsError> {
    require_confidence(confidence)?;
    require_values(count)?;
    let root = (count as f64).sqrt();
    if count > EXACT {
        // P(√n·D ≤ t) = K(t + 1/(6√n)) + O(1/n): the first term of the expansion of Pelz & Good 1976.
        return Ok((chance::limiting_quantile(confidence) - 1.0 / (6.0 * root)) / root);
    }
    // Massart 1990: P(D > d) ≤ 2·exp(−2nd²).
    let bound = (0.5 * bits::ln(2.0 / (1.0 - confidence))).sqrt() / root;
    Ok(bisect(bits::min(bound, 1.0), |distance| chance::of_one_sample(count, distance) < confidence))
}

/// The distance that two samples of a common distribution exceed with a probability of at most 1 − confidence.
///
/// Only whole multiples of 1/(m·n) are possible. The limit lies halfway to the next one, so that rounding decides nothing. Beyond 10⁷ pairs
/// it is that of the limiting law at mn/(m + n) values.
///
/// # Errors
/// A confidence outside (0, 1), or a sample without values.
pub fn kolmogorov_limit_of_samples(first: usize, second: usize, confidence: f64) -> Result<f64, StatisticsError> {
    require_confidence(confidence)?;
    require_values(first.min(second))?;
    let pairs = first as f64 * second as f64;
    if pairs > EXACT_PAIRS as f64 {
        return Ok(chance::limiting_quantile(confidence) / (pairs / (first as f64 + second as f64)).sqrt());
    }
    let (mut low, mut high) = (0, first * second);
    while low < high {
        let middle = low + (high - low) / 2;
        if chance::of_two_samples(first, second, middle) < confidence { low = middle + 1 } else { high = middle }
    }
    Ok((low as f64 + 0.5) / pairs)
}

fn require_values(count: usize) -> Result<(), StatisticsError> {
    if count == 0 { Err(StatisticsError::TooFew { what: WHAT, needed: 1, found: 0 }) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
