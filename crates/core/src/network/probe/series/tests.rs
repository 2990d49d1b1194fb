//! Does what `series.rs` promises hold?

use super::*;
use crate::network::loss::Targets;

/// The change of the mean loss of two examples by the series, and by the loss itself.
fn both(loss: Loss, targets: &Targets, logits: &[f64], weights: &[f64], at: [f64; 2]) -> (Option<f64>, f64) {
    let width = weights.len();
    let mut slopes = vec![0.0; logits.len()];
    let evaluate = |logits: &[f64], slopes: &mut [f64]| {
        let mut losses = [0.0; 2];
        loss.evaluate(logits, width, targets.rows(0..2), 1.0, &mut losses, slopes);
        (losses[0] + losses[1]) / 2.0
    };
    let before = evaluate(logits, &mut slopes);
    let moved: Vec<f64> = (logits.chunks(width).zip(at))
        .flat_map(|(row, d)| row.iter().zip(weights).map(move |(z, w)| z + d * w))
        .collect();
    let after = evaluate(&moved, &mut slopes.clone());
    let mut series = Series::new(2);
    series.follow(loss, &slopes, weights);
    (series.change(&at), after - before)
}

fn cases() -> Vec<(Loss, Targets, Vec<f64>, Vec<f64>)> {
    let values =
        |values: &[f64], width| Targets::Values(ndarray::Array2::from_shape_vec((2, width), values.to_vec()).unwrap());
    vec![
        (Loss::CrossEntropy, Targets::Classes(vec![1, 2]), vec![0.3, -0.5, 1.0, 2.0, 0.0, -1.0], vec![0.4, -0.6, 0.2]),
        (Loss::CrossEntropy, Targets::Classes(vec![0, 0]), vec![9.0, 0.0, 1.0, 0.0, 8.0, 0.5], vec![0.1, 0.9, -0.1]),
        (Loss::CrossEntropy, Targets::Classes(vec![2, 1]), vec![0.3, -0.5, 1.0, 2.0, 0.0, -1.0], vec![0.0, 1.0, 0.0]),
        (Loss::Logistic, values(&[0.0, 1.0], 1), vec![0.7, -0.4], vec![-1.0]),
        (Loss::SquaredError, values(&[1.0, 0.0, -1.0, 3.0], 2), vec![0.5, 0.5, 2.0, -1.0], vec![1.0, -2.0]),
    ]
}

#[test]
fn the_series_is_the_change_of_the_loss() {
    for (number, (loss, targets, logits, weights)) in cases().into_iter().enumerate() {
        for at in [[0.08, -0.08], [0.02, 0.05], [-1e-3, 0.0]] {
            let (series, whole) = both(loss, &targets, &logits, &weights, at);
            // The whole loss, at most 8, is known to a few roundings before and after.
            assert!((series.unwrap() - whole).abs() < 16.0 * 8.0 * f64::EPSILON, "{number}: {series:?} {whole}");
            let slope_alone = at.map(|d| d * (1.0 + 1e-6));
            let other = both(loss, &targets, &logits, &weights, slope_alone).0.unwrap();
            assert!((other - whole).abs() > 1e-10 * whole.abs(), "{number}: another d is told apart");
        }
    }
}

#[test]
fn a_loss_that_is_nearly_zero_keeps_its_relative_precision() {
    // Class 0 leads by 40: L = e^−40 and ΔL = e^−40(e^(−d) − 1), of which the plain difference knows nothing below 10⁻¹⁶·L.
    let (mut series, q) = (Series::new(1), crate::bits::exp(-40.0));
    series.follow(Loss::CrossEntropy, &[-q, q], &[1.0, 0.0]);
    let exact = q * crate::bits::exp_m1(-0.1);
    assert!((series.change(&[0.1]).unwrap() - exact).abs() < 1e-14 * exact.abs());
}

#[test]
fn it_says_nothing_beyond_its_reach() {
    let (loss, targets, logits, weights) = cases().swap_remove(1);
    // The weights are at most 0.8 from that of the right class.
    assert!(both(loss, &targets, &logits, &weights, [0.156, 0.0]).0.is_some());
    assert!(both(loss, &targets, &logits, &weights, [0.0, 0.157]).0.is_none());
    assert!(both(loss, &targets, &logits, &weights, [f64::NAN, 0.0]).0.is_none());
}
