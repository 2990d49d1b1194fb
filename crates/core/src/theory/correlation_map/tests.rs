//! Are correlations and their rates those of closed forms, of two-dimensional sums and of pairs that are followed down?

use std::f64::consts::PI;

use super::*;
use crate::theory::length_map::{FixedPoint, depth_scale, fixed_point};
use Activation::{Relu, Tanh};

const U: f64 = f64::EPSILON / 2.0;

fn length_of(activation: Activation, weight_variance: f64, bias_variance: f64) -> f64 {
    match fixed_point(activation, weight_variance, bias_variance, 1.0) {
        FixedPoint::At(q) => q,
        other => panic!("{other:?}"),
    }
}

/// E[f(u)f(v)] by the midpoint rule in the plane, with nothing of Hermite's.
fn by_plane(f: impl Fn(f64) -> f64, c: f64) -> f64 {
    let (end, points) = (8.0, 400);
    let step = 2.0 * end / f64::from(points);
    let grid: Vec<(f64, f64)> = (0..points)
        .map(|index| -end + (f64::from(index) + 0.5) * step)
        .map(|z| (z, step * crate::statistics::normal_density(z)))
        .collect();
    let other = (1.0 - c * c).sqrt();
    let terms: Vec<f64> = grid
        .iter()
        .flat_map(|&(x, weight)| {
            let (f, grid) = (&f, &grid);
            let first = weight * f(x);
            grid.iter().map(move |&(y, share)| first * share * f(c * x + other * y))
        })
        .collect();
    bits::sum(&terms)
}

#[test]
fn relu_in_closed_form() {
    // Cho & Saul 2009, whatever the length: c′ = (√(1 − c²) + c(π − acos c))/π and χ(c) = σ_w²(π − acos c)/2π.
    for c in [-0.7_f64, -0.2, 0.0, 0.3, 0.8] {
        let map = ((1.0 - c * c).sqrt() + c * (PI - libm::acos(c))) / PI;
        let stretch = (PI - libm::acos(c)) / PI;
        for q in [0.1, 3.0] {
            // Beyond degree 200 at most |c|²⁰¹ of everything is left: 10⁻²⁰.
            assert!((correlation(Relu, 2.0, 0.0, q, c) - map).abs() < 100.0 * U, "{c}");
            assert!((slope(Relu, 2.0, q, c) - stretch).abs() < 100.0 * U, "{c}");
            assert!((slope(Relu, 2.0, q, c) - map).abs() > 1e-3, "{c}: the map and its slope are told apart");
        }
    }
    // Where it is 1, it is so exactly, and lengths that are not kept do not move it.
    for weight_variance in [1.0, 2.0, 32.0] {
        assert_eq!(fixed_correlation(Relu, weight_variance, 0.0, 1.0), 1.0);
        assert_eq!(correlation(Relu, weight_variance, 0.0, 1.0, 1.0), 1.0);
    }
}

#[test]
fn at_one_it_is_the_length_map() {
    for activation in [Tanh, Activation::Sigmoid, Activation::Gelu, Relu] {
        for q in [0.2, 1.0, 8.0] {
            let first = length_map::slope(activation, 1.5, q);
            assert!((slope(activation, 1.5, q, 1.0) / first - 1.0).abs() < 200.0 * U, "{} {q}", activation.name());
            assert!((slope(activation, 1.5, q, 0.0) / first - 1.0).abs() > 1e-3, "{} {q}", activation.name());
        }
    }
}

#[test]
fn tanh_agrees_with_sums_in_the_plane() {
    for (q, c) in [(0.618, 0.0), (0.618, 0.5), (1.178, -0.4), (4.0, 0.9)] {
        let root = f64::sqrt(q);
        let value = |z: f64| bits::tanh(root * z);
        let derivative = |z: f64| 1.0 - bits::powi(value(z), 2);
        // The midpoint rule with step h errs by e^(−2π·π/(2√q h)·…), below 10⁻¹²; the tails beyond 8 hold 10⁻¹⁵.
        let plane = by_plane(derivative, c);
        assert!((slope(Tanh, 2.0, q, c) / (2.0 * plane) - 1.0).abs() < 1e-11, "{q} {c}");
        let map = (2.0 * by_plane(value, c) + 0.1) / (2.0 * gaussian_mean(|z| value(z) * value(z)) + 0.1);
        assert!((correlation(Tanh, 2.0, 0.1, q, c) - map).abs() < 1e-11, "{q} {c}");
        assert!((correlation(Tanh, 2.0, 0.0, q, c) - map).abs() > 1e-4, "{q} {c}: a bias is seen");
    }
}

