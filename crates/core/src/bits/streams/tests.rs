//! Are streams what they are called, reproducible and independent, and are the numbers distributed as they should?

use rand::Rng;
use rand_distr::StandardNormal;

use super::*;

/// The values come from another implementation (SHA-256 and ChaCha8 after their definitions, the logarithm with 200 bits).
#[test]
fn first_draws_are_pinned() {
    let start = || stream(42, "chapter/experiment", "cell", 7);
    let mut integers = start();
    let drawn = [integers.next_u64(), integers.next_u64(), integers.next_u64(), integers.next_u64()];
    assert_eq!(drawn, [0xa429_9dbe_5999_11e5, 0x6def_f029_a080_6fb8, 0x8d6e_4df5_4160_8cc0, 0xdca5_ca88_4510_53a0]);
    let mut numbers = start();
    assert_eq!(
        [(); 4].map(|()| uniform(&mut numbers, -1.0, 3.0)),
        [1.5650400504004134, 0.7177696615708609, 1.2098574538299616, 2.447619088245351]
    );
    let mut numbers = start();
    assert_eq!(
        [(); 4].map(|()| standard_normal(&mut numbers)),
        [1.920926262114058, 0.1604858723697651, 1.958103573192541, -0.002180641316141918]
    );
    // The integers above, times 1000, without their last 64 bits.
    let mut numbers = start();
    assert_eq!([(); 4].map(|()| below(&mut numbers, 1000)), [641, 429, 552, 861]);
    // These depend on the algorithms of `rand`.
    assert_eq!(permutation(&mut start(), 8), [2, 6, 3, 5, 0, 4, 1, 7]);
}

#[test]
fn many_normal_numbers_are_those_of_single_draws() {
    for count in [0, 1, 63, 64, 65, 200] {
        let (mut many, mut single) =
            (stream(1, "bits/streams", "many", count), stream(1, "bits/streams", "many", count));
        let mut numbers = vec![0.0; count];
        standard_normals(&mut many, &mut numbers);
        assert!(numbers.iter().all(|number| number.to_bits() == standard_normal(&mut single).to_bits()));
        assert_eq!(many.next_u64(), single.next_u64(), "the streams stand at the same place");
    }
}

#[test]
fn keys_that_concatenate_alike_are_different_streams() {
    let keys = [
        stream(1, "a", "bc", 0),
        stream(1, "ab", "c", 0),
        stream(1, "abc", "", 0),
        stream(1, "", "abc", 0),
        stream(1, "a", "bc", 1),
        stream(0, "a", "bc", 1),
        stream(1, "a", "b\0c", 0),
    ];
    let mut first: Vec<u64> = keys.into_iter().map(|mut stream| stream.next_u64()).collect();
    first.sort_unstable();
    first.dedup();
    assert_eq!(first.len(), 7);
}

fn draws(count: usize, cell: &str, mut draw: impl FnMut(&mut Stream) -> f64) -> Vec<f64> {
    let mut stream = stream(5, "bits/streams", cell, count);
    (0..count).map(|_| draw(&mut stream)).collect()
}

/// The largest distance between the shares of two samples below any number (Kolmogorov and Smirnov).
fn distance(mut x: Vec<f64>, mut y: Vec<f64>) -> f64 {
    x.sort_by(f64::total_cmp);
    y.sort_by(f64::total_cmp);
    let share_below = |sample: &[f64], at: f64| sample.partition_point(|&z| z <= at) as f64 / sample.len() as f64;
    x.iter().chain(&y).map(|&at| (share_below(&x, at) - share_below(&y, at)).abs()).fold(0.0, crate::bits::max)
}

/// The largest distance between the share of a sample below a number and the normal distribution function.
fn distance_to_normal(mut x: Vec<f64>) -> f64 {
    x.sort_by(f64::total_cmp);
    let count = x.len() as f64;
    let distribution = |x: f64| 0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2);
    x.iter()
        .enumerate()
        .map(|(i, &x)| {
            crate::bits::max(
                (distribution(x) - i as f64 / count).abs(),
                ((i + 1) as f64 / count - distribution(x)).abs(),
            )
        })
        .fold(0.0, crate::bits::max)
}

