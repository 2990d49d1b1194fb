//! How fast does a product of random or constant matrices grow?
//!
//! **Gaussian.** W\[L]⋯W\[1] with independent n×n matrices of independent entries N(0, σ²/n). For any fixed x, W x is normal with
//! independent entries of variance σ²‖x‖²/n, so ln‖Wx‖² = ln‖x‖² + ln(σ²/n) + ln χ²ₙ: a sum of independent terms over the layers, at
//! every width (Cohen & Newman 1984, *The Annals of Probability* 12). The same argument for the volume of k directions gives the whole
//! Lyapunov spectrum (Newman 1986, *Communications in Mathematical Physics* 103), k = 1 … n:
//!
//! ```text
//! λ_k = ½[ln(2σ²/n) + ψ((n − k + 1)/2)]        λ₁ ≈ ln σ − 1/(2n)        Var ln‖·‖² per layer = ψ′(n/2) ≈ 2/n
//! ```
//!
//! because in W = QR the diagonal of R has independent entries R_kk² ~ (σ²/n)χ² with n − k + 1 degrees of freedom. Exact orthogonal W has
//! λ_k = 0 for all k.
//!
//! **One Gaussian matrix.** Rows × columns with entries of variance 1/rows, γ = columns/rows ≤ 1: the singular values fill 1 − √γ … 1 + √γ
//! as both grow (Marchenko & Pastur 1967, for the bulk; that none stays outside takes a fourth moment, Bai & Yin 1993). For a square
//! real one κ/n tends to a law with the distribution e^(−2/x − 2/x²) as n grows (Edelman 1988, *SIAM Journal on Matrix Analysis and
//! Applications* 9): heavy-tailed, with median 3.67.
//!
//! **A Jordan block.** [[a, b], [0, a]]ᵏ = [[aᵏ, kaᵏ⁻¹b], [0, aᵏ]]: it grows first if b is large, although the spectral radius is |a| < 1.
//! With λ = −ln|a| and c = |b/2a| its norm is e^(asinh(ck) − λk), and the exponent is concave in k with its maximum at
//! √(1/λ² − 1/c²) if c > λ, else at 0.
//!
//! ```
//! use wellposed_core::theory::products::{jordan_norm, lyapunov};
//!
//! // Weights of variance 1/n are said to keep the scale; at width 2 they lose half of Euler's constant per layer.
//! assert!((lyapunov(2, 1.0, 1) + 0.577_215_664_901_532_9 / 2.0).abs() < 1e-15);
//! assert!((jordan_norm(0.9, 10.0, 9) - 38.7).abs() < 0.05);
//! ```

use super::polygamma::{digamma, trigamma};
use crate::bits;

/// λ_k, the growth of ln of the k-th singular value per layer, for n×n matrices with entries of variance σ²/n; `weight_variance`
/// is σ², and k counts from 1.
///
/// # Panics
/// If k is 0 or above n.
pub fn lyapunov(n: usize, weight_variance: f64, k: usize) -> f64 {
    0.5 * (bits::ln(2.0 * weight_variance / n as f64) + digamma(half_degrees(n, k)))
}

/// Half the degrees of freedom of R_kk².
fn half_degrees(n: usize, k: usize) -> f64 {
    assert!((1..=n).contains(&k), "a product of {n}x{n} matrices has the exponents 1 to {n}, not {k}");
    (n - k + 1) as f64 / 2.0
}

/// λ₁ to first order in 1/n: ln σ − 1/(2n).
pub fn lyapunov_for_large_width(n: usize, weight_variance: f64) -> f64 {
    0.5 * bits::ln(weight_variance) - 0.5 / n as f64
}

/// The variance per layer of ln R_kk, of which the k-th exponent is the mean: ψ′((n − k + 1)/2)/4. For k = 1 it is the variance of
/// ln‖W x‖.
///
/// # Panics
/// If k is 0 or above n.
pub fn variance_per_layer(n: usize, k: usize) -> f64 {
    0.25 * trigamma(half_degrees(n, k))
}

/// The edges of the singular values of a rows × columns Gaussian matrix with entries of variance 1/rows, columns ≤ rows, as both
/// grow: 1 − √γ and 1 + √γ. Square matrices reach down to 0 only in the limit; the smallest value is then of the order 1/n.
pub fn singular_value_edges(rows: usize, columns: usize) -> (f64, f64) {
    let root = (columns as f64 / rows as f64).sqrt();
    (1.0 - root, 1.0 + root)
}

/// P(κ ≤ x) of a large square Gaussian n×n matrix: e^(−2n/x − 2n²/x²), x > 0.
pub fn condition_distribution(n: usize, x: f64) -> f64 {
    let inverse = n as f64 / x;
    bits::exp(-2.0 * inverse - 2.0 * inverse * inverse)
}

/// The κ that a large square Gaussian n×n matrix exceeds with probability 1 − p, 0 < p < 1: n/y with 2y² + 2y = −ln p.
pub fn condition_quantile(n: usize, probability: f64) -> f64 {
    let logarithm = -bits::ln(probability);
    // The positive root, written without cancellation: y = ln(1/p)/(1 + √(1 + 2 ln(1/p))).
    n as f64 * (1.0 + (1.0 + 2.0 * logarithm).sqrt()) / logarithm
}

/// ‖[[a, b], [0, a]]ᵏ‖₂: with p = |aᵏ| and r = |kaᵏ⁻¹b| the singular values have the product p² and the difference r, so the larger
/// is (r + √(r² + 4p²))/2.
///
/// # Panics
/// If the power is 2³¹ or more.
pub fn jordan_norm(a: f64, b: f64, power: u32) -> f64 {
    let power = i32::try_from(power).expect("a power of a Jordan block is below 2³¹");
    let diagonal = bits::powi(a, power).abs();
    let corner = if power == 0 || b == 0.0 { 0.0 } else { (f64::from(power) * bits::powi(a, power - 1) * b).abs() };
    0.5 * (corner + libm::hypot(corner, 2.0 * diagonal))
}

/// The power k at which ‖[[a, b], [0, a]]ᵏ‖₂ peaks, and the norm there, for 0 < |a| < 1.
///
/// Only the whole numbers next to the maximum of the head of this file are looked at, the lowest of equals first.
///
/// # Panics
/// If |a| is not between 0 and 1: there is no peak. If it is so near 1 that the peak might lie at 2³⁰ or beyond, or b
/// is NaN.
pub fn jordan_peak(a: f64, b: f64) -> (u32, f64) {
    assert!(a.abs() > 0.0 && a.abs() < 1.0, "powers of a Jordan block have a peak for 0 < |a| < 1, not {a}");
    assert!(!b.is_nan(), "the corner of a Jordan block is NaN");
    let (reach, short) = (-1.0 / bits::ln(a.abs()), 2.0 * (a / b).abs());
    assert!(reach < f64::from(1_u32 << 30), "the powers of a Jordan block with {a} peak beyond 2³⁰");
    // √(1/λ² − 1/c²) without cancellation; 0 for c ≤ λ, where the difference is negative.
    let top = (bits::max(reach - short, 0.0) * (reach + short)).sqrt();
    let top = if top.is_finite() { top as u32 } else { 0 };
    let start = (top.saturating_sub(1), jordan_norm(a, b, top.saturating_sub(1)));
    (top..=top + 2)
        .map(|k| (k, jordan_norm(a, b, k)))
        .fold(start, |best, next| if next.1 > best.1 { next } else { best })
}

#[cfg(test)]
mod tests;
