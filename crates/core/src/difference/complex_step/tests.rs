//! Is the complex step exact to rounding?

use super::*;

#[test]
fn functions_fit_together_away_from_the_real_line() {
    let near = |a: Complex, b: Complex| (a.re - b.re).abs() < 1e-14 && (a.im - b.im).abs() < 1e-14;
    let one = Complex::constant(1.0);
    for z in [Complex { re: 0.4, im: 0.3 }, Complex { re: -0.7, im: 0.5 }, Complex { re: 0.2, im: -0.9 }] {
        assert!(near(z.exp().ln(), z));
        assert!(near(z.sqrt() * z.sqrt(), z));
        assert!(near(z.sin() * z.sin() + z.cos() * z.cos(), one));
        let (up, down) = (z.exp(), (-z).exp());
        assert!(near(z.tanh(), (up - down) / (up + down)));
        assert!(near(z / (z - one) * (z - one), z));
        assert!(near(z.powi(-2) * z * z, one));
        assert!(!near(z.sin(), z.cos()), "planted");
    }
    assert_eq!(Complex::constant(0.0).sqrt(), Complex::constant(0.0));
}

#[test]
fn functions_of_functions_have_their_slopes() {
    let x = 0.7;
    let near = |found: f64, exact: f64| (found - exact).abs() <= 8.0 * f64::EPSILON * exact.abs();
    assert!(near(complex_step(Scalar::tan, x), 1.0 / (bits::cos(x) * bits::cos(x))));
    assert!(near(complex_step(Scalar::cosh, x), libm::sinh(x)));
    assert!(near(complex_step(|z| z.pow(2.5), x), 2.5 * bits::powf(x, 1.5)));
    assert!(!near(complex_step(Scalar::cosh, x), libm::cosh(x)), "planted");
}

#[test]
fn code_that_is_not_analytic_loses_the_derivative() {
    let size = |z: Complex| Complex { re: libm::hypot(z.re, z.im), im: 0.0 };
    assert_eq!(complex_step(size, 1.0), 0.0, "|x| has slope 1 here, and the complex step says 0");
}
