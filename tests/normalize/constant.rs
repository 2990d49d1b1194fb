//! Is a feature that does not vary left alone, and one that varies a little not?

use ndarray::{Array2, array};
use wellposed::normalize::variance::variance_two_pass;
use wellposed::normalize::{ConstantFeatures, NEAR_CONSTANT, NormalizeError, Normalizer};

const LENGTHS: [usize; 12] = [1, 2, 3, 7, 100, 255, 256, 257, 1000, 4097, 65_537, 100_000];

/// Normalizers that divide by a spread of each feature.
const DIVIDING: [Normalizer; 4] = [Normalizer::Scale, Normalizer::Standard, Normalizer::MinMax, Normalizer::Robust];

#[test]
fn a_column_of_equal_values_becomes_exactly_0() {
    for value in
        [14.62, 0.1, -0.1, 0.0, 1.0 / 3.0, 1e15 + 0.3, 1e-300 / 3.0, 1e300 / 3.0, f64::MIN_POSITIVE / 3.0, -f64::MAX]
    {
        for rows in LENGTHS {
            let x = Array2::from_elem((rows, 1), value);
            for normalizer in DIVIDING {
                let fitted = normalizer.fit(x.view()).unwrap();
                assert_eq!(fitted.constant_features(), [0], "{value} × {rows}, {}", normalizer.name());
                assert_eq!(fitted.scale(), Some(&[1.0][..]));
                let expected = if normalizer == Normalizer::Scale { value } else { 0.0 };
                assert!(fitted.transform(x.view()).unwrap().iter().all(|&z| z == expected), "{value} × {rows}");
            }
            let fitted = Normalizer::Center.fit(x.view()).unwrap();
            assert!(
                fitted.transform(x.view()).unwrap().iter().all(|&z| z == 0.0) && fitted.constant_features().is_empty()
            );
        }
    }
}

#[test]
fn the_textbook_formula_would_divide_by_noise() {
    // Some of these columns get a deviation of rounding noise from the two-pass formula, and so z = ±1 or the like.
    let noisy = LENGTHS.iter().filter(|&&rows| variance_two_pass(&vec![14.62; rows]) > 0.0).count();
    assert!(noisy >= 3, "{noisy}");
}

#[test]
fn values_that_differ_by_rounding_are_constant() {
    // 0.1 + 0.2 is one unit in the last place above 0.3; scaled to several sizes, beside a column that varies.
    for size in [1.0, 1e8, 1e-8, 1e250, 1e-250] {
        for rows in [2, 300, 5000] {
            let x = Array2::from_shape_fn((rows, 2), |(row, column)| {
                size * if column == 0 { [0.3, 0.1 + 0.2][row % 2] } else { row as f64 }
            });
            let fitted = Normalizer::Standard.fit(x.view()).unwrap();
            assert_eq!(fitted.constant_features(), [0], "size {size}, {rows} rows");
            let z = fitted.transform(x.view()).unwrap();
            assert!(z.column(0).iter().all(|z| z.abs() <= size * f64::EPSILON));
        }
    }
}

#[test]
fn the_threshold_stands_where_it_is_said_to_stand() {
    // Values 1 ± s have mean 1 and deviation s.
    for (spread, constant) in [(0.5 * NEAR_CONSTANT, true), (2.0 * NEAR_CONSTANT, false)] {
        let fitted = Normalizer::Standard.fit(array![[1.0 - spread], [1.0 + spread]].view()).unwrap();
        assert_eq!(!fitted.constant_features().is_empty(), constant);
    }
}

#[test]
fn small_variances_that_are_real_are_kept() {
    // (offset, spread), exact in binary so that the deviation is the spread.
    let cases = [
        (0.0, 1e-12),
        (0.0, 1e-200),
        (0.0, 1e-300),
        (1e-6, 1e-12),
        (1.0, libm::ldexp(1.0, -40)),
        (libm::ldexp(1.0, 30), libm::ldexp(1.0, -10)),
    ];
    for (offset, spread) in cases {
        let x =
            Array2::from_shape_fn((1000, 1), |(row, _)| if row % 2 == 0 { offset - spread } else { offset + spread });
        for normalizer in DIVIDING {
            assert_eq!(normalizer.fit(x.view()).unwrap().constant_features(), [0; 0], "{offset} ± {spread}");
        }
        let z = Normalizer::Standard.fit(x.view()).unwrap().transform(x.view()).unwrap();
        // Storing 1e-6 ± 1e-12 costs u·1e-6/1e-12 = 1.1e-10 of the spread; everything else is exact here, up to a few roundings.
        assert!(z.iter().all(|z| (z.abs() - 1.0).abs() < 1.2e-10), "{offset} ± {spread}: {:?}", z.row(0));
    }
}

#[test]
fn a_huge_offset_does_not_hide_a_variance() {
    // 1e9 and 1e9 + 1 and so on: the naive E[x²] − μ² has no correct digit here.
    let x = Array2::from_shape_fn((1001, 1), |(row, _)| 1e9 + row as f64);
    let fitted = Normalizer::Standard.fit(x.view()).unwrap();
    assert_eq!(fitted.shift(), [1e9 + 500.0]);
    // (1001² − 1)/12 = 83500 exactly; all differences are integers, the sums of squares stay below 2⁵³.
    assert_eq!(fitted.scale(), Some(&[83500_f64.sqrt()][..]));
}

#[test]
fn the_strict_policy_names_the_column() {
    let x = array![[1.0, 14.62, 3.0], [2.0, 14.62, 3.0]];
    for normalizer in DIVIDING {
        let error =
            normalizer.fit_with(x.view(), ConstantFeatures::Error).unwrap_err().with_column_names(&["a", "b", "c"]);
        assert_eq!(
            error.to_string(),
            "column 2 (b): every value is 14.62 up to rounding, so there is no spread to divide by; leave the column out, or use \
             ConstantFeatures::CenterOnly"
        );
    }
    assert!(Normalizer::Center.fit_with(x.view(), ConstantFeatures::Error).is_ok(), "centering divides by nothing");
    let varying = array![[1.0], [2.0]];
    assert!(Normalizer::Standard.fit_with(varying.view(), ConstantFeatures::Error).is_ok());
    // One row varies in nothing.
    let error = Normalizer::Standard.fit_with(array![[1.0, 2.0]].view(), ConstantFeatures::Error).unwrap_err();
    assert!(matches!(error, NormalizeError::Constant { column, value } if column.number == 1 && value == 1.0));
}

#[test]
fn a_feature_that_is_mostly_one_value_is_constant_for_quartiles_only() {
    let x = Array2::from_shape_fn((100, 1), |(row, _)| if row < 10 { row as f64 } else { 0.0 });
    assert_eq!(Normalizer::Robust.fit(x.view()).unwrap().constant_features(), [0]);
    assert_eq!(Normalizer::Standard.fit(x.view()).unwrap().constant_features(), [0; 0]);
}
