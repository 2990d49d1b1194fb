//! Do the statistics of single lists keep their digits?

use super::{Exact, OFFSETS, SIZES, U, additions, grid, precise};
use crate::exact::Precise;
use wellposed_core::bits::{self, dot, sum};
use wellposed_core::difference::Scalar;
use wellposed_core::statistics::*;

/// Values of every size, around zero, beside an offset and equal.
fn all() -> Vec<Vec<f64>> {
    let mut all = Vec::new();
    for n in [2, 3, 50, 1000, 10_000] {
        all.extend(SIZES.map(|size| grid(0.0, size, n)));
        all.extend(OFFSETS.map(|offset| grid(offset, 1.0, n)));
        all.extend([14.62, 1e308, 1e-300 / 3.0].map(|value| vec![value; n]));
        // 1 ± 1e-14, and two neighbors.
        all.push(grid(1.0, 1e-14, n));
        all.push((0..n).map(|index| if index % 3 == 0 { 0.3 } else { 0.1 + 0.2 }).collect());
    }
    all
}

/// |mean − exact| by its bound: (h + 1)u·mean|x| for the sum and the quotient, and one rounding more where what was lost is added.
fn mean_by_bound(values: &[f64], found: f64) -> f64 {
    let exact = Exact::of(values);
    let size = values.iter().map(|&x| exact.scaled(x).abs()).sum::<f64>() / values.len() as f64;
    exact.distance(exact.mean, found) / ((additions(values.len()) + 2.0) * U * size)
}

/// |s − exact| by its bound. A difference and what is taken from it have a rounding each, which count twice in the square, the square has one, the sum h, the quotient one, and the
/// mean's error adds up to 4u: (h + 10)u of the variance, half of it of the deviation, and one more for the root.
fn deviation_by_bound(values: &[f64], found: f64) -> f64 {
    let exact = Exact::of(values);
    let deviation = exact.deviation();
    let error = exact.distance(deviation, found);
    if error == 0.0 { 0.0 } else { error / (deviation.to_f64() * (0.5 * additions(values.len()) + 6.0) * U) }
}

/// Two passes as they are printed.
fn two_passes(values: &[f64]) -> (f64, f64) {
    let mean = sum(values) / values.len() as f64;
    let squares: Vec<f64> = values.iter().map(|x| (x - mean) * (x - mean)).collect();
    (mean, (sum(&squares) / (values.len() - 1) as f64).sqrt())
}

#[test]
fn mean_and_deviation_of_every_size() {
    for values in all() {
        let (by_mean, by_deviation) = (
            mean_by_bound(&values, mean(&values).unwrap()),
            deviation_by_bound(&values, standard_deviation(&values).unwrap()),
        );
        let from = (values[0], values.len());
        assert!(by_mean <= 1.0 && by_deviation <= 1.0, "{from:?}: {by_mean}, {by_deviation} of the bound");
        assert!(mean(&values[..1]).unwrap() == values[0]);
    }
    // Planted: what the printed formulas make of the same.
    for (values, why) in [
        (grid(0.0, 1e-200, 50), "squares vanish"),
        (grid(0.0, 1e200, 50), "squares overflow"),
        (vec![14.62; 1000], "a rounded mean leaves a deviation"),
        (grid(1.0, 1e-14, 10_000), "a rounded mean is half a deviation away"),
    ] {
        assert!(deviation_by_bound(&values, two_passes(&values).1) > 1.0, "{why}");
    }
    assert!(mean_by_bound(&[1e308; 4], two_passes(&[1e308; 4]).0) > 1.0, "the sum overflows");
    let population = |values: &[f64]| standard_deviation(values).unwrap() * (0.98_f64).sqrt();
    assert!(deviation_by_bound(&grid(0.0, 1.0, 50), population(&grid(0.0, 1.0, 50))) > 1.0, "n for n − 1");
    assert!(standard_deviation(&[]).is_err() && standard_deviation(&[1.0]).is_err() && mean(&[]).is_err());
}

