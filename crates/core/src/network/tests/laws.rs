//! Do networks keep the laws that they must keep?

use super::*;
use crate::bits::{self, product};
use crate::initialize::{Initializer, Scheme};
use crate::network::evaluate::LANES;
use ndarray::s;

fn plain(widths: &[usize]) -> Architecture {
    Architecture::new(widths, Activation::Tanh, Loss::CrossEntropy)
}

fn bits_of(gradient: &[f64]) -> Vec<u64> {
    gradient.iter().map(|entry| entry.to_bits()).collect()
}

#[test]
fn a_linear_network_is_a_product_of_matrices() {
    let architecture = Architecture::new(&[3, 4, 5, 2], Activation::Identity, Loss::SquaredError);
    let network = network::<f64>(&architecture, 6);
    let mut parameters = parameters(&network);
    for block in network.layout().blocks().iter().filter(|block| block.kind == Kind::Bias) {
        parameters[block.range.clone()].fill(0.0);
    }
    let weights = |layer: usize| network.layout().weights(layer).of(&parameters).to_owned();
    // The order of the network: ((x·W[1]ᵀ)·W[2]ᵀ)·W[3]ᵀ, to the bit.
    let x = inputs(6, 3);
    let first = product(x.view(), weights(1).t());
    let second = product(first.view(), weights(2).t());
    assert_eq!(network.predict(&parameters, x.view()), product(second.view(), weights(3).t()));
    // Planted: (W[3]W[2])W[1] is the same function, and rounds otherwise.
    let whole = product(product(weights(3).view(), weights(2).view()).view(), weights(1).view());
    assert_ne!(network.predict(&parameters, x.view()), product(x.view(), whole.t()));
}

#[test]
fn threads_do_not_change_the_bits_and_lanes_agree_with_one_sum() {
    let architecture = plain(&[7, 9, 9, 4]);
    let mut network = network::<f64>(&architecture, 700);
    let parameters = parameters(&network);
    network.loss(&parameters);
    assert_eq!(network.lanes.len(), LANES);
    assert_eq!(network.lanes.iter().map(|lane| lane.examples.len()).sum::<usize>(), 700);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| evaluate(&mut network.clone(), &parameters))
    };
    let (loss, gradient) = on(1);
    for threads in [2, 5] {
        let (other_loss, other) = on(threads);
        assert_eq!((loss.to_bits(), bits_of(&gradient)), (other_loss.to_bits(), bits_of(&other)), "{threads} threads");
    }
    let trace = network.trace(&parameters);
    assert_eq!(trace.loss.to_bits(), loss.to_bits());
    // Sums of 700 terms below 1/700 in another order: 700·u.
    let worst = gradient.iter().zip(&trace.gradient).fold(0.0_f64, |worst, (a, b)| bits::max(worst, (a - b).abs()));
    assert!(worst > 0.0 && worst < 700.0 * f64::EPSILON, "{worst}");
    // Planted: the last example left out.
    let planted = self::network::<f64>(&architecture, 699).trace(&parameters);
    let worst = gradient.iter().zip(&planted.gradient).fold(0.0_f64, |worst, (a, b)| bits::max(worst, (a - b).abs()));
    assert!(worst > 700.0 * f64::EPSILON, "{worst}");
    assert_eq!(trace.activations.len(), 3);
    assert_eq!(trace.deltas[1].dim(), (700, 9));
}

