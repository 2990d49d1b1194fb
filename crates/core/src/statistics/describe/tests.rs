//! Does what `describe.rs` promises hold?

use super::*;

#[test]
fn by_hand() {
    // Squares of the deviations from 5: 9, 1, 1, 1, 0, 0, 4, 16; sum 32.
    let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
    assert_eq!(mean(&values).unwrap(), 5.0);
    assert_eq!(standard_deviation(&values).unwrap(), (32.0_f64 / 7.0).sqrt());
    assert!(mean(&[f64::INFINITY]).is_err() && mean(&[]).is_err() && standard_deviation(&[1.0]).is_err());
}

#[test]
fn the_ends_of_the_range() {
    let (largest, smallest) = (f64::MAX, 5e-324);
    assert_eq!(mean(&[largest, largest, -largest, -largest]).unwrap(), 0.0);
    assert_eq!([1, 2, 3, 50].map(|count| mean(&vec![largest; count]).unwrap()), [largest; 4]);
    assert_eq!(mean(&[largest, largest / 2.0]).unwrap(), 0.75 * largest);
    // Deviations ±d of two values: d√2.
    for d in [1e300, 1e160, 1e-155, 1e-200, 1e-300] {
        let (found, exact) = (standard_deviation(&[d, -d]).unwrap(), d * 2.0_f64.sqrt());
        assert!((found / exact - 1.0).abs() < 4.0 * f64::EPSILON, "{d}: {found}");
        assert!((found / (1.001 * exact) - 1.0).abs() > 4.0 * f64::EPSILON, "{d}: another deviation is seen");
    }
    assert_eq!(standard_deviation(&[smallest; 3]).unwrap(), 0.0);
    assert_eq!(standard_deviation(&[largest; 3]).unwrap(), 0.0);
    let error = standard_deviation(&[largest, -largest]).unwrap_err().to_string();
    assert!(error.starts_with("a standard deviation of these values exceeds the largest number"), "{error}");
}
