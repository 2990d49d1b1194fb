//! Does each setting of a fit do what it says, and is it refused where it makes no sense?

use super::{Exact, U, additions, grid, precise};
use crate::exact::Precise;
use ndarray::{Array2, ArrayView2, Axis, array, concatenate};
use wellposed_core::bits;
use wellposed_core::difference::Scalar;
use wellposed_core::normalize::moments::Moments;
use wellposed_core::normalize::{ConstantFeatures, Fitting, NormalizeError, Normalizer};

const WITHOUT_MATRIX: [Normalizer; 6] = [
    Normalizer::Center,
    Normalizer::Scale,
    Normalizer::Standard,
    Normalizer::MinMax,
    Normalizer::Robust,
    Normalizer::MaxAbs,
];
const BY_MOMENTS: [Normalizer; 3] = [Normalizer::Center, Normalizer::Scale, Normalizer::Standard];

fn matrix(rows: usize) -> Array2<f64> {
    let values = grid(3.0, 2.0, 3 * rows);
    Array2::from_shape_vec((rows, 3), values).unwrap() * &array![[1.0, 1e3, 1e-3]]
}

#[test]
fn ranges_are_filled() {
    let x = matrix(50);
    for (low, high) in [(0.0, 1.0), (-1.0, 1.0), (2.5, 7.0), (-1e99, 1e99), (0.1, 0.3)] {
        let fitted = Fitting::of(Normalizer::MinMax).range(low, high).fit(x.view()).unwrap();
        let z = fitted.transform(x.view()).unwrap();
        for column in z.columns() {
            let (least, most) =
                column.iter().fold((f64::MAX, f64::MIN), |ends, &z| (bits::min(ends.0, z), bits::max(ends.1, z)));
            // The largest has the roundings of the width, of two quotients and of the sum.
            let near = |most: f64| (most - high).abs() <= 4.0 * U * (high.abs() + low.abs());
            assert!(least == low && near(most) && !near(most + 1e-15 * (high - low)), "{low} {high}: {least} {most}");
        }
        let back = fitted.inverse_transform(z.view()).unwrap();
        let (scale, shift) = (fitted.scale().unwrap(), fitted.shift());
        for ((index, back), x) in back.indexed_iter().zip(&x) {
            let bound = 3.0 * (x - shift[index.1]).abs() + x.abs() + 2.0 * low.abs() * scale[index.1];
            assert!((back - x).abs() <= 1.01 * U * bound);
        }
    }
    let plain = Normalizer::MinMax.fit(x.view()).unwrap();
    assert_eq!(Fitting::of(Normalizer::MinMax).range(0.0, 1.0).fit(x.view()).unwrap(), plain);
    // A feature that does not vary keeps its unit and lies at the lower end.
    let fitted = Fitting::of(Normalizer::MinMax).range(-1.0, 1.0).fit(array![[7.0], [7.0]].view()).unwrap();
    assert_eq!(fitted.transform(array![[7.0], [8.0]].view()).unwrap(), array![[-1.0], [0.0]]);
}

#[test]
fn a_range_folds_into_a_layer() {
    let x = matrix(20);
    let fitted = Fitting::of(Normalizer::MinMax).range(-1.0, 3.0).fit(x.view()).unwrap();
    let (weights, bias) = (array![[0.5, -2.0, 1.0]], array![0.25]);
    let (folded, shifted) = fitted.fold_into(weights.view(), bias.view()).unwrap();
    let normalized = bits::product(fitted.transform(x.view()).unwrap().view(), weights.t()) + &bias;
    let apart = |shifted: f64| {
        let raw = bits::product(x.view(), folded.t()) + shifted;
        (&raw - &normalized).iter().fold(0.0, |worst: f64, difference| bits::max(worst, difference.abs()))
    };
    // Some 20 roundings of sums whose terms add up to less than 40.
    assert!(apart(shifted[0]) <= 800.0 * U);
    assert!(apart(shifted[0] - fitted.offset() * weights.sum()) > 1e-3, "planted: the offset forgotten");
}

#[test]
fn quantiles_and_largest_magnitudes_by_hand() {
    let x = Array2::from_shape_fn((11, 1), |(row, _)| (row * row) as f64);
    let scale = |fitting: Fitting| fitting.fit(x.view()).unwrap().scale().unwrap()[0];
    // Ranks 1 and 9: 81 − 1. The quartiles lie at 2.5 and 7.5: 56.5 − 6.5.
    assert_eq!(scale(Fitting::of(Normalizer::Robust).quantiles(0.1, 0.9)), 80.0);
    assert_eq!(scale(Fitting::of(Normalizer::Robust)), 50.0);
    assert_eq!(scale(Fitting::of(Normalizer::Robust).quantiles(0.0, 1.0)), 100.0);
    let fitted = Normalizer::MaxAbs.fit(array![[0.0, 1.0], [-4.0, 3.0], [2.0, 0.0]].view()).unwrap();
    assert_eq!((fitted.shift(), fitted.scale()), (&[0.0, 0.0][..], Some(&[4.0, 3.0][..])));
    // Zeros alone have nothing to divide by; equal values have.
    let fitted = Normalizer::MaxAbs.fit(array![[0.0, 7.0], [0.0, 7.0]].view()).unwrap();
    assert_eq!((fitted.constant_features(), fitted.scale()), (&[0][..], Some(&[1.0, 7.0][..])));
}

