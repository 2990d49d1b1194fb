//! Does what `deviation.rs` promises hold?

use super::*;
use ndarray::array;

#[test]
fn sizes_at_which_squares_overflow_or_vanish() {
    for power in [0, 510, 600, 1021, -500, -600, -1020] {
        let unit = libm::ldexp(1.0, power);
        let data = array![[unit, -unit], [3.0 * unit, unit]];
        let (mean, deviation) = mean_and_deviation(data.view()).unwrap();
        assert_eq!((mean, deviation), (vec![2.0 * unit, 0.0], vec![unit, unit]), "unit 2^{power}");
    }
    // What must not happen: the plain formula gives 0 or infinity.
    for (power, wrong) in [(600, f64::INFINITY), (-600, 0.0)] {
        let unit = libm::ldexp(1.0, power);
        assert_eq!(Moments::of(array![[unit], [3.0 * unit]].view()).variance(), [wrong]);
    }
}

#[test]
fn the_ends_of_the_range() {
    let (mean, deviation) = mean_and_deviation(array![[f64::MAX, 0.0], [f64::MIN, 0.0]].view()).unwrap();
    assert_eq!((mean, deviation), (vec![0.0, 0.0], vec![f64::MAX, 0.0]));
}

#[test]
fn non_finite_values_are_named_and_not_rescaled() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for row in 0..3 {
            let mut data = array![[1.0, 2.0], [3.0, 5.0], [4.0, 4.0]];
            data[(row, 1)] = value;
            let message = mean_and_deviation(data.view()).unwrap_err().to_string();
            assert!(message.starts_with(&format!("row {}, column 2: {value} is", row + 1)), "{message}");
        }
    }
}
