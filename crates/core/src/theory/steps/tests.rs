//! Does what `steps.rs` promises hold?

use super::*;

#[test]
fn best_step_balances_the_extremes() {
    let (smallest, largest) = (0.25, 7.75);
    let step = best_step(smallest, largest);
    assert_eq!(1.0 - step * smallest, -(1.0 - step * largest), "both extreme modes shrink alike");
    assert_eq!(1.0 - step * smallest, gradient_descent_rate(31.0));
    let planted = 1.0 / largest;
    assert!((1.0 - planted * smallest).abs() > gradient_descent_rate(31.0), "another step is worse");
    assert_eq!(1.0 - largest_stable_step(largest) * largest, -1.0);
}

#[test]
fn heavy_ball_has_double_roots_at_both_ends() {
    // The mode's recurrence has the characteristic polynomial z² − (1 + β − αλ)z + β: a double root where
    // (1 + β − αλ)² = 4β. λ = 1 and 9: α = 4/16, β = (2/4)², and (1.25 − 0.25)² = 1 = (1.25 − 2.25)².
    let (step, momentum) = (heavy_ball_step(1.0, 9.0), heavy_ball_momentum(9.0));
    assert_eq!((step, momentum), (0.25, 0.25));
    for eigenvalue in [1.0, 9.0] {
        let trace = 1.0 + momentum - step * eigenvalue;
        assert_eq!(trace * trace, 4.0 * momentum);
    }
}

#[test]
fn step_counts() {
    assert!((steps_to(1e-6, 0.1) - 6.0).abs() < 1e-14);
    // (κ/2)·ln(1/ε) to a relative 1/κ²·O(1): ln((κ+1)/(κ−1)) = (2/κ)(1 + 1/(3κ²) + …).
    let condition = 1e6;
    let leading = condition / 2.0 * 6.0 * std::f64::consts::LN_10;
    assert!((gradient_descent_steps(condition, 1e-6) / leading - 1.0).abs() < 1e-11);
    assert!((heavy_ball_steps(condition, 1e-6) / (leading / 1e3) - 1.0).abs() < 1e-6);
    // Through the rate the digits of 1 − rate are lost: this is why there are two functions.
    let condition = 1e14;
    let leading = condition / 2.0 * 6.0 * std::f64::consts::LN_10;
    assert!((gradient_descent_steps(condition, 1e-6) / leading - 1.0).abs() < 1e-13);
    assert!((steps_to(1e-6, gradient_descent_rate(condition)) / leading - 1.0).abs() > 1e-4);
    assert_eq!(gradient_descent_steps(1.0, 1e-6), 0.0);
}
