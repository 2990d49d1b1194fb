//! Jacobians in every form, Hessians, and sparse patterns: right ones, and bugs beside them.

use ndarray::{Array2, array};
use wellposed_core::bits;
use wellposed_core::gradcheck::{Claim, Cotangents, JacobianCheck, JacobianReport, Verdict};

const HERE: [f64; 3] = [0.3, 0.7, -0.4];

/// (x₀x₁, sin x₁ + x₂², exp(x₂)).
fn function(w: &[f64]) -> Vec<f64> {
    vec![w[0] * w[1], bits::sin(w[1]) + w[2] * w[2], bits::exp(w[2])]
}

fn jacobian(w: &[f64]) -> Array2<f64> {
    array![[w[1], w[0], 0.0], [0.0, bits::cos(w[1]), 2.0 * w[2]], [0.0, 0.0, bits::exp(w[2])]]
}

fn forward(j: &Array2<f64>, v: &[f64]) -> Vec<f64> {
    j.rows().into_iter().map(|row| row.iter().zip(v).map(|(j, v)| j * v).sum()).collect()
}

fn reverse(j: &Array2<f64>, u: &[f64]) -> Vec<f64> {
    forward(&j.t().to_owned(), u)
}

const PATTERN: [(usize, usize); 5] = [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)];