/// Weighted mean and deviation to thirty digits, as multiples of bounds: as for single lists, with a rounding more for each product, (h + 3)u·Σw|x|/Σw and half of (h + 14)u.
fn by_bounds(values: &[f64], weights: &[f64], found: (f64, f64)) -> (f64, f64) {
    let exact = Exact::of(values);
    let total = precise(weights.iter().map(|&weight| Precise::constant(weight)));
    let mean_of = |values: &mut dyn Iterator<Item = Precise>| {
        precise(values.zip(weights).map(|(value, &weight)| value * Precise::constant(weight))) / total
    };
    let mean = mean_of(&mut values.iter().map(|&x| Precise::constant(exact.scaled(x))));
    let deviation = mean_of(&mut values.iter().map(|&x| {
        let deviation = Precise::constant(exact.scaled(x)) - mean;
        deviation * deviation
    }))
    .sqrt();
    let size = mean_of(&mut values.iter().map(|&x| Precise::constant(exact.scaled(x).abs()))).to_f64();
    let additions = additions(values.len());
    (
        exact.distance(mean, found.0) / ((additions + 3.0) * U * size),
        exact.distance(deviation, found.1) / (deviation.to_f64() * (0.5 * additions + 8.0) * U),
    )
}

#[test]
fn weights_count_rows() {
    let weights: Vec<f64> = grid(0.0, 3.0, 500).iter().map(|weight| weight.abs() + 1e-3).collect();
    for size in [1e-290, 1.0, 1e300] {
        for offset in [0.0, 6e8, 6e11] {
            let values: Vec<f64> = grid(offset, 1.0, 500).iter().map(|x| x / 1e12 * size).collect();
            let heavy: Vec<f64> = weights.iter().map(|weight| weight * 1e300).collect();
            let x = ArrayView2::from_shape((500, 1), &values).unwrap();
            let fitted = Fitting::of(Normalizer::Standard).weights(&heavy).fit(x).unwrap();
            let found = (fitted.shift()[0], fitted.scale().unwrap()[0]);
            let (mean, deviation) = by_bounds(&values, &weights, found);
            assert!(mean <= 1.0 && deviation <= 1.0, "{size} {offset}: {mean} {deviation}");
            let plain = Normalizer::Standard.fit(x).unwrap();
            let (_, deviation) = by_bounds(&values, &weights, (plain.shift()[0], plain.scale().unwrap()[0]));
            assert!(deviation > 1.0, "planted: without weights");
        }
    }
    // Whole weights are repeated rows, one of 0 is none, and equal values have no deviation whatever they weigh.
    let x = array![[1.0, 14.62], [9e99, 14.62], [2.0, 14.62], [5.0, 14.62]];
    let fitted = Fitting::of(Normalizer::Standard).weights(&[3.0, 0.0, 0.7, 1.0]).fit(x.view()).unwrap();
    assert_eq!((fitted.constant_features(), fitted.shift()[1]), (&[1][..], 14.62));
    let fitted = Fitting::of(Normalizer::Standard).weights(&[2.0, 0.0, 1.0, 1.0]).fit(x.view()).unwrap();
    let repeated = array![[1.0], [1.0], [2.0], [5.0]];
    let repeated = Normalizer::Standard.fit(repeated.view()).unwrap();
    assert_eq!(fitted.shift()[0], repeated.shift()[0]);
    assert!((fitted.scale().unwrap()[0] / repeated.scale().unwrap()[0] - 1.0).abs() <= 8.0 * U);
}

