//! Do gradient, slope and Jacobian agree with formulas, and does each coordinate move by its own step?

use super::*;

/// x₀²x₁ + eˣ¹ with its gradient.
fn example(x: &[f64]) -> (f64, Vec<f64>) {
    (x[0] * x[0] * x[1] + bits::exp(x[1]), vec![2.0 * x[0] * x[1], x[0] * x[0] + bits::exp(x[1])])
}

#[test]
fn gradient_slope_and_jacobian_agree_with_the_formulas() {
    let (x, v) = ([1.5, -0.5], [0.6, 0.8]);
    let exact = example(&x).1;
    for formula in Formula::ALL {
        // f and all of its derivatives are below 8 here: least error, and 8 times the noise.
        let allowed = 8.0 * formula.error(formula.default_step::<f64>() * 1.5, f64::EPSILON, 1.0) + 1e-14;
        let found = gradient(|x| example(x).0, &x, formula, Step::Default);
        let worst = found.values.iter().zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, bits::max);
        assert!(worst <= allowed, "{formula:?}: {worst} > {allowed}");
        assert_eq!(found.evaluations, if formula.pairs() == 0 { 3 } else { 2 * formula.evaluations() });
        let slope = directional_derivative(|x| example(x).0, &x, &v, formula, Step::Default);
        assert!((slope.value - exact[0] * v[0] - exact[1] * v[1]).abs() <= 2.0 * allowed, "{formula:?}");
        let (matrix, evaluations) = jacobian(|x| vec![example(x).0, x[0]], &x, formula, Step::Default);
        assert!((matrix[[0, 0]] - exact[0]).abs() <= allowed && (matrix[[1, 0]] - 1.0).abs() < 1e-12);
        assert_eq!(evaluations, 1 + 2 * formula.evaluations().max(2) - if formula.pairs() == 0 { 2 } else { 0 });
        let planted = exact[0] * 1.001;
        assert!((found.values[0] - planted).abs() > allowed, "{formula:?}: a wrong gradient is seen");
    }
}

#[test]
fn steps_along_a_direction_come_from_what_moves() {
    let slope = |x: &[f64], v: &[f64]| {
        directional_derivative(|x: &[f64]| bits::sin(x[1]), x, v, Formula::Central, Step::Default).value
    };
    let error = (slope(&[1e6, 0.3], &[0.0, 1.0]) - bits::cos(0.3)).abs();
    assert!(error < 1e-9, "{error}");
    // Planted: a step in proportion to 10⁶ reaches several periods.
    let far = Step::Absolute(Formula::Central.default_step::<f64>() * 1e6);
    let planted = directional_derivative(|x: &[f64]| bits::sin(x[1]), &[1e6, 0.3], &[0.0, 1.0], Formula::Central, far);
    assert!((planted.value - bits::cos(0.3)).abs() > 1e-3);
}

#[test]
fn a_point_is_left_as_it_was() {
    let mut seen = Vec::new();
    let x = [1.0, 2.0];
    gradient(
        |x: &[f64]| {
            seen.push((x[0] - 1.0, x[1] - 2.0));
            0.0
        },
        &x,
        Formula::Central,
        Step::Default,
    );
    assert!(seen.iter().all(|(a, b)| *a == 0.0 || *b == 0.0), "one coordinate moves at a time");
}
