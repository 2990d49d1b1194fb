//! Which laws hold for every normalizer, to derived rounding or to the last bit?

use crate::{SECOND_ORDER, U, matrices, matrix, mean_bound, variance_bound};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, s};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use wellposed::bits;
use wellposed::normalize::{Fitted, Normalizer};

const DIAGONAL: [Normalizer; 5] =
    [Normalizer::Center, Normalizer::Scale, Normalizer::Standard, Normalizer::MinMax, Normalizer::Robust];

/// Largest |mean| and |variance − 1| of standardized columns, each as a multiple of its bound.
///
/// z has two roundings, so its mean is off by E/σ and 2u·mean|z| ≤ 2u; its variance by the relative error of σ̂² and 2·2u and u for the
/// root. What measures adds `bits::sum`'s 23u·mean|z| (h ≤ 22 for m ≤ 1024, and the division) or (m + 5)u for the squares.
fn standardized_by_bounds(x: ArrayView2<f64>, z: ArrayView2<f64>, deviation: &[f64]) -> f64 {
    let rows = x.nrows() as f64;
    let mut worst: f64 = 0.0;
    for ((values, z), &deviation) in x.columns().into_iter().zip(z.columns()).zip(deviation) {
        let z = z.to_vec();
        let mean = bits::sum(&z) / rows;
        let squares: Vec<f64> = z.iter().map(|z| (z - mean) * (z - mean)).collect();
        let mean_limit = mean_bound(values) / deviation + SECOND_ORDER * 25.0 * U;
        let variance_limit = variance_bound(values, deviation) + SECOND_ORDER * (rows + 10.0) * U;
        worst = bits::max(
            bits::max(worst, mean.abs() / mean_limit),
            (bits::sum(&squares) / rows - 1.0).abs() / variance_limit,
        );
    }
    worst
}

/// |W·z + b − (W'·x + b')| as a multiple of its bound, the largest over rows and outputs. With G = |W|·|A|, either side is off by
/// (2n + 4)u·(G·(|x| + |shift|) + |b|): products of length n for A and W, two roundings of z and of W/σ, the sums with shift and bias.
fn fold_by_bound(
    fitted: &Fitted,
    x: ArrayView2<f64>,
    layer: (&Array2<f64>, &Array1<f64>),
    folded: (&Array2<f64>, &Array1<f64>),
) -> f64 {
    let (normalized, raw) = (fitted.transform(x).unwrap(), x);
    let apply =
        |x: ArrayView2<f64>, (weights, bias): (&Array2<f64>, &Array1<f64>)| bits::product(x, weights.t()) + bias;
    let size = raw.map(|x| x.abs()) + &ArrayView1::from(fitted.shift()).map(|shift| shift.abs());
    let gain = bits::product(layer.0.map(|w| w.abs()).view(), fitted.matrix().map(|a| a.abs()).view());
    let bound = (apply(size.view(), (&gain, &layer.1.map(|b| b.abs()))))
        * (2.0 * (2 * x.ncols() + 4) as f64 * U * SECOND_ORDER);
    let difference = apply(normalized.view(), layer) - apply(raw, folded);
    (difference / bound).iter().fold(0.0, |worst: f64, ratio| bits::max(worst, ratio.abs()))
}

fn layer(columns: usize) -> (Array2<f64>, Array1<f64>) {
    let weights = matrix(3, columns, 77);
    (weights / 1e3, Array1::from(vec![0.5, -2.0, 0.0]))
}

