//! How long is the signal of one random network of finite width, compared with the mean over all of them?
//!
//! Let q_l = ‖a[l]‖²/n_l, weights Gaussian and biases 0. Given a[l−1], the pre-activations z[l] are independent N(0, σ_w² q_{l−1}), so
//! q_l/q_{l−1} has a law that does not depend on the past, and ln q_L − ln q_0 is a sum of independent terms:
//!
//! | network | q_l/q_{l−1} | mean of its ln | variance |
//! |---|---|---|---|
//! | linear, σ_w² = 1 | (1/n)χ²ₙ | ln(2/n) + ψ(n/2) ≈ −1/n | ψ′(n/2) ≈ 2/n |
//! | ReLU, σ_w² = 2 (He) | (2/n)χ² with K ~ binomial(n, ½) degrees | E[ln(4/n) + ψ(K/2)] ≈ −5/(2n) | E ψ′(K/2) + Var ψ(K/2) ≈ 5/n |
//!
//! Both ratios have mean 1, so the mean of q_L stays q_0. But the typical network is at e^(mean of ln q), which falls: by the central
//! limit theorem ln q_L is about N(−5L/2n, 5L/n) for He-ReLU (Hanin & Nica 2020, *Communications in Mathematical Physics* 376; Hanin &
//! Rolnick 2018 for Σ 1/n_l with unequal widths). The rates with ≈ are first order in 1/n; the exact ones condition on K ≥ 1, because
//! with probability 2⁻ⁿ per layer no unit is active and the signal is 0 from there on.
//!
//! ```
//! use wellposed::theory::depth_law::{Network, exact, large_width};
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
    /// third/variance^(3/2), 0 for the normal law.
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
pub fn large_width(network: Network, widths: &[usize]) -> LogLength {
    let inverse = bits::sum(&widths.iter().map(|&width| 1.0 / width as f64).collect::<Vec<f64>>());
    let variance = match network {
        Network::Linear => 2.0 * inverse,
        Network::HeRelu => 5.0 * inverse,
    };
    LogLength { mean: -0.5 * variance, variance, third: 0.0 }
}

/// The exact cumulants for the widths n_1 … n_L, of networks whose signal has not died ([`death_probability`]).
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
pub fn layer(network: Network, width: usize) -> LogLength {
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
    let spread = expect(&|given| (given.mean - mean).powi(2));
    let covariance = expect(&|given| (given.mean - mean) * given.variance);
    LogLength {
        mean,
        variance: expect(&|given| given.variance) + spread,
        third: expect(&|given| given.third) + 3.0 * covariance + expect(&|given| (given.mean - mean).powi(3)),
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
mod tests {
    use super::*;
    use crate::bits::streams::{standard_normal, stream};

    const EULER: f64 = 0.577_215_664_901_532_9;

    #[test]
    fn small_widths_by_hand() {
        // Linear, n = 2: ln(χ²₂/2) has mean ψ(1) = −γ and variance π²/6.
        let linear = layer(Network::Linear, 2);
        assert!((linear.mean + EULER).abs() < 1e-15);
        assert!((linear.variance - std::f64::consts::PI.powi(2) / 6.0).abs() < 1e-14);
        // ReLU, n = 1, active: ln(2z²), mean ln 4 + ψ(½) = −γ, for ψ(½) = −γ − 2 ln 2.
        assert!((layer(Network::HeRelu, 1).mean + EULER).abs() < 1e-14);
        // n = 2: one unit with probability 2/3 and two with 1/3; means ln 2 + ψ(½) and ln 2 + ψ(1).
        let two = layer(Network::HeRelu, 2).mean;
        let by_hand = std::f64::consts::LN_2 - EULER - 2.0 / 3.0 * 2.0 * std::f64::consts::LN_2;
        assert!((two - by_hand).abs() < 1e-14, "{two} {by_hand}");
        assert!((positive_binomial(3)[1] - 3.0 / 7.0).abs() < 1e-14);
        assert_eq!(death_probability(Network::HeRelu, &[1]), 0.5);
        assert!((death_probability(Network::HeRelu, &[2, 3]) - (1.0 - 0.75 * 0.875)).abs() < 1e-15);
    }

    #[test]
    fn first_order_is_the_limit() {
        for network in [Network::Linear, Network::HeRelu] {
            for n in [100, 1000] {
                let (exact, first) = (layer(network, n), large_width(network, &[n]));
                // The next order is O(1/n) relative; its constant is below 8 for both.
                assert!((exact.mean / first.mean - 1.0).abs() < 8.0 / n as f64, "{network:?} {n} {exact:?}");
                assert!((exact.variance / first.variance - 1.0).abs() < 8.0 / n as f64, "{network:?} {n} {exact:?}");
                assert!((exact.variance / (0.8 * first.variance) - 1.0).abs() > 0.1, "4/n would be seen");
            }
        }
    }

    #[test]
    fn a_network_is_the_sum_of_its_layers() {
        let (a, b) = (layer(Network::HeRelu, 7), layer(Network::HeRelu, 30));
        let both = exact(Network::HeRelu, &[7, 30, 30]);
        assert!((both.mean - a.mean - 2.0 * b.mean).abs() < 1e-15);
        assert!((both.third - a.third - 2.0 * b.third).abs() < 1e-15);
        assert_eq!(exact(Network::Linear, &[]), LogLength::default());
        // Skewness falls like 1/√L.
        let ratio = exact(Network::HeRelu, &[9; 100]).skewness() / exact(Network::HeRelu, &[9]).skewness();
        assert!((ratio - 0.1).abs() < 1e-12);
    }

    #[test]
    fn a_drawn_layer_has_the_three_cumulants() {
        let (n, draws) = (6, 40_000);
        let mut stream = stream(1, "depth_law", "layer", 0);
        let mut logarithms = Vec::new();
        while logarithms.len() < draws {
            let squares: Vec<f64> = (0..n).map(|_| standard_normal(&mut stream).max(0.0).powi(2)).collect();
            let ratio = 2.0 * bits::sum(&squares) / n as f64;
            if ratio > 0.0 {
                logarithms.push(bits::ln(ratio));
            }
        }
        let law = layer(Network::HeRelu, n);
        let moment = |power: i32| {
            let powers: Vec<f64> =
                logarithms.iter().map(|x| ((x - law.mean) / law.variance.sqrt()).powi(power)).collect();
            bits::sum(&powers) / draws as f64
        };
        // Standard errors from the sample's own moments of twice the power.
        for (power, predicted) in [(1, 0.0), (2, 1.0), (3, law.skewness())] {
            let error = ((moment(2 * power) - moment(power).powi(2)) / draws as f64).sqrt();
            assert!((moment(power) - predicted).abs() < 4.0 * error, "power {power}: {} {predicted}", moment(power));
        }
        // Planted: the first-order law is far off at this width.
        let planted = large_width(Network::HeRelu, &[n]).mean - law.mean;
        assert!(planted.abs() > 4.0 * (law.variance / draws as f64).sqrt());
    }
}
