//! Does whitening leave the identity as covariance, and noise as small as it is?

use crate::{SECOND_ORDER, U};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};
use proptest::prelude::{any, prop_assert, proptest};
use wellposed::bits::streams::{standard_normal, stream};
use wellposed::normalize::{ConstantFeatures, Fitted, NormalizeError, Normalizer};
use wellposed::{bits, spectrum};

const WHITENING: [Normalizer; 2] = [Normalizer::WhitenPca, Normalizer::WhitenZca];

/// Correlated normal rows: a random mixture of `sources` ≤ `columns` independent numbers, and means of up to about 3.
fn mixed(rows: usize, columns: usize, sources: usize, seed: u64) -> Array2<f64> {
    let mut draws = stream(seed, "tests/normalize", "mixed", 0);
    let mut normal = |shape| Array2::from_shape_simple_fn(shape, || standard_normal(&mut draws));
    let (mixture, mean, independent) = (normal((sources, columns)), normal((1, columns)), normal((rows, sources)));
    bits::product(independent.view(), mixture.view()) + mean
}

fn covariance(x: ArrayView2<f64>) -> Array2<f64> {
    let rows = x.nrows() as f64;
    let mean: Vec<f64> = x.columns().into_iter().map(|column| bits::sum(&column.to_vec()) / rows).collect();
    let centered = &x - &ArrayView1::from(&mean);
    bits::product(centered.t(), centered.view()) / rows
}

/// Largest |covariance(z) − I| as a multiple of its bound. The eigenvalues and vectors belong to a covariance that is off by a matrix
/// of norm τ = (256 + 20 + 10n)·u·trace (see `normalize::whitening`); through A it becomes τ/λ_min. Measuring adds (m + 2n)u for its
/// plain sums of m terms, the square of z having a mean of 1, and the roundings of A and z.
fn by_bound(x: ArrayView2<f64>, z: ArrayView2<f64>) -> f64 {
    let (rows, columns) = x.dim();
    let raw = covariance(x);
    let smallest = spectrum::symmetric_eigenvalues(raw.view()).unwrap()[0];
    let bound =
        U * ((276 + 10 * columns) as f64 * raw.diag().sum() / smallest + ((rows + 4 * columns) * columns) as f64);
    let difference = covariance(z) - Array2::<f64>::eye(columns);
    difference.iter().fold(0.0, |worst: f64, entry| bits::max(worst, entry.abs())) / bound
}

proptest! {
    #[test]
    fn whitened_data_have_the_identity_as_covariance(rows in 40..600_usize, columns in 1..=10_usize, seed in any::<u64>()) {
        let x = mixed(rows, columns, columns, seed);
        for normalizer in WHITENING {
            let z = normalizer.fit(x.view()).unwrap().transform(x.view()).unwrap();
            let worst = by_bound(x.view(), z.view());
            prop_assert!(worst <= 1.0, "{}: {worst} of the bound", normalizer.name());
        }
    }

    #[test]
    fn a_round_trip_returns_the_data(rows in 40..300_usize, columns in 1..=10_usize, seed in any::<u64>()) {
        let x = mixed(rows, columns, columns, seed);
        for normalizer in WHITENING {
            let fitted = normalizer.fit(x.view()).unwrap();
            let back = fitted.inverse_transform(fitted.transform(x.view()).unwrap().view()).unwrap();
            let worst = (&back - &x).iter().fold(0.0, |worst: f64, difference| bits::max(worst, difference.abs()));
            let bound = round_trip_bound(&x, &fitted);
            prop_assert!(worst <= bound, "{}: {worst:e} above {bound:e}", normalizer.name());
        }
    }
}

/// A·A⁻¹ = V·Vᵀ up to the orthogonality of V, 10n·u in norm, and products of length n, up to four of them one after the other. All is
/// relative to ‖A‖·‖A⁻¹‖·‖x − μ‖, except for adding μ; the norms are 1/√λ and √λ, or 1 for a constant direction.
fn round_trip_bound(x: &Array2<f64>, fitted: &Fitted) -> f64 {
    let columns = x.ncols() as f64;
    let centered = x - &ArrayView1::from(fitted.shift());
    let norm = |row: ArrayView1<f64>| bits::dot(&row.to_vec(), &row.to_vec()).sqrt();
    let farthest = centered.rows().into_iter().map(norm).fold(0.0, bits::max);
    let largest = x.iter().fold(0.0, |largest: f64, x| bits::max(largest, x.abs()));
    let eigenvalues = spectrum::symmetric_eigenvalues(covariance(x.view()).view()).unwrap();
    let norms = bits::max(eigenvalues[x.ncols() - 1].sqrt(), 1.0)
        / bits::min(smallest_varying(&eigenvalues, fitted).sqrt(), 1.0);
    SECOND_ORDER * U * ((10.0 * columns + 4.0 * columns * columns.sqrt() + 4.0) * norms * farthest + largest)
}

