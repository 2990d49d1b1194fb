//! Are the cumulants those of closed forms, of expansions and of draws?

use super::*;
use crate::bits::streams::{standard_normal, stream};

const EULER: f64 = 0.577_215_664_901_532_9;
const U: f64 = f64::EPSILON / 2.0;
/// ψ is good to 10u(|ψ| + 6), ψ′ to 10u, relative: here |ψ| < 2 and ψ′ < 2, so to 80u and 20u. Logarithms and sums of
/// such numbers add some 20u.
const ROUNDING: f64 = 100.0 * U;

#[test]
fn small_widths_by_hand() {
    // Linear, n = 2: ln(χ²₂/2) has mean ψ(1) = −γ and variance π²/6.
    let linear = layer(Network::Linear, 2);
    assert!((linear.mean + EULER).abs() < ROUNDING);
    assert!((linear.variance - std::f64::consts::PI * std::f64::consts::PI / 6.0).abs() < ROUNDING);
    let planted = layer(Network::Linear, 3);
    assert!(
        (planted.mean + EULER).abs() > 0.1 && (planted.variance - linear.variance).abs() > 0.1,
        "another width is seen"
    );
    // ReLU, n = 1, active: ln(2z²), mean ln 4 + ψ(½) = −γ, for ψ(½) = −γ − 2 ln 2.
    assert!((layer(Network::HeRelu, 1).mean + EULER).abs() < ROUNDING);
    // n = 2: one unit with probability 2/3 and two with 1/3; means ln 2 + ψ(½) and ln 2 + ψ(1).
    let two = layer(Network::HeRelu, 2).mean;
    let by_hand = std::f64::consts::LN_2 - EULER - 2.0 / 3.0 * 2.0 * std::f64::consts::LN_2;
    assert!((two - by_hand).abs() < ROUNDING, "{two} {by_hand}");
    // Planted: probabilities ½ and ¼ + ¼, without the condition that a unit is active.
    let planted = std::f64::consts::LN_2 - EULER - 0.5 * 2.0 * std::f64::consts::LN_2;
    assert!((two - planted).abs() > 0.1);
    // Exponentials of sums of logarithms below 3: some 3·5u in the exponent.
    assert!((positive_binomial(3)[1] - 3.0 / 7.0).abs() < 20.0 * U);
    assert_eq!(death_probability(Network::HeRelu, &[1]), 0.5);
    assert!((death_probability(Network::HeRelu, &[2, 3]) - (1.0 - 0.75 * 0.875)).abs() < 8.0 * U);
}

#[test]
fn first_order_is_the_limit() {
    // ψ(y) = ln y − 1/2y − 1/12y² + … and ψ′(y) = 1/y + 1/2y² + …, at y = n/2: relative to the first order the next is
    // 1/(3n) and 1/n. For ReLU y = K/2 with K = (n/2)(1 + x), E x² = 1/n, E x⁴ = 3/n²: the mean is −(1/2 + 2)/n − (3/4
    // + 2 + 4/3)/n², the variance (4 + 1)/n + (12 + 6½)/n².
    for (network, mean, variance) in [(Network::Linear, 1.0 / 3.0, 1.0), (Network::HeRelu, 49.0 / 30.0, 3.7)] {
        for n in [100, 1000] {
            let (exact, first) = (layer(network, n), large_width(network, &[n]));
            let next = |exact: f64, first: f64| (exact / first - 1.0) * n as f64;
            // The order after that is 1/n of it, with a factor below 10 (and e^(−n/2), for K = 0). Rounding: 10u·n of
            // the first order, times n.
            let allowed = |constant: f64| 10.0 * constant / n as f64 + 1e3 * (n * n) as f64 * U;
            assert!((next(exact.mean, first.mean) - mean).abs() < allowed(mean), "{network:?} {n} {exact:?}");
            assert!((next(exact.variance, first.variance) - variance).abs() < allowed(variance), "{network:?} {n}");
            assert!(next(exact.variance, 0.8 * first.variance).abs() > 0.1 * n as f64, "4/n would be seen");
        }
    }
}

#[test]
fn a_network_is_the_sum_of_its_layers() {
    let (a, b) = (layer(Network::HeRelu, 7), layer(Network::HeRelu, 30));
    let both = exact(Network::HeRelu, &[7, 30, 30]);
    // Two additions here and two there, of numbers of one sign.
    assert!((both.mean - a.mean - 2.0 * b.mean).abs() <= 4.0 * U * both.mean.abs());
    assert!((both.third - a.third - 2.0 * b.third).abs() <= 4.0 * U * both.third.abs());
    assert!((both.mean - 2.0 * a.mean - b.mean).abs() > 0.1, "the other width twice is seen");
    assert_eq!(exact(Network::Linear, &[]), LogLength::default());
    // Skewness falls like 1/√L.
    let ratio = exact(Network::HeRelu, &[9; 100]).skewness() / exact(Network::HeRelu, &[9]).skewness();
    // A hundred additions, once plain and once to the power 3/2.
    assert!((ratio / 0.1 - 1.0).abs() < 260.0 * U, "{ratio}");
    assert!((ratio / 0.01 - 1.0).abs() > 1.0, "1/L is seen");
}

#[test]
fn a_drawn_layer_has_the_three_cumulants() {
    let (n, draws) = (6, 40_000);
    let mut stream = stream(1, "depth_law", "layer", 0);
    let mut logarithms = Vec::new();
    while logarithms.len() < draws {
        let squares: Vec<f64> = (0..n).map(|_| bits::powi(bits::max(standard_normal(&mut stream), 0.0), 2)).collect();
        let ratio = 2.0 * bits::sum(&squares) / n as f64;
        if ratio > 0.0 {
            logarithms.push(bits::ln(ratio));
        }
    }
    let law = layer(Network::HeRelu, n);
    let moment = |power: i32| {
        let powers: Vec<f64> =
            logarithms.iter().map(|x| bits::powi((x - law.mean) / law.variance.sqrt(), power)).collect();
        bits::sum(&powers) / draws as f64
    };
    // Standard errors from the sample's own moments of twice the power.
    for (power, predicted) in [(1, 0.0), (2, 1.0), (3, law.skewness())] {
        let error = ((moment(2 * power) - bits::powi(moment(power), 2)) / draws as f64).sqrt();
        assert!((moment(power) - predicted).abs() < 4.0 * error, "power {power}: {} {predicted}", moment(power));
    }
    // Planted: the first-order law is far off at this width.
    let planted = large_width(Network::HeRelu, &[n]).mean - law.mean;
    assert!(planted.abs() > 4.0 * (law.variance / draws as f64).sqrt());
}

#[test]
#[should_panic(expected = "a layer without units")]
fn a_layer_without_units_is_refused() {
    exact(Network::HeRelu, &[3, 0]);
}
