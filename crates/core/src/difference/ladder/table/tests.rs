//! Do limits lie within their bounds, and is there none where quotients do not come together?

use super::*;

/// The best of central quotients D(h) at steps that shrink by 0.55.
fn best(quotient: impl Fn(f64) -> f64, rounding: f64) -> Option<Entry> {
    let mut table = Table::default();
    for number in 0..12 {
        let step = bits::powi(0.55, number);
        table.push(step, step * step, quotient(step), rounding / step);
    }
    table.best()
}

#[test]
fn limits_of_smooth_quotients_lie_within_their_bounds() {
    let found = best(|h| 7.0 + bits::sin(h) / h, 1e-16).unwrap();
    assert!((found.value - 8.0).abs() <= found.bound() && found.bound() < 1e-14, "{found:?}");
    assert!((found.value - 8.0 - 1e-13).abs() > found.bound(), "planted");
    // x + x|x|: the error falls like h, and the bound says so.
    let found = best(|h| 1.0 + h, 1e-16).unwrap();
    assert!((found.value - 1.0).abs() <= found.bound() && found.bound() > 1e-5, "{found:?}");
}

#[test]
fn quotients_that_do_not_come_together_have_no_limit() {
    let never: [fn(f64) -> f64; 5] = [
        |h| bits::powf(h, 0.1),
        |h| bits::ln(h),
        |h| 1.0 / h,
        |h| bits::powf(h, -2.0 / 3.0),
        |h| bits::sin(1e5 * h) / h,
    ];
    for (number, quotient) in never.into_iter().enumerate() {
        assert!(best(quotient, 1e-16).is_none(), "{number}: {:?}", best(quotient, 1e-16));
    }
    assert!(best(|h| h * h, 1e-16).is_some(), "planted");
}
