//! Does the bound hold beside kinks, bends and ends of the domain, and is it narrow where the function is smooth?

use super::*;
use crate::bits;

const NOISE: f64 = 4.0 * f64::EPSILON / 2.0;

fn of(f: impl Fn(f64) -> f64, x: f64, enough: f64) -> Quotient {
    let pair = |h: f64| Pair { plus: f(x + h), minus: f(x - h), right: (x + h) - x, left: x - (x - h) };
    quotient(pair, f(x), NOISE * bits::max(f(x).abs(), 1.0), 1.0 / 64.0, enough)
}

#[test]
fn bounds_hold_for_smooth_functions_and_are_narrow() {
    type Case = (fn(f64) -> f64, f64, f64);
    let cases: [Case; 6] = [
        (bits::exp, 0.3, bits::exp(0.3)),
        (bits::sin, 1.0, bits::cos(1.0)),
        (bits::tanh, 0.5, 1.0 - bits::tanh(0.5) * bits::tanh(0.5)),
        (|x| bits::sin(30.0 * x), 0.2, 30.0 * bits::cos(6.0)),
        (|x| 1.0 / x, 0.1, -100.0),
        (bits::ln, 0.02, 50.0),
    ];
    for (f, x, exact) in cases {
        let found = of(f, x, 0.0);
        assert!((found.value - exact).abs() <= found.bound(), "{exact}: {found:?}");
        assert!(found.bound() < 1e-6 * exact.abs(), "{exact}: {found:?}");
        assert_eq!(found.shape, Shape::Smooth);
        // A wrong derivative is outside.
        assert!((found.value - exact * (1.0 + 1e-5)).abs() > found.bound());
    }
}

#[test]
fn six_evaluations_are_enough_where_a_coarse_bound_is() {
    let found = of(bits::exp, 0.3, 1e-9);
    assert_eq!(found.evaluations, 6);
    assert!(found.bound() < 1e-9 && of(bits::exp, 0.3, 0.0).evaluations > 6);
}

#[test]
fn kinks_at_and_near_the_point_are_told() {
    let bend = |x: f64| if x > 0.0 { 3.0 * x } else { x };
    let Quotient { shape: Shape::Kink { left, right }, .. } = of(bend, 0.0, 0.0) else { panic!("a kink") };
    assert!((left - 1.0).abs() < 1e-9 && (right - 3.0).abs() < 1e-9);
    // A kink at a ten-thousandth: shorter steps see the slope of this side. Plain central quotients at 10⁻³ say 2.
    let near = of(bend, 1e-4, 1e-6);
    assert_eq!(near.shape, Shape::Smooth);
    assert!(near.kink_nearby && (near.value - 3.0).abs() <= near.bound() && near.bound() < 1e-6, "{near:?}");
    assert!(of(|_| f64::NAN, 0.0, 0.0).shape == Shape::NotFinite);
}

#[test]
fn both_slopes_of_a_kink_are_known_where_the_function_is_curved() {
    for size in [3.0, 1e-2, 1e-5] {
        let found = of(|x| bits::exp(2.0 * x) + size * bits::max(x, 0.0), 0.0, 1e-9);
        let Shape::Kink { left, right } = found.shape else { panic!("a kink: {found:?}") };
        assert!((left - 2.0).abs() <= found.sides && (right - 2.0 - size).abs() <= found.sides, "{found:?}");
        assert!(found.sides < 1e-8, "{found:?}");
        assert!((left - 2.0 - 1e-7).abs() > found.sides, "a slope that is off is outside");
    }
}

#[test]
fn a_bend_anywhere_beside_the_point_is_within_the_bound() {
    // Slope 1 at 0, and another beyond ±d: every d from far beyond the first step to far below it, in steps of a percent.
    for (near, far) in [(1.0, 3.0), (1.0, 0.0)] {
        for number in 0..1200 {
            let d = 0.05 * bits::exp(-0.01 * f64::from(number));
            for side in [1.0, -1.0] {
                let bend = |x: f64| if side * x > d { side * (near * d + far * (side * x - d)) } else { near * x };
                let found = of(|x| 1.0 + bend(x), 0.0, 1e-9);
                let (error, bound) = match found.shape {
                    Shape::Kink { left, right } => {
                        ((bits::clamp(near, bits::min(left, right), bits::max(left, right)) - near).abs(), found.sides)
                    }
                    _ => ((found.value - near).abs(), found.bound()),
                };
                assert!(error <= bound, "{d} {side}: {found:?}");
            }
        }
    }
}

#[test]
fn a_domain_that_ends_nearby_shortens_the_steps() {
    let root = |x: f64| x.sqrt();
    let found = of(root, 1e-3, 0.0);
    let exact = 0.5 / 1e-3_f64.sqrt();
    assert!((found.value - exact).abs() <= found.bound() && found.bound() < 1e-6, "{found:?}");
}
