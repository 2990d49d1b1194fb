//! Are the limits those of closed forms, of printed tables and of draws?

use super::*;
use crate::bits::streams::{standard_normal, stream};
use crate::statistics::normal_distribution;

#[test]
fn distances_by_hand() {
    let uniform = |x: f64| bits::clamp(x, 0.0, 1.0);
    assert_eq!(kolmogorov_distance(&[0.5], uniform).unwrap(), 0.5);
    assert_eq!(kolmogorov_distance(&[0.9, 1.0], uniform).unwrap(), 0.9);
    assert_eq!(kolmogorov_distance_of_samples(&[1.0, 2.0], &[1.5, 3.0]).unwrap(), 0.5);
    assert_eq!(kolmogorov_distance_of_samples(&[1.0, 2.0], &[2.0, 1.0]).unwrap(), 0.0);
    assert!(kolmogorov_distance(&[], uniform).is_err() && kolmogorov_distance(&[f64::NAN], uniform).is_err());
    let root = |x: f64| x.sqrt();
    let error = kolmogorov_distance(&[0.5, -1.0], root).unwrap_err();
    assert_eq!(error.to_string(), "value 2 is NaN; Kolmogorov's distance needs a probability for each value");
}

#[test]
fn one_and_two_values_have_closed_forms() {
    for confidence in [0.001, 0.1, 0.5, 0.9, 0.99, 0.9999, 0.999_999] {
        // n = 1: D is the larger of U and 1 − U, and P(D < d) = 2d − 1.
        let one = kolmogorov_limit(1, confidence).unwrap();
        assert!((one - 0.5 * (1.0 + confidence)).abs() < 4.0 * f64::EPSILON, "{confidence}: {one}");
        // n = 2: 2(2d − ½)² up to d = ½, where it is ½, and 1 − 2(1 − d)² beyond.
        let two = kolmogorov_limit(2, confidence).unwrap();
        let below = 0.25 + 0.5 * (0.5 * confidence).sqrt();
        let exact = if confidence <= 0.5 { below } else { 1.0 - (0.5 * (1.0 - confidence)).sqrt() };
        // 1 − confidence is known to u, and its root to u over twice itself.
        assert!((two - exact).abs() < f64::EPSILON * (8.0 + 1.0 / (1.0 - confidence).sqrt()), "{confidence}: {two}");
        assert!((two - one).abs() > 0.01 * (1.0 - confidence), "another number of values is seen");
    }
    // The smallest possible distance: n·d = ½ + e/2 has P = n!(e/n)ⁿ, for n = 3 and e = ½ 6/6³.
    assert!((chance::of_one_sample(3, 0.25) - 6.0 / 216.0).abs() < 1e-16);
    assert!(chance::of_one_sample(3, 0.16).abs() < 1e-16, "below 1/2n there is nothing");
}

#[test]
fn limits_of_printed_tables() {
    // Miller 1956, five decimals, for 90, 95 and 99 %.
    let printed = [
        (5, [0.50945, 0.56328, 0.66853]),
        (10, [0.36866, 0.40925, 0.48893]),
        (20, [0.26473, 0.29408, 0.35241]),
        (50, [0.16959, 0.18841, 0.22604]),
        (100, [0.12067, 0.13403, 0.16081]),
    ];
    for (count, values) in printed {
        for (confidence, value) in [0.9, 0.95, 0.99].into_iter().zip(values) {
            let limit = kolmogorov_limit(count, confidence).unwrap();
            // One unit of the last decimal, since a table of that time may round either way.
            assert!((limit - value).abs() < 1e-5, "{count} {confidence}: {limit}");
            let next = kolmogorov_limit(count + 1, confidence).unwrap();
            assert!((next - value).abs() > 1e-5, "{count} {confidence}: another count is seen");
        }
    }
    // The limiting law, four decimals: 1.2238, 1.3581, 1.6276; and 0.8276 in the middle.
    for (confidence, value) in [(0.5, 0.8276), (0.9, 1.2238), (0.95, 1.3581), (0.99, 1.6276)] {
        let limit = kolmogorov_limit(10_000_000_000, confidence).unwrap() * 1e5;
        // Half a unit, and 1/(6√n) = 1.7·10⁻⁶.
        assert!((limit - value).abs() < 5.2e-5, "{confidence}: {limit}");
        assert!((chance::limiting_quantile(confidence + 0.001) - value).abs() > 5.2e-5, "another level is seen");
    }
    assert!(kolmogorov_limit(0, 0.95).is_err() && kolmogorov_limit(5, 1.0).is_err());
}

#[test]
fn far_from_the_usual_levels_an_approximation_by_a_factor_is_not_enough() {
    // Stephens 1970 divides the limiting quantile by √n + 0.12 + 0.11/√n.
    let stephens = |n: f64, confidence| chance::limiting_quantile(confidence) / (n.sqrt() + 0.12 + 0.11 / n.sqrt());
    for (confidence, off) in [(0.5, 0.006), (0.9, 0.001), (0.999, 0.035), (0.9999, 0.07)] {
        let exact = kolmogorov_limit(5, confidence).unwrap();
        assert!((stephens(5.0, confidence) / exact - 1.0).abs() > off, "{confidence}: {exact}");
        // The tail beyond ½ is that of either side, twice: Smirnov's sum for n = 5, of which two terms are left beyond 3/5.
        if confidence > 0.95 {
            let tail = |d: f64| {
                let term = |j: i32, ways: f64| {
                    let share = f64::from(j) / 5.0;
                    ways * bits::powi(1.0 - d - share, 5 - j) * bits::powi(d + share, j - 1)
                };
                2.0 * d * (term(0, 1.0) + if d < 0.8 { term(1, 5.0) } else { 0.0 })
            };
            assert!((tail(exact) / (1.0 - confidence) - 1.0).abs() < 1e-10, "{confidence}: {}", tail(exact));
        }
    }
}

