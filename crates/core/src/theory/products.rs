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
mod tests {
    use super::*;
    use crate::bits::streams::{standard_normal, stream};
    use crate::spectrum::singular_values;
    use ndarray::{Array2, array};

    const U: f64 = f64::EPSILON / 2.0;

    #[test]
    fn exponents_by_hand() {
        // Half of ψ, which is good to 10u(|ψ| + 6) with |ψ| < 2 here, and of a logarithm and a sum of size below 4: 4u
        // each.
        let rounding = 0.5 * (80.0 + 8.0) * U;
        // n = 1: E ln|z| = ½(ln 2 + ψ(½)) = −(γ + ln 2)/2.
        let by_hand = -0.5 * (0.577_215_664_901_532_9 + std::f64::consts::LN_2);
        assert!((lyapunov(1, 1.0, 1) - by_hand).abs() < rounding);
        assert!((lyapunov(1, 1.0, 1) - 2.0 * by_hand).abs() > rounding, "without the half it is that of the square");
        // As printed: two digits of −0.0050, and 1.6·10⁻¹⁹ within half a unit of its last digit, 3 %.
        assert!((lyapunov(100, 1.0, 1) + 0.0050).abs() < 5e-5);
        assert!((bits::exp(150.0 * lyapunov(2, 1.0, 1)) / 1.6e-19 - 1.0).abs() < 0.03);
        assert!((lyapunov(8, 9.0, 3) - lyapunov(8, 1.0, 3) - bits::ln(3.0)).abs() < 2.0 * rounding, "σ adds ln σ");
        assert!((lyapunov(8, 9.0, 3) - lyapunov(8, 1.0, 3) - bits::ln(9.0)).abs() > 1.0, "and not ln σ²");
    }

    #[test]
    fn large_width_is_the_limit() {
        // ψ(x) = ln x − 1/(2x) − 1/(12x²) + 1/(120x⁴) − …, terms of alternating sign: λ₁ = −1/(2n) − 1/(6n²) + 1/(15n⁴)
        // at most. From x = 16 on there is no recurrence, and ψ is good to some 4u·ln x; below, to 10u(|ψ| + 6).
        for n in [10, 100, 1000] {
            let difference = lyapunov(n, 1.0, 1) - lyapunov_for_large_width(n, 1.0);
            let next = -1.0 / (6.0 * (n * n) as f64);
            let allowed = 1.0 / (15.0 * bits::powi(n as f64, 4)) + 40.0 * U;
            assert!((difference - next).abs() < allowed, "{n}: {difference}");
            assert!(difference.abs() > allowed, "{n}: the first order alone is seen");
            // ψ′(x) = 1/x + 1/(2x²) + 1/(6x³) − …: relative to 2/n the second term is 1/n, the third 2/(3n²).
            let relative = 4.0 * variance_per_layer(n, 1) * n as f64 / 2.0 - 1.0;
            assert!((relative * n as f64 - 1.0).abs() < 0.7 / n as f64, "{n}: {relative}");
            assert!((2.0 * relative * n as f64 - 1.0).abs() > 0.7 / n as f64, "{n}: another second term is seen");
        }
    }

    #[test]
    fn exponents_fall_and_add_up_to_the_determinant() {
        // E ln|det W| over many 3x3 matrices: sum of the exponents, with the variance Σψ′/4.
        let (n, draws) = (3, 20_000);
        let mut stream = stream(1, "products", "determinant", 0);
        let logarithms: Vec<f64> = (0..draws)
            .map(|_| {
                let w: Vec<f64> = (0..9).map(|_| standard_normal(&mut stream) / 3.0_f64.sqrt()).collect();
                let minor = |i: usize, j: usize| w[3 + i] * w[6 + j] - w[3 + j] * w[6 + i];
                bits::ln((w[0] * minor(1, 2) - w[1] * minor(0, 2) + w[2] * minor(0, 1)).abs())
            })
            .collect();
        let sum = |f: &dyn Fn(usize) -> f64| (1..=n).map(f).fold(0.0, |sum, term| sum + term);
        let error = (sum(&|k| variance_per_layer(n, k)) / draws as f64).sqrt();
        let mean = bits::sum(&logarithms) / draws as f64;
        let predicted = sum(&|k| lyapunov(n, 1.0, k));
        assert!((mean - predicted).abs() < 4.0 * error, "{mean} {predicted} {error}");
        // Planted: degrees of freedom off by one (n − k in place of n − k + 1) for all but the last.
        let planted = predicted - lyapunov(n, 1.0, 1) + lyapunov(n, 1.0, 2);
        assert!((mean - planted).abs() > 4.0 * error);
        assert!((1..n).all(|k| lyapunov(n, 1.0, k) > lyapunov(n, 1.0, k + 1)));
    }

