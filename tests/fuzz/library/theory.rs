//! Doors of `theory`.

use wellposed::theory::depth_law::{self, Network};
use wellposed::theory::formats::{Depths, Format};
use wellposed::theory::normalization::{VarianceAlgorithm, own_statistics_penalty, variance_condition, variance_error};
use wellposed::theory::{
    batch_norm, conditioning, correlation_map, finite_width, length_map, polygamma, products, quadrature, steps,
};

use super::bits::activation;
use super::{Door, Promise::*, Source, door};

fn network(source: &mut Source) -> Network {
    source.of(&[Network::Linear, Network::HeRelu])
}

fn in_order(all: [Option<Depths>; 3]) {
    assert!(all.into_iter().flatten().all(|depths| depths.low <= depths.high), "{all:?}");
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        door("theory::conditioning", Nothing, |source| {
            let (x, y, count) = (source.number(), source.number(), source.any_size(9));
            let features: Vec<(f64, f64)> = source.some(5).into_iter().map(|mean| (mean, y)).collect();
            let equal = conditioning::EqualFeatures::new(count, x, y);
            let (a, b) = conditioning::uniform_moments(x, y);
            let rest =
                [conditioning::of_range_ratio(x), conditioning::of_correlation(x), conditioning::of_random_features(x)];
            conditioning::second_moments(&features)
                .into_iter()
                .chain([equal.condition(), a, b, conditioning::van_der_sluis_factor(count)])
                .chain(rest)
                .collect()
        })
        .panics(&["needs at least one feature"]),
        door("theory::steps", Nothing, |source| {
            let (x, y) = (source.positive(), source.positive());
            vec![
                steps::best_step(x, y),
                steps::largest_stable_step(x),
                steps::gradient_descent_rate(x),
                steps::heavy_ball_step(x, y),
                steps::heavy_ball_momentum(x),
                steps::heavy_ball_rate(x),
                steps::steps_to(x, y),
                steps::gradient_descent_steps(x, y),
                steps::heavy_ball_steps(x, y),
            ]
        }),
        door("theory::formats", Always, |source| {
            let (format, c) = (source.of(&Format::ALL), source.positive());
            in_order([format.overflow(c), format.subnormal(c), format.settles(c)]);
            let mut numbers = vec![format.sticks_at(c) as f64, format.unit_roundoff(), format.largest()];
            numbers.extend([format.smallest_normal(), format.smallest_subnormal()]);
            numbers.extend(format.factor(c));
            numbers
        }),
        door("theory::formats near 1", Always, |source| {
            let (format, step) = (source.of(&Format::ALL), source.size(9) as f64);
            let c = 1.0 + source.of(&[1.0, -1.0]) * step * format.unit_roundoff();
            in_order([format.overflow(c), format.subnormal(c), format.settles(c)]);
            vec![format.sticks_at(c) as f64]
        }),
        door("theory::normalization", Nothing, |source| {
            use VarianceAlgorithm::{CorrectedTwoPass, OnePass, PairwiseTwoPass, PairwiseUpdating, TwoPass, Updating};
            let (x, u, count) = (source.number(), source.number(), source.any_size(9));
            let algorithm =
                source.of(&[OnePass, TwoPass, CorrectedTwoPass, Updating, PairwiseTwoPass, PairwiseUpdating]);
            vec![own_statistics_penalty(x, count), variance_condition(x), variance_error(algorithm, count, x, u)]
        }),
        door("theory::quadrature", Nothing, |source| {
            let (scale, shift) = (source.number(), source.number());
            vec![quadrature::gaussian_mean(|z| scale * z + shift)]
        }),
        door("theory::polygamma", Finite, |source| {
            let x = source.number();
            let all = [polygamma::digamma(x), polygamma::trigamma(x), polygamma::tetragamma(x)];
            // At and below 0 there is no value.
            if x > 0.0 { all.to_vec() } else { Vec::new() }
        }),
        door("theory::length_map", Nothing, |source| {
            let (activation, q, w, b) = (activation(source), source.positive(), source.number(), source.number());
            vec![
                length_map::length(activation, w, b, q),
                length_map::length_slope(activation, w, q),
                length_map::logarithmic_slope(activation, q),
                length_map::slope(activation, w, q),
                length_map::critical_weight_variance(activation, q),
                length_map::depth_scale(q),
            ]
        }),
        door("theory::length_map::fixed_point", Nothing, |source| {
            let (activation, start, w, b) =
                (activation(source), source.positive(), source.positive(), source.positive());
            match length_map::fixed_point(activation, w, b, start) {
                length_map::FixedPoint::At(q) => vec![q],
                _ => Vec::new(),
            }
        })
        .panics(&["lengths start from", "variances "]),
        door("theory::correlation_map", Nothing, |source| {
            let (activation, q, w, b) = (activation(source), source.positive(), source.number(), source.number());
            let c = source.share();
            vec![
                correlation_map::correlation(activation, w, b, q, c),
                correlation_map::fixed_correlation(activation, w, b, q),
                correlation_map::slope(activation, w, q, c),
            ]
        }),
        door("theory::batch_norm", Nothing, |source| {
            let (activation, batch) = (activation(source), source.any_size(300));
            vec![batch_norm::growth(activation, batch)]
        }),
        door("theory::finite_width", Nothing, |source| {
            let (activation, start, w) = (activation(source), source.positive(), source.positive());
            let (width, depth) = (source.any_size(30), source.size(4));
            finite_width::lengths(activation, w, start, width, depth).into_iter().map(|path| path.length).collect()
        })
        .panics(&["a layer without units has no signal", "it must be positive and finite"]),
        door("theory::depth_law", Finite, |source| {
            let (network, count) = (network(source), source.size(6));
            let widths: Vec<usize> = (0..count).map(|_| source.size(60)).collect();
            let dead = depth_law::death_probability(network, &widths);
            let (large, exact) = (depth_law::large_width(network, &widths), depth_law::exact(network, &widths));
            // Without a layer there is no variance, and no skewness.
            let _ = (large.skewness(), exact.distance_from_normal());
            vec![dead, large.mean, large.variance, exact.mean, exact.variance, exact.third]
        })
        .panics(&["a layer without units has no signal"]),
        door("theory::products", Finite, |source| {
            let (n, k, variance) = (source.any_size(20), source.any_size(20), source.positive().abs());
            let mut numbers = vec![products::lyapunov(n, variance, k), products::variance_per_layer(n, k)];
            let _ = (products::lyapunov_for_large_width(n, variance), products::singular_value_edges(n, k));
            let _ = (products::condition_distribution(n, variance), products::condition_quantile(n, source.share()));
            if variance == f64::INFINITY || variance.is_nan() {
                numbers.clear();
            }
            numbers
        })
        .panics(&["has the exponents 1 to"]),
        door("theory::products::jordan", Finite, |source| {
            let (a, b, power) = (source.number(), source.number(), source.any_size(2000));
            let power = u32::try_from(power).unwrap_or(u32::MAX);
            let mut numbers = vec![products::jordan_norm(a, b, power)];
            let (peak, norm) = products::jordan_peak(source.share(), b);
            numbers.extend([f64::from(peak), norm]);
            numbers
        })
        .panics(&["is below 2³¹", "have a peak for", "corner of a Jordan block is NaN", "peak beyond 2³⁰"]),
    ]
}
