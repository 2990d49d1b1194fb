//! The same gradient in every form that people have, right and with its last entry forgotten.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use ndarray::{Array1, Array2, array};
use wellposed_core::bits;
use wellposed_core::gradcheck::{
    Cause, CheckError, GradientCheck, Verdict, assert_gradient, assert_gradient_of, check_gradient, check_gradient_of,
};
use wellposed_core::objective::{Functions, Named};

const HERE: [f64; 3] = [0.3, 0.7, -0.4];

fn loss(w: &[f64]) -> f64 {
    bits::sin(w[0] * w[1]) + bits::exp(w[2])
}

fn right(w: &[f64]) -> [f64; 3] {
    let slope = bits::cos(w[0] * w[1]);
    [slope * w[1], slope * w[0], bits::exp(w[2])]
}

/// The gradient, or one without its last entry.
fn gradient(w: &[f64], whole: bool) -> [f64; 3] {
    let [a, b, c] = right(w);
    [a, b, if whole { c } else { 0.0 }]
}

#[test]
fn gradients_that_return_a_vector_an_array_blocks_or_write() {
    for (whole, verdict) in [(true, Verdict::Pass), (false, Verdict::Fail)] {
        let reports = [
            check_gradient(loss, |w: &[f64]| gradient(w, whole).to_vec(), &HERE),
            check_gradient(loss, |w: &[f64]| gradient(w, whole), &HERE),
            check_gradient(loss, |w: &[f64]| Array1::from(gradient(w, whole).to_vec()), &HERE),
            check_gradient(
                loss,
                |w: &[f64]| {
                    let [a, b, c] = gradient(w, whole);
                    (vec![a, b], array![[c]])
                },
                &HERE,
            ),
            check_gradient(loss, |w: &[f64], into: &mut [f64]| into.copy_from_slice(&gradient(w, whole)), &HERE),
        ];
        let mut verdicts = reports.into_iter().map(|report| report.unwrap().verdict);
        assert!(verdicts.all(|found| found == verdict), "{whole}");
    }
}

#[test]
fn single_precision_in_both_forms() {
    let loss = |w: &[f32]| 1.0 + w[0] * w[0] + w[1];
    for factor in [1.0_f32, 1.1] {
        let returned = check_gradient(loss, |w: &[f32]| [factor * 2.0 * w[0], factor], &[0.75, 0.5]).unwrap();
        let write = |w: &[f32], into: &mut [f32]| into.copy_from_slice(&[factor * 2.0 * w[0], factor]);
        let written = check_gradient(loss, write, &[0.75, 0.5]).unwrap();
        assert_eq!([returned.passed(), written.passed()], [factor == 1.0; 2], "{returned}{written}");
    }
}

