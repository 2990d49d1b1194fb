//! Does what `interval.rs` promises hold?

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
