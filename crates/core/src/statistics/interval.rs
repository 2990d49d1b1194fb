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
mod tests {
    use super::*;
    use crate::bits::streams::{standard_normal, stream};

    #[test]
    fn order_statistics_by_hand() {
        let six: Vec<f64> = (1..=6).map(f64::from).collect();
        let interval = median_interval(&six, 0.95).unwrap();
        assert_eq!((interval.low, interval.high), (1.0, 6.0));
        assert!((interval.confidence - 31.0 / 32.0).abs() < 1e-14, "1 − 2/64");
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        // k = 2: 1 − 2(1 + 10)/1024 = 0.9785; k = 3: 1 − 2·56/1024 = 0.89.
        let interval = median_interval(&ten, 0.95).unwrap();
        assert_eq!((interval.low, interval.high), (2.0, 9.0));
        assert!((interval.confidence - (1.0 - 22.0 / 1024.0)).abs() < 1e-14);
        let error = median_interval(&six[..5], 0.95).unwrap_err();
        assert_eq!(error.to_string(), "an interval of the median at this confidence needs at least 6 values, not 5");
    }

    #[test]
    fn many_values_do_not_underflow() {
        let values: Vec<f64> = (0..5001).map(f64::from).collect();
        let interval = median_interval(&values, 0.95).unwrap();
        // Normal approximation of the rank: 2500 ± 1.96·√5001/2 = 2500 ± 69.3; the exact one is within 2 of it.
        assert!((interval.low - 2430.7).abs() < 2.0 && (interval.high - 2569.3).abs() < 2.0, "{interval:?}");
    }

    #[test]
    fn intervals_cover_as_often_as_they_say() {
        let mut stream = stream(1, "statistics", "coverage", 0);
        let (mut exact, mut bootstrap, mut planted) = (0, 0, 0);
        for _ in 0..1000 {
            let values: Vec<f64> = (0..15).map(|_| standard_normal(&mut stream)).collect();
            let covers = |interval: Interval, truth: f64| usize::from(interval.low <= truth && truth <= interval.high);
            let interval = median_interval(&values, 0.95).unwrap();
            exact += covers(interval, 0.0);
            planted += covers(interval, 0.5);
            bootstrap += covers(bootstrap_median_interval(&values, 0.95, 200, &mut stream).unwrap(), 0.0);
        }
        // 15 values: k = 4, exact coverage 1 − 2·576/32768 = 0.9648. Of 1000: standard deviation 5.8; four of them.
        assert!((exact as f64 - 964.8).abs() < 4.0 * 5.8, "{exact}");
        assert!(bootstrap > 900, "asymptotic, so only near 950: {bootstrap}");
        assert!(planted < 800, "a wrong median is often left outside: {planted}");
    }

    #[test]
    fn bootstrap_is_deterministic_and_inside_the_range() {
        let values = [3.0, 1.0, 2.0, 5.0, 4.0, 9.0];
        let run = |replicate| {
            bootstrap_median_interval(&values, 0.9, 100, &mut stream(1, "statistics", "bootstrap", replicate)).unwrap()
        };
        assert_eq!(run(0), run(0));
        assert!(run(0).low >= 1.0 && run(0).high <= 9.0 && run(0).low <= 3.5 && run(0).high >= 3.5);
        assert!(bootstrap_median_interval(&values, 0.9, 0, &mut stream(1, "statistics", "bootstrap", 0)).is_err());
    }

    #[test]
    fn wilson_by_hand() {
        let interval = share_interval(0, 10, 0.95).unwrap();
        let z_squared = bits::powi(1.959_963_984_540_054, 2);
        assert_eq!(interval.low, 0.0);
        assert!((interval.high - z_squared / (10.0 + z_squared)).abs() < 1e-15, "for no success: z²/(n + z²)");
        let (half, other) = (share_interval(5, 10, 0.95).unwrap(), share_interval(10, 10, 0.95).unwrap());
        assert!((half.low + half.high - 1.0).abs() < 1e-15 && other.high == 1.0);
        assert!((other.low - (1.0 - interval.high)).abs() < 1e-15, "successes and failures mirror each other");
        assert!(share_interval(3, 2, 0.95).is_err() && share_interval(0, 0, 0.95).is_err());
        assert!(share_interval(1, 2, 95.0).is_err());
    }

    #[test]
    fn wilson_covers_less_often_than_it_says_for_some_shares() {
        let coverage = |share: f64| -> f64 {
            let (mut probability, mut sum) = (bits::powi(1.0 - share, 100), 0.0);
            for successes in 0..=100_usize {
                let interval = share_interval(successes, 100, 0.95).unwrap();
                sum += if (interval.low..=interval.high).contains(&share) { probability } else { 0.0 };
                probability *= (100 - successes) as f64 / (successes + 1) as f64 * share / (1.0 - share);
            }
            sum
        };
        // Only 0 successes cover: 0.99824¹⁰⁰.
        assert!((coverage(0.001_76) - 0.8385).abs() < 1e-4, "{}", coverage(0.001_76));
        assert!((coverage(0.5) - 0.95).abs() < 0.01 && (coverage(0.1) - 0.95).abs() < 0.02);
    }
}
