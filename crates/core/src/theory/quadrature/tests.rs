//! Does what `quadrature.rs` promises hold?

use super::*;
use std::f64::consts::FRAC_1_SQRT_2;

#[test]
fn two_and_three_points_by_hand() {
    let two = gauss_legendre(2);
    assert!((two[1].0 - 1.0 / 3.0_f64.sqrt()).abs() < 1e-15 && (two[1].1 - 1.0).abs() < 1e-15);
    let three = gauss_legendre(3);
    assert!(three[1].0.abs() < 1e-16 && (three[1].1 - 8.0 / 9.0).abs() < 1e-15);
    assert!((three[0].0 + 0.6_f64.sqrt()).abs() < 1e-15 && (three[2].1 - 5.0 / 9.0).abs() < 1e-15);
}

#[test]
fn twenty_points_are_exact_to_degree_39_and_no_further() {
    let rule = gauss_legendre(POINTS);
    for degree in (0..40).step_by(2) {
        let terms: Vec<f64> = rule.iter().map(|&(x, weight)| weight * bits::powi(x, degree)).collect();
        assert!((bits::sum(&terms) * f64::from(degree + 1) / 2.0 - 1.0).abs() < 1e-14, "degree {degree}");
    }
    // Planted: the rule of half as many points fails at degree 20.
    let half: Vec<f64> = gauss_legendre(10).iter().map(|&(x, weight)| weight * bits::powi(x, 20)).collect();
    assert!((bits::sum(&half) * 21.0 / 2.0 - 1.0).abs() > 1e-7);
}

#[test]
fn moments_are_double_factorials() {
    let mut moment = 1.0;
    for k in 0..8 {
        let computed = gaussian_mean(|z| bits::powi(z, 2 * k));
        assert!((computed / moment - 1.0).abs() < 30.0 * f64::EPSILON, "E z^{}: {computed}", 2 * k);
        assert!(gaussian_mean(|z| bits::powi(z, 2 * k + 1)).abs() < 1e-14 * moment, "odd moments vanish");
        moment *= f64::from(2 * k + 1);
    }
    assert!((gaussian_mean(|z| bits::powi(z, 4)) - 3.0001).abs() > 1e-5, "a wrong moment is seen");
}

#[test]
fn functions_with_closed_forms() {
    // E cos(sz) = e^(−s²/2), E e^(sz) = e^(s²/2), E|z| = √(2/π), P(z > 0) = 1/2.
    for s in [0.5, 1.0, 3.0] {
        assert!((gaussian_mean(|z| bits::cos(s * z)) - bits::exp(-0.5 * s * s)).abs() < 1e-15, "{s}");
    }
    assert!((gaussian_mean(bits::exp) / bits::exp(0.5) - 1.0).abs() < 1e-14);
    assert!((gaussian_mean(f64::abs) - (2.0 / PI).sqrt()).abs() < 1e-15);
    assert!((gaussian_mean(|z| f64::from(u8::from(z > 0.0))) - 0.5).abs() < 1e-15);
    // A kink elsewhere does cost: E max(0, z − 1/3) = φ(1/3) − (1/3)(1 − Φ(1/3)).
    let exact = normal_density(1.0 / 3.0) - 0.5 / 3.0 * libm::erfc(FRAC_1_SQRT_2 / 3.0);
    let error = (gaussian_mean(|z| bits::max(z - 1.0 / 3.0, 0.0)) - exact).abs();
    assert!(error > 1e-8 && error < 1e-3, "{error}");
}

#[test]
fn steep_functions_are_resolved_and_too_steep_ones_not() {
    // For odd f, E[1/(1 + e^(−sz))] = 1/2 tells nothing; Stein's identity E[zf(z)] = E[f′(z)] does.
    let difference = |s: f64| {
        let left = gaussian_mean(|z| z * bits::tanh(s * z));
        let right = gaussian_mean(|z| s * (1.0 - bits::tanh(s * z)) * (1.0 + bits::tanh(s * z)));
        (left - right).abs()
    };
    for s in [0.01, 1.0, 10.0, 100.0, 1000.0] {
        assert!(difference(s) < 1e-13, "{s}: {}", difference(s));
    }
    assert!(difference(1e6) > 1e-6, "a jump within the last panel is not seen");
}

#[test]
fn nan_stays_nan() {
    assert!(gaussian_mean(|z| if z > 3.0 { f64::NAN } else { 0.0 }).is_nan());
}
