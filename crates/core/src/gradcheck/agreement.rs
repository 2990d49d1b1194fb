//! Does one quotient confirm the gradient? Then two evaluations are enough, where the ladder of [`quotient`](super::quotient) takes six.
//!
//! The quotient D(h) = (J(x + h) − J(x − h))/2h differs from the derivative by an error E: truncation, J‴h²/6 + …, and noise of at most η/h if J is off by at most η at each point. The gradient
//! under test, g, differs from it by an error b of its own, and D(h) − g = E − b. A D(h) that agrees with g says that both errors are small, unless they are equal. They have no reason
//! to be: g comes from a backward pass that does not know h, and truncation is a property of J beside x that does not know the backward pass. So
//!
//! ```text
//! |D(h) − g| + η/h
//! ```
//!
//! is taken for the bound of |E|. It holds if |b| ≤ η/h or if |b| ≥ 2|E|: only an error of the gradient that is no larger than twice that of the quotient can make it too small.
//! Near h = ∛u a function whose derivatives are of one size has a truncation near u^(2/3), far below any error of a gradient that one looks for.
//! A kink within h moves D(h) away from a right g, and so do a step that is too long for the function and noise above η.
//!
//! Only agreement counts here. A quotient that does not confirm the gradient says nothing against it: the ladder then finds out which of the two is wrong, with a bound that owes nothing to g.

use super::quotient::{Pair, Quotient, Shape};
use crate::bits::Real;

/// The share of the bound that noise may take.
const NOISE: f64 = 0.5;

/// The step, for a parameter of size 1: near ∛u, or the next power of two at which noise takes no more than its share of `enough`; none above `longest`.
pub(super) fn step<T: Real>(noise: f64, enough: f64, longest: f64) -> Option<f64> {
    let mut step = if T::UNIT_ROUNDOFF.to_f64() < 1e-12 { 1.0 / 131_072.0 } else { 1.0 / 256.0 };
    while step <= longest && noise / step > NOISE * enough {
        step *= 2.0;
    }
    (step <= longest).then_some(step)
}

/// The derivative by two evaluations, if they confirm `gradient` with a bound of the error that is at most `enough`.
pub(super) fn confirmed(pair: Pair, noise: f64, gradient: f64, enough: f64) -> Option<Quotient> {
    let width = pair.right + pair.left;
    let value = (pair.plus - pair.minus) / width;
    let (truncation, rounding) = ((value - gradient).abs(), 2.0 * noise / width);
    // A NaN confirms nothing.
    (truncation + rounding <= enough).then_some(Quotient {
        value,
        truncation,
        rounding,
        sides: f64::INFINITY,
        step: 0.5 * width,
        evaluations: 2,
        shape: Shape::Smooth,
        kink_nearby: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits;
    use crate::bits::streams::{stream, uniform};

    const UNIT: f64 = f64::EPSILON / 2.0;
    const LONGEST: f64 = 1.0 / 1024.0;

    fn pair(f: impl Fn(f64) -> f64, x: f64, h: f64) -> Pair {
        Pair { plus: f(x + h), minus: f(x - h), right: (x + h) - x, left: x - (x - h) }
    }

    #[test]
    fn steps_by_hand() {
        let base = 1.0 / 131_072.0;
        assert_eq!(step::<f64>(1e-16, 1e-6, LONGEST), Some(base), "noise of 1.3e-11 is no matter");
        assert_eq!(step::<f64>(1e-15, 1e-10, LONGEST), Some(4.0 * base), "1e-15/h <= 0.5e-10 from 2e-5 on");
        assert_eq!(step::<f64>(1e-13, 1e-10, LONGEST), None, "that would be 2e-3");
        assert_eq!(step::<f64>(1e-16, 0.0, LONGEST), None);
        assert_eq!(step::<f64>(f64::NAN, 1e-6, LONGEST), Some(base), "what is then seen confirms nothing");
        assert_eq!(step::<f32>(1e-7, 1e-3, 1.0 / 64.0), Some(1.0 / 256.0));
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
}
