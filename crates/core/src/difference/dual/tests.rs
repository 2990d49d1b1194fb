//! Are dual numbers those of the rules of differentiation?

use super::*;
use crate::bits;

#[test]
fn every_function_has_its_derivative() {
    let x = 0.7;
    let (e, s, c, t) = (bits::exp(x), bits::sin(x), bits::cos(x), bits::tanh(x));
    type Case = (&'static str, fn(Dual<f64>) -> Dual<f64>, f64);
    let cases: [Case; 12] = [
        ("exp", |x| x.exp(), e),
        ("ln", |x| x.ln(), 1.0 / x),
        ("sin", |x| x.sin(), c),
        ("cos", |x| x.cos(), -s),
        ("sqrt", |x| x.sqrt(), 0.5 / x.sqrt()),
        ("tanh", |x| x.tanh(), 1.0 - t * t),
        ("tan", |x| x.tan(), 1.0 / (c * c)),
        ("cosh", |x| x.cosh(), 0.5 * (e - 1.0 / e)),
        ("pow", |x| x.pow(2.5), 2.5 * bits::powf(x, 1.5)),
        ("powi", |x| x.powi(3), 3.0 * x * x),
        ("inverse power", |x| x.powi(-2), -2.0 / (x * x * x)),
        ("quotient", |x| x.sin() / x, (c - s / x) / x),
    ];
    for (name, f, exact) in cases {
        let found = derivative(f, x);
        assert!((found - exact).abs() <= 4.0 * f64::EPSILON * exact.abs(), "{name}: {found} and {exact}");
        assert!((derivative(f, x * 1.001) - exact).abs() > 1e-6 * exact.abs() || name == "tanh", "{name}: planted");
    }
}

#[test]
fn nested_five_times() {
    let fifth = |x: f64| {
        derivative(|x| derivative(|x| derivative(|x| derivative(|x| derivative(|x| x.exp().sin(), x), x), x), x), x)
    };
    // (sin eˣ)⁗′ = cos(e)(e − 25e³ + e⁵) + sin(e)(−15e² + 10e⁴) with e = eˣ: the Bell polynomials.
    let e = bits::exp(0.3);
    let exact = bits::cos(e) * (e - 25.0 * bits::powi(e, 3) + bits::powi(e, 5))
        + bits::sin(e) * (10.0 * bits::powi(e, 4) - 15.0 * bits::powi(e, 2));
    let size = e + 25.0 * bits::powi(e, 3) + bits::powi(e, 5) + 10.0 * bits::powi(e, 4) + 15.0 * bits::powi(e, 2);
    assert!((fifth(0.3) - exact).abs() < 16.0 * f64::EPSILON * size, "{} {exact}", fifth(0.3));
}