/// Massart's bound: a sample of the right distribution is farther than `√(ln(2/α)/(2n))` with probability α at most; here α = 1e−6.
fn massart(count: usize) -> f64 {
    (libm::log(2e6) / (2.0 * count as f64)).sqrt()
}

#[test]
fn normal_numbers_are_normal() {
    const COUNT: usize = 100_000;
    let normals = draws(COUNT, "normal", standard_normal);
    // The standard deviation of the mean of zᵏ is √(Var zᵏ / n), with Var = 1, 2, 15, 96 for k = 1, …, 4; five of them are allowed.
    for (power, moment, variance) in [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0_f64)] {
        let mean = normals.iter().map(|z| crate::bits::powi(*z, power)).sum::<f64>() / COUNT as f64;
        assert!((mean - moment).abs() < 5.0 * (variance / COUNT as f64).sqrt(), "moment {power}: {mean}");
    }
    assert!(distance_to_normal(normals.clone()) < massart(COUNT));
    // Two samples: each is within its bound of the distribution.
    let others = draws(COUNT, "ziggurat", |stream| StandardNormal.sample(stream));
    assert!(distance(normals, others) < 2.0 * massart(COUNT));
    // The sum of twelve uniform numbers less six has the same mean and variance, and is told apart.
    let nearly = draws(COUNT, "twelve", |stream| (0..12).map(|_| uniform(stream, 0.0, 1.0)).sum::<f64>() - 6.0);
    let scaled: Vec<f64> = nearly.iter().map(|z| 1.05 * z).collect();
    assert!(distance_to_normal(scaled) > massart(COUNT));
}

#[test]
fn neighboring_streams_are_uncorrelated() {
    const COUNT: usize = 100_000;
    let pairs = |replicate| {
        let mut stream = stream(5, "bits/streams", "pairs", replicate);
        (0..COUNT).map(|_| standard_normal(&mut stream)).collect::<Vec<_>>()
    };
    let (x, y) = (pairs(0), pairs(1));
    // The mean product of independent normal numbers has variance 1/n.
    let correlation = |y: &[f64]| crate::bits::dot(&x, y) / COUNT as f64;
    assert!(correlation(&y).abs() < 5.0 / (COUNT as f64).sqrt());
    assert!(correlation(&pairs(0)).abs() > 0.5); // the same stream twice is told
}

#[test]
fn the_rest() {
    let mut stream = stream(9, "bits/streams", "rest", 0);
    let heads = (0..10_000).filter(|_| bernoulli(&mut stream, 0.3)).count() as f64;
    assert!((heads - 3_000.0).abs() < 5.0 * (10_000.0 * 0.3 * 0.7_f64).sqrt());
    assert!(!bernoulli(&mut stream, 0.0) && bernoulli(&mut stream, 1.0));
    assert!((0..1000).all(|_| (2.0..2.5).contains(&uniform(&mut stream, 2.0, 2.5))));
    // A share of a tenth each, in 10,000 draws: five standard deviations of a count are 150.
    let mut counts = [0_u32; 10];
    (0..10_000).for_each(|_| counts[below(&mut stream, 10) as usize] += 1);
    assert!(counts.iter().all(|count| count.abs_diff(1000) < 150), "{counts:?}");
    let mut order = permutation(&mut stream, 100);
    assert_ne!(order, (0..100).collect::<Vec<_>>());
    order.sort_unstable();
    assert_eq!(order, (0..100).collect::<Vec<_>>());
}

#[test]
#[should_panic(expected = "uniform numbers in [1, 1)")]
fn an_empty_interval_is_refused() {
    uniform(&mut stream(0, "", "", 0), 1.0, 1.0);
}
