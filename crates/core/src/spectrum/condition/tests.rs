//! Does what `condition.rs` promises hold?

use super::*;
use ndarray::array;

#[test]
fn counts_by_hand() {
    let condition = condition_number(&array![1e-3, -1e3, 5.0]).unwrap();
    assert!((condition.value - 1e6).abs() <= 1e6 * 2.0 * UNIT_ROUNDOFF, "one division and the rounding of 1e-3");
    // 3u·1e6 = 3.3e-10: nine digits.
    assert_eq!((condition.rank, condition.deficiency, condition.digits), (3, 0, 9));
}

#[test]
fn a_tall_matrix_hides_more() {
    let values = array![1.0, 1e-14];
    assert_eq!(condition_number(&values).unwrap().rank, 2);
    assert_eq!(condition_number_of(&values, 1000).unwrap().rank, 1, "1000·u = 1.1e-13");
}

#[test]
fn refuses_what_has_no_answer() {
    assert_eq!(condition_number(&array![0.0, 0.0]), Err(SpectrumError::ZeroMatrix));
    assert!(matches!(condition_number(&array![]), Err(SpectrumError::Empty { .. })));
    assert!(matches!(condition_number(&array![1.0, f64::NAN]), Err(SpectrumError::NotFinite { column: 2, .. })));
}
