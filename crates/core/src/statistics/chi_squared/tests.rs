//! Does what `chi_squared.rs` promises hold?

use super::*;
use crate::bits::streams::{standard_normal, stream};

#[test]
fn agrees_with_closed_forms() {
    for x in [0.01, 0.5, 1.0, 3.0, 4.5, 20.0, 100.0] {
        let tail = |degrees| 1.0 - chi_squared_distribution(x, degrees).unwrap();
        // Two degrees: e^(−x/2). Four: (1 + x/2)e^(−x/2). One: the two tails of the normal law.
        let exponential = bits::exp(-0.5 * x);
        assert!((tail(2) - exponential).abs() < 4.0 * f64::EPSILON, "{x}");
        assert!((tail(4) - (1.0 + 0.5 * x) * exponential).abs() < 8.0 * f64::EPSILON, "{x}");
        assert!((tail(1) - libm::erfc((0.5 * x).sqrt())).abs() < 8.0 * f64::EPSILON, "{x}");
        assert!((tail(3) - tail(2)).abs() > 1e-3 || !(0.1..=10.0).contains(&x), "another degree is seen: {x}");
    }
}

#[test]
fn both_formulas_meet_and_the_law_has_the_moments_of_a_normal_one_at_many_degrees() {
    for degrees in [1, 2, 7, 100, 10_000, 1_000_000] {
        let shape = 0.5 * degrees as f64;
        // The front: an exponent of terms up to a·ln a, each with some 4u; then the sum and the fraction, some 40u.
        let (s, error) = (shape + 1.0, f64::EPSILON * (20.0 + 2.0 * shape * bits::ln(shape + 1.0)));
        let front = bits::exp(shape * bits::ln(s) - s - libm::lgamma(shape + 1.0));
        let (below, above) = (front * series(shape, s), 1.0 - front * shape * continued_fraction(shape, s));
        assert!((below - above).abs() < error, "{degrees}: {below} {above}");
        // Planted: 1/Γ(a) for 1/Γ(a + 1).
        assert!(
            degrees == 2 || (shape * front * series(shape, s) - above).abs() > error,
            "{degrees}: another front is seen"
        );
    }
    // Wilson & Hilferty 1931: (χ²/ν)^(1/3) is normal with mean 1 − 2/9ν and variance 2/9ν, with an error of order
    // 1/ν in the probability: 5·10⁻⁵ here, below twice of it.
    let degrees = 20_000;
    let scale = 2.0 / (9.0 * degrees as f64);
    for z in [-2.0, 0.0, 2.0_f64] {
        let x = degrees as f64 * bits::powi(1.0 - scale + z * scale.sqrt(), 3);
        let probability = chi_squared_distribution(x, degrees).unwrap();
        assert!((probability - super::super::normal_distribution(z)).abs() < 1e-4, "{z}");
        assert!((probability - super::super::normal_distribution(z + 0.01)).abs() > 1e-4, "another z is seen");
    }
}

#[test]
fn quantiles_of_printed_tables() {
    let printed =
        [(0.05, 1, 0.003932), (0.95, 1, 3.841), (0.95, 10, 18.307), (0.975, 30, 46.979), (0.005, 100, 67.328)];
    for (probability, degrees, value) in printed {
        let quantile = chi_squared_quantile(probability, degrees).unwrap();
        // Half a unit of the third decimal.
        assert!((quantile - value).abs() <= 5e-4, "{degrees}: {quantile}");
        assert!(
            (chi_squared_quantile(probability, degrees + 1).unwrap() - value).abs() > 5e-4,
            "another degree is seen"
        );
        // The error of the head of this file, 50·ln 50·u at most, with the 40u of the sum.
        assert!((chi_squared_distribution(quantile, degrees).unwrap() - probability).abs() < 240.0 * f64::EPSILON);
    }
    assert_eq!([1, 2, 30, 1000].map(|degrees| chi_squared_distribution(f64::INFINITY, degrees).unwrap()), [1.0; 4]);
    assert_eq!(chi_squared_distribution(0.0, 3).unwrap(), 0.0);
    let error = chi_squared_quantile(0.5, usize::MAX).unwrap_err().to_string();
    assert!(error.starts_with("the χ² distribution is computed for up to 1073741824 degrees"), "{error}");
    // χ² − ν has the deviation √2ν, and the median lies 2/3 below ν.
    let (degrees, median) = (1 << 30, chi_squared_quantile(0.5, 1 << 30).unwrap());
    assert!((median - degrees as f64).abs() < 0.2 * (2.0 * degrees as f64).sqrt(), "{median}");
    assert!(chi_squared_quantile(0.5, 0).is_err() && chi_squared_quantile(1.0, 3).is_err());
    assert!(chi_squared_distribution(-1.0, 3).is_err() && chi_squared_distribution(f64::NAN, 3).is_err());
}

#[test]
fn intervals_cover_as_often_as_they_say() {
    let mut stream = stream(1, "statistics", "chi squared", 0);
    let (mut right, mut planted) = (0, 0);
    for _ in 0..1000 {
        let values: Vec<f64> = (0..8).map(|_| 1.0 + 2.0 * standard_normal(&mut stream)).collect();
        let covers = |interval: Interval| usize::from(interval.low <= 4.0 && 4.0 <= interval.high);
        right += covers(normal_variance_interval(&values, 1.0, 0.9).unwrap());
        planted += covers(normal_variance_interval(&values, 3.0, 0.9).unwrap());
    }
    // Of 1000 at 90 %: standard deviation 9.5; four of them. Planted: a wrong mean.
    assert!((862..=938).contains(&right), "{right}");
    assert!(planted < 800, "{planted}");
    assert!(normal_variance_interval(&[], 0.0, 0.9).is_err());
    assert!(normal_variance_interval(&[f64::NAN], 0.0, 0.9).is_err());
    let error = normal_variance_interval(&[1.0], f64::NAN, 0.9).unwrap_err();
    assert_eq!(error.to_string(), "value 1 is NaN; an interval of the variance needs a finite mean");
}