proptest! {
    #[test]
    fn standardized_columns_have_mean_0_and_variance_1(x in matrices()) {
        let fitted = Normalizer::Standard.fit(x.view()).unwrap();
        let z = fitted.transform(x.view()).unwrap();
        let worst = standardized_by_bounds(x.view(), z.view(), fitted.scale().unwrap());
        prop_assert!(worst <= 1.0, "{worst} of the bound");
    }

    #[test]
    fn a_round_trip_returns_the_data(x in matrices()) {
        // z = (x − s)/σ·(1 + 2θ), back z·σ + s with one more rounding of the product and one of the result.
        for normalizer in DIAGONAL {
            let fitted = normalizer.fit(x.view()).unwrap();
            let back = fitted.inverse_transform(fitted.transform(x.view()).unwrap().view()).unwrap();
            for ((index, &x), &back) in x.indexed_iter().zip(&back) {
                let bound = SECOND_ORDER * U * (3.0 * (x - fitted.shift()[index.1]).abs() + x.abs());
                prop_assert!((back - x).abs() <= bound, "{}: {x} came back as {back}", normalizer.name());
            }
        }
    }

    #[test]
    fn a_column_does_not_depend_on_its_neighbors(x in matrices()) {
        // To the last bit, and so under every permutation of the columns, whichever vector lane a column falls into.
        for normalizer in DIAGONAL {
            let together = normalizer.fit(x.view()).unwrap().transform(x.view()).unwrap();
            for column in 0..x.ncols() {
                let alone = x.slice(s![.., column..=column]);
                let alone = normalizer.fit(alone).unwrap().transform(alone).unwrap();
                prop_assert_eq!(alone.column(0), together.column(column), "{}", normalizer.name());
            }
        }
    }

    #[test]
    fn a_power_of_two_as_unit_changes_no_bit(x in matrices(), power in -60..60_i32) {
        let scaled = &x * libm::ldexp(1.0, power);
        for normalizer in [Normalizer::Scale, Normalizer::Standard, Normalizer::MinMax, Normalizer::Robust] {
            let z = normalizer.fit(x.view()).unwrap().transform(x.view()).unwrap();
            prop_assert_eq!(normalizer.fit(scaled.view()).unwrap().transform(scaled.view()).unwrap(), z, "{}", normalizer.name());
        }
    }

    #[test]
    fn an_offset_changes_nothing_but_rounding(grid in matrices(), offset in -(1 << 20)..(1 << 20)) {
        // Integers, so that adding the offset is exact.
        let x = grid.map(|x| (x * 1e3).round());
        let shifted = &x + f64::from(offset);
        let fit = |x: &Array2<f64>| Normalizer::Standard.fit(x.view()).unwrap();
        let (plain, moved) = (fit(&x), fit(&shifted));
        let (z, z_moved) = (plain.transform(x.view()).unwrap(), moved.transform(shifted.view()).unwrap());
        for ((index, &z), &z_moved) in z.indexed_iter().zip(&z_moved) {
            // Either z is off by E/σ, and relative to z by σ's half of the variance bound, u for the root and 2u of its own.
            let deviation = plain.scale().unwrap()[index.1];
            let bound: f64 = [&x, &shifted].iter().map(|x| {
                let column = x.column(index.1);
                mean_bound(column) / deviation + z.abs() * (variance_bound(column, deviation) / 2.0 + 3.0 * U)
            }).sum();
            prop_assert!((z - z_moved).abs() <= SECOND_ORDER * bound, "{z} and {z_moved}, bound {bound:e}");
        }
    }

    #[test]
    fn min_max_fills_the_unit_interval_exactly(x in matrices()) {
        // Subtraction and division are monotonic: the smallest value gives 0, the largest r/r = 1, all others lie between.
        let z = Normalizer::MinMax.fit(x.view()).unwrap().transform(x.view()).unwrap();
        for column in z.columns() {
            let ends = column.iter().fold((f64::MAX, f64::MIN), |(low, high), &z| (bits::min(low, z), bits::max(high, z)));
            prop_assert_eq!(ends, (0.0, 1.0));
        }
    }

    #[test]
    fn a_folded_layer_is_the_same_function(x in matrices()) {
        let (weights, bias) = layer(x.ncols());
        for normalizer in DIAGONAL {
            let fitted = normalizer.fit(x.view()).unwrap();
            let (folded, shifted) = fitted.fold_into(weights.view(), bias.view()).unwrap();
            let worst = fold_by_bound(&fitted, x.view(), (&weights, &bias), (&folded, &shifted));
            prop_assert!(worst <= 1.0, "{}: {worst} of the bound", normalizer.name());
        }
    }
}

#[test]
fn wrong_standardizations_exceed_the_bounds() {
    let x = matrix(600, 5, 1);
    let fitted = Normalizer::Standard.fit(x.view()).unwrap();
    let (mean, deviation) = (ArrayView1::from(fitted.shift()), fitted.scale().unwrap());
    let sigma = ArrayView1::from(deviation);
    let by_bounds = |z: Array2<f64>| standardized_by_bounds(x.view(), z.view(), deviation);
    assert!(by_bounds((&x - &mean) / sigma) <= 1.0);
    assert!(by_bounds((&x - &mean) / &(&sigma * &sigma)) > 1e6, "divided by the variance");
    assert!(by_bounds((&x - &mean) / &(&sigma * (600.0_f64 / 599.0).sqrt())) > 1e6, "sample variance");
    assert!(by_bounds(&x / &sigma) > 1e6, "not centered");
    assert!(by_bounds((&x - &mean.map(|mean| mean * (1.0 + 1e-9))) / sigma) > 10.0, "a mean that is slightly off");
}

