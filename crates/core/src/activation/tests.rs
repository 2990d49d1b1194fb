//! Are values and derivatives those of the definitions, also at the ends and at the kinks?

use super::*;

/// The symmetric difference quotient errs by h²|g‴|/6 + u|g|/h (Nocedal & Wright 2006, §8.1): with h = 1e-5 below 1e-10 for |g‴|
/// < 3.
const TOLERANCE: f64 = 1e-10;

fn quotient(activation: Activation, z: f64) -> f64 {
    let h = 1e-5;
    (activation.value(z + h) - activation.value(z - h)) / (2.0 * h)
}

#[test]
fn each_derivative_is_the_limit_of_difference_quotients() {
    for activation in Activation::ALL {
        for z in [-4.0, -1.5, -0.3, 0.2, 0.9, 3.0] {
            let derivative = activation.derivative(z, activation.value(z));
            assert!((derivative - quotient(activation, z)).abs() < TOLERANCE, "{} at {z}", activation.name());
        }
    }
    // A planted error: the derivative of tanh as 1 − g.
    assert!((1.0 - Activation::Tanh.value(0.9) - quotient(Activation::Tanh, 0.9)).abs() > 0.1);
}

const SPECIAL: [f64; 10] = [f64::NEG_INFINITY, -30.0, -2.0, -1e-9, 0.0, 0.5, 1.0, 800.0, f64::INFINITY, f64::NAN];

/// What [`Activation::apply`] and [`Activation::multiply_derivative`] make of [`SPECIAL`], the latter of twos.
fn slices(activation: Activation) -> ([f64; 10], [f64; 10]) {
    let (mut values, mut delta) = ([0.0; 10], [2.0; 10]);
    activation.apply(&SPECIAL, &mut values);
    activation.multiply_derivative(&SPECIAL, &values, &mut delta);
    (values, delta)
}

#[test]
fn slices_have_the_bits_of_single_values() {
    let same = |a: f64, b: f64| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
    for activation in Activation::ALL {
        let (values, delta) = slices(activation);
        for ((z, value), delta) in SPECIAL.into_iter().zip(values).zip(delta) {
            let derivative = activation.derivative(z, value);
            assert!(same(value, activation.value(z)), "{} of {z}", activation.name());
            // g′(NaN) of what is piecewise linear is of no account: the value is NaN.
            assert!(same(delta, 2.0 * derivative), "derivative of {} at {z}", activation.name());
            assert!(z.is_nan() || !derivative.is_nan(), "derivative of {} at {z}", activation.name());
        }
        assert!(values[9].is_nan(), "{} hides a NaN", activation.name());
        // Planted: the slices of any other activation.
        for other in Activation::ALL.into_iter().filter(|&other| other != activation) {
            let (others, slopes) = slices(other);
            assert!(
                !values.into_iter().zip(others).all(|(a, b)| same(a, b)),
                "{} is {}",
                activation.name(),
                other.name()
            );
            assert!(
                !delta.into_iter().zip(slopes).all(|(a, b)| same(a, b)),
                "{} is {}",
                activation.name(),
                other.name()
            );
        }
    }
}

#[test]
fn the_ends_are_limits() {
    const INF: f64 = f64::INFINITY;
    let limits = [
        (Activation::Identity, [-INF, INF], [1.0, 1.0]),
        (Activation::Relu, [0.0, INF], [0.0, 1.0]),
        (Activation::LeakyRelu { slope: 0.01 }, [-INF, INF], [0.01, 1.0]),
        (Activation::Tanh, [-1.0, 1.0], [0.0, 0.0]),
        (Activation::Sigmoid, [0.0, 1.0], [0.0, 0.0]),
        (Activation::Gelu, [0.0, INF], [0.0, 1.0]),
        (Activation::Selu, [-SELU_LAMBDA * SELU_ALPHA, INF], [0.0, SELU_LAMBDA]),
    ];
    assert_eq!(limits.map(|(activation, ..)| activation), Activation::ALL);
    for (activation, values, slopes) in limits {
        for (end, (value, slope)) in [-INF, INF].into_iter().zip(values.into_iter().zip(slopes)) {
            let name = activation.name();
            assert_eq!(activation.value(end), value, "{name} at {end}");
            assert_eq!(activation.derivative(end, value), slope, "derivative of {name} at {end}");
            let single = activation.value(end as f32);
            assert_eq!(f64::from(single), f64::from(value as f32), "{name} at {end} in single precision");
            // Approached: at ∓1000 every bounded one is there to the bit, and every derivative.
            let near = activation.value(1000.0_f64.copysign(end));
            assert!(value.is_infinite() || near == value, "{name} near {end}: {near}");
            assert_eq!(activation.derivative(1000.0_f64.copysign(end), near), slope, "derivative of {name} near {end}");
        }
    }
    // Planted: the formulas of GELU as they stand.
    assert!(
        (-INF * normal_distribution(-INF)).is_nan() && (normal_distribution(INF) + INF * normal_density(INF)).is_nan()
    );
}

#[test]
fn kinks_take_the_derivative_from_the_left() {
    let kinks = [
        (Activation::Relu, 0.0),
        (Activation::LeakyRelu { slope: 0.01 }, 0.01),
        (Activation::Selu, SELU_LAMBDA * SELU_ALPHA),
    ];
    for (activation, left) in kinks {
        assert!(activation.has_kink());
        assert_eq!(activation.derivative(0.0, 0.0), left);
        assert_eq!(activation.derivative(-0.0, 0.0), left, "whatever the sign of 0");
        // Planted: the derivative from the right.
        let right = activation.derivative(f64::MIN_POSITIVE, activation.value(f64::MIN_POSITIVE));
        assert!((right - left).abs() > 0.5, "{}", activation.name());
    }
    let jumps = |activation: &Activation| {
        let slope = |z: f64| activation.derivative(z, activation.value(z));
        (slope(1e-300) - slope(-1e-300)).abs() > 1e-9
    };
    assert!(Activation::ALL.iter().all(|activation| jumps(activation) == activation.has_kink()));
}

#[test]
fn a_change_is_the_difference_of_two_values() {
    let z = [-2.0_f64, -0.3, 0.0, 0.7, 25.0];
    for activation in Activation::ALL {
        let values = z.map(|z| activation.value(z));
        // Small changes, and one that is too large for the addition theorem.
        for change in [[0.01, -0.02, 1e-9, 0.1, -0.1], [0.01, 0.5, -0.5, -1.0, 3.0]] {
            let mut changes = change;
            activation.change(&z, &values, &mut changes);
            for index in 0..z.len() {
                let exact = activation.value(z[index] + change[index]) - values[index];
                let bound = 8.0 * f64::EPSILON * bits::max(values[index].abs(), 1.0);
                assert!((changes[index] - exact).abs() <= bound, "{} {z:?} {change:?} {index}", activation.name());
                let planted = 1.000_1 * exact;
                assert!(exact.abs() < 1e-6 || (changes[index] - planted).abs() > bound, "a wrong change is seen");
            }
        }
    }
}