/// The smallest eigenvalue of a direction that is not constant; `eigenvalues` ascend.
fn smallest_varying(eigenvalues: &Array1<f64>, fitted: &Fitted) -> f64 {
    eigenvalues[fitted.constant_features().len()]
}

#[test]
fn wrong_whitenings_exceed_the_bound() {
    let x = mixed(300, 5, 5, 1);
    let fitted = Normalizer::WhitenPca.fit(x.view()).unwrap();
    let z = fitted.transform(x.view()).unwrap();
    assert!(by_bound(x.view(), z.view()) <= 1.0);
    let standard = Normalizer::Standard.fit(x.view()).unwrap().transform(x.view()).unwrap();
    assert!(by_bound(x.view(), standard.view()) > 1e6, "correlations left");
    assert!(by_bound(x.view(), (z.clone() * (299.0_f64 / 300.0).sqrt()).view()) > 1e6, "sample covariance");
    let matrix = fitted.matrix();
    // The rows of A have norm 1/√λ.
    let by_lambda = &z
        * &matrix.rows().into_iter().map(|row| row.iter().map(|a| a * a).sum::<f64>().sqrt()).collect::<Array1<f64>>();
    assert!(by_bound(x.view(), by_lambda.view()) > 1e6, "divided by λ instead of √λ");
    let not_turned = bits::product((&x - &ArrayView1::from(fitted.shift())).view(), matrix.view());
    assert!(by_bound(x.view(), not_turned.view()) > 1e6, "the transposed matrix");
}

#[test]
fn pca_sorts_directions_and_zca_is_symmetric() {
    // Four points: ±2 along (1, 1)/√2 and ±1 along (1, −1)/√2 around (5, 7), so Λ = (2, 1/2).
    let h = 0.5_f64.sqrt();
    let x = ndarray::array![
        [5.0 + 2.0 * h, 7.0 + 2.0 * h],
        [5.0 - 2.0 * h, 7.0 - 2.0 * h],
        [5.0 + h, 7.0 - h],
        [5.0 - h, 7.0 + h]
    ];
    let pca = Normalizer::WhitenPca.fit(x.view()).unwrap();
    let zca = Normalizer::WhitenZca.fit(x.view()).unwrap();
    // Scores √2 = 2/√2 and 1/√(1/2) up to sign; κ is 4, so 1e-14 is the bound above with room for nothing but n = 2.
    let scores = pca.transform(x.view()).unwrap().map(|z| z.abs());
    let expected = ndarray::array![[2_f64.sqrt(), 0.0], [2_f64.sqrt(), 0.0], [0.0, 2_f64.sqrt()], [0.0, 2_f64.sqrt()]];
    assert!((&scores - &expected).iter().all(|difference| difference.abs() < 1e-14), "{scores}");
    let matrix = zca.matrix();
    assert!((matrix[(0, 1)] - matrix[(1, 0)]).abs() < 1e-15);
    // V·Λ^(−1/2)·Vᵀ with the eigenvectors (1, 1)/√2 and (1, −1)/√2.
    let (a, b) = (1.0 / 2_f64.sqrt(), 2_f64.sqrt());
    assert!((matrix[(0, 0)] - (a + b) / 2.0).abs() < 1e-14 && (matrix[(0, 1)] - (a - b) / 2.0).abs() < 1e-14);
}

