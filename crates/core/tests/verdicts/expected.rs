//! Gradients that are deliberately not the derivative, held against what they are meant to be; and beside each what they are not.

use wellposed_core::bits;
use wellposed_core::gradcheck::{Functions, GradientCheck, Scope, Verdict};
use wellposed_core::objective::{Against, Block};

const HERE: [f64; 4] = [0.3, 0.7, -0.4, 0.2];

fn loss(w: &[f64]) -> f64 {
    1.0 + bits::sin(w[0] * w[2]) + w[1] * w[1] * w[3]
}

fn right(w: &[f64]) -> Vec<f64> {
    let slope = bits::cos(w[0] * w[2]);
    vec![slope * w[2], 2.0 * w[1] * w[3], slope * w[0], w[1] * w[1]]
}

/// The gradient with its first block multiplied.
fn times(factor: f64) -> impl Fn(&[f64]) -> Vec<f64> + Clone + Sync {
    move |w| {
        let mut gradient = right(w);
        gradient[..2].iter_mut().for_each(|g| *g *= factor);
        gradient
    }
}

fn verdict(gradient: impl Fn(&[f64]) -> Vec<f64> + Clone + Sync, expected: f64, scope: Scope) -> Verdict {
    let blocks = Block::vectors(&[("a", 2), ("b", 2)]);
    let objective = Functions::new(4, loss, gradient).with_blocks(blocks);
    GradientCheck::of(&objective).scope(scope).expects("a", expected).run(&HERE).unwrap().verdict
}

#[test]
fn reversed_stopped_and_scaled_gradients() {
    // What it is, what it is meant to be, and the verdict.
    let cases = [
        (-1.0, -1.0, Verdict::Pass),
        (-0.3, -0.3, Verdict::Pass),
        (-0.3, -0.301, Verdict::Fail),
        (1.0, -1.0, Verdict::Fail),
        (0.0, 0.0, Verdict::Pass),
        (1e-12, 0.0, Verdict::Fail),
        (0.0, 1.0, Verdict::Fail),
        (1e6, 1e6, Verdict::Pass),
    ];
    for scope in [Scope::All, Scope::Directions { count: 4, seed: 1 }] {
        for (factor, expected, wanted) in cases {
            assert_eq!(verdict(times(factor), expected, scope), wanted, "{factor} {expected} {scope:?}");
        }
    }
}

#[test]
fn entries_and_what_is_not_there() {
    let objective = Functions::new(4, loss, times(1.0));
    let check = || GradientCheck::of(&objective);
    assert!(check().expects_entries(1..1, 5.0).run(&HERE).unwrap().passed(), "of nothing nothing is expected");
    assert_eq!(check().expects_entries(1..2, 5.0).run(&HERE).unwrap().verdict, Verdict::Fail);
    let error = |result: Result<_, wellposed_core::gradcheck::CheckError>| {
        result.map(|_: wellposed_core::gradcheck::Report| ()).unwrap_err().to_string()
    };
    assert_eq!(error(check().expects("a", 1.0).run(&HERE)), "there is no block `a`; the blocks are `θ`");
    assert!(error(check().expects_entries(3..5, 1.0).run(&HERE)).starts_with("something is expected of entries 3..5"));
    assert!(error(check().expects("θ", f64::NAN).run(&HERE)).contains("it must be finite"));
}

#[test]
fn the_report_shows_the_gradient_as_it_is_and_says_what_was_expected() {
    let blocks = Block::vectors(&[("a", 2), ("b", 2)]);
    let objective = Functions::new(4, loss, times(2.0)).with_blocks(blocks);
    let report = GradientCheck::of(&objective).expects("a", -2.0).run(&HERE).unwrap();
    let worst = report.block("a").unwrap().worst.as_ref().unwrap();
    assert_eq!(worst.gradient, 2.0 * right(&HERE)[worst.index]);
    assert!((worst.numeric + worst.gradient).abs() < 1e-6, "{report}");
    assert!(report.to_string().contains("a is expected to be -2 times the derivative"), "{report}");
}

#[test]
fn a_gradient_of_another_loss() {
    // Straight through the rounding of w₀: as if it were the identity.
    let rounded = |w: &[f64]| (8.0 * w[0]).round() / 8.0;
    let through = move |w: &[f64]| vec![2.0 * (rounded(w) + w[1]), 2.0 * (rounded(w) + w[1])];
    let with_rounding = move |w: &[f64]| (rounded(w) + w[1]) * (rounded(w) + w[1]);
    let here = [0.3, 0.7];
    let constant = rounded(&here) - here[0];
    let without = move |w: &[f64]| (w[0] + constant + w[1]) * (w[0] + constant + w[1]);
    let objective = |factor: f64| {
        Functions::new(2, with_rounding, move |w: &[f64]| {
            let [a, b] = [0, 1].map(|i| through(w)[i]);
            vec![factor * a, b]
        })
    };
    assert_ne!(GradientCheck::of(&objective(1.0)).run(&here).unwrap().verdict, Verdict::Pass);
    assert!(GradientCheck::of(&Against::new(objective(1.0), without)).run(&here).unwrap().passed());
    let wrong = GradientCheck::of(&Against::new(objective(1.001), without)).run(&here).unwrap();
    assert_eq!(wrong.verdict, Verdict::Fail, "{wrong}");
}
