//! Are lengths and slopes those of closed forms, of the literature and of each other?

use super::*;

const TANH: Activation = Activation::Tanh;
const U: f64 = f64::EPSILON / 2.0;
/// Of a mean, relative: 30u from the quadrature, some 10u from the activation, its square and √q.
const MEAN: f64 = 40.0 * U;

fn at(point: FixedPoint) -> f64 {
    match point {
        FixedPoint::At(q) => q,
        other => panic!("{other:?}"),
    }
}

#[test]
fn linear_and_relu_by_hand() {
    let near = |computed: f64, exact: f64| (computed / exact - 1.0).abs() < MEAN;
    assert!(near(length(Activation::Identity, 1.5, 0.25, 2.0), 3.25));
    assert!(near(length(Activation::Relu, 2.0, 0.0, 0.7), 0.7), "half of the second moment is left");
    let leaky = Activation::LeakyRelu { slope: 0.5 };
    assert!(near(length(leaky, 1.0, 0.0, 4.0), 2.5), "(1 + s²)/2 of it");
    assert!(!near(length(leaky, 1.0, 0.0, 4.0), 3.0), "and not (1 + s)/2");
    for q in [0.1, 1.0, 10.0] {
        assert!(near(slope(Activation::Relu, 2.0, q), 1.0));
        // Two means and a quotient.
        assert!((length_slope(Activation::Relu, 2.0, q) - 1.0).abs() < 3.0 * MEAN);
        assert!((logarithmic_slope(Activation::Relu, q) - 1.0).abs() < 2.0 * MEAN);
        assert!(near(critical_weight_variance(Activation::Relu, q), 2.0));
        assert!((slope(Activation::Relu, 1.0, q) - 1.0).abs() > 0.4, "1/n is not critical for ReLU");
    }
}

#[test]
fn fixed_points_by_hand() {
    assert_eq!(fixed_point(Activation::Relu, 2.0, 0.0, 0.3), FixedPoint::At(0.3));
    assert_eq!(fixed_point(Activation::Relu, 1.9, 0.0, 1.0), FixedPoint::Zero);
    assert_eq!(fixed_point(Activation::Relu, 2.1, 0.0, 1.0), FixedPoint::Infinity);
    // q = 1.6·q/2 + 0.1: q* = 0.5, from above and from below.
    for start in [0.01, 1.0, 77.0] {
        // An error in q′ moves q* by 1/(1 − 0.8) of it; the bracket of at most (√2 − 1)q* is halved 50 times.
        let found = at(fixed_point(Activation::Relu, 1.6, 0.1, start));
        assert!((found - 0.5).abs() < 5.0 * 0.5 * MEAN + libm::ldexp(1.0, -50), "{found}");
        let planted = at(fixed_point(Activation::Relu, 1.6, 0.1 + 1e-12, start));
        assert!((planted - 0.5).abs() > 5.0 * 0.5 * MEAN + libm::ldexp(1.0, -50), "{planted}");
    }
    assert_eq!(fixed_point(TANH, 0.9, 0.0, 1.0), FixedPoint::Zero);
    assert_eq!(fixed_point(TANH, 1.0, 0.0, 1.0), FixedPoint::Zero);
    // GELU lies between z/2 near 0 and ReLU far out: with σ_w² = 3 short signals die and long ones grow.
    assert_eq!(fixed_point(Activation::Gelu, 3.0, 0.0, 0.1), FixedPoint::Zero);
    assert_eq!(fixed_point(Activation::Gelu, 3.0, 0.0, 100.0), FixedPoint::Infinity);
}

#[test]
fn selu_keeps_mean_0_and_variance_1() {
    // The defining equations of its two constants (Klambauer et al. 2017).
    // The constants are rounded: u each, and twice that in a square.
    assert!((length(Activation::Selu, 1.0, 0.0, 1.0) - 1.0).abs() < MEAN + 4.0 * U);
    assert!(gaussian_mean(|z| Activation::Selu.value(z)).abs() < MEAN + 2.0 * U);
    assert!(length_slope(Activation::Selu, 1.0, 1.0) < 1.0, "and attracts");
    // Planted: the third digit of λ off by one.
    assert!((1.051 * 1.051 / (1.0507 * 1.0507) * length(Activation::Selu, 1.0, 0.0, 1.0) - 1.0).abs() > 1e-4);
}

