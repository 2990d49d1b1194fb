//! Losses that are computed in few digits and say nothing of it: bf16 with its eight bits, f16 with eleven. A right gradient does not fail and a wrong one does not pass, whatever the tolerance; most are
//! undecided. (A gradient of zero may pass: within one tread of a staircase the loss is constant, and nothing tells rounded values from quantized weights.)

use wellposed_core::bits;
use wellposed_core::gradcheck::{GradientCheck, Verdict};
use wellposed_core::objective::Functions;

/// Rounded to so many bits, to the nearest.
fn rounded(value: f64, bits: u32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let power_of_two = f64::from_bits(value.abs().to_bits() & !((1 << 52) - 1));
    let unit = power_of_two / f64::from(1_u32 << (bits - 1));
    (value / unit).round_ties_even() * unit
}

type Function = fn(f64) -> f64;

/// Functions with their derivatives.
const FUNCTIONS: [(Function, Function); 5] = [
    (bits::exp, bits::exp),
    (|x| x * x * x, |x| 3.0 * x * x),
    (|x| 2.0 + bits::sin(x), bits::cos),
    (|x| 1.0 / (1.0 + x * x), |x| -2.0 * x / ((1.0 + x * x) * (1.0 + x * x))),
    (|x| bits::ln(1.0 + x * x), |x| 2.0 * x / (1.0 + x * x)),
];

fn verdict(function: Function, at: f64, gradient: f64, bits: u32, tolerance: f64) -> Verdict {
    let objective = Functions::new(1, |w: &[f64]| rounded(function(w[0]), bits), |_: &[f64]| vec![gradient]);
    GradientCheck::of(&objective).tolerance(tolerance).run(&[at]).unwrap().verdict
}

#[test]
fn losses_of_few_digits_are_noise_and_no_staircase() {
    for bits in [8, 11, 24] {
        let (mut passed, mut failed, mut all, mut wrong) = (0, 0, 0, Vec::new());
        for (function, derivative) in FUNCTIONS {
            for at in [-1.7, -0.43, 0.31, 0.9, 2.6] {
                for tolerance in [1e-3, 0.1] {
                    let (right, case) = (derivative(at), (bits, at, tolerance, function(at)));
                    let [of_right, of_wrong] =
                        [right, -right].map(|gradient| verdict(function, at, gradient, bits, tolerance));
                    if of_right == Verdict::Fail || of_wrong == Verdict::Pass {
                        wrong.push(format!("{case:?}: {of_right} {of_wrong}"));
                    }
                    all += 1;
                    passed += usize::from(of_right == Verdict::Pass);
                    failed += usize::from(of_wrong == Verdict::Fail);
                }
            }
        }
        println!("{bits} bits: {passed} of {all} right gradients pass, {failed} wrong ones fail");
        assert!(wrong.is_empty(), "{bits} bits: {wrong:#?}");
        // With as many digits as single precision has, nearly everything is decided: what is undecided above is so for want of digits.
        assert!(bits < 24 || 10 * failed.min(2 * passed) >= 9 * all, "{passed} and {failed} of {all}");
    }
}