#[test]
fn noise_is_not_amplified() {
    // Three sources in six columns, and twelve features from eight examples.
    for (x, varying) in [(mixed(500, 6, 3, 2), 3), (mixed(8, 12, 12, 3), 7)] {
        let columns = x.ncols();
        for normalizer in WHITENING {
            let fitted = normalizer.fit(x.view()).unwrap();
            assert_eq!(fitted.constant_features(), (varying..columns).collect::<Vec<_>>());
            let z = fitted.transform(x.view()).unwrap();
            // The covariance is a projection of that rank, up to τ/λ as in `by_bound`; where the scale is 1 the noise is τ itself.
            let raw = covariance(x.view());
            let smallest = smallest_varying(&spectrum::symmetric_eigenvalues(raw.view()).unwrap(), &fitted);
            let bound = U
                * ((276 + 10 * columns) as f64 * raw.diag().sum() / bits::min(smallest, 1.0)
                    + ((x.nrows() + 4 * columns) * columns) as f64);
            let eigenvalues = spectrum::symmetric_eigenvalues(covariance(z.view()).view()).unwrap();
            for (index, eigenvalue) in eigenvalues.iter().enumerate() {
                let expected = if index < columns - varying { 0.0 } else { 1.0 };
                assert!((eigenvalue - expected).abs() < bound, "{}: {eigenvalues}, bound {bound:e}", normalizer.name());
            }
            let back = fitted.inverse_transform(z.view()).unwrap();
            assert!((&back - &x).iter().all(|difference| difference.abs() < round_trip_bound(&x, &fitted)));
            let error = normalizer.fit_with(x.view(), ConstantFeatures::Error).unwrap_err();
            assert_eq!(error, NormalizeError::ConstantDirection { varying, columns });
        }
    }
}

#[test]
fn dividing_by_the_root_of_noise_would_amplify_it() {
    let x = mixed(500, 6, 3, 2);
    let computed = spectrum::symmetric_eigenvalues(covariance(x.view()).view()).unwrap();
    assert!(computed.iter().take(3).all(|noise| 1.0 / noise.abs().sqrt() > 1e6), "{computed}");
    // What is done instead: rows of A for constant directions have norm 1, up to the eigenvectors' 10n·u.
    let fitted = Normalizer::WhitenPca.fit(x.view()).unwrap();
    for &direction in fitted.constant_features() {
        let row = fitted.matrix().row(direction).to_vec();
        assert!((bits::dot(&row, &row).sqrt() - 1.0).abs() <= 60.0 * U);
    }
}

#[test]
fn extreme_units_and_constant_data() {
    for power in [-900, -600, 0, 600, 900] {
        let unit = libm::ldexp(1.0, power);
        let x = mixed(60, 3, 3, 4);
        let plain = Normalizer::WhitenPca.fit(x.view()).unwrap().transform(x.view()).unwrap();
        let scaled = x * unit;
        // A power of two goes through every step, so that not a bit changes.
        assert_eq!(
            Normalizer::WhitenPca.fit(scaled.view()).unwrap().transform(scaled.view()).unwrap(),
            plain,
            "2^{power}"
        );
    }
    let constant = Array2::from_elem((10, 3), 14.62);
    for normalizer in WHITENING {
        let fitted = normalizer.fit(constant.view()).unwrap();
        assert_eq!(fitted.constant_features(), [0, 1, 2]);
        assert!(fitted.transform(constant.view()).unwrap().iter().all(|&z| z == 0.0));
    }
}

#[test]
fn a_folded_layer_is_the_same_function() {
    let (x, weights) = (mixed(100, 4, 4, 5), mixed(3, 4, 4, 6));
    let bias = ndarray::array![0.5, -2.0, 0.0];
    for normalizer in WHITENING {
        let fitted = normalizer.fit(x.view()).unwrap();
        let (folded, shifted) = fitted.fold_into(weights.view(), bias.view()).unwrap();
        let normalized = bits::product(fitted.transform(x.view()).unwrap().view(), weights.t()) + &bias;
        let raw = bits::product(x.view(), folded.t()) + &shifted;
        // As for the other normalizers, with G = |W|·|A|: (2n + 4)u·(G·(|x| + |shift|) + |b|) on either side.
        let gain = bits::product(weights.map(|w| w.abs()).view(), fitted.matrix().map(|a| a.abs()).view());
        let size = x.map(|x| x.abs()) + &ArrayView1::from(fitted.shift()).map(|shift| shift.abs());
        let bound = (bits::product(size.view(), gain.t()) + &bias.map(|b: &f64| b.abs())) * (24.0 * U * SECOND_ORDER);
        assert!((normalized - raw).iter().zip(&bound).all(|(difference, bound)| difference.abs() <= *bound));
    }
}