#[test]
fn the_interval_of_the_mean_holds_the_mean() {
    let outside = |values: &[f64], low: f64, high: f64| {
        let exact = Exact::of(values);
        let [below, above] = [low, high].map(|bound| (exact.mean - Precise::constant(exact.scaled(bound))).to_f64());
        // A bound has one rounding of its own size, where the mean is as large.
        let rounding = U * exact.mean.to_f64().abs();
        below < -rounding || above > rounding
    };
    for values in all() {
        let Ok(interval) = mean_interval(&values, 0.95) else {
            assert!(values.iter().any(|x| x.abs() > 1e306), "only a bound that overflows is refused");
            continue;
        };
        let mean = mean(&values).unwrap();
        assert!(interval.low <= mean && mean <= interval.high && !outside(&values, interval.low, interval.high));
        // As wide as it should be, to the roundings of both bounds and of the deviation.
        let t = student_quantile(0.975, values.len() - 1).unwrap();
        let width = 2.0 * t * standard_deviation(&values).unwrap() / (values.len() as f64).sqrt();
        let bound = U * (2.0 * mean.abs() + 2.0 * width) + 4.0 * U * width;
        assert!((interval.high - interval.low - width).abs() <= bound, "{interval:?} {width}");
    }
    let values = vec![14.62; 1000];
    let (mean, deviation) = two_passes(&values);
    let margin = 1.96 * deviation / 1000.0_f64.sqrt();
    assert!(outside(&values, mean - margin, mean + margin), "planted: the printed formulas leave the mean out");
}

#[test]
fn intervals_of_variances_change_with_the_unit_alone() {
    let values = grid(0.0, 1.0, 60);
    let in_unit = |power: i32| values.iter().map(|&x| libm::ldexp(x, power)).collect::<Vec<f64>>();
    let mean = |power: i32| libm::ldexp(0.125, power);
    let ends = |interval: Interval, power: i32| [interval.low, interval.high].map(|end| libm::ldexp(end, -2 * power));
    let plain = ends(variance_interval(&values, 0.95).unwrap(), 0);
    let normal = ends(normal_variance_interval(&values, mean(0), 0.95).unwrap(), 0);
    assert!(plain[0] < plain[1] && normal[0] < normal[1]);
    for power in [332, 500, 510, -332, -500] {
        assert_eq!(ends(variance_interval(&in_unit(power), 0.95).unwrap(), power), plain, "2^{power}");
        let found = normal_variance_interval(&in_unit(power), mean(power), 0.95).unwrap();
        assert_eq!(ends(found, power), normal, "2^{power}");
        // Planted: fourth powers of the values themselves.
        let fourth: Vec<f64> = in_unit(power).iter().map(|x| bits::powi(*x, 4)).collect();
        assert!(!sum(&fourth).is_normal(), "2^{power}");
    }
    // A sum of squares that overflows, of 60 values, and bounds that do not.
    let large = in_unit(511);
    assert!(dot(&large, &large).is_infinite() && variance_interval(&large, 0.95).is_ok());
    assert!(normal_variance_interval(&large, mean(511), 0.95).is_ok());
    type Interval2 = fn(&[f64]) -> Result<Interval, StatisticsError>;
    let refusals: [Interval2; 2] = [|x| variance_interval(x, 0.95), |x| normal_variance_interval(x, 0.0, 0.95)];
    for refused in refusals {
        let message = |power: i32| refused(&in_unit(power)).unwrap_err().to_string();
        assert!(message(664).ends_with("exceeds the largest number (1.8e308); divide them by a constant first"));
        let small = "is below the smallest number (2.2e-308); multiply them by a constant first";
        assert!(message(-664).ends_with(small), "{}", message(-664));
        assert_eq!(refused(&[0.0; 5]).map(|interval| (interval.low, interval.high)), Ok((0.0, 0.0)));
    }
    // Close together: m₂ and m₄ to (h + 10)u and twice that; what is left of m₄ − m₂² is more than m₂²/2 here.
    let close = grid(6e11, 1.0, 10_000);
    let (exact, n) = (Exact::of(&close), Precise::constant(1e4));
    let m4 = precise(exact.deviations.iter().map(|&d| d * d * d * d)) / n;
    let m2 = exact.products(&exact) / n;
    let margin = ((m4 - m2 * m2) / n).sqrt() * Precise::constant(normal_quantile(0.975).unwrap());
    let high = exact.deviation() * exact.deviation() + margin;
    let by_bound =
        |found: f64| high.distance(libm::ldexp(found, -2 * exact.exponent)) / (high.to_f64() * 4.0 * 36.0 * U);
    assert!(by_bound(variance_interval(&close, 0.95).unwrap().high) <= 1.0);
    let squares = close.iter().map(|x| x * x).sum::<f64>() / 1e4;
    assert!(by_bound(squares - bits::powi(two_passes(&close).0, 2)) > 1.0, "planted: E[x²] − x̄²");
}

