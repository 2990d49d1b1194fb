//! Losses that fool quotients: with the right gradient none fails and nearly all pass, with a wrong one none passes.

use wellposed_core::bits::{self, cos, exp, ln, powf, powi, sin, tanh};
use wellposed_core::gradcheck::{GradientCheck, Scope, Verdict};
use wellposed_core::objective::Functions;

use crate::report;

const PI: f64 = std::f64::consts::PI;

/// What the right gradient comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Right {
    Passes,
    /// It may be undecided: the loss holds no answer within the tolerance.
    Survives,
}
use Right::{Passes, Survives};

type Loss = fn(f64) -> f64;
type Case = (&'static str, Loss, f64, f64, Right);

/// Losses of one parameter, where, the derivative there.
fn cases() -> Vec<Case> {
    vec![
        // Steps that resonate.
        ("sin 2¹¹πx", |x| sin(2048.0 * PI * x), 0.3, 2048.0 * PI * cos(2048.0 * PI * 0.3), Passes),
        (
            "sin 2π(t − t₀)",
            |t| sin(2.0 * PI * (t - 2015.3)),
            2015.5,
            2.0 * PI * cos(2.0 * PI * (2015.5 - 2015.3)),
            Survives,
        ),
        ("x + sin(2π·1024x)/1e3", |x| x + 1e-3 * sin(2.0 * PI * 1024.0 * x), 0.5, 1.0 + 2.048 * PI, Passes),
        ("cos(32·2π·x)", |x| cos(64.0 * PI * x), 0.01, -64.0 * PI * sin(0.64 * PI), Passes),
        ("sin(1e5x)", |x| sin(1e5 * x), 0.7, 1e5 * cos(7e4), Survives),
        // Small parameters.
        ("(1e9w)³", |w| powi(1e9 * w, 3), 1e-9, 3e9, Passes),
        ("tanh(1e12w)", |w| tanh(1e12 * w), 1e-12, 1e12 * (1.0 - powi(tanh(1.0), 2)), Passes),
        ("tanh(1e12w) at 0", |w| tanh(1e12 * w), 0.0, 1e12, Passes),
        ("1 + sin(w/1e-6)", |w| 1.0 + sin(1e6 * w), 3e-7, 1e6 * cos(0.3), Passes),
        ("x² at 1.35e-15", |x| x * x, 1.35e-15, 2.7e-15, Passes),
        ("x² at 1e-30", |x| x * x, 1e-30, 2e-30, Passes),
        (
            "(tanh(w/s) − 0.3)²",
            |w| powi(tanh(w / 1e-8) - 0.3, 2),
            7e-9,
            2e8 * (tanh(0.7) - 0.3) * (1.0 - powi(tanh(0.7), 2)),
            Passes,
        ),
        ("exp(−t/(1e3C))", |c| exp(-1e-7 / (1e3 * c)), 1e-10, exp(-1.0) * 1e10, Passes),
        ("ln at 1e-6", ln, 1e-6, 1e6, Passes),
        ("ln at 1e-12", ln, 1e-12, 1e12, Passes),
        ("√ at 1e-9", f64::sqrt, 1e-9, 0.5 / 1e-9_f64.sqrt(), Passes),
        ("1/√variance at 1e-9", |v| 1.0 / v.sqrt(), 1e-9, -0.5 * powf(1e-9, -1.5), Passes),
        // Walls.
        ("a barrier 1e-3 from its wall", |x| -ln(1.0 - x), 0.999, 1.0 / (1.0 - 0.999), Passes),
        ("a barrier 1e-9 from its wall", |x| -ln(1.0 - x), 1.0 - 1e-9, 1.0 / (1.0 - (1.0 - 1e-9)), Survives),
        (
            "arcsine's slope near 1",
            |x| x / (1.0 - x * x).sqrt(),
            -0.999_999,
            powf(1.0 - 0.999_999 * 0.999_999, -1.5),
            Survives,
        ),
        (
            "√(1 − x²) at the wall's side",
            |x| (1.0 - x * x).sqrt(),
            0.999,
            -0.999 / (1.0 - 0.999 * 0.999_f64).sqrt(),
            Passes,
        ),
        // Exact fits.
        ("(x/3 − ¼)² at ¾", |x| powi(x / 3.0 - 0.25, 2), 0.75, 0.0, Survives),
        ("(0.1x − 4.9)² at 49", |x| powi(0.1 * x - 4.9, 2), 49.0, 0.0, Survives),
        // Far out.
        ("sin at 1e6", sin, 1e6, cos(1e6), Passes),
        ("exp at 300", exp, 300.0, exp(300.0), Passes),
        ("Rosenbrock's floor", |x| powi(1.0 - x, 2) + 100.0 * powi(1.0 - x * x, 2), 1.0, 0.0, Survives),
    ]
}

#[test]
fn right_gradients_survive_and_wrong_ones_do_not_pass() {
    let mut faults = Vec::new();
    for (name, loss, at, slope, right) in cases() {
        let check = |gradient: f64| {
            let objective = Functions::new(1, move |w: &[f64]| loss(w[0]), move |_: &[f64]| vec![gradient]);
            GradientCheck::of(&objective).run(&[at]).unwrap()
        };
        let found = check(slope);
        if found.verdict == Verdict::Fail || (right == Passes && !found.passed()) {
            faults.push(format!("{name}: the right gradient {slope:e}\n{found}"));
        }
        // A ten thousandth, a sign, a factor, nothing; where the derivative is 0, one that would be seen.
        let wrong = if slope == 0.0 { vec![1e-3, -1.0] } else { vec![1.0001 * slope, -slope, 2.0 * slope, 0.0] };
        for gradient in wrong {
            let found = check(gradient);
            if found.passed() {
                faults.push(format!("{name}: {gradient:e} for {slope:e}\n{found}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_has_no_derivative_is_undecided_whatever_the_gradient_says() {
    let rough: [(&str, Loss); 4] = [
        ("∛x", libm::cbrt),
        ("√|x|", |x| x.abs().sqrt()),
        ("x·ln|x|", |x| if x == 0.0 { 0.0 } else { x * ln(x.abs()) }),
        ("a jump", |x| if x == 0.0 { 0.5 } else { f64::from(u8::from(x > 0.0)) }),
    ];
    for (name, loss) in rough {
        for gradient in [0.0, 1.0, -1e3] {
            let found = report(&[("a", 1)], move |w| loss(w[0]), move |_| vec![gradient], &[0.0], Scope::All);
            assert_eq!(found.verdict, Verdict::Undecidable, "{name} {gradient}\n{found}");
        }
    }
}

fn largest(w: &[f64]) -> f64 {
    w.iter().fold(f64::NEG_INFINITY, |a, &b| bits::max(a, b))
}

fn one_norm(w: &[f64]) -> f64 {
    w.iter().map(|w| w.abs()).sum()
}

/// The loss, where, gradients that are subgradients, and vectors that are none though each entry lies between both slopes.
type Kink = (&'static str, fn(&[f64]) -> f64, [f64; 3], Vec<[f64; 3]>, Vec<[f64; 3]>);

fn kinks() -> Vec<Kink> {
    let third = 1.0 / 3.0;
    let norm: fn(&[f64]) -> f64 = bits::norm::<f64>;
    vec![
        (
            "a tie of a maximum",
            largest,
            [0.5; 3],
            vec![[1.0, 0.0, 0.0], [0.0, 0.5, 0.5], [third; 3]],
            vec![[1.0; 3], [0.0; 3], [1.0, 1.0, 0.0]],
        ),
        ("a norm at zero", norm, [0.0; 3], vec![[0.0; 3], [0.5; 3], [0.0, 0.0, 1.0]], vec![[1.0; 3], [0.9, -0.9, 0.0]]),
        ("the sum of sizes", one_norm, [0.0; 3], vec![[0.0; 3], [1.0, -1.0, 0.3]], vec![[1.5, 0.0, 0.0]]),
        (
            "a hinge of a sum",
            |w| bits::max(1.0 - w[0] - w[1] - w[2], 0.0),
            [0.25, 0.25, 0.5],
            vec![[0.0; 3], [-1.0; 3], [-0.5; 3]],
            vec![[-1.0, 0.0, 0.0], [0.0, -0.5, -0.5]],
        ),
        (
            "minus a maximum",
            |w| -largest(w),
            [0.5; 3],
            vec![[-1.0, 0.0, 0.0], [0.0, -0.5, -0.5]],
            vec![[-1.0; 3], [0.0; 3]],
        ),
    ]
}

#[test]
fn subgradients_pass_and_vectors_that_are_none_do_not() {
    for (name, loss, at, right, wrong) in kinks() {
        for gradient in right {
            let found = report(&[("a", 3)], loss, move |_| gradient.to_vec(), &at, Scope::All);
            assert!(found.passed() && found.blocks[0].subgradients == 3, "{name} {gradient:?}\n{found}");
        }
        for gradient in wrong {
            let found = report(&[("a", 3)], loss, move |_| gradient.to_vec(), &at, Scope::All);
            assert_eq!(found.verdict, Verdict::Fail, "{name} {gradient:?}\n{found}");
        }
    }
    // Up in one coordinate and down in the other: no theorem says which pairs are gradients.
    let saddle = |w: &[f64]| w[0].abs() - w[1].abs() + (w[0] - w[1]).abs();
    let found = report(&[("a", 2)], saddle, |_| vec![1.9, -1.9], &[0.0; 2], Scope::All);
    assert_ne!(found.verdict, Verdict::Pass, "{found}");
}

#[test]
fn beside_a_tie_the_nearer_branch_is_the_derivative() {
    for gap in [1e-2, 1e-5, 1e-7, 1e-9, 1e-12] {
        let at = [0.5, 0.5 - gap, 0.1];
        let loss = |w: &[f64]| largest(w) + w[2] * w[2];
        let check = |gradient: [f64; 3]| report(&[("a", 3)], loss, move |_| gradient.to_vec(), &at, Scope::All);
        assert!(check([1.0, 0.0, 0.2]).passed(), "{gap:e}\n{}", check([1.0, 0.0, 0.2]));
        for wrong in [[0.0, 1.0, 0.2], [0.5, 0.5, 0.2], [1.0, 1.0, 0.2], [1.0, 0.0, 0.21]] {
            assert_eq!(check(wrong).verdict, Verdict::Fail, "{gap:e} {wrong:?}\n{}", check(wrong));
        }
    }
}

#[test]
fn a_gradient_in_single_precision_beside_a_loss_in_double() {
    let loss = |w: &[f64]| w.iter().map(|w| exp(0.3 * w) * w).sum::<f64>();
    let slope = |w: f64| exp(0.3 * w) * (1.0 + 0.3 * w);
    let at: Vec<f64> = (0..9).map(|index| 0.37 * f64::from(index) - 1.4).collect();
    let rounded = move |w: &[f64]| w.iter().map(|&w| f64::from(slope(w) as f32)).collect();
    assert!(report(&[("a", 9)], loss, rounded, &at, Scope::All).passed());
    let off = move |w: &[f64]| w.iter().map(|&w| f64::from((1.00001 * slope(w)) as f32)).collect();
    assert_eq!(report(&[("a", 9)], loss, off, &at, Scope::All).verdict, Verdict::Fail, "planted");
}