#[test]
fn tanh_of_the_literature() {
    let q = at(fixed_point(TANH, 2.0, 0.0, 1.0));
    assert!((q - 0.618).abs() < 5e-4 && (slope(TANH, 2.0, q) - 1.106).abs() < 5e-4);
    // The sign of q′/q − 1 is known up to MEAN, and its slope there is below 1: the bisection ends within MEAN and 2⁻⁵⁰
    // of the root.
    assert!((length(TANH, 2.0, 0.0, q) / q - 1.0).abs() < 2.0 * MEAN + libm::ldexp(1.0, -50));
    assert!(length_slope(TANH, 2.0, q) < 1.0);
    assert!((length(TANH, 2.001, 0.0, q) / q - 1.0).abs() > 1e-4, "another variance has another one");
    let gain = (5.0_f64 / 3.0) * (5.0 / 3.0);
    let q = at(fixed_point(TANH, gain, 0.0, 1.0));
    assert!((q - 1.178).abs() < 5e-4 && (slope(TANH, gain, q) - 1.210).abs() < 5e-4);
    assert!((slope(TANH, critical_weight_variance(TANH, q), q) - 1.0).abs() < 4.0 * U, "a number times its reciprocal");
}

#[test]
fn critical_tanh_decays_like_one_over_twice_the_depth() {
    // tanh² = z² − (2/3)z⁴ + …: q′ = q − 2q² + …, so 1/q grows by 2 a layer, and by less than 2 + O(q) at first.
    let mut q = 1.0;
    let mut lengths = vec![q];
    for _ in 0..1000 {
        q = length(TANH, 1.0, 0.0, q);
        lengths.push(q);
    }
    // Two values by the midpoint rule with 4,000 points on −10 … 10, to half a unit of the last digit.
    assert!((lengths[50] - 0.010_219_335).abs() < 6e-10 && (lengths[150] - 0.003_367_700).abs() < 6e-10);
    // With the next term, 1/q grows by 2 − (5/3)q + O(q²): 1/q = 2l − (5/6) ln l + C, and C < 4 in size as q = 1 at the
    // start.
    let logarithm = 5.0 / 6.0 * bits::ln(1000.0);
    assert!((1.0 / lengths[1000] - 2000.0 + logarithm).abs() < 4.0, "{}", lengths[1000]);
    assert!((1.0 / lengths[1000] - 2000.0).abs() > 4.0, "the logarithm is seen");
    assert!(lengths.windows(2).all(|pair| pair[1] < pair[0]));
}

#[test]
fn slope_of_the_length_is_its_derivative() {
    for activation in [TANH, Activation::Sigmoid, Activation::Gelu, Activation::Selu] {
        for q in [0.2, 1.0, 4.0] {
            let difference = |h: f64| {
                let [above, below] = [h, -h].map(|h| length(activation, 1.3, 0.1, q + h));
                (above - below) / (2.0 * h)
            };
            // D(h) = f′ + T(h) + O(h⁴) with T(2h) = 4T(h): the difference of two quotients is 3T(h), and rounding is
            // MEAN·f/h in either.
            let h = 1e-4 * q;
            let (near, far) = (difference(h), difference(2.0 * h));
            let allowed = (far - near).abs() + 3.0 * MEAN * length(activation, 1.3, 0.1, q) / h;
            let exact = length_slope(activation, 1.3, q);
            assert!((near - exact).abs() < allowed, "{} at {q}: {near} {exact}", activation.name());
            assert!((near - slope(activation, 1.3, q)).abs() > 10.0 * allowed, "χ is another quantity");
            let by_logarithm = logarithmic_slope(activation, q) * length(activation, 1.3, 0.0, q) / q;
            assert!((by_logarithm / exact - 1.0).abs() < 4.0 * U, "the same up to the order of products");
        }
    }
}

#[test]
fn depth_scale_by_hand() {
    // e^0.1 is off by 2u, which is 20u of its logarithm.
    for chi in [bits::exp(0.1), bits::exp(-0.1)] {
        assert!((depth_scale(chi) / 10.0 - 1.0).abs() < 24.0 * U);
        assert!((depth_scale(chi * chi) / 10.0 - 1.0).abs() > 0.4, "two layers at once are seen");
    }
    assert_eq!([1.0, 0.0, f64::INFINITY].map(depth_scale), [f64::INFINITY, 0.0, 0.0]);
    assert!(depth_scale(-0.5).is_nan());
}

#[test]
fn edges_are_as_documented() {
    assert_eq!(length(TANH, 2.0, 0.3, 0.0), 0.3);
    assert!((slope(Activation::Gelu, 1.0, 0.0) - 0.25).abs() < MEAN && slope(Activation::Relu, 2.0, 0.0) == 0.0);
    assert!(length_slope(TANH, 1.0, 0.0).is_nan() && logarithmic_slope(TANH, 0.0).is_nan());
    assert!(length(TANH, 1.0, 0.0, -1.0).is_nan() && slope(TANH, 1.0, f64::NAN).is_nan());
}

#[test]
#[should_panic(expected = "lengths start from 0")]
fn a_length_of_0_is_no_start() {
    fixed_point(TANH, 1.0, 0.0, 0.0);
}
