//! Does every entry of a Hessian lie within its bound, and is none given where there is none?

use super::*;

#[test]
fn hessians_by_hand() {
    let rosenbrock = |x: &[f64]| bits::powi(1.0 - x[0], 2) + 100.0 * bits::powi(x[1] - x[0] * x[0], 2);
    // 2 − 400(x₁ − 3x₀²), −400x₀, 200; coordinates of very different sizes, and the minimum.
    for x in [[-1.2, 1.0], [1.0, 1.0], [1e-3, 40.0], [30.0, 1e-2]] {
        let exact = [[2.0 - 400.0 * (x[1] - 3.0 * x[0] * x[0]), -400.0 * x[0]], [-400.0 * x[0], 200.0]];
        let found = adaptive_hessian(rosenbrock, &x);
        for (found, exact) in found.iter().flatten().zip(exact.as_flattened()) {
            let Bound::Known(bound) = found.bound else { panic!("{x:?} {found:?}") };
            let error = (found.estimate.value - exact).abs();
            assert!(error <= bound, "{x:?}: {error} > {bound}, {found:?}");
            let planted = 1e-2 * (exact.abs() + 1.0);
            assert!((found.estimate.value - exact - planted).abs() > bound, "planted {x:?} {found:?}");
        }
    }
}

#[test]
fn what_has_no_slope_has_no_second_derivative() {
    let unknown = |f: fn(f64) -> f64, x: f64| matches!(adaptive_second_derivative(f, x).bound, Bound::Unknown(_));
    assert!(unknown(f64::abs, 0.0) && unknown(|x| bits::powf(x.abs(), 1.5), 0.0) && unknown(|_| f64::NAN, 1.0));
    assert!(!unknown(bits::exp, 0.0), "planted");
}