    #[test]
    fn edges_and_condition_of_one_matrix() {
        assert_eq!(singular_value_edges(400, 100), (0.5, 1.5));
        assert_eq!(singular_value_edges(64, 64), (0.0, 2.0));
        let median = condition_quantile(64, 0.5);
        // e^(−s) with s = ln 2: s is off by some 10u, the exponential by 2u more. The median of κ/n as printed, 3.671.
        assert!((condition_distribution(64, median) - 0.5).abs() < 8.0 * U && (median / 64.0 - 3.671).abs() < 5e-4);
        assert!((condition_distribution(32, median) - 0.5).abs() > 0.1, "another width is seen");
        // The squares of the edges stray by some (√400 ± √100)(1/√400 ± 1/√100)^(1/3)/400, 0.04 and 0.02, times a
        // Tracy–Widom number that is below 4 in size (Johnstone 2001): the values themselves by less than 0.1.
        let mut stream = stream(1, "products", "edges", 0);
        let matrix = Array2::from_shape_fn((400, 100), |_| standard_normal(&mut stream) / 20.0);
        let values = singular_values(matrix.view()).unwrap();
        assert!((values[0] - 1.5).abs() < 0.1 && (values[99] - 0.5).abs() < 0.1, "{values}");
        let (low, high) = singular_value_edges(100, 100);
        assert!((values[0] - high).abs() > 0.1 && (values[99] - low).abs() > 0.1, "another shape is seen");
    }

    #[test]
    fn jordan_blocks_match_their_singular_values() {
        let block = array![[0.9, 10.0], [0.0, 0.9]];
        let mut power = Array2::eye(2);
        for k in 1..30 {
            power = bits::product(power.view(), block.view());
            let computed = singular_values(power.view()).unwrap()[0];
            // Entries are positive sums of two products, k times: 2ku. The decomposition of a 2x2 matrix adds 10·4·√2u,
            // the formula 2ku + 5u.
            let allowed = (4.0 * f64::from(k) + 62.0) * U;
            assert!((jordan_norm(0.9, 10.0, k) / computed - 1.0).abs() < allowed, "{k}");
            assert!((bits::powi(0.9, k as i32) / computed - 1.0).abs() > 0.1, "the spectral radius is not the norm");
        }
    }

    #[test]
    fn the_peak_is_the_largest_of_all_norms() {
        for a in [0.05, 0.3, -0.5, 0.9, 0.99, 0.999] {
            for b in [0.0, 1e-300, 0.01, 0.2, 1.0, -10.0, 1e6, 1e300] {
                let mut best = (0, jordan_norm(a, b, 0));
                for k in 1..10_000 {
                    let norm = jordan_norm(a, b, k);
                    if norm > best.1 {
                        best = (k, norm);
                    }
                }
                let (k, norm) = jordan_peak(a, b);
                // Near a flat peak rounding may choose a neighbor: the norm is the same to 2ku and 5u, twice.
                let allowed = (4.0 * f64::from(k) + 10.0) * U;
                assert!((norm / best.1 - 1.0).abs() <= allowed && k.abs_diff(best.0) <= 1, "{a} {b}: {k} {best:?}");
                assert!(
                    best.0 == 0 || jordan_norm(a, b, best.0 / 2) < norm * (1.0 - allowed),
                    "{a} {b}: another power is seen"
                );
            }
        }
        let (k, norm) = jordan_peak(0.9, 10.0);
        assert!(k == 9 && (norm - 38.7).abs() < 0.05, "as printed: {k} {norm}");
        assert_eq!(jordan_peak(0.5, 0.0), (0, 1.0));
    }

    #[test]
    #[should_panic(expected = "peak beyond 2³⁰")]
    fn a_peak_that_no_power_reaches_is_refused() {
        jordan_peak(1.0 - f64::EPSILON, 1.0);
    }
}
