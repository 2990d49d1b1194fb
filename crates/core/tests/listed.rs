//! Do bounds hold where they are known to have been broken, and is a derivative known where it can be? Each line is one function; beside it stands a planted slope that its bound must not hold.

use wellposed_core::bits::{self, cos, exp, ln, powf, powi, sin, tanh};
use wellposed_core::difference::{Bound, adaptive_derivative};

const PI: f64 = std::f64::consts::PI;

/// What is asked of the bound.
enum Need {
    /// No more than so much of the slope.
    Relative(f64),
    /// No more than this.
    Absolute(f64),
    /// It may be unknown, or hold.
    Honest,
    /// Unknown.
    None,
}
use Need::{Absolute, Honest, None as Nothing, Relative};

type Row = (&'static str, fn(f64) -> f64, f64, f64, Need);

fn rows() -> Vec<Row> {
    let root5 = 5.0_f64.sqrt();
    vec![
        // Exact fits: the residual is known to an ulp of what it is the difference of. Its exact value at the stored √5: 2x(x² − 5)·2.
        (
            "(x² − 5)² at √5",
            |x| powi(x * x - 5.0, 2),
            root5,
            4.0 * root5 * bits::fused(root5, root5, -5.0),
            Absolute(1e-12),
        ),
        (
            "(0.1x − 4.9)² at 49",
            |x| powi(0.1 * x - 4.9, 2),
            49.0,
            0.2 * (49.0 * 5.551_115_123_125_783e-18 - 3.552_713_678_800_501e-16),
            Absolute(1e-12),
        ),
        ("(x/3 − ¼)² at ¾", |x| powi(x / 3.0 - 0.25, 2), 0.75, 0.0, Absolute(1e-12)),
        ("(x + 100 − 101)² at 1", |x| powi(x + 100.0 - 101.0, 2), 1.0, 0.0, Absolute(1e-9)),
        // Resonance: every step that is a power of two falls on the same phase.
        ("sin 2¹¹πx", |x| sin(2048.0 * PI * x), 0.3, 2048.0 * PI * cos(2048.0 * PI * 0.3), Relative(1e-7)),
        (
            "x² + 1e-3·sin(2π·256x)",
            |x| x * x + 1e-3 * sin(2.0 * PI * 256.0 * x),
            0.25,
            0.5 + 0.512 * PI,
            Relative(1e-7),
        ),
        (
            "sin 2π(t − 2015.3)",
            |t| sin(2.0 * PI * (t - 2015.3)),
            2015.5,
            2.0 * PI * cos(2.0 * PI * (2015.5 - 2015.3)),
            Relative(1e-7),
        ),
        // Singularities.
        ("∛x at 0", libm::cbrt, 0.0, f64::NAN, Nothing),
        ("x·ln|x| at 0", |x| if x == 0.0 { 0.0 } else { x * ln(x.abs()) }, 0.0, f64::NAN, Nothing),
        ("sgn(x)|x|^1.1 at 0", |x| powf(x.abs(), 1.1).copysign(x), 0.0, 0.0, Nothing),
        ("√|x| at 0", |x| x.abs().sqrt(), 0.0, f64::NAN, Nothing),
        ("sgn x at 0", |x| if x == 0.0 { 0.0 } else { x.signum() }, 0.0, f64::NAN, Nothing),
        (
            "x/√(1 − x²) at −0.999999",
            |x| x / (1.0 - x * x).sqrt(),
            -0.999_999,
            powf(1.0 - 0.999_999 * 0.999_999, -1.5),
            Relative(1e-5),
        ),
        ("x + max(0, x − ½)² at ½", |x| x + powi(bits::max(x - 0.5, 0.0), 2), 0.5, 1.0, Honest),
        ("1/x at 1e-20", |x| 1.0 / x, 1e-20, -1e40, Relative(1e-7)),
        ("|x| at 0", f64::abs, 0.0, f64::NAN, Nothing),
        // Small numbers.
        ("x at 1e-9", |x| x, 1e-9, 1.0, Relative(1e-7)),
        ("x at 1e-16", |x| x, 1e-16, 1.0, Relative(1e-7)),
        ("sin at 1e-9", sin, 1e-9, 1.0, Relative(1e-7)),
        ("x² at 1e-30", |x| x * x, 1e-30, 2e-30, Relative(1e-7)),
        ("x² at 1.35e-15", |x| x * x, 1.35e-15, 2.7e-15, Relative(1e-7)),
        ("(1e9·x)³ at 1e-9", |x| powi(1e9 * x, 3), 1e-9, 3e9, Relative(1e-7)),
        ("tanh(1e12·x) at 1e-12", |x| tanh(1e12 * x), 1e-12, 1e12 * (1.0 - tanh(1.0) * tanh(1.0)), Relative(1e-7)),
        ("tanh(1e12·x) at 0", |x| tanh(1e12 * x), 0.0, 1e12, Relative(1e-7)),
        (
            "(tanh(x/s) − 0.3)² at 0.7 s",
            |x| powi(tanh(x / 1e-8) - 0.3, 2),
            7e-9,
            2e8 * (tanh(0.7) - 0.3) * (1.0 - powi(tanh(0.7), 2)),
            Relative(1e-7),
        ),
        ("ln at 1e-12", ln, 1e-12, 1e12, Relative(1e-7)),
        ("√ at 1e-12", f64::sqrt, 1e-12, 5e5, Relative(1e-7)),
        ("a log barrier 1e-9 from the wall", |x| -ln(1.0 - x), 1.0 - 1e-9, 1.0 / (1.0 - (1.0 - 1e-9)), Relative(1e-5)),
        // Large numbers.
        ("exp at 400", exp, 400.0, exp(400.0), Relative(1e-7)),
        ("sin at 1e15", sin, 1e15, cos(1e15), Honest),
        ("exp(1e-12·x)", |x| exp(1e-12 * x), 1.0, 1e-12, Relative(1e-4)),
        // Stationary points and constants: what is known is absolute.
        ("a constant", |_| 5.0, 1.0, 0.0, Absolute(1e-12)),
        ("cos at 0", cos, 0.0, 0.0, Absolute(1e-12)),
        ("xy along x at 0", |x| x * 0.0, 0.0, 0.0, Absolute(1e-12)),
        ("Rosenbrock at its minimum", |x| powi(1.0 - x, 2) + 100.0 * powi(1.0 - x * x, 2), 1.0, 0.0, Absolute(1e-9)),
        // One side.
        ("max(x, 0) + 1e-12 before its bend", |x| bits::max(x, 1e-12), 0.0, 0.0, Absolute(1e-9)),
        ("max(3x, x) below its bend", |x| bits::max(3.0 * (x - 1e-7), x - 1e-7), 0.0, 1.0, Relative(1e-7)),
    ]
}

#[test]
fn bounds_hold_on_the_listed_functions() {
    let mut wrong = Vec::new();
    for (name, f, x, exact, need) in rows() {
        let found = adaptive_derivative(f, x);
        let (value, bound) = (found.estimate.value, found.bound);
        let holds = |slope: f64| matches!(bound, Bound::Known(bound) if (value - slope).abs() <= bound + 2.0 * f64::EPSILON * slope.abs());
        let known = matches!(bound, Bound::Known(_));
        let fine = match need {
            Relative(share) => holds(exact) && !holds(exact * (1.0 + 8.0 * share)),
            Absolute(least) => holds(exact) && !holds(exact + 8.0 * least),
            Honest => !known || holds(exact),
            Nothing => !known,
        };
        if !fine {
            wrong.push(format!("LIST {name}: exact {exact:e}, {found:?}"));
        }
    }
    wrong.iter().for_each(|line| println!("{line}"));
    assert!(wrong.is_empty());
}

#[test]
fn derivatives_of_the_textbook_take_fifteen_evaluations_in_the_median() {
    type Case = (fn(f64) -> f64, f64);
    let smooth: [Case; 11] = [
        (exp, 1.0),
        (sin, 1.0),
        (ln, 2.0),
        (tanh, 0.5),
        (|x| x * x * x, 1.0),
        (|x| exp(-x * x), 0.8),
        (|x| ln(1.0 + exp(-x)), -1.0),
        (|x| 1.0 / (1.0 + x * x), 0.7),
        (|x| sin(5.0 * x), 0.3),
        (f64::sqrt, 3.0),
        (|x| exp(x) / powf(powi(sin(x), 3) + powi(cos(x), 3), 0.5), 1.5),
    ];
    let mut evaluations = smooth.map(|(f, x)| adaptive_derivative(f, x).estimate.evaluations);
    evaluations.sort_unstable();
    assert!(evaluations[5] <= 15, "{evaluations:?}");
    assert!(
        adaptive_derivative(|x| sin(1e4 * x), 0.3).estimate.evaluations > 15,
        "planted: steps that must be looked for cost more"
    );
}