#[test]
fn mini_batches_see_every_example_once_an_epoch() {
    let architecture = plain(&[3, 4, 2]);
    let mut network = network::<f64>(&architecture, 12);
    let parameters = parameters(&network);
    let (loss, gradient) = evaluate(&mut network, &parameters);
    assert!(network.repeats());
    network.mini_batches(4, stream(1, "network", "batches", 0)).unwrap();
    assert!(!network.repeats());
    let parts: Vec<(f64, Vec<f64>)> = (0..3).map(|_| evaluate(&mut network, &parameters)).collect();
    // The mean over an epoch is the whole: 12 terms of size below 1.
    let mean_loss = parts.iter().map(|part| part.0).sum::<f64>() / 3.0;
    assert!((mean_loss - loss).abs() < 20.0 * f64::EPSILON);
    for (index, entry) in gradient.iter().enumerate() {
        let mean = parts.iter().map(|part| part.1[index]).sum::<f64>() / 3.0;
        assert!((mean - entry).abs() < 20.0 * f64::EPSILON);
    }
    assert!(parts[0].0 != parts[1].0, "batches differ");
    // Planted: one batch seen twice, another never.
    let planted = (parts[0].0 + parts[1].0 + parts[1].0) / 3.0;
    assert!((planted - loss).abs() > 20.0 * f64::EPSILON);
}

#[test]
fn frozen_masks_repeat_and_fresh_masks_do_not() {
    let architecture = plain(&[3, 20, 20, 2]).dropout(0.5, 3);
    let mut network = network::<f64>(&architecture, 150);
    let parameters = parameters(&network);
    let fresh: Vec<f64> = (0..3).map(|_| network.loss(&parameters)).collect();
    assert!(fresh[0] != fresh[1] && fresh[1] != fresh[2]);
    assert!(!network.repeats());
    network.freeze_masks(1);
    assert!(network.repeats());
    assert_eq!([network.loss(&parameters), network.loss(&parameters)], [fresh[1]; 2]);
    assert_eq!(network.trace(&parameters).loss, fresh[1], "a trace takes the same masks");
    let kept = network.trace(&parameters).activations[1].iter().filter(|&&a| a != 0.0).count() as f64 / 3000.0;
    // A share of 3,000 coins has the standard deviation √(¼/3000) = 0.009; four of them.
    assert!((kept - 0.5).abs() < 0.037, "{kept}");
    assert!((kept - 0.55).abs() > 0.01, "{kept}: another probability is seen");
    let none = network.predict(&parameters, inputs(150, 3).view());
    let mut without = self::network::<f64>(&plain(&[3, 20, 20, 2]), 150);
    assert_eq!(none, without.predict(&parameters, inputs(150, 3).view()), "a prediction drops nothing");
    let mut keep_all = self::network::<f64>(&plain(&[3, 20, 20, 2]).dropout(1.0, 3), 150);
    assert_eq!(keep_all.loss(&parameters), without.loss(&parameters));
}

#[test]
fn predictions_of_batch_normalization_take_the_statistics_of_the_examples() {
    let architecture = plain(&[3, 6, 6, 2]).normalized(Normalization::Batch);
    let network = network::<f64>(&architecture, 40);
    let parameters = parameters(&network);
    let x = inputs(40, 3);
    let all = network.predict(&parameters, x.view());
    assert_eq!(all, *network.trace(&parameters).pre_activations.last().unwrap());
    let some = network.predict(&parameters, x.slice(s![..3, ..]));
    assert_eq!(some, all.slice(s![..3, ..]), "a prediction does not depend on the other rows");
    let moved = network.predict(&parameters, (&x + 1.0).view());
    assert!(moved != all, "a shifted batch is not normalized away");
}