#[test]
fn lines_of_every_size() {
    let (x, y) = (grid(0.0, 1.0, 40), grid(3.0, 2.0, 41)[1..].to_vec());
    let in_unit = |values: &[f64], power: i32| values.iter().map(|&x| libm::ldexp(x, power)).collect::<Vec<f64>>();
    let plain = line(&x, &y, 0.95).unwrap();
    for (of_x, of_y) in [(515, 0), (-565, 0), (0, 515), (-565, -565), (1000, 1000), (-900, 100)] {
        let found = line(&in_unit(&x, of_x), &in_unit(&y, of_y), 0.95).unwrap();
        let back = |value: f64| libm::ldexp(value, of_x - of_y);
        let slope = [found.slope, found.standard_error, found.interval.low, found.interval.high].map(back);
        assert_eq!(slope, [plain.slope, plain.standard_error, plain.interval.low, plain.interval.high]);
        let height = [found.intercept, found.intercept_error].map(|value| libm::ldexp(value, -of_y));
        assert_eq!(height, [plain.intercept, plain.intercept_error], "2^{of_x}, 2^{of_y}");
        assert_eq!((found.correlation, found.p_value), (plain.correlation, plain.p_value));
        let squares = dot(&in_unit(&x, of_x), &in_unit(&x, of_x));
        assert!(of_x == 0 || !squares.is_normal(), "planted: squares as they are");
    }
    let refused = |of_x, of_y| line(&in_unit(&x, of_x), &in_unit(&y, of_y), 0.95).unwrap_err();
    assert_eq!(refused(-900, 900), StatisticsError::Overflow { what: "a line" });
    assert_eq!(refused(900, -900), StatisticsError::Underflow { what: "a line" });
}

/// |b − exact| by its bound. Products of deviations: the sum of those of both is off by (h + 8)u·√(Sxx·Syy), with 4u for what the means' errors, at most 2√u of the deviations each,
/// leave; and Sxx, relatively, by as much. So b is off by 2(h + 12)u·√(Syy/Sxx) at most.
fn slope_by_bound(x: &[f64], y: &[f64], found: f64) -> f64 {
    let (x, y) = (Exact::of(x), Exact::of(y));
    let slope = x.products(&y) / x.products(&x);
    let steepest = (y.products(&y) / x.products(&x)).sqrt().to_f64();
    let found = libm::ldexp(found, x.exponent - y.exponent);
    slope.distance(found) / (2.0 * (additions(x.deviations.len()) + 12.0) * U * steepest)
}

#[test]
fn lines_beside_an_offset() {
    for n in [3, 50, 3000] {
        for offset in [0.0, 1e5, 6e11, 8e12] {
            let (x, noise) = (grid(offset, 1.0, n), grid(0.0, 0.5, n + 1));
            let y: Vec<f64> = x.iter().zip(&noise).map(|(x, noise)| 3.0 * (x - offset) + noise + offset).collect();
            let found = slope_by_bound(&x, &y, line(&x, &y, 0.95).unwrap().slope);
            assert!(found <= 1.0, "{n} at {offset}: {found} of the bound");
        }
    }
    // Planted: products of the values themselves.
    let (x, y) = (grid(1e6, 1.0, 50), grid(1e6, 1.0, 51)[1..].to_vec());
    let n = x.len() as f64;
    let naive = (dot(&x, &y) - sum(&x) * sum(&y) / n) / (dot(&x, &x) - sum(&x) * sum(&x) / n);
    assert!(slope_by_bound(&x, &y, line(&x, &y, 0.95).unwrap().slope) <= 1.0 && slope_by_bound(&x, &y, naive) > 1.0);
}

#[test]
fn the_ends_of_the_range() {
    assert_eq!(mean(&[1e308; 4]).unwrap(), 1e308);
    assert_eq!(median(&[-1.7e308, 1.7e308]).unwrap(), 0.0);
    // ln of the middle, with n − 1 = 2: an odd count, so that nothing is interpolated.
    assert_eq!(quantile(&[1e308, -1e308, 1.5e308], 0.5).unwrap(), 1e308);
    for size in [1.0, 5e-324, 1e-300, 1e307] {
        // (1.96·3)² = 34.57….
        assert_eq!(replicates_to_tell(3.0 * size, size, 0.95).unwrap(), 35, "{size}");
    }
    assert!((1.959_964 * 3e307 * 3.0 / 1e307_f64).is_finite(), "one more power of ten overflows");
    assert_eq!(replicates_to_tell(1.7e308, 1e308, 0.95).unwrap(), 12, "planted: 1.96·1.7e308 is infinite");
    assert_eq!(replicates_to_tell(1e308, 1e-308, 0.95).unwrap(), usize::MAX);
    assert_eq!(replicates_to_tell(0.0, 1e-308, 0.95).unwrap(), 1);
}
