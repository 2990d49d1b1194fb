//! Which data have statistics that are known exactly? Random sets from a known population, and small designs whose *sample* mean and
//! covariance are the wanted ones without any chance.
//!
//! | function | sample statistics |
//! |---|---|
//! | [`uniform`], [`correlated_gaussian`] | near those of the population |
//! | [`uniform_design`] | every moment up to the third is the uniform distribution's |
//! | [`two_level_design`] | mean μ and covariance L·Lᵀ |
//!
//! All of them return features of shape (m, n).
//!
//! ```
//! use wellposed::data::synthetic::range_1_to_1000_and_0_to_1;
//!
//! let features = range_1_to_1000_and_0_to_1();
//! let mean = features.column(0).sum() / features.nrows() as f64;
//! let variance = features.column(0).iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / features.nrows() as f64;
//! assert_eq!(mean, 500.5);
//! assert!((variance / (999.0 * 999.0 / 12.0) - 1.0).abs() < 1e-14); // (b − a)²/12
//! ```

use ndarray::{Array2, ArrayView2};

use crate::bits::streams::{self, Stream};

/// The notes' example of ranges that differ dramatically: x₁ from 1 to 1000, x₂ from 0 to 1.
pub const RANGES_1_TO_1000_AND_0_TO_1: [(f64, f64); 2] = [(1.0, 1000.0), (0.0, 1.0)];

/// The notes' example of ranges that are similar: x₁ from 0 to 1, x₂ from −1 to 1, x₃ from 1 to 2.
pub const RANGES_0_1_AND_MINUS1_1_AND_1_2: [(f64, f64); 3] = [(0.0, 1.0), (-1.0, 1.0), (1.0, 2.0)];

/// 64 examples with exactly the mean and covariance of [`RANGES_1_TO_1000_AND_0_TO_1`].
pub fn range_1_to_1000_and_0_to_1() -> Array2<f64> {
    uniform_design(&RANGES_1_TO_1000_AND_0_TO_1)
}

/// 512 examples with exactly the mean and covariance of [`RANGES_0_1_AND_MINUS1_1_AND_1_2`].
pub fn ranges_0_1_and_minus1_1_and_1_2() -> Array2<f64> {
    uniform_design(&RANGES_0_1_AND_MINUS1_1_AND_1_2)
}

/// Independent features, each uniform over its range (low, high).
pub fn uniform(ranges: &[(f64, f64)], examples: usize, stream: &mut Stream) -> Array2<f64> {
    Array2::from_shape_simple_fn((examples, ranges.len()), {
        let mut next = ranges.iter().cycle();
        move || next.next().map_or(0.0, |&(low, high)| streams::uniform(stream, low, high))
    })
}

/// Normal features with mean 0 and covariance L·Lᵀ: each example is L·z with n independent standard normal numbers z.
///
/// `factor` is L, of shape (n, n); [`correlation_factor`] makes one.
///
/// # Panics
/// If `factor` is not square.
pub fn correlated_gaussian(factor: ArrayView2<f64>, examples: usize, stream: &mut Stream) -> Array2<f64> {
    let normal = Array2::from_shape_simple_fn((examples, factor.ncols()), || streams::standard_normal(stream));
    mixed(&normal, factor)
}

/// Every combination of eight values for each feature: low, three times a third of the way, three times two thirds, high. These are
/// the weights of Simpson's 3/8 rule, which is exact up to the third power, so all sample moments up to the third in each feature
/// are those of the uniform distribution over the ranges: mean (a + b)/2, variance (b − a)²/12, covariance 0, up to the rounding of
/// the thirds. Shape (8ⁿ, n).
///
/// # Panics
/// With more than six features; [`two_level_design`] needs fewer examples.
pub fn uniform_design(ranges: &[(f64, f64)]) -> Array2<f64> {
    assert!(ranges.len() <= 6, "8ⁿ examples are too many for n > 6");
    let examples = 8_usize.pow(ranges.len() as u32);
    Array2::from_shape_fn((examples, ranges.len()), |(example, feature)| {
        let (low, high) = ranges[feature];
        match example / 8_usize.pow(feature as u32) % 8 {
            0 => low,
            1..=3 => low + (high - low) / 3.0,
            4..=6 => high - (high - low) / 3.0,
            _ => high,
        }
    })
}

