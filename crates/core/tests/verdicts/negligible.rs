//! Blocks that are right and zero; each beside the same block with a derivative of ten floors, of which the gradient knows nothing.

use super::report;
use wellposed_core::bits;
use wellposed_core::gradcheck::{Functions, GradientCheck, Scope, Verdict};

/// A loss with its gradient, of a block `a` and a block `b` of which nothing depends.
struct Case {
    name: &'static str,
    loss: fn(&[f64]) -> f64,
    gradient: fn(&[f64]) -> Vec<f64>,
    lengths: [(&'static str, usize); 2],
    at: &'static [f64],
}

fn relu(x: f64) -> f64 {
    bits::max(x, 0.0)
}

/// Softmax attention of one query on two keys with a common bias b = w₂, which cancels.
fn attention(w: &[f64]) -> f64 {
    let score = |key: f64| w[0] * (key * w[1] + w[2]);
    let weights = [score(1.0), score(-0.5)].map(bits::exp);
    (weights[0] * 2.0 - weights[1]) / (weights[0] + weights[1])
}

fn attention_gradient(w: &[f64]) -> Vec<f64> {
    // σ of the difference of the scores, 1.5w₀w₁; the values differ by 3.
    let share = bits::sigmoid(1.5 * w[0] * w[1]);
    let slope = 3.0 * share * (1.0 - share) * 1.5;
    vec![slope * w[1], slope * w[0], 0.0]
}

/// The squared second normalized value of two, whose mean is subtracted: a bias before that cancels.
fn normalized(w: &[f64]) -> f64 {
    let values = [1.0, -0.5, 0.25].map(|x| w[0] * x + w[1]);
    let mean = (values[0] + values[1] + values[2]) / 3.0;
    (values[1] - mean) * (values[1] - mean)
}

const CASES: [Case; 8] = [
    Case {
        name: "a dead unit",
        loss: |w| (w[0] - 1.0) * (w[0] - 1.0) + relu(w[1] - 3.0) + relu(w[2] - 2.0),
        gradient: |w| vec![2.0 * (w[0] - 1.0), 0.0, 0.0],
        lengths: [("a", 1), ("b", 2)],
        at: &[0.3, 0.5, -0.2],
    },
    Case {
        name: "unused",
        loss: |w| 2.0 + bits::sin(w[0]),
        gradient: |w| vec![bits::cos(w[0]), 0.0, 0.0, 0.0],
        lengths: [("a", 1), ("b", 3)],
        at: &[0.3, 0.5, -0.2, 0.0],
    },
    Case {
        name: "the bias of keys",
        loss: attention,
        gradient: attention_gradient,
        lengths: [("a", 2), ("b", 1)],
        at: &[0.8, 0.6, 0.4],
    },
    Case {
        name: "a bias before normalization",
        loss: normalized,
        gradient: |w| vec![2.0 * w[0] * 0.75 * 0.75, 0.0],
        lengths: [("a", 1), ("b", 1)],
        at: &[0.8, 0.3],
    },
    Case {
        name: "exactly at the optimum",
        loss: |w| (w[0] - 1.0) * (w[0] - 1.0) + (w[1] - 0.5) * (w[1] - 0.5),
        gradient: |w| vec![2.0 * (w[0] - 1.0), 2.0 * (w[1] - 0.5)],
        lengths: [("a", 1), ("b", 1)],
        at: &[1.0, 0.5],
    },
    Case {
        name: "a saturated sigmoid",
        loss: |w| 1.0 + bits::sigmoid(60.0 + w[0]) + bits::sigmoid(80.0 * w[1]),
        gradient: |w| {
            let slope = |z: f64| bits::sigmoid(z) * bits::sigmoid(-z);
            vec![slope(60.0 + w[0]), 80.0 * slope(80.0 * w[1])]
        },
        lengths: [("a", 1), ("b", 1)],
        at: &[0.5, 0.9],
    },
    Case {
        name: "quantized",
        loss: |w| 1.0 + w[0] * w[0] + (16.0 * w[1]).floor() / 16.0,
        gradient: |w| vec![2.0 * w[0], 0.0],
        lengths: [("a", 1), ("b", 1)],
        at: &[0.5, 0.53],
    },
    Case {
        name: "nothing at all",
        loss: |_| 0.0,
        gradient: |_| vec![0.0; 3],
        lengths: [("a", 1), ("b", 2)],
        at: &[0.5, 0.5, 0.0],
    },
];

#[test]
fn what_is_right_and_zero_passes_and_says_below_which_floor() {
    for Case { name, loss, gradient, lengths, at } in CASES {
        let report = report(&lengths, loss, gradient, at, Scope::All);
        let block = report.block("b").unwrap();
        assert!(report.passed() && block.negligible_below > Some(0.0), "{name}\n{report}");
        assert!(report.to_string().contains("b: shown to be negligible, no more: derivatives below"), "{report}");
    }
}

#[test]
fn ten_floors_of_which_the_gradient_says_nothing_never_pass() {
    for Case { name, loss, gradient, lengths, at } in CASES {
        let right = report(&lengths, loss, gradient, at, Scope::All);
        let floor = right.block("b").unwrap().negligible_below.unwrap();
        // Derivatives of ten floors in the block's last entry, by its own size or that of all parameters.
        let start = lengths[0].1;
        let rms = |values: &[f64]| (values.iter().map(|w| w * w).sum::<f64>() / values.len() as f64).sqrt();
        let slope = 10.0 * floor / rms(&at[start..]);
        let last = at.len() - 1;
        let planted = move |w: &[f64]| loss(w) + slope * (w[last] - at[last]);
        let wrong = report(&lengths, planted, gradient, at, Scope::All);
        assert_ne!(wrong.block("b").unwrap().verdict, Verdict::Pass, "{name}\n{wrong}");
        assert_ne!(wrong.verdict, Verdict::Pass, "{name}");
    }
}

#[test]
fn along_directions_zero_blocks_pass_too() {
    for Case { name, loss, gradient, lengths, at } in CASES.into_iter().take(4) {
        let scope = Scope::Directions { count: 4, seed: 3 };
        let right = report(&lengths, loss, gradient, at, scope);
        assert!(right.passed(), "{name}\n{right}");
        let last = at.len() - 1;
        let planted = report(&lengths, move |w| loss(w) + 1e-3 * (w[last] - at[last]), gradient, at, scope);
        assert_eq!(planted.verdict, Verdict::Fail, "{name}\n{planted}");
    }
}

/// The gradient at the best fit is what roundings leave, and differs from the derivative by all of its size.
#[test]
fn at_the_best_fit_of_noisy_data_roundings_are_no_gradient() {
    const X: [f64; 5] = [-1.3, -0.2, 0.4, 1.1, 2.7];
    const Y: [f64; 5] = [0.3, 1.9, -0.7, 0.8, 2.1];
    let loss = |w: &[f64]| X.iter().zip(Y).map(|(x, y)| 0.5 * (w[0] * x - y) * (w[0] * x - y)).sum::<f64>();
    let gradient = |w: &[f64]| vec![X.iter().zip(Y).map(|(x, y)| (w[0] * x - y) * x).sum::<f64>()];
    let best = X.iter().zip(Y).map(|(x, y)| x * y).sum::<f64>() / X.iter().map(|x| x * x).sum::<f64>();
    for off in [0.0, 1.0, -2.0] {
        let here = [best + off * f64::EPSILON];
        assert!(report(&[("a", 1)], loss, gradient, &here, Scope::All).passed());
        // Ten floors of the same: 10⁻⁷ times the change of the loss over a 64th of w, and ten times that.
        let slope = 10.0 * 1e-7 * (loss(&[here[0] * (1.0 + 1.0 / 64.0)]) - loss(&here)) / here[0].abs();
        let planted = report(&[("a", 1)], move |w| loss(w) + slope * (w[0] - here[0]), gradient, &here, Scope::All);
        assert_ne!(planted.verdict, Verdict::Pass, "{planted}");
    }
}

/// Its last digit is worth 1.2e-4: over long steps it shows a slope to a part of itself, and no more.
#[test]
fn a_loss_too_coarse_for_its_gradient_passes_neither_right_nor_nearly_right() {
    for (slope, verdict) in [(1.0, Verdict::Undecidable), (1.01, Verdict::Undecidable), (2.0, Verdict::Fail)] {
        let coarse = report(&[("a", 1)], |w| 1e12 + w[0], move |_| vec![slope], &[0.3], Scope::All);
        assert_eq!(coarse.verdict, verdict, "{coarse}");
    }
}

/// A small gradient is no zero: off by a factor 2 it fails, or is undecidable where the loss shows too little, beside a block 10¹² times as large.
#[test]
fn a_small_gradient_that_is_wrong_is_not_negligible() {
    for small in [1e-3, 1e-6, 1e-8, 1e-9, 1e-11] {
        let loss = move |w: &[f64]| 1.0 + w[0] * w[0] + small * bits::sin(w[1]);
        let gradient = |factor: f64| move |w: &[f64]| vec![2.0 * w[0], factor * small * bits::cos(w[1])];
        let lengths = [("a", 1), ("b", 1)];
        let wrong = report(&lengths, loss, gradient(2.0), &[0.7, 0.4], Scope::All);
        assert_ne!(wrong.verdict, Verdict::Pass, "{small:e}\n{wrong}");
        let right = report(&lengths, loss, gradient(1.0), &[0.7, 0.4], Scope::All);
        assert_ne!(right.verdict, Verdict::Fail, "{small:e}\n{right}");
    }
}

/// A parameter that is small because its unit is large is no optimum: with the wrong gradient nothing passes, whatever the unit.
#[test]
fn a_small_parameter_is_no_optimum() {
    for size in [1e-3, 1e-6, 1e-9, 1e-12] {
        let loss = move |w: &[f64]| 1.0 + bits::sin(w[0] / size) * w[0] / size;
        let slope = move |w: &[f64]| {
            let x = w[0] / size;
            (bits::sin(x) + x * bits::cos(x)) / size
        };
        for at in [0.7, 0.01, 1e-4] {
            let wrong = report(&[("a", 1)], loss, move |w| vec![1.01 * slope(w)], &[at * size], Scope::All);
            assert_ne!(wrong.verdict, Verdict::Pass, "{size:e} {at:e}\n{wrong}");
        }
    }
}

#[test]
fn a_floor_of_somebodys_own() {
    let Case { loss, gradient, at, lengths, .. } = CASES[1];
    let blocks = || wellposed_core::objective::Block::vectors(&lengths);
    let check = |floor: f64| {
        let objective = Functions::new(at.len(), loss, gradient).with_blocks(blocks());
        GradientCheck::of(&objective).negligible_below(floor).run(at)
    };
    assert!(check(1e-6).unwrap().passed());
    assert_eq!(check(1e-30).unwrap().verdict, Verdict::Undecidable);
    assert!(check(f64::NAN).unwrap_err().to_string().starts_with("the floor of what is negligible is NaN"));
}

#[test]
fn at_an_optimum_every_evaluation_is_counted() {
    let calls = std::cell::Cell::new(0);
    let loss = |w: &[f64]| {
        calls.set(calls.get() + 1);
        (w[0] - 1.0) * (w[0] - 1.0)
    };
    let report = wellposed_core::gradcheck::check_gradient(loss, |w: &[f64]| [2.0 * (w[0] - 1.0)], &[1.0]).unwrap();
    assert_eq!((report.passed(), report.evaluations), (true, calls.get()), "{report}");
    let forgotten = wellposed_core::gradcheck::check_gradient(loss, |_: &[f64]| [0.0], &[1.5]).unwrap();
    assert_eq!(forgotten.verdict, Verdict::Fail, "{forgotten}");
}