#[test]
fn normalized_layers_have_mean_0_and_variance_1() {
    for kind in [Normalization::Layer, Normalization::Batch] {
        let network = network::<f64>(&plain(&[3, 50, 2]).normalized(kind), 40);
        let mut parameters = parameters(&network);
        for block in network.layout().blocks() {
            match block.kind {
                Kind::Gain => parameters[block.range.clone()].fill(1.0),
                Kind::Shift => parameters[block.range.clone()].fill(0.0),
                _ => {}
            }
        }
        let z = &network.trace(&parameters).pre_activations[0];
        let lines = if kind == Normalization::Layer { z.rows().into_iter() } else { z.columns().into_iter() };
        let mut others = if kind == Normalization::Layer { z.columns().into_iter() } else { z.rows().into_iter() };
        assert!(others.all(|line| bits::sum(&line.to_vec()).abs() > 1e-3), "the other axis is another law");
        for line in lines {
            let line = line.to_vec();
            let (mean, square) = (bits::sum(&line) / line.len() as f64, bits::dot(&line, &line) / line.len() as f64);
            // The variance is σ²/(σ² + 10⁻⁵); σ² is above 0.01 here.
            // Each ẑ is off by some 10u of numbers that are of size 1 to 5.
            assert!(mean.abs() < 1e-14 && square < 1.0 && square > 0.999, "{mean} {square}");
        }
    }
}

#[test]
fn the_first_layer_that_overflows_is_named() {
    let mut network = network::<f64>(&Architecture::new(&[2, 3, 3, 3, 2], Activation::Relu, Loss::CrossEntropy), 4);
    let mut parameters = parameters(&network);
    let third = network.layout().weights(3).range.clone();
    parameters[third].fill(1e308);
    parameters.iter_mut().for_each(|parameter| *parameter = bits::max(parameter.abs(), 2.0));
    let (loss, gradient) = evaluate(&mut network, &parameters);
    assert!(!loss.is_finite());
    assert_eq!(network.broken_layer(&gradient), Some(3));
    // Planted: without the large weights no layer is named.
    let mut sound = self::network::<f64>(network.architecture(), 4);
    let fine = self::parameters(&sound);
    let (loss, entries) = evaluate(&mut sound, &fine);
    assert!(loss.is_finite() && sound.broken_layer(&entries).is_none());
    let mut gradient = vec![0.0; gradient.len()];
    network.lanes.iter_mut().for_each(|lane| lane.broken = None);
    gradient[network.layout().weights(2).range.start] = f64::INFINITY;
    assert_eq!(network.broken_layer(&gradient), Some(2), "backward");
}

#[test]
fn layer_sequential_unit_variance_scales_every_layer() {
    let network = network::<f64>(&Architecture::new(&[5, 30, 30, 30, 3], Activation::Relu, Loss::CrossEntropy), 50);
    let moments = |scheme: Scheme, gain: f64| {
        let initializer = Initializer::new(scheme).gain(gain);
        let parameters = network.initial(&initializer, &mut stream(1, "network", "lsuv", 0));
        let of = |z: &Array2<f64>| {
            let z = z.iter().copied().collect::<Vec<f64>>();
            (bits::sum(&z) / z.len() as f64, bits::dot(&z, &z) / z.len() as f64)
        };
        network.trace(&parameters).pre_activations.iter().map(of).collect::<Vec<_>>()
    };
    // A mean of up to 1,500 squares in 23 additions each, twice; its root and the scaled weights; z again, a sum of 30
    // terms: less than 200u.
    let is_scaled = |square: f64, wanted: f64| (square / wanted - 1.0).abs() < 100.0 * f64::EPSILON;
    for gain in [1.0, 1.5] {
        assert!(moments(Scheme::Lsuv, gain).iter().all(|&(_, square)| is_scaled(square, gain * gain)), "{gain}");
        assert!(
            !moments(Scheme::Lsuv, gain).iter().any(|&(_, square)| is_scaled(square, 1.01 * gain * gain)),
            "{gain}"
        );
        assert!(moments(Scheme::He, gain).iter().any(|&(_, square)| !is_scaled(square, gain * gain)), "{gain}");
    }
    assert!(
        !moments(Scheme::Lsuv, 1.5).iter().any(|&(_, square)| is_scaled(square, 1.5)),
        "a gain that is not squared"
    );
    // It is not the variance of the paper: behind ReLU the means are not 0.
    assert!(moments(Scheme::Lsuv, 1.0)[1..].iter().all(|(mean, square)| !is_scaled(square - mean * mean, 1.0)));
}
