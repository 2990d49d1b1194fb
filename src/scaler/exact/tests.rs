//! Numbers of every size against exact ones: means and deviations by Python's `fractions`, roots by `math.isqrt` with 600 bits, each rounded
//! to the nearest double.

use super::*;
use crate::bits;
use crate::normalize::mean_and_deviation;
use ndarray::Array2;

/// x ← (1103515245·x + 12345) mod 2³¹ from 12345, over 2³¹.
fn uniform() -> Vec<f64> {
    let next = |x: &u64| Some((1_103_515_245 * x + 12_345) % (1 << 31));
    std::iter::successors(Some(12_345), next).skip(1).take(1000).map(|x| x as f64 / (1_u64 << 31) as f64).collect()
}

/// Values with their exact mean and deviation.
fn sets() -> Vec<(&'static str, Vec<f64>, f64, f64)> {
    let of = |map: fn(f64) -> f64| uniform().into_iter().map(map).collect::<Vec<f64>>();
    vec![
        ("offset", of(|x| 1e15 + x), 1_000_000_000_000_000.5, 0.291_498_257_927_899_13),
        ("milliseconds", of(|x| 1.6e12 + 1000.0 * x), 1_600_000_000_496.910_6, 287.138_925_917_743),
        ("tiny", of(|x| 1e-300 * x), 4.969_107_497_762_888_5e-301, 2.871_389_245_246_942e-301),
        ("huge", of(|x| 1e100 * (x - 0.5)), -3.089_250_223_711_133e97, 2.871_389_245_246_942e99),
        ("outlier", [vec![1e30], uniform()].concat(), 9.990_009_990_009_99e26, 3.159_118_541_626_752_4e28),
        ("cancels", vec![1e100, -1e100, 1.0], 0.333_333_333_333_333_3, 8.164_965_809_277_261e99),
        ("equal", vec![14.62; 1000], 14.62, 0.0),
        ("near", of(|x| 1.0 + 1e-14 * x), 1.000_000_000_000_004_9, 2.871_651_900_757_692_7e-15),
        ("subnormal", vec![5e-324, 1.5e-323, 1e-322], 4e-323, 4.4e-323),
        ("tenths", vec![0.1, 0.2, 0.3, 0.4], 0.25, 0.111_803_398_874_989_48),
    ]
}

/// Doubles between two of them.
fn units(one: f64, other: f64) -> u64 {
    let place = |value: f64| if value < 0.0 { -((value.to_bits() << 1 >> 1) as i64) } else { value.to_bits() as i64 };
    place(one).abs_diff(place(other))
}

fn of(values: &[f64]) -> Column {
    let mut column = Column::default();
    values.iter().for_each(|&value| column.add(value));
    column
}

#[test]
fn mean_and_deviation_are_within_a_unit_in_the_last_place() {
    for (name, values, mean, deviation) in sets() {
        let found = of(&values);
        assert!(units(found.mean(), mean) <= 1, "{name}: {:e}, not {mean:e}", found.mean());
        assert!(units(found.deviation(), deviation) <= 1, "{name}: {:e}, not {deviation:e}", found.deviation());
        assert_eq!(found.count, values.len() as u64);
    }
    assert_eq!((units(1.0, 1.0 + 4.0 * f64::EPSILON), units(-5e-324, 5e-324)), (4, 2));
}

/// A sum in doubles is not exact: of these sets, most have a plain deviation that is off by more than a unit.
#[test]
fn sums_with_rounding_are_noticed() {
    let plain = |values: &[f64]| {
        let m = values.len() as f64;
        let mean = values.iter().sum::<f64>() / m;
        (values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / m).sqrt()
    };
    let wrong = sets().iter().filter(|(_, values, _, deviation)| units(plain(values), *deviation) > 1).count();
    assert!(wrong >= 5, "{wrong}");
}

#[test]
fn the_order_of_the_values_changes_nothing() {
    for (name, mut values, ..) in sets() {
        let forward = of(&values);
        values.reverse();
        let backward = of(&values);
        let numbers = |column: &Column| [column.mean(), column.deviation()].map(f64::to_bits);
        assert_eq!(numbers(&forward), numbers(&backward), "{name}");
    }
}

/// The moments of a matrix are within their bounds of the exact ones (`normalize::moments`): of the mean u·[(L + 1)·max|x| + (B + 1 + 3L)·R], of the variance
/// σ²·[(B + 10 + 258L)u + L·e/σ]; of the deviation half of that share, and a rounding.
#[test]
fn statistics_in_memory_are_within_their_bounds() {
    let (u, mut off) = (f64::EPSILON / 2.0, 0);
    for (name, values, ..) in sets() {
        let exact = of(&values);
        let (mean, deviation) =
            mean_and_deviation(Array2::from_shape_vec((values.len(), 1), values).unwrap().view()).unwrap();
        let (b, l) = (256.0, 2.0);
        let range = exact.maximum - exact.minimum;
        let size = bits::max(exact.minimum.abs(), exact.maximum.abs());
        let of_mean = u * ((l + 1.0) * size + (b + 1.0 + 3.0 * l) * range) + 5e-324;
        let lost =
            if exact.deviation() == 0.0 { 0.0 } else { l * 2.0 * (b + 1.0 + 3.0 * l) * u * range / exact.deviation() };
        let of_deviation = exact.deviation() * (((b + 10.0 + 258.0 * l) * u + lost) / 2.0 + 2.0 * u) + 5e-324;
        assert!((mean[0] - exact.mean()).abs() <= of_mean, "{name}: {:e}", mean[0]);
        assert!((deviation[0] - exact.deviation()).abs() <= of_deviation, "{name}: {:e}", deviation[0]);
        off = off.max(units(deviation[0], exact.deviation()));
    }
    assert!(off > 1, "planted: they are not all within a unit in the last place");
}

#[test]
fn quantiles_and_ratios_are_rounded_once() {
    // By `fractions`: 0.1 + (0.7 − 0.1)/4 and its distance from −0.3.
    let mut sum = Products::default();
    add_between(&mut sum, 1.0, [0.1, 0.7], 0.25);
    assert_eq!(sum.rounded(), 0.25);
    add_between(&mut sum, -1.0, [-0.3, -0.3], 0.0);
    assert_eq!(sum.rounded(), 0.549_999_999_999_999_9);
    assert_eq!(ratio_of_differences([0.1, -0.1], [0.7, -0.1]), 0.25);
    assert_ne!((0.1 - -0.1) / (0.7 - -0.1), 0.25, "planted: three roundings");
}
