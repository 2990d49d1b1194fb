//! How far does one network of finite width stray from the [length map](super::length_map), for any activation?
//!
//! Let v_l = ‖a[l]‖²/n. Given v_{l−1}, the units of layer l are independent, so
//!
//! ```text
//! v_l = f(v_{l−1})·(1 + ε_l),   f(v) = E[g(√q z)²] with q = σ_w²v,   Var ε_l = κ/n,   κ = E[g⁴]/E[g²]² − 1
//! ```
//!
//! With x = ln v, F = ln f as a function of x, s = F′ and c = F″ on the path of the map, the deviation δ of x from that path has, to first
//! order in 1/n, mean m and variance V with
//!
//! ```text
//! m_l = s·m_{l−1} + ½c·V_{l−1} − ½κ/n,    V_l = s²·V_{l−1} + κ/n
//! ```
//!
//! (the delta method, layer by layer; biases 0, one input). For ReLU s = 1, c = 0 and κ = 5 whatever the weights: m_L = −5L/2n and V_L = 5L/n, as in
//! [`depth_law`](super::depth_law). For tanh a path that is drawn to a fixed point forgets (s < 1); at the edge, σ_w² = 1, s tends to 1 and
//! V_l ≈ 2l/3n grows still.
//!
//! ```
//! use wellposed::activation::Activation;
//! use wellposed::theory::finite_width::lengths;
//!
//! let path = lengths(Activation::Relu, 2.0, 1.0, 100, 150);
//! assert!((path[150].length - 1.0).abs() < 1e-12);
//! assert!((path[150].mean + 3.75).abs() < 1e-6 && (path[150].variance - 7.5).abs() < 1e-10);
//! ```

use super::quadrature::gaussian_mean;
use crate::activation::Activation;
use crate::bits;

/// Where ln v lies after some layers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Path {
    /// v by the length map, for infinite width.
    pub length: f64,
    /// The mean of ln v less ln of that length, to first order in 1/n.
    pub mean: f64,
    /// The variance of ln v, to first order in 1/n.
    pub variance: f64,
}

/// v_0 … v_L of networks with weights of variance σ_w²/n, started at v_0 = `start`.
pub fn lengths(activation: Activation, weight_variance: f64, start: f64, width: usize, depth: usize) -> Vec<Path> {
    let n = width as f64;
    let mut path = vec![Path { length: start, mean: 0.0, variance: 0.0 }];
    for layer in 0..depth {
        let Path { length, mean, variance } = path[layer];
        let q = weight_variance * length;
        let [second, fourth] = moments(activation, q);
        let noise = (fourth / (second * second) - 1.0) / n;
        // A symmetric quotient over ln q ± ln(1 + h): its error is h²/6 of the third derivative.
        let h: f64 = 1.0 / 4096.0;
        let (slope, above, below) =
            (slope(activation, q), slope(activation, q * (1.0 + h)), slope(activation, q / (1.0 + h)));
        let curvature = (above - below) / (2.0 * bits::ln_1p(h));
        path.push(Path {
            length: second,
            mean: slope * mean + 0.5 * curvature * variance - 0.5 * noise,
            variance: slope * slope * variance + noise,
        });
    }
    path
}

/// E[g(√q z)²] and E[g(√q z)⁴].
fn moments(activation: Activation, q: f64) -> [f64; 2] {
    let root = q.sqrt();
    [1, 2].map(|power| {
        gaussian_mean(|z| {
            let value: f64 = activation.value(root * z);
            (value * value).powi(power)
        })
    })
}

