//! How ill conditioned is a least-squares problem, given the statistics of its features?
//!
//! The Hessian of J = (1/2m)‖Zw − y‖² with Z = [1, X] tends to the second moments E zzᵀ as m grows. For independent features with
//! means μ_j and variances σ_j² these are 1 and μᵀ on the border, diag(σ²) + μμᵀ inside; all predictions here follow from it.
//!
//! ```
//! use wellposed_core::spectrum;
//! use wellposed_core::theory::conditioning::{second_moments, uniform_moments};
//!
//! // Features on 0…1, −1…1 and 1…2, with a bias: not quite as harmless as they look.
//! let moments = [uniform_moments(0.0, 1.0), uniform_moments(-1.0, 1.0), uniform_moments(1.0, 2.0)];
//! let eigenvalues = spectrum::symmetric_eigenvalues(second_moments(&moments).view())?;
//! assert_eq!(spectrum::condition_number(&eigenvalues)?.value.round(), 152.0);
//! # Ok::<(), spectrum::SpectrumError>(())
//! ```

use ndarray::Array2;

/// κ of two centered independent features whose ranges (or deviations) have the given ratio r ≥ 1: r², since the eigenvalues are
/// the variances.
pub fn of_range_ratio(ratio: f64) -> f64 {
    ratio * ratio
}

/// κ of two standardized features of correlation ρ, |ρ| < 1: (1+|ρ|)/(1−|ρ|), from the eigenvalues 1 ± ρ.
pub fn of_correlation(correlation: f64) -> f64 {
    (1.0 + correlation.abs()) / (1.0 - correlation.abs())
}

/// κ of the sample covariance of independent standardized features, as their number and the number of examples grow with ratio
/// γ = features/examples < 1: ((1+√γ)/(1−√γ))², if the values have a finite fourth moment (the law: Marchenko & Pastur 1967; that no
/// eigenvalue stays beyond its edges: Bai & Yin 1993).
///
/// It is a limit. For finitely many Gaussian features the expected extreme singular values of the design, over √m, lie inside
/// 1 ± √γ (Davidson & Szarek 2001, Theorem II.13), so that κ is smaller as a rule.
pub fn of_random_features(features_per_example: f64) -> f64 {
    let root = features_per_example.sqrt();
    of_range_ratio((1.0 + root) / (1.0 - root))
}

/// By how much scaling every variable of a symmetric positive definite d × d matrix to unit diagonal can miss the best diagonal scaling
/// at most: κ(unit diagonal) ≤ d·min_D κ(DHD), in the 2-norm (van der Sluis, *Numerische Mathematik* 14, 1969, Theorem 4.1; Higham 2002,
/// §7.3). So it gains at least κ_before/(d·κ_best), and may lose, up to a factor of d. For d = 2 it is the best scaling.
pub fn van_der_sluis_factor(dimension: usize) -> f64 {
    dimension as f64
}

/// Mean and variance of a uniform feature on (low, high): ((low+high)/2, (high−low)²/12).
pub fn uniform_moments(low: f64, high: f64) -> (f64, f64) {
    let width = high - low;
    (low + width / 2.0, width * width / 12.0)
}

/// The matrix of second moments of independent features with a bias column first, from (mean, variance) of each feature: shape
/// (d+1, d+1), the limit of (1/m)ZᵀZ.
pub fn second_moments(features: &[(f64, f64)]) -> Array2<f64> {
    let mean = |index: usize| if index == 0 { 1.0 } else { features[index - 1].0 };
    Array2::from_shape_fn((features.len() + 1, features.len() + 1), |(i, j)| {
        let own = if i == j && i > 0 { features[i - 1].1 } else { 0.0 };
        mean(i) * mean(j) + own
    })
}

/// The exact spectrum of [`second_moments`] for `dimension` ≥ 1 features of the same mean μ and variance σ² > 0.
///
/// The bias and the direction (1, …, 1)/√d span an invariant plane, on which the matrix is [[1, μ√d], [μ√d, σ² + dμ²]]: trace
/// T = 1 + σ² + dμ², determinant σ². Its eigenvalues are λ₊ = (T + √(T² − 4σ²))/2 and λ₋ = σ²/λ₊ (the quotient, because the
/// difference would cancel). Across the plane the matrix is σ²I, with multiplicity d − 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EqualFeatures {
    /// λ₋.
    pub low: f64,
    /// σ², of multiplicity d − 1.
    pub middle: f64,
    /// How often `middle` occurs.
    pub multiplicity: usize,
    /// λ₊.
    pub high: f64,
}

impl EqualFeatures {
    /// The spectrum for features of the given mean and variance.
    ///
    /// # Panics
    /// If there are no features.
    pub fn new(dimension: usize, mean: f64, variance: f64) -> EqualFeatures {
        assert!(dimension > 0, "a spectrum of equal features needs at least one feature");
        let trace = 1.0 + variance + dimension as f64 * mean * mean;
        // T² − 4σ² = (1 − σ²)² + dμ²(2 + 2σ² + dμ²) ≥ 0, written so that nothing cancels.
        let pull = dimension as f64 * mean * mean;
        let root = ((1.0 - variance) * (1.0 - variance) + pull * (2.0 + 2.0 * variance + pull)).sqrt();
        let high = (trace + root) / 2.0;
        EqualFeatures { low: variance / high, middle: variance, multiplicity: dimension - 1, high }
    }

    /// λ_max/λ_min. The plane's eigenvalues enclose σ² (1 ≤ λ₊, and λ₊λ₋ = σ²), so these are its two. For features on 0…1 it is
    /// about 12(13/12 + d/4)².
    pub fn condition(&self) -> f64 {
        self.high / self.low
    }
}

#[cfg(test)]
mod tests {
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
}
