//! How long is the signal of one random network of finite width, compared with the mean over all of them?
//!
//! Let q_l = ‖a\[l]‖²/n_l, weights Gaussian and biases 0. Given a[l−1], the pre-activations z\[l] are independent N(0, σ_w² q_{l−1}), so
//! q_l/q_{l−1} has a law that does not depend on the past, and ln q_L − ln q_0 is a sum of independent terms:
//!
//! | network | q_l/q_{l−1} | mean of its ln | variance |
//! |---|---|---|---|
//! | linear, σ_w² = 1 | (1/n)χ²ₙ | ln(2/n) + ψ(n/2) ≈ −1/n | ψ′(n/2) ≈ 2/n |
//! | ReLU, σ_w² = 2 (He) | (2/n)χ² with K ~ binomial(n, ½) degrees | E[ln(4/n) + ψ(K/2)] ≈ −5/(2n) | E ψ′(K/2) + Var ψ(K/2) ≈ 5/n |
//!
//! Both ratios have mean 1, so the mean of q_L stays q_0. But the typical network is at e^(mean of ln q), which falls: by the central
//! limit theorem ln q_L is about N(−5L/2n, 5L/n) for He-ReLU (Hanin & Nica 2020, *Communications in Mathematical Physics* 376: with
//! Σ 1/n_l for L/n, as widths and depth grow together, and for other symmetric laws of the weights too; Hanin & Rolnick 2018). The
//! rates with ≈ are first order in 1/n; the exact ones condition on K ≥ 1, because with probability 2⁻ⁿ per layer no unit is active and
//! the signal is 0 from there on.
//!
//! ```
//! use wellposed_core::theory::depth_law::{Network, exact, large_width};
//!
//! // 150 layers of width 100: the median network keeps e^−3.75 = 2.4 % of the mean.
//! let law = large_width(Network::HeRelu, &[100; 150]);
//! assert!((law.mean + 3.75).abs() < 1e-12 && (law.variance - 7.5).abs() < 1e-12);
//! assert!((exact(Network::HeRelu, &[100; 150]).mean / law.mean - 1.0).abs() < 0.02);
//! ```

use super::polygamma::{digamma, tetragamma, trigamma};
use crate::bits;

/// Which networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// No activation, weights of variance 1/n.
    Linear,
    /// ReLU, weights of variance 2/n.
    HeRelu,
}

/// The first three cumulants of ln(q_L/q_0).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LogLength {
    /// The mean.
    pub mean: f64,
    /// The variance.
    pub variance: f64,
    /// The third cumulant E[(x − mean)³]; skewness is this over variance^(3/2).
    pub third: f64,
}

impl LogLength {
    /// third/variance^(3/2), 0 for the normal law; NaN without any layer, whose variance is 0.
    pub fn skewness(&self) -> f64 {
        self.third / (self.variance * self.variance.sqrt())
    }

    /// By how much at most the distribution function differs from that of the normal law of the same mean and variance, to first
    /// order in the skewness: |skewness|/6·max|x² − 1|φ(x) = |skewness|/(6√(2π)) (Edgeworth's first term).
    pub fn distance_from_normal(&self) -> f64 {
        self.skewness().abs() / (6.0 * (2.0 * std::f64::consts::PI).sqrt())
    }
}

/// The law to first order in 1/n, for the widths n_1 … n_L: N(−Σ1/n, 2Σ1/n), or N(−(5/2)Σ1/n, 5Σ1/n).
///
/// # Panics
/// If a width is 0.
pub fn large_width(network: Network, widths: &[usize]) -> LogLength {
    let inverse = |&width: &usize| {
        require_units(width);
        1.0 / width as f64
    };
    let inverse = bits::sum(&widths.iter().map(inverse).collect::<Vec<f64>>());
    let variance = match network {
        Network::Linear => 2.0 * inverse,
        Network::HeRelu => 5.0 * inverse,
    };
    LogLength { mean: -0.5 * variance, variance, third: 0.0 }
}

fn require_units(width: usize) {
    assert!(width > 0, "a layer without units has no signal");
}

/// The exact cumulants for the widths n_1 … n_L, of networks whose signal has not died ([`death_probability`]).
///
/// # Panics
/// If a width is 0.
pub fn exact(network: Network, widths: &[usize]) -> LogLength {
    let mut last = (0, LogLength::default());
    let mut sum = LogLength::default();
    for &width in widths {
        if width != last.0 {
            last = (width, layer(network, width));
        }
        sum.mean += last.1.mean;
        sum.variance += last.1.variance;
        sum.third += last.1.third;
    }
    sum
}

/// The probability that some layer has no active unit, 1 − ∏(1 − 2^(−n_l)) with ReLU.
pub fn death_probability(network: Network, widths: &[usize]) -> f64 {
    match network {
        Network::Linear => 0.0,
        Network::HeRelu => {
            let survive: Vec<f64> = widths.iter().map(|&width| bits::ln_1p(-libm::exp2(-(width as f64)))).collect();
            -bits::exp_m1(bits::sum(&survive))
        }
    }
}

/// The cumulants of ln(q_l/q_{l−1}) for one layer of `width` units.
///
/// # Panics
/// If there are no units.
pub fn layer(network: Network, width: usize) -> LogLength {
    require_units(width);
    let n = width as f64;
    match network {
        Network::Linear => {
            let chi = log_chi_squared(width);
            LogLength { mean: chi.mean - bits::ln(n), ..chi }
        }
        Network::HeRelu => {
            let mixture = mixture(width);
            LogLength { mean: mixture.mean + bits::ln(2.0 / n), ..mixture }
        }
    }
}

/// The cumulants of ln χ² with the given degrees of freedom.
fn log_chi_squared(degrees: usize) -> LogLength {
    let half = degrees as f64 / 2.0;
    LogLength { mean: std::f64::consts::LN_2 + digamma(half), variance: trigamma(half), third: tetragamma(half) }
}

/// The cumulants of ln χ² with K ~ binomial(n, ½) degrees, K ≥ 1, by the laws of total cumulance:
/// κ₂ = E v + Var m, κ₃ = E t + 3 Cov(m, v) + κ₃(m), where m, v, t are those given K.
fn mixture(width: usize) -> LogLength {
    let given: Vec<LogLength> = (1..=width).map(log_chi_squared).collect();
    let weights = positive_binomial(width);
    let expect = |f: &dyn Fn(&LogLength) -> f64| {
        bits::sum(&given.iter().zip(&weights).map(|(given, weight)| weight * f(given)).collect::<Vec<f64>>())
    };
    let mean = expect(&|given| given.mean);
    let spread = expect(&|given| bits::powi(given.mean - mean, 2));
    let covariance = expect(&|given| (given.mean - mean) * given.variance);
    LogLength {
        mean,
        variance: expect(&|given| given.variance) + spread,
        third: expect(&|given| given.third) + 3.0 * covariance + expect(&|given| bits::powi(given.mean - mean, 3)),
    }
}

/// P(K = k | K ≥ 1) for k = 1 … n, K ~ binomial(n, ½).
fn positive_binomial(width: usize) -> Vec<f64> {
    let ln_factorial = |count: usize| libm::lgamma(count as f64 + 1.0);
    let logarithm = |k: usize| ln_factorial(width) - ln_factorial(k) - ln_factorial(width - k);
    let scale = width as f64 * std::f64::consts::LN_2;
    let weights: Vec<f64> = (1..=width).map(|k| bits::exp(logarithm(k) - scale)).collect();
    let total = bits::sum(&weights);
    weights.into_iter().map(|weight| weight / total).collect()
}

#[cfg(test)]
mod tests;
