//! Does extrapolation remove the powers that it should?

use super::*;

#[test]
fn each_column_removes_a_power() {
    // D(h) = 7 + 3h² − 5h⁴ at three steps that no ratio joins.
    let quotient = |h: f64| 7.0 + 3.0 * h * h - 5.0 * h * h * h * h;
    let table = |power: fn(f64) -> f64| {
        let [one, two, three] = [1.0, 0.6, 0.25];
        let second = row(&[quotient(one)], quotient(two), &[power(one / two)]);
        row(&second, quotient(three), &[power(two / three), power(one / three)])
    };
    let last = table(|ratio| ratio * ratio);
    assert!((last[2] - 7.0).abs() < 1e-14 && (last[1] - 7.0).abs() > 1e-3, "{last:?}");
    assert_eq!(row(&last, 0.0, &[4.0]).len(), 2, "no more columns than ratios");
    let planted = table(|ratio| ratio);
    assert!((planted[2] - 7.0).abs() > 1e-2, "the ratio of the steps for that of their squares is seen");
}

#[test]
fn rounding_hardly_grows() {
    // ε = η/h: 1, 2, 4, …; (4·2 + 1)/3 = 1.5·2, (16·1.5·4 + 1.5·2)/15 = 1.65·4.
    let second = rounding(&[1.0], 2.0, &[4.0]);
    assert_eq!(second, [2.0, 3.0]);
    assert_eq!(rounding(&second, 4.0, &[4.0, 16.0]), [4.0, 6.0, 99.0 / 15.0]);
}
