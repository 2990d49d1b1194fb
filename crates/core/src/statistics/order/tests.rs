//! Does what `order.rs` promises hold?

use super::*;
use proptest::prelude::*;

#[test]
fn by_hand() {
    let values = [9.0, 2.0, 4.0, 5.0, 4.0, 7.0, 5.0, 4.0];
    assert_eq!([0.0, 0.5, 1.0].map(|p| quantile(&values, p).unwrap()), [2.0, 4.5, 9.0]);
    assert_eq!(median(&[3.0, 1.0, 2.0]).unwrap(), 2.0);
    assert_eq!(quantile_in_place(&mut [7.0], 0.25), 7.0);
    assert_eq!([0.0, 0.75, 1.0].map(|p| quantile_in_place(&mut [10.0, -2.0], p)), [-2.0, 7.0, 10.0]);
    // Positions (5 − 1)/4 = 1 and 3: no interpolation. Definition 6 would give 1.5 and 4.5.
    assert_eq!([0.25, 0.75].map(|p| quantile_in_place(&mut [5.0, 3.0, 1.0, 2.0, 4.0], p)), [2.0, 4.0]);
}

#[test]
fn infinity_has_its_place_and_nan_has_none() {
    assert_eq!(median(&[1.0, f64::INFINITY, f64::INFINITY]).unwrap(), f64::INFINITY);
    assert_eq!(median(&[1.0, f64::INFINITY]).unwrap(), f64::INFINITY);
    assert_eq!(median(&[f64::NEG_INFINITY, f64::INFINITY]).unwrap(), f64::NEG_INFINITY);
    let error = median(&[1.0, f64::NAN]).unwrap_err();
    assert_eq!(error.to_string(), "value 2 is NaN; a quantile needs numbers, not NaN");
    assert!(median(&[]).is_err() && quantile(&[1.0], 1.5).is_err());
}

#[test]
fn the_ends_of_the_range() {
    let largest = f64::MAX;
    assert_eq!(median(&[largest, -largest]).unwrap(), 0.0);
    // Two products and a difference.
    assert!((quantile(&[-largest, largest], 0.75).unwrap() / largest - 0.5).abs() <= 2.0 * f64::EPSILON);
}

#[test]
fn several_quantiles_are_those_of_single_searches() {
    let values: Vec<f64> = (0..101).map(|k| f64::from(k * k * 37 % 89) - 0.5 * f64::from(k % 7)).collect();
    let shares = [0.0, 0.1, 0.25, 0.25, 0.333, 0.5, 0.999, 1.0];
    for count in [1, 2, 3, 50, 101] {
        let one = |share| quantile_in_place(&mut values[..count].to_vec(), share);
        let all = quantiles_in_place(&mut values[..count].to_vec(), shares);
        assert_eq!(all, shares.map(one));
        // Planted: another share is another value where there is more than one.
        assert_eq!(all[2] == one(0.3), count == 1);
    }
}

#[test]
#[should_panic(expected = "several of them in ascending order")]
fn quantiles_that_do_not_ascend_are_refused() {
    quantiles_in_place(&mut [1.0, 2.0], [0.5, 0.25]);
}

proptest! {
    #[test]
    fn half_lies_on_either_side_of_the_median(values in prop::collection::vec(-1e3..1e3_f64, 1..40)) {
        let median = median(&values).unwrap();
        let half = values.len() as f64 / 2.0;
        prop_assert!(values.iter().filter(|&&x| x <= median).count() as f64 >= half);
        prop_assert!(values.iter().filter(|&&x| x >= median).count() as f64 >= half);
        // Planted: a number above all values fails the same test.
        prop_assert!((values.iter().filter(|&&x| x >= 1e3).count() as f64) < half);
    }

    #[test]
    fn selection_finds_what_sorting_finds(values in prop::collection::vec(-4..4_i8, 1..40), p in 0.0..=1.0_f64) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let sorted = sorted(&values, "a test").unwrap();
        let position = (values.len() - 1) as f64 * p;
        let (below, above) = (sorted[position.floor() as usize], sorted[position.ceil() as usize]);
        let expected = between(below, above, position.fract());
        prop_assert_eq!(quantile(&values, p).unwrap().to_bits(), expected.to_bits());
        // Planted: the next larger number is another answer.
        prop_assert!(quantile(&values, p).unwrap() < expected.next_up());
    }
}
