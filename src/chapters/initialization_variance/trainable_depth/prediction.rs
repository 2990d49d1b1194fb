//! How deep may a wide network be? The depth scale ξ of a scheme, from the length map.
//!
//! Fixed deviations, 1/n, 2/n and orthogonal matrices of equal widths have a weight variance σ_w²/n with σ_w² = nσ², 1, 2 and the squared gain. LSUV
//! rescales each layer until E[z²] = 1, so that q* = 1 and σ_w² = 1/E[g(z)²].

use crate::activation::Activation;
use crate::initialize::{Initializer, Scheme};
use crate::theory::length_map::{self, FixedPoint};

/// A slope nearer to 1 than this counts as 1: the quadrature rounds.
const ROUNDING: f64 = 1e-12;

/// ξ of layers of `width` units; infinite where χ = 1.
pub(super) fn depth_scale(activation: Activation, initializer: Initializer, width: usize) -> f64 {
    let chi = slope(activation, initializer, width);
    if (chi - 1.0).abs() <= ROUNDING { f64::INFINITY } else { length_map::depth_scale(chi) }
}

/// χ at the length to which signals of length 1 tend.
pub(super) fn slope(activation: Activation, initializer: Initializer, width: usize) -> f64 {
    if initializer.scheme == Scheme::Lsuv {
        let variance = 1.0 / length_map::length(activation, 1.0, 0.0, 1.0);
        return length_map::slope(activation, variance, 1.0);
    }
    let variance = width as f64 * initializer.variance(width, width);
    let length = match length_map::fixed_point(activation, variance, 0.0, 1.0) {
        FixedPoint::At(length) => length,
        // Small enough for g to be its tangent, or, for ReLU, as good as any other.
        FixedPoint::Zero => f64::MIN_POSITIVE,
        // Only activations without a bound get there; ReLU has the same slope everywhere.
        FixedPoint::Infinity => length_map::LARGEST,
    };
    length_map::slope(activation, variance, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn critical_schemes_by_hand() {
        for scheme in [Scheme::LeCun, Scheme::Glorot, Scheme::Orthogonal] {
            assert_eq!(depth_scale(Activation::Tanh, Initializer::new(scheme), 32), f64::INFINITY);
            // Half the squared signal passes a ReLU: χ = ½.
            assert!(
                (depth_scale(Activation::Relu, Initializer::new(scheme), 32) * std::f64::consts::LN_2 - 1.0).abs()
                    < 1e-12
            );
        }
        assert_eq!(depth_scale(Activation::Relu, Initializer::new(Scheme::He), 32), f64::INFINITY);
        let orthogonal = Initializer::new(Scheme::Orthogonal).gain(std::f64::consts::SQRT_2);
        assert_eq!(depth_scale(Activation::Relu, orthogonal, 32), f64::INFINITY);
        assert_eq!(depth_scale(Activation::Relu, Initializer::new(Scheme::Lsuv), 32), f64::INFINITY);
        assert!((slope(Activation::Tanh, Initializer::new(Scheme::He), 32) - 1.106).abs() < 5e-4);
        // 32·0.01² = 0.0032, and tanh is its tangent.
        assert!((slope(Activation::Tanh, Initializer::new(Scheme::FixedDeviation(0.01)), 32) - 0.0032).abs() < 1e-15);
        assert!((slope(Activation::Relu, Initializer::new(Scheme::FixedDeviation(1.0)), 32) - 16.0).abs() < 1e-12);
    }

    #[test]
    fn lsuv_has_the_fixed_point_1() {
        let variance = 1.0 / length_map::length(Activation::Tanh, 1.0, 0.0, 1.0);
        let FixedPoint::At(length) = length_map::fixed_point(Activation::Tanh, variance, 0.0, 2.0) else {
            panic!("bounded")
        };
        assert!((length - 1.0).abs() < 1e-12);
        assert!(slope(Activation::Tanh, Initializer::new(Scheme::Lsuv), 32) > 1.1, "beyond the edge of chaos");
    }
}
