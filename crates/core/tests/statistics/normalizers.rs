//! Do normalizers keep their digits at the ends of the range, and divide by no noise?

use super::U;
use ndarray::{Array2, array};
use wellposed_core::bits;
use wellposed_core::normalize::{ConstantFeatures, NEAR_CONSTANT, NormalizeError, Normalizer};
use wellposed_core::statistics::{median, quantile};

const DIVIDING: [Normalizer; 5] =
    [Normalizer::Scale, Normalizer::Standard, Normalizer::MinMax, Normalizer::Robust, Normalizer::MaxAbs];

/// Rounding noise around 0, as 0.1 + 0.2 − 0.3 leaves it, and one number that shows from what.
fn noise(size: f64) -> Vec<f64> {
    let mut values: Vec<f64> = (0..12).map(|index| [0.0, 5.5e-17, -2.7e-17][index % 3] * size).collect();
    values.push(9.0 * size);
    values
}

#[test]
fn noise_around_zero_is_no_spread_for_quartiles() {
    let column = |values: Vec<f64>| Array2::from_shape_vec((values.len(), 1), values).unwrap();
    for size in [1.0, 1e-200, 1e200] {
        let fitted = Normalizer::Robust.fit(column(noise(size)).view()).unwrap();
        assert_eq!((fitted.constant_features(), fitted.scale()), (&[0][..], Some(&[1.0][..])), "{size}");
        let strict = Normalizer::Robust.fit_with(column(noise(size)).view(), ConstantFeatures::Error);
        assert!(matches!(strict.unwrap_err(), NormalizeError::Constant { .. }));
        // Planted: beside the median alone the noise counts.
        let values = noise(size);
        let spread = quantile(&values, 0.75).unwrap() - quantile(&values, 0.25).unwrap();
        assert!(spread > NEAR_CONSTANT * median(&values).unwrap().abs());
        // A spread that is real stays, beside the same number.
        let real: Vec<f64> = noise(size).iter().map(|x| if x.abs() < size { x * 1e13 } else { *x }).collect();
        assert!(Normalizer::Robust.fit(column(real).view()).unwrap().constant_features().is_empty());
    }
}

#[test]
fn differences_that_overflow_have_quotients_that_do_not() {
    let largest = f64::MAX;
    let x = array![[largest, 1.0], [largest, 2.0], [largest, 3.0], [-largest, 5e-324]];
    let fitted = Normalizer::Standard.fit(x.view()).unwrap();
    let z = fitted.transform(x.view()).unwrap();
    // Mean MAX/2 and σ = MAX·√3/2: z = 1/√3 and −√3, with the roundings of mean, deviation, difference and quotient.
    let exact = [1.0 / 3.0_f64.sqrt(), -3.0_f64.sqrt()];
    for (row, exact) in [(0, exact[0]), (3, exact[1])] {
        assert!((z[(row, 0)] / exact - 1.0).abs() <= 12.0 * U, "{z}");
    }
    assert!((x[(3, 0)] - fitted.shift()[0]).is_infinite(), "planted: the difference");
    // What stands beside it has the bits that it has alone.
    let alone = x.slice(ndarray::s![.., 1..]);
    assert_eq!(Normalizer::Standard.fit(alone).unwrap().transform(alone).unwrap().column(0), z.column(1));
    let mild = array![[0.9 * largest], [0.7 * largest], [0.9 * largest], [-0.9 * largest]];
    let fitted = Normalizer::Standard.fit(mild.view()).unwrap();
    let back = fitted.inverse_transform(fitted.transform(mild.view()).unwrap().view()).unwrap();
    // 3u·|x − shift| + u·|x|.
    assert!((&back / &mild - 1.0).iter().all(|error| error.abs() <= 10.0 * U), "{back}");
}

#[test]
fn a_shift_and_a_scale_whose_sum_overflows_are_fine() {
    let x = array![[1.79e308], [1.75e308], [1.2e308], [1.78e308], [1.79e308]];
    let fitted = Normalizer::Standard.fit(x.view()).unwrap();
    assert!((fitted.shift()[0] + fitted.scale().unwrap()[0]).is_infinite(), "planted: their sum");
    for normalizer in DIVIDING {
        let z = normalizer.fit(x.view()).unwrap().transform(x.view()).unwrap();
        assert!(z.iter().all(|z| z.abs() < 50.0), "{z}");
    }
}

#[test]
fn units_change_no_bit_from_the_smallest_to_the_largest() {
    let x = Array2::from_shape_fn((300, 3), |(row, column)| ((row * 37 + column * 11) % 101) as f64 - 40.0);
    for normalizer in DIVIDING {
        let plain = normalizer.fit(x.view()).unwrap().transform(x.view()).unwrap();
        for power in [-1060, -900, -560, 520, 900, 1016] {
            let scaled = &x * libm::ldexp(1.0, power);
            // A spread below 2.2e-308 has fewer digits.
            if power < -1022 && matches!(normalizer, Normalizer::Scale | Normalizer::Standard) {
                continue;
            }
            let z = normalizer.fit(scaled.view()).unwrap().transform(scaled.view()).unwrap();
            assert_eq!(z, plain, "{} 2^{power}", normalizer.name());
            let squares: Vec<f64> = scaled.iter().map(|x| x * x).collect();
            assert!(!bits::sum(&squares).is_normal(), "planted: squares as they are");
        }
    }
}

#[test]
fn one_row_and_no_row() {
    let (one, none) = (array![[3.0, -0.5]], Array2::<f64>::zeros((0, 2)));
    for normalizer in DIVIDING.into_iter().chain([Normalizer::Center]) {
        let fitted = normalizer.fit(one.view()).unwrap();
        let z = fitted.transform(one.view()).unwrap();
        let expected = match normalizer {
            Normalizer::Scale => one.clone(),
            Normalizer::MaxAbs => array![[1.0, -1.0]],
            _ => array![[0.0, 0.0]],
        };
        assert_eq!(z, expected, "{}", normalizer.name());
        // Empty in, empty out.
        assert_eq!(fitted.transform(none.view()).unwrap(), none);
        assert_eq!(fitted.inverse_transform(none.view()).unwrap(), none);
        assert_eq!(fitted.transform_f32(none.map(|&x| x as f32).view()).unwrap().dim(), (0, 2));
        assert!(fitted.transform_in_place(&mut none.clone()).is_ok());
        assert!(fitted.transform(Array2::zeros((0, 3)).view()).is_err(), "planted: other columns, though empty");
        assert_eq!(normalizer.fit(none.view()).unwrap_err(), NormalizeError::Empty { rows: 0, columns: 2 });
    }
}
