//! Do these values come from that distribution? Kolmogorov's distance, and how large it gets by chance.
//!
//! D = sup |F_n(x) − F(x)|, where F_n is the share of values at or below x. If the n values are drawn from a continuous F,
//! P((√n + 0.12 + 0.11/√n)·D ≤ t) is about 1 − 2Σ(−1)^(k−1)·e^(−2k²t²), with Stephens's correction for finite n (*Journal of the Royal
//! Statistical Society* B 32, 1970), which is right to about 0.5 % for n ≥ 5. For two samples n is n₁n₂/(n₁ + n₂).
//!
//! ```
//! use wellposed::statistics::{kolmogorov_distance, kolmogorov_limit};
//!
//! let uniform = |x: f64| x.clamp(0.0, 1.0);
//! assert!((kolmogorov_distance(&[0.25, 0.75], uniform)? - 0.25).abs() < 1e-15);
//! assert!((kolmogorov_limit(1e6, 0.95)? * 1e3 - 1.358).abs() < 1e-3);
//! # Ok::<(), wellposed::statistics::StatisticsError>(())
//! ```

use super::describe::sorted;
use super::{StatisticsError, require, require_confidence};
use crate::bits;

/// The distance between the values and a continuous distribution function.
///
/// # Errors
/// No values, a NaN, or a distribution that is NaN at one of the values.
pub fn kolmogorov_distance(values: &[f64], distribution: impl Fn(f64) -> f64) -> Result<f64, StatisticsError> {
    let sorted = sorted(values, "Kolmogorov's distance")?;
    let n = sorted.len() as f64;
    let probabilities: Vec<f64> = sorted.into_iter().map(&distribution).collect();
    // Not found by max(), which passes a NaN over. The place is that in `values`.
    if probabilities.iter().any(|probability| probability.is_nan()) {
        let all: Vec<f64> = values.iter().map(|&value| distribution(value)).collect();
        require(&all, "Kolmogorov's distance", "a probability for each value", |probability| !probability.is_nan())?;
    }
    let distances = probabilities
        .iter()
        .enumerate()
        .map(|(rank, &probability)| (probability - rank as f64 / n).max((rank + 1) as f64 / n - probability));
    Ok(distances.fold(0.0, f64::max))
}

/// The distance between two samples.
///
/// # Errors
/// No values, or a NaN.
pub fn kolmogorov_distance_of_samples(first: &[f64], second: &[f64]) -> Result<f64, StatisticsError> {
    let (first, second) = (sorted(first, "Kolmogorov's distance")?, sorted(second, "Kolmogorov's distance")?);
    let share = |sample: &[f64], x: f64| sample.partition_point(|&value| value <= x) as f64 / sample.len() as f64;
    let differences = first.iter().chain(&second).map(|&x| (share(&first, x) - share(&second, x)).abs());
    Ok(differences.fold(0.0, f64::max))
}

/// The distance that `count` values drawn from the distribution exceed with probability 1 − confidence.
///
/// # Errors
/// A confidence outside (0, 1), or a count below 1.
pub fn kolmogorov_limit(count: f64, confidence: f64) -> Result<f64, StatisticsError> {
    require_confidence(confidence)?;
    if count.is_nan() || count < 1.0 {
        return Err(StatisticsError::TooFew { what: "Kolmogorov's distance", needed: 1, found: 0 });
    }
    let (mut low, mut high) = (0.0, 20.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if limiting_distribution(middle) < confidence { low = middle } else { high = middle }
    }
    let root = count.sqrt();
    Ok(low / (root + 0.12 + 0.11 / root))
}

/// 1 − 2Σ(−1)^(k−1)·e^(−2k²t²); near 0, where the series converges slowly, the value is below 10⁻⁵ and counts as 0.
fn limiting_distribution(t: f64) -> f64 {
    if t < 0.3 {
        return 0.0;
    }
    let terms: Vec<f64> = (1..=12)
        .map(|k| {
            let k = f64::from(k);
            bits::exp(-2.0 * k * k * t * t) * if k % 2.0 == 1.0 { -2.0 } else { 2.0 }
        })
        .collect();
    1.0 + bits::sum(&terms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::streams::{standard_normal, stream};

    #[test]
    fn by_hand() {
        let uniform = |x: f64| x.clamp(0.0, 1.0);
        assert_eq!(kolmogorov_distance(&[0.5], uniform).unwrap(), 0.5);
        assert_eq!(kolmogorov_distance(&[0.9, 1.0], uniform).unwrap(), 0.9);
        assert_eq!(kolmogorov_distance_of_samples(&[1.0, 2.0], &[1.5, 3.0]).unwrap(), 0.5);
        assert_eq!(kolmogorov_distance_of_samples(&[1.0, 2.0], &[2.0, 1.0]).unwrap(), 0.0);
        assert!(kolmogorov_distance(&[], uniform).is_err() && kolmogorov_distance(&[f64::NAN], uniform).is_err());
        let root = |x: f64| x.sqrt();
        let error = kolmogorov_distance(&[0.5, -1.0], root).unwrap_err();
        assert_eq!(error.to_string(), "value 1 is NaN; Kolmogorov's distance needs a probability for each value");
    }

    #[test]
    fn limits_of_printed_tables() {
        // Asymptotic 1.2238, 1.3581, 1.6276; n = 10: 0.409 at 95 %, 0.489 at 99 %.
        for (confidence, value) in [(0.9, 1.2238), (0.95, 1.3581), (0.99, 1.6276)] {
            // Half a unit of the fourth decimal, and 0.12/√n = 1.2·10⁻⁶ of the value.
            let limit = kolmogorov_limit(1e10, confidence).unwrap() * 1e5;
            assert!((limit - value).abs() < 5.3e-5, "{confidence}: {limit}");
            assert!(
                (kolmogorov_limit(1e10, 0.99 * confidence).unwrap() * 1e5 - value).abs() > 1e-2,
                "another level is seen"
            );
        }
        // Stephens's correction is right to half a percent.
        for (confidence, value) in [(0.95, 0.409), (0.99, 0.489)] {
            let limit = kolmogorov_limit(10.0, confidence).unwrap();
            assert!((limit / value - 1.0).abs() < 5e-3, "{confidence}: {limit}");
            assert!(
                (kolmogorov_limit(1e10, confidence).unwrap() * 1e5 / 10.0_f64.sqrt() / value - 1.0).abs() > 5e-3,
                "without it"
            );
        }
        assert!(kolmogorov_limit(0.0, 0.95).is_err() && kolmogorov_limit(5.0, 1.0).is_err());
    }

    #[test]
    fn the_right_law_is_rejected_as_often_as_it_says_and_a_wrong_one_more_often() {
        let normal = crate::statistics::normal_distribution;
        let mut stream = stream(1, "statistics", "kolmogorov", 0);
        let limit = kolmogorov_limit(50.0, 0.9).unwrap();
        let (mut right, mut shifted) = (0, 0);
        for _ in 0..1000 {
            let values: Vec<f64> = (0..50).map(|_| standard_normal(&mut stream)).collect();
            right += usize::from(kolmogorov_distance(&values, normal).unwrap() > limit);
            shifted += usize::from(kolmogorov_distance(&values, |x| normal(x - 0.5)).unwrap() > limit);
        }
        // Of 1000 at 10 %: 100 with standard deviation 9.5.
        assert!((62..=138).contains(&right), "{right}");
        assert!(shifted > 700, "{shifted}");
    }
}
