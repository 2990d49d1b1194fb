//! Are the errors below what is stated, are special values right, and are the bits those of every version?

use rand::RngExt;

use super::*;
use crate::bits::Version;
use crate::bits::dispatch::run_as;
use crate::bits::streams::{Stream, stream, uniform};

/// How many random arguments a test takes.
const COUNT: usize = 100_000;

/// A function with its reference, the largest error stated, and the ends of the arguments at which it is measured.
struct Case {
    function: Function,
    double: fn(f64) -> f64,
    exact: fn(f64) -> reference::Exact,
    /// For normal results, and for subnormal ones, which are rounded once more.
    bounds: [f64; 2],
    low: f64,
    high: f64,
    /// Between these the derivation of the bound has its largest error.
    hard: [f64; 2],
    /// Arguments at which a formula or its result changes.
    seams: Vec<f64>,
}

fn cases() -> [Case; 4] {
    let halves_of_ln_2 = |from: i32, to: i32, scale: f64| {
        (from..to).map(move |k| scale * (f64::from(k) + 0.5) * std::f64::consts::LN_2).collect::<Vec<_>>()
    };
    let sqrt_half = std::f64::consts::FRAC_1_SQRT_2;
    [
        Case {
            function: Function::Exp,
            double: crate::bits::exp,
            exact: reference::exp,
            bounds: [0.98, 0.99],
            low: -745.13,
            high: 709.78,
            hard: [0.3466, 0.366],
            seams: [halves_of_ln_2(-1074, 1023, 1.0), vec![-708.396_418_532_264_1, -1e-16, 1e-16]].concat(),
        },
        Case {
            function: Function::Ln,
            double: crate::bits::ln,
            exact: reference::ln,
            bounds: [0.9, 0.9],
            low: 5e-324,
            high: f64::MAX,
            hard: [1.3, 1.414],
            seams: [(-1073..1023).map(|k| libm::ldexp(sqrt_half, k)).collect(), vec![1.0, f64::MIN_POSITIVE]].concat(),
        },
        Case {
            function: Function::Sigmoid,
            double: crate::bits::sigmoid,
            exact: reference::sigmoid,
            bounds: [0.8, 0.9],
            low: -745.13,
            high: 709.78,
            hard: [-0.3466, -0.3],
            seams: [halves_of_ln_2(-1074, 60, 1.0), vec![-708.396_418_532_264_1, -1e-16, 1e-16]].concat(),
        },
        Case {
            function: Function::Tanh,
            double: crate::bits::tanh,
            exact: reference::tanh,
            bounds: [0.99, 0.99],
            low: -30.0,
            high: 30.0,
            hard: [0.1733, 0.176],
            seams: [halves_of_ln_2(-64, 64, 0.5), vec![libm::ldexp(1.0, -27), libm::ldexp(-1.0, -27), 22.0, 19.0615]]
                .concat(),
        },
    ]
}

/// An argument in the range of a case: uniform, or with random bits, or with a uniform exponent, or where the error is largest, or near a seam.
fn argument(case: &Case, stream: &mut Stream) -> f64 {
    loop {
        let x = match stream.random_range(0..5) {
            0 => uniform(stream, crate::bits::max(case.low, -1e3), crate::bits::min(case.high, 1e3)),
            1 => f64::from_bits(stream.random()),
            3 => uniform(stream, case.hard[0], case.hard[1]),
            2 => {
                uniform(stream, 1.0, 2.0)
                    * libm::ldexp(1.0, stream.random_range(-60..10))
                    * [1.0, -1.0][stream.random_range(0..2)]
            }
            _ => {
                let seam = case.seams[stream.random_range(0..case.seams.len())];
                f64::from_bits((seam.to_bits() as i64 + stream.random_range(-64..=64)) as u64)
            }
        };
        if x >= case.low && x <= case.high && (x.abs() > 1e-60 || matches!(case.function, Function::Ln)) {
            return x;
        }
    }
}

#[test]
fn errors_are_below_the_stated_ones() {
    for case in cases() {
        let mut stream = stream(11, "bits/elementwise", &format!("{:?}", case.function), 0);
        let mut worst = 0.0;
        for _ in 0..COUNT {
            let x = argument(&case, &mut stream);
            let value = (case.double)(x);
            let error = (case.exact)(x).error_f64(value);
            let bound = case.bounds[usize::from(value.abs() < f64::MIN_POSITIVE)];
            assert!(error <= bound, "{:?} is off by {error} units in the last place at {x:e}", case.function);
            worst = crate::bits::max(worst, error);
        }
        println!("{:?}: {worst:.3} units in the last place", case.function);
        assert!((case.exact)(1.5).error_f64((case.double)(1.5).next_up().next_up()) > case.bounds[0]); // two doubles away is told
    }
}

/// Arguments of `f32` at equal distances in the order of their bits, so that each exponent has its share.
fn single_arguments() -> impl Iterator<Item = f32> {
    (0..=u32::MAX).step_by(20_011).map(f32::from_bits)
}

#[test]
fn errors_in_single_precision() {
    for case in cases() {
        let (mut worst, mut at) = (0.0, 0.0);
        let range = case.low..=case.high;
        for x in single_arguments().filter(|&x| range.contains(&f64::from(x)) && x != 0.0) {
            let mut value = [x];
            crate::bits::dispatch::run(Elementwise { function: case.function, values: &mut value });
            if value[0].is_finite() {
                let error = (case.exact)(f64::from(x)).error_f32(value[0]);
                (worst, at) = if error > worst || error.is_nan() { (error, x) } else { (worst, at) };
            }
        }
        assert!(worst <= 0.51, "{:?} is off by {worst} units in the last place at {at:e}", case.function);
    }
}

