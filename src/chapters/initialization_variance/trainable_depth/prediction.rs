//! How deep may a wide network be? The depth scales of a scheme, from the length map and the correlation map.
//!
//! | scale | χ | what changes by a factor e over 1/|ln χ| layers |
//! |---|---|---|
//! | of gradients | χ₁ = σ_w² E[g′(u)²] | squared gradients, backward |
//! | of information, ξ of Schoenholz et al. 2017 | σ_w² E[g′(u)g′(v)] at c* | how far the correlation of two inputs is from its limit c* |
//!
//! u, v are normal with the variance q* to which lengths tend, and in the second case with the correlation c*. If lengths tend to 0 or to
//! infinity, c* is that of the last q on the way; the scale is then that of the lengths themselves (see
//! [`correlation_map`]).
//!
//! Fixed deviations, 1/n, 2/n and orthogonal matrices of equal widths have a weight variance σ_w²/n with σ_w² = nσ², 1, 2 and the squared gain. LSUV
//! rescales each layer until E\[z²] = 1, so that q* = 1 and σ_w² = 1/E[g(z)²].

use super::{COURSE, Plan, WIDTH};
use crate::activation::Activation;
use crate::chapters::initialization_variance::training::Addition;
use crate::initialize::{Initializer, Scheme};
use crate::theory::{
    batch_norm, correlation_map,
    length_map::{self, FixedPoint},
};

/// A slope nearer to 1 than this counts as 1: the quadrature rounds.
const ROUNDING: f64 = 1e-12;
/// A length at which every g with g(0) = 0 is its tangent, to rounding, and no square underflows.
const TINY: f64 = 1e-60;

/// What theory says of a scheme in wide networks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scales {
    /// χ₁.
    pub(super) gradient_slope: f64,
    /// χ at c*.
    pub(super) information_slope: f64,
}

impl Scales {
    /// Those of layers of `width` units without additions.
    pub(super) fn new(activation: Activation, initializer: Initializer, width: usize) -> Self {
        let (variance, length) = fixed_point(activation, initializer, width);
        let alike = correlation_map::fixed_correlation(activation, variance, 0.0, length);
        let gradient_slope = length_map::slope(activation, variance, length);
        let chaotic = alike < 1.0;
        let information_slope =
            if chaotic { correlation_map::slope(activation, variance, length, alike) } else { gradient_slope };
        Scales { gradient_slope, information_slope }
    }

    /// Six depth scales of gradients.
    pub(super) fn six_of_gradients(&self) -> f64 {
        six(self.gradient_slope)
    }

    /// Six depth scales of information.
    pub(super) fn six_of_information(&self) -> f64 {
        six(self.information_slope)
    }
}

/// 6/|ln χ|; infinite where χ = 1.
fn six(chi: f64) -> f64 {
    if (chi - 1.0).abs() <= ROUNDING { f64::INFINITY } else { 6.0 * length_map::depth_scale(chi) }
}

/// By which factor theory has squared derivatives grow per hidden layer backward: χ₁, or that of batch normalization for the batches of
/// the training; none with residual connections, where it is not the same in all layers.
pub(super) fn growth(plan: Plan) -> Option<f64> {
    match plan.recipe.addition {
        Addition::Plain => Some(Scales::new(plan.activation, plan.initializer(), WIDTH).gradient_slope),
        Addition::BatchNormalization => Some(batch_norm::growth(plan.activation, COURSE.batch)),
        Addition::Residual | Addition::LayerNormalization => None,
    }
}

/// σ_w² of a scheme, and the length to which signals of length 1 tend.
fn fixed_point(activation: Activation, initializer: Initializer, width: usize) -> (f64, f64) {
    if initializer.scheme == Scheme::Lsuv {
        return (1.0 / length_map::length(activation, 1.0, 0.0, 1.0), 1.0);
    }
    let variance = width as f64 * initializer.variance(width, width);
    let length = match length_map::fixed_point(activation, variance, 0.0, 1.0) {
        FixedPoint::At(length) => length,
        // Small enough for g to be its tangent, or, for ReLU, as good as any other.
        FixedPoint::Zero => TINY,
        // Only activations without a bound get there; ReLU has the same slope everywhere.
        FixedPoint::Infinity => length_map::LARGEST,
    };
    (variance, length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Activation::{Relu, Tanh};

    fn scales(activation: Activation, scheme: Scheme) -> Scales {
        Scales::new(activation, Initializer::new(scheme), 32)
    }

    #[test]
    fn critical_schemes_by_hand() {
        for scheme in [Scheme::LeCun, Scheme::Glorot, Scheme::Orthogonal] {
            assert_eq!(scales(Tanh, scheme).six_of_gradients(), f64::INFINITY);
            assert_eq!(scales(Tanh, scheme).six_of_information(), f64::INFINITY);
            // Half the squared signal passes a ReLU: χ = ½.
            assert!((scales(Relu, scheme).six_of_gradients() * std::f64::consts::LN_2 / 6.0 - 1.0).abs() < 1e-12);
        }
        assert_eq!(scales(Relu, Scheme::He).six_of_gradients(), f64::INFINITY);
        let orthogonal = Initializer::new(Scheme::Orthogonal).gain(std::f64::consts::SQRT_2);
        assert_eq!(Scales::new(Relu, orthogonal, 32).six_of_gradients(), f64::INFINITY);
        assert_eq!(scales(Relu, Scheme::Lsuv).six_of_gradients(), f64::INFINITY);
        assert!((scales(Tanh, Scheme::He).gradient_slope - 1.106).abs() < 5e-4);
        // 32·0.01² = 0.0032, and tanh is its tangent.
        assert!((scales(Tanh, Scheme::FixedDeviation(0.01)).gradient_slope - 0.0032).abs() < 1e-15);
        assert!((scales(Relu, Scheme::FixedDeviation(1.0)).gradient_slope - 16.0).abs() < 1e-12);
    }

    #[test]
    fn the_two_scales_part_in_the_chaotic_phase_alone() {
        for (scheme, gradients, information) in
            [(Scheme::He, 59.8, 130.3), (Scheme::FixedDeviation(1.0), 5.10, 18.89), (Scheme::Lsuv, 36.66, 83.26)]
        {
            let scales = scales(Tanh, scheme);
            // As printed, to half a unit of the last digit.
            assert!((scales.six_of_gradients() / gradients - 1.0).abs() < 1e-3, "{scales:?}");
            assert!((scales.six_of_information() / information - 1.0).abs() < 1e-3, "{scales:?}");
        }
        for scheme in [Scheme::FixedDeviation(0.01), Scheme::LeCun] {
            let scales = scales(Tanh, scheme);
            assert_eq!(scales.six_of_gradients(), scales.six_of_information(), "tanh");
        }
        for scheme in [Scheme::FixedDeviation(0.01), Scheme::LeCun, Scheme::He, Scheme::FixedDeviation(1.0)] {
            let scales = scales(Relu, scheme);
            assert_eq!(scales.six_of_gradients(), scales.six_of_information(), "ReLU");
        }
    }

    #[test]
    fn lsuv_has_the_fixed_point_1() {
        let variance = 1.0 / length_map::length(Tanh, 1.0, 0.0, 1.0);
        let FixedPoint::At(length) = length_map::fixed_point(Tanh, variance, 0.0, 2.0) else { panic!("bounded") };
        assert!((length - 1.0).abs() < 1e-12);
        assert!(scales(Tanh, Scheme::Lsuv).gradient_slope > 1.1, "beyond the edge of chaos");
    }
}