#[test]
fn wrong_foldings_exceed_the_bound() {
    let x = matrix(50, 4, 2);
    let fitted = Normalizer::Standard.fit(x.view()).unwrap();
    let (weights, bias) = layer(4);
    let (folded, shifted) = fitted.fold_into(weights.view(), bias.view()).unwrap();
    let by_bound = |folded: &Array2<f64>, shifted: &Array1<f64>| {
        fold_by_bound(&fitted, x.view(), (&weights, &bias), (folded, shifted))
    };
    assert!(by_bound(&folded, &shifted) <= 1.0);
    let sigma = ArrayView1::from(fitted.scale().unwrap());
    assert!(by_bound(&folded, &(&bias * 2.0 - &shifted)) > 1e6, "the wrong sign of the shift");
    assert!(by_bound(&folded, &bias) > 1e6, "the shift forgotten");
    assert!(by_bound(&(&weights * &sigma), &shifted) > 1e6, "multiplied by σ");
}

#[test]
fn step_two_without_step_one_is_not_free_of_the_offset() {
    let x = matrix(100, 3, 3);
    let fit = |x: &Array2<f64>| Normalizer::Scale.fit(x.view()).unwrap().transform(x.view()).unwrap();
    let difference = fit(&(&x + 1e4)) - fit(&x);
    assert!(difference.iter().all(|difference| difference.abs() > 1.0));
}

#[test]
fn any_memory_layout_gives_the_same_bits() {
    let x = matrix(700, 11, 4);
    let mut by_columns = Array2::zeros((11, 700)).reversed_axes();
    by_columns.assign(&x);
    let mut strided = Array2::zeros((1400, 22));
    strided.slice_mut(s![..;2, ..;2]).assign(&x);
    for normalizer in Normalizer::ALL {
        let fitted = normalizer.fit(x.view()).unwrap();
        let z = fitted.transform(x.view()).unwrap();
        for other in [by_columns.view(), strided.slice(s![..;2, ..;2])] {
            assert_eq!(normalizer.fit(other).unwrap(), fitted);
            assert_eq!(fitted.transform(other).unwrap(), z);
            let mut in_place = other.to_owned();
            fitted.transform_in_place(&mut in_place).unwrap();
            assert_eq!(in_place, z);
        }
        let mut target = Array2::from_elem((700, 11), f64::NAN);
        fitted.transform_into(x.view(), target.view_mut()).unwrap();
        assert_eq!(target, z);
        assert_eq!(fitted.transform(x.slice(s![..0, ..])).unwrap().len_of(Axis(0)), 0);
    }
}

#[test]
fn hand_values() {
    let x = ndarray::array![[0.0], [1.0], [2.0], [3.0], [14.0]];
    let z = |normalizer: Normalizer| {
        let fitted = normalizer.fit(x.view()).unwrap();
        assert_eq!((fitted.normalizer(), fitted.examples(), fitted.features()), (normalizer, 5, 1));
        fitted.transform(x.view()).unwrap().into_raw_vec_and_offset().0
    };
    // Mean 4, variance (16 + 9 + 4 + 1 + 100)/5 = 26, quartiles 1, 2, 3.
    let deviation = 26_f64.sqrt();
    assert_eq!(z(Normalizer::Center), [-4.0, -3.0, -2.0, -1.0, 10.0]);
    assert_eq!(z(Normalizer::Scale), [0.0, 1.0, 2.0, 3.0, 14.0].map(|x| x / deviation));
    assert_eq!(z(Normalizer::Standard), [-4.0, -3.0, -2.0, -1.0, 10.0].map(|x| x / deviation));
    assert_eq!(z(Normalizer::MinMax), [0.0, 1.0 / 14.0, 2.0 / 14.0, 3.0 / 14.0, 1.0]);
    assert_eq!(z(Normalizer::Robust), [-1.0, -0.5, 0.0, 0.5, 6.0]);
}
