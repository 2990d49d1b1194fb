//! Does a quotient confirm what is right, and nothing that is wrong?

use super::*;
use crate::bits::streams::{stream, uniform};

const UNIT: f64 = f64::EPSILON / 2.0;
const LONGEST: f64 = 1.0 / 1024.0;

fn pair(f: impl Fn(f64) -> f64, x: f64, h: f64) -> [Point; 2] {
    [x - h, x + h].map(|there| Point { offset: there - x, value: f(there) })
}

#[test]
fn steps_by_hand() {
    let base = DOUBLE;
    assert_eq!(step::<f64>(1e-16, 1e-6, LONGEST), Some(base), "noise of 1.3e-11 is no matter");
    assert_eq!(step::<f64>(1e-15, 1e-10, LONGEST), Some(4.0 * base), "1e-15/h <= 0.5e-10 from 2e-5 on");
    assert_eq!(step::<f64>(1e-13, 1e-10, LONGEST), None, "that would be 2e-3");
    assert_eq!(step::<f64>(1e-16, 0.0, LONGEST), None);
    assert_eq!(step::<f64>(f64::NAN, 1e-6, LONGEST), Some(base), "what is then seen confirms nothing");
    assert_eq!(step::<f32>(1e-7, 1e-3, 1.0 / 64.0), Some(SINGLE));
}

#[test]
fn a_right_gradient_is_confirmed_with_a_bound_that_holds_and_a_wrong_one_is_not() {
    let mut numbers = stream(1, "gradcheck/agreement", "tests", 0);
    let (mut confirmations, mut refusals) = (0, 0);
    for _ in 0..2_000 {
        // e^(ax) at x: derivatives aᵏJ, a loss of about 1 that is computed to 2 roundings.
        let (a, x) = (uniform(&mut numbers, -4.0, 4.0), uniform(&mut numbers, -0.5, 0.5));
        let (f, exact) = (|x: f64| bits::exp(a * x), a * bits::exp(a * x));
        let (noise, enough) = (8.0 * UNIT * f(x), 1e-7 * exact.abs());
        let Some(h) = step::<f64>(noise, enough, LONGEST) else { continue };
        // From far too little to be seen to a factor 2.
        let wrong = exact * (1.0 + bits::exp(uniform(&mut numbers, -30.0, 0.0)));
        for gradient in [exact, wrong] {
            match confirmed(pair(f, x, h), noise, gradient, enough) {
                Some(found) => {
                    confirmations += 1;
                    assert!(found.bound() <= enough && (gradient - exact).abs() <= 2.0 * enough);
                    let (b, error) = ((gradient - exact).abs(), (found.value - exact).abs());
                    let alike = found.rounding < b && b < 2.0 * error;
                    assert!(error <= found.bound() || alike, "{found:?} {b}");
                    // a²h²/6 for |a| <= 4 and steps up to 2⁻¹⁵, whatever b is.
                    assert!(error <= 2.5e-9 * exact.abs() + found.rounding, "{found:?}");
                }
                None => {
                    refusals += 1;
                    assert!((gradient - exact).abs() > 0.0, "a right gradient of {a} at {x}");
                }
            }
        }
    }
    assert!(confirmations > 2_000 && refusals > 500, "{confirmations} {refusals}");
}

#[test]
fn kinks_long_steps_and_noise_confirm_nothing() {
    let h = 1.0 / 131_072.0;
    let confirms = |f: fn(f64) -> f64, x: f64, gradient: f64, noise: f64, enough: f64| {
        confirmed(pair(f, x, h), noise, gradient, enough).is_some()
    };
    let bend = |x: f64| if x > 0.0 { 3.0 * x } else { x };
    assert!(confirms(bend, 1.0, 3.0, 1e-16, 1e-6));
    assert!(!confirms(bend, 0.5 * h, 3.0, 1e-16, 1e-6), "the bend is within h");
    assert!(!confirms(bend, 0.0, 1.0, 1e-16, 1e-6), "a slope of one side, which the ladder will accept");
    // 10⁶-fold frequency: h is no short step, and the cosine at 0 is 1.
    assert!(!confirms(|x| bits::sin(1e6 * x), 0.0, 1e6, 1e-16, 1e-1));
    assert!(confirms(|x| x, 1.0, 1.0, 1e-16, 1e-6) && !confirms(|x| x, 1.0, 1.0, 1e-10, 1e-6), "noise of 1e-5");
    assert!(!confirms(|_| f64::NAN, 0.0, 0.0, 1e-16, 1e-6) && !confirms(|x| x, 0.0, f64::NAN, 1e-16, 1e-6));
}
