//! Gradients whose numbers are right at the first call, by code that is not.

use wellposed_core::gradcheck::{Breach, GradientCheck, Verdict};
use wellposed_core::objective::{Abilities, Objective};

/// J = 1 + w₀² + 3w₀w₁ with an extra term, and what its code keeps from call to call.
struct Coded {
    write: fn(&mut Coded, &[f64], &mut [f64]),
    /// The parameters of the last call of the loss, and of the last call of the gradient.
    seen: [Vec<f64>; 2],
    sum: Vec<f64>,
    calls: usize,
    /// This times what the last gradient saw is added to the loss.
    leak: f64,
}

const HERE: [f64; 2] = [0.5, -0.25];

fn right(w: &[f64]) -> [f64; 2] {
    [2.0 * w[0] + 3.0 * w[1], 3.0 * w[0]]
}

impl Objective for Coded {
    fn dimension(&self) -> usize {
        2
    }
    fn loss_and_gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        self.calls += 1;
        (self.write)(self, w, gradient);
        let loss = self.value(w);
        self.seen[1] = w.to_vec();
        loss
    }
    fn loss(&mut self, w: &[f64]) -> f64 {
        self.seen[0] = w.to_vec();
        self.value(w)
    }
    fn abilities(&mut self) -> Option<&mut dyn Abilities> {
        None
    }
}

impl Coded {
    fn value(&self, w: &[f64]) -> f64 {
        1.0 + w[0] * w[0] + 3.0 * w[0] * w[1] + self.leak * self.seen[1][0]
    }
}

fn check(write: fn(&mut Coded, &[f64], &mut [f64]), leak: f64, at: [f64; 2]) -> wellposed_core::gradcheck::Report {
    let mut coded = Coded { write, seen: [at.to_vec(), at.to_vec()], sum: vec![0.0; 2], calls: 0, leak };
    GradientCheck::of_mut(&mut coded).run(&at).unwrap()
}

type Case = (&'static str, fn(&mut Coded, &[f64], &mut [f64]), Option<(Breach, bool)>);

const CASES: [Case; 9] = [
    ("assigns", |_, w, g| g.copy_from_slice(&right(w)), None),
    ("adds", |_, w, g| g.iter_mut().zip(right(w)).for_each(|(g, right)| *g += right), Some((Breach::Adds, true))),
    (
        "reads",
        |_, w, g| g.iter_mut().zip(right(w)).for_each(|(g, right)| *g = right + 0.5 * *g),
        Some((Breach::ReadsBuffer, true)),
    ),
    (
        "grows",
        |own, w, g| {
            own.sum.iter_mut().zip(right(w)).for_each(|(sum, right)| *sum += right);
            g.copy_from_slice(&own.sum);
        },
        Some((Breach::Grows, true)),
    ),
    ("activations of the last loss", |own, _, g| g.copy_from_slice(&right(&own.seen[0])), Some((Breach::Stale, true))),
    ("of the last gradient", |own, _, g| g.copy_from_slice(&right(&own.seen[1])), Some((Breach::Stale, true))),
    (
        "last bits",
        |own, w, g| g.copy_from_slice(&right(w).map(|g| g * (1.0 + f64::EPSILON * (own.calls % 2) as f64))),
        Some((Breach::Varies, false)),
    ),
    (
        "another each time",
        |own, w, g| g.copy_from_slice(&right(w).map(|g| g * (1.0 + 1e-3 * (own.calls % 2) as f64))),
        Some((Breach::Varies, true)),
    ),
    (
        "a warm start",
        |own, w, g| g.copy_from_slice(&right(w).map(|g| g + 1e-12 * own.seen[0][0])),
        Some((Breach::Stale, false)),
    ),
];

#[test]
fn faults_are_named_as_what_they_are() {
    for (name, write, expected) in CASES {
        let report = check(write, 0.0, HERE);
        let found = report.faults.first().map(|fault| (fault.breach, fault.fails));
        assert_eq!((found, report.faults.len() > 1), (expected, false), "{name}\n{report}");
        let fails = expected.is_some_and(|(_, fails)| fails);
        assert_eq!(report.verdict, if fails { Verdict::Fail } else { Verdict::Pass }, "{name}\n{report}");
        let text = report.to_string();
        assert!(found.is_none_or(|(breach, _)| text.contains(breach.name())), "{text}");
    }
}

#[test]
fn apart_from_the_fault_the_numbers_are_judged() {
    for (name, write, expected) in CASES {
        let wrong = expected.is_some_and(|(breach, fails)| fails && breach == Breach::Varies);
        let block = &check(write, 0.0, HERE).blocks[0];
        assert!(wrong || block.verdict == Verdict::Pass, "{name}");
    }
    // Both at once: it adds, and what it adds is wrong.
    let report = check(|_, w, g| g.iter_mut().zip(right(w)).for_each(|(g, right)| *g += 1.01 * right), 0.0, HERE);
    assert_eq!((report.faults[0].breach, report.blocks[0].verdict), (Breach::Adds, Verdict::Fail));
}

#[test]
fn an_entry_that_is_never_written_is_found_where_it_happens_to_be_right() {
    // At w₀ = 0 the second entry is 0, which is what a fresh buffer holds.
    let report = check(|_, w, g| g[0] = right(w)[0], 0.0, [0.0, 0.5]);
    let fault = &report.faults[0];
    assert_eq!((report.verdict, fault.breach, fault.entry.as_str()), (Verdict::Fail, Breach::Unwritten, "θ[1]"));
    let written = check(|_, w, g| g.copy_from_slice(&right(w)), 0.0, [0.0, 0.5]);
    assert!(written.passed() && written.faults.is_empty(), "{written}");
}

#[test]
fn a_loss_that_keeps_something_is_found() {
    let write: fn(&mut Coded, &[f64], &mut [f64]) = |_, w, g| g.copy_from_slice(&right(w));
    let report = check(write, 1e-3, HERE);
    assert_eq!((report.verdict, report.faults[0].breach), (Verdict::Fail, Breach::StaleLoss), "{report}");
    assert!(check(write, 0.0, HERE).faults.is_empty());
}

#[test]
fn single_precision_too() {
    struct Single(bool);
    impl Objective<f32> for Single {
        fn dimension(&self) -> usize {
            1
        }
        fn loss_and_gradient(&mut self, w: &[f32], gradient: &mut [f32]) -> f32 {
            gradient[0] = 2.0 * w[0] + if self.0 { gradient[0] } else { 0.0 };
            1.0 + w[0] * w[0]
        }
        fn abilities(&mut self) -> Option<&mut dyn Abilities<f32>> {
            None
        }
    }
    let adds = GradientCheck::of_mut(&mut Single(true)).run(&[0.75]).unwrap();
    assert_eq!((adds.verdict, adds.faults[0].breach), (Verdict::Fail, Breach::Adds));
    let assigns = GradientCheck::of_mut(&mut Single(false)).run(&[0.75]).unwrap();
    assert!(assigns.passed() && assigns.faults.is_empty(), "{assigns}");
}