/// How fast the correlation of two inputs reaches its limit when it is followed down: ln of the factor of c − c*, per layer.
fn rate_of_descent(weight_variance: f64, bias_variance: f64, q: f64, start: f64, limit: f64) -> f64 {
    let step = |c: f64| correlation(Tanh, weight_variance, bias_variance, q, c);
    let early = (0..30).fold(start, |c, _| step(c));
    let late = (0..10).fold(early, |c, _| step(c));
    bits::ln((late - limit) / (early - limit)) / 10.0
}

#[test]
fn correlations_of_the_chaotic_phase_reach_their_fixed_point_at_its_slope() {
    // No bias: by symmetry 0. With a bias: between 0 and 1.
    for (weight_variance, bias_variance) in [(2.0, 0.0), (2.0, 0.05), (4.0, 0.3)] {
        let q = length_of(Tanh, weight_variance, bias_variance);
        let limit = fixed_correlation(Tanh, weight_variance, bias_variance, q);
        assert!((correlation(Tanh, weight_variance, bias_variance, q, limit) - limit).abs() < 1e-14);
        assert!(if bias_variance == 0.0 { limit < 1e-14 } else { limit > 0.1 && limit < 0.99 }, "{limit}");
        let [first, there] = [1.0, limit].map(|c| slope(Tanh, weight_variance, q, c));
        assert!(there < 1.0 && first > 1.0, "{there} {first}");
        let rate = rate_of_descent(weight_variance, bias_variance, q, (limit - 0.3).abs(), limit);
        // What the curvature of the map adds shrinks with c − c*, of which less than a third is left after 30 layers.
        assert!((rate / bits::ln(there) - 1.0).abs() < 0.2, "{rate} {}", bits::ln(there));
        assert!((rate / bits::ln(first) - 1.0).abs() > 0.5, "{rate}: χ₁ is another rate");
    }
}

#[test]
fn both_depth_scales_of_tanh_by_closed_forms() {
    // For odd g without a bias c* = 0, and χ(0) = σ_w²(E g′)².
    for (weight_variance, gradient, information) in [(2.0, 59.8, 130.3), (32.0, 5.096, 18.89)] {
        let q = length_of(Tanh, weight_variance, 0.0);
        let limit = fixed_correlation(Tanh, weight_variance, 0.0, q);
        let root = q.sqrt();
        let mean = gaussian_mean(|z| Tanh.derivative(root * z, Tanh.value(root * z)));
        assert!((slope(Tanh, weight_variance, q, limit) / (weight_variance * mean * mean) - 1.0).abs() < 1e-12);
        let six = |c: f64| 6.0 * depth_scale(slope(Tanh, weight_variance, q, c));
        assert!((six(1.0) / gradient - 1.0).abs() < 1e-3 && (six(limit) / information - 1.0).abs() < 1e-3);
        assert!((six(1.0) / six(limit) - 1.0).abs() > 0.5, "two different numbers");
    }
}

#[test]
fn below_the_edge_of_chaos_both_are_the_same() {
    for (weight_variance, bias_variance) in [(0.8, 0.05), (1.2, 0.5)] {
        let q = length_of(Tanh, weight_variance, bias_variance);
        assert!(length_map::slope(Tanh, weight_variance, q) < 1.0);
        assert_eq!(fixed_correlation(Tanh, weight_variance, bias_variance, q), 1.0);
    }
    // Planted: the same weights without the bias are beyond it.
    let q = length_of(Tanh, 1.2, 0.0);
    assert!(fixed_correlation(Tanh, 1.2, 0.0, q) < 1.0);
}
