//! Does what `moments.rs` promises hold?

use super::*;
use crate::bits::streams::{standard_normal, stream};

#[test]
fn by_hand() {
    // −1, 0, 0, 1: s² = 2/3, m₂ = m₄ = 1/2, so the margin is z·√(1/4/4) = z/4.
    let interval = variance_interval(&[-1.0, 0.0, 0.0, 1.0], 0.95).unwrap();
    assert!((interval.high - interval.low - 1.959_963_985 / 2.0).abs() < 1e-8);
    assert!((interval.low + interval.high - 4.0 / 3.0).abs() < 1e-15);
    assert!(mean_interval(&[1.0], 0.95).is_err() && variance_interval(&[1.0, f64::INFINITY], 0.95).is_err());
    assert!(mean_interval(&[1.0, 2.0], 95.0).is_err());
    // The same in other units, by powers of two: fourth powers would overflow and vanish.
    for power in [300, -100, -200] {
        let unit = libm::ldexp(1.0, power);
        let scaled = variance_interval(&[-unit, 0.0, 0.0, unit], 0.95).unwrap();
        assert_eq!((scaled.low, scaled.high), (interval.low * unit * unit, interval.high * unit * unit), "{power}");
    }
    let overflows = |error: StatisticsError| assert!(matches!(error, StatisticsError::Overflow { .. }), "{error}");
    overflows(variance_interval(&[-1e200, 1e200], 0.95).unwrap_err());
    overflows(mean_interval(&[-1e308, 1e308], 0.95).unwrap_err());
    assert!(mean_interval(&[-1e306, 1e306], 0.95).is_ok());
}

#[test]
fn intervals_cover_as_often_as_they_say() {
    let mut stream = stream(1, "statistics", "moments", 0);
    let (mut means, mut variances, mut planted) = (0, 0, 0);
    for _ in 0..1000 {
        let values: Vec<f64> = (0..400).map(|_| standard_normal(&mut stream)).collect();
        let covers = |interval: Interval, truth: f64| usize::from(interval.low <= truth && truth <= interval.high);
        means += covers(mean_interval(&values, 0.95).unwrap(), 0.0);
        variances += covers(variance_interval(&values, 0.95).unwrap(), 1.0);
        planted += covers(variance_interval(&values, 0.95).unwrap(), 1.25);
    }
    // Of 1000 at 95 %: standard deviation 6.9; four of them, and a little more for what is only asymptotic.
    assert!((922..=978).contains(&means) && (915..=978).contains(&variances), "{means} {variances}");
    assert!(planted < 300, "{planted}");
}