type Change = (&'static str, fn(&mut Array2<f64>), bool);

const CHANGES: [Change; 5] = [
    ("nothing", |_| (), false),
    ("an entry forgotten", |j| j[(1, 2)] = 0.0, true),
    ("a sign", |j| j[(0, 1)] *= -1.0, true),
    ("transposed", |j| *j = j.t().to_owned(), true),
    ("one that is zero", |j| j[(2, 0)] = 1e-3, true),
];

/// In the three forms.
fn reports(change: fn(&mut Array2<f64>), cotangents: Cotangents) -> [JacobianReport; 3] {
    let spoiled = |w: &[f64]| {
        let mut j = jacobian(w);
        change(&mut j);
        j
    };
    let mut f = function;
    [
        JacobianCheck::of(&mut f).dense(spoiled).cotangents(cotangents).run(&HERE),
        JacobianCheck::of(&mut f).forward(|w, v| forward(&spoiled(w), v)).cotangents(cotangents).run(&HERE),
        JacobianCheck::of(&mut f).reverse(|w, u| reverse(&spoiled(w), u)).cotangents(cotangents).run(&HERE),
    ]
    .map(Result::unwrap)
}

#[test]
fn every_form_by_every_cotangent_and_by_random_ones() {
    for cotangents in [Cotangents::Each, Cotangents::Random { count: 3, seed: 1 }] {
        for (name, change, wrong) in CHANGES {
            for report in reports(change, cotangents) {
                assert_eq!(report.verdict == Verdict::Fail, wrong, "{name}\n{report}");
                assert_eq!(report.passed(), !wrong, "{name}\n{report}");
                assert!(report.disagreements.is_empty(), "one form alone does not contradict itself: {report}");
            }
        }
    }
}

#[test]
fn products_that_are_not_of_one_matrix_contradict_each_other() {
    let mut f = function;
    let run = |factor: f64, f: &mut dyn FnMut(&[f64]) -> Vec<f64>| {
        let check = JacobianCheck::of(f).forward(|w, v| forward(&jacobian(w), v));
        check.reverse(|w, u| reverse(&jacobian(w), u).into_iter().map(|g| factor * g).collect()).run(&HERE).unwrap()
    };
    assert!(run(1.0, &mut f).passed());
    let wrong = run(1.00001, &mut f);
    assert_eq!((wrong.verdict, wrong.disagreements[0].claim), (Verdict::Fail, Claim::Transposed), "{wrong}");
    // Right for each unit vector, and not linear.
    let crooked = |w: &[f64], v: &[f64]| {
        let most = v.iter().fold(0.0, |most, v| bits::max(most, v.abs()));
        let bend = (v.iter().map(|v| v.abs()).sum::<f64>() - most) * 1e-3;
        forward(&jacobian(w), v).into_iter().map(|entry| entry + bend).collect()
    };
    let wrong = JacobianCheck::of(&mut f).forward(crooked).run(&HERE).unwrap();
    assert_eq!((wrong.verdict, wrong.disagreements[0].claim), (Verdict::Fail, Claim::Linear), "{wrong}");
}

#[test]
fn outside_of_a_pattern_entries_are_zero() {
    let mut f = function;
    let mut run = |change: fn(&mut Array2<f64>), pattern: &[(usize, usize)]| {
        let spoiled = |w: &[f64]| {
            let mut j = jacobian(w);
            change(&mut j);
            j
        };
        JacobianCheck::of(&mut f).dense(spoiled).pattern(pattern.iter().copied()).run(&HERE)
    };
    assert!(run(|_| (), &PATTERN).unwrap().passed());
    // Far below what a numeric derivative shows, and still not zero.
    let tiny = run(|j| j[(2, 0)] = 1e-30, &PATTERN).unwrap();
    assert_eq!((tiny.verdict, &tiny.rows[2].outside), (Verdict::Fail, &vec![0]), "{tiny}");
    assert!(tiny.to_string().contains("dense, f[2]: columns [0] are outside of the pattern and not 0"), "{tiny}");
    // A pattern that leaves out an entry which is there: the Jacobian that follows it is wrong.
    let narrow = run(|j| j[(1, 2)] = 0.0, &[(0, 0), (0, 1), (1, 1), (2, 2)]).unwrap();
    assert_eq!(narrow.verdict, Verdict::Fail, "{narrow}");
    let error = run(|_| (), &[(3, 0)]).unwrap_err().to_string();
    assert_eq!(error, "a row of the pattern is 3; it must be below the number of outputs");
}

/// The gradient of x₀²x₁ + exp(x₁x₂), and its Hessian.
fn gradient(w: &[f64]) -> Vec<f64> {
    let e = bits::exp(w[1] * w[2]);
    vec![2.0 * w[0] * w[1], w[0] * w[0] + w[2] * e, w[1] * e]
}

fn hessian(w: &[f64]) -> Array2<f64> {
    let e = bits::exp(w[1] * w[2]);
    let mixed = e * (1.0 + w[1] * w[2]);
    array![[2.0 * w[1], 2.0 * w[0], 0.0], [2.0 * w[0], w[2] * w[2] * e, mixed], [0.0, mixed, w[1] * w[1] * e]]
}

#[test]
fn hessians_are_jacobians_of_gradients_and_symmetric() {
    let mut g = gradient;
    let mut run = |change: fn(&mut Array2<f64>)| {
        let spoiled = move |w: &[f64]| {
            let mut h = hessian(w);
            change(&mut h);
            h
        };
        let check = JacobianCheck::of(&mut g).symmetric().forward(move |w, v| forward(&spoiled(w), v));
        check.dense(spoiled).run(&HERE).unwrap()
    };
    assert!(run(|_| ()).passed());
    let lopsided = run(|h| h[(0, 1)] *= 1.001);
    let symmetric = lopsided.disagreements.iter().any(|found| found.claim == Claim::Symmetric);
    assert!(lopsided.verdict == Verdict::Fail && symmetric, "{lopsided}");
    let wrong = run(|h| {
        h[(1, 2)] *= 1.001;
        h[(2, 1)] *= 1.001;
    });
    assert!(wrong.verdict == Verdict::Fail && wrong.disagreements.is_empty(), "symmetric, and wrong: {wrong}");
}

#[test]
fn what_does_not_fit_is_refused_in_a_line() {
    let mut f = function;
    let mut message = |jacobian: Array2<f64>| {
        JacobianCheck::of(&mut f).dense(move |_| jacobian.clone()).run(&HERE).unwrap_err().to_string()
    };
    assert!(message(Array2::zeros((3, 2))).ends_with("the Jacobian is 3x2, but should be 3x3"));
    let nothing = JacobianCheck::of(&mut f).run(&HERE).unwrap_err().to_string();
    assert!(nothing.starts_with("the number of forms of the Jacobian is 0"), "{nothing}");
    let mut two = |w: &[f64]| vec![w[0], w[1]];
    let error = JacobianCheck::of(&mut two).dense(|_| Array2::zeros((2, 3))).symmetric().run(&HERE).unwrap_err();
    assert!(error.to_string().starts_with("the number of outputs of a gradient is 2"), "{error}");
    let json = serde_json::to_string(&reports(|_| (), Cotangents::Each)[0]).unwrap();
    assert!(serde_json::from_str::<JacobianReport>(&json).unwrap().passed());
}
