//! Are the counts those of runs? By hand, and against descents on random quadratics.

use super::*;
use crate::bits::product;
use crate::bits::streams::{standard_normal, stream, uniform};
use crate::descent::{Method, Outcome, descend};
use crate::objective::LeastSquares;
use crate::spectrum::{qr, symmetric_eigen};
use crate::theory::steps;
use ndarray::Array2;

#[test]
fn by_hand() {
    let modes = Modes::new(&[1.0, 3.0], &[3.0, 4.0]);
    // α = 1/2: factors 1/2 and −1/2. Error 5·2⁻ᵏ; loss gap (9 + 48)/2·4⁻ᵏ.
    assert!((modes.gradient_descent_value(0.5, 3, Measure::Error) - 0.625).abs() < 1e-15);
    assert!((modes.gradient_descent_value(0.5, 2, Measure::LossGap) - 28.5 / 16.0).abs() < 1e-14);
    assert_eq!(modes.gradient_descent_steps(0.5, 1e-3, Measure::Error), Some(10));
    assert_eq!(modes.gradient_descent_steps(0.5, 1e-3, Measure::LossGap), Some(5));
    assert_eq!(modes.gradient_descent_steps(0.5, 1.0, Measure::Error), Some(0));
    assert_eq!(Modes::new(&[2.0], &[1.0]).gradient_descent_steps(0.5, 0.0, Measure::Error), Some(1), "one exact step");
}

#[test]
fn modes_that_grow_or_stay() {
    let modes = Modes::new(&[1.0, 3.0], &[3.0, 4.0]);
    assert_eq!(modes.gradient_descent_steps(0.7, 0.5, Measure::Error), None, "αλ = 2.1");
    assert!(
        Modes::new(&[1.0, 3.0], &[3.0, 0.0]).gradient_descent_steps(0.7, 0.5, Measure::Error).is_some(),
        "no weight"
    );
    // A singular Hessian: the error keeps the part in the null space, the loss gap does not see it. Noise counts as zero.
    let singular = Modes::new(&[-1e-17, 1.0], &[1.0, 1.0]);
    assert_eq!(singular.gradient_descent_steps(0.5, 0.5, Measure::Error), None);
    assert_eq!(singular.gradient_descent_steps(0.5, 0.8, Measure::Error), Some(1), "√(1 + 1/4) ≤ 0.8·√2");
    assert_eq!(singular.gradient_descent_steps(0.5, 1e-3, Measure::LossGap), Some(5));
    assert_eq!(
        Modes::new(&[-1.0, 1.0], &[1.0, 1.0]).gradient_descent_steps(0.5, 0.5, Measure::Error),
        None,
        "a saddle"
    );
    assert_eq!(modes.heavy_ball_steps(3.0, 0.5, 1e-3, Measure::Error, 10_000), None, "diverges");
}

#[test]
fn counts_far_beyond_any_run() {
    // κ = 1e15 with the start on both extreme modes: ln ε/ln(1 − 2/(κ+1)) to a relative few u·κ/2, here 10 %.
    let exact = steps::gradient_descent_steps(1e15, 1e-6);
    let modes = Modes::new(&[1e-15, 1.0], &[1.0, 1.0]);
    let count = modes.gradient_descent_steps(steps::best_step(1e-15, 1.0), 1e-6, Measure::Error).unwrap() as f64;
    assert!((count / exact - 1.0).abs() < 0.1 && count > 6e15, "{count} {exact}");
    // The slow mode alone has no such error: (κ/2)·ln(1/ε) at the step 2/λ_max·(1/2).
    let alone =
        Modes::new(&[1e-15, 1.0], &[1.0, 0.0]).gradient_descent_steps(1.0, 1e-6, Measure::Error).unwrap() as f64;
    assert!((alone / (6.0 * std::f64::consts::LN_10 * 1e15) - 1.0).abs() < 1e-14);
}

/// A random quadratic with condition number up to 1000: its Hessian, and a start.
fn random_quadratic(replicate: usize) -> (Array2<f64>, Vec<f64>) {
    let mut stream = stream(1, "eigenbasis", "quadratic", replicate);
    let dimension = 2 + replicate % 5;
    let gaussian = Array2::from_shape_simple_fn((dimension, dimension), || standard_normal(&mut stream));
    let (basis, _) = qr(gaussian.view()).unwrap();
    let eigenvalues = Array2::from_shape_fn((1, dimension), |(_, i)| match i {
        0 => 1.0,
        _ => bits::exp(uniform(&mut stream, 0.0, bits::ln(1000.0))),
    });
    let hessian = product((&basis * &eigenvalues).view(), basis.t());
    (hessian, (0..dimension).map(|_| standard_normal(&mut stream)).collect())
}