#[test]
fn gaps_are_skipped_counted_and_kept() {
    let whole = matrix(600);
    let mut x = whole.clone();
    for row in (0..600).step_by(7) {
        x[(row, 1)] = f64::NAN;
    }
    let present = x.column(1).iter().copied().filter(|value| !value.is_nan()).collect::<Vec<f64>>();
    let present = Array2::from_shape_vec((present.len(), 1), present).unwrap();
    for normalizer in WITHOUT_MATRIX {
        let fitted = Fitting::of(normalizer).skip_missing().fit(x.view()).unwrap();
        let (alone, plain) = (normalizer.fit(present.view()).unwrap(), normalizer.fit(whole.view()).unwrap());
        assert_eq!(fitted.missing(), Some(&[0, 86, 0][..]));
        assert_eq!(fitted.scale().unwrap()[1], alone.scale().unwrap()[0], "{}", normalizer.name());
        assert_eq!((fitted.shift()[0], fitted.shift()[1]), (plain.shift()[0], alone.shift()[0]));
        let z = fitted.transform(x.view()).unwrap();
        assert!(z.iter().zip(&x).all(|(z, x)| z.is_nan() == x.is_nan()));
        let single = fitted.transform_f32(x.map(|&x| x as f32).view()).unwrap();
        assert!(single.iter().zip(&x).all(|(z, x)| z.is_nan() == x.is_nan()));
        // Unasked, a gap is refused, in the training data and later.
        assert!(normalizer.fit(x.view()).is_err() && plain.transform(x.view()).is_err());
        // An infinity is no gap.
        let mut infinite = x.clone();
        infinite[(5, 2)] = f64::INFINITY;
        let message = "row 6, column 3: inf is not a finite number; replace it or leave the row out";
        let refused = Fitting::of(normalizer).skip_missing().fit(infinite.view()).unwrap_err();
        assert_eq!(
            (refused.to_string(), fitted.transform(infinite.view()).unwrap_err().to_string()),
            (message.into(), message.into())
        );
    }
    let gone = array![[1.0, f64::NAN], [2.0, f64::NAN]];
    let refused = Fitting::of(Normalizer::Robust).skip_missing().fit(gone.view()).unwrap_err();
    assert_eq!(refused.to_string(), "column 2: every value is missing; leave the column out");
    let strict = Fitting::of(Normalizer::Standard).skip_missing().constant_features(ConstantFeatures::Error);
    let refused = strict.fit(array![[1.0, 3.0], [f64::NAN, 3.0], [2.0, 3.0]].view()).unwrap_err();
    assert!(refused.to_string().starts_with("column 2: every value is 3"), "{refused}");
    // Weights go with their rows.
    let x = array![[1.0], [f64::NAN], [4.0]];
    let fitted = Fitting::of(Normalizer::Center).skip_missing().weights(&[1.0, 5.0, 2.0]).fit(x.view()).unwrap();
    assert_eq!(fitted.shift(), [3.0]);
}

#[test]
fn merged_moments_fit_as_the_whole_does() {
    let x = matrix(1000);
    for normalizer in BY_MOMENTS {
        let whole = normalizer.fit(x.view()).unwrap();
        assert_eq!(Fitting::of(normalizer).fit_moments(&Moments::of(x.view())).unwrap(), whole);
        let pieces = x.axis_chunks_iter(Axis(0), 170).map(Moments::of);
        let merged = pieces.fold(Moments::new(3), |merged, piece| merged.merge(&piece));
        let fitted = Fitting::of(normalizer).fit_moments(&merged).unwrap();
        // Both by the bound of `normalize::moments`, with 6 merges; R/σ is below 4, and the mean no further than 3 deviations away.
        let near = |a: f64, b: f64| (a / b - 1.0).abs() <= 2.0 * U * (266.0 + 258.0 * 6.0 + 6.0 * 4.0 * 2.0 * 275.0);
        let all =
            |factor: f64| fitted.scale().unwrap().iter().zip(whole.scale().unwrap()).all(|(a, b)| near(factor * a, *b));
        assert!(all(1.0) && !all(1.0 + 1e-10), "planted: another scale");
        assert_eq!(fitted.examples(), 1000);
        // Planted: the last piece forgotten.
        let most = Fitting::of(normalizer).fit_moments(&Moments::of(x.slice(ndarray::s![..850, ..]))).unwrap();
        assert!(most != whole && most.examples() == 850);
    }
    let refused = |x: Array2<f64>| Fitting::of(Normalizer::Standard).fit_moments(&Moments::of(x.view())).unwrap_err();
    let lost =
        "column 1: its moments hold no deviation; leave out what is not finite, or bring the column near 1 first";
    for x in [array![[1e-200], [3e-200]], array![[1e200], [-1e200]], array![[f64::NAN], [1.0]]] {
        assert_eq!(refused(x).to_string(), lost);
    }
    let zeros = Moments::of(array![[0.0], [0.0]].view());
    assert_eq!(Fitting::of(Normalizer::Standard).fit_moments(&zeros).unwrap().constant_features(), [0]);
    assert_eq!(
        Fitting::of(Normalizer::Scale).fit_moments(&Moments::new(2)).unwrap_err(),
        NormalizeError::Empty { rows: 0, columns: 2 }
    );
}

