//! Does every entry of gradient, slope and Jacobian lie within its bound?

use super::super::Bound;
use super::*;

fn holds(found: &AdaptiveDerivative, exact: f64) -> bool {
    matches!(found.bound, Bound::Known(bound) if (found.estimate.value - exact).abs() <= bound)
}

#[test]
fn every_entry_lies_within_its_bound() {
    let f = |x: &[f64]| vec![x[0] * bits::sin(x[1]), x[1] * 1e-9, 1e7 * x[0] + x[1]];
    let found = adaptive_jacobian(f, &[2.0, 0.3]);
    let exact = [[bits::sin(0.3), 2.0 * bits::cos(0.3)], [0.0, 1e-9], [1e7, 1.0]];
    for (row, exact) in found.iter().zip(&exact) {
        for (found, &exact) in row.iter().zip(exact) {
            assert!(holds(found, exact), "{exact}: {found:?}");
            assert!(!holds(found, exact * 1.001 + 1e-12), "planted: {exact}: {found:?}");
        }
    }
}

#[test]
fn a_small_coordinate_beside_a_large_one_moves_by_its_own_steps() {
    let found = adaptive_slope_along(|x| bits::sin(x[1]), &[1e6, 0.3], &[0.0, 1.0]);
    assert!(holds(&found, bits::cos(0.3)) && !holds(&found, bits::cos(0.3) + 1e-9), "{found:?}");
    let still = adaptive_slope_along(|x| x[0], &[1.0], &[0.0]);
    assert!(!matches!(still.bound, Bound::Known(bound) if bound > 0.0 && still.estimate.value != 0.0), "{still:?}");
}
