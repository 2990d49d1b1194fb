//! How do lengths and differences of signals change from layer to layer of a wide random network?
//!
//! With weights of variance σ_w²/n and biases of variance σ_b², the pre-activations of a wide layer are normal with variance q, the
//! squared length per unit. From one layer to the next (Poole et al. 2016; Schoenholz et al. 2017):
//!
//! | quantity | formula | function |
//! |---|---|---|
//! | length | q′ = σ_w² E[g(√q z)²] + σ_b² | [`length`] |
//! | its slope | dq′/dq = σ_w² E[z g(√q z) g′(√q z)]/√q | [`length_slope`] |
//! | stretch of small differences, and growth of squared gradients backward | χ = σ_w² E[g′(√q z)²] | [`slope`] |
//! | depth scale | ξ = 1/\|ln χ\| | [`depth_scale`] |
//! | σ_w² with χ = 1 | 1/E[g′(√q z)²] | [`critical_weight_variance`] |
//!
//! E is over z ~ N(0, 1), see [`gaussian_mean`]. χ < 1 at the fixed point q* is the ordered phase: inputs grow alike and gradients
//! vanish; χ > 1 is the chaotic one: gradients explode. All this holds for width → ∞; what a finite width adds is in
//! [`depth_law`](super::depth_law).
//!
//! ```
//! use wellposed::activation::Activation;
//! use wellposed::theory::length_map::{FixedPoint, depth_scale, fixed_point, slope};
//!
//! // tanh with weights of variance 2/n and no bias.
//! let FixedPoint::At(q) = fixed_point(Activation::Tanh, 2.0, 0.0, 1.0) else { panic!("tanh is bounded") };
//! let chi = slope(Activation::Tanh, 2.0, q);
//! assert!((q - 0.618).abs() < 5e-4 && (chi - 1.106).abs() < 5e-4);
//! assert!((depth_scale(chi) - 10.0).abs() < 0.1);
//! ```

use super::quadrature::gaussian_mean;
use crate::activation::Activation;
use crate::bits;

/// The squared length per unit of the next layer's pre-activations: q′ = σ_w² E[g(√q z)²] + σ_b².
pub fn length(activation: Activation, weight_variance: f64, bias_variance: f64, q: f64) -> f64 {
    let root = q.sqrt();
    let second_moment = gaussian_mean(|z| {
        let value: f64 = activation.value(root * z);
        value * value
    });
    weight_variance * second_moment + bias_variance
}

/// How fast a deviation from a fixed length grows: dq′/dq = σ_w² E[z g(√q z) g′(√q z)]/√q, for q > 0.
pub fn length_slope(activation: Activation, weight_variance: f64, q: f64) -> f64 {
    let root = q.sqrt();
    let mean = gaussian_mean(|z| {
        let value: f64 = activation.value(root * z);
        z * value * activation.derivative(root * z, value)
    });
    weight_variance * mean / root
}

/// The factor by which a layer stretches small squared differences forward, and squared gradients backward: χ = σ_w² E[g′(√q z)²].
pub fn slope(activation: Activation, weight_variance: f64, q: f64) -> f64 {
    weight_variance * derivative_second_moment(activation, q)
}

/// The weight variance (times n) at which χ = 1 for signals of length q.
pub fn critical_weight_variance(activation: Activation, q: f64) -> f64 {
    1.0 / derivative_second_moment(activation, q)
}

fn derivative_second_moment(activation: Activation, q: f64) -> f64 {
    let root = q.sqrt();
    gaussian_mean(|z| {
        let derivative = activation.derivative(root * z, activation.value(root * z));
        derivative * derivative
    })
}

/// Over how many layers a factor χ per layer makes a factor e: ξ = 1/|ln χ|; infinite at χ = 1.
pub fn depth_scale(chi: f64) -> f64 {
    1.0 / bits::ln(chi).abs()
}

/// Where lengths go as depth grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FixedPoint {
    /// To this q > 0.
    At(f64),
    /// To 0, below [`SMALLEST`].
    Zero,
    /// Beyond every bound, above [`LARGEST`].
    Infinity,
}

/// A fixed point below this counts as 0.
pub const SMALLEST: f64 = 1.0 / (1_u64 << 40) as f64;
/// A fixed point above this counts as infinite.
pub const LARGEST: f64 = (1_u64 << 40) as f64;
/// Relative changes of q below this are rounding: some thirty u from the quadrature and as many from the activation.
const ROUNDING: f64 = 1e-14;

