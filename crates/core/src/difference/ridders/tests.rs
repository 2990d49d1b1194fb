//! Does extrapolation stop where rounding takes over?

use super::*;

#[test]
fn entries_that_differ_by_more_than_the_largest_number_are_no_answer() {
    // Quotients of −0.35e308 and 0.65e308 extrapolate to 1.69e308, which is finite; its distance from the first is not.
    let jump = |size: f64| move |t: f64| t * size * if t.abs() > 0.4 { -0.35 } else { 0.65 };
    let found = ridders(jump(1e308), 0.0, 0.5);
    assert!(found.value.is_nan() && found.error == f64::INFINITY, "{found:?}");
    // Ten times smaller, the distance is finite, and so is the answer.
    let found = ridders(jump(1e307), 0.0, 0.5);
    assert!(found.value.is_finite() && found.error.is_finite(), "{found:?}");
}
