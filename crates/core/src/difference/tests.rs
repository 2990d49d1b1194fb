//! Do all ways to a derivative agree with the exact one, each within what its theory allows?
//!
//! The table has hard cases by name, each in real, dual and complex numbers; the exact derivative is that of the dual numbers. The laws after it are
//! for any point and step.

use super::*;
use crate::bits;
use crate::bits::streams::{stream, uniform};
use proptest::prelude::*;

type Row = (&'static str, fn(f64) -> f64, fn(Dual<f64>) -> Dual<f64>, fn(Complex) -> Complex, f64);

fn cube<S: Scalar>(x: S) -> S {
    x * x * x
}
fn exp<S: Scalar>(x: S) -> S {
    x.exp()
}
fn sin<S: Scalar>(x: S) -> S {
    x.sin()
}
fn ln<S: Scalar>(x: S) -> S {
    x.ln()
}
fn tanh<S: Scalar>(x: S) -> S {
    x.tanh()
}
fn bell<S: Scalar>(x: S) -> S {
    (-x * x).exp()
}
fn logistic<S: Scalar>(x: S) -> S {
    (S::constant(1.0) + (-x).exp()).ln()
}
fn root<S: Scalar>(x: S) -> S {
    (x * x + S::constant(1e-2)).sqrt()
}
/// The example of Martins, Sturdza & Alonso 2003, which cancels.
fn martins<S: Scalar>(x: S) -> S {
    x.exp() / (x.sin().powi(3) + x.cos().powi(3)).sqrt()
}
fn fast<S: Scalar>(x: S) -> S {
    (x * S::constant(40.0)).sin()
}

fn table() -> Vec<Row> {
    vec![
        ("cube at 1", cube, cube, cube, 1.0),
        ("cube at its inflection", cube, cube, cube, 0.0),
        ("cube far out", cube, cube, cube, 1e5),
        ("exp", exp, exp, exp, 1.0),
        ("exp of a large number", exp, exp, exp, 30.0),
        ("sine at its maximum", sin, sin, sin, std::f64::consts::FRAC_PI_2),
        ("sine", sin, sin, sin, 1.0),
        ("sine far out", sin, sin, sin, 1e6),
        ("logarithm near its singularity", ln, ln, ln, 1e-3),
        ("logarithm", ln, ln, ln, 2.0),
        ("tanh", tanh, tanh, tanh, 0.5),
        ("tanh, saturated", tanh, tanh, tanh, 15.0),
        ("bell", bell, bell, bell, 0.8),
        ("logistic loss", logistic, logistic, logistic, -1.0),
        ("a corner of width 0.1", root, root, root, 0.03),
        ("Martins, Sturdza and Alonso", martins, martins, martins, 1.5),
        ("a fast sine", fast, fast, fast, 0.3),
    ]
}

#[test]
fn dual_numbers_and_the_complex_step_agree_to_rounding() {
    for (name, f, dual_of, complex, x) in table() {
        let (exact, stepped) = (dual::derivative(dual_of, x), complex_step(complex, x));
        // Up to ten operations on the way, each of which conditions the next by no more than x·f″/f′ or 1.
        let allowed = 64.0 * f64::EPSILON * (exact.abs() + f(x).abs());
        assert!((exact - stepped).abs() <= allowed, "{name}: {exact} and {stepped}");
    }
}

#[test]
fn automatic_bounds_hold_on_the_table() {
    for (name, f, dual_of, _, x) in table() {
        let (exact, found) = (dual::derivative(dual_of, x), adaptive_derivative(f, x));
        let Bound::Known(bound) = found.bound else { panic!("{name}: {found:?}") };
        let error = (found.estimate.value - exact).abs();
        assert!(error <= bound, "{name}: {error} > {bound}, {found:?}");
        assert!(bound <= 1e-7 * (exact.abs() + f(x).abs() / bits::max(x.abs(), 1e-3)) + 1e-12, "{name}: {found:?}");
        let forward = derivative(f, x, Formula::Forward, Step::Default);
        let wrong = (forward.value - exact).abs();
        assert!(wrong > bound || wrong < 1e-9 * bits::max(exact.abs(), 1e-6), "{name}: forward in its place is seen");
    }
}

#[test]
fn ridders_is_close_on_the_table() {
    for (name, f, dual_of, _, x) in table() {
        let exact = dual::derivative(dual_of, x);
        let found =
            ridders(f, x, 0.02 * bits::min(bits::max(x.abs(), if name.contains("corner") { 0.5 } else { 1e-2 }), 5.0));
        let size = exact.abs() + f(x).abs() / bits::max(x.abs(), 1e-3);
        // The last steps of a cube at its inflection: their squares.
        assert!((found.value - exact).abs() <= 1e-7 * size + 1e-20, "{name}: {found:?} and {exact}");
    }
}

proptest! {
    /// Exactness on polynomials: a formula of order p differentiates degrees up to p but for rounding, and no further.
    #[test]
    fn polynomials_up_to_the_order_are_exact(x in -2.0..2.0_f64, step in 0.01..0.5_f64, coefficients in prop::array::uniform10(-1.0..1.0_f64)) {
        for formula in Formula::ALL {
            let p = formula.order();
            let polynomial = |degree: usize| {
                move |t: f64| coefficients[..=degree].iter().rev().fold(0.0, |sum, c| sum * t + c)
            };
            let exact = |degree: usize| (1..=degree).map(|k| k as f64 * coefficients[k] * bits::powi(x, k as i32 - 1)).sum::<f64>();
            let found = derivative(polynomial(p), x, formula, Step::Absolute(step));
            // |t| ≤ 4: values are made of p + 1 terms of at most 4ᵖ, with 2p roundings.
            let noise = 2.0 * (p + 1) as f64 * f64::EPSILON * bits::powf(4.0, p as f64) * (p + 1) as f64;
            let allowed = formula.rounding() * noise / step;
            prop_assert!((found.value - exact(p)).abs() <= allowed, "{:?}", formula);
            if p < 9 && coefficients[p + 1].abs() > 0.1 && step > 0.1 && p <= 2 {
                let next = derivative(polynomial(p + 1), x, formula, Step::Absolute(step));
                prop_assert!((next.value - exact(p + 1)).abs() > allowed, "{:?}: one degree more is seen", formula);
            }
        }
    }

    /// The truncation error of halved steps falls by 2^p: the order, and forward in the place of central would be noticed.
    #[test]
    fn the_order_is_the_one_that_the_formula_says(x in -1.0..1.0_f64) {
        for formula in Formula::ALL.into_iter().filter(|formula| formula.order() <= 6) {
            let exact = bits::exp(x);
            let error = |step: f64| derivative(bits::exp, x, formula, Step::Absolute(step)).value - exact;
            let order = libm::log2(error(0.2) / error(0.1));
            // The next term of the error is smaller by h or h², so that the order is off by less than h/ln 2.
            prop_assert!((order - formula.order() as f64).abs() < 0.3, "{:?}: {}", formula, order);
        }
    }

    /// |error| ≤ C·h^p·max|f^(p+1)| + A·η/h for exp, whose derivatives are its own, at any step.
    #[test]
    fn errors_stay_below_the_model(x in -2.0..2.0_f64, exponent in -12.0..-0.5_f64) {
        let step = bits::powf(10.0, exponent);
        for formula in Formula::ALL {
            let reach = step * formula.pairs().max(1) as f64;
            let largest = bits::exp(x + reach);
            let found = derivative(bits::exp, x, formula, Step::Absolute(step));
            let allowed = formula.error(found.step, 2.0 * f64::EPSILON * largest, largest) + 4.0 * f64::EPSILON * largest;
            prop_assert!((found.value - bits::exp(x)).abs() <= allowed, "{:?} {}", formula, step);
        }
    }

    #[test]
    fn realized_widths_are_used(x in 0.5..2.0_f64, exponent in -12.0..-6.0_f64) {
        // A line is differentiated exactly with the realized width, and not with the nominal one.
        let step = bits::powf(10.0, exponent);
        let found = derivative(|t: f64| t, x, Formula::Central, Step::Absolute(step));
        prop_assert_eq!(found.value, 1.0);
    }
}

/// Sums of a wave, a step and a bell, of random size, scale and place.
fn random<S: Scalar>(x: S, numbers: &[f64; 6]) -> S {
    let part = |index: usize| x * S::constant(0.1 + 8.0 * numbers[index].abs());
    let size = |index: usize| S::constant(3.0 * numbers[index]);
    size(0) * part(3).sin() + size(1) * part(4).tanh() + size(2) * (-part(5) * part(5)).exp()
}

#[test]
fn automatic_bounds_hold_for_random_functions() {
    let mut stream = stream(1, "difference", "random functions", 0);
    let (mut known, mut held, mut sharp, mut planted) = (0, 0, 0, 0);
    let draws = 2000;
    for _ in 0..draws {
        let numbers = [(); 6].map(|()| uniform(&mut stream, -1.0, 1.0));
        let x = uniform(&mut stream, -3.0, 3.0);
        let exact = dual::derivative(|x| random(x, &numbers), x);
        let found = adaptive_derivative(|x| random(x, &numbers), x);
        if let Bound::Known(bound) = found.bound {
            let error = (found.estimate.value - exact).abs();
            known += 1;
            held += usize::from(error <= bound);
            // Slopes up to 24 of numbers up to 9, at steps of a few hundredths: 4u·(9 + 3·24)/0.02, several times over.
            sharp += usize::from(bound <= 1e-10);
            planted += usize::from((error + 1e-9).abs() <= bound);
        }
    }
    // Three spacings that all fall on a straight line of rounding errors hide them: each with a probability of a fifth, so one in a hundred.
    assert!(100 * held >= 99 * known && 100 * known >= 99 * draws, "{held} of {known}");
    assert!(100 * sharp >= 95 * known && planted == 0, "{sharp} sharp, {planted} that miss an error of 1e-9");
}

#[test]
fn bounds_are_told_from_planted_slopes() {
    let found = adaptive_derivative(bits::exp, 0.0);
    let Bound::Known(bound) = found.bound else { panic!("{found:?}") };
    assert!((found.estimate.value - (1.0 + 1e-10)).abs() > bound, "a slope that is off by 1e-10 is told apart");
}
