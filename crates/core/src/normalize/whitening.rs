//! Which matrix removes variances and correlations?
//!
//! With the covariance `C = (1/m)Σ(x − μ)(x − μ)ᵀ = V·Λ·Vᵀ`, eigenvalues from the largest down,
//!
//! ```text
//! PCA:  A = Λ^(−1/2)·Vᵀ        A⁻¹ = V·Λ^(1/2)
//! ZCA:  A = V·Λ^(−1/2)·Vᵀ      A⁻¹ = V·Λ^(1/2)·Vᵀ
//! ```
//!
//! and `z = A·(x − μ)` has covariance I (Kessy, Lewin & Strimmer 2018).
//!
//! **Directions without variance.** Where columns depend on each other, or there are fewer examples than features, some λ are 0, and what
//! is computed for them is rounding, of either sign: dividing by √λ would multiply whatever a new example has in such a direction
//! by 1e8, or make it NaN. A direction counts as constant if
//! `λ ≤ (B + 20 + 10n)·u·trace(C)` or `√λ ≤ 64u·‖μ‖`. The first is the error of a computed eigenvalue: sums of products in leaves of
//! B = 256 rows and up to 20 merges, each entry off by (B + 20)u·σᵢσⱼ, which is a matrix of norm (B + 20)u·trace(C) at most; and a
//! backward stable eigensolver, off by a small multiple of n·u·‖C‖ (LAPACK Users' Guide, §4.7, p(n); 10n is generous). The second is the
//! rule for constant features ([`NEAR_CONSTANT`](super::NEAR_CONSTANT)). By the default policy such a
//! direction keeps the scale 1, so that noise stays as small as it is and the inverse exists.
//!
//! Since the threshold is relative to the largest variance, features of very different units are to be standardized first: a
//! feature of σ = 1e-6 beside one of σ = 1e3 is lost in the rounding of the latter.

use super::constant::{ConstantFeatures, is_constant};
use super::deviation::mean_and_deviation;
use super::error::NormalizeError;
use super::fitted::Fitted;
use super::map::Map;
use super::normalizer::Normalizer;
use super::rows::{LEAF_ROWS, summarize};
use crate::{bits, spectrum};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

/// Fits [`Normalizer::WhitenPca`] or [`Normalizer::WhitenZca`].
pub(super) fn fit(
    normalizer: Normalizer,
    training: ArrayView2<f64>,
    policy: ConstantFeatures,
) -> Result<Fitted, NormalizeError> {
    let (mean, feature_deviation) = mean_and_deviation(training)?;
    // The largest deviation becomes about 1, exactly (a power of two), so that squares neither overflow nor vanish.
    let largest = feature_deviation.iter().fold(0.0, |a: f64, &b| bits::max(a, b));
    let unit = libm::ldexp(1.0, libm::frexp(largest).1.clamp(-1000, 1000));
    let covariance = covariance(training, &mean, unit);
    let (eigenvalues, vectors) = spectrum::symmetric_eigen(covariance.view())?;
    let noise = tolerance(mean.len()) * covariance.diag().sum();
    let scaled_mean: Vec<f64> = mean.iter().map(|mean| mean / unit).collect();
    let size = bits::dot(&scaled_mean, &scaled_mean).sqrt();

    let mut constant = Vec::new();
    let mut deviation = Array1::ones(mean.len());
    for (direction, &eigenvalue) in eigenvalues.iter().rev().enumerate() {
        let spread = bits::max(eigenvalue, 0.0).sqrt();
        // 1/spread must not overflow, which it can do below 2.2e-308 only.
        if eigenvalue <= noise || is_constant(spread, size) || !(spread * unit).is_normal() {
            constant.push(direction);
        } else {
            deviation[direction] = spread * unit;
        }
    }
    if policy == ConstantFeatures::Error && !constant.is_empty() {
        return Err(NormalizeError::ConstantDirection { varying: mean.len() - constant.len(), columns: mean.len() });
    }
    let map = map(normalizer, vectors.slice_axis(Axis(1), ndarray::Slice::new(0, None, -1)), &deviation);
    let examples = training.nrows();
    Ok(Fitted { normalizer, examples, constant_features: constant, shift: mean, map, offset: 0.0, missing: None })
}

/// Share of the trace below which an eigenvalue of the covariance of `columns` features is rounding; see the head of the file.
fn tolerance(columns: usize) -> f64 {
    (LEAF_ROWS + 20 + 10 * columns) as f64 * f64::EPSILON / 2.0
}

/// Covariance (n, n) of `(x − mean)/unit`: a product for each leaf, added along the tree.
fn covariance(data: ArrayView2<f64>, mean: &[f64], unit: f64) -> Array2<f64> {
    let leaf = |rows: ArrayView2<f64>| {
        let centered = (&rows - &ArrayView1::from(mean)) / unit;
        bits::product(centered.t(), centered.view())
    };
    summarize(data, &leaf, &|above, below| above + below) / data.nrows() as f64
}

/// The whitening matrix and its inverse; `vectors` in columns and `deviation` from the largest down.
fn map(normalizer: Normalizer, vectors: ArrayView2<f64>, deviation: &Array1<f64>) -> Map {
    // Dividing the columns of V gives V·Λ^(−1/2), the transpose of the PCA matrix.
    let divided = &vectors / deviation;
    let multiplied = &vectors * deviation;
    match normalizer {
        Normalizer::WhitenZca => Map::Whiten {
            matrix: bits::product(divided.view(), vectors.t()),
            inverse: bits::product(multiplied.view(), vectors.t()),
        },
        _ => Map::Whiten { matrix: divided.reversed_axes().as_standard_layout().into_owned(), inverse: multiplied },
    }
}