/// A layer as ndarray has it, as nested vectors and as a dictionary: (1/2)‖Wx + b‖².
#[test]
fn parameters_of_every_structure() {
    let x = [0.5, -1.0];
    let error = |w: &dyn Fn(usize, usize) -> f64, b: &dyn Fn(usize) -> f64| {
        [0, 1].map(|row| w(row, 0) * x[0] + w(row, 1) * x[1] + b(row))
    };
    let half = |error: [f64; 2]| 0.5 * (error[0] * error[0] + error[1] * error[1]);
    for spoil in [1.0, 1.01] {
        type Arrays = (Named<Array2<f64>>, Named<Array1<f64>>);
        let of = |(Named(_, w), Named(_, b)): &Arrays| error(&|i, j| w[(i, j)], &|i| b[i]);
        let gradient = |at: &Arrays| {
            let error = of(at);
            (Array2::from_shape_fn((2, 2), |(i, j)| error[i] * x[j]), Array1::from(error.map(|e| spoil * e).to_vec()))
        };
        let at: Arrays = (Named("W1", array![[0.1, 0.2], [0.3, 0.4]]), Named("b1", array![0.5, 0.6]));
        let report = check_gradient_of(|at: &Arrays| half(of(at)), gradient, &at).unwrap();
        let names: Vec<&str> = report.blocks.iter().map(|block| block.name.as_str()).collect();
        assert_eq!((report.passed(), names), (spoil == 1.0, vec!["W1", "b1"]), "{report}");
        assert!(spoil == 1.0 || report.to_string().starts_with("FAIL  b1["), "{report}");

        type Nested = Vec<Vec<f64>>;
        let of = |at: &Nested| error(&|i, j| at[i][j], &|i| at[2][i]);
        let gradient = |at: &Nested| {
            let error = of(at);
            let row = |i: usize| x.map(|x| error[i] * x).to_vec();
            vec![row(0), row(1), error.map(|e| spoil * e).to_vec()]
        };
        let at: Nested = vec![vec![0.1, 0.2], vec![0.3, 0.4], vec![0.5, 0.6]];
        let report = check_gradient_of(|at: &Nested| half(of(at)), gradient, &at).unwrap();
        assert_eq!((report.passed(), report.blocks.len()), (spoil == 1.0, 3), "{report}");

        type Dictionary = BTreeMap<String, Vec<f64>>;
        let of = |at: &Dictionary| error(&|i, j| at["W"][2 * i + j], &|i| at["b"][i]);
        let gradient = |at: &Dictionary| {
            let error = of(at);
            let weights = (0..4).map(|k| error[k / 2] * x[k % 2]).collect();
            Dictionary::from([("W".to_owned(), weights), ("b".to_owned(), error.map(|e| spoil * e).to_vec())])
        };
        let at = Dictionary::from([("W".to_owned(), vec![0.1, 0.2, 0.3, 0.4]), ("b".to_owned(), vec![0.5, 0.6])]);
        let report = check_gradient_of(|at: &Dictionary| half(of(at)), gradient, &at).unwrap();
        assert_eq!((report.passed(), report.block("b").is_some()), (spoil == 1.0, true), "{report}");
    }
}

#[test]
fn functions_that_keep_what_they_like() {
    // Neither Sync nor Clone, as a library in C that owns its memory.
    let (calls, work) = (Rc::new(Cell::new(0)), RefCell::new(vec![0.0; 3]));
    let counted = |w: &[f64]| {
        calls.set(calls.get() + 1);
        work.borrow_mut().copy_from_slice(w);
        loss(&work.borrow())
    };
    let report = check_gradient(counted, |w: &[f64]| gradient(w, true), &HERE).unwrap();
    assert!(report.passed() && report.evaluations == calls.get(), "{report}");
    // The same where the backward pass uses the work of the forward pass, whatever its parameters are.
    let stale = check_gradient(counted, |_: &[f64]| gradient(&work.borrow(), true), &HERE).unwrap();
    assert_eq!(stale.verdict, Verdict::Fail, "{stale}");
}

#[test]
fn shapes_that_do_not_fit_are_refused() {
    let loss = |at: &(Array2<f64>, Array1<f64>)| at.0.sum() + at.1.sum();
    let at = (Array2::zeros((2, 3)), Array1::zeros(2));
    let turned = |_: &(Array2<f64>, Array1<f64>)| (Array2::<f64>::ones((3, 2)), Array1::<f64>::ones(2));
    let error = check_gradient_of(loss, turned, &at).unwrap_err().to_string();
    assert_eq!(error, "the gradient of `0` has the shape 3x2, but the parameters 2x3; they must be the same");
    let short = check_gradient(|w: &[f64]| w[0], |_: &[f64]| vec![1.0; 2], &[1.0; 3]).unwrap_err();
    assert_eq!(short, CheckError::GradientLength { given: 2, dimension: 3 });
    let fits = |_: &(Array2<f64>, Array1<f64>)| (Array2::<f64>::ones((2, 3)), Array1::<f64>::ones(2));
    assert!(check_gradient_of(loss, fits, &at).unwrap().passed());
}

