//! How do lengths and differences of signals change from layer to layer of a wide random network?
//!
//! With weights of variance σ_w²/n and biases of variance σ_b², the pre-activations of a wide layer are normal with variance q, the
//! squared length per unit. From one layer to the next (Poole et al. 2016; Schoenholz et al. 2017):
//!
//! | quantity | formula | function |
//! |---|---|---|
//! | length | q′ = σ_w² E[g(√q z)²] + σ_b² | [`length`] |
//! | its slope | dq′/dq = σ_w² E[z g(√q z) g′(√q z)]/√q | [`length_slope`], [`logarithmic_slope`] |
//! | stretch of small differences, and growth of squared gradients backward | χ = σ_w² E[g′(√q z)²], their χ₁ | [`slope`] |
//! | depth scale of gradients | 1/\|ln χ\| | [`depth_scale`] |
//! | σ_w² with χ = 1 | 1/E[g′(√q z)²] | [`critical_weight_variance`] |
//!
//! A function of q is NaN for a negative or NaN q. At q = 0 [`length`], [`slope`] and [`critical_weight_variance`] take
//! g(0) and g′(0), the derivative from the left at a kink (0 for ReLU); the slopes of the length are limits that are
//! not taken, NaN. Up to q = 10⁴ activations that bend are resolved, see [`gaussian_mean`].
//!
//! E is over z ~ N(0, 1), see [`gaussian_mean`]. χ < 1 at the fixed point q* is the ordered phase: inputs grow alike and gradients
//! vanish; χ > 1 is the chaotic one: gradients explode. (So for tanh, whose lengths settle. With ReLU they have no q* off 2/n, and
//! inputs grow alike for every σ_w².) How different inputs fare, and the depth scale ξ that Schoenholz et al. compare to
//! trainable depths, is in [`correlation_map`](super::correlation_map): in the chaotic phase it is another number. All this holds for
//! width → ∞; what a finite width adds is in [`depth_law`](super::depth_law).
//!
//! ```
//! use wellposed_core::activation::Activation;
//! use wellposed_core::theory::length_map::{FixedPoint, depth_scale, fixed_point, slope};
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
    weight_variance * logarithmic_slope(activation, q) * length(activation, 1.0, 0.0, q) / q
}

/// d ln E[g(√q z)²]/d ln q = E[u g(u) g′(u)]/E[g(u)²] with u = √q z, for q > 0: 1 for homogeneous activations, whatever
/// σ_w².
pub fn logarithmic_slope(activation: Activation, q: f64) -> f64 {
    let root = q.sqrt();
    let mean = gaussian_mean(|z| {
        let u = root * z;
        let value: f64 = activation.value(u);
        u * value * activation.derivative(u, value)
    });
    mean / length(activation, 1.0, 0.0, q)
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

/// Over how many layers a factor χ per layer makes a factor e: ξ = 1/|ln χ|; infinite at χ = 1, 0 at χ = 0 and ∞, NaN
/// for negative χ.
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
    // A subnormal length times √2 may be itself again.
    let (mut near, mut far) = (start, bits::max(start, f64::MIN_POSITIVE) * step);
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
mod tests;