#[test]
fn single_precision_is_double_precision_rounded_once() {
    let x = matrix(600).map(|&x| x as f32);
    let wide = x.map(|&x| f64::from(x));
    for normalizer in WITHOUT_MATRIX.into_iter().chain([Normalizer::WhitenPca, Normalizer::WhitenZca]) {
        let fitted = Fitting::of(normalizer).fit_f32(x.view()).unwrap();
        assert_eq!(fitted, normalizer.fit(wide.view()).unwrap());
        let z = fitted.transform_f32(x.view()).unwrap();
        let exact = fitted.transform(wide.view()).unwrap();
        assert_eq!(z, exact.map(|&z| z as f32));
        let back = fitted.inverse_transform(z.map(|&z| f64::from(z)).view()).unwrap().map(|&x| x as f32);
        assert_eq!(fitted.inverse_transform_f32(z.view()).unwrap(), back);
    }
    // Planted: shift and scale in single precision give other bits.
    let fitted = Normalizer::Standard.fit(wide.view()).unwrap();
    let (shift, scale) = (fitted.shift()[0] as f32, fitted.scale().unwrap()[0] as f32);
    let single: Vec<f32> = x.column(0).iter().map(|x| (x - shift) / scale).collect();
    assert_ne!(single, fitted.transform_f32(x.view()).unwrap().column(0).to_vec());
    let fitted = Fitting::of(Normalizer::MaxAbs).fit_f32(array![[1e-30_f32]].view()).unwrap();
    let refused = fitted.transform_f32(array![[1.0_f32], [1e20]].view()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "row 2, column 1: the result exceeds the largest number; the value is too far from the training data"
    );
    assert!(fitted.transform(array![[1e20]].view()).is_ok());
    let mut broken = x.clone();
    broken[(300, 2)] = f32::NAN;
    assert!(fitted.transform_f32(broken.view()).unwrap_err().to_string().starts_with("3 columns, but"));
    let fitted = Normalizer::Center.fit(wide.view()).unwrap();
    assert!(fitted.transform_f32(broken.view()).unwrap_err().to_string().starts_with("row 301, column 3: NaN"));
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let x = concatenate![Axis(0), array![[1.0, 2.0]], array![[3.0, 5.0]], array![[4.0, 4.0]]];
    let fitting = Fitting::of;
    let range = "a range is for min_max, from 1e-100 to 1e100 wide, the lower end first";
    let quantiles = "quantiles are for robust, between 0 and 1, the lower one first";
    let weights = "weights are for center, scale and standard, one for each row, not negative, not all 0";
    for (fitting, needed) in [
        (fitting(Normalizer::Standard).range(0.0, 2.0), range),
        (fitting(Normalizer::MinMax).range(1.0, 1.0), range),
        (fitting(Normalizer::MinMax).range(-1e308, 1e308), range),
        (fitting(Normalizer::MinMax).range(f64::NAN, 1.0), range),
        (fitting(Normalizer::MinMax).range(0.0, 5e-324), range),
        (fitting(Normalizer::MinMax).range(-1e308, 2.0), range),
        (fitting(Normalizer::MinMax).quantiles(0.1, 0.9), quantiles),
        (fitting(Normalizer::Robust).quantiles(0.5, 0.5), quantiles),
        (fitting(Normalizer::Robust).quantiles(10.0, 90.0), quantiles),
        (fitting(Normalizer::Robust).weights(&[1.0; 3]), weights),
        (fitting(Normalizer::Standard).weights(&[1.0; 2]), weights),
        (fitting(Normalizer::Standard).weights(&[]), weights),
        (fitting(Normalizer::Standard).weights(&[1.0, -1.0, 1.0]), weights),
        (fitting(Normalizer::Standard).weights(&[1.0, f64::NAN, 1.0]), weights),
        (fitting(Normalizer::Standard).weights(&[0.0; 3]), weights),
        (fitting(Normalizer::WhitenZca).skip_missing(), "whitening takes no missing values"),
    ] {
        assert_eq!(fitting.fit(x.view()).unwrap_err(), NormalizeError::Setting { needed });
    }
    let moments = Moments::of(x.view());
    for fitting in [fitting(Normalizer::Robust), fitting(Normalizer::Center).weights(&[1.0; 3])] {
        let needed = "moments are for center, scale and standard without weights";
        assert_eq!(fitting.fit_moments(&moments).unwrap_err(), NormalizeError::Setting { needed });
    }
    // And those that make sense are not.
    assert!(fitting(Normalizer::Robust).quantiles(0.0, 1.0).fit(x.view()).is_ok());
    assert!(fitting(Normalizer::Center).weights(&[0.0, 0.0, 1e-300]).fit(x.view()).is_ok());
}