/// d ln E[g(√q z)²]/d ln q = E[u g(u) g′(u)]/E[g(u)²] with u = √q z.
fn slope(activation: Activation, q: f64) -> f64 {
    let root = q.sqrt();
    let mean = gaussian_mean(|z| {
        let u = root * z;
        let value: f64 = activation.value(u);
        u * value * activation.derivative(u, value)
    });
    mean / moments(activation, q)[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::{streams::standard_normal, streams::stream};
    use crate::statistics;
    use crate::theory::depth_law::{self, Network};
    use crate::theory::length_map;

    #[test]
    fn homogeneous_activations_follow_the_depth_law() {
        for (activation, weight_variance, network) in
            [(Activation::Relu, 2.0, Network::HeRelu), (Activation::Identity, 1.0, Network::Linear)]
        {
            let path = lengths(activation, weight_variance, 1.0, 50, 30)[30];
            let law = depth_law::large_width(network, &[50; 30]);
            assert!((path.length - 1.0).abs() < 1e-12);
            // The quotient divides the rounding of a slope, some 1e-14, by 2h; it enters 30 times with V ≤ 3.
            assert!((path.mean - law.mean).abs() < 1e-8 && (path.variance - law.variance).abs() < 1e-11);
        }
    }

    #[test]
    fn the_path_is_that_of_the_length_map() {
        let path = lengths(Activation::Tanh, 1.5, 0.7, 100, 4);
        let mut q = 1.5 * 0.7;
        for point in &path[1..=3] {
            q = length_map::length(Activation::Tanh, 1.5, 0.0, q);
            assert!((1.5 * point.length - q).abs() < 1e-14);
        }
        let slope_by_map =
            q * length_map::length_slope(Activation::Tanh, 1.5, q) / length_map::length(Activation::Tanh, 1.5, 0.0, q);
        assert!((slope(Activation::Tanh, q) - slope_by_map).abs() < 1e-13);
    }

    #[test]
    fn critical_tanh_loses_its_length_as_1_over_2l_and_strays_by_two_thirds_of_l_over_n() {
        let path = lengths(Activation::Tanh, 1.0, 1.0, 500, 400)[400];
        // E tanh² = q − 2q² + (17/3)q³ − …, so 1/q grows by 2 − (5/3)q a layer: 1/q = 2l − (5/6) ln l + O(1).
        let corrected = 2.0 * 400.0 - 5.0 / 6.0 * bits::ln(400.0);
        assert!((path.length * corrected - 1.0).abs() < 0.03, "{}", path.length * corrected);
        assert!((path.variance * 500.0 * 3.0 / (2.0 * 400.0) - 1.0).abs() < 0.2, "{}", path.variance);
    }

    #[test]
    fn draws_have_these_means_and_variances() {
        let (width, depth, networks) = (500, 8, 1500);
        for (activation, weight_variance) in
            [(Activation::Tanh, 2.0), (Activation::Tanh, 1.0), (Activation::Selu, 1.0), (Activation::Gelu, 2.0)]
        {
            let logarithms: Vec<f64> = (0..networks)
                .map(|network| {
                    let mut stream = stream(1, "finite width", activation.name(), network);
                    let mut v: f64 = 1.0;
                    for _ in 0..depth {
                        let deviation = (weight_variance * v).sqrt();
                        let squares: Vec<f64> = (0..width)
                            .map(|_| activation.value(deviation * standard_normal(&mut stream)).powi(2))
                            .collect();
                        v = bits::sum(&squares) / width as f64;
                    }
                    bits::ln(v)
                })
                .collect();
            let path = lengths(activation, weight_variance, 1.0, width, depth)[depth];
            let mean = statistics::mean_interval(&logarithms, 0.9999).unwrap();
            let variance = statistics::variance_interval(&logarithms, 0.9999).unwrap();
            let center = bits::ln(path.length) + path.mean;
            let name = activation.name();
            // The second order in 1/n is left out: V² at most.
            let left_out = path.variance * path.variance;
            assert!((mean.low - left_out..mean.high + left_out).contains(&center), "{name}: {mean:?} {center}");
            assert!(
                (variance.low - left_out..variance.high + left_out).contains(&path.variance),
                "{name}: {variance:?} {}",
                path.variance
            );
            // Planted: another width.
            let planted = lengths(activation, weight_variance, 1.0, 300, depth)[depth].variance;
            assert!(planted > variance.high + left_out, "{name}");
        }
    }
}