#[test]
fn beyond_the_exact_counts_the_limit_is_right_to_first_order() {
    let first_order = |count: usize, confidence| {
        let root = (count as f64).sqrt();
        (chance::limiting_quantile(confidence) - 1.0 / (6.0 * root)) / root
    };
    for confidence in [0.01, 0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999] {
        let error = |count| first_order(count, confidence) / kolmogorov_limit(count, confidence).unwrap() - 1.0;
        assert!(error(EXACT).abs() < 2.5e-3, "{confidence}: {}", error(EXACT));
        // It falls like 1/n.
        assert!(error(EXACT).abs() < 0.6 * error(EXACT / 2).abs(), "{confidence}: {}", error(EXACT / 2));
        let without = chance::limiting_quantile(confidence) / (EXACT as f64).sqrt();
        let exact = kolmogorov_limit(EXACT, confidence).unwrap();
        assert!((without / exact - 1.0).abs() > 3.0 * error(EXACT).abs(), "{confidence}: the term is needed");
        assert_eq!(kolmogorov_limit(EXACT + 1, confidence).unwrap(), first_order(EXACT + 1, confidence));
    }
}

#[test]
fn both_series_of_the_limiting_law_meet() {
    // K(1) = 1 − 2e⁻² + 2e⁻⁸ − …
    let at_one = 1.0 - 2.0 * (bits::exp(-2.0) - bits::exp(-8.0) + bits::exp(-18.0) - bits::exp(-32.0));
    assert!((chance::limiting_quantile(at_one) - 1.0).abs() < 1e-14);
    assert!((chance::limiting_quantile(at_one - 1e-9) - 1.0).abs() < 2e-9);
}

#[test]
fn two_samples_by_counting_paths() {
    // One and two values: of the three orders two have the single value at an end, and D = 1; in the middle D = ½.
    assert_eq!([0, 1, 2].map(|largest| (3.0 * chance::of_two_samples(1, 2, largest)).round()), [0.0, 1.0, 3.0]);
    assert_eq!(kolmogorov_limit_of_samples(1, 2, 0.3).unwrap(), 0.75);
    // Ten and ten: P(D ≥ 6/10) = 2·C(20, 4)/C(20, 10), above 5 %, and P(D ≥ 7/10) = 2·C(20, 3)/C(20, 10), below.
    let exceeded = |largest| 1.0 - chance::of_two_samples(10, 10, largest);
    assert!((exceeded(59) - 2.0 * 4845.0 / 184_756.0).abs() < 1e-14);
    assert!((exceeded(60) - 2.0 * 1140.0 / 184_756.0).abs() < 1e-14);
    assert_eq!(kolmogorov_limit_of_samples(10, 10, 0.95).unwrap(), 0.605);
    assert_eq!(kolmogorov_limit_of_samples(10, 10, 0.94).unwrap(), 0.505, "planted: another confidence");
    assert_eq!(kolmogorov_limit_of_samples(7, 3, 0.9), kolmogorov_limit_of_samples(3, 7, 0.9));
    assert!(kolmogorov_limit_of_samples(0, 3, 0.9).is_err() && kolmogorov_limit_of_samples(3, 3, 0.0).is_err());
    // Many of either: the limiting law at mn/(m + n). Possible distances lie 1/1000 apart, of a limit of 0.061.
    let (exact, limiting) = (kolmogorov_limit_of_samples(1000, 1000, 0.95).unwrap(), 1.358_10 / 500.0_f64.sqrt());
    assert!((exact / limiting - 1.0).abs() < 0.02, "{exact} {limiting}");
    let beyond = kolmogorov_limit_of_samples(20_000, 20_000, 0.95).unwrap();
    assert!((beyond * 100.0 - 1.358_10).abs() < 1e-5, "{beyond}");
}

#[test]
fn the_right_law_is_rejected_as_often_as_it_says_and_a_wrong_one_more_often() {
    let mut stream = stream(1, "statistics", "kolmogorov", 0);
    let limit = kolmogorov_limit(50, 0.9).unwrap();
    let pair = kolmogorov_limit_of_samples(50, 40, 0.9).unwrap();
    let (mut right, mut shifted, mut pairs, mut shifted_pairs) = (0, 0, 0, 0);
    for _ in 0..1000 {
        let values: Vec<f64> = (0..50).map(|_| standard_normal(&mut stream)).collect();
        right += usize::from(kolmogorov_distance(&values, normal_distribution).unwrap() > limit);
        shifted += usize::from(kolmogorov_distance(&values, |x| normal_distribution(x - 0.5)).unwrap() > limit);
        let others: Vec<f64> = (0..40).map(|_| standard_normal(&mut stream)).collect();
        let moved: Vec<f64> = others.iter().map(|x| x + 0.7).collect();
        pairs += usize::from(kolmogorov_distance_of_samples(&values, &others).unwrap() > pair);
        shifted_pairs += usize::from(kolmogorov_distance_of_samples(&values, &moved).unwrap() > pair);
    }
    // Of 1000 at 10 %: 100 with standard deviation 9.5. Distances of two samples jump: at most 10 %.
    assert!((62..=138).contains(&right) && (50..=138).contains(&pairs), "{right} {pairs}");
    assert!(shifted > 700 && shifted_pairs > 700, "{shifted} {shifted_pairs}");
}
