//! Does what `conditioning.rs` promises hold?

use super::*;
use crate::bits::streams;
use crate::normalize::Normalizer;
use crate::spectrum::{condition_number, singular_values, symmetric_eigenvalues};
use proptest::prelude::*;

fn condition(ranges: &[(f64, f64)]) -> f64 {
    let moments: Vec<(f64, f64)> = ranges.iter().map(|&(low, high)| uniform_moments(low, high)).collect();
    condition_number(&symmetric_eigenvalues(second_moments(&moments).view()).unwrap()).unwrap().value
}

#[test]
fn two_features_by_hand() {
    assert_eq!(of_range_ratio(999.0), 998_001.0);
    assert!((of_correlation(0.9) - 19.0).abs() < 1e-13 && (of_correlation(-0.99) - 199.0).abs() < 1e-11);
    assert_eq!(of_random_features(0.25), 9.0);
    assert_eq!(uniform_moments(1.0, 2.0), (1.5, 1.0 / 12.0));
    assert_eq!(second_moments(&[(2.0, 3.0)]), ndarray::array![[1.0, 2.0], [2.0, 7.0]]);
}

#[test]
fn features_of_a_finite_number_stay_near_the_limit_and_correlated_ones_do_not() {
    let (m, n) = (178, 13); // the shape of wine
    let limit = of_random_features(n as f64 / m as f64);
    let mut stream = streams::stream(1, "theory/conditioning", "finite", 0);
    let mut draw = |common: f64| {
        let mut x = streams::standard_normal_matrix(&mut stream, m, n);
        for mut row in x.rows_mut() {
            let shared = common * row[0];
            row.slice_mut(ndarray::s![1..]).mapv_inplace(|value| value + shared);
        }
        let fitted = Normalizer::Standard.fit(x.view()).unwrap();
        let values = singular_values(fitted.transform(x.view()).unwrap().view()).unwrap();
        (values[0] / values[n - 1]) * (values[0] / values[n - 1])
    };
    let drawn: Vec<f64> = (0..40).map(|_| draw(0.0)).collect();
    let (mean, largest) = (drawn.iter().sum::<f64>() / 40.0, drawn.iter().copied().fold(0.0, crate::bits::max));
    // The extremes fluctuate by 0.08 of 1.5 and 0.04 of 0.6 (Tracy & Widom's scale): by a ninth of κ.
    assert!(mean > 0.5 * limit && mean < limit && largest < 1.5 * limit, "{mean}, {largest}, limit {limit}");
    assert!(draw(3.0) > 10.0 * limit, "planted: a part that all features share");
}

#[test]
fn ranges_of_the_lecture() {
    // A bias without centering: 1…1000 and 0…1.
    assert!((condition(&[(1.0, 1000.0), (0.0, 1.0)]) / 5.34e6 - 1.0).abs() < 1e-3);
    assert!((condition(&[(0.0, 1.0), (-1.0, 1.0), (1.0, 2.0)]) - 152.1).abs() < 0.05);
    // The same three, scaled to unit variance without centering: worse than before.
    let scaled = [(0.0, 12.0_f64.sqrt()), (-3.0_f64.sqrt(), 3.0_f64.sqrt()), (12.0_f64.sqrt(), 48.0_f64.sqrt())];
    assert!((condition(&scaled) - 1022.0).abs() < 0.5);
    // Centered: the bias eigenvalue 1 against the smallest variance.
    assert!((condition(&[(-1.0, 1.0), (-1.0, 1.0)]) - 3.0).abs() < 1e-13);
}

#[test]
fn equal_features_by_hand() {
    // d = 1, μ = 1, σ² = 1: [[1, 1], [1, 2]] has the eigenvalues (3 ± √5)/2.
    let spectrum = EqualFeatures::new(1, 1.0, 1.0);
    assert!((spectrum.high - (3.0 + 5.0_f64.sqrt()) / 2.0).abs() < 1e-15 && spectrum.multiplicity == 0);
    assert!((spectrum.low - (3.0 - 5.0_f64.sqrt()) / 2.0).abs() < 1e-15);
    for (dimension, printed) in [(10, 152.0), (100, 8.2e3), (784, 4.66e5)] {
        let exact = EqualFeatures::new(dimension, 0.5, 1.0 / 12.0).condition();
        assert!((exact / printed - 1.0).abs() < 5e-3, "{dimension}: {exact}");
        // λ₊ = T − λ₋ and λ₋ ≈ σ²/T, so 12T² is too large by 2σ²/T² to first order.
        let trace = 13.0 / 12.0 + dimension as f64 / 4.0;
        let excess = 12.0 * trace * trace / exact - 1.0;
        assert!(excess > 0.0 && excess < 1.1 * 2.0 / 12.0 / (trace * trace), "{dimension}: {excess}");
    }
}

proptest! {
    /// Rounding of an eigenvalue is at most 10·n²·u·‖H‖_F (see the tests of `spectrum`).
    #[test]
    fn equal_features_match_the_matrix(dimension in 1..12_usize, mean in -3.0..3.0_f64, variance in 0.01..3.0_f64) {
        let matrix = second_moments(&vec![(mean, variance); dimension]);
        let computed = symmetric_eigenvalues(matrix.view()).unwrap();
        let spectrum = EqualFeatures::new(dimension, mean, variance);
        let mut exact = vec![spectrum.middle; spectrum.multiplicity];
        exact.extend([spectrum.low, spectrum.high]);
        exact.sort_unstable_by(f64::total_cmp);
        let n = (dimension + 1) as f64;
        let tolerance = 10.0 * n * n * f64::EPSILON / 2.0 * matrix.iter().map(|x| x * x).sum::<f64>().sqrt();
        prop_assert!(computed.iter().zip(&exact).all(|(x, y)| (x - y).abs() <= tolerance), "{computed} {exact:?}");
        let planted = EqualFeatures::new(dimension, mean, variance * (1.0 + 1e-6));
        prop_assert!((planted.low - spectrum.low).abs() > 0.0 && (planted.high * planted.low - variance).abs() > 1e-9);
    }
}
