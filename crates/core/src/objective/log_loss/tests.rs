//! Does what `log_loss.rs` promises hold?

use super::*;
use ndarray::array;

#[test]
fn by_hand() {
    let mut loss = LogLoss::new(array![0.0, 1.0, 1.0].view()).unwrap();
    let mut logits = [0.0, 0.0, -1000.0];
    // ln 2, ln 2, 1000; derivatives 1/2, −1/2, −1. Each entry within an ulp or two.
    assert!((loss.evaluate(&mut logits) - (2.0 * std::f64::consts::LN_2 + 1000.0) / 3.0).abs() < 1e-12);
    assert_eq!(logits, [1.0 / 6.0, -1.0 / 6.0, -1.0 / 3.0]);
}

#[test]
fn confident_and_right_keeps_its_digits() {
    let mut loss = LogLoss::new(array![1.0].view()).unwrap();
    let mut logits = [50.0];
    // ln(1 + e^−50) = e^−50(1 − …): relative accuracy of a few u, far below where 1 − p is zero.
    let exact = 1.928_749_847_963_918e-22;
    assert!((loss.evaluate(&mut logits) / exact - 1.0).abs() < 1e-14);
    assert!((-logits[0] / exact - 1.0).abs() < 1e-14);
    let p = 1.0 / (1.0 + bits::exp(-50.0));
    assert_eq!(p - 1.0, 0.0, "the plain form loses all digits");
}

#[test]
fn refuses_other_labels() {
    let error = LogLoss::new(array![0.0, 2.0].view()).unwrap_err();
    assert_eq!(error.to_string(), "the target of example 2 is 2; it must be 0 or 1");
}