/// Examples μ + L·h with signs h from a Hadamard matrix: the sample mean is μ and the sample covariance (1/m) is L·Lᵀ, both up to
/// the rounding of a few sums, and exactly where L's elements are small integers. Shape (m, n), where m is the smallest power of two
/// above n.
///
/// ```text
/// h₁: + − + −
/// h₂: + + − −     every two columns are orthogonal, and each sums to 0
/// h₃: + − − +
/// ```
///
/// # Panics
/// If `factor` (L) is not of shape (n, n) for n means.
pub fn two_level_design(means: &[f64], factor: ArrayView2<f64>) -> Array2<f64> {
    assert_eq!(factor.dim(), (means.len(), means.len()), "L has a row and a column for each mean");
    let examples = (means.len() + 1).next_power_of_two();
    // Sylvester's matrix: the sign of element (i, j) is the parity of the bits that i and j share; column 0 is constant.
    let sign =
        |example: usize, column: usize| if (example & column).count_ones().is_multiple_of(2) { 1.0 } else { -1.0 };
    let signs = Array2::from_shape_fn((examples, means.len()), |(example, feature)| sign(example, feature + 1));
    let mut features = mixed(&signs, factor);
    for mut example in features.rows_mut() {
        example.iter_mut().zip(means).for_each(|(value, mean)| *value += mean);
    }
    features
}

/// The lower triangular L with L·Lᵀ = (1 − ρ)·I + ρ·1·1ᵀ: n features of variance 1, each two of them with correlation ρ (Cholesky).
/// The eigenvalues of that matrix are 1 + (n − 1)ρ, once, and 1 − ρ.
///
/// # Panics
/// If ρ is not between −1/(n − 1) and 1, where there are no such features.
pub fn correlation_factor(features: usize, rho: f64) -> Array2<f64> {
    let mut factor = Array2::zeros((features, features));
    for row in 0..features {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| factor[(row, k)] * factor[(column, k)]).sum();
            let rest = if row == column { 1.0 - known } else { rho - known };
            assert!(row != column || rest > 0.0, "no {features} features have correlation {rho} with each other");
            factor[(row, column)] = if row == column { rest.sqrt() } else { rest / factor[(column, column)] };
        }
    }
    factor
}

