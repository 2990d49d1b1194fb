//! Is noise measured, and a loss that draws or differs found out?

use super::*;
use crate::objective::Functions;

fn base(objective: &mut dyn Objective, parameters: &[f64]) -> Result<Base, CheckError> {
    Base::of(&mut Subject::Only(objective), parameters)
}

#[test]
fn sizes_by_hand() {
    assert_eq!([-5.0, 0.0, 0.01].map(scale), [4.0, 1.0, 1.0]);
}

#[test]
fn noise_is_measured_and_a_loss_with_more_of_it_has_more() {
    let smooth = |w: &[f64]| 2.0 + w[0] * w[0] + w[0] * w[1];
    let coarse = move |w: &[f64]| (smooth(w) * 1e10).round() / 1e10;
    let gradient = |w: &[f64]| vec![2.0 * w[0] + w[1], w[0]];
    let fine = base(&mut Functions::new(2, smooth, gradient), &[0.3, 0.7]).unwrap();
    let rough = base(&mut Functions::new(2, coarse, gradient), &[0.3, 0.7]).unwrap();
    assert!(fine.repeats && fine.noise_measured && rough.noise_measured);
    // Four roundings of numbers near 2, four deviations of them.
    assert!(fine.noise >= 2.0 * f64::EPSILON && fine.noise < 40.0 * f64::EPSILON, "{}", fine.noise);
    // A rounding to 1e-10 has the deviation 1e-10/√12.
    assert!((0.2e-10..4.0e-10).contains(&rough.noise), "{}", rough.noise);
}

#[test]
fn a_loss_that_draws_is_found_out_and_two_losses_are_refused() {
    let mut calls = 0.0;
    let drawing = move |w: &[f64]| {
        calls += 1.0;
        w[0] * w[0] + calls
    };
    let found = base(&mut Functions::new(1, drawing, |w: &[f64]| vec![2.0 * w[0]]), &[1.0]).unwrap();
    assert!(!found.repeats && found.spread >= 1.0 && found.evaluations == 4);

    struct Two;
    impl Objective for Two {
        fn dimension(&self) -> usize {
            1
        }
        fn loss_and_gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
            gradient[0] = 1.0;
            w[0]
        }
        fn loss(&mut self, w: &[f64]) -> f64 {
            2.0 * w[0]
        }
        fn abilities(&mut self) -> Option<&mut dyn Abilities> {
            None
        }
    }
    assert!(matches!(base(&mut Two, &[1.0]), Err(CheckError::TwoLosses { .. })));
}
