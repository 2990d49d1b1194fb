//! Between which bounds does the true median, or the true share, lie?
//!
//! **Median, exact.** Each of n independent draws falls below the true median with probability at most 1/2, whatever their
//! distribution. So the interval from the k-th smallest to the k-th largest value misses it with probability at most
//! 2·P(B ≤ k−1), B binomial(n, 1/2) (David & Nagaraja, *Order Statistics*, 3rd ed., §7.1). [`median_interval`] takes the largest
//! k that keeps the confidence, and says which confidence was attained.
//!
//! **Median, bootstrap.** Percentiles of the medians of resamples (Efron 1979, 1981); asymptotic: for few values narrower, because it holds the
//! median less often than it says.
//!
//! **Share.** Wilson's score interval (1927): (p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²))/(1 + z²/n); it has a sensible
//! width at 0 and n successes too. Averaged over shares it covers about as often as it says; for single ones it may cover less often: 95 % are
//! 84 % where np = 0.176, since one success is too many then (Agresti & Coull 1998).
//!
//! ```
//! use wellposed_core::statistics::share_interval;
//!
//! let interval = share_interval(0, 10, 0.95)?;
//! assert!(interval.low == 0.0 && (interval.high - 0.2775).abs() < 1e-4);
//! # Ok::<(), wellposed_core::statistics::StatisticsError>(())
//! ```

use super::order::{quantile_in_place, sorted};
use super::{StatisticsError, normal_quantile, require_confidence};
use crate::bits::{self, streams::Stream};
use rand::RngExt;

/// Bounds, both included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
    /// The confidence: the attained one where it is known exactly, otherwise the one that was asked for.
    pub confidence: f64,
}

/// The distribution-free confidence interval of the median, from order statistics.
///
/// # Errors
/// No values, a NaN, a confidence outside (0, 1), or too few values: even the full range holds the median only with
/// probability 1 − 2^(1−n), so 95 % needs 6 values.
pub fn median_interval(values: &[f64], confidence: f64) -> Result<Interval, StatisticsError> {
    require_confidence(confidence)?;
    let sorted = sorted(values, "an interval of the median")?;
    let n = sorted.len();
    let mut below = 0.0; // P(B ≤ k−1)
    let mut best = None;
    for k in 1..=n.div_ceil(2) {
        below += fair_binomial(n, k - 1);
        let attained = 1.0 - 2.0 * below;
        if attained < confidence {
            break;
        }
        best = Some(Interval { low: sorted[k - 1], high: sorted[n - k], confidence: attained });
    }
    best.ok_or_else(|| {
        let needed = (1..).find(|&n| 1.0 - libm::ldexp(1.0, 1 - n) >= confidence).unwrap_or(i32::MAX) as usize;
        StatisticsError::TooFew { what: "an interval of the median at this confidence", needed, found: n }
    })
}

/// P(B = k) for B binomial(n, 1/2), through logarithms of factorials: relative error about n·ln n·u.
fn fair_binomial(n: usize, k: usize) -> f64 {
    let ln_factorial = |count: usize| libm::lgamma(count as f64 + 1.0);
    bits::exp(ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k) - n as f64 * std::f64::consts::LN_2)
}

/// The bootstrap percentile interval of the median from `resamples` resamples drawn from `stream`.
///
/// # Errors
/// No values, a NaN, a confidence outside (0, 1), or no resamples.
pub fn bootstrap_median_interval(
    values: &[f64],
    confidence: f64,
    resamples: usize,
    stream: &mut Stream,
) -> Result<Interval, StatisticsError> {
    require_confidence(confidence)?;
    if resamples == 0 {
        return Err(StatisticsError::TooFew { what: "the number of resamples", needed: 1, found: 0 });
    }
    let values = sorted(values, "an interval of the median")?;
    let mut resample = values.clone();
    let mut medians: Vec<f64> = (0..resamples)
        .map(|_| {
            resample.fill_with(|| values[stream.random_range(0..values.len())]);
            quantile_in_place(&mut resample, 0.5)
        })
        .collect();
    let tail = (1.0 - confidence) / 2.0;
    let [low, high] = [tail, 1.0 - tail].map(|probability| quantile_in_place(&mut medians, probability));
    Ok(Interval { low, high, confidence })
}

/// Wilson's interval of a share: `successes` out of `trials`.
///
/// # Errors
/// No trials, more successes than trials, or a confidence outside (0, 1).
pub fn share_interval(successes: usize, trials: usize, confidence: f64) -> Result<Interval, StatisticsError> {
    require_confidence(confidence)?;
    if trials == 0 || successes > trials {
        return Err(StatisticsError::TooFew { what: "a share", needed: successes.max(1), found: trials });
    }
    let n = trials as f64;
    let share = successes as f64 / n;
    let z = normal_quantile(0.5 + confidence / 2.0)?;
    let center = share + z * z / (2.0 * n);
    let half_width = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    // At 0 and n successes the bounds are 0 and 1 exactly; rounding would miss them by a few u.
    let low = if successes == 0 { 0.0 } else { (center - half_width) / scale };
    let high = if successes == trials { 1.0 } else { (center + half_width) / scale };
    Ok(Interval { low, high, confidence })
}

#[cfg(test)]
mod tests;