/// Bits, with one pattern for all NaN, whose sign and payload IEEE 754 leaves open.
fn bits(x: f64) -> u64 {
    if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() }
}

fn values_as(version: Version, function: Function, arguments: &[f64]) -> Vec<f64> {
    let mut values = arguments.to_vec();
    run_as(version, Elementwise { function, values: &mut values });
    values
}

#[test]
fn every_version_has_the_bits_of_the_scalar_function() {
    let mut stream = stream(12, "bits/elementwise", "versions", 0);
    for case in cases() {
        let mut arguments: Vec<f64> = (0..COUNT).map(|_| f64::from_bits(stream.random())).collect();
        arguments.extend((0..COUNT).map(|_| argument(&case, &mut stream)));
        arguments.extend([
            0.0,
            -0.0,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            f64::MIN_POSITIVE,
            f64::MAX,
            f64::MIN,
        ]);
        let single: Vec<f32> = single_arguments().collect();
        for version in Version::available() {
            for (&x, y) in arguments.iter().zip(values_as(version, case.function, &arguments)) {
                assert_eq!(bits((case.double)(x)), bits(y), "{:?} of {x:e}, {version:?}", case.function);
            }
            // Slices that are no multiple of the vector width.
            for length in 0..20 {
                let scalar: Vec<u64> = arguments[..length].iter().map(|&x| bits((case.double)(x))).collect();
                let vector = values_as(version, case.function, &arguments[..length]);
                assert_eq!(scalar, vector.into_iter().map(bits).collect::<Vec<_>>());
            }
            let mut values = single.clone();
            run_as(version, Elementwise { function: case.function, values: &mut values });
            for (&x, y) in single.iter().zip(values) {
                let rounded = (case.double)(f64::from(x)) as f32;
                assert_eq!(bits(f64::from(rounded)), bits(f64::from(y)), "{:?} of {x:e}, {version:?}", case.function);
            }
        }
    }
}

/// Compares by bits, so −0 is not 0.
fn check(function: fn(f64) -> f64, name: &str, values: &[(f64, f64)]) {
    for &(x, y) in values {
        assert_eq!(bits(function(x)), bits(y), "{name}({x:e}) is {:e}, not {y:e}", function(x));
    }
    assert!(function(f64::NAN).is_nan(), "{name}(NaN)");
}

const INFINITY: f64 = f64::INFINITY;
/// The least positive number.
const LEAST: f64 = f64::from_bits(1);

#[test]
fn special_values_of_exp_and_ln() {
    let end_of_finite = (709.782_712_893_384, 1.797_693_134_862_273_2e308);
    let ends = [(0.0, 1.0), (-0.0, 1.0), (LEAST, 1.0), (INFINITY, INFINITY), (-INFINITY, 0.0)];
    check(crate::bits::exp, "exp", &ends);
    check(crate::bits::exp, "exp", &[end_of_finite, (709.782_712_893_384_1, INFINITY), (f64::MAX, INFINITY)]);
    let end_of_positive = (-745.133_219_101_941_1, LEAST);
    check(crate::bits::exp, "exp", &[end_of_positive, (-745.133_219_101_941_2, 0.0), (f64::MIN, 0.0)]);

    let ends = [(1.0, 0.0), (0.0, -INFINITY), (-0.0, -INFINITY), (INFINITY, INFINITY)];
    check(crate::bits::ln, "ln", &ends);
    check(crate::bits::ln, "ln", &[(-INFINITY, f64::NAN), (-LEAST, f64::NAN), (-1.0, f64::NAN)]);
    check(crate::bits::ln, "ln", &[(2.0, std::f64::consts::LN_2), (0.5, -std::f64::consts::LN_2)]);
    check(crate::bits::ln, "ln", &[(LEAST, -744.440_071_921_381_2), (f64::MAX, 709.782_712_893_384)]);
}

#[test]
fn special_values_of_sigmoid_and_tanh() {
    let ends = [(0.0, 0.5), (-0.0, 0.5), (INFINITY, 1.0), (-INFINITY, 0.0), (38.0, 1.0)];
    check(crate::bits::sigmoid, "sigmoid", &ends);
    let end_of_positive = (-745.133_219_101_941_1, LEAST);
    check(crate::bits::sigmoid, "sigmoid", &[end_of_positive, (-745.133_219_101_941_2, 0.0), (f64::MIN, 0.0)]);

    let ends =
        [(0.0, 0.0), (-0.0, -0.0), (INFINITY, 1.0), (-INFINITY, -1.0), (f64::MAX, 1.0), (19.1, 1.0), (-22.0, -1.0)];
    check(crate::bits::tanh, "tanh", &ends);
    check(crate::bits::tanh, "tanh", &[(LEAST, LEAST), (-LEAST, -LEAST), (1e-9, 1e-9)]);
}

/// Laws: tanh is odd, sigmoid and tanh stay within their ends, and values at neighbors differ by little even across seams.
#[test]
fn laws() {
    use crate::bits::{sigmoid, tanh};
    let [_, _, _, case] = cases();
    let mut stream = stream(13, "bits/elementwise", "laws", 0);
    for _ in 0..COUNT {
        let x = argument(&case, &mut stream);
        assert_eq!(tanh(-x), -tanh(x));
        assert!(tanh(x).abs() <= 1.0 && (0.0..=1.0).contains(&sigmoid(x)));
        // One unit in the last place of each, which is u of a number below 1 or less, and the rounding of the sum.
        assert!((sigmoid(x) + sigmoid(-x) - 1.0).abs() <= 3.0 * f64::UNIT_ROUNDOFF);
        // Below 2⁻²⁷, subnormal numbers among them.
        let tiny = f64::from_bits(stream.random_range(0..libm::ldexp(1.0, -27).to_bits()));
        assert_eq!(tanh(tiny), tiny);
    }
}
