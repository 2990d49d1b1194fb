//! Does what `polygamma.rs` promises hold?

use super::*;
use std::f64::consts::{LN_2, PI};

const EULER: f64 = 0.577_215_664_901_532_9;
/// Apéry's constant ζ(3).
const APERY: f64 = 1.202_056_903_159_594_2;

#[test]
fn values_with_closed_forms() {
    const U: f64 = f64::EPSILON / 2.0;
    // The bounds of this file's head; the closed forms take a few roundings of numbers that are no larger, hence 4u
    // more.
    for (x, exact) in [(0.5, -EULER - 2.0 * LN_2), (1.0, -EULER), (5.0, 1.0 + 0.5 + 1.0 / 3.0 + 0.25 - EULER)] {
        let allowed = 14.0 * U * (f64::abs(exact) + 6.0);
        assert!((digamma(x) - exact).abs() < allowed, "ψ({x})");
        assert!((digamma(x + 1.0) - exact).abs() > allowed, "a step of the recurrence too much is seen at {x}");
    }
    for (x, exact) in [(0.5, PI * PI / 2.0), (1.0, PI * PI / 6.0), (3.0, PI * PI / 6.0 - 1.25)] {
        // π²/6 − 5/4 is a quarter of its terms: 4u of them are 16u of it.
        assert!((trigamma(x) / exact - 1.0).abs() < 26.0 * U, "ψ′({x})");
        assert!((trigamma(x + 1.0) / exact - 1.0).abs() > 26.0 * U, "a step too much is seen at {x}");
    }
    for (x, exact) in [(1.0, -2.0 * APERY), (0.5, -14.0 * APERY), (2.0, 2.0 - 2.0 * APERY)] {
        assert!((tetragamma(x) / exact - 1.0).abs() < 34.0 * U, "ψ″({x}); at 2 a sixth of its terms is left");
        assert!((tetragamma(x + 1.0) / exact - 1.0).abs() > 34.0 * U, "a step too much is seen at {x}");
    }
}

#[test]
fn each_is_the_derivative_of_the_one_before() {
    for x in [0.3, 1.0, 2.5, 7.0, 15.9, 16.1, 40.0, 1e3] {
        let h = 1e-3 * x;
        // Central difference with its h² term removed: error O(h⁴).
        let slope = |f: &dyn Fn(f64) -> f64| {
            let central = |h: f64| (f(x + h) - f(x - h)) / (2.0 * h);
            (4.0 * central(h) - central(2.0 * h)) / 3.0
        };
        assert!((slope(&libm::lgamma) - digamma(x)).abs() < 1e-9 * bits::max(digamma(x).abs(), 1.0), "{x}");
        assert!((slope(&digamma) / trigamma(x) - 1.0).abs() < 1e-9, "{x}");
        assert!((slope(&trigamma) / tetragamma(x) - 1.0).abs() < 1e-9, "{x}");
        assert!((slope(&digamma) / (1.0 / x) - 1.0).abs() > 1e-4, "1/x is only the leading term");
    }
}

#[test]
fn no_value_at_or_below_zero() {
    assert!(digamma(0.0).is_nan() && trigamma(-1.5).is_nan() && tetragamma(f64::NAN).is_nan());
}