/// L·h for each row h, added from left to right.
fn mixed(rows: &Array2<f64>, factor: ArrayView2<f64>) -> Array2<f64> {
    assert!(factor.is_square(), "L is square");
    Array2::from_shape_fn(rows.dim(), |(example, feature)| {
        (0..factor.ncols()).map(|k| factor[(feature, k)] * rows[(example, k)]).sum()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits;
    use crate::theory::conditioning;
    use ndarray::{Array1, array};

    /// Second moments of (1, x) for independent features that are uniform over their ranges.
    fn population_moments(ranges: &[(f64, f64)]) -> Array2<f64> {
        let moments: Vec<(f64, f64)> =
            ranges.iter().map(|&(low, high)| conditioning::uniform_moments(low, high)).collect();
        conditioning::second_moments(&moments)
    }

    /// Sample second moments of (1, x) with 1/m.
    fn second_moments(features: &Array2<f64>) -> Array2<f64> {
        let value = |example: usize, index: usize| if index == 0 { 1.0 } else { features[(example, index - 1)] };
        let (examples, columns) = (features.nrows(), features.ncols() + 1);
        Array2::from_shape_fn((columns, columns), |(row, column)| {
            let products = (0..examples).map(|example| value(example, row) * value(example, column));
            products.sum::<f64>() / examples as f64
        })
    }

    /// The largest difference of two matrices, relative to the largest element of the second.
    fn relative_difference(found: &Array2<f64>, expected: &Array2<f64>) -> f64 {
        let largest = |matrix: &Array2<f64>| matrix.iter().fold(0.0_f64, |largest, x| bits::max(largest, x.abs()));
        largest(&(found - expected)) / largest(expected)
    }

    #[test]
    fn the_designs_of_the_notes_have_exactly_the_moments_of_their_ranges() {
        // A third is rounded by u, a product of two by 3u more, a sum of m of them by at most m·u.
        let bound = |features: &Array2<f64>| (features.nrows() as f64 + 5.0) * f64::EPSILON;
        let wide = range_1_to_1000_and_0_to_1();
        let expected = population_moments(&RANGES_1_TO_1000_AND_0_TO_1);
        assert!(relative_difference(&second_moments(&wide), &expected) < bound(&wide));
        let similar = ranges_0_1_and_minus1_1_and_1_2();
        let expected = population_moments(&RANGES_0_1_AND_MINUS1_1_AND_1_2);
        assert!(relative_difference(&second_moments(&similar), &expected) < bound(&similar));
        assert_eq!((wide.dim(), similar.dim()), ((64, 2), (512, 3)));
    }

    #[test]
    fn a_design_without_the_weights_of_simpson_has_other_moments() {
        // Low, middle and high once each: variance h²·2/3 in place of h²/3.
        let plain = array![[-1.0], [0.0], [1.0]];
        assert!(relative_difference(&second_moments(&plain), &population_moments(&[(-1.0, 1.0)])) > 0.3);
    }

    #[test]
    fn a_two_level_design_has_the_wanted_mean_and_covariance() {
        for features in [1, 2, 3, 4, 7, 8, 20] {
            let deviations = Array1::from_shape_fn(features, |feature| (feature + 1) as f64);
            let design = two_level_design(&vec![0.0; features], Array2::from_diag(&deviations).view());
            let mut expected = Array2::from_diag(&deviations.mapv(|deviation| deviation * deviation));
            assert_eq!(second_moments(&design).slice_move(ndarray::s![1.., 1..]), expected);
            expected[(0, 0)] = 2.0;
            assert_ne!(second_moments(&design).slice_move(ndarray::s![1.., 1..]), expected);
            assert!((0..features).all(|feature| design.column(feature).sum() == 0.0));
        }
    }

    #[test]
    fn a_two_level_design_can_be_shifted_and_correlated() {
        let design = two_level_design(&[10.0, -3.0], array![[2.0, 0.0], [1.0, 3.0]].view());
        assert_eq!(design.dim(), (4, 2));
        // E[x₁²] = 100 + 4, E[x₁x₂] = −30 + 2, E[x₂²] = 9 + 1 + 9.
        assert_eq!(second_moments(&design), array![[1.0, 10.0, -3.0], [10.0, 104.0, -28.0], [-3.0, -28.0, 19.0]]);
    }

    #[test]
    fn the_factor_of_two_correlated_features_is_the_one_of_the_textbook() {
        let factor = correlation_factor(2, 0.6);
        assert_eq!((factor[(0, 0)], factor[(0, 1)], factor[(1, 0)]), (1.0, 0.0, 0.6));
        assert_eq!(factor[(1, 1)], (1.0_f64 - 0.36).sqrt());
    }

    #[test]
    #[should_panic(expected = "no 3 features have correlation -0.6")]
    fn there_is_no_factor_where_there_are_no_such_features() {
        correlation_factor(3, -0.6);
    }

    #[test]
    fn random_sets_come_near_their_population() {
        let mut stream = streams::stream(1, "data", "synthetic", 0);
        const EXAMPLES: usize = 40_000;
        // A mean of products of standard normal numbers has a standard deviation of at most √2/200 = 0.007; five of them are 0.036.
        let sample = second_moments(&correlated_gaussian(correlation_factor(2, 0.6).view(), EXAMPLES, &mut stream));
        let distance = |expected: Array2<f64>, found: &Array2<f64>| {
            (found - expected).mapv(f64::abs).into_iter().fold(0.0, bits::max)
        };
        assert!(distance(array![[1.0, 0.0, 0.0], [0.0, 1.0, 0.6], [0.0, 0.6, 1.0]], &sample) < 0.036);
        assert!(distance(array![[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], &sample) > 0.036);
        // For values within ±2 a product lies within ±4: its mean has a standard deviation of at most 4/200 = 0.02.
        let ranges = RANGES_0_1_AND_MINUS1_1_AND_1_2;
        let sample = second_moments(&uniform(&ranges, EXAMPLES, &mut stream));
        assert!(distance(population_moments(&ranges), &sample) < 0.1);
    }
}
