//! Does the bound hold, is it sharp, and does it say so where there is none?

use super::*;
use crate::bits;

const U: f64 = f64::EPSILON / 2.0;

fn at(f: impl Fn(f64) -> f64, x: f64, noise: f64) -> Slope {
    let point = |step: f64| Point { offset: (x + step) - x, value: f(x + step) };
    slope(point, f(x), &Search { noise, ..Search::at(x) })
}

#[test]
fn bounds_hold_and_are_sharp_for_smooth_functions() {
    type Case = (&'static str, fn(f64) -> f64, f64, f64);
    let cases: [Case; 7] = [
        ("exp", bits::exp, 1.0, bits::exp(1.0)),
        ("sin", bits::sin, 0.7, bits::cos(0.7)),
        ("sin at its extremum", bits::sin, std::f64::consts::FRAC_PI_2, bits::cos(std::f64::consts::FRAC_PI_2)),
        ("ln", bits::ln, 0.01, 100.0),
        ("fast sine", |x| bits::sin(300.0 * x), 0.2, 300.0 * bits::cos(300.0 * 0.2)),
        ("tanh", bits::tanh, 0.3, 1.0 - bits::tanh(0.3) * bits::tanh(0.3)),
        ("cube", |x| x * x * x, 1.0, 3.0),
    ];
    for (name, f, x, exact) in cases {
        let found = at(f, x, 4.0 * U * bits::max(f(x).abs(), 1e-3));
        assert_eq!(found.status, Status::Bounded, "{name}");
        assert!((found.value - exact).abs() <= found.bound(), "{name}: {found:?}");
        assert!(found.bound() < 1e-10 * bits::max(exact.abs(), 1.0), "{name}: {found:?}");
        assert!(found.evaluations <= 60, "{name}: {found:?}");
        let planted = exact * (1.0 + 1e-9) + 1e-9;
        assert!((found.value - planted).abs() > found.bound(), "{name}: a wrong derivative is told apart");
    }
}

#[test]
fn there_is_no_bound_where_there_is_no_derivative() {
    let noise = 1e-16;
    let status = |f: fn(f64) -> f64, x: f64| at(f, x, noise).status;
    assert_eq!(status(f64::abs, 0.0), Status::Kink);
    assert_eq!(status(|x| bits::max(x, 0.0), 0.0), Status::Kink);
    assert_eq!(status(|x| bits::exp(x) + 1e-5 * x.abs(), 0.0), Status::Kink, "a small kink on a curve");
    assert_eq!(status(|x| x.abs().sqrt().copysign(x), 0.0), Status::Singular);
    assert_ne!(status(|x| x.abs().sqrt(), 0.0), Status::Bounded);
    assert_eq!(status(f64::signum, 0.0), Status::Singular);
    assert_ne!(status(|x| if x == 0.0 { 0.0 } else { x * bits::sin(1.0 / x) }, 0.0), Status::Bounded);
    assert_eq!(status(bits::ln, 0.0), Status::NotFinite);
    assert_eq!(status(|_| f64::NAN, 0.0), Status::NotFinite);
    assert_eq!(at(bits::exp, 0.0, f64::NAN).status, Status::NotFinite);
    assert_eq!(status(f64::abs, 1.0), Status::Bounded, "planted: away from the kink all is well");
}

#[test]
fn a_kink_nearby_costs_accuracy_and_not_honesty() {
    for exponent in 1..12 {
        let distance = bits::powf(10.0, -f64::from(exponent));
        let found = at(|x| bits::max(x - 1.0 + distance, 0.0) + bits::exp(x), 1.0, 1e-15);
        let exact = 1.0 + bits::exp(1.0);
        let honest = found.status != Status::Bounded || (found.value - exact).abs() <= found.bound();
        assert!(honest, "{distance}: {found:?}");
    }
}

#[test]
fn one_sided_slopes_are_those_of_both_sides() {
    let found = at(|x: f64| if x > 0.0 { 3.0 * x } else { -x * 2.0 + x * x }, 0.0, 1e-17);
    assert_eq!(found.status, Status::Kink);
    let (left, right) = found.one_sided;
    assert!((left + 2.0).abs() < 1e-6 && (right - 3.0).abs() < 1e-6, "{found:?}");
}

#[test]
fn lines_and_constants_are_exact() {
    let line = at(|x| 3.0 * x, 1.0, 0.0);
    assert!((line.value - 3.0).abs() <= line.bound() && line.bound() < 1e-12, "{line:?}");
    assert!(line.evaluations <= 15, "{line:?}");
    let constant = at(|_| 5.0, 1.0, 0.0);
    assert!(constant.value == 0.0 && constant.bound() < 1e-12, "{constant:?}");
}