/// The eigenvalues are off by n·u·λ_max, which moves a count k by a relative n·u·κ < 1e-12, and so do the run's own roundings:
/// less than one step for k < 1e5. A count can then differ by one, where the measure meets the tolerance within rounding.
#[test]
fn counts_are_those_of_runs() {
    for replicate in 0..40 {
        let (hessian, start) = random_quadratic(replicate);
        let (values, vectors) = symmetric_eigen(hessian.view()).unwrap();
        let modes = Modes::from_error(values.as_slice().unwrap(), vectors.view(), &start);
        let (smallest, largest) = (values[0], values[values.len() - 1]);
        let norm = |w: &[f64]| bits::dot(w, w).sqrt();
        let initial = norm(&start);
        let mut objective = LeastSquares::from_moments(hessian.view(), &vec![0.0; start.len()], 0.0).unwrap();
        let mut run = |method| {
            let run = descend(&mut objective, &start, method, 100_000, |w, _| norm(w) <= 1e-6 * initial);
            assert_eq!(run.outcome, Outcome::Converged);
            run.steps
        };
        for step in [steps::best_step(smallest, largest), 1.0 / largest, 1.9 / largest] {
            let counted = modes.gradient_descent_steps(step, 1e-6, Measure::Error).unwrap();
            let ran = run(Method::GradientDescent { step });
            assert!(counted.abs_diff(ran) <= 1, "replicate {replicate}, step {step}: {counted} {ran}");
            let planted = Modes::new(&values.map(|value| value * 1.1).to_vec(), &modes.coefficients);
            let planted = planted.gradient_descent_steps(1.0 / largest, 1e-6, Measure::Error).unwrap();
            assert!(planted < modes.gradient_descent_steps(1.0 / largest, 1e-6, Measure::Error).unwrap());
        }
        let condition = largest / smallest;
        let (step, momentum) = (steps::heavy_ball_step(smallest, largest), steps::heavy_ball_momentum(condition));
        let counted = modes.heavy_ball_steps(step, momentum, 1e-6, Measure::Error, 100_000).unwrap();
        let ran = run(Method::Momentum { step, momentum });
        assert!(counted.abs_diff(ran) <= 1, "replicate {replicate}, heavy ball: {counted} {ran}");
    }
}

#[test]
fn loss_gaps_are_those_of_runs() {
    for replicate in 0..10 {
        let (hessian, start) = random_quadratic(replicate);
        let (values, vectors) = symmetric_eigen(hessian.view()).unwrap();
        let modes = Modes::from_error(values.as_slice().unwrap(), vectors.view(), &start);
        let mut objective = LeastSquares::from_moments(hessian.view(), &vec![0.0; start.len()], 0.0).unwrap();
        let step = 1.0 / values[values.len() - 1];
        let initial = modes.gradient_descent_value(step, 0, Measure::LossGap);
        let run = descend(&mut objective, &start, Method::GradientDescent { step }, 100_000, |_, loss| {
            loss <= 1e-6 * initial
        });
        let counted = modes.gradient_descent_steps(step, 1e-6, Measure::LossGap).unwrap();
        assert!(counted.abs_diff(run.steps) <= 1, "replicate {replicate}: {counted} {}", run.steps);
        assert!(counted != modes.gradient_descent_steps(step, 1e-6, Measure::Error).unwrap(), "the measures differ");
    }
}

/// The slowest mode alone is asked first whether a number of steps can suffice: in the unit of what is measured, a square for losses.
#[test]
fn a_limit_that_suffices_is_kept_to_for_errors_and_losses_of_every_size() {
    for size in [1e-6, 1.0, 1e6] {
        let modes = Modes::new(&[1.0, 0.04], &[size, -size]);
        for measure in [Measure::Error, Measure::LossGap] {
            let steps = |limit| modes.heavy_ball_steps(1.4, 0.4, 1e-6, measure, limit);
            let enough = steps(100_000).unwrap();
            assert_eq!((steps(enough), steps(enough - 1)), (Some(enough), None), "{size} {measure:?}");
        }
    }
}