#[test]
fn assertions_panic_with_the_report_and_only_then() {
    assert_gradient(loss, |w: &[f64]| gradient(w, true), &HERE);
    assert_gradient_of(|w: &Vec<f64>| loss(w), |w: &Vec<f64>| gradient(w, true), &HERE.to_vec());
    let message = |run: fn()| {
        let payload = std::panic::catch_unwind(run).unwrap_err();
        payload.downcast_ref::<String>().unwrap().clone()
    };
    let fails = message(|| assert_gradient(loss, |w: &[f64]| gradient(w, false), &HERE));
    assert!(fails.starts_with("FAIL  θ[2]: gradient 0, numeric 0.67032"), "{fails}");
    let undecidable = message(|| assert_gradient(|w: &[f64]| 1e12 + w[0], |_: &[f64]| [1.0], &[0.3]));
    assert!(undecidable.starts_with("UNDECIDABLE  θ: "), "{undecidable}");
    let refused = message(|| assert_gradient(|_: &[f64]| f64::NAN, |_: &[f64]| [1.0], &[0.3]));
    assert!(refused.starts_with("the gradient could not be checked: the loss is NaN"), "{refused}");
}

#[test]
fn reports_are_the_same_at_each_run_and_survive_json() {
    let run = || check_gradient(loss, |w: &[f64]| gradient(w, false), &HERE).unwrap();
    assert_eq!(run(), run());
    let adds = |w: &[f64], into: &mut [f64]| into.iter_mut().zip(right(w)).for_each(|(g, right)| *g += right);
    for report in [run(), check_gradient(loss, adds, &HERE).unwrap()] {
        let back: wellposed_core::gradcheck::Report =
            serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
        assert_eq!(back, report);
        assert_ne!(back, check_gradient(loss, |w: &[f64]| gradient(w, true), &HERE).unwrap());
    }
    let of = GradientCheck::of(&Functions::with(3, loss, |w: &[f64]| gradient(w, false))).run(&HERE).unwrap();
    assert_eq!(of, run(), "copies on several threads, or one after the other");
}

/// w₂·tanh(w₁x + b₁) + b₂, half of its square, and its gradient with some derivative of tanh.
#[test]
fn names_of_layers_lead_the_diagnosis() {
    type Network = (Named<Vec<f64>>, Named<Vec<f64>>, Named<Vec<f64>>, Named<Vec<f64>>);
    let hidden = |network: &Network| -> Vec<f64> {
        network.0.1.iter().zip(&network.1.1).map(|(w, b)| bits::tanh(0.7 * w + b)).collect()
    };
    let output =
        |network: &Network| network.2.1.iter().zip(hidden(network)).map(|(w, a)| w * a).sum::<f64>() + network.3.1[0];
    let diagnosis = |slope: fn(f64) -> f64, factor: f64| {
        let gradient = |network: &Network| {
            let (error, a) = (output(network), hidden(network));
            let signal: Vec<f64> = network.2.1.iter().zip(&a).map(|(w, a)| error * w * slope(*a)).collect();
            let weights: Vec<f64> = a.iter().map(|a| factor * error * a).collect();
            (signal.iter().map(|s| 0.7 * s).collect::<Vec<f64>>(), signal, weights, vec![error])
        };
        let at: Network = (
            Named("W1", vec![0.3, -0.8, 1.1]),
            Named("b1", vec![0.2, 0.1, -0.4]),
            Named("W2", vec![0.9, 0.5, 0.7]),
            Named("b2", vec![0.6]),
        );
        let loss = |network: &Network| 0.5 * output(network) * output(network);
        check_gradient_of(loss, gradient, &at).unwrap().diagnosis.map(|found| (found.layer, found.cause))
    };
    assert_eq!(diagnosis(|a| 1.0 - a * a, 1.0), None);
    assert_eq!(diagnosis(|a| 1.0 - a.abs(), 1.0), Some((1, Cause::ActivationDerivative)));
    assert!(matches!(diagnosis(|a| 1.0 - a * a, 2.0), Some((2, Cause::Factor(_)))));
}