/// The length to which q ← [`length`] tends from `start` > 0; `start` itself if one step leaves it as it is (as for ReLU with σ_w² = 2).
///
/// For the activations of this crate E[g(√q z)²] grows with q, so lengths move one way only, up to the first fixed point. It is
/// bracketed by steps of √2 and found by bisection; a pair of fixed points closer than that could be jumped over.
///
/// # Panics
/// If `start` is not positive and finite, or a variance is negative or NaN.
pub fn fixed_point(activation: Activation, weight_variance: f64, bias_variance: f64, start: f64) -> FixedPoint {
    assert!(start > 0.0 && start.is_finite(), "lengths start from {start}; it must be positive and finite");
    assert!(weight_variance >= 0.0 && bias_variance >= 0.0, "variances {weight_variance} and {bias_variance}");
    let growth = |q: f64| length(activation, weight_variance, bias_variance, q) / q - 1.0;
    let first = growth(start);
    if first.abs() <= ROUNDING {
        return FixedPoint::At(start);
    }
    let up = first > 0.0;
    let step = if up { std::f64::consts::SQRT_2 } else { std::f64::consts::FRAC_1_SQRT_2 };
    let (mut near, mut far) = (start, start * step);
    while (growth(far) > 0.0) == up {
        match up {
            true if far > LARGEST => return FixedPoint::Infinity,
            false if far < SMALLEST => return FixedPoint::Zero,
            _ => {}
        }
        (near, far) = (far, far * step);
    }
    // 50 halvings of an interval that is at most as wide as it is far from 0.
    for _ in 0..50 {
        let middle = 0.5 * (near + far);
        if (growth(middle) > 0.0) == up { near = middle } else { far = middle }
    }
    FixedPoint::At(0.5 * (near + far))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TANH: Activation = Activation::Tanh;

    fn at(point: FixedPoint) -> f64 {
        match point {
            FixedPoint::At(q) => q,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn linear_and_relu_by_hand() {
        assert!((length(Activation::Identity, 1.5, 0.25, 2.0) - 3.25).abs() < 1e-14);
        assert!((length(Activation::Relu, 2.0, 0.0, 0.7) - 0.7).abs() < 1e-15, "half of the second moment is left");
        let leaky = Activation::LeakyRelu { slope: 0.5 };
        assert!((length(leaky, 1.0, 0.0, 4.0) - 2.5).abs() < 1e-14, "(1 + s²)/2 of it");
        for q in [0.1, 1.0, 10.0] {
            assert!((slope(Activation::Relu, 2.0, q) - 1.0).abs() < 1e-14);
            assert!((length_slope(Activation::Relu, 2.0, q) - 1.0).abs() < 1e-14);
            assert!((critical_weight_variance(Activation::Relu, q) - 2.0).abs() < 1e-14);
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
            assert!((at(fixed_point(Activation::Relu, 1.6, 0.1, start)) - 0.5).abs() < 1e-13);
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
        assert!((length(Activation::Selu, 1.0, 0.0, 1.0) - 1.0).abs() < 1e-13);
        assert!(gaussian_mean(|z| Activation::Selu.value(z)).abs() < 1e-14);
        assert!(length_slope(Activation::Selu, 1.0, 1.0) < 1.0, "and attracts");
    }

    #[test]
    fn tanh_of_the_literature() {
        let q = at(fixed_point(TANH, 2.0, 0.0, 1.0));
        assert!((q - 0.618).abs() < 5e-4 && (slope(TANH, 2.0, q) - 1.106).abs() < 5e-4);
        assert!((length(TANH, 2.0, 0.0, q) / q - 1.0).abs() < 1e-13 && length_slope(TANH, 2.0, q) < 1.0);
        let gain = (5.0_f64 / 3.0) * (5.0 / 3.0);
        let q = at(fixed_point(TANH, gain, 0.0, 1.0));
        assert!((q - 1.178).abs() < 5e-4 && (slope(TANH, gain, q) - 1.210).abs() < 5e-4);
        assert!((slope(TANH, critical_weight_variance(TANH, q), q) - 1.0).abs() < 1e-14);
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
        // Two values by the midpoint rule with 4,000 points on −10 … 10.
        assert!((lengths[50] - 0.010_219_335).abs() < 1e-8 && (lengths[150] - 0.003_367_700).abs() < 1e-8);
        assert!((lengths[1000] * 2000.0 - 1.0).abs() < 5e-3, "{}", lengths[1000]);
        assert!(lengths.windows(2).all(|pair| pair[1] < pair[0]));
    }

    #[test]
    fn slope_of_the_length_is_its_derivative() {
        for activation in [TANH, Activation::Sigmoid, Activation::Gelu, Activation::Selu] {
            for q in [0.2, 1.0, 4.0] {
                let h = 1e-4 * q;
                let difference =
                    (length(activation, 1.3, 0.1, q + h) - length(activation, 1.3, 0.1, q - h)) / (2.0 * h);
                let exact = length_slope(activation, 1.3, q);
                assert!((difference - exact).abs() < 1e-7, "{} at {q}: {difference} {exact}", activation.name());
                assert!((difference - slope(activation, 1.3, q)).abs() > 1e-4, "χ is another quantity");
            }
        }
    }

    #[test]
    fn depth_scale_by_hand() {
        assert!((depth_scale(bits::exp(0.1)) - 10.0).abs() < 1e-12);
        assert!((depth_scale(bits::exp(-0.1)) - 10.0).abs() < 1e-12);
        assert_eq!(depth_scale(1.0), f64::INFINITY);
    }
}
