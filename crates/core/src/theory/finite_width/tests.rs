//! Does the path agree with the depth law, with expansions and with draws?

use super::*;
use crate::bits::{streams::standard_normal, streams::stream};
use crate::statistics;
use crate::theory::depth_law::{self, Network};

const U: f64 = f64::EPSILON / 2.0;

#[test]
fn homogeneous_activations_follow_the_depth_law() {
    for (activation, weight_variance, network) in
        [(Activation::Relu, 2.0, Network::HeRelu), (Activation::Identity, 1.0, Network::Linear)]
    {
        let path = lengths(activation, weight_variance, 1.0, 50, 30)[30];
        let law = depth_law::large_width(network, &[50; 30]);
        // A mean over z is good to 40u, a slope (a quotient of two) to 80u, κ + 1 to 120u. In 30 layers lengths take up
        // the first of them; variances, up to 3, twice that of the slope and κ/n.
        assert!((path.length - 1.0).abs() < 30.0 * 40.0 * U);
        assert!((path.variance - law.variance).abs() < 30.0 * (3.0 * 160.0 + 6.0 * 120.0 / 50.0) * U);
        // The quotient divides the rounding of two slopes by 2h; c enters the mean with ½V.
        let curvature = 160.0 * U * 2048.0;
        assert!(
            (path.mean - law.mean).abs() < 30.0 * (1.5 * curvature + 2.0 * 200.0 * U),
            "{} {}",
            path.mean,
            law.mean
        );
        let other = depth_law::large_width(network, &[50; 31]);
        assert!((path.mean - other.mean).abs() > 1e-3 && (path.variance - other.variance).abs() > 1e-3, "a layer more");
    }
}

#[test]
fn the_path_is_that_of_the_length_map() {
    let path = lengths(Activation::Tanh, 1.5, 0.7, 100, 4);
    let (mut q, mut planted) = (1.5 * 0.7, 1.5 * 0.7);
    for (layer, point) in path.iter().enumerate().take(4).skip(1) {
        q = length_map::length(Activation::Tanh, 1.5, 0.0, q);
        planted = length_map::length(Activation::Tanh, 1.5, 0.01, planted);
        // The factor σ_w² is multiplied before here and after there: 2u a layer, which a map with slopes below 1 does
        // not raise.
        let allowed = 2.0 * layer as f64 * U * q;
        assert!((1.5 * point.length - q).abs() <= allowed && (1.5 * point.length - planted).abs() > allowed);
    }
}

#[test]
fn critical_tanh_loses_its_length_as_1_over_2l_and_strays_by_two_thirds_of_l_over_n() {
    let path = lengths(Activation::Tanh, 1.0, 1.0, 500, 400);
    // E tanh² = q − 2q² + (17/3)q³ − (62/3)q⁴ + …, so 1/q grows by 2 − (5/3)q + 6q² a layer, and q = 1/(2l − (5/6) ln l
    // + C): from 200 to 400 by 400 − (5/6) ln 2, up to Σ(6 + (5/3)(C + 5))q² < 23·200/400² < 0.03 for |C| < 5.
    let grown = 1.0 / path[400].length - 1.0 / path[200].length;
    let predicted = 400.0 - 5.0 / 6.0 * std::f64::consts::LN_2;
    assert!((1.0 / path[400].length - 800.0 + 5.0 / 6.0 * bits::ln(400.0)).abs() < 5.0);
    assert!((grown - predicted).abs() < 0.03, "{grown} {predicted}");
    assert!((grown - 400.0).abs() > 0.03, "the logarithm is seen");
    // κ = 2 − O(q) and s = 1 − 2q + O(q²) with q = 1/2l: V′ = (1 − 2/l)V + 2/n + O(ln l/l)/n, hence V = 2l/3n·(1 + O(ln
    // l/l)).
    let relative = path[400].variance * 500.0 * 3.0 / (2.0 * 400.0);
    assert!((relative - 1.0).abs() < 4.0 * bits::ln(400.0) / 400.0, "{relative}");
    assert!((relative * 1.5 - 1.0).abs() > 4.0 * bits::ln(400.0) / 400.0, "l/n is seen");
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
                        .map(|_| bits::powi(activation.value(deviation * standard_normal(&mut stream)), 2))
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

#[test]
#[should_panic(expected = "lengths start from 0; it must be positive and finite")]
fn a_start_of_0_is_refused() {
    lengths(Activation::Tanh, 1.0, 0.0, 10, 2);
}
