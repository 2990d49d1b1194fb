//! What does theory say of v_l: of its mean, of the typical network, of the law?
//!
//! | weights | mean of v_l | law of ln v_l |
//! |---|---|---|
//! | normal | (σ_w²/σ²)^l | exact mean and variance, and the first order in 1/n ([`depth_law`]) |
//! | independent, of another symmetric law | the same | the same first order |
//! | orthogonal | the same | each layer's factor has mean 1 and variance 3/(n+2) with ReLU, 0 without |
//!
//! σ² is the constant that keeps the mean: 2 with ReLU, 1 without. The means are exact. In the last row a direction without preference is cut to
//! the half of its entries that are positive; to first order ln of a factor of mean 1 and variance s² is N(−s²/2, s²).

use super::setting::{Setting, Weights};
use crate::bits;
use crate::theory::depth_law::{self, LogLength, Network};

/// The mean of v behind so many layers, over all networks that could be drawn.
pub(super) fn mean(setting: &Setting, layers: usize) -> f64 {
    bits::exp(layers as f64 * setting.log_growth())
}

/// e to the mean of ln v behind so many layers, to first order in 1/n.
pub(super) fn typical(setting: &Setting, layers: usize) -> f64 {
    bits::exp(first_order(setting, layers).mean)
}

/// The law of ln v_L among networks whose signal lives, as exactly as it is known.
pub(super) fn law(setting: &Setting) -> LogLength {
    let depth = setting.ensemble.depth;
    if !setting.is_normal() {
        return first_order(setting, depth);
    }
    grown(setting, depth, depth_law::exact(setting.ensemble.network, &widths(setting, depth)))
}

/// The probability that a signal has died behind the last layer: in some layer every unit was off.
pub(super) fn death(setting: &Setting) -> f64 {
    depth_law::death_probability(setting.ensemble.network, &widths(setting, setting.ensemble.depth))
}

fn first_order(setting: &Setting, layers: usize) -> LogLength {
    let network = setting.ensemble.network;
    let law = match (setting.weights, network) {
        (Weights::Independent(_), _) => depth_law::large_width(network, &widths(setting, layers)),
        (Weights::Orthogonal, Network::Linear) => LogLength::default(),
        (Weights::Orthogonal, Network::HeRelu) => {
            let variance = 3.0 * layers as f64 / (setting.ensemble.width as f64 + 2.0);
            LogLength { mean: -0.5 * variance, variance, third: 0.0 }
        }
    };
    grown(setting, layers, law)
}

fn grown(setting: &Setting, layers: usize, law: LogLength) -> LogLength {
    LogLength { mean: law.mean + layers as f64 * setting.log_growth(), ..law }
}

fn widths(setting: &Setting, layers: usize) -> Vec<usize> {
    vec![setting.ensemble.width; layers]
}
