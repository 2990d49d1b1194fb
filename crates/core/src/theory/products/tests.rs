//! Does what `products.rs` promises hold?

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
